/**
 * What health checks need of a store: an area's rows of `authority/store.ts`, with its promises.
 *
 * Entries come in by a way of their own (`Intake`): whole or nothing and alone too, so that the same badge from two doors
 * at once is still one entry, but waiting for no round. Whoever changes rows in a write of the authority says `alone` first.
 * Instants are milliseconds since 1970.
 */
import { rowsOf } from '../../authority/store.ts'
import type { Earlier } from './course.ts'
import type { Channel, Deed } from './model.ts'
import type { Settings } from './settings.ts'

export const screeningRows = rowsOf<ScreeningReading, ScreeningWriting>('screening')

/** How entries come in: nothing of it stands in the trail. */
export interface Intake {
  write<Result>(act: (rows: ScreeningWriting) => Promise<Result>): Promise<Result>
  /** After something was deleted: its octets go from the files too, as far as the database can. False: not yet. */
  scrub(): Promise<boolean>
}

export interface ScreeningReading {
  settings(): Promise<Settings | null>
  doors(): Promise<readonly StoredDoor[]>
  kiosks(): Promise<readonly StoredKiosk[]>
  kiosk(by: { id: string } | { codeSha256: string } | { tokenSha256: string }): Promise<StoredKiosk | null>
  /** Of the day; null: there is none. */
  dayKey(day: string): Promise<string | null>
  /** With this id, or that the measurement with this id was merged into. */
  entry(id: string): Promise<StoredEntry | null>
  /** The last first measurement or other entry of any of these badges in the span. */
  lately(badges: readonly string[], span: { fromMs: number; untilMs: number }): Promise<StoredEntry | null>
  /** High, received in the span, without a second measurement and without an alert. */
  unfollowed(span: { fromMs: number; untilMs: number }, limit: number): Promise<readonly StoredEntry[]>
  /** Oldest first, by instant and id, after `after`. */
  exported(
    span: { fromMs: number; untilMs: number },
    after: { atMs: number; id: string } | null,
    limit: number,
  ): Promise<readonly StoredEntry[]>
  alert(id: string): Promise<StoredAlert | null>
  openAlerts(limit: number): Promise<readonly StoredAlert[]>
  doneAlerts(limit: number): Promise<readonly StoredAlert[]>
  /** Those that should be told by now. */
  untold(nowMs: number, limit: number): Promise<readonly StoredAlert[]>
  /** By day and door, inclusive; entries and what was counted of those that were deleted. */
  counts(fromDay: string, untilDay: string): Promise<readonly CountedDay[]>
  subscriptions(): Promise<readonly StoredSubscription[]>
}

export interface ScreeningWriting extends ScreeningReading {
  /** No entry comes in until this write is over. */
  alone(): Promise<void>
  setSettings(settings: Settings): Promise<void>
  insertDoor(door: StoredDoor): Promise<void>
  insertKiosk(kiosk: StoredKiosk): Promise<void>
  updateKiosk(id: string, change: Partial<Omit<StoredKiosk, 'id'>>): Promise<void>
  insertDayKey(key: { day: string; key: string; madeAtMs: number }): Promise<void>
  deleteDayKeysBefore(madeAtMs: number): Promise<void>
  insertEntry(entry: Omit<StoredEntry, 'hasSecond'>): Promise<void>
  /** The measurement `id` is no entry of its own: it was taken into `entryId`. */
  insertMerged(id: string, entryId: string): Promise<void>
  amendEntry(id: string, change: Pick<StoredEntry, 'tenths' | 'isHigh' | 'observation'>): Promise<void>
  insertAlert(alert: StoredAlert): Promise<void>
  updateAlert(id: string, change: Partial<Pick<StoredAlert, 'told' | 'tries' | 'tryAtMs' | 'done'>>): Promise<void>
  /** Deletes at most `limit` entries measured or received before, with their alerts, and keeps their counts. How many. */
  forget(beforeMs: number, limit: number): Promise<number>
  putSubscription(subscription: StoredSubscription): Promise<void>
  deleteSubscription(endpoint: string): Promise<void>
}

export interface StoredDoor {
  readonly id: string
  readonly name: string
  readonly createdAtMs: number
}

export interface StoredKiosk {
  readonly id: string
  readonly door: string
  readonly doorName: string
  readonly name: string
  readonly code: { readonly sha256: string; readonly expiresAtMs: number } | null
  readonly tokenSha256: string | null
  readonly enrolledAtMs: number | null
  readonly revokedAtMs: number | null
  readonly heardAtMs: number | null
  readonly clockSkewMs: number | null
  readonly waiting: number
  readonly createdAtMs: number
}

export interface StoredEntry extends Earlier {
  readonly door: string
  /** The kiosk's id, or the API key's of a camera. */
  readonly device: string
  readonly source: 'kiosk' | 'camera'
  /** Pseudonym of the badge; null: a visitor. */
  readonly badge: string | null
  readonly day: string
  readonly deviceAtMs: number | null
  readonly receivedAtMs: number
  readonly skewMs: number | null
  readonly isClockWrong: boolean
  readonly secondOf: string | null
  /** A FHIR R4 Observation as JSON: what is exported. */
  readonly observation: string
}

export interface StoredAlert {
  readonly id: string
  readonly kind: 'high-twice' | 'missed'
  readonly door: string
  readonly doorName: string
  readonly atMs: number
  readonly isVisitor: boolean
  readonly first: { readonly id: string; readonly atMs: number; readonly tenths: number }
  readonly second: { readonly id: string; readonly atMs: number; readonly tenths: number } | null
  readonly told: readonly StoredTelling[]
  readonly tries: number
  /** Null: it is told, or nobody is tried any more. */
  readonly tryAtMs: number | null
  readonly done: { readonly atMs: number; readonly by: string; readonly deed: Deed } | null
}

export interface StoredTelling {
  readonly channel: Channel
  readonly atMs: number
  readonly reached: number
  readonly failed: number
}

export interface CountedDay {
  readonly day: string
  readonly door: string
  readonly checked: number
  readonly high: number
  readonly highTwice: number
}

export interface StoredSubscription {
  readonly endpoint: string
  readonly p256dh: string
  readonly auth: string
  readonly person: string
  readonly createdAtMs: number
}
