/** How high a level is among those of its plan: what a tile and a mark show besides the colour. Pure. */
import type { Level } from '../../../plan/plan.ts'

export interface Degree {
  readonly level: Level
  /** From 1, the lowest. */
  readonly at: number
  readonly of: number
}

export function ranked(levels: readonly Level[]): readonly Degree[] {
  return levels.toSorted((a, b) => a.rank - b.rank).map((level, place) => ({ level, at: place + 1, of: levels.length }))
}

/** Null: the plan has no such level, as a version of long ago may have had. */
export function degreeOf(levels: readonly Level[], id: string | null): Degree | null {
  return ranked(levels).find(({ level }) => level.id === id) ?? null
}
