/**
 * Calls to the authority at one of its addresses: each with a token of its own, bounded in time, and with an answer that says what to
 * do next.
 *
 * The node only calls out. A clock that is off is put right for tokens alone, by the Date that the authority answers
 * with, each address for itself; a key that the authority no longer knows is looked for anew (key-ring.ts), which all addresses share.
 *
 * Knows no directive. Never throws for what the network or the authority does. Time is an argument.
 */

import { type Answer, CALL_MS, call, type Refusal } from '../base/calls.ts'
import type { Timekeeper } from '../base/clock.ts'
import { followEvents, type StreamEnd, type StreamHandlers } from '../base/event-stream.ts'
import type { Log } from '../base/log.ts'
import type { PublicJwk } from '../directive/public-key.ts'
import { fingerprint, makeToken, type Signer, signerOf } from '../directive/signing.ts'
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
  static async open({ url, ...options }: LinkOptions): Promise<AuthorityLink> {
    const [link] = await AuthorityLink.openAll({ ...options, urls: [url] })
    return link
  }

  /** One to each address, in their order. Fails as readKeyFile does. */
  static async openAll(
    options: Omit<LinkOptions, 'url'> & { readonly urls: readonly string[] },
  ): Promise<readonly AuthorityLink[]> {
    const keys = await KeyRing.open(options)
    const authorityKeyId = await fingerprint(keys.authorityKey)
    return options.urls.map(url => new AuthorityLink({ ...options, url }, keys, authorityKeyId))
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

  /** Of one call, unless less is asked for. */
  get callMs(): number {
    return this.#limits.callMs
  }

  async post(path: string, body: object, withinMs = this.callMs): Promise<Answer> {
    return await this.#twice(async signer => await this.#post(path, body, { signer, withinMs }))
  }

  /** Until the stream ends, one way or another. */
  async follow(path: string, handlers: StreamHandlers): Promise<StreamEnd> {
    return await this.#twice(async signer => await this.#follow(path, handlers, signer))
  }

  /** Once more where the reason for a 401 could be mended here. */
  async #twice<T extends StreamEnd>(call: (signer: Signer) => Promise<T>): Promise<T> {
    const keys = this.#keys
    const answer = await call(keys.signer)
    if (!isUnauthorized(answer)) {
      if (answer.is === 'ok') keys.answered(this.url, true)
      return answer
    }
    if (answer.code === 'clockSkew') return await call(keys.signer)
    if (answer.code !== 'nodeUnknown' && answer.code !== 'signatureWrong') return answer
    keys.answered(this.url, false)
    for (const other of keys.others()) {
      const again = await call(await signerOf(other.key))
      if (isUnauthorized(again) || again.is === 'away') continue
      await keys.settle(other)
      return again
    }
    return answer
  }

  async #headers(signer: Signer): Promise<Record<string, string>> {
    const token = await makeToken(signer, {
      operator: this.#keys.operator,
      audience: this.#authorityKeyId,
      nowMs: this.nowMs(),
    })
    return { authorization: `Bearer ${token}` }
  }

  async #post(
    path: string,
    body: object,
    { signer, withinMs }: { readonly signer: Signer; readonly withinMs: number },
  ): Promise<Answer> {
    return await call(
      {
        url: this.url + path,
        body,
        headers: await this.#headers(signer),
        clock: this.#clock,
        withinMs,
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
    this.#log.warn('clock differs from the authority, set the system time', {
      seconds: Math.round(this.#clockAheadMs / 1000),
    })
  }

  async #follow(path: string, handlers: StreamHandlers, signer: Signer): Promise<StreamEnd> {
    return await followEvents(
      {
        url: this.url + path,
        headers: await this.#headers(signer),
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

function isUnauthorized(end: StreamEnd): end is Refusal & { readonly status: 401 } {
  return end.is === 'refused' && end.status === 401
}
