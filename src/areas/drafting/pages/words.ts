/**
 * The words of this area come with its parts: the console's first page does not carry them. Whoever speaks them takes
 * them from here, so that they are there by then.
 */
import { takeIn } from '../../../web/i18n.ts'
import { useWords as useWordsOf } from '../../../web/use-words.ts'
import { drafting } from '../words.ts'

declare module '../../../web/i18n.ts' {
  interface AreaWords {
    readonly drafting: typeof drafting
  }
}

takeIn('drafting', drafting)

export function useWords() {
  return useWordsOf('drafting')
}
