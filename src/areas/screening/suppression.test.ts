/** What may be shown, held against somebody who knows everything that is shown and how it was chosen. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CELL_MIN, type Shown, suppress, type Tree } from './suppression.ts'

const leaf = (value: number, of?: number): Tree => ({ value, ...(of === undefined ? {} : { of }), parts: [] })

function sum(parts: readonly Tree[]): Tree {
  const total = (of: (part: Tree) => number) => parts.reduce((all, part) => all + of(part), 0)
  return {
    value: total(part => part.value),
    ...(parts.every(part => part.of !== undefined) ? { of: total(part => part.of!) } : {}),
    parts,
  }
}

const shownLeaves = (shown: Shown): readonly (number | null)[] =>
  shown.parts.length === 0 ? [shown.value] : shown.parts.flatMap(shownLeaves)

/** All ways to fill `length` cells with 0 … max. */
function* fillings(length: number, max: number): Iterable<readonly number[]> {
  if (length === 0) yield []
  else for (const rest of fillings(length - 1, max)) for (let value = 0; value <= max; value++) yield [...rest, value]
}

/**
 * Whoever knows the rules can leave out every filling that would have been shown otherwise. Of those that are left each
 * hidden cell must still be able to be more than one thing.
 */
function assertNobodyCanTell(
  /** Null: that cannot be. */
  treeOf: (cells: readonly number[]) => Tree | null,
  length: number,
  { real, thinkable }: { real: number; thinkable: number },
): void {
  const ways = new Map<string, Set<number>[]>()
  const seen = new Map<string, { cells: readonly number[]; leaves: readonly (number | null)[] }>()
  for (const cells of fillings(length, thinkable)) {
    const tree = treeOf(cells)
    if (tree === null) continue
    const shown = suppress(tree)
    const key = JSON.stringify(shown)
    let values = ways.get(key)
    if (values === undefined) {
      values = cells.map(() => new Set<number>())
      ways.set(key, values)
    }
    for (const [at, value] of cells.entries()) values[at].add(value)
    if (cells.every(value => value <= real)) seen.set(key, { cells, leaves: shownLeaves(shown) })
  }
  for (const [key, { cells, leaves }] of seen)
    for (const [at, shown] of leaves.entries())
      if (shown === null) assert.ok(ways.get(key)![at].size > 1, `cell ${at} of ${cells}: ${key}`)
}

test('a cell below five is hidden, and so is one by which the sums would tell it', () => {
  for (const [cells, expected] of [
    [
      [20, 30, 40],
      [20, 30, 40],
    ],
    [
      [20, 3, 40],
      [20, null, null],
    ],
    [
      [20, 30, 3],
      [null, 30, null],
    ],
    [
      [4, 4, 40],
      [null, null, 40],
    ],
    [
      [1, 2, 40],
      [null, null, null],
    ],
    [
      [0, 0, 40],
      [null, null, null],
    ],
    [
      [2, 40],
      [null, null],
    ],
  ] as const) {
    const shown = suppress(sum(cells.map(value => leaf(value))))
    assert.deepEqual(shownLeaves(shown), expected, String(cells))
    assert.equal(
      shown.value,
      cells.reduce<number>((all, value) => all + value, 0),
    )
  }
})

test('a sum below five is hidden, with all the cells that it is made of', () => {
  assert.deepEqual(suppress(sum([leaf(1), leaf(2)])), {
    value: null,
    parts: [
      { value: null, parts: [] },
      { value: null, parts: [] },
    ],
  })
})

test('a day that is hidden to guard another is hidden door by door', () => {
  const days = [sum([leaf(2), leaf(1)]), sum([leaf(20), leaf(30)]), sum([leaf(40), leaf(50)])]
  const shown = suppress(sum(days))
  assert.deepEqual(shownLeaves(shown), [null, null, null, null, 40, 50])
  assert.equal(shown.value, 143)
})

test('a count that says that all but two had a fever is hidden like one that says that two had', () => {
  const shown = suppress(sum([leaf(18, 20), leaf(10, 60), leaf(9, 70)]))
  assert.deepEqual(shownLeaves(shown), [null, null, 9])
})

test('no cell below five is ever shown, of three doors or of two days with two doors', () => {
  const check = (shown: Shown): void => {
    assert.ok(shown.value === null || shown.value >= CELL_MIN)
    if (shown.value === null) assert.ok(shown.parts.every(part => part.value === null))
    shown.parts.forEach(check)
  }
  for (const cells of fillings(4, 8)) {
    const [a, b, c, d] = cells.map(value => leaf(value))
    check(suppress(sum([sum([a, b]), sum([c, d])])))
  }
})

test('whoever knows the sums and the rules cannot tell a hidden cell: three doors of a day', () => {
  assertNobodyCanTell(cells => sum(cells.map(value => leaf(value))), 3, { real: 9, thinkable: 20 })
})

test('whoever knows the sums and the rules cannot tell a hidden cell: two days with two doors each', () => {
  assertNobodyCanTell(([a, b, c, d]) => sum([sum([leaf(a), leaf(b)]), sum([leaf(c), leaf(d)])]), 4, {
    real: 6,
    thinkable: 13,
  })
})

test('whoever knows the sums and the rules cannot tell how many had a fever, though all who were checked are shown', () => {
  const checked = [12, 20, 15]
  const treeOf = (cells: readonly number[]) =>
    cells.some((value, at) => value > checked[at]) ? null : sum(cells.map((value, at) => leaf(value, checked[at])))
  assertNobodyCanTell(treeOf, 3, { real: 20, thinkable: 20 })
})
