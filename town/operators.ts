/**
 * The operators of the demo: those of the numbering plan, with made-up numbers of subscribers.
 *
 * INVENTED. The shares below are nobody's figures: round numbers chosen so that large and small operators appear and
 * the sum is the 125 million of February 2020. Names and prefixes are those of the plan.
 *
 * Knows no list and no number (lists.ts), no centre and no mishap (mishaps.ts).
 */
import type { Plan } from '../src/audience/numbering.ts'

export interface DemoOperator {
  readonly id: string
  /** As in the plan, without what stands there in parentheses. */
  readonly name: string
  /** Of the demo: at least 1. */
  readonly subscribers: number
  /** Digits of the national significant number. */
  readonly length: number
  readonly prefixes: readonly string[]
}

export const COUNTRY_SUBSCRIBERS = 125_000_000

/** Thousandths of the country. Invented. An operator of the plan that is not named here is left out. */
const INVENTED_SHARES: Readonly<Record<string, number>> = {
  viettel: 496,
  vinaphone: 232,
  mobifone: 208,
  vietnamobile: 40,
  gmobile: 12,
  itel: 8,
  reddi: 4,
}

/** At one `scale`th of the country. */
export function operatorsOf(plan: Plan, scale: number): readonly DemoOperator[] {
  return plan.mobile.flatMap(({ operator, name, length, prefixes }) => {
    const share = INVENTED_SHARES[operator]
    if (share === undefined) return []
    const subscribers = Math.max(1, Math.round((COUNTRY_SUBSCRIBERS * share) / 1000 / scale))
    const short = name.replace(/ \(.*\)$/, '')
    return [{ id: operator, name: short, subscribers, length, prefixes }]
  })
}
