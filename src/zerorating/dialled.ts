/**
 * One number in its many spellings, by the country's plan: as dialled at home, with its trunk prefix and without it, with the
 * country's calling code, with 00 or +.
 *
 *   0969851616 in a list     0969851616  969851616  84969851616  0084969851616  +84969851616
 *   19003228 in a list       19003228  8419003228  008419003228  +8419003228
 *
 * A switch writes a called number in one of these; the list is turned into all of them once, so that a look-up compares
 * and never guesses. A trunk prefix after the calling code (840969851616) is no number. Pure.
 */
import { type Dialling, diallingOf } from '../audience/dialling.ts'

/** Digits of what a record or request calls the called number; null where it is no number. */
export function digitsOf(called: string): string | null {
  if (/^\d{1,32}$/.test(called)) return called
  if (called.length > 64) return null
  const match = /^\s*(\+?)([\d\s.()/-]+)$/.exec(called)
  if (match === null) return null
  const digits = match[2].replace(/\D/g, '')
  if (digits === '') return null
  return match[1] === '+' ? `+${digits}` : digits
}

/** All spellings of `number`, however the list spells it; `+` kept, separators left out. */
export function spellingsOf(number: string, callingCode: string): readonly string[] {
  const dialling = diallingOf(callingCode)
  const national = nationalOf(number, dialling)
  const { trunkPrefix, internationalPrefixes, nationalDigitsMin } = dialling
  return [
    ...new Set([
      number,
      national,
      ...(national.length < nationalDigitsMin ? [] : [`${trunkPrefix}${national}`]),
      `${callingCode}${national}`,
      ...internationalPrefixes.map(prefix => `${prefix}${callingCode}${national}`),
      `+${callingCode}${national}`,
    ]),
  ]
}

/** The national significant number (E.164): of all spellings of one number the same. */
export function significantOf(number: string, callingCode: string): string {
  return nationalOf(number, diallingOf(callingCode))
}

function nationalOf(number: string, dialling: Dialling): string {
  const { callingCode, trunkPrefix, internationalPrefixes, nationalDigitsMin } = dialling
  const fromAbroad = internationalPrefixes.map(prefix => `${prefix}${callingCode}`)
  for (const prefix of fromAbroad) if (number.startsWith(prefix)) return number.slice(prefix.length)
  for (const prefix of [callingCode, trunkPrefix]) {
    const rest = number.slice(prefix.length)
    const isNational = rest.length >= nationalDigitsMin && !rest.startsWith(trunkPrefix)
    if (number.startsWith(prefix) && isNational) return rest
  }
  return number
}
