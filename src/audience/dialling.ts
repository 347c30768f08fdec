/**
 * How the numbers of a country are dialled, out of its numbering plan: calling code, trunk prefix, what stands for `+`.
 *
 *   0 969851616      at home
 *   84 969851616     as a switch writes it, also after 00 or +
 *
 * Knows no prefixes of operators and no tables (numbering.ts). Pure; runs in a browser too.
 */
import vietnam from './plans/vn.json' with { type: 'json' }

export interface Dialling {
  readonly callingCode: string
  /** Before a national number that is dialled at home; '' where nothing is. */
  readonly trunkPrefix: string
  /** Instead of `+`. */
  readonly internationalPrefixes: readonly string[]
  /**
   * A national number of fewer digits is a short code or a service's number, which is dialled as it stands: 115, 19003228.
   */
  readonly nationalDigitsMin: number
}

const PLANS = [vietnam]

/** Where no plan of the country is known, nothing is taken off and nothing put before. */
export function diallingOf(callingCode: string): Dialling {
  const plan = PLANS.find(one => one.callingCode === callingCode)
  if (plan === undefined)
    return { callingCode, trunkPrefix: '', internationalPrefixes: ['00'], nationalDigitsMin: Number.POSITIVE_INFINITY }
  const { trunkPrefix, internationalPrefixes, mobile } = plan
  const nationalDigitsMin = Math.min(...mobile.map(({ length }) => length))
  return { callingCode, trunkPrefix, internationalPrefixes, nationalDigitsMin }
}
