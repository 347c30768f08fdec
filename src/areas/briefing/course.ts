/**
 * What became of a briefing, folded from its log: who was there and when, who spoke, why others were not there, the roll, captions.
 * The same while it goes on and years later. Pure; instants are milliseconds since 1970.
 */
import type { LogEntry, LogKind } from './log.ts'
import {
  type Attended,
  attendanceOf,
  type Evidence,
  type Interval,
  intervalsOf,
} from './presence.ts'

/** Kinds of the log that tell who was there. */
export const PRESENCE_KINDS: readonly LogKind[] = [
  'joined',
  'heard',
  'left',
  'removed',
  'ended',
  'reason',
]

export interface Turn {
  readonly site: string
  readonly fromMs: number
  /** Null: it goes on. */
  readonly untilMs: number | null
  readonly ended: 'released' | 'revoked' | 'cancelled' | 'ended' | null
}

export interface SitePresence {
  readonly intervals: readonly Interval[]
  readonly attended: Attended
  /** The last one that was given; null: none. */
  readonly reason: string | null
}

export interface When {
  /** Null: it has not begun. */
  readonly beganAt: number | null
  readonly endedAt: number | null
  readonly nowMs: number
}

/** Of each of the sites. */
export function presencesOf(
  log: readonly LogEntry[],
  sites: readonly string[],
  when: When,
): ReadonlyMap<string, SitePresence> {
  const evidence = evidenceOf(log, sites)
  const reasons = new Map<string | null, string>()
  for (const entry of log)
    if (entry.kind === 'reason') reasons.set(entry.site, entry.details.reason)
  return new Map(
    sites.map(site => {
      const intervals = intervalsOf(evidence.get(site) ?? [], when.nowMs)
      const reason = reasons.get(site) ?? null
      return [site, { intervals, attended: attendedOf(intervals, reason, when), reason }]
    }),
  )
}

/** Who was there before the beginning is in the lobby: nobody is late or absent yet. */
function attendedOf(
  intervals: readonly Interval[],
  reason: string | null,
  { beganAt, endedAt, nowMs }: When,
): Attended {
  if (beganAt !== null)
    return attendanceOf(intervals, { fromMs: beganAt, untilMs: endedAt }, { reason, nowMs })
  const isThere = intervals.at(-1)?.closed === null
  const is = isThere ? 'present' : reason === null ? 'awaited' : 'absent-with-reason'
  return { ...{ is, cameMs: null, goneMs: null }, wasLate: false, drops: 0, presentMs: 0 }
}

function evidenceOf(
  log: readonly LogEntry[],
  sites: readonly string[],
): ReadonlyMap<string, readonly Evidence[]> {
  const found = new Map<string, Evidence[]>(sites.map(site => [site, []]))
  const add = (site: string | null, atMs: number, is: Evidence['is']) => {
    if (site !== null) found.get(site)?.push({ site, atMs, is })
  }
  for (const entry of log)
    switch (entry.kind) {
      case 'joined':
        add(entry.site, entry.atMs, 'heard')
        break
      case 'heard':
        for (const [site, lastMs] of Object.entries(entry.details.sites)) add(site, lastMs, 'heard')
        break
      case 'left':
      case 'removed':
        add(entry.site, entry.atMs, entry.kind)
        break
      case 'ended':
        for (const site of sites) add(site, entry.atMs, 'ended')
        break
    }
  return found
}

/** In the order in which the floor was given. */
export function turnsOf(log: readonly LogEntry[]): readonly Turn[] {
  const turns: Turn[] = []
  const open = new Map<string, number>()
  const end = (request: string, untilMs: number, ended: Turn['ended']) => {
    const at = open.get(request)
    if (at === undefined) return
    turns[at] = { ...turns[at], untilMs, ended }
    open.delete(request)
  }
  for (const entry of log) {
    if (entry.kind === 'ended')
      for (const request of [...open.keys()]) end(request, entry.atMs, 'ended')
    if (entry.kind !== 'floor') continue
    const { request, site, state, atMs } = entry.details
    if (state === 'granted' && !open.has(request)) {
      open.set(request, turns.length)
      turns.push({ site, fromMs: atMs, untilMs: null, ended: null })
    } else if (state === 'released' || state === 'revoked' || state === 'cancelled')
      end(request, atMs, state)
  }
  return turns
}

/** How long each was given the floor, in milliseconds. */
export function spokenMs(turns: readonly Turn[], nowMs: number): ReadonlyMap<string, number> {
  const spoken = new Map<string, number>()
  for (const { site, fromMs, untilMs } of turns)
    spoken.set(site, (spoken.get(site) ?? 0) + Math.max(0, (untilMs ?? nowMs) - fromMs))
  return spoken
}
