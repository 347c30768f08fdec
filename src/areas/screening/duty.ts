/**
 * The duty officer: is told of whoever is high twice, or did not come back, and writes down what was done.
 *
 * Telling is tried a few times, later each time, until somebody was reached. With no way set up nobody is tried, and the
 * console says that nobody was told.
 */
import { randomUUID } from 'node:crypto'
import { Failure } from '../../base/failure.ts'
import { MISSED_AFTER_MS } from './limits.ts'
import type { Alert, Alerts, Deed, Subscription } from './model.ts'
import { type Doer, instantOf, type Office, settingsOf } from './office.ts'
import type { ScreeningRows, StoredAlert, StoredTelling } from './store.ts'

const OPEN_MAX = 200
const DONE_SHOWN = 50
const AT_ONCE_MAX = 50
/** After the first try, the second and so on; then no more. */
const AGAIN_MS = [30_000, 120_000, 600_000] as const
/** Who should have come back longer ago than this is not looked for any more. */
const LOOKED_BACK_MS = 24 * 3_600_000
const SUBSCRIPTIONS_MAX = 200

export function dutyUseCases<Actor extends Doer>(office: Office<Actor>) {
  const { store, tellers } = office
  let telling: Promise<void> | null = null
  return {
    alerts: async (): Promise<Alerts> => ({
      channels: tellers.map(({ channel }) => channel),
      open: (await store.openAlerts(OPEN_MAX)).map(alertOf),
      done: (await store.doneAlerts(DONE_SHOWN)).map(alertOf),
    }),

    closeAlert: async (actor: Actor, id: string, input: { deed: Deed }): Promise<Alert> => {
      const done = { atMs: office.now(), by: actor.name, deed: input.deed }
      const closed = await store.write(async rows => {
        const alert = await rows.alert(id)
        if (alert === null) throw new Failure('notFound', { what: 'alert' })
        if (alert.done !== null) throw new Failure('alertDone', { by: alert.done.by })
        await rows.updateAlert(id, { done, tryAtMs: null })
        return { ...alert, done }
      })
      await office.record(actor, {
        action: 'screening.close',
        subject: { kind: 'alert', id },
        details: { deed: input.deed },
      })
      office.tell({ is: 'screening', what: 'alerts' })
      return alertOf(closed)
    },

    subscribe: async (actor: Actor, given: Subscription): Promise<void> => {
      const { endpoint, keys } = given
      await store.write(async rows => {
        const all = await rows.subscriptions()
        const isNew = all.every(one => one.endpoint !== endpoint)
        if (isNew && all.length >= SUBSCRIPTIONS_MAX)
          throw new Failure('subscriptionsFull', { max: SUBSCRIPTIONS_MAX })
        await rows.putSubscription({
          ...keys,
          endpoint,
          person: actor.id,
          createdAtMs: office.now(),
        })
      })
    },

    unsubscribe: async (endpoint: string): Promise<void> =>
      await store.write(async rows => await rows.deleteSubscription(endpoint)),

    /** Whoever is due: those that have not come back, and those that nobody was told of. One at a time. */
    lookAfter: async (): Promise<void> => {
      telling ??= lookAfter(office).finally(() => {
        telling = null
      })
      await telling
    },
  }
}

async function lookAfter<Actor extends Doer>(office: Office<Actor>): Promise<void> {
  const missed = await office.store.write(async rows => await raiseMissed(rows, office.now()))
  if (missed > 0) office.tell({ is: 'screening', what: 'alerts' })
  for (const alert of await office.store.untold(office.now(), AT_ONCE_MAX))
    await tellOf(office, alert)
}

async function raiseMissed(rows: ScreeningRows, nowMs: number): Promise<number> {
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

async function tellOf<Actor extends Doer>(
  office: Office<Actor>,
  alert: StoredAlert,
): Promise<void> {
  const { store, tellers } = office
  const subscriptions = await store.subscriptions()
  const notice = { kind: alert.kind, door: alert.doorName, atMs: alert.atMs }
  const told: StoredTelling[] = []
  for (const teller of tellers) {
    const { reached, failed, gone } = await teller.tell(notice, subscriptions)
    told.push({ channel: teller.channel, atMs: office.now(), reached, failed })
    for (const endpoint of gone)
      await store.write(async rows => await rows.deleteSubscription(endpoint))
  }
  const isTold = told.some(({ reached }) => reached > 0)
  const againMs = tellers.length === 0 || isTold ? undefined : AGAIN_MS[alert.tries]
  const tryAtMs = againMs === undefined ? null : office.now() + againMs
  await store.write(
    async rows => await rows.updateAlert(alert.id, { told, tries: alert.tries + 1, tryAtMs }),
  )
  office.tell({ is: 'screening', what: 'alerts' })
}

function alertOf(alert: StoredAlert): Alert {
  const measured = (one: { atMs: number; tenths: number }) => ({
    at: instantOf(one.atMs),
    celsius: one.tenths / 10,
  })
  return {
    id: alert.id,
    kind: alert.kind,
    door: { id: alert.door, name: alert.doorName },
    at: instantOf(alert.atMs),
    who: alert.isVisitor ? 'visitor' : 'badge',
    first: measured(alert.first),
    second: alert.second === null ? null : measured(alert.second),
    told: alert.told.map(({ channel, atMs, reached, failed }) => ({
      channel,
      at: instantOf(atMs),
      reached,
      failed,
    })),
    done:
      alert.done === null
        ? null
        : { at: instantOf(alert.done.atMs), by: alert.done.by, deed: alert.done.deed },
  }
}
