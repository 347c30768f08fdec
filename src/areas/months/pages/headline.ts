/**
 * What a report's summary names, and what is typed to sign or publish it: the subscribers of the largest round, digit for
 * digit (a headline once said 125 for 125 million), or its month where nothing was sent. Pure.
 */
import type { Report } from '../../../report/document.ts'
import type { Figure } from '../../../report/figure.ts'
import { typedCount } from '../../../web/typed-count.ts'
import { typedMonth } from './month-name.ts'

const HEADLINE = ['sms.rounds', 'sms.operators', 'sms.subscribers', 'sms.accepted', 'sms.delivered']

export function headlineOf({ figures }: Report): readonly Figure[] {
  return HEADLINE.flatMap(id => figures.find(figure => figure.id === id) ?? [])
}

export type Proof =
  | { readonly is: 'subscribers'; readonly figure: Figure }
  | { readonly is: 'month'; readonly month: string }

export function proofOf(report: Report): Proof {
  const figure = report.figures.find(({ id }) => id === 'sms.subscribers')
  return figure === undefined ? { is: 'month', month: report.month } : { is: 'subscribers', figure }
}

export function proves(typed: string, proof: Proof): boolean {
  return proof.is === 'month' ? typedMonth(typed) === proof.month : typedCount(typed) === proof.figure.value
}
