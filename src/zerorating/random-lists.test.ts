/**
 * Lists by chance, without faults: for properties of whatever is made from lists. No test of its own but one.
 *
 * Few numbers, hosts and prefixes, so that services share, follow and neighbour each other; instants lie on the same few
 * points as periods and versions do, and a millisecond beside them.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { FEBRUARY } from './example-list.ts'
import { faultsOf, isSignable } from './faults.ts'
import type { Reached } from './in-force.ts'
import { type Period, type Service, type ZeroRatingList, zeroRatingList } from './list.ts'

const HOURS_MAX = 60
const BEGIN = Date.UTC(2020, 0, 31, 17)
const iso = (hours: number) => new Date(BEGIN + hours * 3_600_000).toISOString()

export const NUMBERS = ['1022', '19003228', '19009095', '190032281', '115', '0969851616', '02438463086'] as const
const DIVERSIONS = ['19009095', '02438463086', '19009096'] as const
const HOSTS = ['a.gov.vn', 'b.gov.vn', '*.a.gov.vn', '*.c.gov.vn', 'tiếng-việt.gov.vn'] as const
const PREFIXES = ['123.30.0.0/28', '123.30.0.16/28', '123.30.1.0/24', '2405:4800:1::/48'] as const
const PORTS = [443, 80, 8443] as const

/** Sorted hours taken two by two: periods that never overlap; the last may have an open end. */
const periods = fc
  .uniqueArray(fc.integer({ min: 0, max: HOURS_MAX }), { minLength: 1, maxLength: 6 })
  .map(hours => hours.sort((a, b) => a - b))
  .map(hours =>
    hours.flatMap((from, at): Period[] =>
      at % 2 === 0 ? [{ from: iso(from), until: hours[at + 1] === undefined ? null : iso(hours[at + 1]) }] : [],
    ),
  )

const tariff = { setup: 0, amount: 5000, perSeconds: 60 }

const services = fc
  .record({
    numbers: fc.shuffledSubarray([...NUMBERS], { maxLength: 4 }),
    diversions: fc.subarray([...DIVERSIONS]),
    hosts: fc.shuffledSubarray([...HOSTS], { maxLength: 4 }),
    prefixes: fc.shuffledSubarray([...PREFIXES], { maxLength: 4 }),
    exclusive: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
    ports: fc.subarray([...PORTS], { minLength: 1 }),
    free: fc.array(periods, { minLength: 4, maxLength: 4 }),
    split: fc.boolean(),
  })
  .map((parts): Service[] => [...dialledOf(parts), ...pagesOf(parts)])

interface Parts {
  readonly numbers: readonly string[]
  readonly diversions: readonly string[]
  readonly hosts: readonly string[]
  readonly prefixes: readonly string[]
  readonly exclusive: readonly boolean[]
  readonly ports: readonly number[]
  readonly free: readonly Period[][]
  readonly split: boolean
}

function common(id: string, free: Period[]) {
  return { id, title: `Dịch vụ ${id}`, owner: 'Bộ Y tế', free, evidence: ['Made up'] }
}

/** Half of the numbers in a service each, or all in one. */
function dialledOf({ numbers, diversions, free, split }: Parts): Service[] {
  return halves(numbers, split).map(
    (own, at): Service => ({
      kind: at === 0 ? 'hotline' : 'short-code',
      ...common(`call-${at}`, free[at]),
      numbers: own,
      diversions: diversions.filter(number => !own.includes(number)),
      otherwise: { call: at === 0 ? tariff : null },
    }),
  )
}

function pagesOf({ hosts, prefixes, exclusive, ports, free, split }: Parts): Service[] {
  const places = halves(prefixes, split)
  return halves(hosts, split).map(
    (own, at): Service => ({
      kind: 'page',
      ...common(`page-${at}`, free[2 + at]),
      hosts: own,
      prefixes: (places[at] ?? []).map((prefix, index) => ({ prefix, exclusive: exclusive[2 * at + index] })),
      ports: [...ports],
      speedKilobitsPerSecond: at === 0 ? 10_000 : null,
      otherwise: { data: at === 0 ? { amount: 1, perOctets: 10_240 } : null },
    }),
  )
}

function halves<Value>(values: readonly Value[], split: boolean): Value[][] {
  const middle = split ? Math.ceil(values.length / 2) : values.length
  return [values.slice(0, middle), values.slice(middle)].filter(part => part.length > 0)
}

/** One to three versions; a later one may be in force from before an earlier. */
export const anyLists: fc.Arbitrary<readonly ZeroRatingList[]> = fc
  .array(fc.record({ services, from: fc.integer({ min: -2, max: HOURS_MAX }) }), { minLength: 1, maxLength: 3 })
  .map(versions =>
    versions.map(
      ({ services: own, from }, at): ZeroRatingList => ({
        ...FEBRUARY,
        version: at + 1,
        issuedAt: iso(-10),
        inForceFrom: iso(from),
        services: own,
      }),
    ),
  )

export const anyInstant: fc.Arbitrary<number> = fc
  .tuple(fc.integer({ min: -3, max: HOURS_MAX + 2 }), fc.constantFrom(-1, 0, 1))
  .map(([hours, beside]) => BEGIN + hours * 3_600_000 + beside)

/** National digits of a call's number, among them some of no service. */
export const anyNumber: fc.Arbitrary<string> = fc.constantFrom(
  ...NUMBERS,
  '19003229',
  '1900322',
  '113',
  '840969851616',
  '969851616',
  '84969851616',
  '0096985161',
)
export const anyForward: fc.Arbitrary<string | null> = fc.constantFrom(null, ...NUMBERS, ...DIVERSIONS, '113')

export const anyReached: fc.Arbitrary<Reached> = fc.record({
  host: fc.constantFrom(
    'a.gov.vn',
    'b.gov.vn',
    'x.a.gov.vn',
    'x.y.c.gov.vn',
    'c.gov.vn',
    'xn--ting-vit-8ya0585e.gov.vn',
    'video.example',
    null,
  ),
  address: fc.constantFrom(
    '123.30.0.5',
    '123.30.0.16',
    '123.30.0.32',
    '123.30.1.255',
    '2405:4800:1::9',
    '2405:4800:2::9',
    '8.8.8.8',
    null,
  ),
  port: fc.constantFrom(443, 80, 8443, 53, null),
})

test('lists by chance have the right shape and no fault', () => {
  fc.assert(
    fc.property(anyLists, lists => {
      for (const list of lists) {
        assert.deepEqual(zeroRatingList.parse(list), list)
        assert.ok(isSignable(list), JSON.stringify(faultsOf(list)))
      }
    }),
  )
})
