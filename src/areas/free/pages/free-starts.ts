/**
 * When a version in force makes each of its services free: at once, later, or not at all. Together with the instant from which it is in force
 * that is one sentence, so that nobody takes the one date for the other. Knows no screen.
 */
import { periodsWithin } from '../../../zerorating/in-force.ts'
import type { Service } from '../../../zerorating/list.ts'

export interface Start {
  readonly is: 'at-once' | 'later' | 'never'
  /** Of those that begin later. */
  readonly from: number | null
  readonly services: readonly Service[]
}

/** In order; those that begin together are together. */
export function startsOf(services: readonly Service[], inForceFrom: number): readonly Start[] {
  const first = ({ free }: Service) =>
    periodsWithin(free, { from: inForceFrom, until: Number.POSITIVE_INFINITY }).at(0)?.from ?? Number.POSITIVE_INFINITY
  return [...Map.groupBy(services, first)]
    .toSorted(([a], [b]) => a - b)
    .map(([from, own]) => ({
      is: from === inForceFrom ? 'at-once' : Number.isFinite(from) ? 'later' : 'never',
      from: from === inForceFrom || !Number.isFinite(from) ? null : from,
      services: own,
    }))
}
