/**
 * What should be on the air, as a ledger of entries that only grows: folded into what holds now. An entry is on disk before anything
 * that follows from it goes on the wire, so that after any crash the fold says what may be on the air.
 *
 *   begun ── replaced ── replaced ── … ── stopping ── ended
 *
 * Knows no file and no connection.
 */
import { codeOf } from './serial.ts'

export interface BookedBroadcast {
  readonly id: number
  readonly kind: 'live' | 'exercise' | 'emergency'
  readonly text: string
  readonly serial: number
}

export interface Begun {
  readonly is: 'begun'
  /** Milliseconds since 1970. */
  readonly at: number
  readonly until: number
  readonly repeatMs: number
  readonly keepAliveMs: number
  /** As they were given: `cbsp://HOST:PORT`, `cbsp-listen://HOST:PORT`. */
  readonly bscs: readonly string[]
  /** `452-04-100-1234`; null: all of each BSC. */
  readonly cells: readonly string[] | null
  /** No identifier twice. */
  readonly broadcasts: readonly BookedBroadcast[]
}

/** What a BSC has told so far, for who asks once nobody runs it any more. */
export interface ToldBsc {
  readonly cells: readonly string[]
  readonly broadcasts: number | null
}

export type Entry =
  | Begun
  | {
      readonly is: 'replaced'
      readonly at: number
      readonly id: number
      readonly text: string
      readonly serial: number
    }
  | { readonly is: 'stopping'; readonly at: number; readonly why: 'stop' | 'over' }
  | { readonly is: 'told'; readonly bscs: readonly ToldBsc[] }
  | { readonly is: 'ended'; readonly at: number }

/** A broadcast with all its versions, the latest last. */
export interface Versions {
  readonly id: number
  readonly kind: BookedBroadcast['kind']
  readonly text: string
  readonly serials: readonly number[]
}

export type Phase =
  | { readonly is: 'onAir' }
  | { readonly is: 'stopping'; readonly why: 'stop' | 'over' }
  | { readonly is: 'ended'; readonly why: 'stop' | 'over'; readonly at: number }

export interface Book {
  readonly begun: Begun
  readonly broadcasts: readonly Versions[]
  readonly phase: Phase
  /** In the order of `begun.bscs`. */
  readonly told: readonly ToldBsc[]
}

export function opened(begun: Begun): Book {
  return {
    begun,
    broadcasts: begun.broadcasts.map(({ serial, ...one }) => ({ ...one, serials: [serial] })),
    phase: { is: 'onAir' },
    told: begun.bscs.map(() => ({ cells: [], broadcasts: null })),
  }
}

/** What does not follow changes nothing. */
export function noted(book: Book, entry: Entry): Book {
  switch (entry.is) {
    case 'begun':
      return book
    case 'replaced':
      if (book.phase.is !== 'onAir') return book
      return {
        ...book,
        broadcasts: book.broadcasts.map(one =>
          one.id === entry.id ? { ...one, text: entry.text, serials: [...one.serials, entry.serial] } : one,
        ),
      }
    case 'stopping':
      if (book.phase.is !== 'onAir') return book
      return { ...book, phase: { is: 'stopping', why: entry.why } }
    case 'told':
      return { ...book, told: entry.bscs }
    case 'ended':
      if (book.phase.is !== 'stopping') return book
      return { ...book, phase: { is: 'ended', why: book.phase.why, at: entry.at } }
  }
}

/** Null: the first entry is not what it should be. */
export function folded(entries: readonly Entry[]): Book | null {
  const [begun, ...others] = entries
  if (begun?.is !== 'begun') return null
  return others.reduce(noted, opened(begun))
}

export function serialOf(broadcast: Versions): number {
  return broadcast.serials[broadcast.serials.length - 1]
}

/** The message codes of its broadcasts. */
export function codesOf(book: Book): readonly number[] {
  return book.broadcasts.map(broadcast => codeOf(serialOf(broadcast)))
}
