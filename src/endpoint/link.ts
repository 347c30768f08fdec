/**
 * One SMPP connection, either end: the rules of `smpp/session.ts` driven by a socket, a clock and one timer.
 *
 * Knows no URLs, no binds and no texts: `session.ts` and `server-session.ts` do.
 *
 * Invariants: every request given to it is settled or failed exactly once; no more than `window` are in flight,
 * `waiting` wait and `handling` of the peer's are in hand; what is `uncertain` was handed to the socket, and what is
 * not was not; one socket.write a tick, one timer a link; after the end nothing is called any more but `ended`.
 */

import type { Socket } from 'node:net'
import type { Clock, Millis } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { decodePdu } from '../smpp/codec.ts'
import { FrameCutter } from '../smpp/frames.ts'
import { heard, type Keepalive, tick } from '../smpp/keepalive.ts'
import {
  type AnsweredName,
  type PduInput,
  type PduName,
  type PduOf,
  type RequestName,
  type ResponseName,
  responseTo,
  type SessionIs,
  type UnnumberedOf,
} from '../smpp/pdus.ts'
import { SessionCore, type Side } from '../smpp/session.ts'
import { STATUSES } from '../smpp/statuses.ts'
import { ENDPOINT_FAILURES } from './failures.ts'
import type { Limits } from './limits.ts'
import { Line } from './line.ts'
import { Outbox } from './outbox.ts'
import { statusOf } from './refusal.ts'
import { notSent, RequestFailure, refused, unanswered } from './request-failure.ts'

/** Who waits for the answer to a request. One of the two is called, once. */
export interface Waiter<Response = PduOf<ResponseName>> {
  settled(response: Response): void
  /** A RequestFailure, but for a bug of the caller's. */
  failed(error: Error): void
}

/** A response's fields but its name and number; absent ones are 0 or empty. */
export type Answer = { readonly command_status?: number } & Readonly<Record<string, unknown>>

/** Why a link ended. */
export type Ending =
  /** We closed it. */
  | { readonly is: 'closed' }
  /** The peer unbound, and what was in flight had its time. */
  | { readonly is: 'unbound' }
  /** The connection broke. */
  | { readonly is: 'lost'; readonly why: string }
  /** Asked whether it is alive, the peer was silent. */
  | { readonly is: 'silent' }
  /** The peer sent a length that no PDU has. */
  | { readonly is: 'garbled'; readonly why: string }

export interface LinkOwner {
  /** Answers a request of the peer: by returning, resolving or throwing. */
  serve(request: PduOf<RequestName>): Answer | Promise<Answer>
  /** A handler threw something that names no command_status. The peer was given a temporary error. */
  handlerFailed(error: unknown): void
  ended(ending: Ending): void
}

interface Entry {
  readonly pdu: UnnumberedOf<AnsweredName>
  readonly waiter: Waiter
  /** Of the outbox. */
  order: number
}

/** Octets that wait for a peer that does not read, before we stop reading from it. */
const BACKLOG_MAX = 1 << 20
/** How long a closed connection may take to say goodbye. */
const GOODBYE_MS = 1000
const SWEEPS_A_TIMEOUT = 8
const SWEEP_MIN_MS = 10
const SWEEP_MAX_MS = 1000

export class Link {
  readonly #socket: Socket
  readonly #side: Side
  readonly #limits: Limits
  readonly #clock: Clock
  readonly #owner: LinkOwner
  readonly #core: SessionCore<Entry>
  readonly #cutter = new FrameCutter()
  readonly #waiting = new Line<Entry>()
  readonly #outbox: Outbox
  readonly #sweeper: NodeJS.Timeout
  readonly #onFrame = (frame: Buffer) => this.#take(frame)
  readonly #sendNext = (entry: Entry) => this.#send(entry)

  #alive: Keepalive
  #inHand = 0
  #problem: string | null = null
  /** No new requests: we are leaving, or the peer has left. */
  #leaving: 'no' | 'us' | 'peer' = 'no'
  #ending: Ending | null = null
  #whenIdle: (() => void)[] = []
  #closing: Promise<void> | null = null

  constructor(
    socket: Socket,
    options: { readonly side: Side; readonly limits: Limits; readonly clock: Clock; readonly owner: LinkOwner },
  ) {
    this.#socket = socket
    this.#outbox = new Outbox(socket)
    this.#side = options.side
    this.#limits = options.limits
    this.#clock = options.clock
    this.#owner = options.owner
    this.#core = new SessionCore({ side: options.side, window: options.limits.window })
    this.#alive = heard(this.#clock.monotonic())
    const { responseTimeoutMs, enquireLinkMs } = options.limits
    const sweepMs = Math.min(responseTimeoutMs, enquireLinkMs) / SWEEPS_A_TIMEOUT
    this.#sweeper = setInterval(() => this.#sweep(), Math.max(SWEEP_MIN_MS, Math.min(SWEEP_MAX_MS, sweepMs)))
    socket.setNoDelay(true)
    socket.on('error', error => {
      this.#problem = error.message
    })
    socket.on('close', () => this.#end({ is: 'lost', why: this.#problem ?? 'the peer closed the connection' }))
    socket.on('drain', () => socket.resume())
  }

  get state(): SessionIs {
    return this.#core.state
  }

  get inFlight(): number {
    return this.#core.inFlight.count
  }

  get waiting(): number {
    return this.#waiting.length
  }

  /** Requests that would still be taken. */
  get room(): number {
    const { window, waiting } = this.#limits
    return Math.max(0, window - this.inFlight) + waiting - this.waiting
  }

  /** Whether requests are still taken: neither side is leaving. */
  get open(): boolean {
    return this.#leaving === 'no' && this.#ending === null
  }

  /**
   * Sends it now, or when the window has room. The PDU becomes ours: it is numbered in place.
   * Never throws: what is wrong with the request fails its waiter.
   */
  request(pdu: UnnumberedOf<AnsweredName>, waiter: Waiter): void {
    const wrong = this.#wrong(pdu.command)
    if (wrong !== null) {
      waiter.failed(wrong)
      return
    }
    const entry: Entry = { pdu, waiter, order: 0 }
    if (this.waiting === 0 && this.#send(entry)) return
    if (this.waiting >= this.#limits.waiting)
      waiter.failed(
        new RequestFailure('smppWaitingFull', ENDPOINT_FAILURES.smppWaitingFull, {
          command: pdu.command,
          details: { most: this.#limits.waiting },
        }),
      )
    else this.#waiting.push(entry)
  }

  /** What is not answered, such as outbind and alert_notification. Throws a Failure for what cannot be encoded. */
  tell(pdu: UnnumberedOf<'outbind' | 'alert_notification'>): void {
    const wrong = this.#wrong(pdu.command)
    if (wrong !== null) throw wrong
    this.#core.sent(pdu.command)
    this.#outbox.write({ ...pdu, sequence_number: this.#core.inFlight.number() } as PduInput)
  }

  /** Octets from the socket. They may be used again when this returns. */
  read(chunk: Buffer): void {
    if (this.#ending !== null) return
    this.#alive = heard(this.#clock.monotonic())
    const error = this.#cutter.push(chunk, this.#onFrame)
    if (error !== null) {
      const nack = { command_status: STATUSES.ESME_RINVCMDLEN, sequence_number: 0 }
      this.#outbox.write({ command: 'generic_nack', ...nack })
      this.#end({ is: 'garbled', why: error })
    }
    this.#refill()
    if (this.#socket.writableLength > BACKLOG_MAX) this.#socket.pause()
  }

  /** Drains, unbinds and closes. Resolves when the connection is gone; the same for every caller. */
  close(): Promise<void> {
    this.#closing ??= this.#leave()
    return this.#closing
  }

  async #leave(): Promise<void> {
    if (this.#leaving === 'no') this.#leaving = 'us'
    await this.#idle(this.#limits.drainMs)
    if (this.#core.bound && this.#ending === null)
      await new Promise<void>(resolve => {
        const done = () => resolve()
        const entry = { pdu: { command: 'unbind' }, waiter: { settled: done, failed: done }, order: 0 }
        if (!this.#send(entry as Entry)) resolve()
      })
    this.#end({ is: 'closed' })
    if (!this.#socket.closed) await new Promise(resolve => this.#socket.once('close', resolve))
  }

  /** Breaks the connection off: what was written and not answered is uncertain. */
  destroy(why = 'broken off by us'): void {
    this.#end({ is: 'lost', why })
  }

  #wrong(command: PduName & RequestName): RequestFailure | null {
    if (this.#ending !== null || this.#leaving === 'peer') return notSent(command, this.#whyGone())
    if (this.#leaving === 'us') return notSent(command, 'the session is closing')
    if (this.#core.maySend(command)) return null
    const details = { state: this.#core.state }
    return new RequestFailure('smppNotBoundFor', ENDPOINT_FAILURES.smppNotBoundFor, { command, details })
  }

  #whyGone(): string {
    if (this.#ending === null) return 'the peer has unbound'
    if ('why' in this.#ending) return this.#ending.why
    if (this.#ending.is === 'silent') return 'the peer was silent'
    return this.#ending.is === 'unbound' ? 'the peer has unbound' : 'the session is closed'
  }

  /** False when the window is full. Fails the waiter of what cannot be encoded. */
  #send(entry: Entry): boolean {
    const { pdu, waiter } = entry
    const sequence = this.#core.request(pdu.command, entry, this.#clock.monotonic())
    if (sequence === null) return false
    entry.order = this.#outbox.next()
    const numbered = pdu as { sequence_number?: number }
    numbered.sequence_number = sequence
    try {
      this.#outbox.write(pdu as PduInput)
    } catch (error) {
      this.#core.inFlight.settle(sequence)
      waiter.failed(unencodable(pdu.command, error))
    }
    return true
  }

  #refill(): void {
    this.#waiting.drain(this.#sendNext)
  }

  #take(frame: Buffer): void {
    // What stands behind a PDU that ended the session is not obeyed any more.
    if (this.#ending !== null) return
    const step = this.#core.receive(decodePdu(frame))
    switch (step.do) {
      case 'settle':
        this.#settle(step.context, step.response)
        break
      case 'serve':
        this.#serve(step.request)
        break
      case 'answer':
        this.#outbox.write(step.pdu)
        break
      case 'part':
        this.#outbox.write(step.pdu)
        this.#part()
        break
    }
  }

  #settle({ pdu, waiter }: Entry, response: PduOf<ResponseName>): void {
    const isAnswer = response.command !== 'generic_nack'
    if (isAnswer && response.command_status === STATUSES.ESME_ROK) waiter.settled(response)
    else waiter.failed(refused(pdu.command, response))
    this.#checkIdle()
  }

  #serve(request: PduOf<RequestName>): void {
    if (this.#inHand >= this.#limits.handling) {
      this.#answer(request, { command_status: this.#busyStatus() })
      return
    }
    try {
      const answer = this.#owner.serve(request)
      if (answer instanceof Promise) this.#await(request, answer)
      else this.#answer(request, answer)
    } catch (error) {
      this.#refuse(request, error)
    }
  }

  #await(request: PduOf<RequestName>, answer: Promise<Answer>): void {
    this.#inHand += 1
    answer
      .then(
        value => this.#answer(request, value),
        error => this.#refuse(request, error),
      )
      .finally(() => {
        this.#inHand -= 1
        this.#checkIdle()
      })
  }

  #refuse(request: PduOf<RequestName>, error: unknown): void {
    const status = statusOf(error)
    this.#answer(request, { command_status: status ?? this.#busyStatus() })
    if (status === null) this.#owner.handlerFailed(error)
  }

  /** The temporary error of each side (section 5.1.3). */
  #busyStatus(): number {
    return this.#side === 'esme' ? STATUSES.ESME_RX_T_APPN : STATUSES.ESME_RSYSERR
  }

  #answer(request: PduOf<RequestName>, answer: Answer): void {
    const command = responseTo(request.command)
    if (command === null || this.#ending !== null) return
    const { sequence_number } = request
    const pdu = { ...answer, command, sequence_number } as PduInput
    try {
      this.#outbox.write(pdu)
      this.#core.sent(command, pdu.command_status)
    } catch (error) {
      // The handler's answer cannot be encoded; the peer still gets one.
      const command_status = this.#busyStatus()
      this.#outbox.write({ command, command_status, sequence_number } as PduInput)
      this.#core.sent(command, command_status)
      this.#owner.handlerFailed(error)
    }
  }

  #part(): void {
    this.#leaving = 'peer'
    this.#failWaiting()
    this.#idle(this.#limits.responseTimeoutMs).then(() => this.#end({ is: 'unbound' }))
  }

  /** Resolves when nothing is in flight, waiting or in hand, or after `mostMs`, or at the end. */
  #idle(mostMs: number): Promise<void> {
    return new Promise(resolve => {
      const timer = setTimeout(resolve, mostMs)
      this.#whenIdle.push(() => {
        clearTimeout(timer)
        resolve()
      })
      this.#checkIdle()
    })
  }

  #checkIdle(): void {
    if (this.#whenIdle.length === 0) return
    if (this.#core.inFlight.count > 0 || this.waiting > 0 || this.#inHand > 0) return
    for (const idle of this.#whenIdle.splice(0)) idle()
  }

  #sweep(): void {
    const now = this.#clock.monotonic()
    const { responseTimeoutMs, enquireLinkMs } = this.#limits
    this.#core.inFlight.expire(now, responseTimeoutMs, ({ pdu, waiter }) =>
      waiter.failed(unanswered(pdu.command, `no response within ${responseTimeoutMs} ms`)),
    )
    this.#refill()
    this.#checkIdle()
    this.#keepAlive(now, { quietMs: enquireLinkMs, answerMs: responseTimeoutMs })
  }

  #keepAlive(now: Millis, limits: { quietMs: number; answerMs: number }): void {
    const [next, step] = tick(this.#alive, limits, now)
    this.#alive = next
    if (step.do === 'close') this.#end({ is: 'silent' })
    if (step.do !== 'ask' || !this.#core.maySend('enquire_link')) return
    const nobody = { settled: () => {}, failed: () => {} }
    this.#send({ pdu: { command: 'enquire_link' }, waiter: nobody, order: 0 })
  }

  #failWaiting(): void {
    for (const { pdu, waiter } of this.#waiting.clear()) waiter.failed(notSent(pdu.command, this.#whyGone()))
  }

  #end(ending: Ending): void {
    if (this.#ending !== null) return
    this.#ending = ending
    clearInterval(this.#sweeper)
    const orderly = ending.is !== 'lost' && ending.is !== 'silent'
    if (orderly) this.#outbox.flush()
    this.#core.close()
    const why = this.#whyGone()
    this.#core.inFlight.drain(({ pdu, waiter, order }) =>
      waiter.failed(this.#outbox.wasWritten(order) ? unanswered(pdu.command, why) : notSent(pdu.command, why)),
    )
    this.#failWaiting()
    for (const idle of this.#whenIdle.splice(0)) idle()
    if (orderly) {
      this.#socket.end()
      setTimeout(() => this.#socket.destroy(), GOODBYE_MS).unref()
      // Without a reader the peer's goodbye would never be seen.
      this.#socket.resume()
    } else this.#socket.destroy()
    this.#owner.ended(ending)
  }
}

function unencodable(command: PduName, error: unknown): Error {
  if (error instanceof Failure) return new RequestFailure(error.code, error.kind, { command, details: error.details })
  return error instanceof Error ? error : new Error(String(error))
}
