import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seeded } from '../../src/base/random.ts'
import { GOOD_LINE, Impairer, type Line, randomLoss } from '../../town/bots/impairer.ts'
import { Schedule } from './schedule.ts'

interface Came {
  readonly number: number
  readonly at: number
}

/** What comes of so many datagrams of 1,000 octets, one a millisecond. */
function sendOver(line: Partial<Line>, count: number, act?: (impairer: Impairer) => void): Came[] {
  const schedule = new Schedule()
  const impairer = new Impairer({ ...GOOD_LINE, ...line }, seeded(7), schedule)
  const came: Came[] = []
  for (let number = 0; number < count; number++)
    schedule.after(number, () => {
      if (number === 100) act?.(impairer)
      const octets = Buffer.alloc(1000)
      octets.writeUInt32BE(number)
      impairer.send(octets, one => came.push({ number: one.readUInt32BE(), at: schedule.now }))
    })
  while (schedule.step());
  assert.equal(came.length, impairer.sent - impairer.lost + impairer.repeated)
  return came
}

const isOrdered = (came: Came[]) => came.every(({ number }, i) => i === 0 || number >= came[i - 1].number)

test('a good line brings everything, in order, after its delay', () => {
  const came = sendOver({}, 50)
  assert.ok(came.every(({ number, at }, i) => number === i && at === i + 20))
  assert.equal(came.length, 50)
})

test('random loss is of the share that it is told', () => {
  const share = 1 - sendOver({ loss: randomLoss(0.05) }, 40_000).length / 40_000
  assert.ok(Math.abs(share - 0.05) < 0.005, String(share))
})

test('a line of two states loses in bursts', () => {
  const came = sendOver({ loss: { good: 0, bad: 1, toBad: 0.01, toGood: 0.2 } }, 40_000)
  const gaps = came.slice(1).map(({ number }, i) => number - came[i].number - 1)
  const bursts = gaps.filter(gap => gap > 0)
  const mean = bursts.reduce((sum, gap) => sum + gap, 0) / bursts.length
  assert.ok(Math.abs(mean - 5) < 1, String(mean))
})

test('jitter reorders only where it is told to', () => {
  assert.equal(isOrdered(sendOver({ jitterMs: 300 }, 2000)), true)
  const came = sendOver({ jitterMs: 300, reorders: true }, 2000)
  assert.equal(isOrdered(came), false)
  const late = came.map(({ number, at }) => at - number)
  assert.ok(Math.min(...late) >= 20 && Math.max(...late) <= 320 && Math.max(...late) > 300)
})

test('some come twice', () => {
  assert.ok(Math.abs(sendOver({ duplicates: 0.1 }, 10_000).length - 11_000) < 200)
})

test('a slow line lets so much wait, and loses the rest', () => {
  const came = sendOver({ rate: { bitrate: 800_000, queueOctets: 20_000 } }, 1000)
  // 100 octets a millisecond: a tenth of it, and twenty datagrams that wait.
  assert.ok(Math.abs(came.length - 120) <= 1, String(came.length))
  assert.equal(came[1].at - came[0].at, 10)
})

test('nothing comes through a black hole', () => {
  const came = sendOver({}, 400, impairer => impairer.blackHole(200))
  assert.deepEqual(
    came.map(({ number }) => number).filter(number => number >= 99 && number <= 300),
    [99, 300],
  )
})

test('what waits on a line that becomes slower waits longer', () => {
  const fast = { rate: { bitrate: 800_000, queueOctets: 20_000 } }
  const slow: Line = { ...GOOD_LINE, rate: { bitrate: 400_000, queueOctets: 20_000 } }
  const queued: number[] = []
  sendOver(fast, 200, impairer => {
    queued.push(impairer.queuedMs)
    impairer.becomes(slow)
    queued.push(impairer.queuedMs)
  })
  assert.ok(queued[0] > 180, String(queued))
  assert.equal(queued[1], 2 * queued[0])
})
