/**
 * One connection with a Diameter peer: the rules of `diameter/peer.ts` and the watchdog, driven by a socket and a clock.
 *
 * Knows no routing and no charging: application messages are its owner's, and so is what else the owner is told. Invariants:
 * one write for all that a read led to; a peer that does not read is not read from; after the end nothing is called any
 * more but `ended`, once.
 */
import type { Socket } from 'node:net'
import type { Clock, Millis } from '../base/clock.ts'
import { type Origin, putRefusal, refusalSizeMax } from '../diameter/answers.ts'
import { APPLICATIONS } from '../diameter/dictionary.ts'
import { FrameCutter } from '../diameter/frames.ts'
import { applicationOf, isRequest } from '../diameter/header.ts'
import { PeerCore, type PeerIdentity, type PeerOptions } from '../diameter/peer.ts'
import { RESULT_CODES } from '../diameter/result-codes.ts'
import {
  answered,
  connectionUp,
  heard,
  tick,
  type Watchdog,
  type WatchdogLimits,
  type WatchdogStep,
} from '../diameter/watchdog.ts'
import { Outbox } from './outbox.ts'
import type { Peer } from './peers.ts'

export interface LinkOwner {
  /** The peer is known. From now on `serve` may be called. */
  opened(link: Link, peer: PeerIdentity): void
  /** An application's message, valid during the call. */
  serve(link: Link, frame: Buffer, now: Millis): void
  /** The watchdog: whether the peer is to be trusted with requests. */
  judged(link: Link, step: 'failover' | 'failback' | 'probation'): void
  /** The peer leaves; its farewell is answered once `mayGo` says so. */
  parting(link: Link): void
  /** Nothing that it asked waits, and nothing that it was asked. */
  mayGo(link: Link): boolean
  /** What all links have to write, is written. */
  flush(): void
  ended(link: Link, why: string): void
}

/** Octets that wait for a peer that does not read, before we stop reading from it. */
const BACKLOG_MAX = 1 << 20
/** From the connection to the peer's capabilities. */
const MEET_MS = 10_000
/** How long what is in hand keeps a farewell waiting, and how long a connection may outlive it. */
const PART_MS = 2_000
const FAREWELL_MS = 5_000
const GOODBYE_MS = 1_000

/** `since`: when the state began, in milliseconds of the monotonic clock. */
type PeerLinkState =
  /** Connected; the peer has not said who it is. */
  | { readonly is: 'meeting'; readonly since: Millis }
  | { readonly is: 'open' }
  /** One of the two has asked to disconnect. */
  | {
      readonly is: 'leaving'
      readonly since: Millis
      /** The answer to the peer's farewell, until what is in hand is done. */
      readonly held: Buffer | null
      /** Our farewell was answered. */
      readonly isReleased: boolean
    }
  | { readonly is: 'ended' }

export class Link {
  readonly box: Outbox
  readonly side: 'initiator' | 'responder'
  readonly #socket: Socket
  readonly #core: PeerCore
  readonly #owner: LinkOwner
  readonly #clock: Clock
  readonly #origin: Origin
  readonly #limits: WatchdogLimits
  readonly #cutter = new FrameCutter()
  readonly #onFrame = (frame: Buffer) => this.#take(frame)
  /** Of an initiator it outlives the connection, and is its owner's to keep. */
  watchdog: Watchdog
  /** Its owner's, from `opened` on. */
  peer: Peer | null = null
  #now: Millis
  #stage: PeerLinkState
  #problem: string | null = null

  constructor(options: {
    readonly socket: Socket
    readonly core: Omit<PeerOptions, 'addresses'>
    readonly watchdog: Watchdog
    readonly limits: WatchdogLimits
    readonly clock: Clock
    readonly owner: LinkOwner
    readonly onDirty: (box: Outbox) => void
  }) {
    const { socket } = options
    this.#socket = socket
    this.#owner = options.owner
    this.#clock = options.clock
    this.#origin = options.core.self.origin
    this.#limits = options.limits
    this.watchdog = options.watchdog
    this.side = options.core.side
    this.#now = this.#clock.monotonic()
    this.#stage = { is: 'meeting', since: this.#now }
    this.box = new Outbox((octets, done) => this.#write(octets, done), options.onDirty)
    const address = socket.localAddress?.replace(/^::ffff:/, '')
    this.#core = new PeerCore({ ...options.core, addresses: [address ?? '127.0.0.1'] })
    socket.setNoDelay(true)
    socket.on('data', chunk => this.#read(chunk))
    socket.on('drain', () => socket.resume())
    socket.on('error', error => {
      this.#problem = error.message
    })
    socket.on('close', () => this.#end(this.#problem ?? 'the peer closed the connection'))
    if (this.side === 'initiator') {
      this.box.send(this.#core.capabilities())
      this.box.flush()
    }
  }

  /** The peer is known, and the end has not come. */
  get open(): boolean {
    return this.#stage.is === 'open' || this.#stage.is === 'leaving'
  }

  get ended(): boolean {
    return this.#stage.is === 'ended'
  }

  /** Says goodbye; ends when the peer has answered and `mayGo` says so, or after a while. */
  leave(cause: number): void {
    if (this.#stage.is !== 'open') return
    const since = this.#clock.monotonic()
    this.#stage = { is: 'leaving', since, held: null, isReleased: false }
    this.box.send(this.#core.disconnect(cause))
    this.box.flush()
  }

  /** Breaks it off. */
  destroy(why: string): void {
    this.#end(why)
  }

  tick(now: Millis): void {
    const stage = this.#stage
    if (stage.is === 'meeting' && now - stage.since > MEET_MS) this.#end('no capabilities came')
    this.#seeOff(now)
    if (!this.open) return
    this.#apply(tick(this.watchdog, this.#limits, now))
    this.box.flush()
  }

  /** Of one that leaves: whether it is time for the farewell's answer, and for the end. */
  #seeOff(now: Millis): void {
    const stage = this.#stage
    if (stage.is !== 'leaving') return
    const lasted = now - stage.since
    const mayGo = this.#owner.mayGo(this) || lasted > PART_MS
    if (stage.held !== null && mayGo) {
      this.box.send(stage.held)
      this.#stage = { ...stage, held: null }
    }
    if ((stage.isReleased && mayGo) || lasted > FAREWELL_MS) this.#end('farewell')
  }

  #read(chunk: Buffer): void {
    if (this.ended) return
    this.#now = this.#clock.monotonic()
    const error = this.#cutter.push(chunk, this.#onFrame)
    if (this.open) this.#apply(heard(this.watchdog, this.#limits, this.#now))
    if (error !== null && !this.ended) {
      this.#tellLength()
      this.#end(`the stream is garbled: ${error}`)
    }
    this.#owner.flush()
    if (this.#socket.writableLength > BACKLOG_MAX) this.#socket.pause()
  }

  /** The header was whole: the request gets its answer before the end. */
  #tellLength(): void {
    const header = this.#cutter.offender
    if (header === null || !this.open || !isRequest(header)) return
    const at = this.box.room(refusalSizeMax(header, this.#origin, null))
    const resultCode = RESULT_CODES.DIAMETER_INVALID_MESSAGE_LENGTH
    this.box.commit(putRefusal(this.box.buffer, at, header, this.#origin, { resultCode }))
  }

  #take(frame: Buffer): void {
    // What stands behind a message that ended the connection is not obeyed any more.
    if (this.ended) return
    if (this.open && applicationOf(frame) !== APPLICATIONS.base) {
      this.#owner.serve(this, frame, this.#now)
      return
    }
    const step = this.#core.receive(frame)
    switch (step.do) {
      case 'send':
        this.box.send(step.octets)
        return
      case 'open':
        if (step.octets !== null) this.box.send(step.octets)
        this.#stage = { is: 'open' }
        this.#owner.opened(this, step.peer)
        this.#apply(connectionUp(this.watchdog, this.#limits, this.#now))
        return
      case 'alive':
        this.#apply(answered(this.watchdog, this.#limits, this.#now))
        return
      case 'part':
        this.#part(step.octets)
        return
      case 'close':
        if (step.octets !== null) this.box.send(step.octets)
        this.#closed(step.why)
    }
  }

  /** The peer says goodbye. */
  #part(farewell: Buffer): void {
    const isReleased = this.#stage.is === 'leaving' && this.#stage.isReleased
    this.#stage = { is: 'leaving', since: this.#now, held: farewell, isReleased }
    this.#owner.parting(this)
    this.#seeOff(this.#now)
  }

  /** Our farewell is answered, or the peer is none that we can speak with. */
  #closed(why: string): void {
    if (this.#stage.is !== 'leaving') {
      this.#end(why)
      return
    }
    this.#stage = { ...this.#stage, isReleased: true }
    this.#seeOff(this.#now)
  }

  #apply([next, step]: [Watchdog, WatchdogStep]): void {
    const before = this.watchdog.is
    this.watchdog = next
    switch (step) {
      case 'ask':
        if (before === 'down') this.#owner.judged(this, 'probation')
        this.box.send(this.#core.watchdog())
        return
      case 'failover':
      case 'failback':
        this.#owner.judged(this, step)
        return
      case 'close':
        this.#end('it is silent')
    }
  }

  #write(octets: Buffer, done: () => void): void {
    if (this.#socket.destroyed || this.#socket.writableEnded) done()
    else this.#socket.write(octets, () => done())
  }

  #end(why: string): void {
    if (this.ended) return
    this.#stage = { is: 'ended' }
    this.box.flush()
    this.#socket.destroySoon()
    // One that does not read would keep what we wrote for ever.
    setTimeout(() => this.#socket.destroy(), GOODBYE_MS).unref()
    this.#owner.ended(this, why)
  }
}
