/**
 * What an approver ticks before a round is approved: letters of its texts that look like others, cannot be seen, control or
 * are damaged, one doubt for each letter in each word. Their number is part of what is approved.
 *
 * Editor and approver have the same marks (marks.ts); that a letter forces UCS-2 is dear and misleads nobody: no doubt.
 * Pure; runs in a browser too.
 */

import { letterName } from '../../text/remarks.ts'
import { split } from '../../text/split.ts'
import { type Mark, type MarkKind, marksIn } from './marks.ts'
import type { RoundContent } from './model.ts'

export interface LetterDoubt {
  readonly message: number
  readonly language: string
  readonly kind: Exclude<MarkKind, 'forcesUcs2' | 'number'>
  /** `о (U+043E)` */
  readonly letter: string
  /** The word that it stands in, what cannot be seen by its code. */
  readonly word: string
  /** How often it does. */
  readonly times: number
}

/** More of a word than that does not help to find it. */
const WORD_SIZE_MAX = 40

export function doubtsOf({ messages }: RoundContent): readonly LetterDoubt[] {
  return messages.flatMap(({ variants }, message) =>
    variants.flatMap(({ language, text }) => inText(text, { message, language })),
  )
}

function inText(text: string, of: Pick<LetterDoubt, 'message' | 'language'>): readonly LetterDoubt[] {
  const found = new Map<string, LetterDoubt>()
  for (const mark of marksOf(text)) {
    const { kind, name: letter } = mark
    if (kind === 'forcesUcs2' || kind === 'number') continue
    const word = wordAround(text, mark)
    const key = JSON.stringify([kind, letter, word])
    const times = (found.get(key)?.times ?? 0) + 1
    found.set(key, { ...of, kind, letter, word, times })
  }
  return [...found.values()]
}

/** A text that cannot be sent is not approved either. */
function marksOf(text: string): readonly Mark[] {
  try {
    return marksIn(text, split(text), Number.POSITIVE_INFINITY)
  } catch {
    return []
  }
}

function wordAround(text: string, { from, to }: Mark): string {
  const before = /[^\s]*$/u.exec(text.slice(Math.max(0, from - WORD_SIZE_MAX), from))?.[0] ?? ''
  const after = /^[^\s]*/u.exec(text.slice(to, to + WORD_SIZE_MAX))?.[0] ?? ''
  return [...before, ...text.slice(from, to), ...after].map(seen).join('')
}

function seen(letter: string): string {
  return /[\p{C}\p{Z}]/u.test(letter) ? `[${letterName(letter)}]` : letter
}
