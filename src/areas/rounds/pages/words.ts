/**
 * The words of this area come with its pages: the console's first page does not carry them. Whoever speaks them takes
 * them from here, so that they are there by then. Those of a message, of what is live and of operators come with theirs.
 */
import { takeIn } from '../../../web/i18n.ts'
import { useWords as useWordsOf } from '../../../web/use-words.ts'
import { rounds } from '../words.ts'

declare module '../../../web/i18n.ts' {
  interface AreaWords {
    readonly rounds: typeof rounds
  }
}

takeIn('rounds', rounds)

export function useWords() {
  return useWordsOf('rounds')
}
