import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failuresOf } from '../../base/failure.ts'
import { LOUDSPEAKER_FAILURES } from './failures.ts'
import { inOneGo, TOGETHER_MAX } from './in-one-go.ts'
import { KeptSounds, streamed } from './kept-sounds.ts'

/** Whatever was read of the sockets is asked, and whoever waits for that goes on. */
const turnsOver = async () => {
  for (let turn = 0; turn < 2; turn++) await new Promise(done => setImmediate(done))
}

const failure = failuresOf(LOUDSPEAKER_FAILURES)

test('who asks while others are answered is answered with the next, in the order of asking, and never more than so many at once', async () => {
  const goes: number[][] = []
  let open = () => {}
  const gate = new Promise<void>(resolve => {
    open = resolve
  })
  const ask = inOneGo<number, number>(async asks => {
    goes.push([...asks])
    await gate
    return asks.map(each => each * 2)
  })
  const first = ask(0)
  await turnsOver()
  const others = Array.from({ length: TOGETHER_MAX + 1 }, (_, at) => ask(at + 1))
  open()
  assert.deepEqual(
    await Promise.all([first, ...others]),
    Array.from({ length: TOGETHER_MAX + 2 }, (_, at) => at * 2),
  )
  assert.deepEqual(
    goes.map(({ length }) => length),
    [1, TOGETHER_MAX, 1],
  )
})

test('who asks in the same turn of the process is answered in one go, however many steps each took before', async () => {
  const goes: number[] = []
  const ask = inOneGo<number, number>(async asks => {
    goes.push(asks.length)
    return asks
  })
  const steps = async (count: number) => {
    for (let step = 0; step < count; step++) await Promise.resolve()
    return await ask(count)
  }
  assert.deepEqual(await Promise.all([0, 5, 50].map(steps)), [0, 5, 50])
  assert.deepEqual(goes, [3])
})

test('what one is refused is that one’s alone, and what broke for all leaves those who come after it untouched', async () => {
  let isBroken = false
  const ask = inOneGo<string, string>(async asks => {
    if (isBroken) throw new Error('the disk is full')
    return asks.map(each => (each === 'no' ? failure('speakerUnknown') : each))
  })
  const [yes, no] = await Promise.allSettled([ask('yes'), ask('no')])
  assert.deepEqual(yes, { status: 'fulfilled', value: 'yes' })
  assert.equal(no.status === 'rejected' && no.reason.code, 'speakerUnknown')
  isBroken = true
  await assert.rejects(ask('yes'), /full/)
  isBroken = false
  assert.equal(await ask('yes'), 'yes')
})

test('a sound that thousands ask for is read once, is held only within bounds, and is written piece by piece as it is taken', async () => {
  let read = 0
  const sounds = new KeptSounds(
    async sha256 => {
      read++
      return sha256 === 'none' ? null : { octets: Buffer.alloc(100_000, sha256) }
    },
    { octetsMax: 250_000 },
  )
  const all = await Promise.all(Array.from({ length: 1000 }, async () => await sounds.of('a')))
  assert.deepEqual([read, new Set(all).size], [1, 1])
  await sounds.of('b')
  await sounds.of('a')
  await sounds.of('c')
  assert.equal(read, 3)
  await sounds.of('a')
  await sounds.of('b')
  assert.equal(read, 4, 'the one that was unasked the longest was let go of')
  assert.deepEqual([await sounds.of('none'), read], [null, 5])
  const [octets] = all
  assert.ok(octets !== null)
  const pieces: Uint8Array[] = []
  for await (const piece of streamed(octets)) pieces.push(piece)
  assert.ok(pieces.length > 1)
  assert.ok(Buffer.concat(pieces).equals(octets))
})
