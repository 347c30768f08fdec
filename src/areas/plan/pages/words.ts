/** The words of this area come with its pages: the console's first page does not carry them. */
import { takeIn } from '../../../web/i18n.ts'
import { useWords as useWordsOf } from '../../../web/use-words.ts'
import { plan } from '../words.ts'
import { planChanges } from '../words-changes.ts'

const words = { ...plan, ...planChanges }

declare module '../../../web/i18n.ts' {
  interface AreaWords {
    readonly plan: typeof words
  }
}

takeIn('plan', words)

export function useWords() {
  return useWordsOf('plan')
}

export type Spoken = ReturnType<typeof useWords>
