/** The words of notes come with their page. */
import { takeIn } from '../../../web/i18n.ts'
import { useWords as useWordsOf } from '../../../web/use-words.ts'
import { notes } from '../words.ts'

declare module '../../../web/i18n.ts' {
  interface AreaWords {
    readonly notes: typeof notes
  }
}

takeIn('notes', notes)

export function useWords() {
  return useWordsOf('notes')
}
