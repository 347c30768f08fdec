/** The words of flags and refusals come with the pages that show them: the list of rounds, the console's first page, does not. */
import { takeIn } from '../../../web/i18n.ts'
import { useWords as useWordsOf } from '../../../web/use-words.ts'
import { flags } from '../words-flags.ts'

declare module '../../../web/i18n.ts' {
  interface AreaWords {
    readonly flags: typeof flags
  }
}

takeIn('flags', flags)

/** `why('flag.clock-skew')`. */
export function useFlagWords() {
  return useWordsOf('flags').t
}
