/** The words of operators come with their pages. */
import { takeIn } from '../../../../web/i18n.ts'
import { useWords as useWordsOf } from '../../../../web/use-words.ts'
import { operators } from '../../words-operators.ts'

declare module '../../../../web/i18n.ts' {
  interface AreaWords {
    readonly operators: typeof operators
  }
}

takeIn('operators', operators)

export function useWords() {
  return useWordsOf('operators')
}
