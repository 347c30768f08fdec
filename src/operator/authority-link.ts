/**
 * Calls to the authority: each with a token of its own, bounded in time, and with an answer that says what to do next.
 *
 * The node only calls out. A clock that is off is put right for tokens alone, by the Date that the authority answers
 * with; a key that the authority no longer knows is looked for anew in the key file, for it may have been rotated.
 *
 * Knows no directive. Never throws for what the network or the authority does.
 */
import { z } from 'zod'
import { Failure } from '../base/failure.ts'
import type { PublicJwk } from '../directive/public-key.ts'
import { fingerprint, makeToken, type Signer, signerOf } from '../directive/signing.ts'
import { type KeyFile, promoteNext, readKeyFile, readNextKey } from './key-file.ts'
import type { Log } from './log.ts'
import { ServerEvents } from './server-events.ts'

export type Answer =
  | { readonly is: 'ok'; readonly body: unknown }
  /** By its HTTP status, and its failure code where it told one. */
  | { readonly is: 'refused'; readonly status: number; readonly code: string }
  | { readonly is: 'away'; readonly why: string }

export type StreamEnd = Answer | { readonly is: 'silent' } | { readonly is: 'closed' }

export interface LinkLimits {
  /** Of one call, from its first octet out to its last one in. */
  readonly callMs: number
  /** The authority beats every 5 s; after so long without an octet the connection is taken for dead. */
  readonly silenceMs: number
}
export const LINK_LIMITS: LinkLimits = { callMs: 10_000, silenceMs: 15_000 }

const ANSWER_SIZE_MAX = 1024 * 1024
const problem = z.object({ code: z.string().max(100) })

export class AuthorityLink {
  readonly url: string
  readonly #file: string
  readonly #log: Log
  readonly #limits: LinkLimits
  readonly #wall: () => number
  #keys: KeyFile
  #signer: Signer
  readonly #authorityKeyId: string
  /** The authority's clock less ours. */
  #clockAheadMs = 0
  /** Calls that are under way. */
  readonly #ending = new AbortController()

  private constructor(o: LinkOptions, parts: { keys: KeyFile; signer: Signer; keyId: string }) {
    this.url = o.url
    this.#file = o.file
    this.#log = o.log
    this.#limits = o.limits ?? LINK_LIMITS
    this.#wall = o.wall
    this.#keys = parts.keys
    this.#signer = parts.signer
    this.#authorityKeyId = parts.keyId
  }

  static async open(options: LinkOptions): Promise<AuthorityLink> {
    const keys = readKeyFile(options.file)
    const keyId = await fingerprint(keys.authority.publicKey)
    return new AuthorityLink(options, { keys, signer: await signerOf(keys.key), keyId })
  }

  get operator(): string {
    return this.#keys.operator
  }

  get authorityKey(): PublicJwk {
    return this.#keys.authority.publicKey
  }

  /** Changes with a rotation: ask anew for each signature. */
  get signer(): Signer {
    return this.#signer
  }

  /** As the authority's clock shows it, as far as is known: for what it checks, and nothing else. */
  nowMs(): number {
    return Math.round(this.#wall() + this.#clockAheadMs)
  }

  /** No further call answers. */
  close(): void {
    this.#ending.abort()
  }

  async post(path: string, body: object): Promise<Answer> {
    return await this.#twice(async () => await this.#post(path, body))
  }

  /** Until the stream ends, one way or another. `onEvent` must not throw. */
  async follow(
    path: string,
    onEvent: (event: string, data: string) => void,
    onOpen: () => void,
  ): Promise<StreamEnd> {
    return await this.#twice(async () => await this.#follow(path, onEvent, onOpen))
  }

  /** Once more where the reason for a 401 could be mended here. */
  async #twice<T extends StreamEnd>(call: () => Promise<T>): Promise<T> {
    const answer = await call()
    if (answer.is !== 'refused' || answer.status !== 401) return answer
    if (answer.code === 'clockSkew') return await call()
    if (answer.code !== 'nodeUnknown' && answer.code !== 'signatureWrong') return answer
    for (const keys of this.#otherKeys()) {
      await this.#use(keys)
      const again = await call()
      if (again.is === 'refused' && again.status === 401) continue
      this.#settle(keys)
      return again
    }
    return answer
  }

  /** What the file holds now, and the key that a rotation may have brought in. */
  #otherKeys(): readonly KeyFile[] {
    const tried = this.#keys.key.x
    const found: KeyFile[] = []
    try {
      found.push(readKeyFile(this.#file))
    } catch {}
    const next = readNextKey(this.#file)
    if (next !== null) found.push(next)
    return found.filter(keys => keys.key.x !== tried && keys.operator === this.#keys.operator)
  }

  async #use(keys: KeyFile): Promise<void> {
    // The authority's key stays the one pinned at the start.
    this.#keys = { ...this.#keys, key: keys.key }
    this.#signer = await signerOf(keys.key)
  }

  /** The authority took this key: if it was the next one, it is the present one from now on. */
  #settle(keys: KeyFile): void {
    try {
      if (readNextKey(this.#file)?.key.x !== keys.key.x) return
      promoteNext(this.#file)
      this.#log.info('the next key is the present one now')
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      this.#log.warn('the key file could not be replaced', { code: error.code })
    }
  }

  async #headers(): Promise<Record<string, string>> {
    const nowMs = this.nowMs()
    const { operator } = this.#keys
    const token = await makeToken(this.#signer, { operator, audience: this.#authorityKeyId, nowMs })
    return { authorization: `Bearer ${token}` }
  }

  async #post(path: string, body: object): Promise<Answer> {
    try {
      const response = await fetch(this.url + path, {
        method: 'POST',
        headers: { ...(await this.#headers()), 'content-type': 'application/json' },
        body: JSON.stringify(body),
        redirect: 'error',
        signal: AbortSignal.any([AbortSignal.timeout(this.#limits.callMs), this.#ending.signal]),
      })
      const text = await textOf(response)
      if (response.ok) return { is: 'ok', body: jsonOf(text) }
      return this.#refused(response, text)
    } catch (error) {
      return { is: 'away', why: whyOf(error) }
    }
  }

  #refused(response: Response, text: string): Extract<Answer, { is: 'refused' }> {
    const code = problem.safeParse(jsonOf(text)).data?.code ?? ''
    if (response.status === 401 && code === 'clockSkew') this.#setClock(response)
    return { is: 'refused', status: response.status, code }
  }

  #setClock(response: Response): void {
    const theirs = Date.parse(response.headers.get('date') ?? '')
    if (Number.isNaN(theirs)) return
    this.#clockAheadMs = theirs - this.#wall()
    this.#log.warn('the clock differs from that of the authority; set the system time right', {
      seconds: Math.round(this.#clockAheadMs / 1000),
    })
  }

  async #follow(
    path: string,
    onEvent: (event: string, data: string) => void,
    onOpen: () => void,
  ): Promise<StreamEnd> {
    const silence = new AbortController()
    let timer = setTimeout(() => silence.abort(), this.#limits.silenceMs)
    const heard = () => {
      clearTimeout(timer)
      timer = setTimeout(() => silence.abort(), this.#limits.silenceMs)
    }
    try {
      const response = await fetch(this.url + path, {
        headers: { ...(await this.#headers()), accept: 'text/event-stream' },
        redirect: 'error',
        signal: AbortSignal.any([silence.signal, this.#ending.signal]),
      })
      if (!response.ok || response.body === null)
        return this.#refused(response, await textOf(response))
      onOpen()
      const events = new ServerEvents()
      const decoder = new TextDecoder()
      for await (const piece of response.body) {
        heard()
        const come = events.push(decoder.decode(piece, { stream: true }))
        if (come === null) return { is: 'away', why: 'an event is too large' }
        for (const { event, data } of come) onEvent(event, data)
      }
      return { is: 'closed' }
    } catch (error) {
      if (this.#ending.signal.aborted) return { is: 'closed' }
      return silence.signal.aborted ? { is: 'silent' } : { is: 'away', why: whyOf(error) }
    } finally {
      clearTimeout(timer)
      silence.abort()
    }
  }
}

export interface LinkOptions {
  readonly url: string
  /** The key file. */
  readonly file: string
  readonly log: Log
  /** Milliseconds since 1970. */
  readonly wall: () => number
  readonly limits?: LinkLimits
}

/** One call without a token, for enrolment. */
export async function callPlainly(url: string, body: object | null): Promise<Answer> {
  try {
    const response = await fetch(url, {
      ...(body === null
        ? {}
        : {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(body),
          }),
      redirect: 'error',
      signal: AbortSignal.timeout(LINK_LIMITS.callMs),
    })
    const text = await textOf(response)
    if (response.ok) return { is: 'ok', body: jsonOf(text) }
    const code = problem.safeParse(jsonOf(text)).data?.code ?? ''
    return { is: 'refused', status: response.status, code }
  } catch (error) {
    return { is: 'away', why: whyOf(error) }
  }
}

async function textOf(response: Response): Promise<string> {
  let text = ''
  if (response.body === null) return text
  const decoder = new TextDecoder()
  for await (const piece of response.body) {
    text += decoder.decode(piece, { stream: true })
    if (text.length > ANSWER_SIZE_MAX) throw new Error('the answer is too large')
  }
  return text
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** `fetch failed` says nothing; its cause does. */
function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  if (cause instanceof Error) return (cause as NodeJS.ErrnoException).code ?? cause.message
  return error.name === 'TimeoutError' ? 'no answer in time' : error.message
}
