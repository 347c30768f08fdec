/**
 * One call to a server and what came of it. Never throws for what the network or the server does.
 *
 * Knows no key and no token: who calls brings the headers. Time and the size of an answer are
 * bounded.
 */
import { z } from 'zod'
import type { Timekeeper } from './clock.ts'

export type Answer =
  | { readonly is: 'ok'; readonly body: unknown }
  /** By its HTTP status, and its failure code where it told one. */
  | Refusal
  | { readonly is: 'away'; readonly why: string }

export interface Refusal {
  readonly is: 'refused'
  readonly status: number
  readonly code: string
}

export interface Call {
  readonly url: string
  /** Null: a GET. */
  readonly body: object | null
  readonly headers?: Readonly<Record<string, string>>
  readonly clock: Timekeeper
  /** From its first octet out to its last one in. */
  readonly withinMs: number
  /** Ends it before. */
  readonly signal?: AbortSignal
}

/** Of one call. */
export const CALL_MS = 10_000
const ANSWER_SIZE_MAX = 1024 * 1024
const problem = z.object({ code: z.string().max(100) })

/** `onRefused` is given what the body does not say. */
export async function call(call: Call, onRefused?: Refused): Promise<Answer> {
  return await within(call, async response =>
    response.ok ? { is: 'ok' as const, body: jsonOf(await textOf(response)) } : await refusalOf(response, onRefused),
  )
}

async function within<Told>(
  call: Call,
  read: (response: Response) => Promise<Told>,
): Promise<Told | { readonly is: 'away'; readonly why: string }> {
  const { clock, withinMs, signal } = call
  const late = new AbortController()
  const timer = clock.after(withinMs, () => late.abort(new Error('no answer in time')))
  try {
    const response = await fetch(call.url, {
      ...asked(call),
      redirect: 'error',
      signal: signal === undefined ? late.signal : AbortSignal.any([late.signal, signal]),
    })
    return await read(response)
  } catch (error) {
    return { is: 'away', why: whyOf(error) }
  } finally {
    timer.cancel()
  }
}

export type Refused = (refusal: Refusal, response: Response) => void

function asked({ body, headers }: Call): RequestInit {
  if (body === null) return { ...(headers && { headers }) }
  return { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

/** Of an answer that is not well. Fails as its stream does. */
export async function refusalOf(response: Response, onRefused?: Refused): Promise<Refusal> {
  const code = problem.safeParse(jsonOf(await textOf(response))).data?.code ?? ''
  const refusal: Refusal = { is: 'refused', status: response.status, code }
  onRefused?.(refusal, response)
  return refusal
}

/** The octets of a file, as they are there. */
export async function callForFile(
  asked: Omit<Call, 'body'>,
): Promise<{ readonly is: 'ok'; readonly octets: Buffer } | Exclude<Answer, { is: 'ok' }>> {
  return await within({ ...asked, body: null }, async response =>
    response.ok ? { is: 'ok' as const, octets: await octetsOf(response) } : await refusalOf(response),
  )
}

async function textOf(response: Response): Promise<string> {
  return (await octetsOf(response)).toString('utf8')
}

async function octetsOf(response: Response): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of response.body ?? []) {
    size += piece.length
    if (size > ANSWER_SIZE_MAX) throw new Error('the answer is too large')
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** `fetch failed` says nothing; its cause does. */
export function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  if (cause instanceof Error) return (cause as NodeJS.ErrnoException).code ?? cause.message
  return error.message
}
