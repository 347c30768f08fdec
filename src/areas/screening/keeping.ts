/**
 * What is kept, for how long, and what of it may be seen: retention, counts, export.
 *
 * Entries older than the retention are deleted for good and their counts stay, without anybody in them. The keys of
 * badges go after two days.
 */
import type { Actor } from '../../authority/actor.ts'
import { SYSTEM, trailActor } from '../../authority/trail.ts'
import type { MonthRecords } from '../../report/records.ts'
import { countsOfMonth, recordOfMonth } from './counts.ts'
import type { MonthCounts } from './model.ts'
import { bundleOf, type Observation } from './observation.ts'
import { type Office, settingsOf } from './office.ts'
import { DAY_KEY_LIFE_MS } from './pseudonym.ts'
import { type ScreeningReading, type StoredEntry, screeningRows } from './store.ts'

const DAY_MS = 24 * 3_600_000
const FORGET_AT_ONCE = 1000
const PAGE = 1000
/** So many fit in memory as one document; more are asked for in two. */
export const EXPORT_MAX = 50_000

export function keepingUseCases({ work, intake }: Office) {
  const asked = screeningRows(work.store)
  let isScrubDue = false
  return {
    monthCounts: async (month: string): Promise<MonthCounts> => await countsOfMonth(asked, month, work.now()),

    /** The same as the month's report takes it. */
    monthRecord: async (month: string): Promise<MonthRecords['screenings']> =>
      await recordOfMonth(asked, month, work.now()),

    /** Deletes what is older than the retention; true: its octets are gone from the files too. */
    forget: async (): Promise<{ entries: number; isScrubbed: boolean }> => {
      const { retentionDays } = await settingsOf(asked)
      const beforeMs = work.now() - retentionDays * DAY_MS
      const deed = {
        action: 'screening.forget',
        subject: { kind: 'screening', id: 'entries' },
        details: { before: new Date(beforeMs).toISOString() },
      }
      let entries = 0
      for (let step = FORGET_AT_ONCE; step === FORGET_AT_ONCE; entries += step)
        step = await work.transaction(async ({ store, record, publish }) => {
          const rows = screeningRows(store)
          await rows.alone()
          const gone = await rows.forget(beforeMs, FORGET_AT_ONCE)
          if (gone === 0 || entries > 0) return gone
          await record(SYSTEM, deed)
          publish({ is: 'screening', what: 'alerts' })
          return gone
        })
      await intake.write(async rows => await rows.deleteDayKeysBefore(work.now() - DAY_KEY_LIFE_MS))
      if (entries > 0) isScrubDue = true
      if (isScrubDue) isScrubDue = !(await intake.scrub())
      return { entries, isScrubbed: !isScrubDue }
    },

    /** A FHIR Bundle of a span; from a program at the command line by nobody in particular. Null: more than EXPORT_MAX. */
    exportBundle: async (
      actor: Actor | 'system',
      span: { fromMs: number; untilMs: number },
    ): Promise<object | null> => {
      const entries = await entriesOf(asked, span)
      if (entries === null) return null
      await work.transaction(
        async ({ record }) =>
          await record(actor === 'system' ? SYSTEM : trailActor(actor), {
            action: 'screening.export',
            subject: { kind: 'screening', id: 'entries' },
            details: { from: new Date(span.fromMs).toISOString(), until: new Date(span.untilMs).toISOString() },
          }),
      )
      return await bundle(asked, entries, work.now())
    },
  }
}

async function entriesOf(
  rows: ScreeningReading,
  span: { fromMs: number; untilMs: number },
): Promise<readonly StoredEntry[] | null> {
  const entries: StoredEntry[] = []
  for (;;) {
    const last = entries.at(-1) ?? null
    const page = await rows.exported(span, last, PAGE)
    entries.push(...page)
    if (entries.length > EXPORT_MAX) return null
    if (page.length < PAGE) return entries
  }
}

async function bundle(rows: ScreeningReading, entries: readonly StoredEntry[], atMs: number): Promise<object> {
  const names = new Map((await rows.kiosks()).map(({ id, name }) => [id, name]))
  const devices = new Map(
    entries.map(({ device, door }) => [device, { id: device, door, name: names.get(device) ?? 'Camera' }]),
  )
  const used = new Set([...devices.values()].map(({ door }) => door))
  return bundleOf({
    atMs,
    // Written by intake.ts from observationOf.
    observations: entries.map(({ observation }) => JSON.parse(observation) as Observation),
    devices: [...devices.values()],
    doors: (await rows.doors()).filter(({ id }) => used.has(id)),
  })
}
