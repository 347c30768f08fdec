/**
 * The timetable of a cluster: what is on by the clock, by the agenda alone, whether anybody hears it or not.
 *
 *   quiet ──a turn──► normal ──whole──► silence (gap) ──► quiet        inside windows only
 *                       └──urgent──► cut ──► urgent ──whole──► silence ──► the next of its row, the next urgent, quiet
 *
 * One that is driven to an instant tells what began, ended and was cut until then, at which instants. So a programme is this walked
 * over a period, and a device is this walked along its clock: what it cannot play goes by in silence, and the rest stays in its
 * place. Time is an argument and goes on; items may change at any time. Knows no sound.
 *
 * Plays are counted by an item's key, in the frame of their window (windows.ts) and, of urgents, ever.
 *
 * Invariants: nothing overlaps; what is no urgent is on inside one window; a play that an urgent cuts counts for nothing; one that is
 * withdrawn counts, or taking it back and giving it again would play it without end.
 */
import { type Item, WindowSchedule } from './window-schedule.ts'
import type { Span, Window, Windows } from './windows.ts'

export interface Play {
  readonly item: Item
  readonly part: number
  readonly from: number
  /** If nothing cuts it. */
  readonly until: number
}

export type Happening =
  | { readonly is: 'begun'; readonly at: number; readonly play: Play; readonly silenceMs: number }
  | { readonly is: 'ended'; readonly at: number; readonly play: Play }
  | { readonly is: 'cut'; readonly at: number; readonly play: Play; readonly why: 'urgent' | 'withdrawn' }
  /** A window is over: what was played in its frame, by key. */
  | { readonly is: 'over'; readonly at: number; readonly window: Span; readonly played: ReadonlyMap<string, number> }

/** All that the future of a timetable depends on, besides the agenda. Instants are in milliseconds since 1970. */
export interface TimetableState {
  readonly at: number
  readonly window: Span | null
  /** Where `played` was counted, also once the window is over; null: nowhere yet. */
  readonly frame: Span | null
  /** By key: in this frame; of urgents, ever. */
  readonly played: ReadonlyMap<string, number>
  readonly urgents: ReadonlyMap<string, number>
  readonly play: Play | null
  readonly silence: { readonly until: number; readonly urgent: boolean } | null
}

export function beginningAt(at: number): TimetableState {
  const none = { played: new Map(), urgents: new Map(), play: null, silence: null }
  return { at, window: null, frame: null, ...none }
}

export interface TimetableItems {
  readonly items: readonly Item[]
  readonly issuedAt: number
}

export class Timetable {
  readonly #windows: Windows
  readonly #tell: (happening: Happening) => void
  readonly #urgentPlays: Map<string, number>
  #at: number
  #schedule: WindowSchedule | null = null
  #next: Window | null
  #frame: Span | null
  #played: Map<string, number>
  #normals: readonly Item[] = []
  /** The last one is the first to come. */
  #urgents: { readonly item: Item; readonly comesAt: number }[] = []
  #play: Play | null
  #silence: TimetableState['silence']

  constructor(o: {
    readonly windows: Windows
    readonly standing: TimetableState
    readonly of: TimetableItems
    readonly tell: (happening: Happening) => void
  }) {
    const { standing, windows } = o
    this.#windows = windows
    this.#tell = o.tell
    this.#at = standing.at
    this.#urgentPlays = new Map(standing.urgents)
    this.#play = standing.play
    this.#silence = standing.silence
    this.#frame = standing.frame
    this.#played = new Map(standing.played)
    this.#next = windows.at(standing.at)
    this.#openAt(standing.at)
    this.change(o.of)
  }

  get standing(): TimetableState {
    return {
      at: this.#at,
      window: this.#schedule?.window ?? null,
      frame: this.#frame,
      played: new Map(this.#played),
      urgents: new Map(this.#urgentPlays),
      play: this.#play,
      silence: this.#silence,
    }
  }

  /** Others from now on. What is on and is no longer among them is cut. */
  change({ items, issuedAt }: TimetableItems): void {
    this.#normals = items.filter(({ priority }) => priority !== 'urgent')
    this.#urgents = items
      .filter(({ priority }) => priority === 'urgent')
      .map(item => ({ item, comesAt: Math.max(item.notBefore, issuedAt) }))
      .toSorted((a, b) => this.#rank(b.item) - this.#rank(a.item) || laterFirst(a, b))
    if (this.#schedule !== null) this.#schedule = new WindowSchedule(this.#normals, this.#schedule.window, this.#played)
    const play = this.#play
    if (play === null) return
    const same = items.find(({ key }) => key === play.item.key)
    if (same === undefined) this.#cut('withdrawn')
    else this.#play = { ...play, item: same }
  }

  /** Tells all that happens until then, and then. */
  run(to: number): void {
    while (this.#at <= to) {
      this.#happen()
      const next = this.#nextAt()
      if (next > to) break
      this.#at = next
    }
    this.#at = Math.max(this.#at, to)
  }

  /** When something happens next, if nothing changes; infinity: never. */
  get nextAt(): number {
    return this.#nextAt()
  }

  /** A row that has begun goes before all others. */
  #rank({ key, perWindow }: Item): number {
    const played = this.#urgentPlays.get(key) ?? 0
    const hasBegun = played > 0 || this.#play?.item.key === key
    return hasBegun && played < perWindow ? 0 : 1
  }

  #happen(): void {
    const now = this.#at
    if (this.#play !== null && this.#play.until <= now) this.#end(this.#play)
    this.#turnWindow(now)
    if (this.#silence !== null && this.#silence.until <= now) this.#silence = null
    const isUrgentOn = this.#play?.item.priority === 'urgent' || this.#silence?.urgent === true
    if (isUrgentOn) return
    const urgent = this.#urgentAt(now)
    if (urgent !== null) {
      if (this.#play !== null) this.#cut('urgent')
      this.#begin(urgent, (this.#urgentPlays.get(urgent.key) ?? 0) + 1)
    } else if (this.#play === null && this.#silence === null) {
      const turn = this.#schedule?.at(now) ?? null
      if (turn !== null) this.#begin(turn.item, turn.part)
    }
  }

  #turnWindow(now: number): void {
    const open = this.#schedule
    if (open !== null && open.window.until <= now) {
      const { window } = open
      this.#tell({ is: 'over', at: window.until, window, played: new Map(this.#played) })
      this.#schedule = null
    }
    if (this.#schedule !== null) return
    this.#next = this.#windows.at(now)
    this.#openAt(now)
  }

  /** What was counted before counts on in the same frame, or in one that another has moved a little. */
  #openAt(now: number): void {
    const next = this.#next
    if (next === null || next.from > now) return
    const { from, until, frame } = next
    if (this.#frame === null || !doOverlap(this.#frame, frame)) this.#played = new Map()
    this.#frame = frame
    this.#schedule = new WindowSchedule(this.#normals, { from, until }, this.#played)
  }

  /** The one that has come first and still fits. */
  #urgentAt(now: number): Item | null {
    for (let first = this.#urgents.at(-1); first !== undefined; first = this.#urgents.at(-1)) {
      if (first.comesAt > now) return null
      const { item } = first
      const played = this.#urgentPlays.get(item.key) ?? 0
      if (played < item.perWindow && now + item.ms <= item.notAfter) return item
      this.#urgents.pop()
    }
    return null
  }

  #begin(item: Item, part: number): void {
    const from = this.#at
    this.#play = { item, part, from, until: from + item.ms }
    this.#silence = null
    const silenceMs = this.#silenceUntil(this.#play.until, item.gapMs) - this.#play.until
    this.#tell({ is: 'begun', at: from, play: this.#play, silenceMs })
  }

  #end(play: Play): void {
    const { item, until } = play
    this.#play = null
    this.#count(item)
    const urgent = item.priority === 'urgent'
    this.#silence = { until: this.#silenceUntil(until, item.gapMs), urgent }
    this.#tell({ is: 'ended', at: until, play })
  }

  #count(item: Item): void {
    const { key, priority } = item
    if (priority === 'urgent') this.#urgentPlays.set(key, (this.#urgentPlays.get(key) ?? 0) + 1)
    else if (this.#schedule !== null) this.#schedule.count(item)
    else this.#played.set(key, (this.#played.get(key) ?? 0) + 1)
  }

  #cut(why: 'urgent' | 'withdrawn'): void {
    const play = this.#play
    if (play === null) return
    this.#play = null
    if (why === 'withdrawn') this.#count(play.item)
    this.#tell({ is: 'cut', at: this.#at, play, why })
  }

  /** It ends with the window, at once where the play did. */
  #silenceUntil(from: number, gapMs: number): number {
    const window = this.#windows.at(from - 1)
    return Math.min(from + gapMs, window?.until ?? Number.POSITIVE_INFINITY)
  }

  #nextAt(): number {
    const at: number[] = []
    if (this.#play !== null) at.push(this.#play.until)
    if (this.#silence !== null) at.push(this.#silence.until)
    const isUrgentOn = this.#play?.item.priority === 'urgent' || this.#silence?.urgent === true
    const urgent = this.#urgents.at(-1)
    if (urgent !== undefined && !isUrgentOn) at.push(urgent.comesAt)
    // Where nothing waits for them, windows go by unseen.
    if (this.#normals.length === 0) return Math.max(Math.min(...at), this.#at + 1)
    if (this.#schedule !== null) {
      at.push(this.#schedule.window.until)
      const { nextAt } = this.#schedule
      if (this.#play === null && this.#silence === null && nextAt !== null) at.push(nextAt)
    } else if (this.#next !== null) at.push(this.#next.from)
    return Math.max(Math.min(...at), this.#at + 1)
  }
}

function doOverlap(a: Span, b: Span): boolean {
  return a.from < b.until && b.from < a.until
}

function laterFirst(
  a: { readonly item: Item; readonly comesAt: number },
  b: { readonly item: Item; readonly comesAt: number },
): number {
  return b.comesAt - a.comesAt || b.item.place - a.item.place
}
