/**
 * What data proposes: an area goes up after so many days in a row that call for more, and down after so many that call for less. People
 * decide. Missing days, old data and criteria that are for people propose nothing, and each area without a proposal says why.
 *
 *   called for   1 1 2 3 2 2 │                 up after 3 days: 2, which all three called for at least
 *   called for   3 2 2 1 2 … 2 │               down after 14 days: 2, which none of the fourteen was above
 *
 * Pure; runs in a browser too. A day is judged by what is known of it now, and kept: nothing changes in a series.
 */
import { wallDate } from '../base/wall-time.ts'
import { type AreaId, areasOn, dayAfter } from './areas.ts'
import { calledFor } from './criteria.ts'
import { measuredOn } from './measured.ts'
import type { Plan } from './plan.ts'
import type { EvidenceDay, Proposal, Proposed, Silence, Silent } from './proposal.ts'
import type { Series } from './series.ts'
import type { Situation } from './situation.ts'

/** How many live there; null: nobody said. */
export type Population = (area: AreaId) => number | null

interface Judged {
  readonly evidence: EvidenceDay
  readonly is: 'level' | 'unknown' | 'by-people'
  readonly rank: number
}

/** Watches one series by one plan. */
export class Watch {
  readonly #plan: Plan
  readonly #series: Series
  readonly #population: Population
  readonly #ranks: ReadonlyMap<string, number>
  readonly #judged = new Map<string, Judged>()

  constructor(o: { readonly plan: Plan; readonly series: Series; readonly population: Population }) {
    this.#plan = o.plan
    this.#series = o.series
    this.#population = o.population
    this.#ranks = new Map(o.plan.levels.map(({ id, rank }) => [id, rank]))
  }

  /**
   * At an instant, for every area of that day. `open`: areas about whose proposal nobody has decided yet. The day itself is not over, so it
   * is the one before that counts as the last.
   */
  proposedAt(at: number, situation: Situation, open: ReadonlySet<AreaId>): Proposed {
    const day = wallDate(at, this.#plan.timeZone)
    const proposals: Proposal[] = []
    const silent: Silent[] = []
    for (const area of areasOn(day)) {
      const found = this.#propose(area, { day, at, situation, isOpen: open.has(area) })
      if ('why' in found) silent.push(found)
      else proposals.push(found)
    }
    return { proposals, silent }
  }

  #propose(
    area: AreaId,
    o: { readonly day: string; readonly at: number; readonly situation: Situation; readonly isOpen: boolean },
  ): Proposal | Silent {
    const silent = (why: Silence, about: string | null = null): Silent => ({ area, why, day: about })
    if (o.isOpen) return silent('open-proposal')
    const standing = o.situation.levelOf(area, o.at)
    if (standing.is === 'unclear') return silent('unclear-level')
    const dataUntil = this.#series.lastDay(area, dayAfter(o.day, -1))
    if (dataUntil === null) return silent('no-data')
    if (dayAfter(dataUntil, this.#plan.hysteresis.oldAfterDays) < o.day) return silent('old-data', dataUntil)
    const before = standing.is === 'undecided' ? null : standing.level
    const rank = before === null ? -1 : (this.#ranks.get(before) ?? -1)
    const up = this.#up(area, dataUntil, rank)
    const found = up === 'no' ? this.#down(area, dataUntil, rank) : up
    if (found === 'no') return silent('as-it-is')
    if ('missing' in found) return silent(this.#whyMissing(area, found.missing), found.missing.evidence.day)
    return {
      area,
      day: o.day,
      before,
      level: found.level,
      evidence: {
        plan: { id: this.#plan.id, version: this.#plan.version },
        dataUntil,
        population: this.#population(area),
        days: found.days.map(({ evidence }) => evidence),
      },
    }
  }

  /** The highest level that all of the last days called for at least. */
  #up(area: AreaId, until: string, rank: number): Found {
    const days = this.#last(area, until, this.#plan.hysteresis.upAfterDays)
    if (days.some(one => one.is === 'level' && one.rank <= rank)) return 'no'
    const missing = days.find(one => one.is !== 'level')
    if (missing !== undefined) return { missing }
    return { level: levelOf(days.reduce((a, b) => (b.rank < a.rank ? b : a))), days }
  }

  /** The lowest level that none of the last days was above. */
  #down(area: AreaId, until: string, rank: number): Found {
    const { downAfterDays } = this.#plan.hysteresis
    // From the last day back: most areas have one that is not lower among the first.
    for (let back = 0; back < downAfterDays; back++) {
      const one = this.#judge(area, dayAfter(until, -back))
      if (one.is !== 'level') return { missing: one }
      if (one.rank >= rank) return 'no'
    }
    const days = this.#last(area, until, downAfterDays)
    return { level: levelOf(days.reduce((a, b) => (b.rank > a.rank ? b : a))), days }
  }

  #last(area: AreaId, until: string, days: number): readonly Judged[] {
    return Array.from({ length: days }, (_, at) => this.#judge(area, dayAfter(until, at - days + 1)))
  }

  #judge(area: AreaId, day: string): Judged {
    const name = `${area} ${day}`
    const known = this.#judged.get(name)
    if (known !== undefined) return known
    const of = { area, series: this.#series, population: this.#population(area) }
    const measures = Object.fromEntries(this.#plan.measures.map(measure => [measure.id, measuredOn(measure, day, of)]))
    const called = calledFor(this.#plan.levels, day, measures)
    const level = called.is === 'level' ? called.level : null
    const judged: Judged = {
      evidence: { day, measures, level },
      is: level === null ? (called.is === 'by-people' ? 'by-people' : 'unknown') : 'level',
      rank: level === null ? -1 : (this.#ranks.get(level) ?? -1),
    }
    this.#judged.set(name, judged)
    return judged
  }

  #whyMissing(area: AreaId, { is }: Judged): Silence {
    if (is === 'by-people') return 'by-people'
    const needs = this.#plan.measures.some(measure => measure.is === 'sum' && measure.per !== null)
    return needs && this.#population(area) === null ? 'no-population' : 'missing-days'
  }
}

type Found = 'no' | { readonly missing: Judged } | { readonly level: string; readonly days: readonly Judged[] }

function levelOf({ evidence }: Judged): string {
  if (evidence.level === null) throw new Error('a day that calls for a level has one')
  return evidence.level
}
