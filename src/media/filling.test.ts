import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Millis } from '../base/clock.ts'
import type { LineClass } from '../rtp/downlink.ts'
import { type FilledLine, Filling } from './filling.ts'

const OCTETS = 275
const GOOD: FilledLine = { is: 'A', estimate: null, loss: 0, queuedMs: 0 }

/** Sends what there is room for, every 10 ms. */
class Call {
  readonly filling: Filling
  now = 0

  constructor(is: LineClass = 'A') {
    this.filling = new Filling(is, 0 as Millis)
  }

  /** In kbit/s. `missed`: of what was sent, 0 to 1. */
  pass(ms: number, missed = 0): number {
    let packets = 0
    let owed = 0
    for (const end = this.now + ms; this.now < end; ) {
      this.now += 10
      while (this.filling.hasRoom(OCTETS, this.now as Millis)) {
        this.filling.sent(OCTETS)
        packets += 1
        owed += missed
      }
      this.filling.missed(Math.floor(owed))
      owed %= 1
    }
    return (packets * OCTETS * 8) / ms
  }

  /** Of each second, with what is reported after it. */
  seconds(reports: readonly Partial<FilledLine>[]): number[] {
    return reports.map(report => {
      const kbits = this.pass(1000)
      this.filling.reported({ ...GOOD, ...report })
      return Math.round(kbits / 10) * 10
    })
  }
}

test('it begins with little and grows while nothing is lost, up to what the class is given', () => {
  const reports = Array<Partial<FilledLine>>(9).fill({})
  const grown = [150, 300, 600, 1000, 1400, 1800, 2200, 2200, 2200]
  assert.deepEqual(new Call().seconds(reports), grown)
})

test('an estimate is asked for one and a half times of it, and no more', () => {
  const reports = [{}, {}, {}, { estimate: 500_000 }, { estimate: 800_000 }, {}]
  assert.deepEqual(new Call().seconds(reports), [150, 300, 600, 1000, 750, 1150])
})

test('a line that goes down is filled as what it is, and the poorest not at all', () => {
  const reports = [{}, {}, {}, { is: 'B' }, { is: 'C' }, { is: 'D' }, {}] as const
  assert.deepEqual(new Call().seconds(reports), [150, 300, 600, 1000, 700, 150, 0])
  assert.equal(new Call('D').pass(1000), 0)
})

test('a line that loses some of whatever it is sent is filled as one that may be B', () => {
  const reports = Array.from({ length: 6 }, (_, second) => (second === 1 ? { loss: 0.03 } : {}))
  assert.deepEqual(new Call().seconds(reports), [150, 300, 600, 700, 700, 700])
})

test('packets that are missed, or wait, take it back at once, and from then on it stays below the estimate', () => {
  const call = new Call()
  assert.deepEqual(call.seconds([{}, {}, {}, {}]), [150, 300, 600, 1000])
  call.pass(200, 0.3)
  const shrunk = call.pass(800)
  assert.ok(shrunk > 440 && shrunk < 480, `${shrunk}`)
  call.filling.reported({ ...GOOD, loss: 0.2 })
  const estimate = 900_000
  const kbits = call.seconds([{ loss: 0.2 }, { estimate }, { estimate }, { estimate }])
  assert.deepEqual(kbits, [470, 470, 700, 700])
  const waits = new Call()
  assert.deepEqual(waits.seconds([{}, {}, { queuedMs: 300 }, {}]), [150, 300, 600, 200])
})

test('a few that are missed here and there are not its doing', () => {
  const call = new Call()
  for (let second = 0; second < 7; second++) {
    call.pass(1000, 0.04)
    call.filling.reported(GOOD)
  }
  assert.ok(call.pass(1000) > 2150)
})

test('after a pause what was not sent meanwhile is not sent at once', () => {
  const call = new Call()
  call.pass(100)
  call.now += 5000
  let packets = 0
  while (call.filling.hasRoom(OCTETS, call.now as Millis)) {
    call.filling.sent(OCTETS)
    packets += 1
  }
  assert.equal(packets, 2)
})
