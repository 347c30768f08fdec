/** A report as JSON: the document itself (`document.ts`), each figure with the words that stand for it in both languages. */
import type { Report } from '../document.ts'
import { exact, phrase } from '../words.ts'

export function jsonOf(report: Report): string {
  const figures = report.figures.map(figure => {
    const { value, unit } = figure
    const words = (language: 'vi' | 'en') => ({
      said: phrase(value, unit, language),
      exact: exact(value, unit, language),
    })
    return { ...figure, words: { vi: words('vi'), en: words('en') } }
  })
  return `${JSON.stringify({ ...report, figures }, null, 2)}\n`
}
