/**
 * A charging client that asks as fast as a window allows or so many times a second, and how long each answer took.
 *
 * One connection. The request is encoded once, then copied and patched: number of the session, Hop-by-Hop and End-to-End
 * Identifier. Paced, a latency counts from the instant at which the request was due, so that a server which stops for a
 * while is charged for all that waited. Knows no server.
 */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { Outbox } from '../src/charging/outbox.ts'
import { originOf } from '../src/diameter/answers.ts'
import { encodeMessage } from '../src/diameter/codec.ts'
import { APPLICATIONS, CC_REQUEST_TYPE } from '../src/diameter/dictionary.ts'
import { FrameCutter } from '../src/diameter/frames.ts'
import { applicationOf, flagsOf, hopByHopOf } from '../src/diameter/header.ts'
import { PeerCore } from '../src/diameter/peer.ts'

export interface LoadOptions {
  readonly port: number
  /** Who we say we are. */
  readonly identity: string
  readonly realm: string
  /** Called-Party-Addresses, taken in turn. */
  readonly called: readonly string[]
  readonly requests: number
  /** Requests a second, or as many as `window` allows. */
  readonly pace: { readonly perSecond: number } | { readonly window: number }
  /** Asked first and not measured: the compiler's warm-up. */
  readonly warmUp: number
  /** Called when the warm-up is over, and again at the end. */
  readonly onMark: () => void
}

export interface LoadResult {
  readonly seconds: number
  readonly requests: number
  /** Milliseconds. */
  readonly latency: Latency
  /** Answers with the E bit. */
  readonly errors: number
}

export interface Latency {
  readonly p50: number
  readonly p99: number
  readonly p999: number
  readonly max: number
}

const DIGITS = 10
const PLACES = 1 << 17
const MASK = PLACES - 1
/** Read into one buffer: what would be allocated for each read is collected in pauses that count as a server's. */
const READ_SIZE = 65_536
/** Nothing answered for so long: the run has failed. */
const SILENCE_MS = 15_000
const GOODBYE_MS = 2_000

export async function load(options: LoadOptions): Promise<LoadResult> {
  const run = new Run(options)
  await run.open()
  try {
    await run.meet()
    await run.ask(options.warmUp)
    options.onMark()
    const result = await run.ask(options.requests)
    options.onMark()
    return result
  } finally {
    await run.leave()
  }
}

class Run {
  readonly #socket: Socket
  readonly #options: LoadOptions
  readonly #templates: readonly { readonly message: Buffer; readonly digitsAt: number }[]
  readonly #core: PeerCore
  readonly #cutter = new FrameCutter()
  readonly #due = new Float64Array(PLACES)
  #latencies = new Float64Array(0)
  #sent = 0
  #answered = 0
  #errors = 0
  #sequence = 0
  readonly #outbox = new Outbox(
    (octets, done) => this.#socket.write(octets, () => done()),
    () => {},
  )
  #met: (() => void) | null = null
  #done: (() => void) | null = null
  #failed: ((error: Error) => void) | null = null
  #step: (() => void) | null = null

  constructor(options: LoadOptions) {
    this.#options = options
    this.#templates = options.called.map(called => template(options, called))
    this.#core = new PeerCore({
      side: 'initiator',
      self: {
        origin: originOf(options.identity, options.realm),
        productName: 'Loa bench',
        originStateId: 1,
        applications: [APPLICATIONS.creditControl],
      },
      addresses: ['127.0.0.1'],
      expected: null,
      admit: () => ({ is: 'admitted' }),
      hopByHop: () => 0xffff0000,
      endToEnd: () => 0xffff0000,
    })
    const onFrame = (frame: Buffer) => this.#take(frame)
    this.#socket = connect({
      host: '127.0.0.1',
      port: options.port,
      noDelay: true,
      onread: {
        buffer: Buffer.allocUnsafeSlow(READ_SIZE),
        callback: (size, buffer) => {
          this.#cutter.push(Buffer.from(buffer.buffer, buffer.byteOffset, size), onFrame)
          this.#step?.()
          return true
        },
      },
    })
  }

  async open(): Promise<void> {
    await once(this.#socket, 'connect')
    const fail = (error: Error) => this.#failed?.(error)
    this.#socket.on('error', fail)
    this.#socket.on('close', () => fail(new Error('the connection was closed')))
  }

  async meet(): Promise<void> {
    const met = new Promise<void>((resolve, reject) => {
      this.#met = resolve
      this.#failed = reject
    })
    this.#socket.write(this.#core.capabilities())
    await met
  }

  /** Asks, and resolves when all is answered. */
  async ask(requests: number): Promise<LoadResult> {
    this.#latencies = new Float64Array(requests)
    this.#sent = 0
    this.#answered = 0
    this.#errors = 0
    const begun = performance.now()
    const { pace } = this.#options
    const finished = new Promise<void>((resolve, reject) => {
      this.#done = resolve
      this.#failed = reject
    })
    const watch = this.#watchSilence()
    const stop = 'window' in pace ? this.#fill(requests, pace.window) : this.#pace(requests, pace.perSecond)
    try {
      if (requests > 0) await finished
    } finally {
      stop()
      clearInterval(watch)
    }
    const seconds = (performance.now() - begun) / 1000
    const latency = latencyOf(this.#latencies.subarray(0, this.#answered))
    return { seconds, requests, latency, errors: this.#errors }
  }

  async leave(): Promise<void> {
    this.#failed = null
    const closed = new Promise(resolve => this.#socket.once('close', resolve))
    this.#socket.write(this.#core.disconnect(0))
    const timer = setTimeout(() => this.#socket.destroy(), GOODBYE_MS)
    await closed
    clearTimeout(timer)
  }

  #watchSilence(): NodeJS.Timeout {
    let before = -1
    return setInterval(() => {
      if (this.#answered === before) this.#failed?.(new Error('no more answers came'))
      before = this.#answered
    }, SILENCE_MS)
  }

  /** So many in flight, refilled with every read. */
  #fill(requests: number, window: number): () => void {
    const step = () => {
      const now = performance.now()
      while (this.#sent < requests && this.#sent - this.#answered < window) this.#put(now)
      this.#outbox.flush()
    }
    this.#step = step
    step()
    return () => {
      this.#step = null
    }
  }

  /** Each when it is due; looks as often as the event loop comes round. */
  #pace(requests: number, perSecond: number): () => void {
    const begun = performance.now()
    let going = true
    const step = () => {
      if (!going || this.#sent >= requests) return
      const due = Math.min(requests, Math.floor(((performance.now() - begun) * perSecond) / 1000))
      while (this.#sent < due && this.#sent - this.#answered < MASK)
        this.#put(begun + ((this.#sent + 1) * 1000) / perSecond)
      this.#outbox.flush()
      // A timer of a millisecond keeps the core for the others; requests of one millisecond go together.
      setTimeout(step, 1)
    }
    step()
    return () => {
      going = false
    }
  }

  #put(due: number): void {
    const sequence = this.#sequence++
    const { message, digitsAt } = this.#templates[this.#sent % this.#templates.length]
    const at = this.#outbox.room(message.length)
    const batch = this.#outbox.buffer
    message.copy(batch, at)
    batch.writeUInt32BE(sequence, at + 12)
    batch.writeUInt32BE(sequence, at + 16)
    for (let left = sequence, i = DIGITS - 1; i >= 0; i--) {
      batch[at + digitsAt + i] = 0x30 + (left % 10)
      left = Math.floor(left / 10)
    }
    this.#outbox.commit(at + message.length)
    this.#due[sequence & MASK] = due
    this.#sent += 1
  }

  #take(frame: Buffer): void {
    if (applicationOf(frame) === APPLICATIONS.base) {
      const step = this.#core.receive(frame)
      if (step.do === 'send') this.#socket.write(step.octets)
      if (step.do === 'open') this.#met?.()
      if (step.do === 'close') this.#socket.end()
      return
    }
    const sequence = hopByHopOf(frame)
    this.#latencies[this.#answered] = performance.now() - this.#due[sequence & MASK]
    this.#answered += 1
    if ((flagsOf(frame) & 0x20) !== 0) this.#errors += 1
    if (this.#answered === this.#latencies.length) this.#done?.()
  }
}

/** A call that begins, as an IMS application server asks about it (TS 32.299, section 6.4.2). */
function template({ identity, realm }: LoadOptions, called: string): { message: Buffer; digitsAt: number } {
  const digits = '0'.repeat(DIGITS)
  const message = encodeMessage({
    command: 'CCR',
    hopByHop: 0,
    endToEnd: 0,
    avps: {
      'Session-Id': `${identity};1580490000;${digits}`,
      'Origin-Host': identity,
      'Origin-Realm': realm,
      'Destination-Realm': realm,
      'Auth-Application-Id': [APPLICATIONS.creditControl],
      'Service-Context-Id': '32260@3gpp.org',
      'CC-Request-Type': CC_REQUEST_TYPE.INITIAL_REQUEST,
      'CC-Request-Number': 0,
      'Event-Timestamp': Math.floor(Date.now() / 1000) * 1000,
      // Made up: no such number is given out.
      'Subscription-Id': [{ 'Subscription-Id-Type': 0, 'Subscription-Id-Data': '84000000000' }],
      'Requested-Service-Unit': { 'CC-Time': 60 },
      'Service-Information': {
        'IMS-Information': {
          'Event-Type': { 'SIP-Method': 'INVITE' },
          'Role-Of-Node': 0,
          'Called-Party-Address': called,
        },
      },
    },
  })
  return { message, digitsAt: message.indexOf(digits) }
}

export function latencyOf(millis: Float64Array): Latency {
  const sorted = millis.toSorted()
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0
  return { p50: at(0.5), p99: at(0.99), p999: at(0.999), max: at(1) }
}
