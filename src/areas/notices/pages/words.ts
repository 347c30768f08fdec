/** The words of this area come with its part of the page Account. */
import { takeIn } from '../../../web/i18n.ts'
import { useWords as useWordsOf } from '../../../web/use-words.ts'
import { notices } from '../words.ts'

declare module '../../../web/i18n.ts' {
  interface AreaWords {
    readonly notices: typeof notices
  }
}

takeIn('notices', notices)

export function useWords() {
  return useWordsOf('notices')
}
