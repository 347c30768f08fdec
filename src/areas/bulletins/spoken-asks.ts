/** Whether a spoken text still holds what no voice reads alike: by the rules of spoken text. Pure; runs in a browser too. */
import { Failure } from '../../base/failure.ts'
import { type Spoken, spoken as spokenOf } from '../../text/spoken.ts'

/** Null: nothing of it can be said. Only Vietnamese is spoken by rule; of other languages whoever writes them answers for it. */
export function readOut(text: string, language: string): Spoken | null {
  if (language !== 'vi') return { spoken: text, asks: [] }
  try {
    return spokenOf(text)
  } catch (error) {
    if (error instanceof Failure) return null
    throw error
  }
}

export function asksIn(spoken: string, language: string): boolean {
  if (spoken.trim() === '') return false
  const read = readOut(spoken, language)
  return read === null || read.asks.length > 0 || plain(read.spoken) !== plain(spoken)
}

/** Blanks and marks between words are a matter of pauses: where a sign is said, a word has come of it. */
function plain(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
}
