/**
 * The words of a text as people look for them: folded (`src/base/folded.ts`), letters and digits alone. Pure; runs in a browser too.
 *
 * Steps of the database were made with it: whoever changes it has the words made anew (`src/sql/trail-words.ts`,
 * `src/areas/search/following.ts`).
 */
import { folded } from '../base/folded.ts'

/** Of one word; a digest of SHA-256 is as long. What is longer is found by its beginning. */
const WORD_MAX = 64
const WORDS = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu

/** In their order, with repetitions. */
export function plainWords(text: string): string[] {
  return (folded(text).match(WORDS) ?? []).map(word =>
    word.length <= WORD_MAX ? word : [...word].slice(0, WORD_MAX).join(''),
  )
}
