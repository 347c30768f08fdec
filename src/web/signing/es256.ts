/**
 * A signature as WebCrypto makes it: ES256 over the signing input of a JWS (RFC 7515, RFC 7518 3.4), with a key that nobody
 * can take out. The same octets as `src/directive/attest.ts` looks at. Runs wherever there is WebCrypto.
 */
import type { P256Jwk, P256PrivateJwk } from '../../directive/roster.ts'
import { SIGNATURE_HEADER, type Statement, statementText } from '../../directive/statement.ts'

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const
const ALGORITHM = { name: 'ECDSA', hash: 'SHA-256' } as const

/** A key that signs. */
export interface HeldKey {
  /** Its thumbprint (RFC 7638), as it stands in a roster. */
  readonly id: string
  readonly privateKey: CryptoKey
}

export async function makeHeldKey(): Promise<HeldKey & { readonly publicKey: P256Jwk }> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(CURVE, false, ['sign'])
  const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', publicKey)
  const jwk: P256Jwk = { kty: 'EC', crv: 'P-256', x, y }
  return { id: await thumbprintOf(jwk), privateKey, publicKey: jwk }
}

/** Of somebody whom the demo made up. */
export async function importHeldKey(jwk: P256PrivateJwk): Promise<HeldKey> {
  const privateKey = await crypto.subtle.importKey('jwk', jwk, CURVE, false, ['sign'])
  return { id: await thumbprintOf(jwk), privateKey }
}

/** base64url. */
export async function signWith({ privateKey }: HeldKey, statement: Statement): Promise<string> {
  const parts = [JSON.stringify(SIGNATURE_HEADER), statementText(statement)]
  const input = parts.map(part => base64url(utf8(part))).join('.')
  return base64url(await crypto.subtle.sign(ALGORITHM, privateKey, utf8(input)))
}

export async function sha256(of: string | Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  return await crypto.subtle.digest('SHA-256', typeof of === 'string' ? utf8(of) : of)
}

export function base64url(octets: ArrayBuffer | Uint8Array): string {
  return btoa(String.fromCharCode(...new Uint8Array(octets)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

export function octetsOf(encoded: string): Uint8Array<ArrayBuffer> {
  const binary = atob(encoded.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, letter => letter.charCodeAt(0))
}

/** RFC 7638: the members that are required, in the order of their names. */
async function thumbprintOf({ crv, kty, x, y }: P256Jwk): Promise<string> {
  return base64url(await sha256(JSON.stringify({ crv, kty, x, y })))
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}
