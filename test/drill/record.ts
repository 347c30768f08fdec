/**
 * The record of the simulated centre (`./loa smsc --record FILE`) as it grows: who got which part how often, and when it
 * was seen here.
 *
 * A row is in the file at most 50 ms after its submit_sm was read, so `seenAt` is late by no more than that and the time
 * between two looks. Knows no ledger.
 */
import { closeSync, openSync, readSync } from 'node:fs'

export interface Received {
  readonly number: string
  /** From 1. */
  readonly part: number
  readonly status: string
  /** Milliseconds of a monotonic clock: no earlier than it came. */
  readonly seenAt: number
}

export class CentreRecord {
  readonly rows: Received[] = []
  /** Of whom anything came. */
  readonly numbers = new Set<string>()
  readonly #file: string
  readonly #bindMs: number
  #offset = 0
  #rest = ''
  #isPastHeader = false

  /** `bindMs`: parts of a message that came closer came on one bind, one after the other; 0 where the file is looked at too seldom. */
  constructor(file: string, { bindMs = BIND_MS }: { bindMs?: number } = {}) {
    this.#file = file
    this.#bindMs = bindMs
  }

  /** Reads what has been appended since. */
  look(now: number): void {
    const fd = openSync(this.#file, 'r')
    const bytes = Buffer.alloc(1 << 20)
    try {
      for (;;) {
        const read = readSync(fd, bytes, 0, bytes.length, this.#offset)
        if (read === 0) return
        this.#offset += read
        this.#take(bytes.toString('latin1', 0, read), now)
      }
    } finally {
      closeSync(fd)
    }
  }

  #take(text: string, now: number): void {
    const lines = (this.#rest + text).split('\n')
    this.#rest = lines.pop() ?? ''
    for (const line of lines) {
      if (this.#isPastHeader) {
        const [number, , part, , status] = line.split(',')
        this.numbers.add(number)
        this.rows.push({ number, part: Number(part), status, seenAt: now })
      }
      this.#isPastHeader = true
    }
  }

  /** By number: accepted and received copies of each part. */
  byNumber(): Map<string, Copies> {
    const all = new Map<string, Copies>()
    for (const { number, part, status, seenAt } of this.rows) {
      const copies = all.get(number) ?? {
        received: [],
        accepted: [],
        refused: 0,
        isInTurn: true,
        last: { part: 0, seenAt },
      }
      all.set(number, copies)
      const isNext = part === copies.last.part + 1 && seenAt - copies.last.seenAt < this.#bindMs
      if (!isNext || status !== 'ESME_ROK') copies.isInTurn = false
      copies.last = { part, seenAt }
      copies.received[part] = (copies.received[part] ?? 0) + 1
      if (status === 'ESME_ROK') copies.accepted[part] = (copies.accepted[part] ?? 0) + 1
      else if (status !== 'ESME_RTHROTTLED') copies.refused++
    }
    return all
  }
}

/** A sender that was killed takes longer to be bound again: parts that came closer came on one bind. */
const BIND_MS = 200

export interface Copies {
  /** By part, from 1. */
  readonly received: number[]
  readonly accepted: number[]
  /** Final errors. */
  refused: number
  /** Each part was accepted the first time, one after the other, on one bind. */
  isInTurn: boolean
  last: { readonly part: number; readonly seenAt: number }
}

/** Parts of which at least one copy was accepted. */
export function partsAccepted(copies: Copies | undefined): number {
  return copies === undefined ? 0 : copies.accepted.filter(count => count > 0).length
}
