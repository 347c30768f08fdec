/**
 * Asks the server as a site does, by rows of the contract, with the token of this browser. Types come from the contract and no
 * schema does. Fails with a Problem, which has a sentence in both languages.
 */
import type { AskedOf } from '../../../authority/contract.ts'
import { offline, readProblem } from '../../../web/problem.ts'
import type { Language } from '../../../web/words/both.ts'
import type { briefingContract } from '../contract.ts'

type Rows = AskedOf<typeof briefingContract>
type OfRoom<Key> = Key extends `${string} /api/v1/briefing-room${string}` ? Key : never
export type Route = OfRoom<keyof Rows>
export type Answer<Of extends Route> = Rows[Of]['answer']

interface Given {
  readonly params?: Readonly<Record<string, string | number>>
  readonly patienceMs?: number
}
/** What a request of this route takes. */
export type Sent<Of extends Route> = Rows[Of]['body'] extends undefined
  ? Given
  : Given & { readonly body: Rows[Of]['body'] }

/** Longer than any answer takes on the poorest line. */
const PATIENCE_MS = 20_000

export interface AskingNeeds {
  token(): string | null
  language(): Language
}

export class Asking {
  readonly #needs: AskingNeeds

  constructor(needs: AskingNeeds) {
    this.#needs = needs
  }

  async ask<Of extends Route>(route: Of, sent: Sent<Of>): Promise<Answer<Of>> {
    const { params = {}, patienceMs = PATIENCE_MS } = sent
    const body: unknown = 'body' in sent ? sent.body : undefined
    const [method, path] = route.split(' ')
    const signal = AbortSignal.timeout(patienceMs)
    let answer: Response
    let said: unknown
    try {
      answer = await this.fetch(filled(path, params), { method, signal, ...asSent(body) })
      const text = await answer.text()
      said = text === '' ? null : JSON.parse(text)
    } catch {
      throw offline()
    }
    if (!answer.ok) throw readProblem(answer.status, said)
    // What the row says comes out.
    return said as Answer<Of>
  }

  /** A picture as an address that an image may have; the page’s policy knows no blobs. */
  async picture(document: string, page: number): Promise<string> {
    const path = filled('/api/v1/briefing-room/documents/{id}/pages/{page}', { id: document, page })
    const answer = await this.fetch(path, { signal: AbortSignal.timeout(PATIENCE_MS) })
    if (!answer.ok) throw readProblem(answer.status, null)
    return await dataAddress(await answer.blob())
  }

  /** The token goes in a header, never in an address. */
  async fetch(path: string, { headers, ...init }: RequestInit): Promise<Response> {
    const token = this.#needs.token()
    return await fetch(path, {
      ...init,
      headers: {
        accept: 'application/json',
        'accept-language': this.#needs.language(),
        ...(headers as Record<string, string> | undefined),
        ...(token !== null && { authorization: `Bearer ${token}` }),
      },
      credentials: 'omit',
      cache: 'no-store',
    })
  }
}

function asSent(body: unknown): Pick<RequestInit, 'body' | 'headers'> {
  if (body === undefined) return {}
  if (body instanceof Blob) return { body, headers: { 'content-type': body.type } }
  return { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
}

function filled(path: string, params: Readonly<Record<string, string | number>>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
}

async function dataAddress(blob: Blob): Promise<string> {
  return await new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(blob)
  })
}
