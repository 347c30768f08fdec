/**
 * What a device and the authority's server say to each other. The device only calls out, over HTTPS:
 *
 *   GET  authority ──► its key, before a code is given away
 *   POST enrol     ──► code and public key; the cluster that it is from now on, its places, the authority's key
 *   POST hello     ──► what it has, decodes and holds; how many receipts are kept
 *   GET  agenda    ──► a stream (SSE): `agenda` whole each time, at once when it connects and whenever it changes; `beat` each 5 s
 *   GET  audio     ──► the octets of a digest; by Range where it was cut off
 *   POST receipts  ──► a signed batch; how many receipts are kept now
 *
 * Every call but the first two bears `authorization: Bearer TOKEN`. 401 and 410 to an enrolled device: its key was revoked, and it
 * falls silent. Shapes and paths; knows no network. Parsed at both edges by these.
 */
import { z } from 'zod'
import { soundForm } from '../directive/bulletin.ts'
import { purpose, ROSTERS_MAX } from '../directive/documents.ts'
import { publicJwk } from '../directive/public-key.ts'
import { signedRoster } from '../directive/roster.ts'
import { heldRoster } from '../directive/statement.ts'
import { COUNT_MAX, count, instant, sha256 } from '../directive/values.ts'
import { AGENDA_SIZE_MAX, clusterId, ITEMS_MAX, itemId } from './agenda.ts'
import { pinnedHours } from './hours.ts'
import { receipt } from './receipts.ts'

export const SPEAKER_PATHS = {
  authority: '/speaker/v1/authority',
  enrol: '/speaker/v1/enrol',
  hello: '/speaker/v1/hello',
  agenda: '/speaker/v1/agenda',
  audio: '/speaker/v1/audio',
  receipts: '/speaker/v1/receipts',
} as const

export const BEAT_MS = 5_000
export const RECEIPTS_MAX = 200
/** Of a signed batch, in characters. */
export const RECEIPTS_SIZE_MAX = 200_000

/** A province that the cluster's commune lay in on these days; `until` is the first day on which it does not. */
export const place = z.strictObject({
  code: z.string().regex(/^\d{2}$/),
  from: z.iso.date(),
  until: z.iso.date().nullable(),
})
export type Place = z.infer<typeof place>
const places = z.array(place).min(1).max(20)

export const authorityAnswer = z.object({ publicKey: publicJwk })

/**
 * `fingerprint.secret.rosterSha256` is the code that a person is handed; only `secret` is told here. The same code with the same key
 * is answered the same again while it is fresh: an answer that was lost on the way costs no code.
 */
export const enrolAsk = z.strictObject({ code: z.string().regex(/^[A-Za-z0-9_-]{8,150}$/), publicKey: publicJwk })
export const enrolAnswer = z.object({
  cluster: clusterId,
  name: z.string().min(1).max(200),
  /** A device of exercises plays no live agenda, and the other way round. */
  purpose,
  places,
  /** Of its commune now: pinned there. Missing: an authority of an earlier version. */
  hours: pinnedHours.optional(),
  authority: authorityAnswer,
})
export type EnrolAnswer = z.infer<typeof enrolAnswer>

export const speakerHello = z.strictObject({
  version: z.string().max(40),
  clock: instant,
  /** Of these the authority names one in each item. WAV always. */
  decodes: z.array(soundForm).min(1).max(soundForm.options.length),
  /** The provinces that were pinned when it was enrolled. */
  places,
  /** That it keeps to, whatever its agenda says; null: none were pinned. Missing: of an earlier version, or to an earlier authority. */
  hours: pinnedHours.nullable().optional(),
  /** The agenda that counts, and what stands in it; null: none. */
  agenda: z
    .strictObject({
      serial: z.int().min(1).max(COUNT_MAX),
      sha256,
      issuedAt: instant,
      itemIds: z.array(itemId).max(ITEMS_MAX),
    })
    .nullable(),
  /** The newest roster that it holds; null: the one that is pinned has not come yet. */
  roster: heldRoster.nullable(),
  /** The last receipt's. */
  counter: count,
  /** The commune's own switch. */
  off: z.boolean(),
})
export type SpeakerHello = z.infer<typeof speakerHello>
/** `counter`: all receipts up to this one are kept. */
export const keptAnswer = z.object({ counter: count })

/** `event: agenda`. `rosters`: those after the one that it holds, oldest first; at most so many, and then it says hello again. */
export const agendaEvent = z.strictObject({
  agenda: z.string().max(AGENDA_SIZE_MAX),
  rosters: z.array(signedRoster).max(ROSTERS_MAX).optional(),
})
export type AgendaEvent = z.infer<typeof agendaEvent>

/** What is signed of a batch. */
export const receiptsBody = z.strictObject({
  cluster: clusterId,
  /** In the order of their counters. Those that are kept already change nothing. */
  receipts: z.array(receipt).min(1).max(RECEIPTS_MAX),
})
export type ReceiptsBody = z.infer<typeof receiptsBody>
export const receiptsAsk = z.strictObject({ document: z.string().max(RECEIPTS_SIZE_MAX) })

export const speakerToken = z.strictObject({
  cluster: clusterId,
  /** The authority's key id: a token for one authority is none for another. */
  audience: z.string().max(64),
  issuedAtMs: z.int(),
  id: z.uuid(),
})
export type SpeakerToken = z.infer<typeof speakerToken>
