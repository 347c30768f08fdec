/**
 * How nodes fare, as they say it: kept for who looks after them, and shown with the directives that were issued to an operator.
 *
 * Nothing is decided by it. A point of a directive's lanes is kept every ten seconds of the node's first quarter of an hour and every half
 * minute after that, so many in all, and for so long. An alarm that a machine says again keeps the instant since which it was said.
 */
import { notFound } from '../../authority/failures.ts'
import type { Changing } from '../../authority/unit-of-work.ts'
import type { ConditionBody, ToldAlarm } from '../../directive/condition.ts'
import type { RoundsHouse } from './house.ts'
import { intervalMs } from './intervals.ts'
import type { DirectedRound, NodeIdentity } from './model.ts'
import { directiveSummary } from './operator-view.ts'
import { operatorOf } from './operators.ts'
import { roundRows, type StoredDirective } from './store.ts'
import type { RoundsUseCases } from './use-cases.ts'

const SECOND = 1000
const DAY = 86_400 * SECOND
/** Timers of nodes are not exact. */
const SLACK_MS = SECOND
const EVERY_MS = 10 * SECOND
const LATER_EVERY_MS = 30 * SECOND
const FIRST_POINTS = 90
/** Of one directive: two days and a half of sending. */
const POINTS_MAX = 7200
/** Of the longest directive that are shown. */
const POINTS_SHOWN_MAX = 360
export const POINTS_KEPT_MS = 400 * DAY
/** Of an operator with several. One more has the place of the one that was silent for the longest. */
const MACHINES_MAX = 8
/** The newest of an operator, on its page. */
const DIRECTIVES_MAX = 20

type Theirs = 'condition' | 'laneCourse' | 'directivesOf'

export function conditionUseCases(house: RoundsHouse): Pick<RoundsUseCases, Theirs> {
  return {
    condition: async (node, body) => {
      await house.change(async changing => {
        await takeAlarms(changing, node, body)
        await takeLanes(changing, node, body)
      }, 'told-again')
    },

    laneCourse: async id => {
      const rows = roundRows(house.store)
      const directive = await rows.directive(id)
      if (directive === null) throw notFound('directive')
      const span = await rows.laneSpan(id)
      const lengthMs = span === null ? 0 : intervalMs(span.to - span.from, POINTS_SHOWN_MAX)
      const points = span === null ? [] : await rows.laneSamples(id, lengthMs)
      return {
        ...(await directed(house, [directive]))[0],
        points: points.map(({ at, lanes, statuses }) => ({
          at: new Date(at).toISOString(),
          lanes: [...lanes],
          statuses: { ...statuses },
        })),
      }
    },

    directivesOf: async operator => {
      await operatorOf(house.store, operator)
      const newest = await roundRows(house.store).directivesOf(operator, DIRECTIVES_MAX)
      return await directed(house, newest)
    },
  }
}

/** With the round as the operator was given it. */
async function directed(
  { store, now }: RoundsHouse,
  directives: readonly StoredDirective[],
): Promise<readonly DirectedRound[]> {
  const rows = roundRows(store)
  const measured = await rows.withLanes(directives.map(({ id }) => id))
  return await Promise.all(
    directives.map(async directive => {
      const round = await rows.round(directive.round)
      if (round === null) throw notFound('round')
      const { title } = await rows.content(directive.round, directive.version)
      const { id, number, campaignTitle } = round
      return {
        directive: directiveSummary(directive, now()),
        round: { id, number, title, campaignTitle },
        hasLanes: measured.has(directive.id),
      }
    }),
  )
}

async function takeAlarms(
  { store, now, tell }: Changing,
  { operator }: NodeIdentity,
  { alarms, machine = '' }: ConditionBody,
): Promise<void> {
  const rows = roundRows(store)
  const known = await rows.conditions(operator)
  const before = known.find(condition => condition.machine === machine)
  if (before === undefined && known.length >= MACHINES_MAX) {
    const [silent] = known.toSorted((a, b) => a.toldAt - b.toldAt)
    await rows.forgetCondition(operator, silent.machine)
  }
  const kept = alarms.map(alarm => sinceFirst(alarm, before?.alarms ?? []))
  await rows.keepCondition({ operator, machine, toldAt: now, alarms: kept })
  if (JSON.stringify(kept) !== JSON.stringify(before?.alarms ?? [])) tell({ is: 'operator', operator })
}

/** A node that was started anew says an alarm as if it were new. */
function sinceFirst(alarm: ToldAlarm, before: readonly ToldAlarm[]): ToldAlarm {
  const same = before.find(({ is, centre }) => is === alarm.is && centre === alarm.centre)
  return same !== undefined && same.since < alarm.since ? { ...alarm, since: same.since } : alarm
}

async function takeLanes(
  { store, now, tell }: Changing,
  { operator }: NodeIdentity,
  { sends }: ConditionBody,
): Promise<void> {
  const rows = roundRows(store)
  const known = await rows.directivesById(sends.map(({ directive }) => directive))
  for (const { directive: id, lanes, statuses } of sends) {
    const directive = known.find(each => each.id === id)
    if (directive?.operator !== operator || !directive.isOpen) continue
    const { points, lastAt } = await rows.laneCount(id)
    if (points >= POINTS_MAX) continue
    const everyMs = points < FIRST_POINTS ? EVERY_MS : LATER_EVERY_MS
    if (lastAt !== null && now - lastAt < everyMs - SLACK_MS) continue
    if (lastAt === null) await rows.forgetLanes(now - POINTS_KEPT_MS)
    await rows.insertLanes({ directive: id, at: now, lanes, statuses })
    tell({ is: 'lanes', operator, directive: id })
  }
}
