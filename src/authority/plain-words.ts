/**
 * The words of a text as people look for them: without accents, in lower case, letters and digits alone. Pure; runs in a browser too.
 *
 * Steps of the database were made with it: whoever changes it writes the words of the trail anew (`src/sql/trail-words.ts`).
 */

/** A digest of SHA-256 is one word. */
const WORD_MAX = 64

/** In their order, with repetitions. */
export function plainWords(text: string): string[] {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/giu, 'd').toLowerCase()
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).map(word => word.slice(0, WORD_MAX))
}

/** Whether each of these plain words begins one of the text. */
export function hasWords(text: string, words: readonly string[]): boolean {
  const own = plainWords(text)
  return words.every(word => own.some(each => each.startsWith(word)))
}
