/**
 * The algorithms of a signature that are accepted, by the names that XML Signature has for them (RFC 9231): RSA (PKCS #1 1.5) and
 * ECDSA, each with SHA-256, SHA-384 or SHA-512. SHA-1 is accepted nowhere in a signature.
 */
import { type KeyObject, sign, verify } from 'node:crypto'

type Hash = 'sha256' | 'sha384' | 'sha512'

export interface SignatureMethod {
  readonly key: 'rsa' | 'ec'
  readonly hash: Hash
}

const MORE = 'http://www.w3.org/2001/04/xmldsig-more#'
const ENCRYPTION = 'http://www.w3.org/2001/04/xmlenc#'

export const RSA_SHA256 = `${MORE}rsa-sha256`
export const ECDSA_SHA256 = `${MORE}ecdsa-sha256`
export const SHA256 = `${ENCRYPTION}sha256`
export const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'
export const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#'
export const INCLUSIVE = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'

const DIGESTS: ReadonlyMap<string, Hash> = new Map([
  [SHA256, 'sha256'],
  [`${MORE}sha384`, 'sha384'],
  [`${ENCRYPTION}sha512`, 'sha512'],
])

const METHODS: ReadonlyMap<string, SignatureMethod> = new Map(
  (['rsa', 'ecdsa'] as const).flatMap(of =>
    (['sha256', 'sha384', 'sha512'] as const).map(
      hash => [`${MORE}${of}-${hash}`, { key: of === 'rsa' ? 'rsa' : 'ec', hash }] as const,
    ),
  ),
)

export const digestOf = (name: string) => DIGESTS.get(name) ?? null
export const methodOf = (name: string) => METHODS.get(name) ?? null

/** ECDSA's two numbers stand side by side (RFC 9231, 2.3.6), not in DER. */
export function signOctets(octets: string, key: KeyObject, { hash }: SignatureMethod): Buffer {
  return sign(hash, Buffer.from(octets), { key, dsaEncoding: 'ieee-p1363' })
}

export function areSigned(
  octets: string,
  by: { readonly key: KeyObject; readonly method: SignatureMethod; readonly value: Uint8Array },
): boolean {
  const { key, method, value } = by
  return verify(method.hash, Buffer.from(octets), { key, dsaEncoding: 'ieee-p1363' }, value)
}
