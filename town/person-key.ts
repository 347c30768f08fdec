/**
 * A key with which a person signs, held by a program: of a demo, of a test, of whoever writes to the API. Browsers hold
 * theirs where nobody can take it out (`src/web/signing`).
 */
import type { JWK } from 'jose'
import { FlattenedSign } from 'jose/jws/flattened/sign'
import { exportJWK } from 'jose/key/export'
import { generateKeyPair } from 'jose/key/generate/keypair'
import { importJWK } from 'jose/key/import'
import { thumbprintOf } from '../src/directive/attest.ts'
import { type P256Jwk, type P256PrivateJwk, p256PrivateJwk, type SigningKey } from '../src/directive/roster.ts'
import { type PersonSignature, SIGNATURE_HEADER, type Statement, statementText } from '../src/directive/statement.ts'

export interface PersonKey {
  /** As it stands in a roster. */
  readonly key: Extract<SigningKey, { is: 'key' }>
  sign(statement: Statement): Promise<PersonSignature>
}

export async function makePersonJwk(): Promise<P256PrivateJwk> {
  const { privateKey } = await generateKeyPair(SIGNATURE_HEADER.alg, { extractable: true })
  const { kty, crv, x, y, d } = await exportJWK(privateKey)
  return p256PrivateJwk.parse({ kty, crv, x, y, d })
}

export async function personKeyOf(jwk: P256PrivateJwk): Promise<PersonKey> {
  const { kty, crv, x, y } = jwk
  const publicKey: P256Jwk = { kty, crv, x, y }
  const id = thumbprintOf(publicKey)
  const secret = await importJWK(jwk as JWK, SIGNATURE_HEADER.alg)
  return {
    key: { is: 'key', id, publicKey },
    sign: async statement => {
      const { signature } = await new FlattenedSign(new TextEncoder().encode(statementText(statement)))
        .setProtectedHeader(SIGNATURE_HEADER)
        .sign(secret)
      return { by: 'key', key: id, signature }
    },
  }
}
