/**
 * The node as a witness of the authority's trail: the heads that were in signed documents, each with the document that said
 * it. Heads that cannot be of one trail are faults, which stay.
 *
 *   serial 7: 1200 entries, hash A        serial 8: 1200 entries, hash B    written anew: they differ
 *                                         serial 8: 1100 entries            cut, or restored from a backup: it is shorter
 *
 * Documents with a serial are in one row, the orders of one directive in another; within a row what is later has no
 * shorter trail. Knows no trail. What it sees holds up nothing: it is told and written down, and no more.
 */
import type { Timekeeper } from '../base/clock.ts'
import { type Failure, reason } from '../base/failure.ts'
import type { Journal } from '../base/journal.ts'
import type { Log } from '../base/log.ts'
import type { TrailHead } from '../directive/documents.ts'
import { operatorFailure } from './failures.ts'

/** Of rounds `directive`; else the kind of signed jobs, of which none is an `order`. */
export type JobKind = 'directive' | 'list' | 'announcement' | 'broadcast' | `job ${string}`

/** The document that said it. */
export type HeadBy =
  | { readonly kind: JobKind; readonly directive: string; readonly serial: number }
  | { readonly kind: 'order'; readonly directive: string; readonly sequence: number }

export interface HeadEntry extends TrailHead {
  readonly is: 'head'
  readonly at: string
  readonly by: HeadBy
}

export function isHeadEntry(entry: object): entry is HeadEntry {
  return (entry as { is?: unknown }).is === 'head'
}

/** All that was seen, folded from the journal's entries. */
export class SeenHeads {
  /** What each document said, in words. */
  readonly #said = new Set<string>()
  readonly #byLength = new Map<number, HeadEntry>()
  /** Each in the order of its serials or sequences. */
  readonly #rows = new Map<string, HeadEntry[]>()
  readonly #faults: Failure[] = []

  /** What is wrong with it; null: nothing, or it was known. */
  add(entry: HeadEntry): Failure | null {
    if (this.has(entry)) return null
    this.#said.add(saidBy(entry))
    const fault = this.#faultOf(entry)
    if (fault !== null) this.#faults.push(fault)
    if (!this.#byLength.has(entry.entries)) this.#byLength.set(entry.entries, entry)
    const row = this.#rows.get(rowOf(entry.by)) ?? []
    row.splice(placeIn(row, entry), 0, entry)
    this.#rows.set(rowOf(entry.by), row)
    return fault
  }

  /** The very document said the very head. */
  has(entry: HeadEntry): boolean {
    return this.#said.has(saidBy(entry))
  }

  get faults(): readonly Failure[] {
    return this.#faults
  }

  /** The longest first, each length once. */
  newest(count: number): readonly HeadEntry[] {
    const all = [...this.#byLength.values()]
    return all.toSorted((a, b) => b.entries - a.entries).slice(0, count)
  }

  #faultOf(entry: HeadEntry): Failure | null {
    const { entries, hash, by } = entry
    const same = this.#byLength.get(entries)
    if (same !== undefined && same.hash !== hash)
      return operatorFailure('trailHeadsDiffer', {
        entries,
        one: same.hash,
        other: hash,
        oneBy: nameOf(same.by),
        otherBy: nameOf(by),
      })
    const row = this.#rows.get(rowOf(by)) ?? []
    const place = placeIn(row, entry)
    const [before, after] = [row[place - 1], row[place]]
    if (before !== undefined && isLater(by, before.by) && entries < before.entries) return shorter(before, entry)
    if (after !== undefined && isLater(after.by, by) && after.entries < entries) return shorter(entry, after)
    return null
  }
}

export class Heads {
  readonly #seen: SeenHeads
  readonly #journal: Pick<Journal, 'append'>
  readonly #clock: Timekeeper
  readonly #log: Log

  constructor(o: { entries: readonly HeadEntry[]; journal: Pick<Journal, 'append'>; clock: Timekeeper; log: Log }) {
    this.#seen = seenOf(o.entries)
    this.#journal = o.journal
    this.#clock = o.clock
    this.#log = o.log
  }

  /** Of a document that the authority's key has signed for this operator. */
  see(head: TrailHead | undefined, by: HeadBy): void {
    if (head === undefined) return
    const at = new Date(this.#clock.wall()).toISOString()
    const entry: HeadEntry = { is: 'head', at, ...head, by }
    if (this.#seen.has(entry)) return
    const fault = this.#seen.add(entry)
    if (fault !== null) this.#log.error('authority trail rewritten', { says: fault.sentence('en') })
    this.#journal.append(entry).catch((error: unknown) => {
      this.#log.error('journal write failed', { why: reason(error) })
    })
  }
}

export function seenOf(entries: readonly HeadEntry[]): SeenHeads {
  const seen = new SeenHeads()
  for (const entry of entries) seen.add(entry)
  return seen
}

/** `directive 7c9e…, serial 4`: what people look it up by. */
export function nameOf(by: HeadBy): string {
  if (by.kind === 'order') return `order ${by.sequence} of directive ${by.directive}`
  return `${by.kind === 'list' ? 'list directive' : 'directive'} ${by.directive}, serial ${by.serial}`
}

function shorter(earlier: HeadEntry, later: HeadEntry): Failure {
  return operatorFailure('trailShorter', {
    before: earlier.entries,
    after: later.entries,
    earlier: nameOf(earlier.by),
    later: nameOf(later.by),
  })
}

function saidBy({ by, entries, hash }: HeadEntry): string {
  return `${nameOf(by)}: ${entries}:${hash}`
}

function rowOf(by: HeadBy): string {
  return by.kind === 'order' ? by.directive : 'serials'
}

function orderOf(by: HeadBy): number {
  return by.kind === 'order' ? by.sequence : by.serial
}

function isLater(one: HeadBy, other: HeadBy): boolean {
  return orderOf(one) > orderOf(other)
}

/** Where it belongs: after all that are not later than it. Nearly always at the end. */
function placeIn(row: readonly HeadEntry[], { by }: HeadEntry): number {
  return row.findLastIndex(known => !isLater(known.by, by)) + 1
}
