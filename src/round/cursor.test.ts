import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Cursor } from './cursor.ts'

/** A cursor in messages of three segments that has begun subscriber 7 and given so many of its segments. */
function after(given: number): Cursor {
  const cursor = new Cursor(3)
  cursor.begin(7)
  for (let segment = 0; segment < given; segment++) assert.equal(cursor.next(), segment)
  return cursor
}

const WHERE = [
  { given: 0, rank: 7, segment: 0, unwritten: 3, rests: { rank: 7, from: 0 } },
  { given: 1, rank: 7, segment: 1, unwritten: 2, rests: { rank: 7, from: 1 } },
  { given: 2, rank: 7, segment: 2, unwritten: 1, rests: { rank: 7, from: 2 } },
  { given: 3, rank: -1, segment: 0, unwritten: 0, rests: null },
]
for (const { given, rank, segment, unwritten, rests } of WHERE)
  test(`a lane that has written ${given} of three segments has ${unwritten} of them to write`, () => {
    const cursor = after(given)
    assert.deepEqual([cursor.rank, cursor.segment], [rank, segment])
    assert.equal(cursor.isResting, unwritten === 0)
    assert.equal(cursor.unwrittenOf(7), unwritten)
    assert.equal(cursor.unwrittenOf(8), 0)
    assert.deepEqual(cursor.rest(), rests)
    assert.ok(cursor.isResting)
    assert.equal(cursor.rest(), null, 'what was handed over is not handed over again')
  })

test('a subscriber that is dropped is written no further, another one is', () => {
  const cursor = after(1)
  cursor.drop(8)
  assert.equal(cursor.rank, 7)
  cursor.drop(7)
  assert.ok(cursor.isResting)
  cursor.begin(9)
  assert.equal(cursor.next(), 0, 'the next subscriber begins with its first segment')
})
