/**
 * The words of this area come with its pages: the console's first page does not carry them. Whoever speaks them takes
 * them from here, so that they are there by then.
 */
import { takeIn } from '../../../web/i18n.ts'
import { useWords as useWordsOf } from '../../../web/use-words.ts'
import { briefing } from '../words.ts'
import { briefingAfter } from '../words-after.ts'
import { briefingLive } from '../words-live.ts'
import { briefingPreparing } from '../words-preparing.ts'

const words = { ...briefing, ...briefingPreparing, ...briefingLive, ...briefingAfter }

declare module '../../../web/i18n.ts' {
  interface AreaWords {
    readonly briefing: typeof words
  }
}

takeIn('briefing', words)

export function useWords() {
  return useWordsOf('briefing')
}
