/**
 * Periods that a list begins before anybody can keep to it: what is free from midnight, in a list that is in force from the
 * morning on, is charged until then. A doubt for whoever signs it, unless the version before had said so already.
 *
 * Pure; runs in a browser too. Knows the version before, as `faults.ts` does not.
 */
import type { ListFault } from './faults.ts'
import type { Period, ZeroRatingList } from './list.ts'

export function lateStartsOf(list: ZeroRatingList, before: ZeroRatingList | null): readonly ListFault[] {
  const inForceFrom = Date.parse(list.inForceFrom)
  return list.services.flatMap(({ id, free }) => {
    const earlier = before?.services.find(service => service.id === id)?.free ?? []
    return free
      .map(({ from }) => from)
      .filter(from => Date.parse(from) < inForceFrom && !covers(earlier, Date.parse(from)))
      .map(
        (from): ListFault => ({ code: 'starts-in-the-past', severity: 'doubt', service: id, value: from, other: '' }),
      )
  })
}

function covers(periods: readonly Period[], at: number): boolean {
  return periods.some(({ from, until }) => Date.parse(from) <= at && (until === null || at < Date.parse(until)))
}
