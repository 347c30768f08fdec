import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changeLines } from './change-lines.ts'

test('of a list only what differs is told, of everything else both sides', () => {
  const check = (before: unknown, after: unknown, removed: unknown[], added: unknown[]) =>
    assert.deepEqual(changeLines({ field: 'x', before, after }), { removed, added })
  check(['a', 'b'], ['b', 'c'], ['a'], ['c'])
  check(null, ['b'], [], ['b'])
  check(['a', 'b'], ['b', 'a'], ['a', 'b'], ['b', 'a'])
  check([{ from: 1, until: null }], [{ from: 1, until: 2 }], [{ from: 1, until: null }], [{ from: 1, until: 2 }])
  check('Cũ', 'Mới', ['Cũ'], ['Mới'])
  check(10_000, null, [10_000], [])
  check({ call: null }, { call: { amount: 1 } }, [{ call: null }], [{ call: { amount: 1 } }])
})
