/**
 * The simulated SMS centre: a server, its accounts, its one desk, its one timer.
 *
 * The only file that knows sockets. Shares nothing with the sender that it is a witness of.
 */
import net from 'node:net'
import tls from 'node:tls'
import { Account } from './accounts.ts'
import type { Count } from './count.ts'
import { Desk } from './desk.ts'
import { type CentreOptions, DEFAULTS } from './options.ts'
import { STATUS, statusName } from './protocol.ts'
import type { Copies, Part, RecordEntry } from './record.ts'
import { type Exchange, Session } from './session.ts'
import type { Wire } from './writer.ts'

const CONNECTIONS_MAX = 1024
const ACCOUNTS_MAX = 256
const READ_SIZE = 1 << 20
const PAYLOADS_LISTED_MAX = 256
/** How long a peer that sent nonsense may take to close. */
const CLOSING_MS = 1000

export interface Centre {
  readonly host: string
  readonly port: number
  count(): Count
  /** Every receipt is answered, or nobody is bound any more: what peers have sent is counted. */
  isSettled(): boolean
  /** How often one part for one destination came and was accepted. */
  copies(destination: string, part: Part): Copies
  /** The whole record, destination by destination. */
  entries(): Iterable<RecordEntry>
  /** Breaks all connections, answers in flight among them. */
  dropAll(): void
  /** Stops; the last count. Throws `fileUnwritable` when the log could not be written whole. */
  close(): Promise<Count>
}

/** Listens. Throws the errors of `listen`, and `fileUnwritable` for the log. */
export async function startCentre(options: Partial<CentreOptions> = {}): Promise<Centre> {
  const exchange = new Switchboard({ ...DEFAULTS, ...options })
  await exchange.listen()
  return exchange
}

class Switchboard implements Centre, Exchange {
  readonly desk: Desk
  readonly host: string
  port = 0
  readonly #options: CentreOptions
  readonly #server: net.Server
  readonly #sessions = new Map<net.Socket, Session>()
  readonly #accounts = new Map<string, Account>()
  /** One for all connections: it is parsed before the next read. */
  readonly #readBuffer = new Uint8Array(READ_SIZE)
  readonly #readView = new DataView(this.#readBuffer.buffer)
  /** Milliseconds since 1970. */
  #wallMs = 0
  #timer: NodeJS.Timeout | null = null
  #timerDue = Number.POSITIVE_INFINITY
  #dropsLeft: number
  #closed: Promise<Count> | null = null

  constructor(options: CentreOptions) {
    this.#options = options
    this.host = options.host
    this.desk = new Desk(options)
    this.#dropsLeft = options.drops === 0 ? Number.POSITIVE_INFINITY : options.drops
    this.#server =
      options.tls === null
        ? net.createServer({ pauseOnConnect: true, noDelay: true }, raw => this.#greet(raw))
        : tls.createServer({ ...options.tls, noDelay: true }, socket => this.#connect(socket, true))
    this.#server.maxConnections = CONNECTIONS_MAX
  }

  listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen({ port: this.#options.port, host: this.host }, () => {
        this.#server.off('error', reject)
        this.port = (this.#server.address() as net.AddressInfo).port
        resolve()
      })
    })
  }

  /**
   * Takes the connection's handle into a socket that reads into our own buffer: node:net offers `onread` for outgoing
   * connections only. Where a Node hides the handle, the ordinary way works too, at about half the speed.
   */
  #greet(raw: net.Socket): void {
    const holder = raw as unknown as { _handle: unknown }
    const handle = holder._handle
    if (!handle) {
      this.#connect(raw, true)
      return
    }
    holder._handle = null
    raw.destroy()
    const session: { current: Session | null } = { current: null }
    const onread = {
      buffer: this.#readBuffer,
      callback: (size: number) => {
        this.#read(session.current, this.#readBuffer.subarray(0, size), this.#readView)
        return true
      },
    }
    const socket = new net.Socket({ handle, onread } as unknown as net.SocketConstructorOpts)
    socket.setNoDelay(true)
    session.current = this.#connect(socket, false)
  }

  #connect(socket: net.Socket, onData: boolean): Session {
    const session = new Session(wireOf(socket), this)
    this.#sessions.set(socket, session)
    if (onData)
      socket.on('data', (chunk: Buffer) => {
        const bytes = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length)
        this.#read(session, bytes, new DataView(chunk.buffer, chunk.byteOffset, chunk.length))
      })
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      this.#tick()
      this.#sessions.delete(socket)
      session.closed()
    })
    socket.resume()
    return session
  }

  #read(session: Session | null, bytes: Uint8Array, view: DataView): void {
    this.#tick()
    const { tally } = this.desk
    const before = tally.submits
    session?.read(bytes, view)
    if (tally.submits !== before) tally.lastSubmitMs = this.#wallMs
  }

  #tick(): void {
    this.desk.now = performance.now()
    this.#wallMs = Date.now()
    this.desk.templates.wallMs = this.#wallMs
  }

  account(system_id: string, password: string): Account | number {
    if (this.#options.password !== null && password !== this.#options.password) return STATUS.ESME_RINVPASWD
    const known = this.#accounts.get(system_id)
    if (known !== undefined) return known
    if (this.#accounts.size === ACCOUNTS_MAX) return STATUS.ESME_RBINDFAIL
    const account = new Account(system_id)
    this.#accounts.set(system_id, account)
    return account
  }

  mayDrop(): boolean {
    if (this.#dropsLeft === 0) return false
    this.#dropsLeft -= 1
    return true
  }

  wakeAt(due: number): void {
    if (due >= this.#timerDue || this.#closed !== null) return
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timerDue = due
    this.#timer = setTimeout(() => this.#wake(), Math.max(0, Math.ceil(due - performance.now())))
  }

  #wake(): void {
    this.#timer = null
    this.#timerDue = Number.POSITIVE_INFINITY
    this.#tick()
    for (const session of this.#sessions.values()) this.wakeAt(session.release(this.desk.now))
    for (const account of this.#accounts.values()) this.wakeAt(account.pump(this.desk.now))
  }

  copies(destination: string, part: Part): Copies {
    return this.desk.record.copies(destination, part)
  }

  entries(): Iterable<RecordEntry> {
    return this.desk.record.entries()
  }

  dropAll(): void {
    for (const socket of this.#sessions.keys()) {
      this.desk.tally.drops += 1
      socket.destroy()
    }
  }

  close(): Promise<Count> {
    this.#closed ??= this.#close()
    return this.#closed
  }

  async #close(): Promise<Count> {
    const closed = new Promise(resolve => this.#server.close(resolve))
    for (const [socket, session] of this.#sessions) {
      session.closed()
      socket.destroy()
    }
    await closed
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.desk.log?.close()
    return this.count()
  }

  isSettled(): boolean {
    return this.#sessions.size === 0 || this.#unanswered() === 0
  }

  /** Receipts that wait, or are on the wire. */
  #unanswered(): number {
    const waiting = [...this.#accounts.values()].reduce((sum, each) => sum + each.waiting, 0)
    return [...this.#sessions.values()].reduce((sum, each) => sum + each.onTheWire, waiting)
  }

  count(): Count {
    const { tally, record, payloads } = this.desk
    return {
      submits: tally.submits,
      accepted: tally.accepted,
      refused: tally.refused,
      throttled: tally.throttled,
      unanswered: tally.unanswered,
      octets: tally.octets,
      lastSubmitAt: tally.lastSubmitMs === null ? null : new Date(tally.lastSubmitMs).toISOString(),
      subscribers: record.subscribers,
      reached: record.reached,
      complete: record.complete,
      segments: record.segments,
      duplicates: record.duplicates,
      untracked: record.untracked,
      differingPayloads: payloads.differing,
      uncomparedPayloads: payloads.uncompared,
      receipts: {
        owed: tally.owed,
        sent: tally.sent,
        answered: tally.answered,
        delivered: tally.delivered,
        undeliverable: tally.undeliverable,
        unreachable: tally.unreachable,
        again: tally.again,
        refused: tally.receiptsRefused,
        waiting: this.#unanswered(),
      },
      statuses: Object.fromEntries([...tally.statuses].map(([code, times]) => [statusName(code), times])),
      binds: tally.binds,
      bindsRefused: tally.bindsRefused,
      enquireLinks: tally.enquireLinks,
      unbinds: tally.unbinds,
      drops: tally.drops,
      protocolErrors: tally.protocolErrors,
      strayResponses: tally.strayResponses,
      payloads: payloads.summaries(PAYLOADS_LISTED_MAX),
    }
  }
}

function wireOf(socket: net.Socket): Wire {
  return {
    write: (bytes, done) => {
      if (socket.destroyed) done()
      else socket.write(bytes, done)
    },
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    end: () => {
      socket.end()
      setTimeout(() => socket.destroy(), CLOSING_MS).unref()
    },
    destroy: () => socket.destroy(),
  }
}
