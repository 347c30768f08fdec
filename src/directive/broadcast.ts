/**
 * The cell broadcast (tin quảng bá di động): the authority's directive to one operator to have it on the air, and what the operator
 * answers.
 *
 *   authority                                     operator's node
 *      │ ── broadcast directive, order ─────────────► │  run: on the air; replace: its correction instead; stop: off the air
 *      │ ◄─ acknowledgement (signed) ──────────────── │  held, replaced, withdrawn, or refused and why
 *      │ ◄─ count (signed) ────────────────────────── │  on how many cells it was on the air: never which
 *
 * The directive holds the whole content that two people signed: the node makes its digest anew, and out of the content, by the
 * functions here, what goes on the air. Identifiers are nowhere written down: an exercise's content gives those of exercises and no
 * other, by type. The serial number is the authority's: the same at every operator and at every BSC, so that a phone at the border of
 * two networks shows the message once.
 *
 * Runs in a browser too. Knows no cell and no BSC.
 */
import { z } from 'zod'
import {
  alertIdentifier,
  type EmergencyIdentifier,
  type ExerciseIdentifier,
  emergencyIdentifier,
  exerciseIdentifier,
  type Identifier,
  type LiveIdentifier,
  twinOf,
} from '../cbs/identifiers.ts'
import { CODE_MAX, type Serial, UPDATE_MAX } from '../cbs/serial.ts'
import { SLOT_MS } from '../cbs/slots.ts'
import { type BroadcastTerms, type BulletinContent, bulletinContent } from './bulletin.ts'
import { PROVINCES_MAX, provinceRef } from './documents.ts'
import { attestation } from './statement.ts'
import { COUNT_MAX, count, instant, operatorId, sha256, uuid } from './values.ts'

// What goes on the air ----------------------------------------------------------------------------------------------

/** Of the same content: what it says, or what takes it back. */
export const saying = z.enum(['message', 'correction'])
export type Saying = z.infer<typeof saying>

export interface AirText<Of extends Identifier = Identifier> {
  readonly language: string
  readonly text: string
  readonly identifier: Of
}

/** Each language is a broadcast of its own. */
export type OnTheAir =
  | { readonly purpose: 'exercise'; readonly texts: readonly AirText<ExerciseIdentifier>[] }
  | { readonly purpose: 'live'; readonly texts: readonly AirText<LiveIdentifier | EmergencyIdentifier>[] }

const EXERCISE = known(exerciseIdentifier(4381))
const EMERGENCY = known(emergencyIdentifier(4370))

type Said = Pick<BulletinContent, 'purpose'> & {
  readonly renditions: Pick<BulletinContent['renditions'], 'broadcast'>
  readonly correction: Pick<BulletinContent['correction'], 'broadcast'>
}

/** Null: nothing of it is broadcast. */
export function onTheAir(content: Said, says: Saying): OnTheAir | null {
  const { broadcast } = content.renditions
  const texts = says === 'message' ? broadcast?.texts : content.correction.broadcast
  if (broadcast === undefined || texts === undefined) return null
  const languages = broadcast.texts.map(({ language }) => language)
  const by = <Of extends Identifier>(first: Of): readonly AirText<Of>[] =>
    texts.flatMap(({ language, text }) => {
      // A correction in another order of languages goes where its language went, and nowhere where it went nowhere.
      const at = languages.indexOf(language)
      if (at < 0) return []
      return [{ language, text, identifier: at > 0 ? known(twinOf(first)) : first }]
    })
  return content.purpose === 'exercise'
    ? { purpose: 'exercise', texts: by(EXERCISE) }
    : { purpose: 'live', texts: by(liveIdentifierOf(broadcast)) }
}

function liveIdentifierOf({
  level,
  isEmergency,
}: Pick<BroadcastTerms, 'level' | 'isEmergency'>): LiveIdentifier | EmergencyIdentifier {
  return isEmergency ? EMERGENCY : alertIdentifier(level)
}

/** Of all messages, so that a phone shows one once wherever it is in the country (3GPP TS 23.041 section 9.4.1.2.1). */
export const SCOPE = 'plmn'
/** The message's; its correction has the next. */
export const FIRST_UPDATE = 0
/** How many codes a content may have: enough for one of them to be free. */
const CODES_MAX = 8

/**
 * The codes that a content may have, by the digest of its canonical JSON: who gives it out chooses among these, so that no two that are on
 * the air share one, and cannot make it the code of another authority's message at a border, which phones would then not show.
 */
export function codesOf(sha256: string): readonly number[] {
  const first = Number.parseInt(sha256.slice(0, 8), 16)
  return Array.from({ length: CODES_MAX }, (_, at) => (first + at) % (CODE_MAX + 1))
}

/** The correction is the next version of the same message: phones show it again. */
export function serialOf(
  { scope, code, update }: Pick<BroadcastDirectiveBody, 'scope' | 'code' | 'update'>,
  says: Saying,
): Serial {
  const steps = says === 'message' ? 0 : 1
  return { scope, code, update: (update + steps) % (UPDATE_MAX + 1) }
}

/** How many pages one period has room for, of all languages together: they share one channel of a cell. */
export function pagesIn(periodSeconds: number): number {
  return Math.floor((periodSeconds * 1000) / SLOT_MS)
}

/** A correction that comes late is still said for so long, and no longer than so long after the end of what it corrects. */
export const CORRECTION_MS = 60 * 60 * 1000

/** In milliseconds since 1970. `ordered`: when the correction was, for the first time. */
export function airedUntil(
  { until }: Pick<BroadcastTerms, 'until'>,
  said: { readonly says: 'message' } | { readonly says: 'correction'; readonly ordered: number },
): number {
  const ends = Date.parse(until)
  if (said.says === 'message') return ends
  return Math.min(Math.max(ends, said.ordered + CORRECTION_MS), ends + CORRECTION_MS)
}

function known<Value>(value: Value | null): Value {
  if (value === null) throw new RangeError('it is no such identifier')
  return value
}

// Documents ---------------------------------------------------------------------------------------------------------

const head = z.strictObject({ entries: count, hash: sha256 })

export const broadcastDirectiveBody = z.strictObject({
  directive: uuid,
  /** Of one row with those of rounds, lists and announcements. */
  serial: z.int().min(1).max(COUNT_MAX),
  operator: operatorId,
  content: bulletinContent,
  /** Of the message; its correction has the next update number. */
  scope: z.enum(['cell', 'plmn', 'area']),
  code: z.int().min(0).max(CODE_MAX),
  update: z.int().min(0).max(UPDATE_MAX),
  issuedAt: instant,
  /** A node that has not taken it by then refuses it. */
  expiresAt: instant,
  /** Missing: the authority has no roster, and a node refuses it. */
  approval: z.strictObject({ submitted: attestation, approved: attestation }).optional(),
  trail: head.optional(),
})
export type BroadcastDirectiveBody = z.infer<typeof broadcastDirectiveBody>

/** `replace`: its correction is on the air where it was. What was stopped never runs again; its correction may. */
export const broadcastWish = z.enum(['run', 'replace', 'stop'])
export type BroadcastWish = z.infer<typeof broadcastWish>

/** The highest sequence counts. */
export const broadcastOrderBody = z.strictObject({
  directive: uuid,
  operator: operatorId,
  sequence: z.int().min(1).max(COUNT_MAX),
  wish: broadcastWish,
  at: instant,
  trail: head.optional(),
})
export type BroadcastOrderBody = z.infer<typeof broadcastOrderBody>

/** `no-cells`: none of this operator's stands there. `too-many-cells`: more than can be named, and not all. `code-in-use`: another broadcast with this code is on the air. */
export const broadcastRefusalReason = z.enum([
  'expired',
  'replayed',
  'needs-two-people',
  'malformed',
  'no-cells',
  'too-many-cells',
  'code-in-use',
])
export type BroadcastRefusalReason = z.infer<typeof broadcastRefusalReason>

export const broadcastAcknowledgementBody = z.strictObject({
  directive: uuid,
  serial: z.int().min(1),
  operator: operatorId,
  /** Of the directive's JWS as it was received. */
  sha256,
  at: instant,
  /** Of the newest order that was obeyed. */
  sequence: z.int().min(1).max(COUNT_MAX),
  /** `held`, `replaced`: what should be on the air is kept, and put there; that it is there is what counts say. */
  verdict: z.discriminatedUnion('is', [
    z.strictObject({ is: z.literal('held'), cells: count }),
    z.strictObject({ is: z.literal('replaced') }),
    z.strictObject({ is: z.literal('withdrawn') }),
    z.strictObject({ is: z.literal('refused'), why: broadcastRefusalReason }),
  ]),
})
export type BroadcastAcknowledgementBody = z.infer<typeof broadcastAcknowledgementBody>

/**
 * Of the cells that it should be on: where a BSC has said that it is on the air, where that it cannot be, and where nobody knows. On the
 * air is not read.
 */
export const cellTally = z
  .strictObject({ known: count, onAir: count, failed: count, unknown: count })
  .refine(({ known, onAir, failed, unknown }) => known === onAir + failed + unknown)
export type CellTally = z.infer<typeof cellTally>

/**
 * Systems of the operator that hand broadcasts on: AMFs of its 5G core, a cell broadcast centre that it has. How many were asked, and what
 * they said: accepted is not on the air.
 */
export const systemTally = z
  .strictObject({ asked: count, accepted: count, refused: count, unknown: count })
  .refine(({ asked, accepted, refused, unknown }) => asked === accepted + refused + unknown)
export type SystemTally = z.infer<typeof systemTally>

export const SYSTEM_KINDS = ['amf', 'cbc'] as const
export type SystemKind = (typeof SYSTEM_KINDS)[number]
/** By kind; a kind that was not asked is missing. */
export const systemTallies = z.partialRecord(z.enum(SYSTEM_KINDS), systemTally)

/** Of the cells that failed, how many for which cause: the controllers' own word. TS 48.049 section 8.2.13. */
export const failedCause = z.strictObject({ cause: z.int().min(0).max(255), cells: count })
const CAUSES_MAX = 256

export const broadcastCountBody = z
  .strictObject({
    directive: uuid,
    serial: z.int().min(1),
    operator: operatorId,
    /** Of the directive's JWS. */
    sha256,
    says: saying,
    /** The newest; of what was taken off the air, as it was just before that. */
    cells: cellTally,
    /** The same by province. */
    provinces: z.array(z.strictObject({ ...provinceRef.shape, cells: cellTally })).max(2 * PROVINCES_MAX),
    /** Missing: none failed. */
    causes: z.array(failedCause).max(CAUSES_MAX).optional(),
    /** How often BSCs say that it was sent, of all languages and cells, from the first on; null: none has said. */
    broadcasts: count.nullable(),
    /** Cells at which it may still be on the air although it was taken off. */
    leaving: count,
    /** Missing: the operator has none but controllers of cells, which answer for each cell. */
    systems: systemTallies.optional(),
    asOf: instant,
    /** Nothing more will be told of it. */
    isFinal: z.boolean(),
  })
  .refine(({ cells, provinces }) =>
    TALLIES.every(name => cells[name] === sum(provinces.map(({ cells }) => cells[name]))),
  )
  .refine(({ cells, causes }) => causes === undefined || cells.failed === sum(causes.map(each => each.cells)))
export type BroadcastCountBody = z.infer<typeof broadcastCountBody>

const TALLIES = ['known', 'onAir', 'failed', 'unknown'] as const

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
