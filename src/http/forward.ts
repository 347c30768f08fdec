/**
 * A request sent on to another process that serves the same database, since what it is about lives in that one's memory: as it came, with
 * where it came from, and with what proves that one of us sends it. It is sent on once.
 *
 *   caller ──► process B ── Loa-Process: proof to A, X-Forwarded-For: caller ──► process A: who calls, may they … ──► answer, as it comes
 */
import { timingSafeEqual } from 'node:crypto'
import { httpFailure } from './failures.ts'

/** Where it is reached, and what proves to it that one of us asks. */
export interface Owner {
  readonly address: string
  readonly secret: string
}

export interface Others {
  /** This process's own. */
  readonly secret: string
  /** Whose shift it is; null: this process's. */
  owner(): Promise<Owner | null>
}

const PROOF = 'loa-process'

/** Of one connection, or of what the answer is no more once it has come through here. */
const NOT_SENT_ON = ['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'host'] as const
const ENCODED = ['content-encoding', 'content-length'] as const

export function isOfOthers(headers: Headers, others: Pick<Others, 'secret'> | null): boolean {
  const given = headers.get(PROOF)
  if (given === null || others === null) return false
  const [one, other] = [Buffer.from(given), Buffer.from(others.secret)]
  return one.length === other.length && timingSafeEqual(one, other)
}

/** By whomever: it is sent on once, though an address leads to somebody else, or back here. */
export function wasSentOn(headers: Headers): boolean {
  return headers.has(PROOF)
}

/** Fails with shiftMoved where the other does not answer. */
export async function forward(request: Request, { address, secret }: Owner, caller: string): Promise<Response> {
  const { pathname, search } = new URL(request.url)
  const headers = without(request.headers, [...NOT_SENT_ON, 'accept-encoding', 'forwarded'])
  headers.set(PROOF, secret)
  headers.set('x-forwarded-for', caller)
  let answer: Response
  try {
    answer = await fetch(address + pathname + search, {
      method: request.method,
      headers,
      redirect: 'manual',
      signal: request.signal,
      ...(request.body !== null && { body: request.body, duplex: 'half' as const }),
    })
  } catch {
    throw httpFailure('shiftMoved')
  }
  return new Response(answer.body, {
    status: answer.status,
    headers: without(answer.headers, [...NOT_SENT_ON, ...ENCODED]),
  })
}

function without(given: Headers, names: readonly string[]): Headers {
  const headers = new Headers(given)
  for (const name of names) headers.delete(name)
  return headers
}
