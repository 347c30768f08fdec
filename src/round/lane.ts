/**
 * One SMPP bind with its window and its pace: connecting, binding, keeping alive, cutting frames, coming back.
 *
 *   down --due--> connecting --opened--> binding --bind_resp ok--> bound --unbind of the centre--> leaving --> down
 *                                                                  bound --our stop--> unbinding --> closed
 *
 * Bytes and time in, bytes and events out: knows no socket and no clock. What an answer means for a subscriber is its
 * host's business; which segment is written next, too.
 *
 * Invariant: frames never lose step: a length that cannot be one closes the connection, and nothing behind it is read.
 */
import type { Clock } from '../base/clock.ts'
import type { Random } from '../base/random.ts'
import { encodePdu } from '../smpp/codec.ts'
import { FRAME_SIZE_MAX, HEADER_SIZE } from '../smpp/frames.ts'
import { STATUSES, statusName } from '../smpp/statuses.ts'
import { Flight } from './flight.ts'
import { LaneFlow } from './flow.ts'
import { Outgoing } from './outgoing.ts'
import type { Connect, SmscAddress, Wire } from './wire.ts'

export interface LaneHost {
  /** An answer to a submit_sm; for ESME_ROK the message_id lies in bytes[idFrom, idTo). */
  answered(lane: Lane, answer: Answer): void
  /** A deliver_sm or data_sm in bytes[at, end). */
  delivered(lane: Lane, bytes: Buffer, at: number, end: number): void
  lost(rank: number, segment: number): void
  /** A read was taken in whole: the window has room again. */
  heard(lane: Lane): void
  /** The bind is gone, or will be: what the lane had begun to write is to be written by another. */
  unbound(lane: Lane): void
  alarm(lane: Lane, what: LaneAlarm): void
}

/** Overwritten for each answer. */
export interface Answer {
  rank: number
  segment: number
  status: number
  late: boolean
  bytes: Buffer
  idFrom: number
  idTo: number
}

export type LaneAlarm =
  | { is: 'bound' }
  | { is: 'not-bound'; why: string; status: number }
  | { is: 'dropped'; why: string }
  | { is: 'stopped'; status: number }

export type LaneState =
  | { is: 'down'; until: number }
  | { is: 'connecting'; until: number }
  | { is: 'binding'; until: number }
  | { is: 'bound' }
  | { is: 'leaving'; until: number }
  | { is: 'unbinding'; until: number }
  | { is: 'closed' }

export interface LaneLimits {
  readonly window: number
  readonly responseTimeoutMs: number
  readonly enquireLinkMs: number
}

/** Room for a frame that lies across two reads; grows to FRAME_SIZE_MAX when one is that long. */
const PENDING_SIZE = 2048
const RECONNECT_FIRST_MS = 500
const RECONNECT_MAX_MS = 30_000
/** A lane that the centre's answers stopped tries one segment again after this long, then twice as long. */
const STOPPED_FIRST_MS = 60_000
const STOPPED_MAX_MS = 3_600_000
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

export class Lane {
  readonly index: number
  readonly smsc: SmscAddress
  readonly flight: Flight
  readonly flow: LaneFlow
  readonly #host: LaneHost
  readonly #limits: LaneLimits
  readonly #connect: Connect
  readonly #random: Random
  readonly #clock: Clock
  readonly #answer: Answer
  state: LaneState
  /** The subscriber that is being written, -1 for none, and its next segment. */
  rank = -1
  segment = 0
  /** For the tally. */
  submitted = 0
  throttled = 0
  rebinds = 0
  /** Of the event that is being handled, in milliseconds. */
  now: number
  hasBound = false
  /** The command_status of the last bind that was refused, 0 for none. */
  bindRefusal = 0
  /** Why the last try to bind failed. */
  notBoundWhy = ''
  readonly out: Outgoing
  #wire: Wire | null = null
  /** Of a connection: events of an older one are ignored. */
  #connection = 0
  #pending: Buffer = Buffer.allocUnsafeSlow(PENDING_SIZE)
  #pendingSize = 0
  #bindSequence = 0
  #heardAt = 0
  #askedAt = -1
  #sweptAt = 0
  #attempts = 0
  /** Our own stop: the lane does not come back. */
  #isEnding = false
  #stoppedUntil = 0
  #stoppedMs = STOPPED_FIRST_MS
  /** In flight and long overdue, as the last sweep found. */
  #overdue = 0
  /** One answer of each read is measured. */
  #isMeasured = false

  constructor(options: {
    index: number
    smsc: SmscAddress
    limits: LaneLimits
    host: LaneHost
    connect: Connect
    random: Random
    clock: Clock
  }) {
    this.index = options.index
    this.smsc = options.smsc
    this.#host = options.host
    this.#limits = options.limits
    this.#connect = options.connect
    this.#random = options.random
    this.#clock = options.clock
    this.now = options.clock.monotonic()
    this.flight = new Flight(options.limits.window)
    this.flow = new LaneFlow({ windowMax: options.limits.window, now: this.now })
    this.state = { is: 'down', until: this.now }
    this.out = new Outgoing(options.limits.window)
    const bytes = Buffer.alloc(0)
    this.#answer = { rank: 0, segment: 0, status: 0, late: false, bytes, idFrom: 0, idTo: 0 }
  }

  get isBound(): boolean {
    return this.state.is === 'bound'
  }

  /** Bound, or leaving with answers still to come. */
  get isConnected(): boolean {
    return this.state.is === 'bound' || this.state.is === 'leaving' || this.state.is === 'unbinding'
  }

  isStopped(now: number): boolean {
    return now < this.#stoppedUntil
  }

  /** Segments that may be written now. A lane that was stopped by an answer begins again with one. */
  room(now: number): number {
    if (this.state.is !== 'bound' || now < this.#stoppedUntil) return 0
    if (this.#stoppedUntil > 0) return this.flight.inFlight === 0 ? 1 : 0
    const { inFlight } = this.flight
    const adapted = this.flow.room(Math.max(0, inFlight - this.#overdue), now)
    return Math.min(adapted, this.#limits.window - inFlight)
  }

  /** An answer to one of the centre's requests, 17 octets or less: never held back by a full window. */
  respond(command: number, sequence: number, status: number): void {
    if (this.#wire === null) return
    const hasBody = command === DELIVER_SM || command === DATA_SM
    const size = hasBody ? 17 : 16
    this.out.insist(size)
    const { bytes, at } = this.out
    bytes.writeUInt32BE(size, at)
    bytes.writeUInt32BE(command === GENERIC_NACK ? command : (command | RESPONSE_BIT) >>> 0, at + 4)
    bytes.writeUInt32BE(status, at + 8)
    bytes.writeUInt32BE(sequence >>> 0, at + 12)
    if (hasBody) bytes[at + 16] = 0
    this.out.at += size
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
        if (now >= state.until || (state.is === 'leaving' && this.flight.inFlight === 0))
          this.#drop('unbound', now)
        return
      case 'bound':
        this.#sweep(now)
        this.#keepAlive(now)
    }
  }

  /** Our own stop: no further submit_sm was written, all answers are in. */
  unbind(now: number): void {
    this.#isEnding = true
    if (this.state.is === 'bound') {
      this.state = { is: 'unbinding', until: now + UNBIND_MS }
      this.#request('unbind')
      this.out.flush()
    } else if (this.state.is === 'down') this.state = { is: 'closed' }
    else if (!this.isConnected) this.#drop('unbound', now)
  }

  /** An answer of class `lane`: what is wrong is wrong for every segment. */
  stop(status: number, now: number): void {
    if (now < this.#stoppedUntil) return
    this.#stoppedUntil = now + this.#stoppedMs
    this.#stoppedMs = Math.min(STOPPED_MAX_MS, this.#stoppedMs * 2)
    this.#host.alarm(this, { is: 'stopped', status })
    this.#host.unbound(this)
  }

  /** A segment was accepted: a lane that was stopped goes on. */
  isWell(): void {
    if (this.#stoppedUntil === 0) return
    this.#stoppedUntil = 0
    this.#stoppedMs = STOPPED_FIRST_MS
  }

  #open(now: number): void {
    const connection = ++this.#connection
    this.state = { is: 'connecting', until: now + this.#limits.responseTimeoutMs }
    this.#pendingSize = 0
    this.#askedAt = -1
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
    this.#heardAt = this.now
    this.state = { is: 'binding', until: this.now + this.#limits.responseTimeoutMs }
    this.#bindSequence = this.flight.takeSequence()
    this.out.append(
      encodePdu({
        command: 'bind_transceiver',
        sequence_number: this.#bindSequence,
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

  /** Cuts frames in place; only one that lies across two reads is copied. */
  #data(bytes: Buffer, length: number): void {
    this.#heardAt = this.now
    this.#askedAt = -1
    this.#isMeasured = false
    let at = 0
    if (this.#pendingSize > 0) {
      at = this.#completePending(bytes, length)
      if (at < 0) return
    }
    while (length - at >= 4) {
      const size = bytes.readUInt32BE(at)
      if (size < HEADER_SIZE || size > FRAME_SIZE_MAX) return this.#lostStep()
      if (length - at < size) break
      this.#frame(bytes, at, at + size)
      if (this.#wire === null) return
      at += size
    }
    this.#keep(bytes, at, length)
  }

  /** Gives the octets taken, or -1 when all were taken and the frame is not whole, or the connection is gone. */
  #completePending(bytes: Buffer, length: number): number {
    let at = 0
    if (this.#pendingSize < 4) {
      at = Math.min(length, 4 - this.#pendingSize)
      this.#keep(bytes, 0, at)
      if (this.#pendingSize < 4) return -1
    }
    const size = this.#pending.readUInt32BE(0)
    if (size < HEADER_SIZE || size > FRAME_SIZE_MAX) {
      this.#lostStep()
      return -1
    }
    const missing = Math.min(length - at, size - this.#pendingSize)
    this.#keep(bytes, at, at + missing)
    if (this.#pendingSize < size) return -1
    this.#pendingSize = 0
    this.#frame(this.#pending, 0, size)
    return this.#wire === null ? -1 : at + missing
  }

  #keep(bytes: Buffer, from: number, to: number): void {
    if (this.#pendingSize + to - from > this.#pending.length) {
      const wider = Buffer.allocUnsafeSlow(FRAME_SIZE_MAX)
      this.#pending.copy(wider, 0, 0, this.#pendingSize)
      this.#pending = wider
    }
    bytes.copy(this.#pending, this.#pendingSize, from, to)
    this.#pendingSize += to - from
  }

  #lostStep(): void {
    this.respond(GENERIC_NACK, 0, STATUSES.ESME_RINVCMDLEN)
    this.out.flush()
    this.#drop('the centre sent an impossible command_length', this.now)
  }

  #frame(bytes: Buffer, at: number, end: number): void {
    const command = bytes.readUInt32BE(at + 4)
    if (command === SUBMIT_SM_RESP) return this.#submitResponse(bytes, at, end)
    if (command === DELIVER_SM || command === DATA_SM) {
      if (this.isConnected) this.#host.delivered(this, bytes, at, end)
      else this.respond(command, bytes.readUInt32BE(at + 12), STATUSES.ESME_RINVBNDSTS)
      return
    }
    // What it answers goes out when the whole read was taken.
    this.#otherFrame(command, bytes, at, end)
  }

  #otherFrame(command: number, bytes: Buffer, at: number, end: number): void {
    const status = bytes.readUInt32BE(at + 8)
    const sequence = bytes.readUInt32BE(at + 12)
    const isBind = this.state.is === 'binding' && sequence === this.#bindSequence
    switch (command) {
      case GENERIC_NACK:
        if (isBind) return this.#bindAnswered(status === 0 ? STATUSES.ESME_RBINDFAIL : status)
        // ESME_ROK in a generic_nack is an error all the same.
        return this.#submitAnswered(sequence, status || STATUSES.ESME_RUNKNOWNERR, bytes, end, end)
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

  #submitResponse(bytes: Buffer, at: number, end: number): void {
    const status = bytes.readUInt32BE(at + 8)
    const sequence = bytes.readUInt32BE(at + 12)
    let idTo = at + 16
    while (idTo < end && bytes[idTo] !== 0) idTo++
    this.#submitAnswered(sequence, status, bytes, at + 16, idTo)
  }

  #submitAnswered(
    sequence: number,
    status: number,
    bytes: Buffer,
    idFrom: number,
    idTo: number,
  ): void {
    const answer = this.#answer
    const slot = this.flight.slotOf(sequence)
    if (slot >= 0) {
      answer.rank = this.flight.ranks[slot]
      answer.segment = this.flight.segments[slot]
      answer.late = false
      if (!this.#isMeasured && status === STATUSES.ESME_ROK) {
        this.#isMeasured = true
        this.flow.timed(this.now - this.flight.writtenAt[slot])
      }
      this.flight.remove(slot)
    } else {
      const late = this.flight.takeLate(sequence)
      if (late === null) return
      answer.rank = late.rank
      answer.segment = late.segment
      answer.late = true
    }
    answer.status = status
    answer.bytes = bytes
    answer.idFrom = idFrom
    answer.idTo = idTo
    this.#host.answered(this, answer)
  }

  #bindAnswered(status: number): void {
    if (status !== STATUSES.ESME_ROK) {
      this.bindRefusal = status
      this.#drop(statusName(status), this.now, status)
      return
    }
    if (this.hasBound) this.rebinds++
    this.hasBound = true
    this.bindRefusal = 0
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
    // A bind that was lost is sought at once; the waits grow with each try that fails.
    if (before === 'bound' || before === 'leaving') this.#attempts = 0
    const wait = Math.min(RECONNECT_MAX_MS, RECONNECT_FIRST_MS * 2 ** Math.min(this.#attempts, 10))
    this.#attempts++
    const jittered = (wait * (75 + this.#random.below(50))) / 100
    this.state = this.#isEnding
      ? { is: 'closed' }
      : { is: 'down', until: now + Math.min(RECONNECT_MAX_MS, jittered) }
    this.flight.drain(sent => this.#host.lost(sent.rank, sent.segment))
    this.#host.unbound(this)
    if (this.#isEnding) return
    const isBinding = before === 'connecting' || before === 'binding'
    if (isBinding) this.notBoundWhy = why
    this.#host.alarm(this, isBinding ? { is: 'not-bound', why, status } : { is: 'dropped', why })
  }

  #sweep(now: number): void {
    if (now - this.#sweptAt < SWEEP_MS) return
    this.#sweptAt = now
    this.flight.expire(now - this.#limits.responseTimeoutMs, sent =>
      this.#host.lost(sent.rank, sent.segment),
    )
    this.#overdue = this.flight.countBefore(now - this.flow.overdueMs)
  }

  #keepAlive(now: number): void {
    if (this.#askedAt >= 0) {
      if (now - this.#askedAt >= this.#limits.responseTimeoutMs)
        this.#drop('enquire_link was not answered', now)
      return
    }
    if (now - this.#heardAt < this.#limits.enquireLinkMs) return
    this.#askedAt = now
    this.#request('enquire_link')
    this.out.flush()
  }
}

/** outbind, alert_notification: SMPP 3.4 has no answer to them. */
const NEVER_ANSWERED = new Set([0x0000000b, 0x00000102])
