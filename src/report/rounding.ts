/**
 * Which round number stands for an exact one, and with which qualifier. By rule, never typed; pure.
 *
 *   v has at most three digits that count            exactly   125 000 000    → 125 million
 *   v lies less than 2.5 % below a number of one     nearly    6 875 000 000  → 7 billion
 *     digit
 *   else the first three digits of v                 moreThan  125 034 117    → 125 million
 *
 * Below a million every digit is said. So the words never overstate: `exactly` is equal, `moreThan` is below by less
 * than 1 %, and `nearly` says itself that it is above, by less than 2.6 %. Values are whole and not negative.
 */
export type Qualifier = 'exactly' | 'moreThan' | 'nearly'

export interface Rounded {
  readonly qualifier: Qualifier
  readonly value: number
}

/** From here on numbers are said in millions and billions. */
export const SAID_IN_FULL_BELOW = 1_000_000
/** Digits that are said of a large number. */
const DIGITS = 3
/** How far below a number of one digit `nearly` may be used: per thousand of that number. */
const NEARLY_PER_THOUSAND = 25

export function roundedOf(value: number): Rounded {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} is no count`)
  if (value < SAID_IN_FULL_BELOW) return { qualifier: 'exactly', value }
  const digits = String(value).length
  const step = 10 ** (digits - DIGITS)
  const floor = value - (value % step)
  if (floor === value) return { qualifier: 'exactly', value }
  const unit = 10 ** (digits - 1)
  const above = Math.ceil(value / unit) * unit
  // Whole numbers: above and value are below 2^53, their difference times a thousand need not be.
  if ((above - value) / above < NEARLY_PER_THOUSAND / 1000) return { qualifier: 'nearly', value: above }
  return { qualifier: 'moreThan', value: floor }
}
