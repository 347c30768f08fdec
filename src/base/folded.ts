/**
 * A text as it is compared and found: in small letters without accents, đ as d, whichever way its letters are composed. All that
 * people look for is folded by this alone. Pure; runs in a browser too.
 *
 * Words of the database were made with it: whoever changes it has them made anew (`src/sql/trail-words.ts`,
 * `src/areas/search/following.ts`).
 */

/** Marks above and below Latin, Greek and Cyrillic letters. Vowels of other scripts are marks too, and are no accents. */
const MARKS = /[\u0300-\u036f]/g
/** Đ, and the Icelandic letter that looks like it. */
const STROKES = /[đð]/g

export function folded(text: string): string {
  return text.normalize('NFKD').replace(MARKS, '').toLowerCase().replace(MARKS, '').replace(STROKES, 'd')
}
