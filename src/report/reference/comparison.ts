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
  /** `borders`: ours is the very number that theirs is said to be more than. */
  readonly verdict: 'agrees' | 'borders' | 'differs' | 'cited'
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
    const verdict = figure === null ? 'differs' : verdictOf(published, figure.value)
    return { what: id, published, counted: figure, verdict }
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

/** `moreThan` and `nearly` say on which side a value lies, and that it is close. */
function verdictOf({ value, qualifier }: Citation, ours: number): 'agrees' | 'borders' | 'differs' {
  if (ours === value) return qualifier === 'exactly' ? 'agrees' : 'borders'
  const isOn = {
    exactly: false,
    nearly: ours < value && ours >= value * (1 - NEAR),
    moreThan: ours > value && ours <= value * (1 + NEAR),
  }
  return isOn[qualifier] ? 'agrees' : 'differs'
}

function isShown(report: Report, id: string, citation: Citation): boolean {
  const figure = report.figures.find(each => each.id === id)
  if (figure?.derivation.is !== 'cited') return false
  return figure.derivation.citations.some(({ value, asOf }) => value === citation.value && asOf === citation.asOf)
}
