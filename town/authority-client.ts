/**
 * The authority's HTTP API as one person of the demo uses it: signed in with a session, as a browser is.
 *
 * Knows paths and shapes, no story. Every call has an end (waiting.ts).
 */

import { randomUUID } from 'node:crypto'
import type { Signing } from '../src/areas/signers/model.ts'
import type { Role } from '../src/authority/actor.ts'
import type { GivenSignature, Said } from '../src/authority/said.ts'
import type { P256PrivateJwk } from '../src/directive/roster.ts'
import type { Statement } from '../src/directive/statement.ts'
import { personKeyOf } from './person-key.ts'
import { answerFrom, moves, silent } from './waiting.ts'

/** What the API answered instead of what was asked for: RFC 9457. */
export class Refused extends Error {
  readonly status: number
  readonly code: string
  readonly sentences: { readonly vi: string; readonly en: string }

  constructor(status: number, problem: { code?: string; vi?: string; en?: string; detail?: string }) {
    super(problem.en ?? problem.detail ?? `HTTP ${status}`)
    this.status = status
    this.code = problem.code ?? ''
    this.sentences = { vi: problem.vi ?? this.message, en: this.message }
  }
}

export interface StreamEvent {
  readonly event: string
  readonly data: string
}

interface Asked {
  readonly body?: object
  readonly octets?: { readonly type: string; readonly of: Buffer<ArrayBuffer> }
  readonly key?: string
}

export class AuthorityClient {
  readonly #url: string
  readonly #signingKey: P256PrivateJwk | null
  #cookies = new Map<string, string>()
  #account: { readonly email: string; readonly password: string } | null = null

  constructor(url: string, signingKey: P256PrivateJwk | null = null) {
    this.#url = url
    this.#signingKey = signingKey
  }

  async signIn(email: string, password: string): Promise<void> {
    this.#account = { email, password }
    await this.post('/api/auth/sign-in/email', this.#account)
  }

  /** With this person's key. */
  async sign(said: Said): Promise<GivenSignature> {
    const { names } = await this.get<Signing>('/api/v1/signing')
    return await this.signStatement(at => ({ ...said, at, ...names }))
  }

  async signStatement(made: (at: string) => Statement): Promise<GivenSignature> {
    if (this.#signingKey === null) throw silent('signing key')
    const at = new Date().toISOString()
    const key = await personKeyOf(this.#signingKey)
    return { at, signature: await key.sign(made(at)) }
  }

  /** As a browser would send it. */
  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  async get<Body>(path: string): Promise<Body> {
    return await this.#call<Body>('GET', path)
  }

  /** `key`: of what is asked once more, because nobody answered. */
  async post<Body>(path: string, body: object = {}, key: string = randomUUID()): Promise<Body> {
    return await this.#call<Body>('POST', path, { body, key })
  }

  async postOctets<Body>(path: string, of: Buffer<ArrayBuffer>, type: string): Promise<Body> {
    return await this.#call<Body>('POST', path, { octets: { type, of } })
  }

  async put<Body>(path: string, body: object): Promise<Body> {
    return await this.#call<Body>('PUT', path, { body })
  }

  /** Server-sent events until the signal says so or the server ends them. */
  async *events(path: string, signal: AbortSignal): AsyncGenerator<StreamEvent> {
    const response = await answerFrom(this.#url + path, {
      headers: { ...this.#headers(), accept: 'text/event-stream' },
      signal,
    })
    if (!response.ok || response.body === null) throw await refusedBy(response)
    let event = ''
    let data: string[] = []
    for await (const line of linesOf(response.body)) {
      if (line.startsWith('event:')) event = line.slice(6).trim()
      else if (line.startsWith('data:')) data.push(line.slice(5).trimStart())
      else if (line === '' && data.length > 0) {
        yield { event, data: data.join('\n') }
        event = ''
        data = []
      }
    }
  }

  /** Proves again who this is where that is asked for. */
  async #call<Body>(method: string, path: string, asked: Asked = {}): Promise<Body> {
    try {
      return await this.#callOnce(method, path, asked)
    } catch (error) {
      const isAsked = error instanceof Refused && error.code === 'factorNeeded'
      if (!isAsked || this.#account === null) throw error
      await this.#callOnce('POST', '/api/auth/sign-in/email', { body: this.#account })
      return await this.#callOnce(method, path, asked)
    }
  }

  async #callOnce<Body>(method: string, path: string, { body, octets, key }: Asked): Promise<Body> {
    const response = await fetch(this.#url + path, {
      method,
      headers: {
        ...this.#headers(),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(octets !== undefined && { 'content-type': octets.type }),
        ...(method === 'POST' && { 'idempotency-key': key ?? randomUUID() }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(octets !== undefined && { body: octets.of }),
    })
    this.#keepCookies(response)
    if (!response.ok) throw await refusedBy(response)
    const text = await response.text()
    if (method === 'GET') moves.see(this.#url + path, text)
    return (text === '' ? null : JSON.parse(text)) as Body
  }

  #headers(): Record<string, string> {
    const { cookie } = this
    return { origin: this.#url, 'accept-language': 'vi', ...(cookie !== '' && { cookie }) }
  }

  #keepCookies(response: Response): void {
    for (const cookie of response.headers.getSetCookie()) {
      const [pair] = cookie.split(';')
      const at = pair.indexOf('=')
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
  }
}

export async function refusedBy(response: Response): Promise<Refused> {
  const text = await response.text()
  try {
    return new Refused(response.status, JSON.parse(text) as object)
  } catch {
    return new Refused(response.status, {})
  }
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let rest = ''
  const decoder = new TextDecoder()
  for await (const piece of body) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}

/** Who has signed in, by role. */
export type Signed = ReadonlyMap<Role, AuthorityClient>
