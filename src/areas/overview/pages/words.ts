/**
 * The words of this area come with its pages: the console's first page does not carry them. Whoever speaks them takes
 * them from here, so that they are there by then.
 */
import { takeIn } from '../../../web/i18n.ts'
import { useWords as useWordsOf } from '../../../web/use-words.ts'
import { overview } from '../words.ts'

declare module '../../../web/i18n.ts' {
  interface AreaWords {
    readonly overview: typeof overview
  }
}

takeIn('overview', overview)

export function useWords() {
  return useWordsOf('overview')
}
