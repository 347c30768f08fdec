/**
 * The words of this area come with its pages: the console's first page does not carry them. Whoever speaks them takes
 * them from here, so that they are there by then.
 */
import { takeIn } from '../../../web/i18n.ts'
import { useWords as useWordsOf } from '../../../web/use-words.ts'
import { access } from '../words.ts'
import { door } from '../words-door.ts'

declare module '../../../web/i18n.ts' {
  interface AreaWords {
    readonly access: typeof door & typeof access
  }
}

takeIn('access', { ...door, ...access })

export function useWords() {
  return useWordsOf('access')
}
