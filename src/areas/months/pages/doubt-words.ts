/** What a doubt of a report says, with the sections that it is about by their titles. */
import type { Report } from '../../../report/document.ts'
import { ENTERED_TITLES } from '../../../report/sections/entered.ts'
import { emptySections, missingSections, type ReportDoubt } from '../doubts.ts'
import { useWords } from './words.ts'

export function useDoubtWords(): (doubt: ReportDoubt, report: Pick<Report, 'sections'>) => string {
  const { t, spoken } = useWords()
  return (doubt, { sections }) => {
    const about = doubt === 'sections-missing' ? missingSections : emptySections
    const titles = about(sections).map(id => ENTERED_TITLES[id][spoken])
    return t(`doubt.${doubt}`, { sections: titles.join('; ') })
  }
}
