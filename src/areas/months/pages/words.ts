/**
 * The words of this area come with its pages: the console's first page does not carry them. Whoever speaks them takes
 * them from here, so that they are there by then.
 */
import { useMemo } from 'react'
import type { Report } from '../../../report/document.ts'
import { Prose } from '../../../report/documents/prose.ts'
import { takeIn, useLanguage } from '../../../web/i18n.ts'
import { useWords as useWordsOf } from '../../../web/use-words.ts'
import { months } from '../words.ts'

declare module '../../../web/i18n.ts' {
  interface AreaWords {
    readonly months: typeof months
  }
}

takeIn('months', months)

export function useWords() {
  return useWordsOf('months')
}

/** A report as the console's language says it. */
export function useProse(report: Report): Prose<Report> {
  const spoken = useLanguage()
  return useMemo(() => new Prose(report, spoken), [report, spoken])
}
