/**
 * Which counts may be shown: none below five, and none that could be worked out from sums that are shown.
 *
 * Counts form a tree: a month is the sum of its days, a day the sum of its doors. For each measure:
 *
 *   1. A cell is unsafe below five, or where the rest of those checked is below five ("all but two had a fever").
 *   2. Where a sum is shown, its hidden parts are at least two and come to at least five together, and so do their rests;
 *      until they do, the next parts in their fixed order are hidden too. Their order says nothing of their size: hiding
 *      the smallest one would tell that it is not larger than what is shown.
 *   3. What is hidden has all its parts hidden, and looks the same whatever the reason.
 *
 * So from sums that are shown nobody can tell a hidden cell: there is always another way to fill in the hidden ones. Pure.
 */
export const CELL_MIN = 5

export interface Tree {
  readonly value: number
  /** Of those that this counts a part of: all who were checked. Left out: nothing to compare with. */
  readonly of?: number
  readonly parts: readonly Tree[]
}

export interface Shown {
  /** Null: hidden. */
  readonly value: number | null
  readonly parts: readonly Shown[]
}

export function suppress(tree: Tree): Shown {
  return isUnsafe(tree) ? hidden(tree) : shown(tree)
}

function isUnsafe({ value, of }: Tree): boolean {
  if (value < CELL_MIN) return true
  return of !== undefined && of - value < CELL_MIN
}

function shown(tree: Tree): Shown {
  const hides = chosen(tree.parts)
  return { value: tree.value, parts: tree.parts.map((part, at) => (hides[at] ? hidden(part) : shown(part))) }
}

function hidden(tree: Tree): Shown {
  return { value: null, parts: tree.parts.map(hidden) }
}

/** Which parts of a sum that is shown are hidden. */
function chosen(parts: readonly Tree[]): readonly boolean[] {
  const hides = parts.map(isUnsafe)
  if (!hides.includes(true)) return hides
  const isEnough = () => {
    const some = parts.filter((_, at) => hides[at])
    const values = sumOf(some.map(({ value }) => value))
    const rests = sumOf(some.map(({ value, of }) => (of ?? Number.POSITIVE_INFINITY) - value))
    return some.length >= 2 && values >= CELL_MIN && rests >= CELL_MIN
  }
  const start = hides.indexOf(true)
  for (let step = 1; step < parts.length && !isEnough(); step++) {
    hides[(start + step) % parts.length] = true
  }
  return hides
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
