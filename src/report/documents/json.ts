/**
 * A report as JSON: the document itself (`../document.ts`), each figure with the words that stand for it in both languages.
 * Without those words and what stands beside it, in canonical JSON, it has the digest that people sign.
 */
import type { Paper } from '../paper.ts'
import { Prose } from './prose.ts'

export function jsonOf(report: Paper, beside: Readonly<Record<string, unknown>> = {}): string {
  const [vi, en] = [new Prose(report, 'vi'), new Prose(report, 'en')]
  const figures = report.figures.map(figure => {
    const words = (prose: Prose) => ({ said: prose.said(figure), exact: prose.exact(figure) })
    return { ...figure, words: { vi: words(vi), en: words(en) } }
  })
  return `${JSON.stringify({ ...report, figures, ...beside }, null, 2)}\n`
}
