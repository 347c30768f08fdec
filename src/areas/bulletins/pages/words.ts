/**
 * The words of this area come with its pages: the console's first page does not carry them. Whoever speaks them takes
 * them from here, so that they are there by then.
 */
import { takeIn } from '../../../web/i18n.ts'
import { useWords as useWordsOf } from '../../../web/use-words.ts'
import { provinces } from '../../rounds/words-provinces.ts'
import { bulletins } from '../words.ts'
import { bulletinsBroadcast } from '../words-broadcast.ts'
import { bulletinsWriting } from '../words-writing.ts'

const words = { ...bulletins, ...bulletinsWriting, ...bulletinsBroadcast, ...provinces }

declare module '../../../web/i18n.ts' {
  interface AreaWords {
    readonly bulletins: typeof words
  }
}

takeIn('bulletins', words)

export function useWords() {
  return useWordsOf('bulletins')
}
