/**
 * The words of this area come with its pages: the console's first page does not carry them. Whoever speaks them takes
 * them from here, so that they are there by then.
 */
import { takeIn } from '../../../web/i18n.ts'
import { useWords as useWordsOf } from '../../../web/use-words.ts'
import { rounds } from '../words.ts'
import { live } from '../words-live.ts'
import { operators } from '../words-operators.ts'

declare module '../../../web/i18n.ts' {
  interface AreaWords {
    readonly rounds: typeof rounds
    readonly live: typeof live
    readonly operators: typeof operators
  }
}

takeIn('rounds', rounds)
takeIn('live', live)
takeIn('operators', operators)

type Its = 'rounds' | 'live' | 'operators'

export function useWords<Of extends Its>(area: Of) {
  return useWordsOf(area)
}
