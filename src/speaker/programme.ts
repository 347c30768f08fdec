/**
 * The programme (chương trình phát): what a device that was on all the time plays between two instants. A pure function of the
 * agenda's content and the period: the same input, the same output.
 *
 * Windows do not know each other and nothing but what is urgent goes from one into the next. So the walk begins with the window that
 * is open at the beginning, after the urgents of before alone.
 */
import { isoInZone } from '../base/wall-time.ts'
import type { Priority } from '../directive/bulletin.ts'
import type { AgendaContent } from './agenda.ts'
import { speakerFailure } from './failures.ts'
import { beginningAt, type Happening, Timetable, type TimetableItems } from './timetable.ts'
import { type Item, itemOf } from './window-schedule.ts'
import { Windows } from './windows.ts'

/** Some ten years. */
export const PERIOD_MS_MAX = 3660 * 24 * 60 * 60 * 1000
export const PROGRAMME_PLAYS_MAX = 1_000_000

export interface ProgrammePlay {
  readonly id: string
  readonly priority: Priority
  /** Milliseconds since 1970. */
  readonly from: number
  readonly until: number
  readonly part: number
  readonly of: number
  readonly cut: boolean
}

export interface Programme {
  readonly plays: readonly ProgrammePlay[]
  /** Items that a window had room for in time, but that got no whole play. */
  readonly missed: readonly string[]
}

export interface Period {
  readonly from: number
  /** Not included. */
  readonly until: number
}

/** Fails with programmeTooLong. */
export function programmeOf(content: AgendaContent, period: Period): Programme {
  const { from, until } = period
  if (until - from > PERIOD_MS_MAX) throw speakerFailure('programmeTooLong')
  const windows = new Windows(content.windows, content.timeZone)
  const items = content.items.map(itemOf)
  const plays: ProgrammePlay[] = []
  const tell = (happening: Happening) => {
    if (happening.is !== 'ended' && happening.is !== 'cut') return
    const { item, part, from: begun } = happening.play
    if (begun < from || begun >= until) return
    if (plays.length >= PROGRAMME_PLAYS_MAX) throw speakerFailure('programmeTooLong')
    plays.push({
      id: item.id,
      priority: item.priority,
      part,
      of: item.perWindow,
      from: begun,
      until: happening.at,
      cut: happening.is === 'cut',
    })
  }
  if (from < until) walk({ windows, of: { items, issuedAt: Date.parse(content.issuedAt) }, tell }, period)
  return { plays, missed: missedOf(items, plays, windows, period) }
}

interface Walk {
  readonly windows: Windows
  readonly of: TimetableItems
  readonly tell: (happening: Happening) => void
}

function walk({ windows, of, tell }: Walk, { from, until }: Period): void {
  const open = windows.at(from)
  const begin = open === null ? from : Math.min(from, open.from)
  const earlier = urgentsBefore({ windows, of, tell }, begin)
  const table = new Timetable({ windows, of, tell, standing: { ...earlier, at: begin, window: null } })
  table.run(until - 1)
  const last = table.standing.play
  if (last !== null) table.run(last.until)
}

/** Where the urgents of before then stand. */
function urgentsBefore({ windows, of, tell }: Walk, begin: number) {
  const items = of.items.filter(({ priority }) => priority === 'urgent')
  const first = Math.min(...items.map(({ notBefore }) => Math.max(notBefore, of.issuedAt)))
  if (first >= begin) return beginningAt(begin)
  const told = limited(tell)
  const table = new Timetable({ windows, of: { ...of, items }, tell: told, standing: beginningAt(first) })
  table.run(begin - 1)
  return table.standing
}

function limited(tell: Walk['tell']): Walk['tell'] {
  let told = 0
  return happening => {
    if (++told > 2 * PROGRAMME_PLAYS_MAX) throw speakerFailure('programmeTooLong')
    tell(happening)
  }
}

function missedOf(
  items: readonly Item[],
  plays: readonly ProgrammePlay[],
  windows: Windows,
  { from, until }: Period,
): string[] {
  const whole = new Set(plays.filter(({ cut }) => !cut).map(({ id }) => id))
  let left = items.filter(({ id, priority }) => priority !== 'urgent' && !whole.has(id))
  const missed = new Set<string>()
  for (const window of windows.between(from, until)) {
    if (left.length === 0) break
    for (const item of left) {
      const begin = Math.max(window.from, item.notBefore, from)
      const hadRoom = begin < until && begin + item.ms <= Math.min(window.until, item.notAfter)
      if (hadRoom) missed.add(item.id)
    }
    left = left.filter(({ id }) => !missed.has(id))
  }
  return items.filter(({ id }) => missed.has(id)).map(({ id }) => id)
}

/** As `loa speaker programme --json` prints it. */
export function programmeDocument({ plays, missed }: Programme, timeZone: string) {
  return {
    items: plays.map(({ id, from, until, priority, part, of, cut }) => ({
      id,
      from: isoMs(from, timeZone),
      until: isoMs(until, timeZone),
      priority,
      part,
      of,
      cut,
    })),
    missed: missed.map(id => ({ id, why: 'window-full' as const })),
  }
}

/** To the millisecond where it is no whole second. */
export function isoMs(at: number, timeZone: string): string {
  const iso = isoInZone(at, timeZone)
  const ms = ((at % 1000) + 1000) % 1000
  return ms === 0 ? iso : iso.replace(/(?=[+-]\d{2}:\d{2}$)/, `.${String(ms).padStart(3, '0')}`)
}
