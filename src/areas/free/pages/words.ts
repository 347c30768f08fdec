/**
 * The words of this folder come with its pages: the console's first page does not carry them. Whoever speaks them takes
 * them from here, so that they are there by then.
 */
import { takeIn } from '../../../web/i18n.ts'
import { useWords as useWordsOf } from '../../../web/use-words.ts'
import { free } from '../words.ts'

takeIn('free', free)

export function useWords() {
  return useWordsOf('free')
}
