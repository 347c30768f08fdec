/** Days of an audit as people read them: days of the list's time zone, whatever the reader's. */
import type { AuditSummary } from '../../../audit/summary.ts'
import { useWords } from './words.ts'

/** `2026-02-01` as `01/02/2026`. */
export function dayOf(day: string): string {
  return day.split('-').reverse().join('/')
}

export function useDays(): (days: AuditSummary['days']) => string {
  const { t } = useWords()
  return days => {
    if (days === null) return t('audit.noDays')
    const [first, last] = [dayOf(days.first), dayOf(days.last)]
    return first === last ? first : t('audit.days', { first, last })
  }
}
