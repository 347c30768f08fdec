/** Months as they are chosen from and named. Pure. */

import { wallDate } from '../../../base/wall-time.ts'
import { TIME_ZONE } from '../../../country/vn/time-zone.ts'
import type { Language } from '../../../web/words/both.ts'

/** The newest first, as 2026-11. */
export function lastMonths(nowMs: number, count: number): readonly string[] {
  const [year, month] = wallDate(nowMs, TIME_ZONE).split('-').map(Number)
  return Array.from({ length: count }, (_, back) => {
    const at = year * 12 + month - 1 - back
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
  })
}

/** `tháng 11/2026`, `11/2026` in English. */
export function monthName(month: string, language: Language): string {
  const [year, number] = month.split('-')
  return language === 'vi' ? `tháng ${Number(number)}/${year}` : `${Number(number)}/${year}`
}
