/**
 * Letters → words, figures, signs and blanks: what the rules of spoken text look at. Knows no meaning.
 *
 *   gọi 1900 9095 (24/24h)    word blank digits blank digits blank sign digits sign digits word sign
 *
 * Invariant: a token's `text` is as it is read; `given.slice(at, end)` is what was given for it.
 */
import { type Letter, type LetterKind, lettersOf } from './spoken-letters.ts'

export type TokenKind = 'word' | 'digits' | 'raised' | 'lowered' | 'whole' | 'roman' | 'blank' | 'line' | 'sign'

export interface Token {
  readonly is: TokenKind
  readonly text: string
  readonly at: number
  readonly end: number
}

export function tokensOf(given: string): readonly Token[] {
  const tokens: Token[] = []
  let run: Letter[] = []
  for (const letter of lettersOf(given)) {
    if (run.length > 0 && !goesOn(run, letter)) {
      tokens.push(tokenOf(run))
      run = []
    }
    run.push(letter)
  }
  if (run.length > 0) tokens.push(tokenOf(run))
  return tokens
}

const KINDS: Readonly<Record<LetterKind, TokenKind>> = {
  letter: 'word',
  digit: 'digits',
  raised: 'raised',
  lowered: 'lowered',
  whole: 'whole',
  roman: 'roman',
  blank: 'blank',
  line: 'line',
  sign: 'sign',
}

/** Signs, line ends and characters that stand for themselves are tokens of their own; CR LF is one. */
const ALONE: ReadonlySet<LetterKind> = new Set(['sign', 'whole', 'line'])

function goesOn(run: readonly Letter[], next: Letter): boolean {
  const last = run[run.length - 1]
  if (last.is !== next.is) return false
  return !ALONE.has(last.is) || (last.text === '\r' && next.text === '\n')
}

function tokenOf(run: readonly Letter[]): Token {
  const text = run
    .map(letter => letter.text)
    .join('')
    .normalize('NFC')
  return { is: KINDS[run[0].is], text, at: run[0].at, end: run[run.length - 1].end }
}
