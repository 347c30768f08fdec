/** The words of a message: how it is written, shown, compared and approved. Beside them those of rounds. */
import { takeIn } from '../../../web/i18n.ts'
import { useWords as useWordsOf } from '../../../web/use-words.ts'
import { rounds } from '../words.ts'
import { message } from '../words-message.ts'
import { provinces } from '../words-provinces.ts'

const words = { ...rounds, ...message, ...provinces }

declare module '../../../web/i18n.ts' {
  interface AreaWords {
    readonly message: typeof words
  }
}

takeIn('message', words)

export function useWords() {
  return useWordsOf('message')
}
