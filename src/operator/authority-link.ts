/**
 * Calls to the authority: each with a token of its own, bounded in time, and with an answer that says what to do next.
 *
 * The node only calls out. A clock that is off is put right for tokens alone, by the Date that the authority answers
 * with; a key that the authority no longer knows is looked for anew (key-ring.ts).
 *
 * Knows no directive. Never throws for what the network or the authority does. Time is an argument.
 */

import { type Answer, CALL_MS, call, type Refusal } from '../base/calls.ts'
import type { Timekeeper } from '../base/clock.ts'
import { followEvents, type StreamEnd, type StreamHandlers } from '../base/event-stream.ts'
import type { Log } from '../base/log.ts'
import type { PublicJwk } from '../directive/public-key.ts'
import { fingerprint, makeToken, type Signer } from '../directive/signing.ts'
import { KeyRing } from './key-ring.ts'

export interface LinkLimits {
  /** Of one call, from its first octet out to its last one in. */
  readonly callMs: number
  /** The authority beats every 5 s; after so long without an octet the connection is taken for dead. */
  readonly silenceMs: number
}
export const LINK_LIMITS: LinkLimits = { callMs: CALL_MS, silenceMs: 15_000 }

/** Of one event, in UTF-16 units: 1000 directives with their orders, and more than any node is asked for. */
const EVENT_SIZE_MAX = 64 * 1024 * 1024

export interface LinkOptions {
  readonly url: string
  /** The key file. */
  readonly file: string
  readonly log: Log
  readonly clock: Timekeeper
  readonly limits?: LinkLimits
}

export class AuthorityLink {
  readonly url: string
  readonly #log: Log
  readonly #limits: LinkLimits
  readonly #clock: Timekeeper
  readonly #keys: KeyRing
  readonly #authorityKeyId: string
  /** The authority's clock less ours. */
  #clockAheadMs = 0
  /** Calls that are under way. */
  readonly #ending = new AbortController()

  private constructor(o: LinkOptions, keys: KeyRing, authorityKeyId: string) {
    this.url = o.url
    this.#log = o.log
    this.#limits = o.limits ?? LINK_LIMITS
    this.#clock = o.clock
    this.#keys = keys
    this.#authorityKeyId = authorityKeyId
  }

  /** Fails as readKeyFile does. */
  static async open(options: LinkOptions): Promise<AuthorityLink> {
    const keys = await KeyRing.open(options)
    return new AuthorityLink(options, keys, await fingerprint(keys.authorityKey))
  }

  get operator(): string {
    return this.#keys.operator
  }

  get authorityKey(): PublicJwk {
    return this.#keys.authorityKey
  }

  /** Of the roster that a person has pinned; null: none. */
  get rosterSha256(): string | null {
    return this.#keys.rosterSha256
  }

  /** Changes with a rotation: ask anew for each signature. */
  get signer(): Signer {
    return this.#keys.signer
  }

  /** As the authority's clock shows it, as far as is known: for what it checks, and nothing else. */
  nowMs(): number {
    return Math.round(this.#clock.wall() + this.#clockAheadMs)
  }

  /** No further call answers. */
  close(): void {
    this.#ending.abort()
  }

  async post(path: string, body: object): Promise<Answer> {
    return await this.#twice(async () => await this.#post(path, body))
  }

  /** Until the stream ends, one way or another. */
  async follow(path: string, handlers: StreamHandlers): Promise<StreamEnd> {
    return await this.#twice(async () => await this.#follow(path, handlers))
  }

  /** Once more where the reason for a 401 could be mended here. */
  async #twice<T extends StreamEnd>(call: () => Promise<T>): Promise<T> {
    const answer = await call()
    if (answer.is !== 'refused' || answer.status !== 401) return answer
    if (answer.code === 'clockSkew') return await call()
    if (answer.code !== 'nodeUnknown' && answer.code !== 'signatureWrong') return answer
    for (const keys of this.#keys.others()) {
      await this.#keys.use(keys)
      const again = await call()
      if (again.is === 'refused' && again.status === 401) continue
      this.#keys.settle(keys)
      return again
    }
    return answer
  }

  async #headers(): Promise<Record<string, string>> {
    const token = await makeToken(this.#keys.signer, {
      operator: this.#keys.operator,
      audience: this.#authorityKeyId,
      nowMs: this.nowMs(),
    })
    return { authorization: `Bearer ${token}` }
  }

  async #post(path: string, body: object): Promise<Answer> {
    return await call(
      {
        url: this.url + path,
        body,
        headers: await this.#headers(),
        clock: this.#clock,
        withinMs: this.#limits.callMs,
        signal: this.#ending.signal,
      },
      this.#setClock,
    )
  }

  readonly #setClock = ({ status, code }: Refusal, response: Response): void => {
    if (status !== 401 || code !== 'clockSkew') return
    const theirs = Date.parse(response.headers.get('date') ?? '')
    if (Number.isNaN(theirs)) return
    this.#clockAheadMs = theirs - this.#clock.wall()
    this.#log.warn('the clock differs from that of the authority; set the system time right', {
      seconds: Math.round(this.#clockAheadMs / 1000),
    })
  }

  async #follow(path: string, handlers: StreamHandlers): Promise<StreamEnd> {
    return await followEvents(
      {
        url: this.url + path,
        headers: await this.#headers(),
        clock: this.#clock,
        silenceMs: this.#limits.silenceMs,
        sizeMax: EVENT_SIZE_MAX,
        signal: this.#ending.signal,
        onRefused: this.#setClock,
      },
      handlers,
    )
  }
}
