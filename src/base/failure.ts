/**
 * What can go wrong and is nobody's bug: one class, a table for each room (its failures.ts).
 *
 * Each code says whether a retry helps, whose it is to mend, the HTTP status, the exit code of the command line,
 * and one sentence for people in both languages: what happened and what to do. `{name}` is filled from the details.
 * Bugs are `assert`, never a Failure.
 */
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
    return fill(this.kind[language], this.details)
  }
}

/** The failures of a room by their codes: `throw roundFailure('roundRuns', { directory })`. */
export function failuresOf<const Table extends FailureTable>(table: Table) {
  return (code: keyof Table & string, details: Details = {}): Failure =>
    new Failure(code, table[code], details)
}

/** `{name}` becomes the detail of that name. */
export function fill(sentence: string, details: Details): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in details ? String(details[name]) : whole,
  )
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
