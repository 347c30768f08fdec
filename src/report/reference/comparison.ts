/**
 * The published figures of February 2020 beside ours, line by line: what our records counted, what they cannot give and
 * is cited, and whether both say the same. Pure.
 */
import type { Report } from '../document.ts'
import type { Citation, Figure } from '../figure.ts'
import { REFERENCE_FACTS, REPORTED } from './february-2020.ts'

export interface ComparedLine {
  readonly what: string
  readonly published: Citation
  /** Null: our records cannot give it. */
  readonly counted: Figure | null
  readonly verdict: 'agrees' | 'differs' | 'cited'
}

const COUNTED = [
  ['sms.rounds', REPORTED.rounds],
  ['sms.subscribers', REPORTED.subscribers],
  ['sms.accepted', REPORTED.messages],
] as const

/** How far below a published `nearly`, and above a `moreThan`, still says the same: 3 %. */
const NEAR = 0.03

export function compare(report: Report): readonly ComparedLine[] {
  const counted = COUNTED.map(([id, published]): ComparedLine => {
    const figure = report.figures.find(each => each.id === id) ?? null
    const agrees = figure !== null && says(published, figure.value)
    return { what: id, published, counted: figure, verdict: agrees ? 'agrees' : 'differs' }
  })
  const cited = REFERENCE_FACTS.filter(({ section }) => section !== 'sms').flatMap(fact =>
    fact.citations.map(
      (published): ComparedLine => ({
        what: `cited.${fact.id}`,
        published,
        counted: null,
        verdict: isShown(report, `cited.${fact.id}`, published) ? 'cited' : 'differs',
      }),
    ),
  )
  return [...counted, ...cited]
}

/** Whether a value is what those words say: `moreThan` and `nearly` say on which side it lies, and that it is close. */
function says({ value, qualifier }: Citation, ours: number): boolean {
  if (qualifier === 'exactly') return ours === value
  if (qualifier === 'nearly') return ours < value && ours >= value * (1 - NEAR)
  return ours >= value && ours <= value * (1 + NEAR)
}

function isShown(report: Report, id: string, citation: Citation): boolean {
  const figure = report.figures.find(each => each.id === id)
  if (figure?.derivation.is !== 'cited') return false
  return figure.derivation.citations.some(
    ({ value, asOf }) => value === citation.value && asOf === citation.asOf,
  )
}
