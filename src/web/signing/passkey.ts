/**
 * A passkey signs a statement: an assertion whose challenge is the statement's digest, with the person verified by the
 * device (Web Authentication Level 3, 7.2).
 */
import type { MadeKey } from '../../directive/made-key.ts'
import { type PersonSignature, type Statement, statementText } from '../../directive/statement.ts'
import { Problem } from '../problem.ts'
import { signing } from '../words/signing.ts'
import { base64url, octetsOf, sha256 } from './es256.ts'

/** ES256, EdDSA, RS256 (RFC 9053, RFC 8812). */
const ALGORITHMS = [-7, -8, -257]

/** A page without TLS has no passkeys. */
export function canUsePasskeys(): boolean {
  return typeof PublicKeyCredential === 'function'
}

/** Fails where it was given up, took too long, or the device could not verify who holds it. */
export async function signWithPasskey(
  statement: Statement,
  by: { readonly relyingParty: string; readonly ids: readonly string[] },
): Promise<PersonSignature> {
  const challenge = await sha256(statementText(statement))
  const credential = await navigator.credentials
    .get({
      publicKey: {
        challenge,
        rpId: by.relyingParty,
        allowCredentials: by.ids.map(id => ({ type: 'public-key', id: octetsOf(id) })),
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

/**
 * A passkey that signs statements on this page and never signs in. Fails where it was given up, took too long, the device has one of
 * `known` already, or could not verify who holds it.
 */
export async function makePasskey(
  text: string,
  of: {
    readonly person: { readonly id: string; readonly name: string }
    readonly known: readonly string[]
    readonly host: string
  },
): Promise<MadeKey> {
  const { person, known, host } = of
  const credential = await navigator.credentials
    .create({
      publicKey: {
        challenge: await sha256(text),
        rp: { id: host, name: host },
        user: { id: new TextEncoder().encode(person.id), name: person.name, displayName: person.name },
        pubKeyCredParams: ALGORITHMS.map(alg => ({ type: 'public-key', alg })),
        excludeCredentials: known.map(id => ({ type: 'public-key', id: octetsOf(id) })),
        authenticatorSelection: { userVerification: 'required', residentKey: 'discouraged' },
        attestation: 'none',
      },
    })
    .catch(() => null)
  if (!(credential instanceof PublicKeyCredential)) throw notMade()
  const { response } = credential
  if (!(response instanceof AuthenticatorAttestationResponse)) throw notMade()
  return {
    id: base64url(credential.rawId),
    clientDataJson: base64url(response.clientDataJSON),
    attestationObject: base64url(response.attestationObject),
  }
}

function notMade(): Problem {
  return new Problem({ status: 400, code: 'passkeyNotMade', sentence: signing['passkey.notMade'] })
}

function notSigned(): Problem {
  return new Problem({ status: 400, code: 'passkeyNotSigned', sentence: signing['passkey.notSigned'] })
}
