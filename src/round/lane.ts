/**
 * One SMPP bind with its window and its pace: connecting, binding, keeping alive, coming back.
 *
 *   down --due--> connecting --opened--> binding --bind_resp ok--> bound --unbind of the centre--> leaving --> down
 *                                                                  bound --our stop--> unbinding --> closed
 *
 * Bytes and time in, bytes and events out: knows no socket and no clock. What an answer means for a subscriber is its
 * host's business; which segment is written next, too.
 */
import type { Clock } from '../base/clock.ts'
import type { Random } from '../base/random.ts'
import { encodePdu } from '../smpp/codec.ts'
import { HEADER_SIZE } from '../smpp/frames.ts'
import { STATUSES, statusName } from '../smpp/statuses.ts'
import { Cursor } from './cursor.ts'
import { Flight } from './flight.ts'
import { LaneFlow } from './flow.ts'
import { type Frame, FrameCutter } from './frame-cutter.ts'
import { BindTries, KeepAlive, LaneStop } from './lane-health.ts'
import { Outgoing } from './outgoing.ts'
import type { Connect, SmscAddress, Wire } from './wire.ts'

export interface LaneHost {
  /** An answer to a submit_sm; for ESME_ROK with its message_id. */
  answered(lane: Lane, answer: Answer): void
  /** A deliver_sm or data_sm. */
  delivered(lane: Lane, frame: Frame): void
  lost(rank: number, segment: number): void
  /** A read was taken in whole: the window has room again. */
  heard(lane: Lane): void
  /** The bind is gone, or will be: what the lane had begun to write is to be written by another. */
  unbound(lane: Lane): void
  alarm(lane: Lane, what: LaneAlarm): void
}

/** Overwritten for each answer. The message_id lies in bytes[idFrom, idTo). */
export class Answer {
  rank = 0
  segment = 0
  status = 0
  late = false
  /** The host's, where the ledger keeps one. */
  idFingerprint = 0
  bytes: Buffer = Buffer.alloc(0)
  idFrom = 0
  idTo = 0

  idText(): string {
    return this.bytes.toString('latin1', this.idFrom, this.idTo)
  }
}

export type LaneAlarm =
  | { is: 'bound' }
  | { is: 'not-bound'; why: string; status: number }
  | { is: 'dropped'; why: string }
  | { is: 'stopped'; status: number }

export type LaneState =
  | { is: 'down'; until: number }
  | { is: 'connecting'; until: number }
  | { is: 'binding'; until: number; sequence: number }
  | { is: 'bound' }
  | { is: 'leaving'; until: number }
  /** Our own stop: the lane does not come back. */
  | { is: 'unbinding'; until: number }
  | { is: 'closed' }

export interface LaneLimits {
  readonly window: number
  readonly responseTimeoutMs: number
  readonly enquireLinkMs: number
}

/** For the tally. */
export interface LaneCounts {
  submitted: number
  throttled: number
  rebinds: number
}

const UNBIND_MS = 5000
const SWEEP_MS = 250

const GENERIC_NACK = 0x80000000
const SUBMIT_SM_RESP = 0x80000004
const DELIVER_SM = 0x00000005
const DATA_SM = 0x00000103
const BIND_TRANSCEIVER_RESP = 0x80000009
const UNBIND = 0x00000006
const UNBIND_RESP = 0x80000006
const ENQUIRE_LINK = 0x00000015
const RESPONSE_BIT = 0x80000000
/** deliver_sm_resp, data_sm_resp: with an empty message_id. SMPP 3.4, 4.6.2, 4.7.2. */
const RECEIPT_RESP_SIZE = 17

export class Lane {
  readonly index: number
  readonly smsc: SmscAddress
  readonly flight: Flight
  readonly flow: LaneFlow
  readonly cursor: Cursor
  readonly out: Outgoing
  readonly tries = new BindTries()
  readonly counts: LaneCounts = { submitted: 0, throttled: 0, rebinds: 0 }
  readonly #host: LaneHost
  readonly #limits: LaneLimits
  readonly #connect: Connect
  readonly #random: Random
  readonly #clock: Clock
  readonly #stop = new LaneStop()
  readonly #keepAlive: KeepAlive
  readonly #cutter = new FrameCutter(frame => this.#frame(frame))
  readonly #answer = new Answer()
  state: LaneState
  /** Of the event that is being handled, in milliseconds. */
  now: number
  #wire: Wire | null = null
  /** Of a connection: events of an older one are ignored. */
  #connection = 0
  #sweptAt = 0
  /** In flight and long overdue, as the last sweep found. */
  #overdue = 0
  /** One answer of each read is measured. */
  #isMeasured = false

  constructor(options: {
    index: number
    smsc: SmscAddress
    limits: LaneLimits
    /** Segments of each message. */
    segments: number
    host: LaneHost
    connect: Connect
    random: Random
    clock: Clock
  }) {
    const { limits } = options
    this.index = options.index
    this.smsc = options.smsc
    this.cursor = new Cursor(options.segments)
    this.#host = options.host
    this.#limits = limits
    this.#connect = options.connect
    this.#random = options.random
    this.#clock = options.clock
    this.now = options.clock.monotonic()
    this.flight = new Flight(limits.window)
    this.flow = new LaneFlow({ windowMax: limits.window, now: this.now })
    this.#keepAlive = new KeepAlive(limits)
    this.state = { is: 'down', until: this.now }
    this.out = new Outgoing(limits.window)
  }

  get isBound(): boolean {
    return this.state.is === 'bound'
  }

  /** Bound, or leaving with answers still to come. */
  get isConnected(): boolean {
    return this.state.is === 'bound' || this.state.is === 'leaving' || this.state.is === 'unbinding'
  }

  isStopped(now: number): boolean {
    return this.#stop.isStopped(now)
  }

  /** Segments that may be written now. A lane that was stopped by an answer begins again with one. */
  room(now: number): number {
    if (this.state.is !== 'bound' || this.#stop.isStopped(now)) return 0
    const { inFlight } = this.flight
    if (this.#stop.isOnTrial) return inFlight === 0 ? 1 : 0
    const adapted = this.flow.room(Math.max(0, inFlight - this.#overdue), now)
    return Math.min(adapted, this.#limits.window - inFlight)
  }

  /** An answer to one of the centre's requests: never held back by a full window. */
  respond(command: number, sequence: number, status: number): void {
    if (this.#wire === null) return
    const hasBody = command === DELIVER_SM || command === DATA_SM
    const size = hasBody ? RECEIPT_RESP_SIZE : HEADER_SIZE
    this.out.insist(size)
    const { view, at } = this.out
    view.setUint32(at, size)
    view.setUint32(at + 4, command === GENERIC_NACK ? command : command | RESPONSE_BIT)
    view.setUint32(at + 8, status)
    view.setUint32(at + 12, sequence)
    if (hasBody) view.setUint8(at + HEADER_SIZE, 0)
    this.out.at += size
  }

  /** A deliver_sm_resp or data_sm_resp each. */
  acknowledge(command: number, sequences: Uint32Array, status: number): void {
    if (this.#wire === null) return
    const { out } = this
    const response = command | RESPONSE_BIT
    for (let i = 0; i < sequences.length; i++) {
      out.insist(RECEIPT_RESP_SIZE)
      const { view, at } = out
      view.setUint32(at, RECEIPT_RESP_SIZE)
      view.setUint32(at + 4, response)
      view.setUint32(at + 8, status)
      view.setUint32(at + 12, sequences[i])
      view.setUint8(at + HEADER_SIZE, 0)
      out.at = at + RECEIPT_RESP_SIZE
    }
  }

  tick(now: number): void {
    this.now = now
    this.flow.tick(now)
    const { state } = this
    switch (state.is) {
      case 'down':
        if (now >= state.until) this.#open(now)
        return
      case 'connecting':
      case 'binding':
        if (now >= state.until) this.#drop('no answer in time', now)
        return
      case 'leaving':
      case 'unbinding':
        this.#sweep(now)
        if (now >= state.until || (state.is === 'leaving' && this.flight.inFlight === 0)) this.#drop('unbound', now)
        return
      case 'bound':
        this.#sweep(now)
        this.#askIfSilent(now)
    }
  }

  /** Our own stop: no further submit_sm was written, all answers are in. */
  unbind(now: number): void {
    switch (this.state.is) {
      case 'bound':
        this.state = { is: 'unbinding', until: now + UNBIND_MS }
        this.#request('unbind')
        this.out.flush()
        return
      case 'down':
        this.state = { is: 'closed' }
        return
      case 'connecting':
      case 'binding':
      case 'leaving':
        // Nothing was asked of the centre that it could still answer.
        this.state = { is: 'unbinding', until: now }
        this.#drop('unbound', now)
    }
  }

  /** An answer of class `lane`: what is wrong is wrong for every segment. */
  stop(status: number, now: number): void {
    if (!this.#stop.stop(now)) return
    this.#host.alarm(this, { is: 'stopped', status })
    this.#host.unbound(this)
  }

  /** A segment was accepted: a lane that was stopped goes on. */
  isWell(): void {
    this.#stop.isWell()
  }

  #open(now: number): void {
    const connection = ++this.#connection
    this.state = { is: 'connecting', until: now + this.#limits.responseTimeoutMs }
    this.#cutter.begin()
    this.#overdue = 0
    const isCurrent = () => connection === this.#connection
    this.#wire = this.#connect(this.smsc, {
      opened: () => {
        if (!isCurrent()) return
        this.now = this.#clock.monotonic()
        this.#opened()
      },
      data: (bytes, length) => {
        if (!isCurrent()) return
        this.now = this.#clock.monotonic()
        this.#data(bytes, length)
        this.#host.heard(this)
      },
      closed: why => {
        if (!isCurrent()) return
        this.now = this.#clock.monotonic()
        this.#drop(why, this.now)
      },
    })
    this.out.to(this.#wire)
  }

  #opened(): void {
    this.#keepAlive.heard(this.now)
    const sequence = this.flight.takeSequence()
    this.state = { is: 'binding', until: this.now + this.#limits.responseTimeoutMs, sequence }
    this.out.append(
      encodePdu({
        command: 'bind_transceiver',
        sequence_number: sequence,
        system_id: this.smsc.systemId,
        password: this.smsc.password,
        system_type: '',
        interface_version: 0x34,
        addr_ton: 0,
        addr_npi: 0,
        address_range: '',
      }),
    )
    this.out.flush()
  }

  #request(command: 'enquire_link' | 'unbind'): void {
    this.out.append(encodePdu({ command, sequence_number: this.flight.takeSequence() }))
  }

  #data(bytes: Buffer, length: number): void {
    this.#keepAlive.heard(this.now)
    this.#isMeasured = false
    if (this.#cutter.cut(bytes, length)) return
    this.respond(GENERIC_NACK, 0, STATUSES.ESME_RINVCMDLEN)
    this.out.flush()
    this.#drop('the centre sent an impossible command_length', this.now)
  }

  /** False: the connection is gone. */
  #frame(frame: Frame): boolean {
    const { command } = frame
    if (command === SUBMIT_SM_RESP) this.#submitResponse(frame)
    else if (command === DELIVER_SM || command === DATA_SM) {
      if (this.isConnected) this.#host.delivered(this, frame)
      else this.respond(command, frame.sequence, STATUSES.ESME_RINVBNDSTS)
    } else this.#otherFrame(frame, command)
    return this.#wire !== null
  }

  /** What it answers goes out when the whole read was taken. */
  #otherFrame(frame: Frame, command: number): void {
    const { status, sequence, end } = frame
    const isBind = this.state.is === 'binding' && sequence === this.state.sequence
    switch (command) {
      case GENERIC_NACK:
        if (isBind) return this.#bindAnswered(status === 0 ? STATUSES.ESME_RBINDFAIL : status)
        // ESME_ROK in a generic_nack is an error all the same.
        return this.#submitAnswered(frame, status || STATUSES.ESME_RUNKNOWNERR, end, end)
      case BIND_TRANSCEIVER_RESP:
        if (isBind) this.#bindAnswered(status)
        return
      case ENQUIRE_LINK:
        return this.respond(ENQUIRE_LINK, sequence, STATUSES.ESME_ROK)
      case UNBIND:
        this.respond(UNBIND, sequence, STATUSES.ESME_ROK)
        return this.#leave()
      case UNBIND_RESP:
        if (this.state.is === 'unbinding') this.#drop('unbound', this.now)
        return
    }
    if (command < RESPONSE_BIT && !NEVER_ANSWERED.has(command))
      this.respond(GENERIC_NACK, sequence, STATUSES.ESME_RINVCMDID)
  }

  #submitResponse(frame: Frame): void {
    const { bytes, end } = frame
    const idFrom = frame.at + HEADER_SIZE
    let idTo = idFrom
    while (idTo < end && bytes[idTo] !== 0) idTo++
    this.#submitAnswered(frame, frame.status, idFrom, idTo)
  }

  #submitAnswered(frame: Frame, status: number, idFrom: number, idTo: number): void {
    const answer = this.#answer
    const { flight } = this
    const { sequence } = frame
    const slot = flight.slotOf(sequence)
    if (slot >= 0) {
      answer.rank = flight.ranks[slot]
      answer.segment = flight.segments[slot]
      answer.late = false
      if (!this.#isMeasured && status === STATUSES.ESME_ROK) {
        this.#isMeasured = true
        this.flow.timed(this.now - flight.writtenAt[slot])
      }
      flight.remove(slot)
    } else {
      const late = flight.takeLate(sequence)
      if (late === null) return
      answer.rank = late.rank
      answer.segment = late.segment
      answer.late = true
    }
    answer.status = status
    // A pointer that is written costs more than one that is compared: `loa bench`.
    if (answer.bytes !== frame.bytes) answer.bytes = frame.bytes
    answer.idFrom = idFrom
    answer.idTo = idTo
    this.#host.answered(this, answer)
  }

  #bindAnswered(status: number): void {
    if (status !== STATUSES.ESME_ROK) {
      this.#drop(statusName(status), this.now, status)
      return
    }
    if (this.tries.bound()) this.counts.rebinds++
    this.state = { is: 'bound' }
    this.#host.alarm(this, { is: 'bound' })
  }

  /** The centre unbinds: nothing more is written, its late answers are taken for a while, then the lane comes back. */
  #leave(): void {
    if (this.state.is !== 'bound') return
    this.state = { is: 'leaving', until: this.now + UNBIND_MS }
    this.#host.unbound(this)
  }

  /** The connection ends, whoever ended it. What is in flight is lost; the lane comes back unless it was our stop. */
  #drop(why: string, now: number, status = 0): void {
    const before = this.state.is
    if (before === 'closed' || before === 'down') return
    this.#connection++
    this.#wire?.destroy()
    this.#wire = null
    this.out.to(null)
    if (before === 'bound' || before === 'leaving') this.tries.lost()
    this.state = before === 'unbinding' ? { is: 'closed' } : { is: 'down', until: now + this.tries.wait(this.#random) }
    this.flight.drain(sent => this.#host.lost(sent.rank, sent.segment))
    this.#host.unbound(this)
    if (before === 'unbinding') return
    const isBinding = before === 'connecting' || before === 'binding'
    if (isBinding) this.tries.why = why
    this.#host.alarm(this, isBinding ? { is: 'not-bound', why, status } : { is: 'dropped', why })
  }

  #sweep(now: number): void {
    if (now - this.#sweptAt < SWEEP_MS) return
    this.#sweptAt = now
    this.flight.expire(now - this.#limits.responseTimeoutMs, sent => this.#host.lost(sent.rank, sent.segment))
    this.#overdue = this.flight.countBefore(now - this.flow.overdueMs)
  }

  #askIfSilent(now: number): void {
    const heard = this.#keepAlive.tick(now)
    if (heard === 'well') return
    if (heard === 'silent') return this.#drop('enquire_link was not answered', now)
    this.#request('enquire_link')
    this.out.flush()
  }
}

/** outbind, alert_notification: SMPP 3.4 has no answer to them. */
const NEVER_ANSWERED = new Set([0x0000000b, 0x00000102])
