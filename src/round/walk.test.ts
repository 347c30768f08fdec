import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Walk } from './walk.ts'

const END = 1_000_000

const walkOf = (of: { at: number; syncIntervalMs: number; perSecondMax?: number }) =>
  new Walk({ perSecondMax: Number.POSITIVE_INFINITY, ...of })

function beginAll(walk: Walk): number {
  const room = walk.room(END)
  for (let i = 0; i < room; i++) walk.begin()
  return room
}

test('nobody is begun before a group that covers them is synced', () => {
  const walk = walkOf({ at: 100, syncIntervalMs: 100 })
  assert.equal(walk.room(END), 0)
  const mark = walk.gather(Number.POSITIVE_INFINITY, END)
  assert.equal(walk.room(END), 0, 'gathered is not synced')
  walk.synced(mark, true)
  assert.equal(walk.room(END), 64)
  assert.equal(walk.room(110), 10, 'a canary goes no further than its end')
  assert.equal(walk.begin(), 100)
  assert.deepEqual([walk.at, walk.mark], [101, 164])
})

test('the mark goes as far ahead as the walk goes in one interval, in steps of doubling', () => {
  const walk = walkOf({ at: 0, syncIntervalMs: 100 })
  const steps: number[] = []
  for (let i = 0; i < 8; i++) {
    // The walk takes 2000 in an interval when it may.
    const mark = walk.gather(10, END)
    walk.synced(mark, true)
    steps.push(walk.room(END))
    for (let begun = Math.min(200, walk.room(END)); begun > 0; begun--) walk.begin()
  }
  assert.deepEqual(steps, [64, 128, 256, 512, 1024, 2000, 2000, 2000])
})

test('a walk that catches up after a stall is allowed no more than its pace, in whichever order groups come', () => {
  const walk = walkOf({ at: 0, syncIntervalMs: 50, perSecondMax: 600 })
  for (const ms of [10, 1, 50, 1, 1, 700, 1, 1]) {
    walk.synced(walk.gather(ms, END, 200), true)
    assert.ok(walk.room(END) <= 600 * 0.25, `${walk.room(END)} ahead`)
    beginAll(walk)
  }
})

test('where groups take long to be synced, the walk does not stand still meanwhile', () => {
  const walk = walkOf({ at: 0, syncIntervalMs: 50 })
  const commitMs = 40
  let walked = 0
  for (let ms = 0, gatheredAt = -50, syncs: { mark: number; at: number } | null = null; ms < 5000; ms++) {
    if (syncs !== null && ms >= syncs.at) {
      walk.synced(syncs.mark, true)
      syncs = null
    }
    if (syncs === null && ms - gatheredAt >= 50) {
      syncs = { mark: walk.gather(ms - gatheredAt, END, commitMs), at: ms + commitMs }
      gatheredAt = ms
    }
    for (let begun = Math.min(20, walk.room(END)); begun > 0; begun--) walk.begin()
    if (ms === 999) walked = walk.at
  }
  assert.equal(walk.at - walked, 4000 * 20)
})

test('one group that takes long makes the mark come no nearer, as the walk has waited for it; a walk that is slow does', () => {
  const walk = walkOf({ at: 0, syncIntervalMs: 100 })
  const begun = (ms: number, most: number) => {
    walk.synced(walk.gather(ms, END), true)
    const room = Math.min(walk.room(END), most)
    for (let i = 0; i < room; i++) walk.begin()
    return room
  }
  for (let i = 0; i < 5; i++) begun(10, END)
  const far = begun(10, END)
  assert.equal(begun(5000, END), far)
  begun(100, 100)
  assert.equal(begun(100, END), 100)
})

test('the mark is near when a quarter of the way to it is left, and not where all have been begun', () => {
  const walk = walkOf({ at: 0, syncIntervalMs: 100 })
  assert.ok(walk.isNearMark(END))
  walk.synced(walk.gather(10, END), true)
  assert.ok(!walk.isNearMark(END))
  for (let i = 0; i < 49; i++) walk.begin()
  assert.ok(walk.isNearMark(END))
  assert.ok(!walk.isNearMark(49))
})

for (const [name, mayRise] of [
  ['goes on', true],
  ['was paused meanwhile', false],
] as const)
  test(`a group that says less than the one before holds at once; a round that ${name} ${mayRise ? 'begins' : 'does not begin'} those of a later one`, () => {
    const walk = walkOf({ at: 0, syncIntervalMs: 100 })
    walk.synced(walk.gather(10, END), true)
    const lower = walk.gather(10, null)
    assert.equal(lower, 0)
    assert.equal(walk.room(END), 0, 'before it is synced')
    walk.synced(lower, true)
    walk.synced(walk.gather(10, END), mayRise)
    assert.equal(beginAll(walk) > 0, mayRise)
  })

test('at the end of a round the mark stands where the walk ended', () => {
  const walk = walkOf({ at: 0, syncIntervalMs: 100 })
  walk.synced(walk.gather(10, END), true)
  walk.begin()
  walk.close()
  assert.deepEqual([walk.at, walk.mark, walk.room(END)], [1, 1, 0])
})
