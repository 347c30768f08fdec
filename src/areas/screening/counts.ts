/** Counts of a month by day and door, with what may not be shown hidden: the console's table and the month's report. */
import { wallDate } from '../../base/wall-time.ts'
import type { MonthRecords } from '../../report/records.ts'
import { TIME_ZONE } from './clock.ts'
import type { CountCells, MonthCounts } from './model.ts'
import type { CountedDay, ScreeningReading } from './store.ts'
import { type Shown, suppress, type Tree } from './suppression.ts'

/** `month`: 2026-11. Fever is counted once a day is over: a figure that grows while it is watched points at somebody. */
export async function countsOfMonth(
  rows: Pick<ScreeningReading, 'counts' | 'doors'>,
  month: string,
  nowMs: number,
): Promise<MonthCounts> {
  const counted = await rows.counts(`${month}-01`, `${month}-31`)
  const names = new Map((await rows.doors()).map(({ id, name }) => [id, name]))
  const today = wallDate(nowMs, TIME_ZONE)
  const days = Map.groupBy(counted, ({ day }) => day)
  const inOrder = [...days].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const shown = shownOf(inOrder, today)
  return {
    month,
    days: inOrder.length,
    doors: new Set(counted.map(({ door }) => door)).size,
    sum: shown.sum,
    byDay: inOrder.map(([day, doors], d) => ({
      day,
      sum: shown.days[d].sum,
      doors: doors.map(({ door }, at) => ({
        door,
        name: names.get(door) ?? door,
        ...shown.days[d].doors[at],
      })),
    })),
    asOf: new Date(nowMs).toISOString(),
    isSoFar: today.slice(0, 7) <= month,
  }
}

/** The same as the month's report takes it; null: nothing was measured. */
export async function recordOfMonth(
  rows: Pick<ScreeningReading, 'counts' | 'doors'>,
  month: string,
  nowMs: number,
): Promise<MonthRecords['screenings']> {
  const { days, doors, sum, isSoFar } = await countsOfMonth(rows, month, nowMs)
  if (days === 0) return null
  return { days, doors, readings: sum.checked, above: sum.high, isSoFar }
}

type Days = readonly (readonly [string, readonly CountedDay[]])[]
interface ShownMonth {
  readonly sum: CountCells
  readonly days: readonly { readonly sum: CountCells; readonly doors: readonly CountCells[] }[]
}

function shownOf(days: Days, today: string): ShownMonth {
  const checked = suppress(treeOf(days, ({ checked }) => ({ value: checked })))
  const high = measure(days, today, checked, ({ high, checked }) => [high, checked])
  const highTwice = measure(days, today, high, ({ highTwice, high }) => [highTwice, high])
  const cells = (...path: readonly number[]): CountCells => ({
    checked: at(checked, path).value,
    high: at(high, path).value,
    highTwice: at(highTwice, path).value,
  })
  return {
    sum: cells(),
    days: days.map(([, doors], d) => ({ sum: cells(d), doors: doors.map((_, i) => cells(d, i)) })),
  }
}

/** A measure that is a part of another: hidden where that one is. A day that is not over adds nothing to it yet. */
function measure(
  days: Days,
  today: string,
  whole: Shown,
  values: (counted: CountedDay) => readonly [number, number],
): Shown {
  const tree = treeOf(days, (counted, day) => {
    if (day >= today) return { value: 0, of: 0, isAbsent: true }
    const [value, of] = values(counted)
    return { value, of }
  })
  return suppress(hiddenWhere(tree, whole))
}

function hiddenWhere(tree: Tree, whole: Shown): Tree {
  return {
    ...tree,
    isHidden: whole.value === null,
    parts: tree.parts.map((part, i) => hiddenWhere(part, whole.parts[i])),
  }
}

function treeOf(
  days: Days,
  leaf: (counted: CountedDay, day: string) => { value: number; of?: number; isAbsent?: boolean },
): Tree {
  return sumOf(
    days.map(([day, doors]) => sumOf(doors.map(counted => ({ ...leaf(counted, day), parts: [] })))),
  )
}

/** A sum is not counted yet where none of its parts is. */
function sumOf(parts: readonly Tree[]): Tree {
  const sum = (of: (part: Tree) => number) => parts.reduce((all, part) => all + of(part), 0)
  const hasWhole = parts.every(part => part.of !== undefined)
  return {
    value: sum(part => part.value),
    ...(hasWhole ? { of: sum(part => part.of!) } : {}),
    isAbsent: parts.length > 0 && parts.every(part => part.isAbsent === true),
    parts,
  }
}

function at(shown: Shown, path: readonly number[]): Shown {
  return path.reduce((part, i) => part.parts[i], shown)
}
