/** What is going on now comes with its pages, in words. */
import { takeIn } from '../../../../web/i18n.ts'
import { useWords as useWordsOf } from '../../../../web/use-words.ts'
import { live } from '../../words-live.ts'

declare module '../../../../web/i18n.ts' {
  interface AreaWords {
    readonly live: typeof live
  }
}

takeIn('live', live)

export function useWords() {
  return useWordsOf('live')
}
