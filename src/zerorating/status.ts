/**
 * How a service stands at an instant, and why: what every page, figure and effect that speaks of free time asks.
 *
 *   coming      free ████████ ended            version 3 no longer has it: ended by version 3
 *   ────────────────┆        ┆─────────►       its period is over: ended by none
 *
 * By the versions in force alone: what was signed and comes into force later is told as what comes. Pure; runs in a browser too.
 */
import type { ListFault } from './faults.ts'
import { type InForce, type Interval, periodsWithin, within } from './in-force.ts'
import type { ZeroRatingList } from './list.ts'

const MINUTE_MS = 60_000

/** Instants are in milliseconds since 1970. */
export type ZeroRatingStatus =
  | ({ readonly is: 'free' } & Interval)
  | { readonly is: 'coming'; readonly from: number }
  /** `version`: the one that no longer has the service; null: its own period was over. */
  | { readonly is: 'ended'; readonly at: number; readonly version: number | null }
  | { readonly is: 'never' }

export function statusAt(force: InForce, service: string, at: number): ZeroRatingStatus {
  const now = force.freeAt(service, at)
  if (now !== null) return { is: 'free', ...now }
  const times = force.freeOf(service)
  const next = times.find(({ from }) => from > at)
  if (next !== undefined) return { is: 'coming', from: next.from }
  const last = times.at(-1)
  if (last === undefined) return { is: 'never' }
  const began = force.windows.find(({ from, until }) => from === last.until && from < until)
  return { is: 'ended', at: last.until, version: began?.list.version ?? null }
}

/** Its free time from the one instant to the other, without what no clock shows: what is shorter than a minute is none. */
export function freeBetween(force: InForce, service: string, time: Interval): readonly Interval[] {
  return within(force.freeOf(service), time).filter(({ from, until }) => until - from >= MINUTE_MS)
}

/** A service that is to be free in that time by another's word: that of a level of an epidemic. */
export interface Promised extends Interval {
  readonly service: string
  /** As people call them. */
  readonly by: readonly string[]
}

/** Promised services that the list does not have free from the beginning on, or only until an instant: a doubt each. */
export function promisesBroken(list: ZeroRatingList, promised: readonly Promised[]): readonly ListFault[] {
  const inForceFrom = Date.parse(list.inForceFrom)
  return promised.flatMap(({ service, from, until, by }): readonly ListFault[] => {
    const free = list.services.find(({ id }) => id === service)?.free ?? []
    const begins = Math.max(inForceFrom, from)
    const ends = begins < until ? endOfFree(free, begins) : until
    if (ends >= until) return []
    const told = { severity: 'doubt', service, other: by.join(', ') } as const
    return ends === begins
      ? [{ code: 'held-by-a-level', value: '', ...told }]
      : [{ code: 'ends-before-a-level', value: new Date(ends).toISOString(), ...told }]
  })
}

/** The first instant from then on that no period has. */
function endOfFree(free: ZeroRatingList['services'][number]['free'], from: number): number {
  let at = from
  for (const period of periodsWithin(free, { from, until: Number.POSITIVE_INFINITY }))
    if (period.from <= at) at = Math.max(at, period.until)
  return at
}
