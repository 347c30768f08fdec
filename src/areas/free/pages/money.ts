/** Amounts of the smallest unit of a currency as people read them, never without the currency. Pure. */
import { grouped } from '../../../web/numbers.ts'
import type { Language } from '../../../web/words/both.ts'

export interface Currency {
  /** ISO 4217. */
  readonly code: string
  readonly decimals: number
}

/** `5 000 đồng`; of another currency its code: `12,50 USD`. */
export function moneyOf(amount: number, { code, decimals }: Currency, language: Language): string {
  const name = code === 'VND' ? (language === 'vi' ? 'đồng' : 'VND') : code
  return `${grouped(amount / 10 ** decimals, language, decimals)}\u00a0${name}`
}
