/**
 * A passkey signs a statement: an assertion whose challenge is the statement's digest, with the person verified by the
 * device (Web Authentication Level 3, 7.2).
 */
import type { PersonSignature } from '../../directive/statement.ts'
import { Problem } from '../problem.ts'
import { signing } from '../words/signing.ts'
import { base64url, octetsOf } from './es256.ts'

/** A page without TLS has no passkeys. */
export function canUsePasskeys(): boolean {
  return typeof PublicKeyCredential === 'function'
}

/** Fails where it was given up, took too long, or the device could not verify who holds it. */
export async function signWithPasskey(of: {
  readonly challenge: ArrayBuffer
  readonly relyingParty: string
  readonly ids: readonly string[]
}): Promise<PersonSignature> {
  const credential = await navigator.credentials
    .get({
      publicKey: {
        challenge: of.challenge,
        rpId: of.relyingParty,
        allowCredentials: of.ids.map(id => ({ type: 'public-key', id: octetsOf(id) })),
        userVerification: 'required',
      },
    })
    .catch(() => null)
  if (!(credential instanceof PublicKeyCredential)) throw notSigned()
  const { response } = credential
  if (!(response instanceof AuthenticatorAssertionResponse)) throw notSigned()
  return {
    by: 'passkey',
    key: base64url(credential.rawId),
    authenticatorData: base64url(response.authenticatorData),
    clientDataJson: base64url(response.clientDataJSON),
    signature: base64url(response.signature),
  }
}

function notSigned(): Problem {
  return new Problem({
    status: 400,
    code: 'passkeyNotSigned',
    sentence: signing['passkey.notSigned'],
  })
}
