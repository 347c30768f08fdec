/**
 * What a round comes to, from what its operators say of themselves: subscribers, ordinary SMS, seconds.
 * Pure; runs in a browser too.
 *
 * An estimate for people who decide. What will be sent to is counted by each operator, who alone knows exclusions.
 */

import { isSameProvince } from '../../country/vn/provinces.ts'
import type { HelloBody } from '../../directive/documents.ts'
import { split } from '../../text/split.ts'
import type { OperatorSummary } from '../operators/model.ts'
import type { Estimate, OperatorEstimate, RoundContent } from './model.ts'

/** What must be known of an operator. */
export type OperatorFacts = Pick<OperatorSummary, 'id' | 'name' | 'state' | 'hello'>

export function estimateOf(content: RoundContent, operators: readonly OperatorFacts[]): Estimate {
  const costs = content.messages.map(({ variants }) =>
    variants.map(({ language, text }) => ({ language, segments: segmentsOf(text) })),
  )
  const parts = [...new Set(content.operators)].map(id => {
    const operator = operators.find(each => each.id === id)
    return partOf(content, costs, id, operator)
  })
  return {
    subscribers: parts.reduce((sum, part) => sum + (part.subscribers ?? 0), 0),
    segments: parts.reduce((sum, part) => sum + part.segments, 0),
    operators: parts,
  }
}

/** Ordinary SMS of one text; 0 where it cannot be sent. */
function segmentsOf(text: string): number {
  try {
    return split(text).segments
  } catch {
    return 0
  }
}

type Costs = readonly (readonly { readonly language: string; readonly segments: number }[])[]

function partOf(
  content: RoundContent,
  costs: Costs,
  id: string,
  operator: OperatorFacts | undefined,
): OperatorEstimate {
  const name = operator?.name ?? id
  const hello = operator?.hello ?? null
  if (hello === null) return { operator: id, name, subscribers: null, segments: 0, seconds: null }
  const subscribers = subscribersOf(content, hello)
  const segments = costs.reduce((sum, variants) => sum + ofMessage(variants, subscribers, hello), 0)
  const limits = [hello.segmentsPerSecond, content.sending.segmentsPerSecondMax].filter(Boolean)
  const seconds = limits.length === 0 ? null : segments / Math.min(...limits)
  return { operator: id, name, subscribers, segments, seconds }
}

/** Of the chosen provinces as the operator declares their lists; of all without a choice; of an exercise its test numbers. */
export function subscribersOf(content: Pick<RoundContent, 'audience' | 'purpose'>, hello: HelloBody): number {
  if (content.purpose === 'exercise') return hello.exercise?.subscribers ?? 0
  const { provinces } = content.audience
  if (provinces === null) return hello.subscribers
  const lists = hello.provinces.filter(list => provinces.some(one => isSameProvince(one, list)))
  return Math.min(
    hello.subscribers,
    lists.reduce((sum, list) => sum + list.subscribers, 0),
  )
}

/** Those of a language get its variant, as many as its list has in proportion; everyone else the first. */
function ofMessage(variants: Costs[number], subscribers: number, hello: HelloBody): number {
  const share = hello.subscribers === 0 ? 0 : subscribers / hello.subscribers
  let rest = subscribers
  let segments = 0
  for (const variant of variants.slice(1)) {
    const list = hello.languages.find(({ language }) => language === variant.language)
    const turns = Math.min(rest, Math.round((list?.subscribers ?? 0) * share))
    rest -= turns
    segments += turns * variant.segments
  }
  return segments + rest * (variants[0]?.segments ?? 0)
}
