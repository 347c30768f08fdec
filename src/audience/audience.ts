/**
 * A set of numbers in memory: sorted, unique, four octets each.
 *
 * A number is its national significant part as an integer: +84 912 345 678 is 912345678. It never begins with 0,
 * so the integer says it all. Plans allow 12 digits, more than 32 bits hold, hence runs:
 *
 *   runs   { base: 0, from: 0 }          { base: 2^32, from: 3 }
 *   rank   0          1          2       3          4
 *   low    320000000  912345678  ...     7          1000
 *   number 320000000  912345678  ...     2^32 + 7   2^32 + 1000
 *
 * Knows no file, no spelling, no country beyond its name.
 *
 * Invariants: `low` ascends strictly within a run; bases ascend strictly; no run is empty; `runs[0].from` is 0.
 * An empty audience has no runs.
 */
import assert from 'node:assert/strict'

/** What `low` can tell apart within a run: bases are multiples of it. */
export const RUN_SPAN = 2 ** 32

/** No country has more numbers in use; a larger count in a file is damage. */
export const AUDIENCE_SIZE_MAX = 2_000_000_000

export interface Run {
  /** A multiple of 2^32, added to `low` of each rank of the run. */
  readonly base: number
  /** The first rank of the run. */
  readonly from: number
}

/** A set of numbers, and the only kind of set there is: never a list with duplicates. */
export interface Audience {
  readonly size: number
  /** ISO 3166-1 alpha-2, such as `VN`. */
  readonly country: string
  /** Without `+`, such as `84`. */
  readonly callingCode: string
  readonly runs: readonly Run[]
  /** By rank. May lie on a SharedArrayBuffer. */
  readonly low: Uint32Array
  /** Of the set, in hexadecimal: see digest.ts. */
  readonly sha256: string
}

/** An audience whose digest is still to be taken. */
export type NumberSet = Omit<Audience, 'sha256'>

/** One past the last rank of run `k`. */
export function runEnd(set: NumberSet, k: number): number {
  return k + 1 < set.runs.length ? set.runs[k + 1].from : set.size
}

/** The number of that rank. A rank outside the audience is a bug. */
export function numberAt(audience: NumberSet, rank: number): number {
  const low = audience.low[rank]
  assert(low !== undefined && rank < audience.size, 'a rank lies within its audience')
  const { runs } = audience
  let k = runs.length - 1
  while (k > 0 && runs[k].from > rank) k--
  return runs[k].base + low
}

/** The rank of a number, or -1. For millions of questions build a `rankIndex` once. */
export function rankOf(audience: NumberSet, number: number): number {
  const { runs, low } = audience
  for (let k = 0; k < runs.length; k++) {
    const wanted = number - runs[k].base
    if (wanted < 0) return -1
    if (wanted < RUN_SPAN) return find(low, wanted, runs[k].from, runEnd(audience, k))
  }
  return -1
}

/** How many numbers share a bucket, on average. Measured: 4 to 32 differ by less than the noise; 16 costs 1/4 octet a number. */
const BUCKET_MEAN = 16

interface Buckets {
  readonly base: number
  readonly first: number
  readonly last: number
  readonly shift: number
  /** Bucket b holds the ranks starts[b] up to, not including, starts[b + 1]. */
  readonly starts: Uint32Array
}

/** Answers `rankOf` with two or three cache misses, at a quarter of an octet for each number. */
export class RankIndex {
  readonly #low: Uint32Array
  readonly #buckets: readonly Buckets[]

  constructor(audience: NumberSet) {
    this.#low = audience.low
    this.#buckets = audience.runs.map((run, k) => bucketsOf(audience.low, run.base, run.from, runEnd(audience, k)))
  }

  /** The rank of a number, or -1. Any number may be asked, NaN and fractions too. */
  rankOf(number: number): number {
    for (const { base, first, last, shift, starts } of this.#buckets) {
      const wanted = number - base
      if (!(wanted >= first && wanted <= last)) continue
      const bucket = (wanted - first) >>> shift
      return find(this.#low, wanted, starts[bucket], starts[bucket + 1])
    }
    return -1
  }
}

export function rankIndex(audience: NumberSet): RankIndex {
  return new RankIndex(audience)
}

function bucketsOf(low: Uint32Array, base: number, from: number, to: number): Buckets {
  const first = low[from]
  const last = low[to - 1]
  let shift = 0
  while ((last - first) / 2 ** shift > (to - from) / BUCKET_MEAN && shift < 31) shift++
  const starts = new Uint32Array(((last - first) >>> shift) + 2)
  let bucket = 0
  for (let rank = from; rank < to; rank++) {
    const own = (low[rank] - first) >>> shift
    while (bucket <= own) starts[bucket++] = rank
  }
  starts[bucket] = to
  return { base, first, last, shift, starts }
}

/** Binary search in low[from, to). */
function find(low: Uint32Array, wanted: number, from: number, to: number): number {
  let below = from
  let above = to
  while (below < above) {
    const middle = (below + above) >>> 1
    if (low[middle] < wanted) below = middle + 1
    else above = middle
  }
  return below < to && low[below] === wanted ? below : -1
}
