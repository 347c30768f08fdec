/**
 * One number in its many spellings: as dialled at home, with the country's calling code, with 00 or +.
 *
 * A switch writes a called number in one of these; the list is turned into all of them once, so that a look-up compares
 * and never guesses. Pure.
 */

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

/** All spellings of `number`, which is dialled at home as it stands; `+` kept, separators left out. */
export function spellingsOf(number: string, callingCode: string): readonly string[] {
  return [
    number,
    `${callingCode}${number}`,
    `00${callingCode}${number}`,
    `+${callingCode}${number}`,
  ]
}
