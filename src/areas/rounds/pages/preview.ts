/**
 * One text as it will go out: what the one splitter makes of it, letter by letter, and the same without accents.
 *
 * Knows no screen and no operators. Counts nothing itself: `split` does. An unfinished text is no error: it is empty.
 */
import { Failure } from '../../../base/failure.ts'
import { isGsm7 } from '../../../text/gsm7.ts'
import { letterName } from '../../../text/remarks.ts'
import { type Split, split } from '../../../text/split.ts'
import { type Unaccented, unaccented, unaccentedAlternative } from '../../../text/vietnamese.ts'
import { type Mark, marksIn } from '../marks.ts'

export type Preview =
  | { readonly is: 'empty' }
  | { readonly is: 'refused'; readonly failure: Failure }
  | {
      readonly is: 'split'
      readonly split: Split
      readonly marks: readonly Mark[]
      readonly alternative: Unaccented | null
      /** Names of the letters that keep the alternative in UCS-2; empty where it is GSM-7 or there is none. */
      readonly kept: readonly string[]
    }

/** More names than this say that the text is of another script. */
const KEPT_MAX = 5

export function previewOf(text: string): Preview {
  if (text === '') return { is: 'empty' }
  try {
    const parts = split(text)
    const alternative = unaccentedAlternative(parts)
    return {
      is: 'split',
      split: parts,
      marks: marksIn(text, parts),
      alternative,
      kept: alternative?.encoding === 'ucs2' ? lettersOutsideGsm7(alternative.text) : [],
    }
  } catch (error) {
    if (error instanceof Failure) return { is: 'refused', failure: error }
    throw error
  }
}

/** The text without accents where there is such an alternative, else the text: for rounds of several messages. */
export function withoutAccents(text: string): string {
  const plain = unaccented(text)
  return plain === '' ? text : plain
}

function lettersOutsideGsm7(text: string): readonly string[] {
  const letters = new Set<string>()
  for (const letter of text) {
    if (!isGsm7(letter)) letters.add(letterName(letter))
    if (letters.size === KEPT_MAX) break
  }
  return [...letters]
}
