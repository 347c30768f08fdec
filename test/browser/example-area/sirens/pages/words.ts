/** The words of siren orders come with their page. */
import { takeIn } from '../../../web/i18n.ts'
import { useWords as useWordsOf } from '../../../web/use-words.ts'
import { sirens } from '../words.ts'

declare module '../../../web/i18n.ts' {
  interface AreaWords {
    readonly sirens: typeof sirens
  }
}

takeIn('sirens', sirens)

export function useWords() {
  return useWordsOf('sirens')
}
