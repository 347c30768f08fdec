/**
 * What a person says by signing: that they submit, approve, schedule or resume this very thing, with a key of their own.
 *
 *   statement ── canonical JSON ──► SHA-256 ──► the challenge of a passkey, or signed by a key made in the browser
 *
 * Shapes alone; runs in a browser too. Whose key counts is in `roster.ts`, whether a signature is right in `attest.ts`.
 */
import { z } from 'zod'
import { canonicalJson } from '../base/canonical.ts'
import { count, instant, sha256 } from './values.ts'

const base64url = (max: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .max(max)

/** Also the name of its key in a roster. */
export const personId = z.string().min(1).max(64)
/** A passkey's credential id, or the thumbprint of a key (RFC 7638). */
export const signingKeyId = base64url(1400)

/** A roster by its number and the digest of its text. */
export const heldRoster = z.strictObject({ number: z.int().min(1), sha256 })
export type HeldRoster = z.infer<typeof heldRoster>

/** Named by somebody who signed under it. `at`: when they signed, milliseconds since 1970. */
export interface NamedRoster extends HeldRoster {
  readonly at: number
}

const DOUBTS_MAX = 16

/**
 * Kinds of documents that people sign. Each area that has another adds it:
 *
 *   declare module '../../directive/statement.ts' { interface SignedKinds { siren: object } }
 */
export interface SignedKinds {
  readonly round: object
  readonly 'free-list': object
  readonly month: object
  readonly instruction: object
  readonly bulletin: object
  readonly roster: object
  readonly plan: object
  readonly 'level-change': object
}
/** Any name: whoever looks at a signature compares it with the name of the kind that is signed there (`checkSigned`). */
const signedKind = z
  .string()
  .regex(/^[a-z]+(-[a-z]+)*$/)
  .max(40) as unknown as z.ZodType<keyof SignedKinds>

export const statement = z.strictObject({
  does: z.enum(['submit', 'approve', 'schedule', 'resume']),
  of: signedKind,
  /** Which one; of what there is one of, its name. */
  subject: z.string().min(1).max(64),
  version: z.int().min(1),
  /** Of exactly what goes out. */
  sha256,
  /** Of the order to resume; null where nothing is ordered. */
  sequence: count.nullable(),
  at: instant,
  /** RFC 7638, of the authority's key: who signs for two authorities with one key signs for one of them. Missing: see `roster.ts`, names. */
  authority: signingKeyId.optional(),
  /** In force where it was signed: a far end that holds an older one lacks people, or has some too many. Missing with `authority`. */
  roster: heldRoster.optional(),
  /** What contradicts itself in it, by name: that they have looked at each and sign all the same. Missing: nothing did. */
  doubts: z.array(z.string().min(1).max(64)).min(1).max(DOUBTS_MAX).optional(),
})
export type Statement = z.infer<typeof statement>

export const personSignature = z.discriminatedUnion('by', [
  /** A WebAuthn assertion with user verification (Web Authentication Level 3, 7.2): base64url. */
  z.strictObject({
    by: z.literal('passkey'),
    key: signingKeyId,
    authenticatorData: base64url(2000),
    clientDataJson: base64url(4000),
    signature: base64url(1400),
  }),
  /** ES256 over the signing input of a JWS with `SIGNATURE_HEADER` and the statement (RFC 7515, RFC 7518 3.4): base64url. */
  z.strictObject({ by: z.literal('key'), key: signingKeyId, signature: base64url(86) }),
])
export type PersonSignature = z.infer<typeof personSignature>

/** Signatures are made for what is about to be done: by the clock of who signs, so far from the authority's. */
export const SIGNED_AGE_MAX_MS = 10 * 60 * 1000

/** A statement with whose it is and what proves that. */
export const attestation = z.strictObject({ person: personId, statement, signature: personSignature })
export type Attestation = z.infer<typeof attestation>

export const SIGNATURE_HEADER = { alg: 'ES256', typ: 'loa-statement+jws' } as const

/** Its one spelling. */
export function statementText(given: Statement): string {
  return canonicalJson(given)
}

/** What an administrator says by signing a roster. `authority`: of its text; its digest names the one before. */
export function rosterStatement(
  {
    number,
    sha256,
    authority,
  }: { readonly number: number; readonly sha256: string; readonly authority?: string | undefined },
  at: string,
): Statement {
  return {
    does: 'approve',
    of: 'roster',
    subject: 'roster',
    version: number,
    sha256,
    sequence: null,
    at,
    ...(authority === undefined ? {} : { authority }),
  }
}
