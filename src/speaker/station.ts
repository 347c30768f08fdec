/**
 * The heart of a device: walks its timetable along the clock, lets sound what may sound, and keeps a receipt of everything.
 *
 *   the timetable says: begun ─► kept ─► sound ─► ended, cut           a play that may sound, in time
 *                            └─► refused, missed                       what nobody hears keeps its place in the timetable
 *
 * So what a device plays, with what it does not, is the programme of one that was on all the time. After a crash the timetable is
 * walked over the time that is gone: what would have begun then is missed. The clock is never followed back: behind what the device
 * has seen, nothing is played, and that is said.
 *
 * A start is kept before it sounds. Knows no network, no file and no signature; time, sound and keeping are arguments.
 */
import type { Timekeeper, Timer } from '../base/clock.ts'
import type { AgendaContent } from './agenda.ts'
import type { CutReason, MissReason, PlayRefusal, Receipt } from './receipts.ts'
import { beginningAt, type Happening, type Play, Timetable, type TimetableState } from './timetable.ts'
import { hasRoom, type Item, itemOf } from './window-schedule.ts'
import type { Windows } from './windows.ts'

/** Of a begin: later than this it is missed. */
export const LATE_MS_MAX = 1000
/** How far a clock may be set back unseen, as time servers do. */
export const BACK_MS_MAX = 2000
/** The clock may be set at any time: it is looked at so often. */
export const LOOK_MS = 1000
/** A sink that has not ended by then is stopped. */
const OVERDUE_MS = 3000
/** Counts of urgents that are on no agenda now. Each was signed and played: nobody brings so many to have one forgotten. */
const URGENTS_KEPT_MAX = 1000

type Without<Kind, Keys extends string> = Kind extends unknown ? Omit<Kind, Keys> : never
/** The keeper gives it its counter. */
export type UnnumberedReceipt = Without<Receipt, 'counter'>
export type UndatedReceipt = Without<UnnumberedReceipt, 'at'>

export interface Keeper {
  /** Resolves with its counter once it is on the disk. Fails with fileUnwritable; it then does not count. */
  keep(told: UnnumberedReceipt, standing: TimetableState): Promise<number>
  /** Kept as soon as may be, in its order. */
  note(told: UnnumberedReceipt, standing: TimetableState): void
}

export type Sounded = 'played' | 'stopped' | 'failed'

export interface Prepared {
  /** With its tag where there is silence enough. */
  sound(start: { readonly counter: number; readonly silenceMs: number }, signal: AbortSignal): Promise<Sounded>
}

export interface Voice {
  /** `differs`, `unreadable`: its file is not what it should be. */
  prepare(item: Item): Promise<Prepared | 'differs' | 'unreadable'>
}

/** What is to be played, as far as it was approved. */
export interface Orders {
  readonly content: AgendaContent
  /** Items that two people approved, by id: the key that their plays are counted by. */
  readonly approved: ReadonlyMap<string, string>
  /** Digests of sounds that are here. */
  readonly here: ReadonlySet<string>
}

interface Sounding {
  readonly play: Play
  readonly silenceMs: number
  readonly ending: AbortController
  /** Why it is stopped; null: it is not. */
  why: CutReason | null
  /** The timetable says it is over: what still sounds is its tag. */
  isWhole: boolean
}

export interface StationOptions {
  readonly clock: Timekeeper
  readonly keeper: Keeper
  readonly voice: Voice
  /** What is kept to of an agenda's hours. */
  readonly windowsOf: (content: AgendaContent) => Windows
  /** As it was kept; null: it plays for the first time. */
  readonly standing: TimetableState | null
  /** The latest that the clock has ever shown. */
  readonly seenMs: number
  /** Urgents told as missed because their sound did not come. */
  readonly silent: ReadonlySet<string>
  /** LOOK_MS, unless a test has weeks to go. */
  readonly lookMs?: number
}

export class Station {
  readonly #o: StationOptions
  #standing: TimetableState
  #table: Timetable | null = null
  #orders: Orders | null = null
  /** What came while the clock was behind. */
  #news: Orders | null = null
  #items: readonly Item[] = []
  #seenMs: number
  #behindMs = 0
  #isOff = false
  #isRevoked = false
  /** Until it has caught up once: what is late was missed for want of power. */
  #isCatchingUp = true
  #sounding: Sounding | null = null
  /** One sound after another. */
  #sounds: Promise<void> = Promise.resolve()
  #timer: Timer | null = null
  #isClosed = false
  readonly #silent: Set<string>

  constructor(options: StationOptions) {
    this.#o = options
    const now = options.clock.wall()
    this.#silent = new Set(options.silent)
    this.#seenMs = Math.max(options.seenMs, options.standing?.at ?? 0)
    this.#standing = options.standing ?? beginningAt(now)
  }

  /** Begins to follow the clock. */
  start(): void {
    this.#look()
  }

  /** To be kept with what is told of it. */
  get standing(): TimetableState {
    return this.#nowStanding()
  }

  /** The latest that the clock has shown. */
  get seenMs(): number {
    return this.#seenMs
  }

  get behindMs(): number {
    return this.#behindMs
  }

  get isOff(): boolean {
    return this.#isOff
  }

  /** Others from now on, or the same with other sounds here. */
  take(orders: Orders): void {
    this.#news = orders
    const sounding = this.#sounding?.play.item.key
    // A stop waits for no clock.
    if (sounding !== undefined && ![...orders.approved.values()].includes(sounding)) this.#stop('withdrawn')
    this.#look()
  }

  /** The commune's own switch. */
  switch(off: boolean): void {
    if (off === this.#isOff) return
    this.#isOff = off
    this.#note({ is: 'switched', off })
    if (off) this.#stop('off')
  }

  /** Whether the authority still knows the device's key. */
  revoke(isRevoked: boolean): void {
    this.#isRevoked = isRevoked
    if (isRevoked) this.#stop('withdrawn')
  }

  /**
   * The clock is right, as somebody else says who knows: what the device has seen was not. It begins anew at this time; urgents that
   * were played stay played.
   */
  forgetFuture(): void {
    if (this.#behindMs === 0) return
    const now = this.#o.clock.wall()
    const { urgents, frame, played } = this.#nowStanding()
    this.#standing = { ...beginningAt(now), urgents, frame, played }
    this.#table = null
    this.#seenMs = now
    this.#news ??= this.#orders
    this.#look()
  }

  /** Waits until what sounds was stopped. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#timer?.cancel()
    this.#stop('power')
    await this.#sounds
  }

  #look(): void {
    if (this.#isClosed) return
    this.#timer?.cancel()
    this.#advance()
    const now = this.#o.clock.wall()
    const due = (this.#table?.nextAt ?? Number.POSITIVE_INFINITY) - now
    const ms = Math.max(1, Math.min(this.#o.lookMs ?? LOOK_MS, due))
    this.#timer = this.#o.clock.after(ms, () => this.#look())
  }

  /** Walks the timetable to what the clock shows. False: the clock is behind. */
  #advance(): boolean {
    const now = this.#o.clock.wall()
    if (now < this.#seenMs - BACK_MS_MAX) {
      if (this.#behindMs === 0) this.#note({ is: 'clock', behindMs: this.#seenMs - now })
      this.#behindMs = this.#seenMs - now
      return false
    }
    this.#seenMs = Math.max(now, this.#seenMs)
    if (this.#behindMs > 0) {
      this.#behindMs = 0
      this.#note({ is: 'clock', behindMs: 0 })
    }
    this.#table?.run(this.#seenMs)
    if (this.#news !== null) this.#take(this.#news)
    this.#endOverdue()
    this.#tellSilent()
    this.#isCatchingUp = this.#table === null
    return true
  }

  #take(orders: Orders): void {
    const { content, approved, here } = orders
    const before = this.#orders?.content
    this.#orders = orders
    this.#news = null
    this.#items = content.items.flatMap((item, place) => {
      const key = approved.get(item.id)
      return key === undefined ? [] : { ...itemOf(item, place), key }
    })
    const of = { items: this.#items.filter(({ sha256 }) => here.has(sha256)), issuedAt: Date.parse(content.issuedAt) }
    const isSameHours = before !== undefined && hoursOf(before) === hoursOf(content)
    if (this.#table !== null && isSameHours) this.#table.change(of)
    else {
      const standing = this.#table?.standing ?? this.#standing
      const windows = this.#o.windowsOf(content)
      const tell = (happening: Happening) => this.#happened(happening)
      this.#table = new Timetable({ windows, standing: kept(standing, this.#items), of, tell })
    }
    this.#table.run(this.#seenMs)
  }

  #happened(happening: Happening): void {
    if (happening.is === 'begun') this.#begun(happening)
    else if (happening.is === 'ended') this.#ended(happening.play)
    else if (happening.is === 'cut') this.#cut(happening.play, happening.why)
    else this.#over(happening)
  }

  #begun({ at, play, silenceMs }: Extract<Happening, { is: 'begun' }>): void {
    const { id } = play.item
    const isLate = this.#seenMs - at > LATE_MS_MAX
    if (isLate) this.#notBegun('missed', id, this.#isCatchingUp ? 'power' : 'clock', play)
    else if (this.#isRevoked) this.#notBegun('refused', id, 'revoked', play)
    else if (this.#isOff) this.#notBegun('refused', id, 'off', play)
    else this.#sound(play, silenceMs)
  }

  #ended(play: Play): void {
    if (this.#sounding?.play.from === play.from) this.#sounding.isWhole = true
  }

  #cut(play: Play, why: 'urgent' | 'withdrawn'): void {
    if (this.#sounding?.play.from === play.from) this.#stop(why)
  }

  /** What had room in a window that is over, but was not played in it. */
  #over({ window, played }: Extract<Happening, { is: 'over' }>): void {
    const here = this.#orders?.here
    for (const item of this.#items) {
      if (item.priority === 'urgent' || played.has(item.key) || !hasRoom(item, window)) continue
      const why = here?.has(item.sha256) ? 'window-full' : 'audio'
      this.#notBegun('missed', item.id, why, window)
    }
  }

  /** Urgents whose sound did not come in time. */
  #tellSilent(): void {
    const here = this.#orders?.here
    for (const item of this.#items) {
      const { id, priority, sha256, notBefore, notAfter, ms } = item
      if (priority !== 'urgent' || here?.has(sha256) || this.#silent.has(id)) continue
      if (this.#seenMs + ms <= notAfter) continue
      this.#silent.add(id)
      this.#notBegun('missed', id, 'audio', { from: notBefore, until: notAfter })
    }
  }

  #notBegun(
    is: 'missed' | 'refused',
    item: string,
    why: MissReason | PlayRefusal,
    { from, until }: { readonly from: number; readonly until: number },
  ): void {
    const told = { is, item, why, plays: 1, from: isoOf(from), until: isoOf(until) }
    this.#note(told as Extract<UnnumberedReceipt, { is: 'missed' | 'refused' }>)
  }

  #sound(play: Play, silenceMs: number): void {
    // A tag that still sounds gives way to what is urgent.
    if (play.item.priority === 'urgent') this.#stop('urgent')
    const ending = new AbortController()
    const sounding: Sounding = { play, silenceMs, ending, why: null, isWhole: false }
    this.#sounding = sounding
    const standing = this.#nowStanding()
    this.#sounds = this.#sounds.then(async () => await this.#perform(sounding, standing))
  }

  async #perform(sounding: Sounding, standing: TimetableState): Promise<void> {
    const { item, part } = sounding.play
    const { keeper, voice } = this.#o
    const serial = this.#orders?.content.serial ?? 1
    const { id, sha256, priority, perWindow: of } = item
    const prepared = await voice.prepare(item)
    if (typeof prepared === 'string') {
      this.#gone(sounding)
      // Its sound is deleted with it: a play that was withdrawn before it began is nobody's any more.
      if (sounding.why === 'withdrawn') return
      return this.#notBegun('refused', id, `audio-${prepared}`, sounding.play)
    }
    let counter: number
    try {
      const about = { item: id, serial, sha256, priority, part, of }
      counter = await keeper.keep({ ...this.#at(), is: 'started', ...about }, standing)
    } catch {
      this.#gone(sounding)
      return this.#notBegun('missed', id, 'disk', sounding.play)
    }
    const { silenceMs, ending } = sounding
    const sounded = await prepared.sound({ counter, silenceMs }, ending.signal)
    this.#gone(sounding)
    const isWhole = sounded === 'played' || (sounded === 'stopped' && sounding.isWhole)
    if (isWhole) return this.#note({ is: 'ended', start: counter })
    const why = sounded === 'stopped' ? (sounding.why ?? 'sink') : 'sink'
    this.#note({ is: 'cut', start: counter, why })
  }

  #gone(sounding: Sounding): void {
    if (this.#sounding === sounding) this.#sounding = null
  }

  #stop(why: CutReason): void {
    const sounding = this.#sounding
    if (sounding === null || sounding.ending.signal.aborted) return
    sounding.why = why
    sounding.ending.abort()
  }

  #endOverdue(): void {
    const sounding = this.#sounding
    if (sounding === null) return
    const { play, silenceMs } = sounding
    if (this.#seenMs > play.until + Math.min(silenceMs, OVERDUE_MS) + OVERDUE_MS) {
      sounding.isWhole = false
      this.#stop('sink')
    }
  }

  #note(told: UndatedReceipt): void {
    this.#o.keeper.note({ ...told, ...this.#at() } as UnnumberedReceipt, this.#nowStanding())
  }

  #at() {
    return { at: isoOf(this.#o.clock.wall()) }
  }

  #nowStanding(): TimetableState {
    return this.#table?.standing ?? this.#standing
  }
}

function hoursOf({ windows, timeZone }: AgendaContent): string {
  return JSON.stringify([windows, timeZone])
}

/** Of urgents, those of this agenda, and the newest of others. */
function kept(standing: TimetableState, items: readonly Item[]): TimetableState {
  if (standing.urgents.size <= URGENTS_KEPT_MAX) return standing
  const keys = new Set(items.map(({ key }) => key))
  const urgents = [...standing.urgents]
  const others = urgents.filter(([key]) => !keys.has(key)).slice(-URGENTS_KEPT_MAX)
  return { ...standing, urgents: new Map([...others, ...urgents.filter(([key]) => keys.has(key))]) }
}

function isoOf(at: number): string {
  return new Date(at).toISOString()
}
