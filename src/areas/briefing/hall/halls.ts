/**
 * The live rooms of all briefings: of each that is open, and of each that somebody looks into. Those that are open are opened
 * with the server; the others when they are asked for, and closed when nobody has been there for a while.
 *
 *   sites, people ──► hall of the briefing          media ──► hall of the room, or its test call          tick, each second
 */
import { randomUUID } from 'node:crypto'
import { notFound } from '../../../authority/failures.ts'
import type { UnitOfWork } from '../../../authority/unit-of-work.ts'
import type { MediaEvent, MediaServer } from '../../../media/server.ts'
import { briefingFailure } from '../failures.ts'
import type { MediaOffer, SiteIdentity, Verdict } from '../model.ts'
import { linkExpiryOf } from '../office/link.ts'
import { recordingFolder } from '../office/recordings.ts'
import { briefingRows } from '../store.ts'
import { placeOf } from './facts.ts'
import { failureOf, hallFailure } from './failures.ts'
import { type HallNeeds, LINE_UNKNOWN, LiveHall, type Streams } from './hall.ts'
import type { Hall } from './port.ts'
import { overBy } from './rules.ts'
import { isTestRoom, TestCalls } from './test-calls.ts'

/** How long a room in which nobody is stays open. */
const IDLE_MS = 600_000
/** Of what began before nothing is left to be kept. */
const LATELY_MS = 7 * 86_400_000
/** An offer is answered at once, or never. */
const JOIN_MS = 60_000
/** Who asks again forgets what it had asked for before. */
const JOINS_OF_ONE_MAX = 4

export type IceServers = MediaOffer['iceServers']

export interface HallsNeeds {
  readonly work: UnitOfWork
  /** Null: there is none on this server. */
  readonly media: MediaServer | null
  readonly streams: Streams
  /** Whom a browser asks for a way through, with what it needs to be let in. */
  readonly iceServers: (of: SiteIdentity) => IceServers
  /** The data directory, for recordings. */
  readonly directory: string
  readonly recovered: HallNeeds['recovered']
  readonly onError: (error: unknown) => void
}

interface Join {
  readonly of: SiteIdentity
  /** As the media know it. */
  readonly join: string
  readonly atMs: number
}

export class Halls implements Hall {
  readonly #needs: HallsNeeds
  readonly #tests: TestCalls | null
  readonly #halls = new Map<string, { readonly hall: Promise<LiveHall | null>; usedMs: number }>()
  readonly #joins = new Map<string, Join>()
  #isMediaUp = false

  constructor(needs: HallsNeeds) {
    this.#needs = needs
    const { media, onError } = needs
    this.#tests = media === null ? null : new TestCalls({ media, onError })
  }

  /** Goes on with what was open when the server before this one stopped, and keeps the recording of what had just ended. */
  async start(): Promise<void> {
    const { store, now } = this.#needs.work
    const rows = briefingRows(store)
    for (const { id } of await rows.openBriefings()) await this.of(id)
    const nowMs = now()
    for (const { id, endedAt } of await rows.briefingsBegun(nowMs - LATELY_MS, nowMs))
      if (endedAt !== null) this.#later(id, async () => {}, true)
  }

  /** Fails with notFound, and with roomMoved where another process has it. */
  async of(briefing: string): Promise<LiveHall> {
    if (!this.#needs.work.shift.isOurs()) throw hallFailure('roomMoved')
    const known = this.#halls.get(briefing) ?? { hall: this.#open(briefing), usedMs: 0 }
    known.usedMs = this.#needs.work.now()
    this.#halls.set(briefing, known)
    const hall = await known.hall.catch(error => {
      this.#halls.delete(briefing)
      throw error
    })
    if (hall !== null) return hall
    this.#halls.delete(briefing)
    throw notFound('briefing')
  }

  /** Of who came by a link: one that was never held closes when its links do. Fails with linkExpired. */
  async forSite({ briefing }: Pick<SiteIdentity, 'briefing'>): Promise<LiveHall> {
    const hall = await this.of(briefing)
    const { content } = hall.facts.briefing
    if (hall.course.beganMs === null && this.#needs.work.now() >= linkExpiryOf(content))
      throw briefingFailure('linkExpired')
    return hall
  }

  async #open(briefing: string): Promise<LiveHall | null> {
    const needs: HallNeeds = { ...this.#needs, newId: randomUUID, folderOf: id => this.#folder(id) }
    return await LiveHall.open(briefing, { ...needs, isMediaUp: () => this.#isMediaUp })
  }

  #folder(briefing: string): string {
    return recordingFolder(this.#needs.directory, briefing)
  }

  // Of the office ----------------------------------------------------------------------------------------------------

  changed(briefing: string): void {
    this.#later(briefing, async hall => await hall.changed())
  }

  remove(briefing: string, site: string): void {
    this.#later(briefing, async hall => await hall.changed(site))
  }

  async room(briefing: string): ReturnType<Hall['room']> {
    return (await this.of(briefing)).room()
  }

  // Of sites ---------------------------------------------------------------------------------------------------------

  /** That this browser is still the one that is let in. Fails with placeUnknown. */
  async mustCount({ briefing, site, tokenSha256 }: SiteIdentity): Promise<void> {
    const places = await briefingRows(this.#needs.work.store).places(briefing)
    const place = places.find(each => each.site === site)
    if (place?.tokenSha256 !== tokenSha256) throw briefingFailure('placeUnknown')
  }

  /** Fails with mediaOff, linkExpired, briefingEnded, briefingCancelled, and as MediaServer.join does. */
  async joinMedia(of: SiteIdentity, isTest: boolean): Promise<MediaOffer> {
    const { media, iceServers } = this.#needs
    if (media === null || this.#tests === null) throw hallFailure('mediaOff')
    const hall = await this.forSite(of)
    const over = overBy(hall)
    if (over !== null) throw failureOf(over)
    const { site } = of
    const nowMs = this.#needs.work.now()
    const line = isTest ? 'A' : (placeOf(hall.facts, site)?.line ?? LINE_UNKNOWN)
    const room = isTest ? this.#tests.begin(of, { line, nowMs }) : of.briefing
    const { join, sdp } = await media.join(room, site, line)
    const id = randomUUID()
    const own = [...this.#joins].filter(([, other]) => isSameSite(other.of, of)).map(([old]) => old)
    for (const old of own.slice(0, -JOINS_OF_ONE_MAX + 1)) this.#joins.delete(old)
    this.#joins.set(id, { of, join, atMs: nowMs })
    return { join: id, sdp, iceServers: iceServers(of) }
  }

  /** Fails with joinUnknown where the offer was another site's, and as MediaServer.answer does. */
  async answerMedia(of: SiteIdentity, id: string, sdp: string): Promise<void> {
    const found = this.#joins.get(id)
    const isOwn = found !== undefined && isSameSite(found.of, of)
    if (this.#needs.media === null || !isOwn || found.of.tokenSha256 !== of.tokenSha256)
      throw hallFailure('joinUnknown')
    this.#joins.delete(id)
    await this.#needs.media.answer(found.join, sdp)
  }

  /** Fails with mediaOff, testUnknown, testTooShort. */
  async endTestCall(of: SiteIdentity, devices: Pick<Verdict, 'microphone' | 'camera'>): Promise<Verdict> {
    if (this.#tests === null) throw hallFailure('mediaOff')
    const at = new Date(this.#needs.work.now()).toISOString()
    const verdict = this.#tests.end(of, { at, ...devices })
    if (verdict === 'unknown') throw hallFailure('testUnknown')
    if (verdict === 'too-short') throw hallFailure('testTooShort')
    const hall = await this.of(of.briefing)
    await hall.keepVerdict(of.site, verdict)
    return verdict
  }

  // Of time and media ------------------------------------------------------------------------------------------------

  hear(event: MediaEvent): void {
    if (!('room' in event)) {
      this.#isMediaUp = event.is === 'up'
      for (const briefing of this.#halls.keys()) this.#later(briefing, async hall => hall.hear(event))
      return
    }
    if (isTestRoom(event.room)) this.#tests?.hear(event)
    else this.#later(event.room, async hall => hall.hear(event), event.is === 'recorded')
  }

  /** Each second. */
  async tick(): Promise<void> {
    const nowMs = this.#needs.work.now()
    this.#tests?.tick(nowMs)
    for (const [id, { atMs }] of this.#joins) if (nowMs - atMs >= JOIN_MS) this.#joins.delete(id)
    await Promise.all(
      [...this.#halls].map(async ([briefing, known]) => {
        const hall = await known.hall.catch(() => null)
        await hall?.tick().catch(this.#needs.onError)
        if (hall?.isInUse === true) known.usedMs = nowMs
        if (nowMs - known.usedMs < IDLE_MS) return
        this.#halls.delete(briefing)
        await hall?.close().catch(this.#needs.onError)
      }),
    )
  }

  /** What was heard is kept; briefings that are open go on with the next server, or here once it is this one's turn again. */
  async close(): Promise<void> {
    this.#tests?.close()
    const halls = [...this.#halls.values()]
    this.#halls.clear()
    for (const { hall } of halls) await (await hall.catch(() => null))?.close().catch(this.#needs.onError)
  }

  /** In the hall, where it is open. */
  #later(briefing: string, act: (hall: LiveHall) => Promise<void>, opens = false): void {
    const known = this.#halls.get(briefing)?.hall ?? (opens ? this.of(briefing) : null)
    known
      ?.then(async hall => {
        if (hall !== null) await act(hall)
      })
      .catch(this.#needs.onError)
  }
}

function isSameSite(one: SiteIdentity, other: SiteIdentity): boolean {
  return one.briefing === other.briefing && one.site === other.site
}
