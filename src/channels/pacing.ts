/**
 * How fast each peer is spoken to: never faster than it bears, and one that asks for patience is left alone, longer each time. Where
 * nothing at all goes out the fault is nearer, and everything rests. Pure: time comes as an argument.
 */
import { RESTING_MAX } from './outbox.ts'
import type { Answer } from './provider.ts'

/** Beyond, the one that was heard of first is like any other again. */
const PEERS_MAX = 10_000
/** Of one peer in a row. */
const REST_FIRST_MS = 5000
const REST_MAX_MS = 15 * 60_000
/** So many in a row that nothing went out, to whomever. */
const ALL_REST_AFTER = 10

interface Pace {
  /** Not before. */
  nextMs: number
  misses: number
}

export class Pacing {
  readonly #everyMs: number
  readonly #peers = new Map<string, Pace>()
  readonly #all: Pace = { nextMs: 0, misses: 0 }

  /** `everyMs`: between two messages to one peer, on average. */
  constructor({ everyMs }: { readonly everyMs: number }) {
    this.#everyMs = everyMs
  }

  /** Peers that rest at this instant, those that rest longest where they are too many. */
  resting(nowMs: number): readonly string[] | 'all' {
    if (this.#all.nextMs > nowMs) return 'all'
    this.#forget(nowMs)
    return [...this.#peers]
      .filter(([, { nextMs }]) => nextMs > nowMs)
      .toSorted(([, a], [, b]) => b.nextMs - a.nextMs)
      .slice(0, RESTING_MAX)
      .map(([peer]) => peer)
  }

  /** When the first rest ends, from this instant on; never, where nobody rests. */
  firstMs(nowMs: number): number {
    let first = Number.POSITIVE_INFINITY
    for (const { nextMs } of [this.#all, ...this.#peers.values()]) if (nextMs > nowMs && nextMs < first) first = nextMs
    return first
  }

  /** Of how many peers something is remembered. */
  get peers(): number {
    return this.#peers.size
  }

  begins(peer: string, nowMs: number): void {
    const pace = this.#paceOf(peer)
    pace.nextMs = Math.max(pace.nextMs, nowMs) + this.#everyMs
  }

  ends(peer: string, answer: Answer, nowMs: number): void {
    const pace = this.#paceOf(peer)
    if (answer.is !== 'notNow') {
      pace.misses = 0
      this.#all.misses = 0
      return
    }
    pace.misses++
    this.#all.misses++
    pace.nextMs = Math.max(pace.nextMs, nowMs + Math.max(answer.againMs, restOf(pace.misses)))
    const beyond = this.#all.misses - ALL_REST_AFTER + 1
    if (beyond > 0) this.#all.nextMs = nowMs + restOf(beyond)
  }

  #paceOf(peer: string): Pace {
    const known = this.#peers.get(peer)
    if (known !== undefined) return known
    const made = { nextMs: 0, misses: 0 }
    this.#peers.set(peer, made)
    return made
  }

  /** Whoever rests no more and was not missed is like any other. */
  #forget(nowMs: number): void {
    for (const [peer, { nextMs, misses }] of this.#peers)
      if ((nextMs <= nowMs && misses === 0) || this.#peers.size > PEERS_MAX) this.#peers.delete(peer)
  }
}

function restOf(misses: number): number {
  return Math.min(REST_FIRST_MS * 2 ** (misses - 1), REST_MAX_MS)
}
