/** The words of this area come with its pages: the console's first page does not carry them. */
import { takeIn } from '../../../web/i18n.ts'
import { useWords as useWordsOf } from '../../../web/use-words.ts'
import { loudspeakers } from '../words.ts'

declare module '../../../web/i18n.ts' {
  interface AreaWords {
    readonly loudspeakers: typeof loudspeakers
  }
}

takeIn('loudspeakers', loudspeakers)

export function useWords() {
  return useWordsOf('loudspeakers')
}
