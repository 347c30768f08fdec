/** The words of signing come with what speaks them. */
import { takeIn } from '../i18n.ts'
import { useWords as useWordsOf } from '../use-words.ts'
import { signing } from '../words/signing.ts'

declare module '../i18n.ts' {
  interface AreaWords {
    readonly signing: typeof signing
  }
}

takeIn('signing', signing)

export function useWords() {
  return useWordsOf('signing')
}
