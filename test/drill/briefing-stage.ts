/**
 * The briefing of a drill: the real server with its media process, the ministry's secretary, sites that are bots. What can be done
 * to it, and how each of them behaves as a page does: one that hears nothing of the server, or reads that it has no line, joins
 * anew until it has one; what was not answered is asked again. All that is done is told to the witness. Chooses nothing.
 */
import { randomUUID } from 'node:crypto'
import type { Briefing, BriefingRoom, BriefingSite, PlaceLink } from '../../src/areas/briefing/model.ts'
import { AGAIN_MS as ATTEMPT_AGAIN_MS } from '../../src/areas/briefing/room/rejoin.ts'
import { Refused } from '../../town/authority-client.ts'
import { Crowd } from '../../town/bots/crowd.ts'
import { DEMO_SITES } from '../../town/briefing-sites.ts'
import { SiteClient } from '../../town/site-client.ts'
import { freePorts } from '../peers/child.ts'
import { Town } from '../town/town.ts'
import type { End, FloorDeed, Kill } from './briefing-witness.ts'
import { Witness } from './briefing-witness.ts'
import { mediaProcessOf } from './processes.ts'

export const CHAIR = 0
/** Sends its voice all the time, whoever has the floor. */
export const CHEAT = 1
const LOOK_MS = 150
const BEAT_MS = 1000
/** Between two attempts of the same. */
const AGAIN_MS = 250
const JOIN_MS = 4000
/** What a page of before says of a connection that came since is old. */
const STALE_MS = 500
const TRIES_MAX = 100
/** The chair's own voice and the cheat's go on. */
const SENDS_ALWAYS: ReadonlySet<number> = new Set([CHAIR, CHEAT])

interface Seat {
  readonly number: number
  readonly id: string
  readonly client: SiteClient
  isAway: boolean
  /** Null: it has no line, by what it knows. */
  connectedMs: number | null
  speaks: boolean
  /** That it has heard nothing since. */
  kill: Kill | null
}

export type Answer<Value> =
  | { readonly end: 'answered'; readonly value: Value }
  | { readonly end: 'refused' | 'lost'; readonly value: null }

export class BriefingStage {
  readonly town: Town
  readonly id: string
  readonly seats: readonly Seat[]
  readonly witness = new Witness()
  readonly #crowd = new Crowd()
  #isOver = false
  #loops: Promise<void>[] = []

  private constructor(town: Town, id: string, seats: readonly Seat[]) {
    this.town = town
    this.id = id
    this.seats = seats
  }

  static async open(sites: number): Promise<BriefingStage> {
    const [port] = await freePorts(1)
    const town = await Town.open({ operators: [], pace: 0, listen: `127.0.0.1:${port}` })
    try {
      const editor = town.client('editor')
      const invited: BriefingSite[] = []
      for (const { content } of DEMO_SITES.slice(0, sites))
        invited.push(await editor.post<BriefingSite>('/api/v1/briefing-sites', content))
      const { id } = await editor.post<Briefing>('/api/v1/briefings', {
        title: 'Giao ban trực tuyến phòng, chống dịch',
        startsAt: new Date().toISOString(),
        minutes: 60,
        agenda: [],
        roster: invited.map(({ id: site }, at) => ({ site, language: null, role: at === CHAIR ? 'chair' : 'site' })),
        isQueueOpen: true,
        grantedMax: 1,
        isRecorded: true,
      })
      const links = await editor.post<readonly PlaceLink[]>(`/api/v1/briefings/${id}/links`, { mail: false })
      const seats: Seat[] = []
      for (const [number, { id: site }] of invited.entries()) {
        const link = links.find(each => each.site === site)
        const client = await SiteClient.enter(town.url, link?.url ?? '')
        const isNew = { isAway: false, connectedMs: null, speaks: false, kill: null }
        seats.push({ number, id: site, client, ...isNew })
      }
      return new BriefingStage(town, id, seats)
    } catch (error) {
      await town.close()
      throw error
    }
  }

  /** Whoever is not away is in the room from now on. */
  start(): void {
    const loop = async (act: () => Promise<void>, everyMs: number) => {
      while (!this.#isOver) {
        await act()
        await pause(everyMs)
      }
    }
    this.#loops = [
      loop(() => this.#look(), LOOK_MS),
      loop(() => this.#readRoom(), LOOK_MS),
      ...this.seats.map(seat => loop(() => this.#stay(seat), LOOK_MS)),
      // Every other page is heard of by beats besides.
      ...this.seats.filter(({ number }) => number % 2 === 0).map(seat => loop(() => this.#beat(seat), BEAT_MS)),
    ]
  }

  /** Its bots go, whatever becomes of the room. */
  async stop(): Promise<void> {
    this.#isOver = true
    await Promise.all(this.#loops)
    const atMs = Date.now()
    for (const { number } of this.seats) this.witness.disconnected(number, { fromMs: atMs, untilMs: atMs })
    await this.#crowd.end()
  }

  async close(): Promise<void> {
    this.#isOver = true
    await this.#crowd.end()
    await this.town.close()
  }

  // As a page does ---------------------------------------------------------------------------------------------------

  async #stay(seat: Seat): Promise<void> {
    if (seat.isAway || seat.connectedMs !== null) return
    const askedMs = Date.now()
    const { number, id: site } = seat
    const attempt = { isOver: false }
    const media = mediaOf(seat.client, attempt)
    const took = await within(this.#crowd.join(media, { room: this.id, site, number }), JOIN_MS)
    attempt.isOver = true
    if (took !== null) await this.#sends(seat)
    // From now on it is heard of. It may have been killed meanwhile, or have left.
    const connectedMs = Date.now()
    const isKilled = this.witness.kills.some(({ untilMs }) => untilMs >= askedMs)
    if (took === null || isKilled || seat.isAway) {
      const outer = { fromMs: askedMs, untilMs: connectedMs + STALE_MS }
      this.witness.said(number, outer, 'lost')
      await this.#crowd.leave(number)
      return await pause(ATTEMPT_AGAIN_MS[0])
    }
    this.witness.connected(number, { askedMs, connectedMs })
    seat.connectedMs = connectedMs
    void this.#crowd.first(number).then(
      () => this.#isBack(seat),
      () => {},
    )
  }

  #isBack(seat: Seat): void {
    const { kill, number } = seat
    if (kill === null) return
    seat.kill = null
    this.witness.back.push({ of: kill.of, site: number, tookMs: Date.now() - kill.fromMs })
  }

  async #sends({ number, speaks }: Seat): Promise<void> {
    await this.#crowd.sends(number, speaks || SENDS_ALWAYS.has(number) ? ['audio'] : [])
  }

  async #beat(seat: Seat): Promise<void> {
    if (!seat.isAway) await this.#say(seat, 'beat')
  }

  /** What every page is told: who has a line. */
  async #readRoom(): Promise<void> {
    const askedMs = Date.now()
    const self = await answered(() => this.seats[CHAIR].client.self())
    for (const seat of this.seats) {
      if (seat.connectedMs === null || askedMs - seat.connectedMs < STALE_MS) continue
      const row = self.value?.room.sites.find(({ site }) => site === seat.id)
      if (self.end !== 'lost' && row?.line != null) continue
      seat.connectedMs = null
      this.witness.disconnected(seat.number, { fromMs: askedMs - STALE_MS, untilMs: Date.now() })
    }
  }

  #lookedMs = Date.now()

  async #look(): Promise<void> {
    const fromMs = this.#lookedMs
    this.#lookedMs = Date.now()
    const packets = await this.#crowd.hearing()
    const untilMs = Date.now()
    for (const way of Object.keys(packets)) {
      const [by, source, kind] = way.split(' ')
      if (kind === 'audio' || kind === 'main')
        this.witness.heard.push({ fromMs, untilMs, by: Number(by), source: Number(source) })
    }
  }

  // What is done in it -----------------------------------------------------------------------------------------------

  async #say(seat: Seat, what: string, body: object = {}): Promise<Answer<BriefingRoom>> {
    const fromMs = Date.now()
    const answer = await answered(() => seat.client.act(what, body))
    this.witness.said(seat.number, { fromMs, untilMs: Date.now() }, answer.end)
    return answer
  }

  /** As often as `tries` where nobody answers. */
  async floor(of: { do: FloorDeed; by: number; site: number }, tries: number): Promise<End> {
    const fromMs = Date.now()
    const site = of.by === of.site ? {} : { site: this.seats[of.site].id }
    let end: End = 'lost'
    let tried = 0
    while (tried < tries && end === 'lost') {
      if (tried++ > 0) await pause(AGAIN_MS)
      end = (await this.#say(this.seats[of.by], 'floor', { do: of.do, ...site })).end
    }
    this.witness.floor.push({ ...of, fromMs, untilMs: Date.now(), end, tries: tried })
    return end
  }

  async speaks(site: number, speaks: boolean): Promise<void> {
    const seat = this.seats[site]
    seat.speaks = speaks
    await this.#sends(seat)
  }

  async callRoll(): Promise<void> {
    const fromMs = Date.now()
    const { end } = await this.#say(this.seats[CHAIR], 'roll')
    this.witness.rolls.push({ fromMs, untilMs: Date.now(), end })
  }

  /** Until it is answered. */
  async chairDoes(what: 'begin' | 'end'): Promise<void> {
    for (let tries = 0; tries < TRIES_MAX; tries++) {
      if ((await this.#say(this.seats[CHAIR], what)).end === 'answered') return
      await pause(AGAIN_MS)
    }
    throw new Error(`nobody answered to ${what}`)
  }

  async room(): Promise<BriefingRoom | null> {
    return (await answered(() => this.seats[CHAIR].client.self())).value?.room ?? null
  }

  /** `says`: it says so; else its line is gone and nobody is told. */
  async goes(site: number, says: boolean): Promise<void> {
    const seat = this.seats[site]
    seat.isAway = true
    const fromMs = Date.now()
    if (says) {
      const { end } = await answered(() => seat.client.act('leave'))
      this.witness.left.push({ site, fromMs, untilMs: Date.now(), end })
    }
    await this.#crowd.leave(site)
    seat.connectedMs = null
    seat.kill = null
    this.witness.disconnected(site, { fromMs, untilMs: Date.now() })
  }

  comesBack(site: number): void {
    this.seats[site].isAway = false
  }

  /** By the secretary, and once more by the same key until it is answered. */
  async writes(text: string): Promise<void> {
    const key = randomUUID()
    const path = `/api/v1/briefings/${this.id}/minutes`
    const content = { item: null, is: 'statement', site: null, text }
    let end: End = 'lost'
    while (end === 'lost' && !this.#isOver) {
      end = (await answered(() => this.town.client('editor').post(path, content, key))).end
      if (end === 'lost') await pause(AGAIN_MS)
    }
    this.witness.minutes.push({ text, end })
  }

  // What befalls it --------------------------------------------------------------------------------------------------

  /** False: there is none at the moment. */
  killMedia(): boolean {
    const pid = mediaProcessOf(this.town.host.authorityPid)
    if (pid === null) return false
    const fromMs = Date.now()
    process.kill(pid, 'SIGKILL')
    this.#killed({ of: 'media', fromMs, untilMs: Date.now() })
    return true
  }

  /** Started again after a while, at the same place. */
  async killAuthority(awayMs: number): Promise<void> {
    const fromMs = Date.now()
    await this.town.host.killAuthority()
    this.#killed({ of: 'authority', fromMs, untilMs: Date.now() })
    await pause(awayMs)
    await this.town.host.restartAuthority()
  }

  #killed(kill: Kill): void {
    this.witness.killed(kill)
    // The chair hears nobody but who has the floor, and is no measure.
    for (const seat of this.seats) if (seat.number !== CHAIR && !seat.isAway) seat.kill = kill
  }

  get isWhole(): boolean {
    return this.seats.every(({ isAway, connectedMs }) => !isAway && connectedMs !== null)
  }
}

async function answered<Value>(act: () => Promise<Value>): Promise<Answer<Value>> {
  try {
    return { end: 'answered', value: await act() }
  } catch (error) {
    // Of what a server could not carry out nobody knows whether it was.
    const isRefused = error instanceof Refused && error.status < 500
    return { end: isRefused ? 'refused' : 'lost', value: null }
  }
}

async function within<Value>(act: Promise<Value>, ms: number): Promise<Value | null> {
  return await Promise.race([act.catch(() => null), pause(ms).then(() => null)])
}

export async function pause(ms: number): Promise<void> {
  await new Promise(done => setTimeout(done, ms))
}

/** An attempt that was given up makes no connection later. */
function mediaOf({ media }: SiteClient, attempt: { readonly isOver: boolean }) {
  const still = <Value>(value: Value): Value => {
    if (attempt.isOver) throw new Error('given up')
    return value
  }
  return {
    join: async () => still(await media.join()),
    answer: async (join: string, sdp: string) => still(await media.answer(join, sdp)),
  }
}
