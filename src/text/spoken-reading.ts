/**
 * What the rules of spoken text share: the shape of a rule, and looking around in the tokens.
 *
 * A rule looks at one place and tells how what begins there is read, or null where it is not its business. The first rule that
 * answers counts. Looking ahead passes over signs that may turn out to be silent: spoken text does not have them any more, and
 * what follows is read the same without them.
 */
import type { Token } from './spoken-tokens.ts'
import type { Voice } from './spoken-voice.ts'

/** A number that is called or texted. */
export interface Call {
  readonly plus: boolean
  /** Digits as they are said together. */
  readonly groups: readonly string[]
  readonly next: number
  /** Nothing but a blank parts it from the number before: 113 114. */
  readonly afterPause?: true
}

/** Between two numbers that are called: a pause, or a word. */
export type Joint =
  | { readonly is: 'mark'; readonly mark: ',' | ';' }
  | { readonly is: 'words'; readonly words: 'đến' | 'hoặc' }

export interface Reading {
  readonly given: string
  readonly tokens: readonly Token[]
  /** Numbers to call, by the token that they begin with; and what is between them, by its sign. */
  readonly calls: { readonly numbers: ReadonlyMap<number, Call>; readonly joints: ReadonlyMap<number, Joint> }
  /** What was read until here. */
  readonly voice: Voice
  /** The token after the last figure, or after the last numeral of Roman letters: a dash or a slash that joins two looks there. */
  readonly figureEnd: number
  readonly romanEnd: number
  /** The line is a heading in capitals. */
  readonly isHeading: boolean
}

export type Read =
  /** Words that are said, and commas and full stops between them. */
  | {
      readonly is: 'said'
      readonly pieces: readonly string[]
      readonly next: number
      readonly figure?: true
      readonly roman?: true
    }
  | { readonly is: 'kept'; readonly word: Token; readonly asks: boolean; readonly next: number }
  | { readonly is: 'mark'; readonly mark: string; readonly next: number }
  | { readonly is: 'hyphen'; readonly mark: string; readonly next: number }
  | { readonly is: 'dash'; readonly mark: string; readonly next: number }
  | { readonly is: 'silent'; readonly next: number }

export type Rule = (at: number, reading: Reading) => Read | null

export function said(words: string, next: number): Read {
  return { is: 'said', pieces: [words], next }
}

export function figure(words: string, next: number): Read {
  return { is: 'said', pieces: [words], next, figure: true }
}

/** Signs that are not said and stay as they are; all others are said or silent. */
export const PUNCTUATION: ReadonlySet<string> = new Set(`.,;:!?…()[]{}"'“”‘’„‚«»¿¡`)

export function isSign(token: Token | undefined, ...signs: readonly string[]): boolean {
  return token?.is === 'sign' && signs.includes(token.text)
}

export function isDigits(token: Token | undefined): boolean {
  return token?.is === 'digits'
}

/** Nothing is seen there: a blank, a line's end, the text's end. */
export function isGap(token: Token | undefined): boolean {
  return token === undefined || token.is === 'blank' || token.is === 'line'
}

/** A gap, or what may be one. */
export function mayBeGap(token: Token | undefined): boolean {
  return isGap(token) || (token?.is === 'sign' && !PUNCTUATION.has(token.text))
}

/** The first place from `at` on, on this line, where something is surely seen. */
export function nextSeen(tokens: readonly Token[], at: number): number {
  let next = at
  while (next < tokens.length && tokens[next].is !== 'line' && mayBeGap(tokens[next])) next++
  return next
}

/** After one blank, if there is one. */
export function afterBlank(tokens: readonly Token[], at: number): number {
  return tokens[at]?.is === 'blank' ? at + 1 : at
}

export const DASHES = ['-', '−', '–', '—'] as const

/** The last words before `at`, in small letters, over blanks and what introduces a number (`:`, `(`, quotes). */
export function wordsBefore(tokens: readonly Token[], at: number, count: number): string[] {
  const words: string[] = []
  let i = at - 1
  for (; i >= 0 && (tokens[i].is === 'blank' || isSign(tokens[i], ...INTRODUCES)); i--);
  for (; i >= 0 && words.length < count; i--) {
    const token = tokens[i]
    if (token.is === 'word') words.unshift(token.text.toLowerCase())
    else if (token.is !== 'blank') break
  }
  return words
}

const INTRODUCES = [':', '(', '"', '“', '«', '.'] as const
