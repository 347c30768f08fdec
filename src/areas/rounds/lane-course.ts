/**
 * The lanes of directives over time, as nodes tell them: shown with the directives that were issued to an operator.
 *
 * Nothing is decided by it. A point is kept every ten seconds of the node's first quarter of an hour and every half minute after that, so
 * many in all, and for so long.
 */
import { notFound } from '../../authority/failures.ts'
import type { Transaction } from '../../authority/unit-of-work.ts'
import type { ConditionBody } from '../../directive/condition.ts'
import type { NodeIdentity } from '../operators/model.ts'
import { operatorOf } from '../operators/operators.ts'
import { directiveSummary } from './directive-view.ts'
import { intervalMs } from './intervals.ts'
import type { DirectedRound } from './model.ts'
import { roundRows, type StoredDirective } from './store.ts'
import type { RoundsUseCases } from './use-cases.ts'
import type { RoundsWork } from './work.ts'

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
/** The newest of an operator, on its page. */
const DIRECTIVES_MAX = 20

export function laneUseCases(work: RoundsWork) {
  return {
    laneCourse: async id => {
      const rows = roundRows(work.store)
      const directive = await rows.directive(id)
      if (directive === null) throw notFound('directive')
      const span = await rows.laneSpan(id)
      const lengthMs = span === null ? 0 : intervalMs(span.to - span.from, POINTS_SHOWN_MAX)
      const points = span === null ? [] : await rows.laneSamples(id, lengthMs)
      return {
        ...(await directed(work, [directive]))[0],
        points: points.map(({ at, lanes, statuses }) => ({
          at: new Date(at).toISOString(),
          lanes: [...lanes],
          statuses: { ...statuses },
        })),
      }
    },

    directivesOf: async operator => {
      await operatorOf(work.store, operator)
      const newest = await roundRows(work.store).directivesOf(operator, DIRECTIVES_MAX)
      return await directed(work, newest)
    },
  } satisfies Partial<RoundsUseCases>
}

/** With the round as the operator was given it. */
async function directed(
  { store, now }: RoundsWork,
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

export async function takeLanes(
  { store, now, publish }: Transaction,
  { operator }: NodeIdentity,
  sends: ConditionBody['sends'],
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
    publish({ is: 'lanes', operator, directive: id })
  }
}
