/** A word typed to confirm: with or without accents, large or small, so that no keyboard stands in the way of a stop. */
import { unaccented } from '../../../../text/vietnamese.ts'

export function isTyped(typed: string, words: readonly string[]): boolean {
  return words.some(word => bare(word) === bare(typed))
}

function bare(word: string): string {
  return unaccented(word).trim().toLowerCase()
}
