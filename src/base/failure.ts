/**
 * What can go wrong and is nobody's bug: one class, a table for each room (its failures.ts).
 *
 * Each code says whether a retry helps, whose it is to mend, the HTTP status, the exit code of the command line,
 * and one sentence for people in both languages: what happened and what to do. `{name}` is filled from the details; words that
 * are a detail are given in both languages, as `vi` and `en`, each for its own sentence.
 * Bugs are `assert`, never a Failure.
 */
import { reasonInVietnamese } from './reasons.ts'

export type Details = Readonly<Record<string, string | number>>
export type Language = 'vi' | 'en'

export interface FailureKind {
  readonly retry: 'never' | 'now' | 'later'
  readonly blame: 'caller' | 'peer' | 'us'
  readonly http: number
  /** Exit code: 1 failed, 2 the command line is wrong, 3 not finished and can be resumed. */
  readonly exit: 1 | 2 | 3
  readonly vi: string
  readonly en: string
}

export type FailureTable = Readonly<Record<string, FailureKind>>

export class Failure extends Error {
  readonly code: string
  readonly kind: FailureKind
  readonly details: Details

  /** Who makes one of its own room takes what the room's table gives: `failuresOf`. */
  constructor(code: string, kind: FailureKind, details: Details = {}) {
    super(fill(kind.en, details))
    this.name = 'Failure'
    this.code = code
    this.kind = kind
    this.details = details
  }

  sentence(language: Language): string {
    const { why } = this.details
    const isCited = language === 'vi' && typeof why === 'string'
    const details = isCited ? { ...this.details, why: reasonInVietnamese(why) } : this.details
    return fill(this.kind[language], details)
  }
}

/** The names that a sentence asks for. */
type Asked<Sentence extends string> = Sentence extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Asked<Rest>
  : never
type AskedBy<Kind extends FailureKind> = Asked<Kind[Language]>
type Given<Kind extends FailureKind> = [AskedBy<Kind>] extends [never]
  ? readonly [details?: Details]
  : readonly [details: Details & Readonly<Record<AskedBy<Kind>, string | number>>]

/** Makes a failure of a room by its code, with all that its sentences ask for. */
export type FailureMaker<Table extends FailureTable> = <Code extends keyof Table & string>(
  code: Code,
  ...given: Given<Table[Code]>
) => Failure

/** The failures of a room by their codes: `throw roundFailure('roundRuns', { directory })`. */
export function failuresOf<const Table extends FailureTable>(table: Table): FailureMaker<Table> {
  return (code, ...[details = {}]) => new Failure(code, table[code], details)
}

/** `{name}` becomes the detail of that name. */
export function fill(sentence: string, details: Details): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => (name in details ? String(details[name]) : whole))
}

/**
 * What the system said, without its code, its call and the path: the failure's sentence names the file. On one line:
 * OpenSSL ends its words with a line end.
 */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (!('syscall' in error)) return error.message.trim().replace(/\s*[\r\n]+\s*/g, ' ')
  return error.message.replace(/^E[A-Z0-9]+: /, '').replace(/, \w+( '.*')?$/s, '')
}
