/**
 * What a chart of one measure is drawn of: its days, pieces of line between days that are missing, and the bounds at which another level is
 * called for. Pure; in units of the measure and of days, not of the screen.
 *
 *    50 ┼ ─ ─ ─ ─ ─ ─ ─ ─ ─ level 3
 *       │          ╱╲
 *    20 ┼ ─ ─ ─ ─╱─ ─╲─   ╱─ level 2        nothing is drawn over a gap
 *       └──────────────────► days
 */
import { criterionOn } from '../../../plan/criteria.ts'
import type { Level } from '../../../plan/plan.ts'

export interface Point {
  readonly at: number
  readonly value: number
}

export interface Bound {
  readonly level: Level
  readonly value: number
}

export interface ChartData {
  /** Days in a row that have a value. */
  readonly pieces: readonly (readonly Point[])[]
  /** From the first to the last place of days without one. */
  readonly gaps: readonly { readonly from: number; readonly until: number }[]
  readonly bounds: readonly Bound[]
  /** The greatest that is drawn; never 0. */
  readonly most: number
}

export function chartOf(given: {
  readonly measure: string
  readonly values: readonly (number | null)[]
  readonly levels: readonly Level[]
  /** By whose criteria. */
  readonly day: string
}): ChartData {
  const bounds = boundsOf(given)
  const known = given.values.filter(value => value !== null)
  const greatest = Math.max(0, ...known)
  // Bounds that are far above what is measured would press it flat: the next one above is enough.
  const next = bounds.find(({ value }) => value > greatest)
  const shown = bounds.filter(({ value }) => value <= Math.max(greatest, next?.value ?? 0))
  return {
    pieces: piecesOf(given.values),
    gaps: gapsOf(given.values),
    bounds: shown,
    most: niceAbove(Math.max(greatest, ...shown.map(({ value }) => value)) * HEADROOM),
  }
}

/** The place from which on anything is known, of whichever of them; all where nothing is. */
export function firstKnown(all: readonly (readonly (number | null)[])[]): number {
  const places = all.map(values => values.findIndex(value => value !== null)).filter(at => at >= 0)
  return places.length === 0 ? 0 : Math.min(...places)
}

const HEADROOM = 1.1

/** The lowest value from which a level is called for, in order; 0 is no bound. */
function boundsOf({
  measure,
  levels,
  day,
}: {
  readonly measure: string
  readonly levels: readonly Level[]
  readonly day: string
}): readonly Bound[] {
  return levels
    .flatMap(level => {
      const formula = criterionOn(level, day)?.formula ?? []
      const lowest = formula
        .flatMap(({ all }) => all)
        .filter(interval => interval.measure === measure)
        .map(({ atLeast }) => atLeast ?? 0)
      const value = lowest.length === 0 ? 0 : Math.min(...lowest)
      return value > 0 ? [{ level, value }] : []
    })
    .toSorted((a, b) => a.value - b.value)
}

function piecesOf(values: readonly (number | null)[]): readonly (readonly Point[])[] {
  const pieces: Point[][] = []
  for (const [at, value] of values.entries()) {
    if (value === null) continue
    const last = pieces.at(-1)
    if (last?.at(-1)?.at === at - 1) last.push({ at, value })
    else pieces.push([{ at, value }])
  }
  return pieces
}

function gapsOf(values: readonly (number | null)[]): ChartData['gaps'] {
  const gaps: { from: number; until: number }[] = []
  for (const [at, value] of values.entries()) {
    if (value !== null) continue
    const last = gaps.at(-1)
    if (last?.until === at - 1) last.until = at
    else gaps.push({ from: at, until: at })
  }
  return gaps
}

const STEPS = [1, 2, 2.5, 5, 10]

/** The next round figure. */
export function niceAbove(value: number): number {
  if (value <= 0) return 1
  const ten = 10 ** Math.floor(Math.log10(value))
  const step = STEPS.find(each => each * ten >= value) ?? 10
  return step * ten
}
