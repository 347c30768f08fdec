/**
 * A simulated BSC for tests and the demo: CBSP over TCP, listening or calling. An independent witness: it keeps what is on the air in each of its
 * cells, and a record of all that it was asked. It bears one connection, as real ones do.
 *
 * Invariant: `onAir` is what phones in a cell would be shown now.
 */
import { connect, createServer, type Server, type Socket } from 'node:net'
import {
  cellList,
  completedList,
  cut,
  failureList,
  message,
  type Naming,
  octetElement,
  type Request,
  readRequest,
  TYPES,
  wordElement,
} from './octets.ts'

/** TS 48.049 section 8.2.8: what a repetition period counts in. */
const SLOT_MS = 1883
/** Section 8.2.13. */
const NO_SUCH_MESSAGE = 2
const NO_SUCH_CELL = 3
const ALREADY_THERE = 13
const CALL_AGAIN_MS = 50

export interface BscOptions {
  /** `452-04-100-1`. */
  readonly cells: readonly string[]
  /** Where it listens; any free port of 127.0.0.1 else. */
  readonly host?: string
  readonly port?: number
  /** Whom it calls, in place of listening. */
  readonly calls?: { readonly host: string; readonly port: number }
  readonly naming?: Naming
  /** A cause for which a cell refuses a request; undefined: it does what it is asked. */
  readonly refuse?: (request: Request, cell: string) => number | undefined
  /** Whether a request is answered; it is done all the same. */
  readonly answers?: (request: Request) => boolean
  /** Each that it was asked, once it is done and answered. */
  readonly done?: (asked: Asked) => void
}

export interface Shown {
  readonly id: number
  readonly serial: number
  readonly text: string
  readonly octets: readonly string[]
  readonly period: number
  readonly since: number
  readonly until: number
}

export interface Asked extends Request {
  /** Milliseconds since 1970. */
  readonly at: number
}

export interface SimulatedBsc {
  readonly port: number
  readonly record: readonly Asked[]
  /** Connections so far, those that it turned away among them. */
  readonly connections: { readonly taken: number; readonly refused: number }
  onAir(cell: string): readonly Shown[]
  /** All data are lost, and it says so; or it kept them and says so all the same. */
  restart(how?: { readonly keeps?: boolean }): void
  /** A cell can broadcast no more. */
  fail(cell: string, cause: number): void
  /** Any octets, as they are. */
  say(octets: Buffer): void
  drop(): void
  close(): Promise<void>
}

export async function startBsc(options: BscOptions): Promise<SimulatedBsc> {
  const bsc = new Simulated(options)
  await bsc.start()
  return bsc
}

class Simulated implements SimulatedBsc {
  readonly record: Asked[] = []
  readonly connections = { taken: 0, refused: 0 }
  readonly #options: BscOptions
  readonly #naming: Naming
  readonly #air: ReadonlyMap<string, Map<string, Shown>>
  #server: Server | null = null
  #socket: Socket | null = null
  #isClosed = false
  port = 0

  constructor(options: BscOptions) {
    this.#options = options
    this.#naming = options.naming ?? 'cgi'
    this.#air = new Map(options.cells.map(cell => [cell, new Map()]))
  }

  async start(): Promise<void> {
    const { calls, host = '127.0.0.1', port = 0 } = this.#options
    if (calls !== undefined) return this.#call(calls)
    const server = createServer(socket => this.#accept(socket))
    await new Promise<void>((done, fail) => {
      server.once('error', fail)
      server.listen(port, host, done)
    })
    this.#server = server
    this.port = (server.address() as { port: number }).port
  }

  onAir(cell: string): readonly Shown[] {
    const now = Date.now()
    return [...(this.#air.get(cell)?.values() ?? [])].filter(({ until }) => now < until)
  }

  restart({ keeps = false }: { readonly keeps?: boolean } = {}): void {
    if (!keeps) for (const air of this.#air.values()) air.clear()
    for (const kind of [1, 0])
      this.say(message(TYPES.restart, cellList([], 'all'), octetElement(0x16, kind), octetElement(0x0d, 1)))
  }

  fail(cell: string, cause: number): void {
    this.#air.get(cell)?.clear()
    this.say(message(TYPES.failure, failureList([[cell, cause]], 'cgi'), octetElement(0x16, 0)))
  }

  say(octets: Buffer): void {
    this.#socket?.write(octets)
  }

  drop(): void {
    this.#socket?.destroy()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#socket?.destroy()
    await new Promise<void>(done => {
      if (this.#server === null) done()
      else this.#server.close(() => done())
    })
  }

  #call(to: { readonly host: string; readonly port: number }): void {
    if (this.#isClosed) return
    const socket = connect(to)
    socket.on('connect', () => this.#accept(socket))
    socket.on('error', () => {})
    socket.on('close', () => setTimeout(() => this.#call(to), CALL_AGAIN_MS))
  }

  #accept(socket: Socket): void {
    if (this.#socket !== null) {
      this.connections.refused += 1
      socket.destroy()
      return
    }
    this.connections.taken += 1
    this.#socket = socket
    let rest: Buffer = Buffer.alloc(0)
    socket.on('error', () => {})
    socket.on('close', () => {
      if (this.#socket === socket) this.#socket = null
    })
    socket.on('data', bytes => {
      const stream = cut(Buffer.concat([rest, bytes as Buffer]))
      rest = stream.rest
      for (const one of stream.messages) this.#heard(readRequest(one))
    })
  }

  #heard(request: Request): void {
    const asked = { ...request, at: Date.now() }
    this.record.push(asked)
    const answer = this.#answer(request)
    if (answer !== null && (this.#options.answers?.(request) ?? true)) this.say(answer)
    this.#options.done?.(asked)
  }

  #answer(request: Request): Buffer | null {
    switch (request.type) {
      case TYPES.keepAlive:
        return message(TYPES.keepAliveDone)
      case TYPES.write:
        return this.#write(request)
      case TYPES.kill:
        return this.#kill(request)
      case TYPES.status:
        return this.#status(request)
      default:
        return null
    }
  }

  #write(request: Request): Buffer {
    const { id, newSerial, oldSerial, period, broadcasts, text, octets } = request
    const now = Date.now()
    const counts: [string, number][] = []
    const { done, failed } = this.#each(request, (air, cell) => {
      if (air.has(`${id} ${newSerial}`)) return ALREADY_THERE
      const old = air.get(`${id} ${oldSerial}`)
      if (oldSerial !== null && old === undefined) return NO_SUCH_MESSAGE
      if (old !== undefined) counts.push([cell, countOf(old)])
      air.delete(`${id} ${oldSerial}`)
      const until = now + (broadcasts ?? 0) * (period ?? 0) * SLOT_MS
      const shown = { id: id ?? 0, serial: newSerial ?? 0, text, octets, period: period ?? 0 }
      air.set(`${id} ${newSerial}`, { ...shown, since: now, until })
      return undefined
    })
    const named = [
      wordElement(0x0e, id ?? 0),
      wordElement(0x03, newSerial ?? 0),
      ...(oldSerial === null ? [] : [wordElement(0x02, oldSerial)]),
    ]
    const rest = [
      ...(counts.length === 0 ? [] : [this.#counts(counts)]),
      ...(done.length === 0 ? [] : [this.#list(done)]),
      octetElement(0x12, 0),
    ]
    if (failed.length === 0) return message(TYPES.written, ...named, ...rest)
    return message(TYPES.writeFailed, ...named, this.#failures(failed), ...rest)
  }

  #kill(request: Request): Buffer {
    const { id, oldSerial } = request
    const counts: [string, number][] = []
    const { failed } = this.#each(request, (air, cell) => {
      const shown = air.get(`${id} ${oldSerial}`)
      if (shown === undefined) return NO_SUCH_MESSAGE
      counts.push([cell, countOf(shown)])
      air.delete(`${id} ${oldSerial}`)
      return undefined
    })
    const named = [wordElement(0x0e, id ?? 0), wordElement(0x02, oldSerial ?? 0)]
    const rest = [...(counts.length === 0 ? [] : [this.#counts(counts)]), octetElement(0x12, 0)]
    if (failed.length === 0) return message(TYPES.killed, ...named, ...rest)
    return message(TYPES.killFailed, ...named, this.#failures(failed), ...rest)
  }

  #status(request: Request): Buffer {
    const { id, oldSerial } = request
    const counts: [string, number][] = []
    const { failed } = this.#each(request, (air, cell) => {
      const shown = air.get(`${id} ${oldSerial}`)
      if (shown === undefined) return NO_SUCH_MESSAGE
      counts.push([cell, countOf(shown)])
      return undefined
    })
    const named = [wordElement(0x0e, id ?? 0), wordElement(0x02, oldSerial ?? 0)]
    if (failed.length === 0) return message(TYPES.statusIs, ...named, this.#counts(counts), octetElement(0x12, 0))
    return message(TYPES.statusFailed, ...named, this.#failures(failed), octetElement(0x12, 0))
  }

  #each(
    request: Request,
    act: (air: Map<string, Shown>, cell: string) => number | undefined,
  ): { readonly done: readonly string[]; readonly failed: readonly [string, number][] } {
    const done: string[] = []
    const failed: [string, number][] = []
    for (const cell of request.cells ?? this.#options.cells) {
      const air = this.#air.get(cell)
      const cause = air === undefined ? NO_SUCH_CELL : (this.#options.refuse?.(request, cell) ?? act(air, cell))
      if (cause === undefined) done.push(cell)
      else failed.push([cell, cause])
    }
    return { done, failed }
  }

  #list(cells: readonly string[]): readonly number[] {
    const isAll = this.#naming === 'all' && cells.length === this.#options.cells.length
    return cellList(isAll ? [] : cells, this.#naming === 'all' && !isAll ? 'cgi' : this.#naming)
  }

  #failures(failed: readonly [string, number][]): readonly number[] {
    return failureList(failed, this.#naming === 'all' ? 'cgi' : this.#naming)
  }

  #counts(counts: readonly [string, number][]): readonly number[] {
    return completedList(counts, this.#naming === 'all' ? 'cgi' : this.#naming)
  }
}

/** How often it was on the air until now, the first time at once. */
function countOf({ since, period }: Shown): number {
  return 1 + Math.floor((Date.now() - since) / (period * SLOT_MS))
}
