import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Millis } from '../base/clock.ts'
import type { TransportFeedback } from '../rtp/rtcp.ts'
import { Line } from './line.ts'

interface Second {
  readonly lost?: number
  readonly asked?: number
  readonly estimate?: number
}

/** Seconds of a line of 100 packets each, one after the other. */
function lived(line: Line, from: number, seconds: readonly Second[]): void {
  for (const [i, { lost = 0, asked = 0, estimate }] of seconds.entries()) {
    if (estimate !== undefined) line.estimated(estimate)
    for (let packet = 0; packet < 100; packet++) line.sent(1000)
    line.received({ expected: 100, lost })
    line.asked(asked)
    line.report((1000 * (from + i + 1)) as Millis)
  }
}

const same = (count: number, second: Second) => Array<Second>(count).fill(second)
const fresh = () => new Line('A', 0 as Millis)

test('an estimate that does not afford what is sent brings the class down', () => {
  const line = fresh()
  lived(line, 0, same(3, { estimate: 160_000 }))
  assert.equal(line.is, 'C')
})

test('a line on which things are sent, and of whose receiver nothing is heard, falls to voices alone within seconds', () => {
  const line = new Line('B', 0 as Millis)
  const classes: string[] = []
  for (let second = 1; second <= 8; second++) {
    for (let packet = 0; packet < 100; packet++) line.sent(1000)
    line.report((1000 * second) as Millis)
    classes.push(line.is)
  }
  assert.equal(classes.join(''), 'BBBCCDDD')
})

test('a line on which nothing is sent may be silent', () => {
  const line = new Line('B', 0 as Millis)
  for (let second = 1; second <= 8; second++) line.report((1000 * second) as Millis)
  assert.equal(line.is, 'B')
})

test('things are repeated where packets are lost and the estimate has room, and until nothing was for ten seconds', () => {
  const line = fresh()
  lived(line, 0, same(5, { estimate: 3_000_000 }))
  assert.equal(line.repeats, false)
  lived(line, 5, [{ asked: 3 }])
  assert.deepEqual([line.repeats, line.is], [true, 'A'])
  lived(line, 6, same(9, {}))
  assert.equal(line.repeats, true)
  lived(line, 15, same(1, {}))
  assert.equal(line.repeats, false)
  lived(line, 16, [{ lost: 3 }])
  assert.equal(line.repeats, true)
  lived(line, 17, [{ lost: 3, estimate: 60_000 }])
  assert.equal(line.repeats, false)
})

test('reports that do not fit together are no loss', () => {
  const line = fresh()
  line.estimated(3_000_000)
  for (const [expected, lost] of [
    [0, 5],
    [-3, 5],
    [100, -7],
  ]) {
    line.received({ expected, lost })
    line.report(5000 as Millis)
    assert.equal(line.repeats, false)
  }
})

test('the time there and back is a mean, and one out of all measure is not believed', () => {
  const line = fresh()
  for (let i = 0; i < 50; i++) line.wentThereAndBack(300)
  assert.ok(Math.abs(line.rttMs - 300) < 1)
  line.wentThereAndBack(60_000)
  assert.ok(Math.abs(line.rttMs - 300) < 1)
})

/** Octets of a packet of padding. */
const PADDING = 275

interface Lived {
  readonly is: string
  readonly padding: number
}

/** Seconds of a line that is sent a voice, or three, and padding by which it is tried. */
function tried(seconds: number, says: (line: Line, sent: number, ms: number) => void): Lived[] {
  const line = new Line('D', 0 as Millis)
  const lived: Lived[] = []
  for (let second = 0; second < seconds; second++) {
    let [sent, padding] = [0, 0]
    for (let ms = 1000 * second; ms < 1000 * (second + 1); ms += 10) {
      if (ms % 60 === 0) for (let voice = line.is === 'D' ? 1 : 3; voice > 0; voice--) send(200)
      while (line.hasRoom(PADDING, ms as Millis)) {
        send(PADDING)
        line.padded(PADDING)
        padding += 1
      }
      says(line, sent, ms)
    }
    line.received({ expected: 50, lost: 0 })
    line.report((1000 * (second + 1)) as Millis)
    lived.push({ is: line.is, padding })

    function send(octets: number) {
      line.sent(octets)
      sent += octets
    }
  }
  return lived
}

const isAtEnd = (ms: number) => ms % 1000 === 990

test('a line of the last class is given no other voice before it carried as much padding, more of it each second', () => {
  const lived = tried(60, (line, sent, ms) => {
    if (isAtEnd(ms)) line.estimated(sent * 8 * 1.5)
  })
  const rose = lived.findIndex(({ is }) => is === 'C')
  const climb = lived.slice(0, rose + 1).map(({ padding }) => padding)
  assert.ok(rose > 20, `${rose}`)
  assert.deepEqual(climb.slice(0, 11), Array(11).fill(0))
  for (const [i, padding] of climb.entries()) assert.ok(padding >= climb[Math.max(0, i - 1)] - 1)
  assert.ok(climb[rose] * PADDING * 8 > 90_000)
  assert.equal(lived[rose + 1].padding, 0)
})

const SIGNS: readonly [string, (line: Line) => void][] = [
  ['its estimate falls', line => line.estimated(20_000)],
  ['packets take longer', line => line.wentThereAndBack(200)],
  ['packets of padding are missed', line => line.asked(3)],
]
for (const [sign, tell] of SIGNS)
  test(`no padding more is sent on a line from the moment when ${sign}, nor is it given more, and it is tried later next time`, () => {
    let told = Number.POSITIVE_INFINITY
    const begun: number[] = []
    const lived = tried(70, (line, _, ms) => {
      if (isAtEnd(ms) && ms < told) {
        line.estimated(60_000)
        line.wentThereAndBack(50)
      }
      if (ms === 18_300) {
        tell(line)
        told = ms
        assert.equal(line.hasRoom(0, (ms + 1000) as Millis), false)
      }
    })
    for (const [second, { padding }] of lived.entries())
      if (padding > 0 && (lived[second - 1]?.padding ?? 0) === 0) begun.push(second)
    assert.ok(lived.every(({ is }) => is === 'D'))
    const [first, next] = begun
    assert.ok(first <= 14 && next >= 18 + 20 && next <= 18 + 26, begun.join())
  })

test('a line whose estimate goes up and down above what is sent is tried to the end', () => {
  const lived = tried(60, (line, sent, ms) => {
    if (isAtEnd(ms)) line.estimated(sent * 8 * (ms % 2000 < 1000 ? 1.7 : 1.3))
  })
  assert.equal(lived.at(-1)?.is, 'C')
})

test('voices are repeated on a line of three voices only where its estimate has room for three', () => {
  const line = new Line('C', 0 as Millis)
  lived(line, 0, [{ lost: 3, estimate: 150_000 }])
  assert.equal(line.repeats, false)
  lived(line, 1, [{ lost: 3, estimate: 250_000 }])
  assert.equal(line.repeats, true)
})

/** Of so many packets all that came, each so many ms behind when it was sent. */
function feedback(base: number, tookMs: readonly number[], everyMs: number): TransportFeedback {
  const arrivals = tookMs.map((ms, offset) => ({ offset, ticks: Math.round(4 * ((base + offset) * everyMs + ms)) }))
  const named = { sender: 1, media: 2, reference: 0, count: 0 }
  return { type: 'TWCC', ...named, base, statuses: tookMs.length, arrivals }
}

/** Seconds of a line that is sent a packet every 10 ms, numbered, of which all come so much later. */
function numbered(line: Line, seconds: number, tookMs: (ms: number) => number): string {
  line.number()
  let classes = ''
  for (let ms = 0; ms < seconds * 1000; ms += 10) {
    line.own?.sent(1000, ms as Millis)
    line.sent(1000)
    if (ms % 100 === 90) {
      const from = ms / 10 - 9
      const took = Array.from({ length: 10 }, (_, i) => tookMs(10 * (from + i)))
      line.told(feedback(from, took, 10), ms as Millis)
    }
    line.judge(ms as Millis)
    if (ms % 1000 !== 990) continue
    line.received({ expected: 100, lost: 0 })
    line.report(ms as Millis)
    classes += line.is
  }
  return classes
}

test('where it is told when each packet came, what a receiver estimates besides is not heard', () => {
  const line = new Line('A', 0 as Millis)
  line.estimated(20_000)
  assert.equal(
    numbered(line, 8, () => 20),
    'AAAAAAAA',
  )
  line.estimated(20_000)
  assert.ok((line.estimate ?? 0) >= 2_200_000)
})

test('packets that come ever later bring the class down', () => {
  assert.match(
    numbered(new Line('A', 0 as Millis), 8, ms => 20 + ms / 4),
    /^A{1,3}[BC]+$/,
  )
})

test('of a line that was told of, and of whose receiver nothing is heard any more, the class falls too', () => {
  const line = new Line('B', 0 as Millis)
  numbered(line, 2, () => 20)
  let classes = ''
  for (let ms = 2000; ms < 9000; ms += 100) {
    line.sent(1000)
    line.judge(ms as Millis)
    if (ms % 1000 !== 900) continue
    line.report(ms as Millis)
    classes += line.is
  }
  assert.match(classes, /^BBB?B?[CD]*D$/)
})
