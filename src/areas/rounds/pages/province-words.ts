/** The words of where something is told come with the pages on which it is chosen. */
import { takeIn } from '../../../web/i18n.ts'
import { useWords as useWordsOf } from '../../../web/use-words.ts'
import { provinces } from '../words-provinces.ts'

declare module '../../../web/i18n.ts' {
  interface AreaWords {
    readonly provinces: typeof provinces
  }
}

takeIn('provinces', provinces)

export function useProvinceWords() {
  return useWordsOf('provinces').t
}
