import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  areDisjoint,
  type Bounds,
  callBounds,
  type Overhead,
  octetBounds,
  planCalls,
  planPayloads,
  readTotal,
} from './probe.ts'

const NO_TARGETS = { free: [], charged: [] }
const MEBIBYTE = 2 ** 20
const TCP: Overhead = { least: 0, most: 0.03, fixedOctets: 16_384 }

const payloads = (count: number, overhead = TCP, perOctets = 10_240, baseOctets: number | null = null) =>
  planPayloads({ count, baseOctets, overhead, perOctets, targets: NO_TARGETS })

test('payloads double, from the smallest size that can be read', () => {
  const sizes = payloads(5).map(({ octets }) => octets / MEBIBYTE)
  assert.deepEqual(
    sizes.map(size => size / sizes[0]),
    [1, 2, 4, 8, 16],
  )
  assert.deepEqual(
    payloads(4, { least: 0, most: 0, fixedOctets: 0 }, 1).map(({ octets }) => octets),
    [MEBIBYTE, 2 * MEBIBYTE, 4 * MEBIBYTE, 8 * MEBIBYTE],
  )
})

test('what could not be read is not planned', () => {
  // 3 % of 62 sizes is more than the smallest.
  assert.throws(() => payloads(6), { code: 'probeUnreadable' })
  assert.equal(payloads(6, { ...TCP, least: 0.015 }).length, 6)
  assert.throws(() => payloads(3, TCP, 10_240, 1000), { code: 'probeUnreadable' })
  assert.throws(
    () =>
      planCalls({
        count: 10,
        toleranceSeconds: 2,
        tariff: { setup: 0, amount: 5000, perSeconds: 60 },
        targets: NO_TARGETS,
      }),
    { code: 'probeUnreadable' },
  )
})

test('targets are taken in turns, free and charged', () => {
  const targets = { free: ['a', 'b'], charged: ['c'] }
  const planned = planPayloads({ count: 5, baseOctets: null, overhead: TCP, perOctets: 1, targets })
  assert.deepEqual(
    planned.map(({ target, expected }) => `${target} ${expected}`),
    ['a free', 'c charged', 'b free', 'c charged', 'a free'],
  )
})

/** Every set of the bounds, with what each of its probes was charged chosen by `pick`. */
function everySetReadsBack(bounds: readonly Bounds[], pick: (bound: Bounds) => number): void {
  for (let set = 0; set < 2 ** bounds.length; set++) {
    const charged = bounds.filter((_, at) => (set >> at) & 1)
    const total = charged.reduce((sum, bound) => sum + pick(bound), 0)
    assert.deepEqual(readTotal(bounds, total), { is: 'read', charged: charged.map(({ id }) => id) })
  }
}

test('every set of payloads reads back, whatever the overhead and the rounding within their bounds', () => {
  const overheads = fc
    .record({
      least: fc.integer({ min: 0, max: 300 }),
      more: fc.integer({ min: 0, max: 300 }),
      fixedOctets: fc.integer({ min: 0, max: 65_536 }),
    })
    .map(({ least, more, fixedOctets }) => ({ least: least / 10_000, most: (least + more) / 10_000, fixedOctets }))
  fc.assert(
    fc.property(
      overheads,
      fc.constantFrom(1, 1024, 10_240, 1_048_576),
      fc.integer({ min: 1, max: 5 }),
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
      (overhead, perOctets, count, chance) => {
        const planned = payloads(count, overhead, perOctets)
        const bounds = planned.map(payload => octetBounds(payload, { overhead, perOctets }))
        // As a network counts: headers by the octet, handshakes, and blocks by session or not at all.
        const counted = (id: string, headers: number, handshakes: number, isRounded: boolean) => {
          const { octets } = planned.find(payload => payload.id === id) as (typeof planned)[0]
          const share = overhead.least + (overhead.most - overhead.least) * headers
          const sent = Math.round(octets * (1 + share) + overhead.fixedOctets * handshakes)
          return isRounded ? Math.ceil(sent / perOctets) * perOctets : sent
        }
        const next = () => chance.next().value ?? 0
        everySetReadsBack(bounds, ({ id }) => counted(id, next(), next(), next() < 0.5))
        everySetReadsBack(bounds, ({ id }) => counted(id, 0, 0, false))
        everySetReadsBack(bounds, ({ id }) => counted(id, 1, 1, true))
      },
    ),
    { numRuns: 60 },
  )
})

test('every set of calls reads back from one amount, whatever the tariff', () => {
  const tariff = fc.record({
    setup: fc.integer({ min: 0, max: 5000 }),
    amount: fc.integer({ min: 1, max: 5000 }),
    perSeconds: fc.constantFrom(1, 6, 30, 60),
  })
  fc.assert(
    fc.property(
      tariff,
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 0, max: 3 }),
      (known, count, toleranceSeconds) => {
        const calls = planCalls({ count, toleranceSeconds, tariff: known, targets: NO_TARGETS })
        assert.equal(new Set(calls.map(({ seconds }) => seconds)).size, count)
        const bounds = calls.map(call => callBounds(call, known, toleranceSeconds))
        for (const late of [-toleranceSeconds, 0, toleranceSeconds])
          everySetReadsBack(bounds, ({ id }) => {
            const { seconds } = calls.find(call => call.id === id) as (typeof calls)[0]
            const blocks = Math.ceil(Math.max(1, seconds + late) / known.perSeconds)
            return known.setup + known.amount * blocks
          })
      },
    ),
    { numRuns: 60 },
  )
})

test('calls of 5000 đồng a minute are short, and end in the middle of a minute', () => {
  const tariff = { setup: 0, amount: 5000, perSeconds: 60 }
  const calls = planCalls({ count: 4, toleranceSeconds: 2, tariff, targets: NO_TARGETS })
  assert.deepEqual(
    calls.map(({ seconds }) => seconds),
    [30, 90, 210, 450],
  )
})

const bound = (id: string, least: number, most: number): Bounds => ({ id, least, most })

test('a dear set-up does not make calls long, and a rough clock does not make sums the same', () => {
  const lengths = (
    count: number,
    toleranceSeconds: number,
    tariff: { setup: number; amount: number; perSeconds: number },
  ) => planCalls({ count, toleranceSeconds, tariff, targets: NO_TARGETS }).map(({ seconds }) => seconds)
  assert.ok(Math.max(...lengths(5, 0, { setup: 5000, amount: 1, perSeconds: 60 })) < 20 * 60)
  // By the second, counted up to three seconds off: 150 to 210, 290 to 350, 570 to 630, and no two sums meet.
  assert.deepEqual(lengths(3, 3, { setup: 0, amount: 10, perSeconds: 1 }), [18, 32, 60])
})

test('a total that fits several sets is ambiguous, one that fits none impossible: never guessed', () => {
  const probes = [bound('a', 10, 12), bound('b', 20, 24), bound('c', 29, 36)]
  for (const [total, expected] of [
    [0, { is: 'read', charged: [] }],
    [11, { is: 'read', charged: ['a'] }],
    [13, { is: 'impossible' }],
    [28, { is: 'impossible' }],
    [29, { is: 'read', charged: ['c'] }],
    // a and b, or c.
    [31, { is: 'ambiguous', surely: [], possibly: ['a', 'b', 'c'] }],
    // a and c, or b and c? Only a and c reach 40; b and c begin at 49.
    [40, { is: 'read', charged: ['a', 'c'] }],
    [73, { is: 'impossible' }],
    [72, { is: 'read', charged: ['a', 'b', 'c'] }],
    [-1, { is: 'impossible' }],
  ] as const)
    assert.deepEqual(readTotal(probes, total), expected, String(total))
  const shared = [bound('a', 10, 12), bound('b', 11, 12), bound('c', 100, 100)]
  assert.deepEqual(readTotal(shared, 111), { is: 'ambiguous', surely: ['c'], possibly: ['a', 'b'] })
})

test('the reader finds what looking at every set finds', () => {
  const probe = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 6 }))
  fc.assert(
    fc.property(fc.array(probe, { maxLength: 8 }), fc.integer({ min: 0, max: 200 }), (pairs, total) => {
      const bounds = pairs.map(([least, more], at) => bound(`p${at}`, least, least + more))
      const sets: string[][] = []
      for (let set = 0; set < 2 ** bounds.length; set++) {
        const chosen = bounds.filter((_, at) => (set >> at) & 1)
        const low = chosen.reduce((sum, { least }) => sum + least, 0)
        const high = chosen.reduce((sum, { most }) => sum + most, 0)
        if (total >= low && total <= high) sets.push(chosen.map(({ id }) => id))
      }
      const found = readTotal(bounds, total)
      if (sets.length === 0) assert.deepEqual(found, { is: 'impossible' })
      else if (sets.length === 1) assert.deepEqual(found, { is: 'read', charged: sets[0] })
      else {
        const every = (id: string) => sets.every(set => set.includes(id))
        const some = (id: string) => sets.some(set => set.includes(id))
        const ids = bounds.map(({ id }) => id)
        assert.deepEqual(found, {
          is: 'ambiguous',
          surely: ids.filter(every),
          possibly: ids.filter(id => some(id) && !every(id)),
        })
      }
      // Apart means that no total at all is ambiguous.
      if (areDisjoint(bounds)) assert.ok(sets.length <= 1)
    }),
    { numRuns: 500 },
  )
})

test('many probes that all fit are ambiguous as a whole, in bounded time', () => {
  const probes = Array.from({ length: 32 }, (_, at) => bound(`p${at}`, 100, 101))
  assert.deepEqual(readTotal(probes, 1605), { is: 'ambiguous', surely: [], possibly: probes.map(({ id }) => id) })
})
