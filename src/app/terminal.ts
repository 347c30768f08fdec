/** What the person at the terminal reads: in which language, with which grouping of digits. */
import type { Language } from '../base/failure.ts'
import { reasonInVietnamese } from '../base/reasons.ts'

/** From LC_ALL, LC_MESSAGES, LANG, as every program does; Vietnamese where they say `vi`. */
export function language(env: NodeJS.ProcessEnv = process.env): Language {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || ''
  return locale.toLowerCase().startsWith('vi') ? 'vi' : 'en'
}

/** Why something failed, as far as its words are known in the language of the terminal. */
export function reasonSaid(why: string): string {
  return language() === 'vi' ? reasonInVietnamese(why) : why
}

/** Digits grouped by a thin space: a figure is never abbreviated. */
export function figure(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, '\u2009')
}

/** `96,7` in Vietnamese, `96.7` in English. */
export function decimal(value: number, digits: number, spoken: Language): string {
  const text = value.toFixed(digits)
  return spoken === 'vi' ? text.replace('.', ',') : text
}
