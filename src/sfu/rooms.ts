/**
 * The media process without its process: rooms, joins and answers, time, what is told of it.
 *
 *   orders ─► rooms ◄─ packets ─ peers          reports ─► the server
 *                └── tick, every 10 ms ──► events at once, `sites` once a second
 *
 * Knows no pipe and no library: peers are made by `connect`. Bounded: CONNECTIONS_MAX at once, those that are only offered or on
 * their way among them, and none of these for longer than OFFERED_MS and CONNECTING_MS.
 */
import type { Millis } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import type { Random } from '../base/random.ts'
import type { Recorder } from '../media/recorder/recorder.ts'
import { MediaRoom, type RoomEvent, SITES_MAX } from '../media/room.ts'
import type { MediaEvent, Offer, Recorded, RoomId, RoomSetup, SiteFigures, SiteSeen } from '../media/server.ts'
import { KINDS, type Site } from '../media/transport.ts'
import type { LineClass } from '../rtp/downlink.ts'
import { readAnswer } from './answer.ts'
import type { Lateness } from './lateness.ts'
import type { Asked, Order, RefusalCode, Report } from './orders.ts'
import type { Peer } from './peer.ts'

/** Of all rooms. Each takes some 2 MB at the most. */
const CONNECTIONS_MAX = 256
/** A join that nobody answers is forgotten. */
const OFFERED_MS = 30_000
/** From its answer until it carries media. */
const CONNECTING_MS = 15_000
const SITES_EVERY_MS = 1000
const BEHIND_LOGGED_MS = 60_000

export interface RoomsOptions {
  readonly random: Random
  readonly epochMs: number
  readonly lateness: Lateness
  readonly now: () => Millis
  /** A peer that was not answered yet, how it is known, and what it is offered. */
  readonly connect: () => Connecting
  readonly record: (folder: string, now: Millis) => Recorder
  readonly tell: (report: Report) => void
  readonly log: Pick<Log, 'warn'>
}

export interface Connecting {
  readonly join: string
  readonly peer: Pick<Peer, keyof Peer>
  /** `ssrcs`: by slot. */
  offer(ssrcs: readonly number[]): string
}

interface Joined {
  readonly site: Site
  readonly peer: Connecting['peer']
  /** Of what it waits for. */
  since: Millis
}

interface OpenRoom {
  readonly room: MediaRoom
  /** All that ever joined, with the class of its line. */
  readonly lines: Map<Site, LineClass>
  readonly joins: Map<string, Joined>
  recorder: Recorder | null
}

/** What an order is refused with. */
class Refusal extends Error {
  readonly code: RefusalCode

  constructor(code: RefusalCode, why = '') {
    super(why)
    this.code = code
  }
}

export class MediaRooms {
  readonly #options: RoomsOptions
  readonly #opened = new Map<RoomId, OpenRoom>()
  #sitesAt: number
  /** Since it was last told. */
  #behinds = 0
  #behindAgainAt = 0

  constructor(options: RoomsOptions) {
    this.#options = options
    this.#sitesAt = options.now() + SITES_EVERY_MS
  }

  order(order: Order): void {
    const { tell } = this.#options
    if (!('id' in order)) return this.#change(order)
    const { id } = order
    try {
      const value = this.#ask(order)
      if (value instanceof Promise) void value.then(late => tell({ is: 'done', id, value: late }))
      else tell({ is: 'done', id, value })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      tell({ is: 'refused', id, code: error.code, why: error.message })
    }
  }

  #change(order: Exclude<Order, Asked>): void {
    if (order.is === 'open') return this.#open(order.room, order.setup)
    // Of a room that was closed.
    const room = this.#opened.get(order.room)?.room
    if (room === undefined) return
    switch (order.is) {
      case 'heard':
        return room.heard(order.sites)
      case 'shows':
        return room.shows(order)
      case 'remove':
        return this.#remove(order.room, order.site)
      case 'interpreters':
        return room.interpreters(new Map(order.sites))
      case 'listens':
        return room.listens(order.site, order.language)
    }
  }

  /** Once more: recorded from now on, where it is to be. */
  #open(id: RoomId, { isEcho, recordTo }: RoomSetup): void {
    const { random, epochMs, record, now } = this.#options
    const opened = this.#opened.get(id) ?? {
      room: new MediaRoom({ random, epochMs, isEcho }),
      lines: new Map(),
      joins: new Map(),
      recorder: null,
    }
    this.#opened.set(id, opened)
    if (recordTo === null || opened.recorder !== null) return
    opened.recorder = record(recordTo, now())
    opened.room.record(opened.recorder)
  }

  #remove(id: RoomId, site: Site): void {
    const opened = this.#opened.get(id)
    if (opened === undefined) return
    opened.room.remove(site)
    for (const [join, { site: of, peer }] of opened.joins)
      if (of === site) {
        peer.close()
        opened.joins.delete(join)
      }
  }

  #ask(order: Asked): unknown {
    switch (order.is) {
      case 'join':
        return this.#join(order)
      case 'answer':
        return this.#answer(order)
      case 'accounts':
        return this.#accounts(order.room)
      case 'close':
        return this.#close(order.room)
      case 'stop':
        return Promise.all([...this.#opened.keys()].map(async room => await this.#close(room)))
    }
  }

  #join({ room: id, site, line }: Extract<Asked, { is: 'join' }>): Offer {
    const opened = this.#opened.get(id)
    if (opened === undefined) throw new Refusal('mediaDown')
    const connections = [...this.#opened.values()].reduce((sum, { joins }) => sum + joins.size, 0)
    if (connections >= CONNECTIONS_MAX) throw new Refusal('mediaFull')
    const isNew = !opened.lines.has(site)
    if (isNew && opened.lines.size >= SITES_MAX) throw new Refusal('mediaFull')
    this.#forgetOffers(opened, site)
    if (isNew) opened.lines.set(site, line)
    const now = this.#options.now()
    const { join, peer, offer } = this.#options.connect()
    const { ssrcs, told } = opened.room.join(site, { transport: peer, line, now })
    peer.tell(told)
    opened.joins.set(join, { site, peer, since: now })
    return { join, sdp: offer(ssrcs) }
  }

  /** Who joins anew does not answer what it was offered before. */
  #forgetOffers({ joins }: OpenRoom, site: Site): void {
    for (const [join, joined] of joins) {
      if (joined.site !== site || joined.peer.state !== 'offered') continue
      joined.peer.close()
      joins.delete(join)
    }
  }

  #answer({ join, sdp }: Extract<Asked, { is: 'answer' }>): null {
    for (const { joins } of this.#opened.values()) {
      const joined = joins.get(join)
      if (joined === undefined || joined.peer.state !== 'offered') continue
      const answer = readAnswer(sdp)
      try {
        if (typeof answer === 'string') throw new Refusal('answerFaulty', answer)
        joined.since = this.#options.now()
        joined.peer.answer(answer)
      } catch (error) {
        joined.peer.close()
        joins.delete(join)
        if (error instanceof Refusal) throw error
        this.#options.log.warn('join answer rejected', { why: String(error).slice(0, 200) })
        throw new Refusal('answerFaulty', 'library')
      }
    }
    return null
  }

  #accounts(id: RoomId): SiteFigures[] {
    const accounts = this.#opened.get(id)?.room.accounts() ?? new Map()
    return [...accounts].map(([site, { of }]) => {
      const figures = { site, received: 0, forwarded: 0, withheld: {} as Record<string, number> }
      for (const kind of KINDS) {
        figures.received += of[kind].received
        figures.forwarded += of[kind].forwarded
        for (const [reason, count] of Object.entries<number>(of[kind].withheld))
          figures.withheld[reason] = (figures.withheld[reason] ?? 0) + count
      }
      return figures
    })
  }

  /** Its files are whole when this resolves. */
  async #close(id: RoomId): Promise<readonly Recorded[]> {
    const opened = this.#opened.get(id)
    if (opened === undefined) return []
    for (const { peer } of opened.joins.values()) peer.close()
    this.#opened.delete(id)
    return (await opened.recorder?.close(this.#options.now())) ?? []
  }

  // Time -----------------------------------------------------------------------------------------------------------

  tick(): void {
    const now = this.#options.now()
    const { lateness } = this.#options
    const wasBehind = lateness.isBehind
    const isBehind = lateness.tick(now)
    if (isBehind && !wasBehind) this.#fellBehind(now)
    for (const [id, opened] of this.#opened) {
      opened.room.behind(isBehind)
      this.#forgetLate(opened, now)
      for (const event of opened.room.tick(now)) this.#tell(id, event, now)
    }
    if (now < this.#sitesAt) return
    this.#sitesAt = now + SITES_EVERY_MS
    for (const [id, opened] of this.#opened) this.#tellSites(id, opened)
  }

  /** A machine that is too slow for it all the time does not fill the log besides. */
  #fellBehind(now: Millis): void {
    this.#behinds += 1
    if (now < this.#behindAgainAt) return
    this.#behindAgainAt = now + BEHIND_LOGGED_MS
    this.#options.log.warn('media process behind, pictures wait', { times: this.#behinds })
    this.#behinds = 0
  }

  #forgetLate({ joins }: OpenRoom, now: Millis): void {
    for (const [join, { peer, since }] of joins) {
      const { state } = peer
      const limit = state === 'offered' ? OFFERED_MS : CONNECTING_MS
      if (state !== 'closed' && (state === 'connected' || now - since < limit)) continue
      peer.close()
      joins.delete(join)
    }
  }

  #tell(room: RoomId, event: RoomEvent, now: Millis): void {
    if (event.is === 'line') this.#opened.get(room)?.lines.set(event.site, event.line)
    const atMs = this.#options.epochMs + now
    const dated: MediaEvent =
      event.is === 'connected' || event.is === 'gone' ? { ...event, room, atMs } : { ...event, room }
    this.#options.tell({ is: 'event', event: dated })
  }

  #tellSites(id: RoomId, { room, lines, joins }: OpenRoom): void {
    const evidence = room.evidence()
    const sites: SiteSeen[] = []
    for (const { site, peer } of joins.values()) {
      const lastMs = evidence.get(site)
      const line = lines.get(site)
      const seen = room.quality(site)
      if (peer.state !== 'connected' || lastMs === undefined || line === undefined || seen === null) continue
      const quality = { ...seen, path: peer.path }
      sites.push({ site, lastMs: this.#options.epochMs + lastMs, line, quality })
    }
    this.#options.tell({ is: 'event', event: { is: 'sites', room: id, sites } })
  }
}
