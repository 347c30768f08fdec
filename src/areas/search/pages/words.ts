/** The words of the search come with its dialogue and its page: the console's first page does not carry them. */
import { takeIn } from '../../../web/i18n.ts'
import { useWords as useWordsOf } from '../../../web/use-words.ts'
import { search } from '../words.ts'

declare module '../../../web/i18n.ts' {
  interface AreaWords {
    readonly search: typeof search
  }
}

takeIn('search', search)

export function useWords() {
  return useWordsOf('search')
}
