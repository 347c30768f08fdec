/**
 * Who is watching, and what is sent to them: server-sent events in rooms.
 *
 *   change ──► room.pending (one entry a key: a later one replaces an earlier one) ──tick──► one text ──► every watcher
 *
 * A room that was quiet for a tick does not wait for the next: what comes first is told in the same turn of the process, with what comes
 * with it; what follows waits. What a person did is told in the same turn always, with all that waits.
 *
 * A room's events of one tick are encoded once and written once to each watcher, whatever their number. A watcher that
 * does not read is dropped when its buffer is full; it connects again and gets a new snapshot first. So there are no
 * event ids and nothing to replay: every event is the whole of what it tells, and the first event of a stream is all.
 *
 * Knows no use case, no session and no clock: whoever made it calls `tick` and `beat`.
 */

import type { Failure } from '../base/failure.ts'
import { httpFailure } from './failures.ts'
import type { Caller } from './route.ts'

export const WATCHERS_MAX = 5000
/** Kept for machines: whoever watches leaves room for nodes, whose rounds must be stopped. */
export const WATCHERS_KEPT = 500
/**
 * A person has a few windows, a program watches a few rounds, a node its agenda, again and again on a bad line. A page that holds
 * a token of its own has one stream, and a few that died on its line and are not known to be dead: the newest ends the oldest.
 */
export const WATCHERS_OF_ONE_MAX = { person: 20, key: 50, machine: 50, page: 4 } as const
/** Octets that wait for one watcher before it is dropped. A snapshot may be larger: it is always taken. */
export const BUFFER_SIZE_MAX = 1024 * 1024
/** Events of one room and tick. Beyond it the oldest key is left out; the next snapshot has it. */
const PENDING_MAX = 5000
/** Texts that a watcher misses while its snapshot is made. */
const HELD_MAX = 100

/** Who opens a stream. */
export interface Opening {
  readonly kind: keyof typeof WATCHERS_OF_ONE_MAX
  /** A person's, key's or node's id. Bounds how many one may have. */
  readonly who: string
  /** What must live on for the stream to go on; null: nothing. */
  readonly session: string | null
  /** Ends the connection, whatever waits in it. */
  readonly cut: () => void
}

export interface Watcher {
  readonly who: string
  /** What must live on for the stream to go on; null: nothing. */
  readonly session: string | null
  end(): void
}

/** Sent in one write. What is already encoded is in memory once for all streams, however slowly they are read. */
export type StreamChunk = string | readonly Uint8Array[]

interface HubRoom {
  readonly watchers: Set<Stream>
  readonly pending: Map<string, string>
  /** Nothing was told since the tick before the last. */
  isQuiet: boolean
}

export class Hub {
  readonly #rooms = new Map<string, HubRoom>()
  readonly #watchers = new Set<Stream>()
  readonly #perWho = new Map<string, number>()
  readonly #told = { dropped: 0 }
  readonly #watchersMax: number
  #isClosed = false
  #isDeaf = false

  constructor({ watchersMax = WATCHERS_MAX } = {}) {
    this.#watchersMax = watchersMax
  }

  get watching(): number {
    return this.#watchers.size
  }

  /** Watchers that were dropped because they did not read. */
  get dropped(): number {
    return this.#told.dropped
  }

  watchers(): Iterable<Watcher> {
    return this.#watchers
  }

  watchersIn(room: string): number {
    return this.#rooms.get(room)?.watchers.size ?? 0
  }

  watchersOf(room: string): readonly Watcher[] {
    return [...(this.#rooms.get(room)?.watchers ?? [])]
  }

  /** Names of rooms that someone watches. */
  rooms(): Iterable<string> {
    return this.#rooms.keys()
  }

  /**
   * A stream that begins with what `first` makes, and goes on with the room's events from before that. `onEnd` is called
   * once, however it ends, also where it never begins.
   */
  async open(
    room: string,
    opening: Opening,
    first: () => Promise<StreamChunk>,
    onEnd: () => void = () => {},
  ): Promise<Response> {
    if (opening.kind === 'page') this.#makeRoom(opening.who)
    const refusal = this.#refusal(opening)
    if (refusal !== null) {
      onEnd()
      throw refusal
    }
    const stream = new Stream(opening, () => {
      this.#leave(room, stream)
      onEnd()
    })
    this.#join(room, stream)
    try {
      stream.begin(piecesOf(await first()))
    } catch (error) {
      stream.end()
      throw error
    }
    return new Response(stream.readable, { headers: STREAM_HEADERS })
  }

  /** They stand in the order in which they came. */
  #makeRoom(who: string): void {
    if ((this.#perWho.get(who) ?? 0) < WATCHERS_OF_ONE_MAX.page) return
    for (const stream of this.#watchers) if (stream.who === who) return stream.drop()
  }

  #refusal({ kind, who }: Opening): Failure | null {
    if (this.#isClosed) return httpFailure('stopping')
    if (this.#isDeaf) return httpFailure('changesUnheard')
    const mine = this.#perWho.get(who) ?? 0
    const most = kind === 'machine' ? this.#watchersMax : this.#watchersMax - WATCHERS_KEPT
    const isFull = this.#watchers.size >= most || mine >= WATCHERS_OF_ONE_MAX[kind]
    return isFull ? httpFailure('tooManyWatchers') : null
  }

  /** With the next tick. `key`: which earlier event of this tick it replaces. */
  send(room: string, key: string, text: string): void {
    const found = this.#rooms.get(room)
    if (found === undefined) return
    found.pending.delete(key)
    found.pending.set(key, text)
    if (found.pending.size > PENDING_MAX) found.pending.delete(found.pending.keys().next().value!)
    if (!found.isQuiet) return
    found.isQuiet = false
    setImmediate(() => this.#flush(found))
  }

  /** What is seldom, and waited for: in this turn of the process, however busy the room is. */
  sendAtOnce(room: string, key: string, text: string): void {
    this.send(room, key, text)
    const found = this.#rooms.get(room)
    if (found !== undefined) setImmediate(() => this.#flush(found))
  }

  sendNow(room: string, told: StreamChunk): void {
    const found = this.#rooms.get(room)
    if (found !== undefined) this.#write(found.watchers, piecesOf(told))
  }

  tick(): void {
    for (const room of this.#rooms.values()) {
      room.isQuiet = room.pending.size === 0
      this.#flush(room)
    }
  }

  /** To all in rooms whose name begins so. */
  beat(prefix: string, text: string): void {
    const pieces = piecesOf(text)
    for (const [name, { watchers }] of this.#rooms) if (name.startsWith(prefix)) this.#write(watchers, pieces)
  }

  close(): void {
    this.#isClosed = true
    this.#endAll()
  }

  /** Nobody hears here what is changed elsewhere: all streams end, and none begins until `hears`. */
  deafen(): void {
    this.#isDeaf = true
    this.#endAll()
  }

  hears(): void {
    this.#isDeaf = false
  }

  #endAll(): void {
    for (const stream of [...this.#watchers]) stream.end()
  }

  #flush({ watchers, pending }: HubRoom): void {
    if (pending.size === 0) return
    const text = [...pending.values()].join('')
    pending.clear()
    this.#write(watchers, piecesOf(text))
  }

  #write(watchers: Iterable<Stream>, pieces: readonly Uint8Array[]): void {
    for (const stream of [...watchers]) {
      if (stream.write(pieces)) continue
      this.#told.dropped++
      stream.drop()
    }
  }

  #join(name: string, stream: Stream): void {
    let room = this.#rooms.get(name)
    if (room === undefined) {
      room = { watchers: new Set(), pending: new Map(), isQuiet: true }
      this.#rooms.set(name, room)
    }
    room.watchers.add(stream)
    this.#watchers.add(stream)
    this.#perWho.set(stream.who, (this.#perWho.get(stream.who) ?? 0) + 1)
  }

  #leave(name: string, stream: Stream): void {
    if (!this.#watchers.delete(stream)) return
    const room = this.#rooms.get(name)
    room?.watchers.delete(stream)
    if (room?.watchers.size === 0) this.#rooms.delete(name)
    const left = (this.#perWho.get(stream.who) ?? 1) - 1
    if (left > 0) this.#perWho.set(stream.who, left)
    else this.#perWho.delete(stream.who)
  }
}

class Stream implements Watcher {
  readonly who: string
  readonly session: string | null
  readonly readable: ReadableStream<Uint8Array>
  readonly #onEnd: () => void
  readonly #cut: () => void
  #controller!: ReadableStreamDefaultController<Uint8Array>
  /** What came before the snapshot was made; null once it was. */
  #held: (readonly Uint8Array[])[] | null = []
  #isOver = false

  constructor({ who, session, cut }: Opening, onEnd: () => void) {
    this.who = who
    this.session = session
    this.#onEnd = onEnd
    this.#cut = cut
    this.readable = new ReadableStream<Uint8Array>(
      {
        start: controller => {
          this.#controller = controller
        },
        cancel: () => this.#over(),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: BUFFER_SIZE_MAX }),
    )
  }

  begin(snapshot: readonly Uint8Array[]): void {
    if (this.#isOver) return
    for (const pieces of [snapshot, ...(this.#held ?? [])]) this.#enqueue(pieces)
    this.#held = null
  }

  /** False: it does not read. */
  write(pieces: readonly Uint8Array[]): boolean {
    if (this.#isOver) return true
    if (this.#held !== null) {
      this.#held.push(pieces)
      return this.#held.length <= HELD_MAX
    }
    if ((this.#controller.desiredSize ?? 0) <= 0) return false
    this.#enqueue(pieces)
    return true
  }

  #enqueue(pieces: readonly Uint8Array[]): void {
    for (const piece of pieces) this.#controller.enqueue(piece)
  }

  end(): void {
    if (this.#isOver) return
    this.#over()
    this.#controller.close()
  }

  /** What waits for it is thrown away. */
  drop(): void {
    if (this.#isOver) return
    this.#over()
    this.#cut()
  }

  #over(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#onEnd()
  }
}

/** By whom a watcher is counted, and what must live on for its stream to go on. */
export function watcherOf(caller: Caller): Omit<Opening, 'cut'> {
  switch (caller.is) {
    case 'person':
      return { kind: 'person', who: caller.actor.id, session: caller.session }
    case 'key':
      return { kind: 'key', who: caller.key, session: `key:${caller.key}` }
    case 'device':
      return { kind: 'machine', who: caller.name, session: null }
    case 'nobody':
      return { kind: 'person', who: 'nobody', session: null }
  }
}

/** One event in the form of the WHATWG HTML standard, section 9.2. JSON has no raw line end. */
export function event(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`
}

export const BEAT = ': beat\n\n'

const STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
}

const encoder = new TextEncoder()
const piecesOf = (told: StreamChunk) => (typeof told === 'string' ? [encoder.encode(told)] : told)
