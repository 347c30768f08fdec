/** Who was there when, as shares of the briefing's time: bars and ticks of a picture. Knows no screen. */
import type { Briefing, Place } from '../../model.ts'

export interface Bar {
  /** Shares from 0 to 1. */
  readonly start: number
  readonly end: number
  readonly closed: Place['intervals'][number]['closed']
}

export interface Row {
  readonly place: Place
  readonly bars: readonly Bar[]
  /** When it held the floor. */
  readonly turns: readonly { readonly start: number; readonly end: number }[]
}

export interface Tick {
  readonly atMs: number
  readonly at: number
}

export interface Drawn {
  readonly fromMs: number
  readonly untilMs: number
  readonly rows: readonly Row[]
  readonly ticks: readonly Tick[]
}

const MINUTE_MS = 60_000
const STEPS_MINUTES = [1, 2, 5, 10, 15, 30, 60, 120] as const
const TICKS_MAX = 8

/** Null: it was not held. */
export function attendanceDrawn(
  briefing: Pick<Briefing, 'beganAt' | 'endedAt' | 'places' | 'turns'>,
  nowMs: number,
): Drawn | null {
  if (briefing.beganAt === null) return null
  const fromMs = Date.parse(briefing.beganAt)
  const untilMs = Math.max(fromMs + 1, briefing.endedAt === null ? nowMs : Date.parse(briefing.endedAt))
  const share = (at: string) => Math.min(1, Math.max(0, (Date.parse(at) - fromMs) / (untilMs - fromMs)))
  const rows = briefing.places.map(place => ({
    place,
    bars: place.intervals
      .map(({ from, until, closed }) => ({ start: share(from), end: share(until), closed }))
      .filter(({ start, end }) => end > start),
    turns: briefing.turns
      .filter(({ site }) => site === place.site)
      .map(({ from, until }) => ({ start: share(from), end: until === null ? 1 : share(until) })),
  }))
  return { fromMs, untilMs, rows, ticks: ticksOf(fromMs, untilMs) }
}

/** At whole minutes of the clock. */
function ticksOf(fromMs: number, untilMs: number): readonly Tick[] {
  const minutes = (untilMs - fromMs) / MINUTE_MS
  const step = STEPS_MINUTES.find(each => minutes / each <= TICKS_MAX) ?? 240
  const stepMs = step * MINUTE_MS
  const ticks: Tick[] = []
  for (let at = Math.ceil(fromMs / stepMs) * stepMs; at <= untilMs; at += stepMs)
    ticks.push({ atMs: at, at: (at - fromMs) / (untilMs - fromMs) })
  return ticks
}

/** When somebody came first and was heard of last; null: never. */
export function spanOf({ intervals }: Place): { from: string; until: string } | null {
  const [first, last] = [intervals[0], intervals.at(-1)]
  return first === undefined || last === undefined ? null : { from: first.from, until: last.until }
}
