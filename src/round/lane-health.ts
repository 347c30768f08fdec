/**
 * What stands between a lane and its centre besides its pace: how its tries to bind went, whether an answer has stopped
 * it, whether it is still heard.
 *
 * Knows no connection. Pure: the caller brings the time in milliseconds.
 */
import type { Random } from '../base/random.ts'

const RECONNECT_FIRST_MS = 500
const RECONNECT_MAX_MS = 30_000
/** A lane that the centre's answers stopped tries one segment again after this long, then twice as long. */
const STOPPED_FIRST_MS = 60_000
const STOPPED_MAX_MS = 3_600_000

/** How the tries to bind went. */
export class BindTries {
  hasBound = false
  /** Why the last try failed. */
  why = ''
  /** Tries since the last bind. */
  #since = 0

  /** True where it had been bound before. */
  bound(): boolean {
    const isAgain = this.hasBound
    this.hasBound = true
    return isAgain
  }

  /** A bind was lost: it is sought at once. */
  lost(): void {
    this.#since = 0
  }

  /** How long to wait before the next try, in milliseconds; longer with each one that fails. */
  wait(random: Random): number {
    const wait = Math.min(RECONNECT_MAX_MS, RECONNECT_FIRST_MS * 2 ** Math.min(this.#since, 10))
    this.#since++
    return Math.min(RECONNECT_MAX_MS, (wait * (75 + random.below(50))) / 100)
  }
}

/** An answer says that what is wrong is wrong for every segment: the lane writes none for a while, then one. */
export class LaneStop {
  #state: { readonly is: 'going' } | { readonly is: 'stopped'; until: number; nextMs: number } = GOING

  /** Nothing may be written. */
  isStopped(now: number): boolean {
    return this.#state.is === 'stopped' && now < this.#state.until
  }

  /** It is not known yet that the centre takes segments again. */
  get isOnTrial(): boolean {
    return this.#state.is === 'stopped'
  }

  /** False where it is stopped already. */
  stop(now: number): boolean {
    const state = this.#state
    if (this.isStopped(now)) return false
    const ms = state.is === 'stopped' ? state.nextMs : STOPPED_FIRST_MS
    this.#state = { is: 'stopped', until: now + ms, nextMs: Math.min(STOPPED_MAX_MS, ms * 2) }
    return true
  }

  /** A segment was accepted. */
  isWell(): void {
    if (this.#state !== GOING) this.#state = GOING
  }
}

const GOING = { is: 'going' } as const

/** Whether the centre is still heard; asked by an enquire_link when it has been silent. SMPP 3.4, 4.11. */
export class KeepAlive {
  readonly #enquireLinkMs: number
  readonly #responseTimeoutMs: number
  #state: { readonly is: 'heard'; at: number } | { readonly is: 'asked'; at: number }

  constructor(limits: { enquireLinkMs: number; responseTimeoutMs: number }) {
    this.#enquireLinkMs = limits.enquireLinkMs
    this.#responseTimeoutMs = limits.responseTimeoutMs
    this.#state = { is: 'heard', at: 0 }
  }

  /** Anything at all. */
  heard(now: number): void {
    this.#state = { is: 'heard', at: now }
  }

  /** `ask`: from now on the answer is awaited. */
  tick(now: number): 'well' | 'ask' | 'silent' {
    const { is, at } = this.#state
    if (is === 'asked') return now - at >= this.#responseTimeoutMs ? 'silent' : 'well'
    if (now - at < this.#enquireLinkMs) return 'well'
    this.#state = { is: 'asked', at: now }
    return 'ask'
  }
}
