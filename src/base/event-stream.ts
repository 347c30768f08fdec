/**
 * A stream of events from a server (SSE), until it ends one way or another. Never throws for what the network or the server does.
 *
 * A server beats; after so long without an octet the connection is taken for dead. Knows no event's meaning; time is an argument.
 */
import { type Answer, type Refused, refusalOf, whyOf } from './calls.ts'
import type { Timekeeper } from './clock.ts'
import { ServerEvents } from './server-events.ts'

export type StreamEnd = Answer | { readonly is: 'silent' } | { readonly is: 'closed' }

export interface StreamHandlers {
  /** Must not throw. */
  readonly onEvent: (event: string, data: string) => void
  readonly onOpen: () => void
}

export interface StreamCall {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly clock: Timekeeper
  readonly silenceMs: number
  /** Of one event, in UTF-16 units. */
  readonly sizeMax: number
  /** Ends it. */
  readonly signal: AbortSignal
  readonly onRefused?: Refused
}

export async function followEvents(call: StreamCall, handlers: StreamHandlers): Promise<StreamEnd> {
  const { url, headers, clock, silenceMs, signal, onRefused } = call
  const silence = new AbortController()
  const wait = () => clock.after(silenceMs, () => silence.abort())
  let timer = wait()
  const heard = () => {
    timer.cancel()
    timer = wait()
  }
  try {
    const response = await fetch(url, {
      headers: { ...headers, accept: 'text/event-stream' },
      redirect: 'error',
      signal: AbortSignal.any([silence.signal, signal]),
    })
    if (!response.ok || response.body === null) return await refusalOf(response, onRefused)
    handlers.onOpen()
    const on = { onPiece: heard, onEvent: handlers.onEvent }
    return await readEvents(response.body, call.sizeMax, on)
  } catch (error) {
    if (signal.aborted) return { is: 'closed' }
    return silence.signal.aborted ? { is: 'silent' } : { is: 'away', why: whyOf(error) }
  } finally {
    timer.cancel()
    silence.abort()
  }
}

/** Fails as the stream does. */
async function readEvents(
  stream: ReadableStream<Uint8Array>,
  sizeMax: number,
  on: { onPiece: () => void; onEvent: StreamHandlers['onEvent'] },
): Promise<StreamEnd> {
  const events = new ServerEvents({ sizeMax })
  for await (const piece of stream) {
    on.onPiece()
    const come = events.push(piece)
    if (come === null) return { is: 'away', why: 'an event is too large' }
    for (const { event, data } of come) on.onEvent(event, data)
  }
  return { is: 'closed' }
}
