import assert from 'node:assert/strict'
import { test } from 'node:test'
import { manualClock } from '../../base/clock.ts'
import type { Appended } from '../log.ts'
import type { Engine, Looked, Placed } from './engine.ts'
import { LOST_MS, settle } from './settling.ts'

const OURS = Buffer.from('ours')
const THEIRS = Buffer.from('theirs')
const there = (entry: Uint8Array): Looked => ({ is: 'there', entry })
const nothing = (last: number): Looked => ({ is: 'nothing', last })

/** Entry 3, of an engine that answers by a script; after its end, as at its end. */
async function settled(
  script: readonly (readonly [Placed, Looked?])[],
  { brokenAfter = Number.POSITIVE_INFINITY, stopAfter = Number.POSITIVE_INFINITY } = {},
) {
  const clock = manualClock()
  const stop = new AbortController()
  const names: number[] = []
  const at = () => script[Math.min(names.length, script.length) - 1]
  const engine: Pick<Engine, 'place' | 'look'> = {
    place: async (index, entry, name) => {
      assert.deepEqual([index, entry], [3, OURS])
      names.push(name)
      if (names.length > stopAfter) stop.abort()
      return at()[0]
    },
    look: async () => at()[1] ?? { is: 'silent' },
  }
  let appended: Appended | null | undefined
  const broken = () => (names.length >= brokenAfter ? 'its members were changed' : null)
  const patience = { clock, signal: stop.signal, broken }
  void settle(engine, { index: 3, entry: OURS }, patience).then(one => {
    appended = one
  })
  while (appended === undefined) {
    await new Promise(done => setImmediate(done))
    clock.advance(clock.nextMs ?? 0)
  }
  return { appended, names, tookMs: clock.monotonic() }
}

test('an entry that the engine has placed is acknowledged, and nothing is looked at', async () => {
  const { appended, names } = await settled([['placed']])
  assert.deepEqual([appended, names], [{ is: 'acked' }, [0]])
})

test('an entry whose answer was lost is acknowledged when it is seen at its index', async () => {
  const { appended, names } = await settled([
    ['silent', { is: 'silent' }],
    ['silent', there(OURS)],
  ])
  assert.deepEqual([appended, names], [{ is: 'acked' }, [0, 0]])
})

test("an entry is refused when another's is seen at its index, and not before", async () => {
  const { appended, names } = await settled([
    ['unplaced', { is: 'silent' }],
    ['unplaced', there(THEIRS)],
  ])
  assert.deepEqual([appended, names], [{ is: 'refused', entry: THEIRS }, [0, 0]])
})

test('an answer that looks like success and is none is followed by a try under a new name', async () => {
  const { appended, names } = await settled([['unplaced', nothing(2)], ['placed']])
  assert.deepEqual([appended, names], [{ is: 'acked' }, [0, 1]])
})

test('a try that nobody answered keeps its name, so that its elder brother is known', async () => {
  const { names } = await settled([['silent', nothing(2)], ['silent', nothing(2)], ['placed']])
  assert.deepEqual(names, [0, 0, 0])
})

test('a log that holds fewer entries than were kept is broken only when it has been so for three seconds', async () => {
  const { appended, tookMs } = await settled([['unplaced', nothing(1)]])
  assert.deepEqual(appended, { is: 'broken', why: 'it holds 1 entries, and 2 were kept' })
  assert.ok(tookMs >= LOST_MS, `${tookMs} ms`)
})

test('a server that answers from before, just after an election, breaks nothing', async () => {
  const { appended } = await settled([
    ['unplaced', nothing(0)],
    ['silent', nothing(1)],
    ['unplaced', nothing(2)],
    ['placed'],
  ])
  assert.deepEqual(appended, { is: 'acked' })
})

test('an index at which there is nothing, though there is more after it, is broken', async () => {
  const { appended } = await settled([['unplaced', nothing(9)]])
  assert.deepEqual(appended, { is: 'broken', why: 'its entry 3 is gone' })
})

test('an append ends as broken when somebody else finds the log broken meanwhile', async () => {
  const { appended } = await settled([['silent']], { brokenAfter: 2 })
  assert.deepEqual(appended, { is: 'broken', why: 'its members were changed' })
})

test('an append that is given up answers nothing', async () => {
  const { appended } = await settled([['silent']], { stopAfter: 2 })
  assert.equal(appended, null)
})
