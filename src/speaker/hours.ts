/**
 * The hours that a device keeps to, whatever its agenda says: pinned in its key file by a person, or else a limit that it has of itself.
 *
 *   agenda   ──────05:30═══06:30───────────────23:00══23:30──   what the authority's server asks for
 *   pinned   ──────05:30═══06:30──────17:00══18:00───────────   what a person has said here
 *   played   ──────05:30═══06:30─────────────────────────────   both: an agenda can only narrow them
 *
 * Plays are counted by the pinned window in which they begin, not by the agenda's: hours that move, or are cut into many, play nothing
 * oftener. What is urgent is bound to no hours. Pure; runs in a browser too.
 */
import { z } from 'zod'
import {
  type AgendaContent,
  doOverlap,
  MINUTES_OF_DAY,
  minutesOf,
  type PlayingWindow,
  playingWindow,
  WINDOWS_MAX,
} from './agenda.ts'
import { Windows } from './windows.ts'

export const pinnedHours = z.strictObject({
  timeZone: z.string().min(1).max(64),
  /** None: nothing but what is urgent. */
  windows: z.array(playingWindow).max(WINDOWS_MAX),
})
export type PinnedHours = z.infer<typeof pinnedHours>

/**
 * Of a device that was enrolled before hours were pinned: from five in the morning until ten in the evening, and as often as in four
 * windows a day. Usual hours lie each within one of these.
 */
const OF_ITSELF: readonly PlayingWindow[] = [
  { from: '05:00', until: '10:00' },
  { from: '10:00', until: '14:00' },
  { from: '14:00', until: '19:00' },
  { from: '19:00', until: '22:00' },
]
const DAY_MS = 24 * 60 * 60 * 1000
/** Windows are the same each day: what is looked at of them is a day, and what lasts over its end. */
const LOOKED_MS = 2 * DAY_MS

/** `zone`: the one that was followed first, of a device without pinned hours. */
export function hoursOfItself(zone: string): PinnedHours {
  return { timeZone: zone, windows: [...OF_ITSELF] }
}

/** What is left of an agenda's hours. */
export function narrowed(
  { windows, timeZone }: Pick<AgendaContent, 'windows' | 'timeZone'>,
  pinned: PinnedHours,
): Windows {
  return new Windows(windows, timeZone, new Windows(pinned.windows, pinned.timeZone))
}

/** How much of an agenda's hours is kept to, on the days after that instant. */
export function keptOf(
  content: Pick<AgendaContent, 'windows' | 'timeZone'>,
  pinned: PinnedHours,
  now: number,
): 'all' | 'some' | 'none' {
  const lengthOf = (windows: Windows) =>
    [...windows.between(now, now + LOOKED_MS)].reduce((ms, { from, until }) => ms + until - from, 0)
  const asked = lengthOf(new Windows(content.windows, content.timeZone))
  const kept = lengthOf(narrowed(content, pinned))
  if (kept >= asked) return 'all'
  return kept > 0 ? 'some' : 'none'
}

/** As `keptOf` would say `all`, on every day and at little cost; where the zones differ it may not. */
export function areWithin(asked: PinnedHours, pinned: PinnedHours): boolean {
  if (asked.timeZone !== pinned.timeZone) return false
  const frames = pinned.windows.map(minutesOf)
  return asked.windows
    .map(minutesOf)
    .every(({ begin, end }) =>
      frames.some(frame => [0, MINUTES_OF_DAY].some(day => frame.begin <= begin + day && end + day <= frame.end)),
    )
}

/** `05:30-06:30,17:00-18:00`; null: it is not written so, or two overlap. */
export function windowsIn(text: string): readonly PlayingWindow[] | null {
  const windows = text.split(',').map(each => {
    const [, from, until] = /^\s*(\d\d:\d\d)\s*[-–]\s*(\d\d:\d\d)\s*$/.exec(each) ?? []
    return playingWindow.safeParse({ from, until })
  })
  const read = windows.flatMap(({ data }) => data ?? [])
  const isRight = read.length === windows.length && read.length <= WINDOWS_MAX
  return isRight && !doOverlap(read) ? read : null
}

export function hoursText({ windows, timeZone }: PinnedHours): string {
  const shown = windows.map(({ from, until }) => `${from}-${until}`).join(',')
  return `${shown === '' ? '-' : shown} ${timeZone}`
}
