import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Minute } from '../../model.ts'
import { itemBeside, sectionsOf } from './order.ts'

const AGENDA = ['a', 'b'].map(id => ({ id, title: id, minutes: 10, site: null }))

const minute = (id: string, item: string | null, second: number): Minute => ({
  id,
  item,
  is: 'statement',
  site: null,
  text: id,
  version: 1,
  at: new Date(second * 1000).toISOString(),
  updatedAt: new Date(second * 1000).toISOString(),
  updatedBy: { id: 'p', name: 'P' },
})

test('minutes stand under their item as they were said, and those of none after all', () => {
  const sections = sectionsOf(AGENDA, [
    minute('late', 'a', 9),
    minute('gone', 'an item that was removed', 2),
    minute('early', 'a', 1),
    minute('none', null, 3),
  ])
  assert.deepEqual(
    sections.map(({ item, minutes }) => [item?.id ?? null, minutes.map(({ id }) => id)]),
    [
      ['a', ['early', 'late']],
      ['b', []],
      [null, ['gone', 'none']],
    ],
  )
  assert.equal(sectionsOf(AGENDA, []).length, 2)
  assert.equal(sectionsOf([], []).length, 1)
})

test('keys go from item to item and stop at both ends', () => {
  assert.equal(itemBeside(AGENDA, 'a', 1), 'b')
  assert.equal(itemBeside(AGENDA, 'b', 1), '')
  assert.equal(itemBeside(AGENDA, '', 1), '')
  assert.equal(itemBeside(AGENDA, '', -1), 'b')
  assert.equal(itemBeside(AGENDA, 'a', -1), 'a')
  assert.equal(itemBeside(AGENDA, 'an item that was removed', -1), 'b')
})
