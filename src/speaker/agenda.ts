/**
 * The agenda (lịch lệnh) of a cluster of loudspeakers: what it is to play, whole each time, as the authority signs it.
 *
 *   content    items, the commune's hours, a serial: all that a programme is made of (docs/how-to/run-a-loudspeaker.md)
 *   body       the content, and for each item the bulletin in which two people signed its sound
 *   document   the body signed: live and exercise are two types, so that one never passes for the other
 *
 * Shapes, and the sentences of what is refused; knows no clock and no device. Instants are ISO 8601 with an offset.
 */
import { z } from 'zod'
import type { Failure } from '../base/failure.ts'
import { isTimeZone } from '../base/wall-time.ts'
import { bulletinContent, priority } from '../directive/bulletin.ts'
import { type Purpose, purpose, trailHead } from '../directive/documents.ts'
import type { DocumentType } from '../directive/signing.ts'
import { attestation } from '../directive/statement.ts'
import { COUNT_MAX, instant, sha256 } from '../directive/values.ts'
import { speakerFailure } from './failures.ts'

export const ITEMS_MAX = 1000
export const WINDOWS_MAX = 24
const MILLISECONDS_MAX = 24 * 60 * 60 * 1000
const PER_WINDOW_MAX = 10_000
/** Of a signed agenda, in characters. */
export const AGENDA_SIZE_MAX = 8_000_000

/** `00001-3`: a cluster of a commune. It is said in every heard tag, and so is short. */
export const clusterId = z.string().regex(/^[0-9A-Za-z][0-9A-Za-z-]{0,19}$/)
export const itemId = z.string().min(1).max(100)
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** Until the next day where `until` is not later than `from`. */
export const playingWindow = z.strictObject({ from: clockTime, until: clockTime })
export type PlayingWindow = z.infer<typeof playingWindow>

export const agendaItem = z.strictObject({
  id: itemId,
  priority,
  audio: z.strictObject({ sha256, milliseconds: z.int().min(1).max(MILLISECONDS_MAX) }),
  notBefore: instant,
  notAfter: instant,
  /** Plays in one window at most; of an urgent item, in a row. */
  perWindow: z.int().min(1).max(PER_WINDOW_MAX),
  /** Silence after each play. */
  gapSeconds: z.int().min(0).max(86_400),
})
export type AgendaItem = z.infer<typeof agendaItem>

export const agendaContent = z.strictObject({
  /** One more each time: a device takes none that is lower than the one it holds. */
  serial: z.int().min(1).max(COUNT_MAX),
  issuedAt: instant,
  cluster: clusterId,
  timeZone: z.string().min(1).max(64),
  /** None: only what is urgent is played. */
  windows: z.array(playingWindow).max(WINDOWS_MAX),
  items: z.array(agendaItem).max(ITEMS_MAX),
})
export type AgendaContent = z.infer<typeof agendaContent>

/** The bulletin that two people signed, and which items are its sound. */
export const agendaProof = z.strictObject({
  items: z.array(itemId).min(1).max(ITEMS_MAX),
  content: bulletinContent,
  approval: z.strictObject({ submitted: attestation, approved: attestation }),
})
export type AgendaProof = z.infer<typeof agendaProof>

export const agendaBody = z.strictObject({
  purpose,
  content: agendaContent,
  proofs: z.array(agendaProof).max(ITEMS_MAX),
  trail: trailHead.optional(),
})
export type AgendaBody = z.infer<typeof agendaBody>

export const AGENDA_TYPES = { live: 'speakerAgenda', exercise: 'speakerExercise' } as const satisfies Record<
  Purpose,
  DocumentType
>

export const MINUTES_OF_DAY = 24 * 60

/**
 * What of a content is refused though each of its fields is of its shape; null: nothing. A content is read by `readContent`, which
 * asks this too.
 */
export function faultOf(content: AgendaContent): Failure | null {
  const { items, windows, timeZone } = content
  if (!isTimeZone(timeZone)) return speakerFailure('agendaZoneUnknown', { zone: timeZone })
  const ids = new Set<string>()
  for (const { id, notBefore, notAfter } of items) {
    if (ids.has(id)) return speakerFailure('agendaIdTwice', { id })
    ids.add(id)
    if (Date.parse(notAfter) < Date.parse(notBefore)) return speakerFailure('agendaTimesReversed', { id })
  }
  return doOverlap(windows) ? speakerFailure('agendaWindowsOverlap') : null
}

/** Fails with the sentence of what is wrong: agendaIdTwice, agendaZoneUnknown, agendaMalformed and the others. */
export function readContent(given: unknown): AgendaContent {
  const parsed = agendaContent.safeParse(given)
  if (!parsed.success) throw failureOf(given, parsed.error.issues[0])
  const fault = faultOf(parsed.data)
  if (fault !== null) throw fault
  return parsed.data
}

const INSTANTS: readonly unknown[] = ['notBefore', 'notAfter', 'issuedAt']

function failureOf(given: unknown, issue: z.core.$ZodIssue): Failure {
  const where = issue.path.join('.') || 'JSON'
  const field = issue.path.at(-1)
  const found = valueAt(given, issue.path)
  if (field === 'priority' && found !== undefined) return speakerFailure('agendaPriorityUnknown', { where })
  if (field === 'milliseconds' && isBelowOne(found)) return speakerFailure('agendaTooShort', { where })
  if (field === 'perWindow' && isBelowOne(found)) return speakerFailure('agendaPerWindow', { where })
  if (INSTANTS.includes(field) && typeof found === 'string') return speakerFailure('agendaInstant', { where })
  return speakerFailure('agendaMalformed', { where })
}

function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
  let at = given
  for (const name of path) at = (at as Record<PropertyKey, unknown> | null | undefined)?.[name]
  return at
}

function isBelowOne(value: unknown): boolean {
  return typeof value === 'number' && value < 1
}

/** From the midnight before it begins; over midnight the end is beyond a day. */
export function minutesOf({ from, until }: PlayingWindow) {
  const [begin, end] = [minuteOf(from), minuteOf(until)]
  return { begin, end: end <= begin ? end + MINUTES_OF_DAY : end }
}

/** On the circle of a day. */
export function doOverlap(windows: readonly PlayingWindow[]): boolean {
  const spans = windows.map(minutesOf).toSorted((a, b) => a.begin - b.begin)
  return spans.some(({ end }, at) => {
    const next = spans[at + 1] ?? { begin: spans[0].begin + MINUTES_OF_DAY }
    return end > next.begin
  })
}

function minuteOf(clock: string): number {
  const [hours, minutes] = clock.split(':').map(Number)
  return hours * 60 + minutes
}
