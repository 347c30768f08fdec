/** The words of the door: the first that anybody reads, and no others with them. */
import { takeIn } from '../../../../web/i18n.ts'
import { useWords as useWordsOf } from '../../../../web/use-words.ts'
import { door } from '../../words-door.ts'

declare module '../../../../web/i18n.ts' {
  interface AreaWords {
    readonly door: typeof door
  }
}

takeIn('door', door)

export function useWords() {
  return useWordsOf('door')
}
