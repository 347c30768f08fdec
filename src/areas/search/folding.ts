/**
 * Words of a document and of a question: plain words (`authority/plain-words.ts`), so that "phong chong dich" finds "Phòng, chống dịch"
 * and both databases answer the same.
 *
 * Mail addresses and telephone numbers become no words, wherever they stand: neither is ever in the index. A hotline is short enough.
 * Pure; runs in a browser too.
 */
import { plainWords } from '../../authority/plain-words.ts'

/** Of one document; what stands after them is not found. */
export const WORDS_MAX = 3000
/** Of a question; the rest of it is not looked for. */
export const ASKED_MAX = 12

const MAIL = /[^\s@<>()]+@[^\s@<>()]+/g
/** As a subscriber's is written: from 0 or +84, nine to eleven digits, in groups or not. */
const TELEPHONE = /(?<![\p{L}\p{N}])(?:\+?84|0)(?:[ .\u00a0\u2009\u202f-]?\d){8,10}(?![\p{L}\p{N}-])/gu
/** Dates of ten digits are written so too: 01-02-2026 08. */
const DATE = /\d{1,2}[-. ]\d{1,2}[-. ]\d{4}/
const DIGITS_ALONE = /^\d{9,}$/

/** All words in their order, each as often as it stands there. */
function allWords(text: string): string[] {
  const clean = text.replace(MAIL, ' ').replace(TELEPHONE, found => (DATE.test(found) ? found : ' '))
  return plainWords(clean).filter(word => !DIGITS_ALONE.test(word))
}

/** Each word once, at most WORDS_MAX. */
export function wordsOf(texts: readonly string[]): readonly string[] {
  const words = new Set<string>()
  for (const text of texts)
    for (const word of allWords(text)) {
      if (words.size === WORDS_MAX) return [...words]
      words.add(word)
    }
  return [...words]
}

/** What is asked for: all of `whole`, and a word that begins with `beginning`. */
export interface Wanted {
  readonly whole: readonly string[]
  readonly beginning: string
}

/**
 * The last word may still be typed: it stands for all that begin with it.
 * Null: nothing is asked for.
 */
export function wantedOf(question: string): Wanted | null {
  const words = [...new Set(allWords(question))].slice(0, ASKED_MAX)
  const beginning = words.at(-1)
  if (beginning === undefined) return null
  return { whole: words.slice(0, -1), beginning }
}
