/** Who had the floor, folded from the log: turns, and how long each was given it. Pure; instants are milliseconds since 1970. */
import type { LogEntry } from './log.ts'

export interface SpeakingTurn {
  readonly site: string
  readonly fromMs: number
  /** Null: it goes on. */
  readonly untilMs: number | null
  readonly ended: 'released' | 'revoked' | 'cancelled' | 'ended' | null
}

/** In the order in which the floor was given. */
export function speakingTurns(log: readonly LogEntry[]): readonly SpeakingTurn[] {
  const turns: SpeakingTurn[] = []
  const open = new Map<string, number>()
  const end = (request: string, untilMs: number, ended: SpeakingTurn['ended']) => {
    const at = open.get(request)
    if (at === undefined) return
    turns[at] = { ...turns[at], untilMs, ended }
    open.delete(request)
  }
  for (const entry of log) {
    if (entry.kind === 'ended') for (const request of [...open.keys()]) end(request, entry.atMs, 'ended')
    if (entry.kind !== 'floor') continue
    const { request, site, state, atMs } = entry.details
    if (state === 'granted' && !open.has(request)) {
      open.set(request, turns.length)
      turns.push({ site, fromMs: atMs, untilMs: null, ended: null })
    } else if (state === 'released' || state === 'revoked' || state === 'cancelled') end(request, atMs, state)
  }
  return turns
}

/** How long each was given the floor, in milliseconds. */
export function spokenMs(turns: readonly SpeakingTurn[], nowMs: number): ReadonlyMap<string, number> {
  const spoken = new Map<string, number>()
  for (const { site, fromMs, untilMs } of turns)
    spoken.set(site, (spoken.get(site) ?? 0) + Math.max(0, (untilMs ?? nowMs) - fromMs))
  return spoken
}
