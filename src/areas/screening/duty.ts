/**
 * The duty officer: is told of whoever is high twice, or did not come back, and writes down what was done.
 *
 * Telling is tried a few times, later each time, until somebody was reached. With no way set up nobody is tried, and the
 * console says that nobody was told.
 */

import { randomUUID } from 'node:crypto'
import type { Actor } from '../../authority/actor.ts'
import { notFound } from '../../authority/failures.ts'
import { trailActor } from '../../authority/trail.ts'
import { screeningFailure } from './failures.ts'
import { MISSED_AFTER_MS } from './limits.ts'
import type { Alert, Alerts, Deed, Subscription } from './model.ts'
import { instantOf, type Office, settingsOf } from './office.ts'
import { type ScreeningWriting, type StoredAlert, type StoredTelling, screeningRows } from './store.ts'

const OPEN_MAX = 200
const DONE_SHOWN = 50
const AT_ONCE_MAX = 50
/** After the first try, the second and so on; then no more. */
const AGAIN_MS = [30_000, 120_000, 600_000] as const
/** Who should have come back longer ago than this is not looked for any more. */
const LOOKED_BACK_MS = 24 * 3_600_000
const SUBSCRIPTIONS_MAX = 200

export function dutyUseCases(office: Office) {
  const { work, intake, tellers } = office
  const asked = screeningRows(work.store)
  let telling: Promise<void> | null = null
  return {
    alerts: async (): Promise<Alerts> => ({
      channels: tellers.map(({ channel }) => channel),
      open: (await asked.openAlerts(OPEN_MAX)).map(alertOf),
      done: (await asked.doneAlerts(DONE_SHOWN)).map(alertOf),
    }),

    closeAlert: async (actor: Actor, id: string, input: { deed: Deed }): Promise<Alert> => {
      const { deed } = input
      return await work.transaction(async ({ store, now, record, publish }) => {
        const rows = screeningRows(store)
        await rows.alone()
        const alert = await rows.alert(id)
        if (alert === null) throw notFound('alert')
        if (alert.done !== null) throw screeningFailure('alertDone', { by: alert.done.by })
        const done = { atMs: now, by: actor.name, deed }
        await rows.updateAlert(id, { done, tryAtMs: null })
        await record(trailActor(actor), {
          action: 'screening.close',
          subject: { kind: 'alert', id },
          details: { deed },
        })
        publish({ is: 'screening', what: 'alerts' })
        return alertOf({ ...alert, done })
      })
    },

    subscribe: async (actor: Actor, given: Subscription): Promise<void> => {
      const { endpoint, keys } = given
      await intake.write(async rows => {
        const all = await rows.subscriptions()
        const isNew = all.every(one => one.endpoint !== endpoint)
        if (isNew && all.length >= SUBSCRIPTIONS_MAX)
          throw screeningFailure('subscriptionsFull', { max: SUBSCRIPTIONS_MAX })
        await rows.putSubscription({ ...keys, endpoint, person: actor.id, createdAtMs: work.now() })
      })
    },

    unsubscribe: async (endpoint: string): Promise<void> =>
      await intake.write(async rows => await rows.deleteSubscription(endpoint)),

    /** Whoever is due: those that have not come back, and those that nobody was told of. One at a time. */
    lookAfter: async (): Promise<void> => {
      telling ??= lookAfter(office).finally(() => {
        telling = null
      })
      await telling
    },
  }
}

async function lookAfter(office: Office): Promise<void> {
  const { work, intake } = office
  const missed = await intake.write(async rows => await raiseMissed(rows, work.now()))
  if (missed > 0) work.publish({ is: 'screening', what: 'alerts' })
  for (const alert of await screeningRows(work.store).untold(work.now(), AT_ONCE_MAX)) await tellOf(office, alert)
}

async function raiseMissed(rows: ScreeningWriting, nowMs: number): Promise<number> {
  const { waitMinutes } = await settingsOf(rows)
  const untilMs = nowMs - waitMinutes * 60_000 - MISSED_AFTER_MS
  const entries = await rows.unfollowed({ fromMs: nowMs - LOOKED_BACK_MS, untilMs }, AT_ONCE_MAX)
  for (const { id, atMs, tenths, door, badge } of entries)
    await rows.insertAlert({
      id: randomUUID(),
      kind: 'missed',
      door,
      doorName: '',
      atMs: nowMs,
      isVisitor: badge === null,
      first: { id, atMs, tenths },
      second: null,
      told: [],
      tries: 0,
      tryAtMs: nowMs,
      done: null,
    })
  return entries.length
}

async function tellOf(office: Office, alert: StoredAlert): Promise<void> {
  const { work, intake, tellers } = office
  const subscriptions = await screeningRows(work.store).subscriptions()
  const notice = { kind: alert.kind, door: alert.doorName, atMs: alert.atMs }
  const told: StoredTelling[] = []
  for (const teller of tellers) {
    const { reached, failed, gone } = await teller.tell(notice, subscriptions)
    told.push({ channel: teller.channel, atMs: work.now(), reached, failed })
    for (const endpoint of gone) await intake.write(async rows => await rows.deleteSubscription(endpoint))
  }
  const isTold = told.some(({ reached }) => reached > 0)
  const againMs = tellers.length === 0 || isTold ? undefined : AGAIN_MS[alert.tries]
  const tryAtMs = againMs === undefined ? null : work.now() + againMs
  await intake.write(async rows => await rows.updateAlert(alert.id, { told, tries: alert.tries + 1, tryAtMs }))
  work.publish({ is: 'screening', what: 'alerts' })
}

function alertOf(alert: StoredAlert): Alert {
  const measured = (one: { atMs: number; tenths: number }) => ({ at: instantOf(one.atMs), celsius: one.tenths / 10 })
  return {
    id: alert.id,
    kind: alert.kind,
    door: { id: alert.door, name: alert.doorName },
    at: instantOf(alert.atMs),
    who: alert.isVisitor ? 'visitor' : 'badge',
    first: measured(alert.first),
    second: alert.second === null ? null : measured(alert.second),
    told: alert.told.map(({ channel, atMs, reached, failed }) => ({ channel, at: instantOf(atMs), reached, failed })),
    done: alert.done === null ? null : { at: instantOf(alert.done.atMs), by: alert.done.by, deed: alert.done.deed },
  }
}
