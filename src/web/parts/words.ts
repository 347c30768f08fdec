/** The words of the parts that not every page has, and those of the frame. */
import { takeIn } from '../i18n.ts'
import { useWords as useWordsOf } from '../use-words.ts'
import { parts } from '../words/parts.ts'

declare module '../i18n.ts' {
  interface AreaWords {
    readonly parts: typeof parts
  }
}

takeIn('parts', parts)

export function useWords() {
  return useWordsOf('parts')
}
