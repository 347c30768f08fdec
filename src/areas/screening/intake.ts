/**
 * Entries come in: from kiosks and from thermal cameras, one at a time or as many as an hour without network has left.
 *
 *   read ─► settle the clock ─► known already? ─► first, second or the same? ─► stored with its FHIR Observation
 *
 * A batch is one transaction; each entry has its own outcome, so that one that cannot be never holds up the rest. What
 * is stored is on the disk before it is answered; the duty officer is told after that.
 */

import { randomUUID } from 'node:crypto'
import { notFound } from '../../authority/failures.ts'
import { wallDate } from '../../base/wall-time.ts'
import { TIME_ZONE } from '../../country/vn/time-zone.ts'
import { BADGE_FAULT, readBadge } from './badge.ts'
import { settle } from './clock.ts'
import { type Course, courseOf, isHigh, SAME_WITHIN_MS } from './course.ts'
import { SECOND_WITHIN_MS } from './limits.ts'
import type { CameraBatch, KioskBatch, KioskIdentity, Outcome, Taken } from './model.ts'
import { idOfEvent, observationOf } from './observation.ts'
import { instantOf, type Office, settingsOf } from './office.ts'
import { makeDayKey, pseudonymOf } from './pseudonym.ts'
import type { Settings } from './settings.ts'
import { type ScreeningWriting, type StoredEntry, screeningRows } from './store.ts'
import { readTemperature, TEMPERATURE_FAULTS } from './temperature.ts'

const DAY_MS = 24 * 3_600_000

export function intakeUseCases({ work, intake: entries }: Office) {
  const asked = screeningRows(work.store)
  const take = async (batch: Incoming): Promise<Taken> => {
    const intake = { settings: await settingsOf(asked), receivedAtMs: work.now(), batch }
    const outcomes = await entries.write(async rows => {
      if (!(await rows.doors()).some(({ id }) => id === batch.door)) throw notFound('door')
      const taken: Outcome[] = []
      for (const item of batch.items) taken.push(await takeOne(rows, intake, item))
      if (batch.heard !== null) await rows.updateKiosk(batch.device, batch.heard(intake.receivedAtMs))
      return taken
    })
    const isNew = (outcome: Outcome) => outcome.is === 'stored' || outcome.is === 'same'
    if (outcomes.some(isNew)) work.publish({ is: 'screening', what: 'counts' })
    if (outcomes.some(outcome => isNew(outcome) && outcome.next === 'call'))
      work.publish({ is: 'screening', what: 'alerts' })
    return { now: instantOf(intake.receivedAtMs), outcomes }
  }
  return {
    takeFromKiosk: async (kiosk: KioskIdentity, batch: KioskBatch): Promise<Taken> => {
      const sentAtMs = Date.parse(batch.sentAt)
      return await take({
        source: 'kiosk',
        device: kiosk.id,
        door: kiosk.door,
        sentAtMs,
        items: batch.entries.map(entry => ({ ...entry, shownId: entry.id, at: entry.at })),
        heard: nowMs => ({ heardAtMs: nowMs, clockSkewMs: sentAtMs - nowMs, waiting: batch.waiting }),
      })
    },

    /** `key`: id of the API key. Fails with notFound where there is no such door. */
    takeFromCamera: async (key: string, batch: CameraBatch): Promise<Taken> =>
      await take({
        source: 'camera',
        device: key,
        door: batch.door,
        sentAtMs: batch.sentAt === undefined ? null : Date.parse(batch.sentAt),
        items: batch.measurements.map(({ event, celsius, at, badge }) => ({
          id: idOfEvent(key, event),
          shownId: event,
          celsius,
          at: at ?? null,
          badge: badge ?? null,
          follows: null,
        })),
        heard: null,
      }),
  }
}

interface Incoming {
  readonly source: StoredEntry['source']
  readonly device: string
  readonly door: string
  readonly sentAtMs: number | null
  readonly items: readonly Item[]
  readonly heard: ((nowMs: number) => { heardAtMs: number; clockSkewMs: number; waiting: number }) | null
}

interface Item {
  readonly id: string
  /** As whoever sent it knows it. */
  readonly shownId: string
  readonly at: string | null
  readonly celsius: string | number
  readonly badge: string | null
  readonly follows: string | null
}

interface Intake {
  readonly settings: Settings
  readonly receivedAtMs: number
  readonly batch: Incoming
}

async function takeOne(rows: ScreeningWriting, intake: Intake, item: Item): Promise<Outcome> {
  const { settings, receivedAtMs, batch } = intake
  const id = item.shownId
  const read = readTemperature(item.celsius)
  if (read.is === 'wrong') return refused(id, 'celsius', read.fault, TEMPERATURE_FAULTS[read.fault])
  const badge = item.badge === null ? null : readBadge(item.badge)
  if (item.badge !== null && badge === null) return refused(id, 'badge', 'form', BADGE_FAULT)
  const known = await rows.entry(item.id)
  if (known !== null) return { id, is: 'known', next: nextOf(known), fault: null }
  const clock = settle({ atMs: item.at === null ? null : Date.parse(item.at), sentAtMs: batch.sentAtMs, receivedAtMs })
  if (clock.atMs <= receivedAtMs - settings.retentionDays * DAY_MS)
    return { id, is: 'expired', next: null, fault: null }
  const measured = { ...clock, tenths: read.tenths }
  const badges = badge === null ? [] : await pseudonymsOf(rows, badge, clock.atMs, receivedAtMs)
  const followed = item.follows === null ? null : await rows.entry(item.follows)
  const lately = await latelyOf(rows, badges, clock.atMs)
  const course = courseOf(measured, followed, lately, {
    waitMs: settings.waitMinutes * 60_000,
    secondWithinMs: SECOND_WITHIN_MS,
  })
  if (course.is === 'same') return await theSame(rows, intake, item, lately!, { ...course, tenths: read.tenths })
  const entry = entryOf(intake, item, badges[0] ?? null, measured, course)
  await rows.insertEntry(entry)
  if (course.is === 'second' && entry.isHigh) await raise(rows, intake, (await rows.entry(course.of))!, entry)
  return { id, is: 'stored', next: nextOf(entry), fault: null }
}

function entryOf(
  { settings, receivedAtMs, batch }: Intake,
  item: Item,
  badge: string | null,
  measured: { atMs: number; skewMs: number | null; isClockWrong: boolean; tenths: number },
  course: Course & { is: 'first' | 'second' },
): Omit<StoredEntry, 'hasSecond'> {
  const entry = {
    id: item.id,
    door: batch.door,
    device: batch.device,
    source: batch.source,
    badge,
    day: wallDate(measured.atMs, TIME_ZONE),
    ...measured,
    deviceAtMs: item.at === null ? null : Date.parse(item.at),
    receivedAtMs,
    isHigh: isHigh(measured.tenths, settings.thresholdTenths),
    isSecond: course.is === 'second',
    secondOf: course.is === 'second' ? course.of : null,
  }
  const observation = observationOf({ ...entry, isAmended: false })
  return { ...entry, observation: JSON.stringify(observation) }
}

/** The same badge within the minute: one entry, with the higher of the two. */
async function theSame(
  rows: ScreeningWriting,
  intake: Intake,
  { id: given, shownId: id }: Item,
  entry: StoredEntry,
  { tenths, isHigher }: { tenths: number; isHigher: boolean },
): Promise<Outcome> {
  await rows.insertMerged(given, entry.id)
  if (!isHigher) return { id, is: 'same', next: nextOf(entry), fault: null }
  const amended = { ...entry, tenths, isHigh: isHigh(tenths, intake.settings.thresholdTenths) }
  const observation = JSON.stringify(observationOf({ ...amended, isAmended: true }))
  await rows.amendEntry(entry.id, { tenths, isHigh: amended.isHigh, observation })
  if (entry.secondOf !== null && amended.isHigh && !entry.isHigh)
    await raise(rows, intake, (await rows.entry(entry.secondOf))!, amended)
  return { id, is: 'same', next: nextOf(amended), fault: null }
}

async function raise(
  rows: ScreeningWriting,
  { receivedAtMs }: Intake,
  first: StoredEntry,
  second: Omit<StoredEntry, 'hasSecond'>,
): Promise<void> {
  await rows.insertAlert({
    id: randomUUID(),
    kind: 'high-twice',
    door: second.door,
    doorName: '',
    atMs: receivedAtMs,
    isVisitor: second.badge === null,
    first: { id: first.id, atMs: first.atMs, tenths: first.tenths },
    second: { id: second.id, atMs: second.atMs, tenths: second.tenths },
    told: [],
    tries: 0,
    tryAtMs: receivedAtMs,
    done: null,
  })
}

function nextOf({ isHigh, isSecond }: Pick<StoredEntry, 'isHigh' | 'isSecond'>): Outcome['next'] {
  if (!isHigh) return 'pass'
  return isSecond ? 'call' : 'wait'
}

/** Of that day first, then of the day before where it was measured just after midnight. */
async function pseudonymsOf(
  rows: ScreeningWriting,
  badge: string,
  atMs: number,
  nowMs: number,
): Promise<readonly string[]> {
  const day = wallDate(atMs, TIME_ZONE)
  let key = await rows.dayKey(day)
  if (key === null) {
    key = makeDayKey()
    await rows.insertDayKey({ day, key, madeAtMs: nowMs })
  }
  const before = wallDate(atMs - SECOND_WITHIN_MS, TIME_ZONE)
  const keyBefore = before === day ? null : await rows.dayKey(before)
  const keys = keyBefore === null ? [key] : [key, keyBefore]
  return keys.map(each => pseudonymOf(each, badge))
}

async function latelyOf(rows: ScreeningWriting, badges: readonly string[], atMs: number): Promise<StoredEntry | null> {
  if (badges.length === 0) return null
  return await rows.lately(badges, { fromMs: atMs - SECOND_WITHIN_MS, untilMs: atMs + SAME_WITHIN_MS })
}

function refused(
  id: string,
  field: string,
  code: string,
  sentence: { readonly vi: string; readonly en: string },
): Outcome {
  return { id, is: 'refused', next: null, fault: { field, code, ...sentence } }
}
