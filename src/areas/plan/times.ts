/** When an effect is begun, again, and over. Pure. */
import { WINDOW_DAYS_MAX } from '../../directive/bulletin.ts'
import type { EffectDocument } from '../../plan/effect.ts'

export const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
/** What is said later is drafted so long before, so that two people have time to sign it. */
export const AHEAD_MS = 7 * DAY_MS
/** The next time of what is repeated. */
const AGAIN_AHEAD_MS = DAY_MS
/** What is said once stands for so long. */
const ONCE_DAYS = 7
/** In which a round goes out. */
const ROUND_DAYS = 1

type Timed = Pick<EffectDocument, 'kind' | 'when' | 'first' | 'deadline' | 'everyDays' | 'settings'>

/** How often it is begun anew; null: once. What stands on channels is renewed before its window is over. */
export function everyMsOf({ kind, when, everyDays, settings }: Timed): number | null {
  if (when !== 'while') return null
  if (everyDays !== null) return everyDays * DAY_MS
  return kind === 'bulletin' || kind === 'loudspeakers' ? WINDOW_DAYS_MAX[settings.priority ?? 'normal'] * DAY_MS : null
}

/** Of its n-th time, from 0. */
export function fromOf(effect: Timed, occurrence: number): number {
  return Date.parse(effect.first) + occurrence * (everyMsOf(effect) ?? 0)
}

/** In whole minutes, as people read and write times. */
export function untilOf(effect: Timed, occurrence: number): number {
  const until = fromOf(effect, occurrence) + lastsMs(effect)
  return until - (until % MINUTE_MS)
}

function lastsMs(effect: Timed): number {
  const { kind, when, settings, first, deadline } = effect
  const every = everyMsOf(effect)
  if (every !== null) return every
  switch (kind) {
    case 'bulletin':
    case 'loudspeakers':
      return Math.min(ONCE_DAYS, WINDOW_DAYS_MAX[settings.priority ?? 'normal']) * DAY_MS
    case 'round':
      return ROUND_DAYS * DAY_MS
    default:
      return when === 'while' || deadline === null ? ONCE_DAYS * DAY_MS : Date.parse(deadline) - Date.parse(first)
  }
}

/** When it is prepared. */
export function dueOf(effect: Timed, occurrence: number, now: number): number {
  return Math.max(now, fromOf(effect, occurrence) - AHEAD_MS)
}

/** When the time after this one is prepared; null: there is none. */
export function nextAtOf(effect: Timed, occurrence: number): number | null {
  return everyMsOf(effect) === null ? null : fromOf(effect, occurrence + 1) - AGAIN_AHEAD_MS
}

/** Whether it was said once and that is past: it runs no more, though nobody ended it. */
export function isOver(effect: Timed, at: number): boolean {
  return effect.when !== 'while' && untilOf(effect, 0) <= at
}
