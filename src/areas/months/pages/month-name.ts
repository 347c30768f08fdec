/** Months as people write and type them. Pure; the month of now is an argument. */
import { monthName } from '../../../report/months.ts'
import type { Language } from '../../../web/words/both.ts'

/** Of a report: a round before or a plan after that is a slip of the finger. */
export const YEAR_MIN = 2000
export const YEAR_MAX = 2099

/** `02/2026`, `February 2026`: what stands behind `tháng`, or alone in English. */
export function shownMonth(month: string, language: Language): string {
  return monthName(month)[language].replace(/^tháng /, '')
}

/** `2/2026`, `02-2026`, `2026-02`, with blanks or `tháng` around; null where it is no month of a report. */
export function typedMonth(typed: string): string | null {
  const bare = typed
    .toLowerCase()
    .replace(/^\s*tháng/, '')
    .replace(/\s/g, '')
  const [, first, second] = /^(\d{1,4})[/.-](\d{1,4})$/.exec(bare) ?? []
  if (first === undefined || second === undefined) return null
  const [year, number] = first.length === 4 ? [first, second] : [second, first]
  const [y, m] = [Number(year), Number(number)]
  if (year.length !== 4 || y < YEAR_MIN || y > YEAR_MAX || m < 1 || m > 12) return null
  return `${y}-${String(m).padStart(2, '0')}`
}

/** `2026-01` before `2026-02`. */
export function monthBefore(month: string): string {
  const [year, number] = month.split('-').map(Number)
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, '0')}`
}
