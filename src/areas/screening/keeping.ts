/**
 * What is kept, for how long, and what of it may be seen: retention, counts, export.
 *
 * Entries older than the retention are deleted for good and their counts stay, without anybody in them. The keys of
 * badges go after two days.
 */
import { countsOfMonth } from './counts.ts'
import type { MonthCounts } from './model.ts'
import { bundleOf, type Observation } from './observation.ts'
import { type Doer, type Office, settingsOf } from './office.ts'
import { DAY_KEY_LIFE_MS } from './pseudonym.ts'
import type { ScreeningRows, StoredEntry } from './store.ts'

const DAY_MS = 24 * 3_600_000
const FORGET_AT_ONCE = 1000
const PAGE = 1000
/** So many fit in memory as one document; more are asked for in two. */
export const EXPORT_MAX = 50_000

export function keepingUseCases<Actor extends Doer>(office: Office<Actor>) {
  const { store } = office
  let isScrubDue = false
  return {
    monthCounts: async (month: string): Promise<MonthCounts> =>
      await countsOfMonth(store, month, office.now()),

    /** Deletes what is older than the retention; true: its octets are gone from the files too. */
    forget: async (): Promise<{ entries: number; isScrubbed: boolean }> => {
      const { retentionDays } = await settingsOf(store)
      const beforeMs = office.now() - retentionDays * DAY_MS
      let entries = 0
      for (let step = FORGET_AT_ONCE; step === FORGET_AT_ONCE; entries += step)
        step = await store.write(async rows => await rows.forget(beforeMs, FORGET_AT_ONCE))
      await store.write(
        async rows => await rows.deleteDayKeysBefore(office.now() - DAY_KEY_LIFE_MS),
      )
      if (entries > 0) {
        isScrubDue = true
        await office.record('system', {
          action: 'screening.forget',
          subject: { kind: 'screening', id: 'entries' },
          details: { before: new Date(beforeMs).toISOString() },
        })
        office.tell({ is: 'screening', what: 'alerts' })
      }
      if (isScrubDue) isScrubDue = !(await store.scrub())
      return { entries, isScrubbed: !isScrubDue }
    },

    /** A FHIR Bundle of a span; from a program at the command line by nobody in particular. Null: more than EXPORT_MAX. */
    exportBundle: async (
      actor: Actor | 'system',
      span: { fromMs: number; untilMs: number },
    ): Promise<object | null> => {
      const entries = await entriesOf(store, span)
      if (entries === null) return null
      await office.record(actor, {
        action: 'screening.export',
        subject: { kind: 'screening', id: 'entries' },
        details: {
          from: new Date(span.fromMs).toISOString(),
          until: new Date(span.untilMs).toISOString(),
        },
      })
      return await bundle(store, entries, office.now())
    },
  }
}

async function entriesOf(
  rows: ScreeningRows,
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

async function bundle(
  rows: ScreeningRows,
  entries: readonly StoredEntry[],
  atMs: number,
): Promise<object> {
  const names = new Map((await rows.kiosks()).map(({ id, name }) => [id, name]))
  const devices = new Map(
    entries.map(({ device, door }) => [
      device,
      { id: device, door, name: names.get(device) ?? 'Camera' },
    ]),
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
