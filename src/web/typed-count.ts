/**
 * A whole number as people type it: with any grouping of its digits, or with none. Null where it is no whole number.
 *
 * Invariant: never guesses. `12,5` and `12.5` could be a fraction, so a comma or a point counts as a grouping only where
 * it parts groups of three.
 */

/** A longer one is no count of people. */
const DIGITS_MAX = 15

/** Blanks of any width, apostrophes of any shape and underscores: nobody writes a fraction with them. */
const QUIET = /[\s\u00a0\u2007\u2009\u202f'’_]/gu

export function typedCount(typed: string): number | null {
  const bare = typed.replace(QUIET, '')
  const digits = /^\d{1,3}([.,])\d{3}(\1\d{3})*$/.test(bare) ? bare.replace(/[.,]/g, '') : bare
  if (!/^\d+$/.test(digits) || digits.length > DIGITS_MAX) return null
  return Number(digits)
}

/** The same within bounds, both included. */
export function countWithin(typed: string, { min, max }: { min: number; max: number }): number | null {
  const count = typedCount(typed)
  return count !== null && count >= min && count <= max ? count : null
}
