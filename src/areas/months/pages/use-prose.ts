/** A report as the console's language says it. */
import { useMemo } from 'react'
import type { Report } from '../../../report/document.ts'
import { Prose } from '../../../report/documents/prose.ts'
import { useLanguage } from '../../../web/i18n.ts'

export function useProse(report: Report): Prose {
  const spoken = useLanguage()
  return useMemo(() => new Prose(report, spoken), [report, spoken])
}
