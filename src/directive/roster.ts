/**
 * The roster: whose signatures count. People with their roles and keys, in a chain of versions, in the manner of the root
 * role of The Update Framework (TUF 1.0.34, 5.3 and 6.1).
 *
 *   number 1 ── sha256 ──► number 2 ── sha256 ──► number 3
 *   pinned with the        signed by administrators of number 1: one while there is one,
 *   enrolment code         two from the version on that has two with a key
 *
 * Whoever holds one version believes the next only if enough administrators of the one that it holds have signed it. So
 * neither the authority's server nor one administrator of two lets in anybody. Every statement names the roster under which
 * it was signed, so that nobody keeps a newer one back from a far end without being noticed. Shapes and rules; knows no
 * cryptography (`attest.ts`) and runs in a browser too.
 */
import { z } from 'zod'
import { canonicalJson } from '../base/canonical.ts'
import { attestation, personId, type Statement, signingKeyId } from './statement.ts'
import { instant, sha256 } from './values.ts'

export const PEOPLE_MAX = 500
export const KEYS_MAX = 10
/** Of a version with its signatures, in characters. */
export const ROSTER_SIZE_MAX = 1_000_000

/** RFC 7518: an ECDSA public key on P-256. */
export const p256Jwk = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  y: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
})
export type P256Jwk = z.infer<typeof p256Jwk>

/** With its private part: of a program, or of somebody whom a demo made up. */
export const p256PrivateJwk = z.strictObject({ ...p256Jwk.shape, d: z.string().regex(/^[A-Za-z0-9_-]{43}$/) })
export type P256PrivateJwk = z.infer<typeof p256PrivateJwk>

export const signingKey = z.discriminatedUnion('is', [
  /** `publicKey` is a COSE key (RFC 9052), base64url. */
  z.strictObject({
    is: z.literal('passkey'),
    id: signingKeyId,
    publicKey: z
      .string()
      .regex(/^[A-Za-z0-9_-]+$/)
      .max(2000),
  }),
  /** Made in a browser, or a program's. */
  z.strictObject({ is: z.literal('key'), id: signingKeyId, publicKey: p256Jwk }),
])
export type SigningKey = z.infer<typeof signingKey>

/** Of those who sign; nobody else is on it. */
export const signerRole = z.enum(['editor', 'approver', 'administrator'])
export type SignerRole = z.infer<typeof signerRole>

export const rosterPerson = z.strictObject({
  id: personId,
  name: z.string().min(1).max(200),
  role: signerRole,
  keys: z.array(signingKey).max(KEYS_MAX),
})
export type RosterPerson = z.infer<typeof rosterPerson>

export const rosterBody = z.strictObject({
  number: z.int().min(1).max(1_000_000),
  /** Of the version before; null: this one begins a chain. */
  previousSha256: sha256.nullable(),
  at: instant,
  /** Where people sign: the WebAuthn relying party's id and the origins of its pages. */
  relyingParty: z.strictObject({
    id: z.string().min(1).max(253),
    origins: z.array(z.string().min(1).max(300)).min(1).max(10),
  }),
  people: z.array(rosterPerson).max(PEOPLE_MAX),
  /**
   * What is signed from `since` on names this authority's key and its roster. The same in all later versions. Missing: in those of before
   * statements named anything, whose statements count as they are.
   */
  names: z.strictObject({ authority: signingKeyId, since: instant }).optional(),
})
export type RosterBody = z.infer<typeof rosterBody>

/** A version as it is kept and sent: its text, whose digest is its name, and who signed that. */
export const signedRoster = z.strictObject({
  /** Canonical JSON of a RosterBody. */
  text: z.string().max(ROSTER_SIZE_MAX),
  signatures: z.array(attestation).max(20),
})
export type SignedRoster = z.infer<typeof signedRoster>

export interface Roster {
  readonly body: RosterBody
  /** Of its text. */
  readonly sha256: string
}

/** What a statement names that is signed under it. */
export function namesUnder({ body, sha256 }: Roster): Pick<Statement, 'authority' | 'roster'> {
  if (body.names === undefined) return {}
  return { authority: body.names.authority, roster: { number: body.number, sha256 } }
}

export function administratorsOf({ people }: RosterBody): readonly RosterPerson[] {
  return people.filter(({ role, keys }) => role === 'administrator' && keys.length > 0)
}

/** How many administrators of this version have to sign the next one. */
export function thresholdOf(body: RosterBody): 1 | 2 {
  return administratorsOf(body).length > 1 ? 2 : 1
}

export function personOf(body: RosterBody, id: string): RosterPerson | null {
  return body.people.find(person => person.id === id) ?? null
}

/** What stands twice, an id or a key under two: it would count as two people. */
export function doublesOf({ people }: RosterBody): readonly string[] {
  const ids = people.flatMap(({ id, keys }) => [
    `person ${id}`,
    ...keys.flatMap(key => [`key ${key.id}`, `public ${canonicalJson(key.publicKey)}`]),
  ])
  const seen = new Set<string>()
  return ids.filter(id => seen.has(id) || !seen.add(id))
}
