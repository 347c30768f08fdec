/**
 * A plan run over days that are over: what data would have proposed on each, what was decided, at which level each area was, and what it
 * would have done on how many channels. Days begin at midnight on the clocks of the plan's zone.
 *
 * `decided`: the changes of a situation, as they came into force. `follow`: two people follow every proposal from the next midnight on, as a
 * made-up policy: it shows a plan, and decides nothing. Pure; runs in a browser too.
 */
import { compatibleInstant, isoInZone } from '../base/wall-time.ts'
import type { AreaId } from './areas.ts'
import { areasOn, dayAfter, isThereOn } from './areas.ts'
import type { Costs } from './cost.ts'
import { totalsOf } from './cost.ts'
import type { Running } from './effect.ts'
import { applied, diffOf, withoutEvents } from './effects.ts'
import { planFailure } from './failures.ts'
import type { Plan } from './plan.ts'
import { type Population, Watch } from './proposals.ts'
import type { Series } from './series.ts'
import { type ApprovedChange, approvedChange, Situation } from './situation.ts'

/** Ten years. */
export const REPLAY_DAYS_MAX = 3660

export interface Replay {
  readonly plan: Plan
  readonly series: Series
  readonly population: Population
  readonly costs: Costs
  readonly from: string
  /** Its last day. */
  readonly until: string
  /** Null: every proposal is followed. */
  readonly decided: Situation<'exercise'> | null
  readonly neighbours?: (area: AreaId) => readonly AreaId[] | null
}

export interface ReplayedDay {
  readonly day: string
  readonly proposed: readonly { readonly area: AreaId; readonly before: string | null; readonly level: string }[]
  /** Areas that propose nothing though data is missing, old or for people to judge. */
  readonly silent: number
  readonly changes: readonly string[]
  readonly raised: number
  readonly lowered: number
  /** By area, as it is at the end of the day; null: nobody has decided, be it what becomes of a merger of areas at different levels. */
  readonly levels: ReadonlyMap<AreaId, string | null>
  readonly effects: {
    readonly starts: number
    readonly stops: number
    readonly replaced: number
    readonly stays: number
  }
  /** Of what begins on this day. Null: some goes to nobody knows how many. */
  readonly sms: number | null
  readonly loudspeakerMinutes: number | null
}

/** Fails with replayTooLong, and with levelUnknown where a decision names a level that the plan does not have. */
export function replayed(o: Replay): readonly ReplayedDay[] {
  const days = daysBetween(o.from, o.until)
  const watch = new Watch(o)
  const run = new Run(o)
  const open = new Map<AreaId, string | null>()
  return days.map(day => {
    const at = midnight(day, o.plan.timeZone)
    const told = run.beginDay(day, at)
    // A proposal is decided once its area has another level.
    for (const [area, before] of open) if (run.levelOf(area, at) !== before) open.delete(area)
    const { proposals, silent } = watch.proposedAt(at, run.situation, new Set(open.keys()))
    for (const { area, before } of proposals) open.set(area, before)
    if (o.decided === null) run.follow(proposals, dayAfter(day))
    return {
      day,
      proposed: proposals.map(({ area, before, level }) => ({ area, before, level })),
      silent: silent.filter(({ why }) => why !== 'as-it-is' && why !== 'open-proposal').length,
      ...told,
    }
  })
}

type DayOutcome = Omit<ReplayedDay, 'day' | 'proposed' | 'silent'>

class Run {
  situation: Situation<'exercise'>
  readonly #o: Replay
  #running: Running<'exercise'> = new Map()
  /** Decided and not in force yet, in the order of their instants. */
  #coming: ApprovedChange<'exercise'>[]

  constructor(o: Replay) {
    this.#o = o
    this.situation = Situation.empty({ purpose: 'exercise', timeZone: o.plan.timeZone })
    this.#coming = inForce(o.decided?.changes ?? [])
  }

  /** What came into force before the day is over. */
  beginDay(day: string, at: number): DayOutcome {
    const end = midnight(dayAfter(day), this.#o.plan.timeZone)
    const due = this.#coming.filter(({ content }) => Date.parse(content.from) < end)
    this.#coming = this.#coming.slice(due.length)
    const sums = { raised: 0, lowered: 0, starts: 0, stops: 0, replaced: 0, sms: 0, minutes: 0 }
    // Of what ran when the day began.
    const stays = new Set(this.#running.keys())
    let isSmsKnown = true
    let areMinutesKnown = true
    for (const change of due) {
      const after = this.situation.with(change)
      const { plan, neighbours, costs } = this.#o
      const diff = diffOf({
        plan,
        before: this.situation,
        after,
        running: this.#running,
        at: Math.max(at, Date.parse(change.content.from)),
        unclear: 'at-no-level',
        ...(neighbours !== undefined && { neighbours }),
      })
      this.situation = after
      this.#running = applied(diff)
      for (const { effect } of diff.stops) stays.delete(effect.key)
      for (const { before } of diff.replaced) stays.delete(before.key)
      const totals = totalsOf(diff, costs)
      sums.raised += diff.steps.filter(({ goes }) => goes === 'up').length
      sums.lowered += diff.steps.filter(({ goes }) => goes === 'down').length
      sums.starts += diff.starts.length
      sums.stops += diff.stops.length
      sums.replaced += diff.replaced.length
      sums.sms += totals.sms ?? 0
      sums.minutes += totals.loudspeakerMinutes ?? 0
      isSmsKnown &&= totals.sms !== null
      areMinutesKnown &&= totals.loudspeakerMinutes !== null
    }
    const { starts, stops, replaced } = sums
    // By tomorrow it has been said.
    if (due.length > 0) this.#running = withoutEvents(this.#running)
    return {
      changes: due.map(({ content }) => content.change),
      raised: sums.raised,
      lowered: sums.lowered,
      levels: this.#levels(day, end - 1),
      effects: { starts, stops, replaced, stays: stays.size },
      sms: isSmsKnown ? sums.sms : null,
      loudspeakerMinutes: areMinutesKnown ? sums.minutes : null,
    }
  }

  #levels(day: string, at: number): ReadonlyMap<AreaId, string | null> {
    return new Map(areasOn(day).map(area => [area, this.levelOf(area, at)] as const))
  }

  levelOf(area: AreaId, at: number): string | null {
    const standing = this.situation.levelOf(area, at)
    return 'level' in standing ? standing.level : null
  }

  /** All of a day as one change. What is merged on the next day is not there any more. */
  follow(proposals: readonly { readonly area: AreaId; readonly level: string }[], nextDay: string): void {
    const decisions = proposals
      .filter(({ area }) => isThereOn(area, nextDay))
      .map(({ area, level }) => ({ area, level }))
    if (decisions.length === 0) return
    const { plan } = this.#o
    this.#coming.push(
      approvedChange(
        {
          content: {
            format: 1,
            change: `data-${nextDay}`,
            purpose: 'exercise',
            plan: { id: plan.id, version: plan.version },
            from: isoInZone(midnight(nextDay, plan.timeZone), plan.timeZone),
            decisions,
            takesBack: null,
          },
          submitted: 'replay-1',
          approved: 'replay-2',
        },
        'exercise',
      ),
    )
  }
}

/** Those that were not taken back before they came into force, in the order of their instants. */
function inForce(changes: readonly ApprovedChange<'exercise'>[]): ApprovedChange<'exercise'>[] {
  const takenBack = new Set(changes.map(({ content }) => content.takesBack))
  return changes
    .filter(({ content }) => !takenBack.has(content.change))
    .map(change => ({ ...change, content: { ...change.content, takesBack: null } }))
    .toSorted((a, b) => Date.parse(a.content.from) - Date.parse(b.content.from))
}

function daysBetween(from: string, until: string): readonly string[] {
  const days: string[] = []
  for (let day = from; day <= until; day = dayAfter(day)) {
    days.push(day)
    if (days.length > REPLAY_DAYS_MAX) throw planFailure('replayTooLong', { max: REPLAY_DAYS_MAX })
  }
  return days
}

function midnight(day: string, timeZone: string): number {
  const at = compatibleInstant(`${day}T00:00`, timeZone)
  if (at === null) throw new Error(`${day} is no day`)
  return at
}
