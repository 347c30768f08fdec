/** Counts of a month by day and door, with what may not be shown hidden: the console's table and the month's report. */
import { wallDate } from '../../base/wall-time.ts'
import { TIME_ZONE } from '../../country/vn/time-zone.ts'
import type { MonthRecords } from '../../report/records.ts'
import type { CountCells, MonthCounts } from './model.ts'
import type { CountedDay, ScreeningReading } from './store.ts'
import { type Shown, suppress, type Tree } from './suppression.ts'

/** `month`: 2026-11. Fever is told once a day is over, and in sums that grow by five: what grows by one points at somebody. */
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
    until: shown.until,
    byDay: inOrder.map(([day, doors], d) => ({
      day,
      sum: shown.days[d].sum,
      doors: doors.map(({ door }, at) => ({ door, name: names.get(door) ?? door, ...shown.days[d].doors[at] })),
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
  const { days, doors, sum, until, byDay, isSoFar } = await countsOfMonth(rows, month, nowMs)
  if (days === 0) return null
  const isWhole = until.high === byDay.at(-1)?.day
  const aboveUntil = isWhole ? null : until.high
  return { days, doors, readings: sum.checked, above: sum.high, aboveUntil, isSoFar }
}

type Days = readonly (readonly [string, readonly CountedDay[]])[]
interface ShownMonth {
  readonly sum: CountCells
  readonly until: MonthCounts['until']
  readonly days: readonly { readonly sum: CountCells; readonly doors: readonly CountCells[] }[]
}

function shownOf(days: Days, today: string): ShownMonth {
  const checked = suppress(sumOf(days.map(([, doors]) => dayOf(doors, ({ checked }) => [checked]))))
  const over = days.filter(([day]) => day < today)
  const high = measure(over, checked, ({ high, checked }) => [high, checked])
  const told = over.slice(0, high.parts.length)
  const highTwice = measure(told, high, ({ highTwice, high }) => [highTwice, high])
  const cells = (...path: readonly number[]): CountCells => ({
    checked: at(checked, path),
    high: at(high, path),
    highTwice: at(highTwice, path),
  })
  const until = ({ parts }: Shown) => days[parts.length - 1]?.[0] ?? null
  return {
    sum: cells(),
    until: { high: until(high), highTwice: until(highTwice) },
    days: days.map(([, doors], d) => ({ sum: cells(d), doors: doors.map((_, i) => cells(d, i)) })),
  }
}

type Values = (counted: CountedDay) => readonly [value: number, of?: number]

/**
 * A measure that is a part of another, over the days that can be told by now; hidden where that one is.
 *
 *   days      9 │ 2  1  4 │ 12 │ 1  0        spans: as many days as come to enough together
 *   sum       9 │ 9  9 16 │ 28 │ 28 28       as it is seen from day to day: it grows by spans only
 *
 * Whoever looks each day knows the sum of each span, and each is suppressed by itself. A span is what it is whatever comes
 * after it, so no later view shows what an earlier one has hidden.
 */
function measure(days: Days, whole: Shown, values: Values): Shown {
  const trees = days.map(([, doors]) => dayOf(doors, values))
  const spans: Shown[] = []
  let open: Tree[] = []
  for (const tree of trees) {
    open.push(tree)
    const shown = suppress(sumOf(open))
    if (shown.value === null) continue
    spans.push(shown)
    open = []
  }
  const value = spans.reduce((sum, span) => sum + (span.value ?? 0), 0)
  const parts = spans.flatMap(span => span.parts)
  return hiddenWhere({ value: parts.length === 0 ? null : value, parts }, whole)
}

function hiddenWhere(shown: Shown, whole: Shown): Shown {
  return {
    value: whole.value === null ? null : shown.value,
    parts: shown.parts.map((part, i) => hiddenWhere(part, whole.parts[i])),
  }
}

function dayOf(doors: readonly CountedDay[], values: Values): Tree {
  return sumOf(
    doors.map(counted => {
      const [value, of] = values(counted)
      return { value, ...(of === undefined ? {} : { of }), parts: [] }
    }),
  )
}

function sumOf(parts: readonly Tree[]): Tree {
  const sum = (of: (part: Tree) => number) => parts.reduce((all, part) => all + of(part), 0)
  const hasWhole = parts.every(part => part.of !== undefined)
  return { value: sum(part => part.value), ...(hasWhole ? { of: sum(part => part.of!) } : {}), parts }
}

/** Null where it is hidden, or not told yet. */
function at(shown: Shown | undefined, path: readonly number[]): number | null {
  return path.reduce((part, i) => part?.parts[i], shown)?.value ?? null
}
