/** Whether a spoken text still holds what no voice reads alike: by the rules of spoken text. Pure; runs in a browser too. */
import { spoken as spokenOf } from '../../text/spoken.ts'

/** Only Vietnamese is spoken by rule; of other languages whoever writes them answers for it. */
export function asksIn(spoken: string, language: string): boolean {
  if (language !== 'vi' || spoken.trim() === '') return false
  const read = spokenOf(spoken)
  return read.asks.length > 0 || plain(read.spoken) !== plain(spoken)
}

/** Blanks and marks between words are a matter of pauses: where a sign is said, a word has come of it. */
function plain(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
}
