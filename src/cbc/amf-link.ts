/**
 * The connection to one AMF over HTTP/2: what its machine wants asked is asked, and its answers are given back. Bounded in time and size.
 * Follows no redirect: an AMF that is to be asked is named on the command line. Knows no broadcast.
 *
 * Sources: RFC 9113 (HTTP/2), 3GPP TS 29.500 section 5.2 (headers, statuses).
 */
import { type ClientHttp2Session, type ClientHttp2Stream, connect, constants } from 'node:http2'
import { connect as dial, isIP, type Socket } from 'node:net'
import { connect as dialTls } from 'node:tls'
import { trustedCertificates } from '../base/authorities.ts'
import type { Timekeeper, Timer } from '../base/clock.ts'
import { reason } from '../base/failure.ts'
import type { Amf, AmfAnswer, AmfAsk, Answered } from '../cbs/amf.ts'
import type { AmfUrl } from './amf-urls.ts'

/** An answer that has not come by then is asked for again. */
const ANSWER_MS = 10_000
const ANSWER_SIZE_MAX = 1024 * 1024
/** How often a connection is looked at. */
const KEEP_ALIVE_MS = 30_000
const PING_MS = 10_000
const RETRY_AFTER_MAX_S = 600
const LAST_WORDS_MS = 1000

export interface AmfRequest {
  readonly path: string
  readonly contentType: string
  readonly body: Buffer
}

/** Client certificate in PEM, for AMFs that want one. */
export interface TlsIdentity {
  readonly cert: string
  readonly key: string
}

export interface AmfEvents {
  readonly clock: Timekeeper
  requestOf(ask: AmfAsk): AmfRequest
  answerOf(ask: AmfAsk, status: number, body: Buffer): Answered
  /** Something has happened: whoever owns the machine looks at it. */
  changed(): void
  say(event: AmfEvent): void
}

export type AmfEvent =
  | { readonly is: 'connected'; readonly amf: string }
  | { readonly is: 'lost'; readonly amf: string; readonly why: string }
  | {
      readonly is: 'refused'
      readonly amf: string
      readonly what: AmfAsk['is']
      readonly status: number
      readonly cause: string
    }

interface Heard {
  readonly status: number
  readonly answer: Buffer
  readonly retryMs: number | null
}

const NO_ANSWER: AmfAnswer = { is: 'unanswered' }

export class AmfLink {
  readonly #amf: Amf
  readonly #url: AmfUrl
  readonly #identity: TlsIdentity | null
  readonly #events: AmfEvents
  #session: ClientHttp2Session | null = null
  #socket: Socket | null = null
  #timer: Timer | null = null
  /** What was last said of it: one that stays away is told of once. Null: nothing yet. */
  #told: boolean | null = null

  constructor(amf: Amf, url: AmfUrl, identity: TlsIdentity | null, events: AmfEvents) {
    this.#amf = amf
    this.#url = url
    this.#identity = identity
    this.#events = events
  }

  /** What the machine wants done. */
  act(): void {
    for (const step of this.#amf.take())
      if (step.is === 'connect') this.#connect()
      else if (step.is === 'ask') this.#ask(step.ask)
      else this.#end(step.why)
  }

  /** What was handed over stays where it is. */
  close(): void {
    const socket = this.#socket
    this.#session?.close()
    this.#session = null
    this.#timer?.cancel()
    setTimeout(() => socket?.destroy(), LAST_WORDS_MS).unref()
  }

  #connect(): void {
    const socket = this.#dial()
    const session = connect(this.#url.origin, { createConnection: () => socket, settings: { enablePush: false } })
    let why = 'the connection was closed'
    this.#session = session
    this.#socket = socket
    session.on('connect', () => {
      if (this.#session !== session) return
      this.#amf.opened(this.#now())
      this.#tell(true, '')
      this.#keepAlive(session)
      this.#events.changed()
    })
    session.on('error', error => {
      why = reason(error)
    })
    const over = () => {
      if (this.#session !== session) return
      this.#end(why)
      this.#amf.lost(this.#now())
      this.#events.changed()
    }
    session.on('close', over)
    // Whoever says goodbye and keeps the line open would be waited for without end. What it has not answered is asked again.
    session.on('goaway', () => {
      why = 'it takes no more on this connection'
      over()
    })
  }

  #dial(): Socket {
    const { isTls, host, port } = this.#url
    if (!isTls) return dial({ host, port })
    const ca = trustedCertificates()
    return dialTls({
      host,
      port,
      ALPNProtocols: ['h2'],
      ...(isIP(host) === 0 && { servername: host }),
      ...(ca !== undefined && { ca }),
      ...this.#identity,
    })
  }

  #keepAlive(session: ClientHttp2Session): void {
    this.#timer = this.#events.clock.after(KEEP_ALIVE_MS, () => {
      if (this.#session !== session || session.closed || session.destroyed) return
      const late = this.#events.clock.after(PING_MS, () => this.#socket?.destroy())
      session.ping(error => {
        late.cancel()
        if (error !== null || this.#session !== session) return
        this.#keepAlive(session)
      })
    })
  }

  #ask(ask: AmfAsk): void {
    const session = this.#session
    if (session === null || session.closed || session.destroyed) return this.#answered(ask, 'none')
    const { path, contentType, body } = this.#events.requestOf(ask)
    const stream = session.request({
      ':method': 'POST',
      ':path': `${this.#url.prefix}${path}`,
      'content-type': contentType,
      'content-length': String(body.length),
      accept: 'application/json, application/problem+json',
      // The kind of network function that asks.
      'user-agent': 'CBCF',
    })
    this.#read(stream, (status, answer, retryMs) => {
      if (this.#session !== session) return
      this.#answered(ask, status === null ? 'none' : { status, answer, retryMs })
    })
    stream.end(body)
  }

  /** Calls once. */
  #read(stream: ClientHttp2Stream, done: (status: number | null, body: Buffer, retryMs: number | null) => void): void {
    const pieces: Buffer[] = []
    let [size, status, retryMs]: [number, number | null, number | null] = [0, null, null]
    let isDone = false
    const end = (isWhole: boolean) => {
      if (isDone) return
      isDone = true
      timer.cancel()
      if (!isWhole) stream.close(constants.NGHTTP2_CANCEL)
      done(isWhole ? status : null, Buffer.concat(pieces), retryMs)
    }
    const timer = this.#events.clock.after(ANSWER_MS, () => end(false))
    stream.on('response', headers => {
      status = Number(headers[':status'])
      const seconds = Number(headers['retry-after'])
      if (seconds >= 1) retryMs = 1000 * Math.min(RETRY_AFTER_MAX_S, seconds)
    })
    stream.on('data', (piece: Buffer) => {
      size += piece.length
      if (size > ANSWER_SIZE_MAX) end(false)
      else pieces.push(piece)
    })
    stream.on('end', () => end(status !== null))
    stream.on('error', () => end(false))
    stream.on('close', () => end(false))
  }

  #answered(ask: AmfAsk, heard: 'none' | Heard): void {
    const answer = heard === 'none' ? NO_ANSWER : this.#answerIn(ask, heard)
    if (answer.is === 'refused') {
      const { status, cause } = answer
      this.#events.say({ is: 'refused', amf: this.#amf.name, what: ask.is, status, cause })
    }
    this.#amf.answered(answer, this.#now())
    this.#events.changed()
  }

  #answerIn(ask: AmfAsk, { status, answer: body, retryMs }: Heard): AmfAnswer {
    const answer = this.#events.answerOf(ask, status, body)
    return answer.is === 'refused' ? { ...answer, retryMs } : answer
  }

  /** The machine knows that it is over. */
  #end(why: string): void {
    this.#session = null
    this.#timer?.cancel()
    // Not `destroy` of the session: once it is closing, that waits for the other side.
    this.#socket?.destroy()
    this.#tell(false, why)
  }

  #tell(isUp: boolean, why: string): void {
    if (this.#told === isUp) return
    this.#told = isUp
    const { name: amf } = this.#amf
    this.#events.say(isUp ? { is: 'connected', amf } : { is: 'lost', amf, why })
  }

  #now(): number {
    return this.#events.clock.monotonic()
  }
}
