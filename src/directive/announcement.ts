/**
 * The announcement before the ring (âm thông báo): what a caller hears before it rings. The authority's directive to one operator
 * to have it heard, and what the operator answers.
 *
 *   authority                                        operator's node
 *      │ ── announcement directive, sound, order ────► │  run: have it heard; stop: no more. The highest sequence counts
 *      │ ◄─ acknowledgement (signed) ───────────────── │  held as files for the operator's own systems, or refused and why
 *      │ ◄─ count (signed) ─────────────────────────── │  how many calls have heard it: cumulative, by the operator's systems
 *
 * The directive holds the whole content that two people signed: the node makes its digest anew, and the sound's. Knows no caller and
 * no number.
 */
import { z } from 'zod'
import { bulletinContent } from './bulletin.ts'
import { attestation } from './statement.ts'
import { COUNT_MAX, count, instant, operatorId, sha256, uuid } from './values.ts'

/** Nobody waits for longer before it rings. At 8 kHz A-law a second is 8000 octets. */
export const ANNOUNCEMENT_MS_MAX = 60_000
/** Of the WAV file, with its header. */
export const ANNOUNCEMENT_OCTETS_MAX = 500_000

export const announcementDirectiveBody = z.strictObject({
  directive: uuid,
  /** Of one row with those of rounds and lists. */
  serial: z.int().min(1).max(COUNT_MAX),
  operator: operatorId,
  content: bulletinContent,
  issuedAt: instant,
  /** A node that has not taken it by then refuses it. */
  expiresAt: instant,
  /** Missing: the authority has no roster, and a node refuses it. */
  approval: z.strictObject({ submitted: attestation, approved: attestation }).optional(),
  trail: z.strictObject({ entries: count, hash: sha256 }).optional(),
})
export type AnnouncementDirectiveBody = z.infer<typeof announcementDirectiveBody>

export const announcementRefusalReason = z.enum([
  'expired',
  'replayed',
  'digest-differs',
  'needs-two-people',
  'malformed',
])
export type AnnouncementRefusalReason = z.infer<typeof announcementRefusalReason>

export const announcementAcknowledgementBody = z.strictObject({
  directive: uuid,
  serial: z.int().min(1),
  operator: operatorId,
  /** Of the directive's JWS as it was received. */
  sha256,
  at: instant,
  /** `withdrawn`: it is no longer heard, by an order. */
  verdict: z.discriminatedUnion('is', [
    z.strictObject({ is: z.literal('held') }),
    z.strictObject({ is: z.literal('withdrawn') }),
    z.strictObject({ is: z.literal('refused'), why: announcementRefusalReason }),
  ]),
})
export type AnnouncementAcknowledgementBody = z.infer<typeof announcementAcknowledgementBody>

export const announcementCountBody = z.strictObject({
  directive: uuid,
  serial: z.int().min(1),
  operator: operatorId,
  /** Of the directive's JWS. */
  sha256,
  /** That have heard it, from the first on. A later count counts in place of an earlier one. */
  calls: count,
  /** By the operator's systems. */
  asOf: instant,
  /** No call will be counted any more. */
  isFinal: z.boolean(),
})
export type AnnouncementCountBody = z.infer<typeof announcementCountBody>
