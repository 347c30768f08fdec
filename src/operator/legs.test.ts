import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Audience } from '../audience/audience.ts'
import { audienceOf } from '../audience/digest.ts'
import { canaryPlace, paceOf, variantsOf, whomOf } from './legs.ts'
import { listsOf, type ProvinceList, provinceOn } from './lists.ts'

function setOf(numbers: readonly number[]): Audience {
  const low = Uint32Array.from([...new Set(numbers)].sort((a, b) => a - b))
  const runs = low.length === 0 ? [] : [{ base: 0, from: 0 }]
  return audienceOf({ country: 'VN', callingCode: '84', size: low.length, runs, low })
}

const numbers = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 40 })

test('each subscriber gets each message in exactly one language', async () => {
  await fc.assert(
    fc.asyncProperty(numbers, fc.array(fc.option(numbers), { maxLength: 4 }), async (whom, lists) => {
      const files = lists.map((list, i) => (list === null ? null : String(i)))
      const sets = await variantsOf(setOf(whom), files, async file => setOf(lists[Number(file)] ?? []))
      const got = sets.flatMap(set => [...set.low.subarray(0, set.size)])
      assert.deepEqual(
        got.sort((a, b) => a - b),
        [...setOf(whom).low],
        'nobody twice, nobody left out',
      )
      lists.forEach((list, i) => {
        for (const number of sets[i + 1].low) assert.ok(list?.includes(number))
        for (const number of sets[0].low) assert.ok(!list?.includes(number), 'who reads another language')
      })
    }),
  )
})

test('a directive goes to the subscribers of any of its provinces, without those on any of the lists to leave out', async () => {
  await fc.assert(
    fc.asyncProperty(
      numbers,
      fc.option(fc.array(numbers, { minLength: 1, maxLength: 3 })),
      fc.array(numbers, { maxLength: 3 }),
      async (all, provinces, excludes) => {
        const lists = new Map<string, readonly number[]>([['all', all]])
        provinces?.forEach((list, i) => {
          lists.set(`p${i}`, list)
        })
        excludes.forEach((list, i) => {
          lists.set(`x${i}`, list)
        })
        const whom = await whomOf(
          {
            audience: 'all',
            provinces: provinces?.map((_, i) => `p${i}`) ?? null,
            excludes: excludes.map((_, i) => `x${i}`),
          },
          async file => setOf(lists.get(file) ?? []),
        )
        const expected = [...setOf(all).low].filter(
          number =>
            (provinces === null || provinces.some(list => list.includes(number))) &&
            !excludes.some(list => list.includes(number)),
        )
        assert.deepEqual([...whom.low.subarray(0, whom.size)], expected)
      },
    ),
  )
})

test('the place where a directive pauses by itself is so many subscribers on, whichever leg that is in', () => {
  const legs = [{ subscribers: 10 }, { subscribers: 5 }, { subscribers: 20 }]
  for (const [canary, place] of [
    [0, null],
    [1, { leg: 0, within: 1 }],
    [9, { leg: 0, within: 9 }],
    [10, { leg: 1, within: 0 }],
    [12, { leg: 1, within: 2 }],
    [15, { leg: 2, within: 0 }],
    [34, { leg: 2, within: 19 }],
    [35, null],
    [1000, null],
  ] as const)
    assert.deepEqual(canaryPlace(legs, canary), place, String(canary))
})

test('a round is sent at the slower pace of its directive and its lanes, where 0 is no limit', () => {
  for (const [own, asked, pace] of [
    [0, 0, 0],
    [100, 0, 100],
    [0, 100, 100],
    [100, 50, 50],
    [50, 100, 50],
  ])
    assert.equal(paceOf(own, asked), pace)
})

const list = { path: '/x', subscribers: 1, sha256: '' }
const province = (code: string, asOf: string): ProvinceList => ({ code, asOf, list })

test("a province's code means another province before and after a reform", () => {
  const provinces = [province('01', '2020-02-01'), province('01', '2025-07-01'), province('02', '2020-02-01')]
  for (const [code, asOf, found] of [
    ['01', '2020-02-01', '2020-02-01'],
    ['01', '2025-06-30', '2020-02-01'],
    ['01', '2025-07-01', '2025-07-01'],
    ['01', '2026-11-25', '2025-07-01'],
    ['02', '2019-01-01', '2020-02-01'],
    ['02', '2026-11-25', undefined],
    ['79', '2020-02-01', undefined],
  ] as const)
    assert.equal(provinceOn(provinces, { code, asOf })?.asOf, found, `${code} on ${asOf}`)
})

test('lists that the operator does not have are named by their kind', () => {
  const lists = { provinces: [province('01', '2026-01-01')], excludes: [{ name: 'optout', list }], languages: [] }
  const asked = { code: '01', asOf: '2026-11-25' }
  assert.deepEqual(listsOf({ provinces: [asked], excludes: ['optout'] }, lists), {
    is: 'found',
    provinces: ['/x'],
    excludes: ['/x'],
  })
  assert.deepEqual(listsOf({ provinces: null, excludes: [] }, lists), { is: 'found', provinces: null, excludes: [] })
  assert.equal(listsOf({ provinces: [asked, { ...asked, code: '02' }], excludes: [] }, lists).is, 'unknown-province')
  assert.equal(listsOf({ provinces: null, excludes: ['optout', 'x'] }, lists).is, 'unknown-list')
})
