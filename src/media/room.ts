/**
 * A room: who is connected, who is heard, and what of whom goes to whom.
 *
 *   RTP ─► the site's connection? ─► source: well formed, its own, in sequence? ─► allowed? ─► forward table ─► slots
 *              │                          │                                          │              │
 *              └──────────────────────────┴── withheld, by reason ───────────────────┴──────────────┘   accounts
 *
 * Default deny: a site is forwarded where `heard` or `shows` names it, from the next packet on, and where it does not, nothing
 * more of it goes out from the next packet on. Clients are told to be quiet as well, and nothing depends on it. A site has one
 * connection: the newer replaces the older when it carries media. No socket, no timer, no clock, no chance of its own: `tick`
 * drives what is due. Who may join, and who has the floor, is decided elsewhere.
 *
 * An interpreter goes to those alone who listen to its language. Whoever listens hears the floor while no packet of its
 * interpreter came for 3 s: by packets, not by voice, for who is silent still sends one every 400 ms.
 */
import assert from 'node:assert/strict'
import type { Millis } from '../base/clock.ts'
import type { Random } from '../base/random.ts'
import type { LineClass } from '../rtp/downlink.ts'
import { type Reason, SiteAccount } from './accounts.ts'
import { arranged, echoed, hearing, type Scene, SILENT, showing } from './arrangement.ts'
import { Connection } from './connection.ts'
import { Filling } from './filling.ts'
import { type Destination, ForwardTable, type Shown } from './forward-table.ts'
import { Line } from './line.ts'
import { RecentCount } from './recent-count.ts'
import type { Recording, RecordingEvent } from './recording.ts'
import type { Quality, SpokenLanguage } from './server.ts'
import type { Source } from './source.ts'
import {
  isVideo,
  KINDS,
  type Kind,
  type Site,
  SLOTS,
  TRACKS,
  type Transport,
  type TransportListener,
} from './transport.ts'

/** More than a roster has. */
export const SITES_MAX = 64
/** Below are those of the server itself. */
const SSRC_MIN = 0x10000
const SSRCS = 0xfffe0000

export type RoomEvent =
  /** It carries media. `replaced`: an older connection of the site is closed. */
  | { readonly is: 'connected'; readonly site: Site; readonly replaced: boolean }
  | { readonly is: 'gone'; readonly site: Site }
  | { readonly is: 'line'; readonly site: Site; readonly line: LineClass }
  /** "You are being heard": by what was forwarded of its voice in the last 300 ms, and by nothing else. */
  | { readonly is: 'lamp'; readonly site: Site; readonly isLit: boolean }
  /** By slot, the same for everybody: whose voices and pictures, and whose thumbnails. Once, and whenever they are others. */
  | { readonly is: 'places'; readonly places: readonly (Site | null)[]; readonly thumbnails: readonly (Site | null)[] }
  | RecordingEvent

export interface Joined {
  /** Of the down tracks, for the session description. */
  readonly ssrcs: readonly number[]
  readonly told: TransportListener
}

const NEVER = Number.NEGATIVE_INFINITY as Millis
const NONE: readonly Destination<Connection>[] = []

/** DTX is on: who says nothing sends a packet every 400 ms all the same, and whose packets stay out is not there. */
const INTERPRETER_SILENT_MS = 3000

/** Who interprets into a language. */
interface Interpreter {
  readonly site: Site
  /** Packets of its voice come: those who listen to it hear it, and else the floor. */
  isThere: boolean
}

/** What there is of a site over all its connections. */
interface Member {
  readonly site: Site
  readonly account: SiteAccount
  readonly lamp: RecentCount
  isLit: boolean
  /** The one that carries its media. */
  current: Connection | null
  line: LineClass
  heardAt: Millis | null
  /** Of its voice, as far as it may be forwarded; of this connection. */
  voiceAt: Millis
  /** Whom its voice may go to. */
  audience: string | null
}

export interface RoomOptions {
  /** For SSRCs and first numbers: not to be guessed. */
  readonly random: Random
  /** Milliseconds since 1970 where `now` is 0. */
  readonly epochMs: number
  /** A test call: whoever joins is forwarded to itself alone, whoever is heard, and its line is filled. */
  readonly isEcho?: boolean
}

/** On a track of a connection. */
interface Arrived {
  readonly track: number
  readonly octets: Buffer
  readonly now: Millis
}

export class MediaRoom {
  readonly #random: Random
  readonly #epochMs: number
  readonly #isEcho: boolean
  #recording: Recording | null = null
  readonly #members = new Map<Site, Member>()
  readonly #table = new ForwardTable<Connection>()
  #scene: Scene = SILENT
  /** Who was told to stand in which slot; null: nobody was told anything. */
  #toldPlaces: string | null = null
  #interpreters: ReadonlyMap<SpokenLanguage, Interpreter> = new Map()
  readonly #listens = new Map<Site, SpokenLanguage>()
  #isBehind = false
  #events: RoomEvent[] = []
  #connections = 0
  #sources = 1

  constructor({ random, epochMs, isEcho = false }: RoomOptions) {
    this.#random = random
    this.#epochMs = epochMs
    this.#isEcho = isEcho
  }

  // Who is there ---------------------------------------------------------------------------------------------------

  /** `line`: what the test call said of it; of a site that was here before the class that it had counts. */
  join(
    site: Site,
    { transport, line, now }: { readonly transport: Transport; readonly line: LineClass; readonly now: Millis },
  ): Joined {
    const member = this.#member(site, line)
    const ssrcs = this.#freshSsrcs()
    const is = member.current?.receiver.line.is ?? member.line
    const connection = new Connection({
      number: this.#connections++,
      site,
      transport,
      line: new Line(is, now, { isFilled: this.#isEcho }),
      account: member.account.to,
      filling: this.#isEcho ? new Filling(is, now) : null,
      random: this.#random,
      ssrcs,
      now,
    })
    const told: TransportListener = {
      connected: (upSsrcs, at, { numbered = [], takesRed = true } = {}) => {
        connection.receiver.takesRed = takesRed
        this.#connected(member, connection, { ssrcs: upSsrcs, numbered, now: at })
      },
      rtp: (track, octets, at) => this.#rtp(member, connection, { track, octets, now: at }),
      rtcp: (track, octets, at) => this.#rtcp(member, connection, { track, octets, now: at }),
      gone: () => this.#gone(member, connection),
    }
    return { ssrcs, told }
  }

  #member(site: Site, line: LineClass): Member {
    const known = this.#members.get(site)
    if (known !== undefined) return known
    assert(this.#members.size < SITES_MAX, 'a roster is not longer')
    const member: Member = {
      site,
      account: new SiteAccount(),
      lamp: new RecentCount(),
      isLit: false,
      current: null,
      line,
      heardAt: null,
      voiceAt: NEVER,
      audience: null,
    }
    this.#members.set(site, member)
    return member
  }

  /** One for each slot of a connection. */
  #freshSsrcs(): number[] {
    const ssrcs = new Set<number>()
    while (ssrcs.size < SLOTS) ssrcs.add(SSRC_MIN + this.#random.below(SSRCS))
    return [...ssrcs]
  }

  #connected(
    member: Member,
    connection: Connection,
    {
      ssrcs,
      numbered,
      now,
    }: { readonly ssrcs: readonly (number | null)[]; readonly numbered: readonly boolean[]; readonly now: Millis },
  ): void {
    const { current } = member
    if (connection.isClosed || current === connection) return
    // One that was begun before the one that is here: nobody wants it any more.
    if (current !== null && current.number > connection.number) return connection.close()
    if (current !== null) this.#leave(member, current)
    connection.connect(ssrcs, { first: this.#sources, numbered })
    this.#sources += KINDS.length
    member.current = connection
    member.heardAt = now
    member.voiceAt = NEVER
    member.audience = null
    this.#events.push({ is: 'connected', site: member.site, replaced: current !== null })
    this.#arrange()
  }

  #gone(member: Member, connection: Connection): void {
    if (member.current !== connection) return connection.close()
    this.#leave(member, connection)
    this.#events.push({ is: 'gone', site: member.site })
    this.#arrange()
  }

  /** Its packets go nowhere from now on, and none goes to it. */
  #leave(member: Member, connection: Connection): void {
    member.line = connection.receiver.line.is
    member.current = null
    member.voiceAt = NEVER
    this.#table.remove(connection)
    connection.close()
  }

  /** Closes what it has. Whether it may come back is decided elsewhere. */
  remove(site: Site): void {
    const member = this.#members.get(site)
    if (member?.current) this.#gone(member, member.current)
  }

  // Who is forwarded -----------------------------------------------------------------------------------------------

  /**
   * Whose voices and pictures go out from now on, and no others'. The first is the speaker, whose voice nobody gives up. Who
   * stands behind the slots that there are is not heard by anybody.
   */
  heard(sites: readonly Site[]): void {
    const heard = [...new Set(sites)]
    this.#scene = hearing(this.#scene, heard)
    this.#arrange()
    this.#recording?.heard(heard)
  }

  /** Who records what a listener of the floor is given, from now on; null: nobody. */
  record(recording: Recording | null): void {
    this.#recording = recording
    recording?.heard(this.#scene.heard)
  }

  /** Whose thumbnails are shown, the foremost first, and whose screen. */
  shows({ thumbnails, screen }: Pick<Scene, 'thumbnails' | 'screen'>): void {
    this.#scene = showing(this.#scene, { thumbnails: [...new Set(thumbnails)], screen })
    this.#arrange()
  }

  /** Who interprets into which language from now on: heard by who listens to it, and by nobody else. */
  interpreters(sites: ReadonlyMap<SpokenLanguage, Site>): void {
    const before = this.#interpreters
    this.#interpreters = new Map(
      [...sites].map(([language, site]) => {
        const same = before.get(language)
        return [language, { site, isThere: same?.site === site && same.isThere }]
      }),
    )
    this.#arrange()
  }

  /** Null: the floor, and for who comes behind as many as a roster has. */
  listens(site: Site, language: SpokenLanguage | null): void {
    if (language === null) this.#listens.delete(site)
    else if (this.#listens.has(site) || this.#listens.size < SITES_MAX) this.#listens.set(site, language)
    const member = this.#members.get(site)
    if (member !== undefined) this.#arrangeFor(member)
  }

  /** While the process is behind with its work pictures are withheld, so that voices are not late; then they begin anew. */
  behind(isBehind: boolean): void {
    if (this.#isBehind === isBehind) return
    this.#isBehind = isBehind
    if (isBehind) return
    for (const { current } of this.#members.values())
      for (const slot of current?.receiver.slots ?? [])
        if (slot.source !== null && isVideo(slot.source.kind)) slot.give(slot.source)
  }

  #arrange(): void {
    for (const member of this.#members.values()) this.#allow(member)
    for (const member of this.#members.values()) this.#arrangeFor(member)
  }

  #allow(member: Member): void {
    const { site, current } = member
    const audience = this.#audienceOf(site)
    // What was said to some is not repeated to others: its voice begins anew.
    if (audience !== member.audience) current?.source('audio')?.allow(false)
    member.audience = audience
    for (const kind of KINDS) {
      const isAllowed = kind === 'audio' ? audience !== null : this.#mayBeForwarded(site, kind)
      current?.source(kind)?.allow(isAllowed)
    }
  }

  /** Null: nobody may hear it. */
  #audienceOf(site: Site): string | null {
    if (this.#isEcho) return 'itself'
    const languages = [...this.#interpreters]
      .filter(([, interpreter]) => interpreter.site === site)
      .map(([language]) => language)
    const floor = this.#scene.heard.includes(site) ? ['the floor'] : []
    const all = [...floor, ...languages]
    return all.length === 0 ? null : all.join()
  }

  #mayBeForwarded(site: Site, kind: Kind): boolean {
    if (this.#isEcho) return kind !== 'screen'
    const { heard, thumbnails, screen } = this.#scene
    if (kind === 'thumbnail') return thumbnails.includes(site)
    return kind === 'screen' ? screen === site : heard.includes(site)
  }

  #arrangeFor(member: Member): void {
    const { site, current } = member
    if (current === null) return
    const { line } = current.receiver
    const viewer = { site, line: line.is, interpreter: this.#interpreterFor(site) }
    const wanted = this.#isEcho ? echoed(viewer) : arranged(viewer, this.#scene)
    const shown = wanted.map((one): Shown | null => {
      const source = one === null ? null : this.#sourceOf(one.site, one.kind)
      return one === null || source === null ? null : { source: source.number, isGivenUp: one.isGivenUp }
    })
    for (const slot of this.#table.set(current, shown)) {
      const one = wanted[slot]
      const isShown = shown[slot]?.isGivenUp === false
      current.receiver.slots[slot].give(one !== null && isShown ? this.#sourceOf(one.site, one.kind) : null)
    }
  }

  /** Whom it hears in place of the floor; nobody hears itself. */
  #interpreterFor(site: Site): Site | null {
    const interpreter = this.#interpreters.get(this.#listens.get(site) ?? '')
    return interpreter?.isThere && interpreter.site !== site ? interpreter.site : null
  }

  /** Who listens to an interpreter that came or that stays out hears it or the floor. */
  #lookForInterpreters(now: Millis): void {
    let isChanged = false
    for (const interpreter of this.#interpreters.values()) {
      const voiceAt = this.#members.get(interpreter.site)?.voiceAt ?? NEVER
      const isThere = now - voiceAt < INTERPRETER_SILENT_MS
      isChanged ||= isThere !== interpreter.isThere
      interpreter.isThere = isThere
    }
    if (isChanged) this.#arrange()
  }

  #sourceOf(site: Site, kind: Kind): Source | null {
    return this.#members.get(site)?.current?.source(kind) ?? null
  }

  // Packets --------------------------------------------------------------------------------------------------------

  #rtp(member: Member, connection: Connection, { track, octets, now }: Arrived): void {
    const { direction, kind } = TRACKS[track]
    const account = member.account.of[kind]
    account.received += 1
    const reason = this.#pass(member, connection, { direction, kind, octets, now })
    if (reason === null) account.forwarded += 1
    else account.withheld[reason] += 1
  }

  /** Null: somebody was sent it. */
  #pass(
    member: Member,
    connection: Connection,
    packet: { readonly direction: 'up' | 'down'; readonly kind: Kind; readonly octets: Buffer; readonly now: Millis },
  ): Reason | null {
    const { direction, kind, octets, now } = packet
    if (direction === 'down') return 'unknown-ssrc'
    const source = connection.source(kind)
    if (member.current !== connection || source === null) return 'not-connected'
    const reason = source.receive(octets, now)
    if (reason === null || isEvidence(reason)) member.heardAt = now
    if (reason !== null) return reason
    if (kind === 'audio') member.voiceAt = now
    if (this.#isBehind && isVideo(kind)) return 'behind'
    this.#record(member, source, now)
    const { shown, givenUp } = this.#table.of(source.number)
    for (let i = 0; i < givenUp.length; i++) givenUp[i].receiver.receiver.giveUp()
    const withheld = this.#forward(member, source, { shown, now })
    if (withheld !== 'no-slot' || givenUp.length === 0) return withheld
    return 'weak-line'
  }

  /** A listener of the floor with a good line is given it, whether there is one or not. */
  #record({ site }: Member, source: Source, now: Millis): void {
    const { heard, places } = this.#scene
    const isGiven = source.kind === 'audio' ? places.includes(site) : source.kind === 'main' && heard[0] === site
    if (isGiven) this.#recording?.took({ site, source }, now)
  }

  #forward(
    member: Member,
    source: Source,
    { shown, now }: { readonly shown: readonly Destination<Connection>[]; readonly now: Millis },
  ): Reason | null {
    let reason: Reason = 'no-slot'
    let copies = 0
    const begun = source.isLate
      ? shown.filter(({ receiver, slot }) => receiver.receiver.slots[slot].needsKeyFrame)
      : NONE
    for (let i = 0; i < shown.length; i++) {
      const { receiver, slot } = shown[i]
      const withheld = receiver.receiver.forward(slot, source, now)
      if (withheld === null) copies += 1
      else {
        assert(withheld !== 'not-given', 'the slot has what the table says')
        reason = withheld
      }
    }
    if (begun.length > 0) this.#catchUp(source, begun, now)
    if (copies === 0) return reason
    member.account.of[source.kind].copies += copies
    if (source.kind === 'audio') member.lamp.add(now)
    return null
  }

  /** Slots that began with a packet that came late are sent those behind it, which waited for it. */
  #catchUp(source: Source, slots: readonly Destination<Connection>[], now: Millis): void {
    const begun = slots.filter(({ receiver, slot }) => !receiver.receiver.slots[slot].needsKeyFrame)
    if (begun.length === 0) return
    for (let next = source.packet.extended + 1; next <= source.highest; next++)
      if (source.again(next, now) !== null)
        for (const { receiver, slot } of begun) receiver.receiver.catchUp(slot, source, now)
  }

  #rtcp(member: Member, connection: Connection, { track, octets, now }: Arrived): void {
    if (member.current !== connection) return
    if (connection.told(track, octets, { now, wallMs: this.#epochMs + now })) member.heardAt = now
  }

  // Time -----------------------------------------------------------------------------------------------------------

  /** What is due: every 10 ms or so. Gives what has happened since the last call. */
  tick(now: Millis): readonly RoomEvent[] {
    this.#lookForInterpreters(now)
    for (const { current } of this.#members.values())
      for (const slot of current?.receiver.slots ?? []) if (slot.needsKeyFrame) slot.source?.wantKeyFrame()
    for (const member of this.#members.values()) {
      const { current } = member
      if (current !== null) this.#tick(member, current, now)
      const isLit = member.lamp.count(now) > 0
      if (isLit !== member.isLit) this.#events.push({ is: 'lamp', site: member.site, isLit })
      member.isLit = isLit
    }
    if (!this.#isEcho) this.#tellPlaces()
    if (this.#recording !== null) this.#events.push(...this.#recording.tick(now))
    const events = this.#events
    this.#events = []
    return events
  }

  #tellPlaces(): void {
    const { places, thumbnailPlaces: thumbnails } = this.#scene
    const told = JSON.stringify([places, thumbnails])
    if (told === this.#toldPlaces) return
    this.#toldPlaces = told
    this.#events.push({ is: 'places', places, thumbnails })
  }

  #tick(member: Member, current: Connection, now: Millis): void {
    current.ask(now)
    const at = { now, wallMs: this.#epochMs + now }
    current.receiver.report(at.wallMs, 'undated')
    current.receiver.release(now)
    if (!this.#isBehind) current.receiver.fill(now)
    const isOther = current.isReportDue(now) ? current.report(at) : current.receiver.line.judge(now)
    if (!isOther) return
    this.#events.push({ is: 'line', site: member.site, line: current.receiver.line.is })
    this.#arrangeFor(member)
  }

  // What is known --------------------------------------------------------------------------------------------------

  /** Packets of the site's voice that were forwarded in the last 300 ms. */
  lamp(site: Site, now: Millis): number {
    return this.#members.get(site)?.lamp.count(now) ?? 0
  }

  /** When each site was last heard of, by a packet of its own: for the roll. */
  evidence(): ReadonlyMap<Site, Millis> {
    const heard = new Map<Site, Millis>()
    for (const { site, heardAt } of this.#members.values()) if (heardAt !== null) heard.set(site, heardAt)
    return heard
  }

  /** What its line down is thought to carry, bits a second; null: it is not here, or nobody has told yet. */
  estimate(site: Site): number | null {
    return this.#members.get(site)?.current?.receiver.line.estimate ?? null
  }

  /** How its line is, both ways, over the last seconds; null: it is not here. */
  quality(site: Site): Omit<Quality, 'path'> | null {
    return this.#members.get(site)?.current?.quality ?? null
  }

  /** Of each site over all its connections. They go on counting. */
  accounts(): ReadonlyMap<Site, SiteAccount> {
    return new Map([...this.#members].map(([site, { account }]) => [site, account]))
  }

  /** All that must hold of the accounts at any instant. */
  assertSummed(): void {
    let copies = 0
    let sent = 0
    for (const { account } of this.#members.values()) {
      for (const kind of KINDS) {
        account.of[kind].assertSummed()
        copies += account.of[kind].copies
      }
      sent += account.to.sent
    }
    assert.equal(copies, sent, 'what sources were forwarded is what receivers were sent')
  }
}

/** A packet that is the site's own, though it is not forwarded. */
function isEvidence(reason: Reason): boolean {
  return reason !== 'malformed' && reason !== 'unknown-ssrc' && reason !== 'suspect'
}
