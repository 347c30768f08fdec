/**
 * Which rating group and service identifier (RFC 8506 sections 8.29 and 8.28; TS 32.299) each service of a list has at an
 * operator. Numbers are the operator's own affair, so they stand in no signed list: they are kept in a file at the
 * operator, `rating-groups.json`, and every feed and the online charging of one operator are given the same file.
 *
 *   { "base": 700000, "groups": [{ "service": "byt-19003228", "ratingGroup": 700001, "serviceIdentifier": 1 }, ...] }
 *
 * Invariants: a service keeps its numbers for good, also when it leaves the list and comes back; no number is given twice;
 * numbers may be changed by hand. Without a file, and with all versions from the first on, the same numbers come out
 * again. A group of its own for each service, because services are free at different times. Pure.
 */

import { z } from 'zod'
import { zeroratingFailure } from '../failures.ts'
import { serviceId } from '../list.ts'

const UNSIGNED32_MAX = 0xffff_ffff
/** Beyond what is usual, so that no group of an operator's own is hit. */
export const RATING_GROUP_BASE = 700_000
/** Services that ever were on lists of one operator. */
const GROUPS_MAX = 100_000

const ratingGroup = z.strictObject({
  service: serviceId,
  ratingGroup: z.int().min(0).max(UNSIGNED32_MAX),
  serviceIdentifier: z.int().min(0).max(UNSIGNED32_MAX),
})
export type RatingGroup = z.infer<typeof ratingGroup>

export const ratingGroups = z.strictObject({
  /** New services get base + 1, base + 2, and so on. */
  base: z
    .int()
    .min(0)
    .max(UNSIGNED32_MAX - GROUPS_MAX),
  groups: z.array(ratingGroup).max(GROUPS_MAX),
})
export type RatingGroups = z.infer<typeof ratingGroups>

export const NO_GROUPS: RatingGroups = { base: RATING_GROUP_BASE, groups: [] }

/**
 * Those that are kept, and after them the services that have none yet, in the order given: by first appearance over the
 * versions (`inForce().services`). Fails with ratingGroupTwice where the kept ones name a service or a number twice.
 */
export function withGroupsFor(
  services: readonly { readonly id: string }[],
  kept: RatingGroups = NO_GROUPS,
): RatingGroups {
  refuseTwice(kept)
  const known = new Set(kept.groups.map(({ service }) => service))
  const taken = {
    groups: new Set(kept.groups.map(group => group.ratingGroup)),
    identifiers: new Set(kept.groups.map(group => group.serviceIdentifier)),
  }
  const groups = [...kept.groups]
  for (const { id } of services) {
    if (known.has(id)) continue
    known.add(id)
    const group: RatingGroup = {
      service: id,
      ratingGroup: nextFree(taken.groups, kept.base),
      serviceIdentifier: nextFree(taken.identifiers, 0),
    }
    groups.push(group)
  }
  return { base: kept.base, groups }
}

/** By service. */
export function groupsByService({ groups }: RatingGroups): ReadonlyMap<string, RatingGroup> {
  return new Map(groups.map(group => [group.service, group]))
}

/** Above all that were given from this base, so that the number of a service that was struck from the file is not reused. */
function nextFree(taken: Set<number>, base: number): number {
  let highest = base
  for (const number of taken) if (number > highest && number <= base + GROUPS_MAX) highest = number
  taken.add(highest + 1)
  return highest + 1
}

function refuseTwice({ groups }: RatingGroups): void {
  for (const name of ['service', 'ratingGroup', 'serviceIdentifier'] as const) {
    const seen = new Set<string | number>()
    for (const group of groups) {
      if (seen.has(group[name])) throw zeroratingFailure('ratingGroupTwice', { field: name, value: group[name] })
      seen.add(group[name])
    }
  }
}
