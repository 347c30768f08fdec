/**
 * What the online charging asks (`charging/decide.ts`), answered by the lists in force and by the operator's rating
 * groups. Looked up in well below a microsecond, for every request of a charging client.
 */

import type { Decide, Verdict } from '../charging/decide.ts'
import type { RatingGroups } from '../zerorating/feeds/rating-groups.ts'
import type { InForce, Interval } from '../zerorating/in-force.ts'

/** Spellings of free numbers, with where they were forwarded to; more than that are worked out anew. */
const KNOWN_MAX = 10_000

const CHARGED: Verdict = { is: 'charged' }

export function decideBy(force: InForce, groups: RatingGroups): Decide {
  const byGroup = new Map(groups.groups.map(group => [group.ratingGroup, group]))
  const byIdentifier = new Map(groups.groups.map(group => [group.serviceIdentifier, group]))
  const known = new Map<string, readonly Interval[]>()

  const ofCall = (called: string, forwardedTo: string | null, at: number): Verdict => {
    const verdict = force.call(called, at, forwardedTo)
    if (verdict.is !== 'free') return CHARGED
    const key = forwardedTo === null ? called : `${called}>${forwardedTo}`
    let intervals = known.get(key)
    if (intervals === undefined) {
      intervals = freeIntervals(force, verdict.service.id, { called, forwardedTo })
      if (known.size >= KNOWN_MAX) known.clear()
      known.set(key, intervals)
    }
    return within(intervals, verdict.service.id, at)
  }

  return ({ called, forwardedTo, ratingGroup, serviceIdentifier, at }) => {
    if (called !== null) return ofCall(called, forwardedTo, at)
    const group = ratingGroup === null ? byIdentifier.get(serviceIdentifier ?? -1) : byGroup.get(ratingGroup)
    if (group === undefined) return CHARGED
    // A group of ours with an identifier that is not: somebody sorted something else into it.
    if (serviceIdentifier !== null && group.serviceIdentifier !== serviceIdentifier) return CHARGED
    return within(force.freeOf(group.service), group.service, at)
  }
}

function within(intervals: readonly Interval[], service: string, at: number): Verdict {
  for (const { from, until } of intervals)
    if (at >= from && at < until)
      return {
        is: 'free',
        service,
        since: Number.isFinite(from) ? from : null,
        until: Number.isFinite(until) ? until : null,
      }
  return CHARGED
}

/** When such a call is free: between two edges nothing changes. */
function freeIntervals(
  force: InForce,
  service: string,
  { called, forwardedTo }: { readonly called: string; readonly forwardedTo: string | null },
): Interval[] {
  const edges = [...force.edges(service, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)]
  const intervals: Interval[] = []
  for (const [i, from] of edges.entries()) {
    const verdict = force.call(called, from, forwardedTo)
    if (verdict.is !== 'free' || verdict.service.id !== service) continue
    const until = edges[i + 1] ?? Number.POSITIVE_INFINITY
    const last = intervals.at(-1)
    if (last?.until === from) intervals[intervals.length - 1] = { from: last.from, until }
    else intervals.push({ from, until })
  }
  return intervals
}
