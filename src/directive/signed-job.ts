/**
 * A kind of signed jobs, declared once for both sides: what two people sign at the authority, an operator's node proves, and a device there
 * carries out and answers.
 *
 *   const sirens = signedJob({ kind: 'siren', content, told, what, when, which })
 *
 *   authority  areas/operators/jobs.ts issues `sirens.directive` and reads `sirens.answer`
 *   node       operator/job-taker.ts proves `sirens.claimOf`, hands the content to the device, and signs what it has told
 *
 * It goes to nodes that say they carry out this kind, in the agenda's `jobs`; their answer comes to `/node/v1/siren-acknowledgements`.
 * Who signed and how often are looked at alike for every kind; the other three parts of the proof (proof.ts) have to be given. Pure.
 */
import assert from 'node:assert'
import { z } from 'zod'
import { canonicalJson } from '../base/canonical.ts'
import { jobKind, trailHead } from './documents.ts'
import type { Claim } from './proof.ts'
import { type DocumentType, type NodeDocument, sha256Of } from './signing.ts'
import { attestation, type SignedKinds } from './statement.ts'
import { COUNT_MAX, instant, operatorId, sha256, uuid } from './values.ts'

/** As the authority signs it for one operator. */
const jobHead = z.strictObject({
  directive: uuid,
  serial: z.int().min(1).max(COUNT_MAX),
  operator: operatorId,
  issuedAt: instant,
  /** A node that has not taken it by then refuses it. */
  expiresAt: instant,
  trail: trailHead,
  /** The document that two people signed, and its version. */
  subject: uuid,
  version: z.int().min(1).max(COUNT_MAX),
  /** Missing: it was approved without a roster, and no node carries it out. */
  approval: z.strictObject({ submitted: attestation, approved: attestation }).optional(),
})
export type JobBody<Content> = z.infer<typeof jobHead> & { readonly content: Content }

/** `uncertain`: its device was given it and has not said what came of it; it is not given it again. */
const refused = z.strictObject({
  is: z.literal('refused'),
  why: z.enum(['expired', 'replayed', 'needs-two-people', 'malformed']),
})
const jobAnswer = z.strictObject({
  directive: uuid,
  serial: z.int().min(1),
  operator: operatorId,
  /** Of the directive's JWS as it was received. */
  sha256,
  at: instant,
})
export type JobVerdict<Told> =
  | z.infer<typeof refused>
  | { readonly is: 'uncertain' }
  | { readonly is: 'done'; readonly told: Told }
export type JobAnswer<Told> = z.infer<typeof jobAnswer> & { readonly verdict: JobVerdict<Told> }

export interface SignedJob<Content, Told> {
  readonly kind: keyof SignedKinds
  readonly directive: { readonly type: DocumentType; readonly schema: z.ZodType<JobBody<Content>> }
  readonly answer: { readonly type: NodeDocument; readonly schema: z.ZodType<JobAnswer<Told>> }
  /** What the device tells. */
  readonly told: z.ZodType<Told>
  /** From when on it is carried out, in milliseconds since 1970. */
  readonly fromOf: (content: Content) => number
  /** `isReplay`: this version was begun here, or a newer one was. */
  readonly claimOf: (body: JobBody<Content>, isReplay: boolean) => Claim
}

export function signedJob<Content, Told>(given: {
  /** As its people sign it, and as its documents are called. */
  readonly kind: keyof SignedKinds
  /** All that is signed. */
  readonly content: z.ZodType<Content>
  readonly told: z.ZodType<Told>
  readonly when: (content: Content) => Claim['when']
  readonly what: (content: Content) => string | null
  readonly which: (content: Content, operator: string) => string | null
}): SignedJob<Content, Told> {
  const { kind, content, told, when, what, which } = given
  assert(jobKind.safeParse(kind).success, `${kind} is no name of a kind of jobs`)
  const done = z.strictObject({ is: z.literal('done'), told })
  const verdict = z.union([refused, z.strictObject({ is: z.literal('uncertain') }), done])
  return {
    kind,
    directive: { type: `${kind}Directive`, schema: z.strictObject({ ...jobHead.shape, content }) },
    answer: { type: `${kind}Acknowledgement`, schema: z.strictObject({ ...jobAnswer.shape, verdict }) },
    told,
    fromOf: signed => when(signed).from ?? 0,
    claimOf: (body, isReplay) => {
      const { subject, version, approval, operator, expiresAt, content: signed } = body
      const { from, until, beginsWithinMs } = when(signed)
      return {
        // Made anew of what is carried out: what differs from what people signed has other signatures.
        who: { said: { of: kind, subject, version, sha256: sha256Of(canonicalJson(signed)) }, approval },
        what: () => what(signed),
        when: { from, until: Math.min(until, Date.parse(expiresAt)), beginsWithinMs },
        often: () => isReplay,
        which: () => which(signed, operator),
      }
    },
  }
}
