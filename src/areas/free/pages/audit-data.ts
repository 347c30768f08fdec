/**
 * An audit's cells grouped for pictures: by service, by operator, by day. Pure.
 *
 * Cells of few subscribers come without their day, so that nobody can be picked out: they are a group of their own.
 */
import type { AuditSummary, SummaryCell } from '../../../audit/summary.ts'

export const MEASURES = ['records', 'seconds', 'octets', 'charged', 'refund'] as const
export type Measure = (typeof MEASURES)[number]
const NOTHING: Readonly<Record<Measure, number>> = { records: 0, seconds: 0, octets: 0, charged: 0, refund: 0 }

export interface Group extends Readonly<Record<Measure, number>> {
  /** Null: without it. */
  readonly key: string | null
}

/** The largest first by that measure; days in their order. What has no key comes last. */
export function groupsOf(
  cells: readonly SummaryCell[],
  by: 'service' | 'operator' | 'day',
  measure: Measure,
): readonly Group[] {
  const groups = new Map<string | null, Record<Measure, number>>()
  for (const cell of cells) {
    const sums = groups.get(cell[by]) ?? { ...NOTHING }
    for (const name of MEASURES) sums[name] += cell[name]
    groups.set(cell[by], sums)
  }
  return [...groups]
    .map(([key, sums]) => ({ key, ...sums }))
    .sort((a, b) => {
      if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null)
      return by === 'day' ? (a.key < b.key ? -1 : 1) : b[measure] - a[measure]
    })
}

/** More days than these are told in the table alone. */
export const DAYS_MAX = 400
const DAY_MS = 24 * 60 * 60 * 1000

/** Every day from the first to the last, also those without anything; null where there are none, or too many. */
export function daysOf(groups: readonly Group[]): readonly Group[] | null {
  const known = new Map(groups.flatMap(group => (group.key === null ? [] : [[group.key, group]])))
  const all = [...known.keys()].sort()
  const [first, last] = [all.at(0), all.at(-1)]
  if (first === undefined || last === undefined) return null
  const days = Math.round((Date.parse(last) - Date.parse(first)) / DAY_MS) + 1
  if (days > DAYS_MAX) return null
  return Array.from({ length: days }, (_, at) => {
    const key = new Date(Date.parse(first) + at * DAY_MS).toISOString().slice(0, 10)
    return known.get(key) ?? { key, ...NOTHING }
  })
}

/** What the audit says of itself and what its parts come to: names of what does not add up. */
export function notAddingUp({ rows, judged, wrong, claimed }: AuditSummary): readonly string[] {
  const found: string[] = []
  if (rows.in !== rows.judged + rows.duplicates + rows.rejected + rows.notConcerned) found.push('rows')
  const { right, unproved, undecided } = judged
  if (rows.judged !== right + judged.wrong + judged.claimed + unproved + undecided) found.push('judged')
  if (!isSumOf(wrong, ['records', 'octets', 'charged', 'refund'])) found.push('wrong')
  if (claimed !== null && !isSumOf(claimed, ['records', 'octets', 'charged'])) found.push('claimed')
  return found
}

/** Seconds are fractions, whose sums depend on their order. */
function isSumOf(
  section: { readonly cells: readonly SummaryCell[] } & Partial<Readonly<Record<Measure, number>>>,
  measures: readonly Exclude<Measure, 'seconds'>[],
): boolean {
  return measures.every(name => section[name] === section.cells.reduce((sum, cell) => sum + cell[name], 0))
}
