/**
 * Brings to the authority what it must have: acknowledgements and returns until it has taken them, and of progress and of the node's
 * condition only the newest.
 *
 *   idle ─something is brought─► busy ─the authority is away─────► away ─its time, or it is back─────────► busy
 *                                     └what it refused is not due─► due ──its time, or something is brought─► busy
 *
 * One call at a time, so that a slow authority is never asked twice at once; at which address, Addresses says. What it refuses is
 * tried again, less and less often, and holds up nothing else. Time and chance are arguments.
 */

import { backoffMs } from '../base/backoff.ts'
import type { Answer } from '../base/calls.ts'
import { pause, type Timekeeper, type Timer } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import type { Random } from '../base/random.ts'
import type { ConditionBody } from '../directive/condition.ts'
import type { ProgressBody } from '../directive/documents.ts'
import { kebab, type NodeDocument, signAgain } from '../directive/signing.ts'
import { type Addresses, isAway, type Said } from './addresses.ts'

export interface Document {
  readonly kind: NodeDocument
  readonly directive: string
  /** Of the directive's JWS; of a count, its own. */
  readonly sha256: string
  /** Of the directive's JWS, where that is not it. */
  readonly of?: string
  readonly jws: string
}

/** Of one call. */
const PROGRESS_ITEMS_MAX = 200
/** An authority that knows nothing of a node's condition is not told it again for so long, unless it was away meanwhile. */
const CONDITION_REFUSED_MS = 3_600_000
/** A document that the authority goes on refusing is told once in so many tries. */
const REFUSED_TOLD_EACH = 100

/** A document that one address took is brought to another that still asks for it after so long: one database would have told it by then. */
const LACKING_MS = 5000

interface Waiting {
  readonly document: Document
  /** An address has it. */
  isTaken: boolean
  tries: number
  notBefore: number
}

/** `timer`: when the courier tries again by itself. */
type CourierState =
  | { readonly is: 'idle' }
  | { readonly is: 'busy' }
  | { readonly is: 'away' | 'due'; readonly timer: Timer }
  | { readonly is: 'closed' }

export interface CourierOptions {
  readonly addresses: Pick<Addresses, 'whereTo' | 'inTurn' | 'post' | 'taken' | 'isLacking'>
  /** Of a directive that was accepted: the digest of its JWS. */
  readonly digestOf: (directive: string) => string | null
  readonly random: Random
  readonly clock: Timekeeper
  readonly log: Log
  /** The authority has it. */
  readonly taken: (document: Document) => void
}

export class Courier {
  readonly #o: CourierOptions
  readonly #documents = new Map<string, Waiting>()
  readonly #progress = new Map<string, ProgressBody>()
  #condition: ConditionBody | null = null
  /** Milliseconds of the monotonic clock. */
  #conditionNotBefore = 0
  #stage: CourierState = { is: 'idle' }
  /** In a row, since the authority last answered. */
  #awayTries = 0
  #atRest: () => void = () => {}

  constructor(options: CourierOptions) {
    this.#o = options
  }

  /** A newer answer to the same directive has the place of one that is on its way: both are told where that is under way. */
  bring(document: Document): void {
    const key = keyOf(document)
    if (this.#documents.get(key)?.document.jws !== document.jws)
      this.#documents.set(key, { document, isTaken: false, tries: 0, notBefore: 0 })
    this.#begin()
  }

  progress(body: ProgressBody): void {
    this.#progress.set(body.directive, body)
    this.#begin()
  }

  /** Nothing waits for it: it goes when all else has gone. */
  condition(body: ConditionBody): void {
    if (this.#o.clock.monotonic() < this.#conditionNotBefore) return
    this.#condition = body
    this.#begin()
  }

  /** The authority is there again: waits are over. */
  kick(): void {
    this.#awayTries = 0
    this.#conditionNotBefore = 0
    for (const waiting of this.#documents.values()) waiting.notBefore = 0
    this.#begin('away')
  }

  /** Waits until what can go now has gone, and no longer than this. */
  async close(withinMs: number): Promise<void> {
    if (this.#stage.is === 'busy') {
      const rested = new AbortController()
      this.#atRest = () => rested.abort()
      await pause(this.#o.clock, withinMs, rested.signal)
    }
    if ('timer' in this.#stage) this.#stage.timer.cancel()
    this.#stage = { is: 'closed' }
  }

  /** `also`: that wait is over too. */
  #begin(also: 'away' | 'due' = 'due'): void {
    const stage = this.#stage
    if (!['idle', 'due', also].includes(stage.is)) return
    if ('timer' in stage) stage.timer.cancel()
    this.#stage = { is: 'busy' }
    void this.#work()
  }

  /** One after another, until nothing is left that can go now. */
  async #work(): Promise<void> {
    while (this.#stage.is === 'busy') {
      const next = this.#next()
      if (next === null) return this.#rest('due', this.#nextDueMs())
      const isHere = await this.#bringAny(next)
      if (isHere) this.#awayTries = 0
      else if (this.#stage.is === 'busy') return this.#rest('away', backoffMs(++this.#awayTries, this.#o.random))
    }
  }

  async #bringAny(next: Waiting | 'progress' | 'condition'): Promise<boolean> {
    if (next === 'progress') return await this.#bringProgress()
    if (next === 'condition') return await this.#bringCondition()
    return await this.#bring(next)
  }

  /** Acknowledgements first, returns after progress, how the node fares last. */
  #next(): Waiting | 'progress' | 'condition' | null {
    const now = this.#o.clock.monotonic()
    const ready = [...this.#documents.values()].filter(({ notBefore }) => notBefore <= now)
    const acknowledgement = ready.find(({ document }) => document.kind === 'acknowledgement')
    if (acknowledgement !== undefined) return acknowledgement
    if (this.#progress.size > 0) return 'progress'
    return ready.at(0) ?? (this.#condition === null ? null : 'condition')
  }

  #nextDueMs(): number | null {
    const due = [...this.#documents.values()].map(({ notBefore }) => notBefore)
    return due.length === 0 ? null : Math.min(...due) - this.#o.clock.monotonic()
  }

  /** For so long; null: until something is brought. */
  #rest(is: 'away' | 'due', ms: number | null): void {
    this.#stage = ms === null ? { is: 'idle' } : { is, timer: this.#o.clock.after(ms, () => this.#begin(is)) }
    this.#atRest()
  }

  /** False: the authority is away. */
  async #bring(waiting: Waiting): Promise<boolean> {
    const { addresses, clock, random, log, taken } = this.#o
    const { kind, jws, directive } = waiting.document
    const said = saidIn(waiting.document)
    if (waiting.isTaken && !addresses.isLacking(said)) {
      this.#forget(waiting)
      return true
    }
    const link = addresses.whereTo(said)
    // A key that was rotated since then signs for no one any more.
    const document = await signAgain(jws, kind, link.signer)
    const answer = await addresses.post(link, `/node/v1/${kebab(kind)}s`, { document })
    if (answer.is === 'ok') {
      addresses.taken(link, said)
      waiting.isTaken = true
      waiting.notBefore = clock.monotonic() + LACKING_MS
      if (!addresses.isLacking(said)) this.#forget(waiting)
      taken(waiting.document)
      return true
    }
    if (isAway(answer)) return false
    waiting.notBefore = clock.monotonic() + backoffMs(++waiting.tries, random)
    if (waiting.tries === 1 || waiting.tries % REFUSED_TOLD_EACH === 0)
      log.warn('document rejected by the authority, will retry', { kind, directive, code: codeOf(answer) })
    return true
  }

  /** Unless a newer one has its place. */
  #forget(waiting: Waiting): void {
    const key = keyOf(waiting.document)
    if (this.#documents.get(key) === waiting) this.#documents.delete(key)
  }

  /** False: the authority is away. */
  async #bringProgress(): Promise<boolean> {
    const { addresses, digestOf } = this.#o
    const [first] = this.#progress.keys()
    const link = addresses.inTurn(digestOf(first) ?? '')
    const items = [...this.#progress.values()].slice(0, PROGRESS_ITEMS_MAX)
    for (const { directive } of items) this.#progress.delete(directive)
    const answer = await addresses.post(link, '/node/v1/progress', { items })
    if (answer.is === 'ok') return true
    if (!isAway(answer)) {
      this.#o.log.warn('progress report rejected by the authority', { code: codeOf(answer) })
      return true
    }
    // Newer ones that came meanwhile stay.
    for (const item of items) if (!this.#progress.has(item.directive)) this.#progress.set(item.directive, item)
    return false
  }

  /** False: the authority is away. */
  async #bringCondition(): Promise<boolean> {
    const { addresses, clock, log } = this.#o
    const body = this.#condition
    if (body === null) return true
    this.#condition = null
    const answer = await addresses.post(addresses.inTurn(''), '/node/v1/condition', body)
    if (answer.is === 'ok') return true
    if (isAway(answer)) {
      this.#condition ??= body
      return false
    }
    this.#conditionNotBefore = clock.monotonic() + CONDITION_REFUSED_MS
    log.info('status report rejected by the authority', { code: codeOf(answer) })
    return true
  }
}

export function saidIn(document: Document): Said {
  const { sha256, of = sha256, jws } = document
  return { key: keyOf(document), of, jws }
}

function keyOf({ kind, sha256 }: Document): string {
  return `${kind} ${sha256}`
}

function codeOf(answer: Answer): string {
  return answer.is === 'refused' ? answer.code || String(answer.status) : answer.is
}
