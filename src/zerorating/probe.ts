/**
 * Test campaigns: downloads and calls of such sizes that one total on a bill tells which of them were charged.
 *
 *   payload   1 MiB   2 MiB   4 MiB   8 MiB        each size above the sum of those before it,
 *   charged     ?       ?       ?       ?          with room for overhead and rounding
 *   bill      between 5 and 5.2 MiB  ─►  1 and 4, and nothing else can be it
 *
 * What is charged for a payload lies within bounds: never below its octets (with the least overhead), never above them
 * with the most overhead, a fixed part for handshakes, and the rounding up to a block. A call's length may be counted
 * longer or shorter by some seconds. A plan whose sums could be taken for each other is not made; a total that fits more
 * than one set of probes, or none, is said to do so and never guessed.
 *
 * Sizes of 2^n and an overhead known to a share of p bear about 1/p different sums: five payloads with 3 %, six with 1.5 %.
 * Pure: no clock, no network. Octets, seconds and amounts are whole numbers.
 */

import { z } from 'zod'
import { zeroratingFailure } from './failures.ts'
import { type CallTariff, callTariff, dataTariff } from './list.ts'

export const PAYLOADS_MAX = 16
export const CALLS_MAX = 12
/** Larger probes than these are no test any more. */
const BASE_OCTETS_MAX = 2 ** 30
const CALL_SECONDS_MAX = 4 * 3600
const MEBIBYTE = 2 ** 20
/** Sets looked at before a total is called ambiguous as a whole. */
const LOOKS_MAX = 1_000_000

const expected = z.enum(['free', 'charged'])
const target = z.string().max(2000).nullable()

const share = z.number().min(0).max(1)
export const overhead = z.strictObject({
  /** Of the octets of a payload: headers of TCP, IP and TLS, retransmissions. */
  least: share,
  most: share,
  /** For each payload: name look-ups and handshakes. */
  fixedOctets: z.int().min(0).max(MEBIBYTE),
})
export type Overhead = z.infer<typeof overhead>

export const probePlan = z.strictObject({
  payloads: z.array(z.strictObject({ id: z.string(), octets: z.int().min(1), expected, target })).max(PAYLOADS_MAX),
  calls: z.array(z.strictObject({ id: z.string(), seconds: z.int().min(1), expected, target })).max(CALLS_MAX),
  overhead,
  /** A call may be counted this much longer or shorter. */
  toleranceSeconds: z.int().min(0).max(60),
  /** `perOctets` is the block that octets are rounded up to; amount null: the price is not known. */
  data: z.strictObject({ ...dataTariff.shape, amount: dataTariff.shape.amount.nullable() }),
  call: callTariff.nullable(),
})
export type ProbePlan = z.infer<typeof probePlan>
export type Payload = ProbePlan['payloads'][number]
export type ProbeCall = ProbePlan['calls'][number]

/** What may be charged for a probe, both ends included. */
export interface Bounds {
  readonly id: string
  readonly least: number
  readonly most: number
}

export type Reading =
  /** One set of probes fits, and no other. */
  | { readonly is: 'read'; readonly charged: readonly string[] }
  /** Several fit: those in all of them, and those in some. */
  | { readonly is: 'ambiguous'; readonly surely: readonly string[]; readonly possibly: readonly string[] }
  | { readonly is: 'impossible' }

export interface Targets {
  readonly free: readonly string[]
  readonly charged: readonly string[]
}

/**
 * Sizes base × 2^n. Without a base the smallest that can be read is taken, from 1 MiB up. Fails with probeUnreadable.
 */
export function planPayloads(options: {
  readonly count: number
  readonly baseOctets: number | null
  readonly overhead: Overhead
  readonly perOctets: number
  readonly targets: Targets
}): Payload[] {
  const { count, baseOctets, overhead, perOctets, targets } = options
  const sized = (base: number) =>
    Array.from({ length: count }, (_, at) => ({
      id: `payload-${at + 1}`,
      octets: base * 2 ** at,
      ...aimed(at, targets),
    }))
  const isReadable = (payloads: readonly Payload[]) =>
    areDisjoint(payloads.map(payload => octetBounds(payload, { overhead, perOctets })))
  if (baseOctets !== null) {
    const payloads = sized(baseOctets)
    if (isReadable(payloads)) return payloads
    throw zeroratingFailure('probeUnreadable', { what: `${count} payloads from ${baseOctets} octets up` })
  }
  for (let base = MEBIBYTE; base <= BASE_OCTETS_MAX; base *= 2) {
    const payloads = sized(base)
    if (isReadable(payloads)) return payloads
  }
  throw zeroratingFailure('probeUnreadable', { what: `${count} payloads` })
}

/**
 * Lengths that end in the middle of a block, each the shortest that leaves all sums apart. Fails with probeUnreadable where
 * they would be longer than a test call may be.
 */
export function planCalls(options: {
  readonly count: number
  readonly toleranceSeconds: number
  readonly tariff: CallTariff
  readonly targets: Targets
}): ProbeCall[] {
  const { count, toleranceSeconds, tariff, targets } = options
  const calls: ProbeCall[] = []
  let sums = NO_SUMS
  for (let blocks = 1; calls.length < count; blocks++) {
    const seconds = Math.max(1, Math.ceil((blocks - 0.5) * tariff.perSeconds))
    if (seconds > CALL_SECONDS_MAX) throw zeroratingFailure('probeUnreadable', { what: `${count} calls` })
    if (seconds <= toleranceSeconds) continue
    const at = calls.length
    const call = { id: `call-${at + 1}`, seconds, ...aimed(at, targets) }
    const bounds = callBounds(call, tariff, toleranceSeconds)
    // Those still to come vary by as much: their common variation must not close the gaps.
    const gap = widestOf(tariff, toleranceSeconds) * (count - at - 1)
    const longer = withProbe(sums, bounds, gap)
    if (longer === null) continue
    calls.push(call)
    sums = longer
  }
  return calls
}

function widestOf({ amount, perSeconds }: CallTariff, toleranceSeconds: number): number {
  // In the middle of a block, a call that is counted a little longer or shorter stays in it.
  const stays = toleranceSeconds <= Math.floor((perSeconds - 1) / 2)
  return stays ? 0 : amount * Math.ceil((2 * toleranceSeconds) / perSeconds + 1)
}

/** Octets that may be charged for a payload: rounded by session, in the sum, or not at all. */
export function octetBounds(
  { id, octets }: Payload,
  { overhead: { least, most, fixedOctets }, perOctets }: { overhead: Overhead; perOctets: number },
): Bounds {
  const longest = Math.ceil(octets * (1 + most)) + fixedOctets
  return { id, least: Math.floor(octets * (1 + least)), most: Math.ceil(longest / perOctets) * perOctets }
}

export function callBounds(
  { id, seconds }: ProbeCall,
  { setup, amount, perSeconds }: CallTariff,
  toleranceSeconds: number,
): Bounds {
  const cost = (length: number) => setup + amount * Math.ceil(Math.max(1, length) / perSeconds)
  return { id, least: cost(seconds - toleranceSeconds), most: cost(seconds + toleranceSeconds) }
}

/** What may be charged in money for the payloads: null where the price of a block is not known. */
export function dataAmountBounds(payload: Payload, plan: ProbePlan): Bounds | null {
  const { amount, perOctets } = plan.data
  if (amount === null) return null
  const { id, least, most } = octetBounds(payload, { overhead: plan.overhead, perOctets })
  return {
    id,
    // Blocks may be counted in the sum: then no single payload is rounded up.
    least: Math.floor((least * amount) / perOctets),
    most: Math.ceil(most / perOctets) * amount,
  }
}

/** Whether every two sets of these probes have totals that cannot be taken for each other. */
export function areDisjoint(bounds: readonly Bounds[]): boolean {
  let sums: Sums | null = NO_SUMS
  for (const one of bounds) {
    sums = withProbe(sums, one, 0)
    if (sums === null) return false
  }
  return true
}

/** Of every set of some probes, the least and the most that it may come to; sorted, and apart. */
interface Sums {
  readonly least: Float64Array
  readonly most: Float64Array
}

const NO_SUMS: Sums = { least: new Float64Array(1), most: new Float64Array(1) }

/** The sums with one probe more: those without it and those with it, merged. Null where two are nearer than the gap. */
function withProbe(sums: Sums, added: Bounds, gap: number): Sums | null {
  const size = sums.least.length
  const [least, most] = [new Float64Array(2 * size), new Float64Array(2 * size)]
  let [without, having] = [0, 0]
  for (let at = 0; at < 2 * size; at++) {
    const isWithout = having === size || (without < size && sums.least[without] <= sums.least[having] + added.least)
    least[at] = isWithout ? sums.least[without] : sums.least[having] + added.least
    most[at] = isWithout ? sums.most[without++] : sums.most[having++] + added.most
    if (at > 0 && least[at] <= most[at - 1] + gap) return null
  }
  return { least, most }
}

/** Which probes a total is of. Every set that fits is looked at, or it is said to be ambiguous. */
export function readTotal(bounds: readonly Bounds[], total: number): Reading {
  const sorted = bounds.toSorted((a, b) => b.most - a.most)
  const rest = sorted.map((_, at) => sorted.slice(at).reduce((sum, { most }) => sum + most, 0))
  const fitting: Fitting = { ways: 0, times: new Array<number>(sorted.length).fill(0), looks: 0 }
  const chosen: boolean[] = []
  const look = (at: number, low: number, high: number): void => {
    if (++fitting.looks > LOOKS_MAX || low > total || high + (rest[at] ?? 0) < total) return
    if (at === sorted.length) {
      fitting.ways++
      for (const [index, isChosen] of chosen.entries()) if (isChosen) fitting.times[index]++
      return
    }
    for (const isChosen of [true, false]) {
      chosen[at] = isChosen
      const { least, most } = sorted[at]
      look(at + 1, low + (isChosen ? least : 0), high + (isChosen ? most : 0))
    }
  }
  look(0, 0, 0)
  return verdict(bounds, sorted, fitting)
}

interface Fitting {
  ways: number
  /** How often each probe is in a set that fits. */
  readonly times: number[]
  looks: number
}

function verdict(bounds: readonly Bounds[], sorted: readonly Bounds[], { ways, times, looks }: Fitting): Reading {
  const inOrder = (isIn: (times: number) => boolean) => {
    const found = new Set(sorted.filter((_, at) => isIn(times[at])).map(({ id }) => id))
    return bounds.map(({ id }) => id).filter(id => found.has(id))
  }
  if (looks > LOOKS_MAX) return { is: 'ambiguous', surely: [], possibly: bounds.map(({ id }) => id) }
  if (ways === 0) return { is: 'impossible' }
  if (ways === 1) return { is: 'read', charged: inOrder(count => count === 1) }
  return {
    is: 'ambiguous',
    surely: inOrder(count => count === ways),
    possibly: inOrder(count => count > 0 && count < ways),
  }
}

/** Turns about: free and charged, where there are targets of both kinds. */
function aimed(at: number, { free, charged }: Targets): Pick<Payload, 'expected' | 'target'> {
  const isFree = charged.length === 0 || at % 2 === 0
  const all = isFree ? free : charged
  return {
    expected: isFree ? 'free' : 'charged',
    target: all.length === 0 ? null : all[Math.floor(at / 2) % all.length],
  }
}
