import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type OfMatter, replacedBy } from './replaced.ts'

const [PHUTHO, HANOI] = ['25', '01'].map(code => ({ code, asOf: '2026-02-03' }))

const of = (bulletin: string, day: number, change: Partial<OfMatter> = {}): OfMatter => ({
  bulletin,
  purpose: 'live',
  provinces: [PHUTHO],
  publishedMs: day,
  matter: { plan: 'p', action: null, change: `c${day}`, since: `2026-02-0${day}T00:00:00Z` },
  ...change,
})
const matter = (change: Partial<NonNullable<OfMatter['matter']>>, day = 2) => ({ ...of('', day).matter!, ...change })

const check = (name: string, older: OfMatter, others: readonly OfMatter[], expected: object) =>
  test(name, () => {
    const { by, isWhole, provinces } = replacedBy(older, [older, ...others])
    const codes = provinces.map(({ code }) => code)
    assert.deepEqual({ by: by.map(each => each.bulletin), isWhole, codes }, expected)
  })

const old = of('old', 1)
const BOTH = { provinces: [PHUTHO, HANOI] }
const NONE = { by: [], isWhole: false, codes: [] }

check('the newer bulletin on the level of a place takes the place of the older', old, [of('new', 2)], {
  by: ['new'],
  isWhole: true,
  codes: ['25'],
})
check('the older takes nobody’s place, however late it is published', of('new', 2), [{ ...old, publishedMs: 9 }], NONE)
check('what is newer in one of two provinces leaves the other', of('old', 1, BOTH), [of('new', 2)], {
  by: ['new'],
  isWhole: false,
  codes: ['25'],
})
check(
  'two newer ones take the place of one together, and what those made way for is not named',
  of('old', 1, BOTH),
  [of('a', 2), of('b', 3), of('c', 4, { provinces: [HANOI] })],
  { by: ['c', 'b'], isWhole: true, codes: ['01', '25'] },
)
check('one for the whole country takes the place of one for a province', old, [of('new', 2, { provinces: null })], {
  by: ['new'],
  isWhole: true,
  codes: ['25'],
})
check(
  'one for a province leaves the rest of the country to the older',
  of('old', 1, { provinces: null }),
  [of('new', 2)],
  { by: ['new'], isWhole: false, codes: ['25'] },
)
check('an exercise takes the place of nothing live', old, [of('new', 2, { purpose: 'exercise' })], NONE)
check(
  'another place, another plan and another action are other matters',
  old,
  [
    of('place', 2, { provinces: [HANOI] }),
    of('plan', 2, { matter: matter({ plan: 'q' }) }),
    of('action', 2, { matter: matter({ action: 'loudspeakers' }) }),
    of('none', 2, { matter: null }),
  ],
  NONE,
)
check(
  'what one change of level says of it stands side by side',
  old,
  [of('beside', 2, { matter: matter({ change: 'c1' }) })],
  NONE,
)
