import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Millis } from '../base/clock.ts'
import { SendEstimate, WIRE_OVERHEAD } from './send-estimate.ts'
import { TransportArrivals } from './transport-arrivals.ts'

interface Tested {
  readonly begins: number
  readonly lastsMs: number
  /** Kbit/s, of packets, and octets of each. */
  readonly sends: (ms: number) => { readonly kbits: number; readonly octets: number }
  /** Kbit/s on the wire. */
  readonly carries: (ms: number) => number
  readonly queueMs?: number
  /** Its receiver looks only so often. */
  readonly hangs?: (ms: number) => boolean
  /** So many milliseconds later than it came. */
  readonly isLate?: (ms: number) => number
  readonly loses?: (packet: number) => boolean
  /** At which millisecond a probe begins, and of what. */
  readonly probes?: { readonly at: number; readonly kbits: number }
}

/** A second at a time what is thought of a line, in kbit/s; what a probe told; how long it was thought that a queue stands. */
function tested({
  begins,
  lastsMs,
  sends,
  carries,
  queueMs = 400,
  hangs = () => false,
  isLate = () => 0,
  loses = () => false,
  probes,
}: Tested) {
  const estimate = new SendEstimate(begins * 1000)
  const arrivals = new TransportArrivals()
  const on: { number: number; at: number }[] = []
  const socket: number[] = []
  const seconds: number[] = []
  let [freeAt, credit, packets, queuedMs] = [0, 0, 0, 0]
  let probed: number | null | undefined
  const send = (octets: number, ms: number) => {
    const { number } = estimate
    estimate.sent(octets, ms as Millis)
    packets += 1
    const waitsMs = Math.max(0, freeAt - ms)
    if (loses(packets) || waitsMs > queueMs) return
    freeAt = ms + waitsMs + ((octets + WIRE_OVERHEAD) * 8) / carries(ms)
    on.push({ number, at: freeAt + 20 + isLate(ms) })
  }
  for (let ms = 0; ms < lastsMs; ms++) {
    const { kbits, octets } = sends(ms)
    for (credit += kbits / 8; credit >= octets; credit -= octets) send(octets, ms)
    if (probes?.at === ms) estimate.probe(probes.kbits * 1000, ms as Millis)
    if (ms % 10 === 0) while (estimate.hasRoom(ms as Millis)) send(150, ms)
    while (on.length > 0 && on[0].at <= ms) socket.push(on.shift()?.number ?? 0)
    if (!hangs(ms)) for (const number of socket.splice(0)) arrivals.came(number, ms as Millis)
    const feedback = ms % 100 === 99 && !hangs(ms) ? arrivals.due({ sender: 1, media: 2 }) : null
    if (feedback !== null) estimate.told(feedback, ms as Millis)
    const result = estimate.probed(ms as Millis)
    if (result !== null) probed = result.bitrate
    if (estimate.isQueued) queuedMs += 1
    if (ms % 1000 === 999) seconds.push(Math.round(estimate.bitrate / 1000))
  }
  return { seconds, probed, queuedMs, loss: estimate.loss }
}

const steady = (kbits: number, octets = 1000) => ({ sends: () => ({ kbits, octets }) })

test('a line that carries what it is sent is thought of no worse than before, however little that is', () => {
  for (const kbits of [30, 300, 2000]) {
    const { seconds, queuedMs } = tested({ begins: 2200, lastsMs: 20_000, carries: () => 5000, ...steady(kbits, 200) })
    assert.ok(Math.min(...seconds) >= 2200, seconds.join(' '))
    assert.equal(queuedMs, 0)
  }
})

test('a line that is sent more than it carries is found out within two seconds, and what it carries is told', () => {
  for (const [sent, carried] of [
    [2000, 1000],
    [2000, 1800],
    [600, 256],
    [140, 64],
  ]) {
    const { seconds } = tested({
      begins: 2200,
      lastsMs: 8000,
      carries: () => carried,
      ...steady(sent, sent > 500 ? 1000 : 100),
    })
    for (const thought of seconds.slice(2))
      assert.ok(thought < carried && thought > carried / 2, `${carried}: ${seconds.join(' ')}`)
  }
})

test('a computer that hangs for a tenth of each second, or for half of one, is no bad line', () => {
  for (const hangMs of [100, 300, 500])
    for (const kbits of [60, 600, 2000]) {
      const { seconds, queuedMs } = tested({
        begins: 2200,
        lastsMs: 30_000,
        carries: () => 10_000,
        ...steady(kbits, kbits > 100 ? 1000 : 150),
        hangs: ms => ms % 1000 < hangMs,
      })
      assert.ok(Math.min(...seconds) >= 2200, `${hangMs} ms, ${kbits}: ${seconds.join(' ')}`)
      assert.ok(queuedMs <= 30_000 / 10, `${queuedMs}`)
    }
})

test('a computer that is later and later, and catches up twice a second, is no bad line', () => {
  for (const kbits of [60, 600, 2000]) {
    const { seconds, queuedMs } = tested({
      begins: 2200,
      lastsMs: 30_000,
      carries: () => 10_000,
      ...steady(kbits, 150),
      isLate: ms => (ms % 500 < 250 ? (ms % 500) / 2 : 0),
    })
    assert.ok(Math.min(...seconds) >= 2200, `${kbits}: ${seconds.join(' ')}`)
    assert.equal(queuedMs, 0)
  }
})

test('a line that loses a fifth is thought of less, and one that loses one in fifty is not', () => {
  const of = (every: number) =>
    tested({
      begins: 1000,
      lastsMs: 5000,
      carries: () => 10_000,
      ...steady(600),
      loses: (packet: number) => packet % every === 0,
    }).seconds.at(-1)
  assert.ok((of(5) ?? 0) < 700)
  assert.equal(of(50), 1000)
})

test('what comes through without waiting is carried', () => {
  const { seconds } = tested({ begins: 100, lastsMs: 5000, carries: () => 5000, ...steady(600) })
  assert.ok(seconds[1] >= 600, seconds.join(' '))
})

test('a probe of a few tens of milliseconds shows what a line carries, as far as it was sent', () => {
  for (const [kbits, carried, least, most] of [
    [190, 64, 40, 75],
    [190, 5000, 160, 240],
    [875, 256, 200, 290],
    [875, 900, 700, 910],
    [2750, 1000, 900, 1100],
    [2750, 5000, 2200, 2900],
  ]) {
    const { probed } = tested({
      begins: 64,
      lastsMs: 4000,
      carries: () => carried,
      ...steady(30, 200),
      probes: { at: 2000, kbits },
    })
    const told = Math.round((probed ?? 0) / 1000)
    assert.ok(told >= least && told <= most, `${kbits} over ${carried}: ${told}`)
  }
})

test('a probe that its receiver takes all at once behind a pause has shown nothing', () => {
  const { probed } = tested({
    begins: 64,
    lastsMs: 4000,
    carries: () => 5000,
    ...steady(30, 200),
    probes: { at: 2000, kbits: 875 },
    hangs: ms => ms > 1990 && ms < 2100,
  })
  assert.equal(probed, null)
})

test('a probe of which nothing comes shows that the line does not carry it', () => {
  const { probed } = tested({
    begins: 64,
    lastsMs: 6000,
    carries: () => 5000,
    ...steady(30, 200),
    probes: { at: 2000, kbits: 875 },
    loses: packet => packet > 38 && packet < 200,
  })
  assert.equal(probed, 0)
})

test('whatever a receiver tells of times, an estimate stays a number', () => {
  const told = fc.record({
    base: fc.nat(0xffff),
    statuses: fc.nat(3000),
    reference: fc.integer({ min: -0x800000, max: 0x7fffff }),
    ticks: fc.array(fc.integer({ min: -40_000, max: 40_000 }), { maxLength: 40 }),
  })
  fc.assert(
    fc.property(fc.array(told, { maxLength: 20 }), all => {
      const estimate = new SendEstimate(150_000)
      let now = 0
      for (const { base, statuses, reference, ticks } of all) {
        for (let i = 0; i < 60; i++) estimate.sent(500, now++ as Millis)
        if (now % 3 === 0) estimate.probe(190_000, now as Millis)
        const arrivals = ticks.map((at, offset) => ({ offset, ticks: at }))
        const said = { base: base % now, statuses, reference, count: 0, arrivals }
        estimate.told({ type: 'TWCC', sender: 1, media: 2, ...said }, now as Millis)
        estimate.probed(now as Millis)
        assert.ok(estimate.bitrate > 0 && estimate.bitrate < 1e9, `${estimate.bitrate}`)
      }
    }),
    { numRuns: 300 },
  )
})

test('what is lost is told for five seconds', () => {
  const line = { begins: 1000, ...steady(400), carries: () => 2000 }
  const loses = (packet: number) => packet <= 100 && packet % 10 === 0
  const { loss } = tested({ ...line, lastsMs: 2000, loses })
  assert.ok(Math.abs(loss - 0.1) < 0.02, String(loss))
  assert.equal(tested({ ...line, lastsMs: 8000, loses }).loss, 0)
})
