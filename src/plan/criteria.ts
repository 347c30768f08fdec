/**
 * Which level the criteria call for, and whether they say exactly one for whatever is measured.
 *
 *   cases in 14 days per 100 000      0 ───── 20 ───── 50 ───── 150 ────►
 *                                     [ level 1 )[ level 2 )[ level 3 )[ level 4
 *
 * A formula is a union of boxes, a box is half-open in each measure, so overlaps and gaps are found exactly: two boxes meet where they
 * meet in every measure, and what no box holds has a corner whose coordinates are bounds of boxes. Pure; runs in a browser too.
 */
import type { Box, Criterion, Level, Plan } from './plan.ts'

/** By the id of the measure; null: not known. */
export type Measured = Readonly<Record<string, number | null>>

export type Called =
  | { readonly is: 'level'; readonly level: string }
  /** No criterion holds what was measured. */
  | { readonly is: 'none' }
  /** It would depend on a measure that is not known. */
  | { readonly is: 'unknown' }
  /** The criteria of that day are for people to judge. */
  | { readonly is: 'by-people' }

/** The highest where several hold, which a checked plan does not have. */
export function calledFor(levels: readonly Level[], day: string, measured: Measured): Called {
  let isUnknown = false
  let isByPeople = false
  for (const level of levels.toSorted((a, b) => b.rank - a.rank)) {
    const criterion = criterionOn(level, day)
    if (criterion === null) continue
    if (criterion.formula === null) isByPeople = true
    const holds = criterion.formula === null ? false : anyHolds(criterion.formula, measured)
    // Where a higher one may hold too, it cannot be told.
    if (holds === true) return isUnknown ? { is: 'unknown' } : { is: 'level', level: level.id }
    if (holds === null) isUnknown = true
  }
  if (isUnknown) return { is: 'unknown' }
  return { is: isByPeople ? 'by-people' : 'none' }
}

export function criterionOn(level: Level, day: string): Criterion | null {
  return level.criteria.find(({ from, until }) => from <= day && isBefore(day, until)) ?? null
}

function isBefore(day: string, until: string | null): boolean {
  return until === null || day < until
}

/** Null: that cannot be told. */
function anyHolds(boxes: readonly Box[], measured: Measured): boolean | null {
  let isUnknown = false
  for (const box of boxes) {
    const holds = boxHolds(box, measured)
    if (holds === true) return true
    if (holds === null) isUnknown = true
  }
  return isUnknown ? null : false
}

function boxHolds({ all }: Box, measured: Measured): boolean | null {
  let isUnknown = false
  for (const { measure, atLeast, below } of all) {
    const value = measured[measure] ?? null
    if (value === null) isUnknown ||= (atLeast ?? 0) > 0 || below !== null
    else if (value < (atLeast ?? 0) || (below !== null && value >= below)) return false
  }
  return isUnknown ? null : true
}

// Overlaps and gaps ------------------------------------------------------------------------------------------------

/** Days between which the same criteria count. */
interface Stretch {
  readonly from: string
  readonly until: string | null
}

/** A point in terms of measures: what it is not about may be anything. */
export type Point = Readonly<Record<string, number>>

export type CriteriaFault =
  | { readonly is: 'overlap'; readonly levels: readonly [string, string]; readonly from: string; readonly at: Point }
  | { readonly is: 'gap'; readonly from: string; readonly at: Point }
  /** On these days no level has a criterion. */
  | { readonly is: 'days'; readonly from: string; readonly until: string }
  /** More boxes and bounds than are looked at. */
  | { readonly is: 'too-fine' }

const CELLS_MAX = 200_000

type Sides = ReadonlyMap<string, { readonly atLeast: number; readonly below: number }>

interface Region {
  readonly level: string
  readonly boxes: readonly Sides[]
}

export function criteriaFaults({ levels }: Pick<Plan, 'levels'>): readonly CriteriaFault[] {
  const found: CriteriaFault[] = []
  const budget = { cells: CELLS_MAX }
  const known = new Set<string>()
  for (const stretch of stretchesOf(levels)) {
    const inForce = levels.flatMap(level => {
      const criterion = criterionOn(level, stretch.from)
      return criterion === null ? [] : [{ level: level.id, criterion }]
    })
    if (inForce.length === 0) {
      if (stretch.until !== null) found.push({ is: 'days', ...stretch, until: stretch.until })
      continue
    }
    const regions = inForce.flatMap(({ level, criterion }): Region[] =>
      criterion.formula === null ? [] : [{ level, boxes: criterion.formula.flatMap(sidesOf) }],
    )
    for (const fault of overlapsOf(regions, stretch.from)) {
      // The same two criteria overlap on all their days: told once.
      const name = JSON.stringify([fault.levels, fault.at])
      if (!known.has(name)) found.push(fault)
      known.add(name)
    }
    // What is left over is for people where one of them is.
    if (regions.length < inForce.length) continue
    const gap = gapIn(regions, budget)
    if (gap === 'too-fine') return [...found, { is: 'too-fine' }]
    if (gap !== null && !known.has(JSON.stringify(gap))) {
      found.push({ is: 'gap', from: stretch.from, at: gap })
      known.add(JSON.stringify(gap))
    }
  }
  return found
}

function stretchesOf(levels: readonly Level[]): readonly Stretch[] {
  const days = levels.flatMap(({ criteria }) => criteria.flatMap(({ from, until }) => [from, until]))
  const cuts = [...new Set(days.filter(day => day !== null))].sort()
  return cuts.map((from, place) => ({ from, until: cuts[place + 1] ?? null }))
}

/** None: it holds nothing. */
function sidesOf({ all }: Box): Sides[] {
  const sides = new Map<string, { atLeast: number; below: number }>()
  for (const { measure, atLeast, below } of all) {
    const known = sides.get(measure) ?? { atLeast: 0, below: Number.POSITIVE_INFINITY }
    sides.set(measure, {
      atLeast: Math.max(known.atLeast, atLeast ?? 0),
      below: Math.min(known.below, below ?? Number.POSITIVE_INFINITY),
    })
  }
  return [...sides.values()].every(({ atLeast, below }) => atLeast < below) ? [sides] : []
}

function overlapsOf(regions: readonly Region[], from: string) {
  const found: Extract<CriteriaFault, { is: 'overlap' }>[] = []
  for (const [place, one] of regions.entries())
    for (const other of regions.slice(place + 1)) {
      const at = firstCommon(one.boxes, other.boxes)
      if (at !== null) found.push({ is: 'overlap', levels: [one.level, other.level], from, at })
    }
  return found
}

function firstCommon(ours: readonly Sides[], theirs: readonly Sides[]): Point | null {
  for (const a of ours)
    for (const b of theirs) {
      const at = common(a, b)
      if (at !== null) return at
    }
  return null
}

/** The lowest point that both hold. */
function common(a: Sides, b: Sides): Point | null {
  const at: Record<string, number> = {}
  for (const measure of new Set([...a.keys(), ...b.keys()])) {
    const [one, other] = [a.get(measure) ?? ANYTHING, b.get(measure) ?? ANYTHING]
    const lowest = Math.max(one.atLeast, other.atLeast)
    if (lowest >= Math.min(one.below, other.below)) return null
    at[measure] = lowest
  }
  return at
}

const ANYTHING = { atLeast: 0, below: Number.POSITIVE_INFINITY } as const

/** A point that no box holds: measure by measure, with the boxes that still hold what is chosen so far. */
function gapIn(regions: readonly Region[], budget: { cells: number }): Point | null | 'too-fine' {
  const boxes = regions.flatMap(region => region.boxes)
  const measures = [...new Set(boxes.flatMap(box => [...box.keys()]))]
  const search = (depth: number, left: readonly Sides[], at: Point): Point | null | 'too-fine' => {
    if (left.length === 0) return at
    if (depth === measures.length) return null
    const measure = measures[depth]
    const sides = left.map(box => box.get(measure) ?? ANYTHING)
    const corners = sides.flatMap(({ atLeast, below }) => [atLeast, below])
    const finite = [...new Set([0, ...corners])].filter(Number.isFinite).sort((a, b) => a - b)
    for (const corner of finite) {
      budget.cells -= 1
      if (budget.cells < 0) return 'too-fine'
      const holding = left.filter((_, place) => sides[place].atLeast <= corner && corner < sides[place].below)
      const found = search(depth + 1, holding, { ...at, [measure]: corner })
      if (found !== null) return found
    }
    return null
  }
  return search(0, boxes, {})
}
