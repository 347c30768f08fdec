import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decisionsOf, twiceIn } from './decisions.ts'

const PROPOSALS = [
  { id: 'a', area: '01.2025', level: 'cao' },
  { id: 'b', area: '24.2025', level: 'vua' },
]

test('proposals keep the level that was proposed, other areas have the one that was chosen', () => {
  assert.deepEqual(decisionsOf({ followed: ['b'], areas: ['79.2025', 'VN'], level: null }, PROPOSALS), [
    { area: '24.2025', level: 'vua' },
    { area: '79.2025', level: null },
    { area: 'VN', level: null },
  ])
})

test('an area in a proposal that was chosen besides is found before anything is sent', () => {
  const check = (areas: readonly string[], expected: string | null) =>
    assert.equal(twiceIn(decisionsOf({ followed: ['a'], areas, level: 'thap' }, PROPOSALS)), expected)
  check([], null)
  check(['24.2025'], null)
  check(['24.2025', '01.2025'], '01.2025')
})
