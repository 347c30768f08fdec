/** When a connection is begun anew, in virtual time: each sign, what is no sign, and how soon. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { AGAIN_MS, OFF, type Rejoin, type RejoinEvent, relayOf, STUCK_MS, step, stuckOf } from './rejoin.ts'

/** Steps of the clock of the page. */
const POLL_MS = 250
const START_MS = 1_000_000

class Line {
  rejoin: Rejoin = OFF
  nowMs = START_MS
  readonly begunAtMs: number[] = []
  octets = 0

  tell(event: RejoinEvent): void {
    const { rejoin, begins } = step(this.rejoin, event, this.nowMs)
    this.rejoin = rejoin
    if (begins) this.begunAtMs.push(this.nowMs - START_MS)
  }

  of(is: 'step' | 'connected' | 'failed'): void {
    this.tell({ is, attempt: this.rejoin.attempt })
  }

  ice(state: 'disconnected' | 'failed'): void {
    this.tell({ is: 'ice', attempt: this.rejoin.attempt, state })
  }

  /** As the page does it: counts, then asks what is due. */
  pass(ms: number, { packetsEveryMs = 20, beats = true, isVoiced = true } = {}): void {
    for (let left = ms; left > 0; left -= POLL_MS) {
      this.nowMs += POLL_MS
      const sinceMs = this.nowMs - START_MS
      if (packetsEveryMs <= POLL_MS || sinceMs % packetsEveryMs === 0) this.octets += 100
      if (beats && sinceMs % 1000 === 0) this.tell({ is: 'beat' })
      const { attempt } = this.rejoin
      this.tell({ is: 'received', attempt, octets: this.octets, isVoiced })
      this.tell({ is: 'tick' })
    }
  }

  /** Up since a while. */
  static up(): Line {
    const line = new Line()
    line.tell({ is: 'start' })
    line.of('connected')
    line.pass(5_000)
    assert.deepEqual(line.begunAtMs, [0])
    return line
  }

  /** When it was begun anew, counted from now. */
  afterMs(act: (line: Line) => void): number[] {
    const at = this.nowMs - START_MS
    this.begunAtMs.length = 0
    act(this)
    return this.begunAtMs.map(ms => ms - at)
  }
}

const SILENT = { packetsEveryMs: Number.POSITIVE_INFINITY }
const CUT_OFF = { ...SILENT, beats: false, isVoiced: false }

for (const [sign, act, withinMs] of [
  ['the network is there again', (line: Line) => line.tell({ is: 'online' }), 0],
  ['it is another network', (line: Line) => line.tell({ is: 'network' }), 0],
  ['ICE says disconnected', (line: Line) => line.ice('disconnected'), 0],
  ['ICE says failed', (line: Line) => line.ice('failed'), 0],
  ['no packets come for a second', (line: Line) => line.pass(1_500, SILENT), 1_250],
  [
    'the room’s stream is silent for two seconds, and reports are as well',
    (line: Line) => line.pass(2_500, CUT_OFF),
    2_250,
  ],
] as const)
  test(`a connection is begun anew at once where ${sign}`, () => {
    assert.deepEqual(Line.up().afterMs(act), [withinMs])
  })

test('a connection is let be while packets and beats come', () => {
  assert.deepEqual(
    Line.up().afterMs(line => line.pass(600_000)),
    [],
  )
})

test('where no voice is forwarded, reports once a second are enough; none for three seconds is a sign', () => {
  const line = Line.up()
  assert.deepEqual(
    line.afterMs(() => line.pass(60_000, { packetsEveryMs: 1_250, isVoiced: false })),
    [],
  )
  assert.deepEqual(
    line.afterMs(() => line.pass(3_500, { ...SILENT, isVoiced: false })),
    [3_250],
  )
})

test('a connection on which nobody was heard from the beginning is let be', () => {
  const line = new Line()
  line.tell({ is: 'start' })
  line.of('connected')
  line.pass(60_000, { packetsEveryMs: 1_250, isVoiced: false })
  assert.deepEqual(line.begunAtMs, [0])
})

test('a stream that is silent while packets come is no sign: a narrow line or a slow computer has the voice, and a new connection would take room from both', () => {
  assert.deepEqual(
    Line.up().afterMs(line => line.pass(60_000, { beats: false })),
    [],
  )
  assert.deepEqual(
    Line.up().afterMs(line => line.pass(60_000, { beats: false, packetsEveryMs: 1_250, isVoiced: false })),
    [],
  )
})

test('a silence of the stream is acted on once: the media that came back by it are let be', () => {
  const line = Line.up()
  const begun = line.afterMs(() => {
    line.pass(3_000, CUT_OFF)
    line.of('connected')
    line.pass(30_000, { beats: false })
  })
  assert.equal(begun.length, 1)
})

test('one that failed is tried again after a quarter of a second, then after twice as long each time up to two seconds', () => {
  const line = Line.up()
  line.ice('disconnected')
  const waits = AGAIN_MS.concat(AGAIN_MS.slice(-1)).map(waitMs => {
    line.of('failed')
    assert.equal(line.rejoin.is, 'waiting')
    const [afterMs, ...more] = line.afterMs(() => line.pass(waitMs))
    assert.deepEqual(more, [])
    return afterMs
  })
  assert.deepEqual(waits, [250, 500, 1_000, 2_000, 2_000])
})

for (const is of ['online', 'again'] as const)
  test(`one that waits is tried again at once where ${is === 'online' ? 'the network' : 'the room’s stream'} is there again`, () => {
    const line = Line.up()
    line.ice('disconnected')
    line.of('failed')
    assert.deepEqual(
      line.afterMs(() => line.tell({ is })),
      [0],
    )
  })

test('where the room’s stream was broken and nothing has come for half a second, it was the server: a connection is begun', () => {
  assert.deepEqual(
    Line.up().afterMs(line => {
      line.pass(500, SILENT)
      line.tell({ is: 'again' })
    }),
    [500],
  )
})

test('where the room’s stream was broken and packets come on, the connection is let be', () => {
  assert.deepEqual(
    Line.up().afterMs(line => {
      line.pass(1_000, { beats: false })
      line.tell({ is: 'again' })
    }),
    [],
  )
})

test('an attempt that hangs is given up after two seconds, the next ones after four and eight', () => {
  const line = Line.up()
  line.ice('disconnected')
  assert.deepEqual(
    line.afterMs(() => line.pass(22_500)),
    [2_000, 6_000, 14_000, 22_000],
  )
})

test('on a slow line each step of joining has its own time', () => {
  const line = Line.up()
  line.ice('disconnected')
  const begun = line.afterMs(() => {
    for (let i = 0; i < 3; i++) {
      line.pass(1_750)
      line.of('step')
    }
    line.of('connected')
  })
  assert.deepEqual(begun, [])
  assert.equal(line.rejoin.is, 'up')
})

test('signs that come in a swarm begin one connection', () => {
  assert.deepEqual(
    Line.up().afterMs(line => {
      line.tell({ is: 'network' })
      line.nowMs += 30
      line.tell({ is: 'online' })
    }),
    [0],
  )
})

test('what an older connection says of itself counts for nothing', () => {
  const line = Line.up()
  const { attempt: old } = line.rejoin
  line.tell({ is: 'online' })
  line.of('connected')
  assert.deepEqual(
    line.afterMs(() => {
      line.tell({ is: 'ice', attempt: old, state: 'failed' })
      line.tell({ is: 'failed', attempt: old })
      line.tell({ is: 'received', attempt: old, octets: 0, isVoiced: true })
    }),
    [],
  )
  assert.equal(line.rejoin.is, 'up')
})

test('whoever has left is not joined again by anything', () => {
  const line = Line.up()
  line.tell({ is: 'stop' })
  const events: readonly RejoinEvent[] = [
    { is: 'online' },
    { is: 'network' },
    { is: 'beat' },
    { is: 'again' },
    { is: 'tick' },
    { is: 'failed', attempt: 1 },
    { is: 'ice', attempt: 1, state: 'failed' },
  ]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...events), { maxLength: 20 }), told => {
      assert.deepEqual(
        line.afterMs(() => {
          for (const event of told) {
            line.nowMs += 777
            line.tell(event)
          }
        }),
        [],
      )
    }),
  )
})

test('a connection that does not come is explained after some seconds, is sought all the same, and nothing is said once it is there', () => {
  const line = new Line()
  const told = () => stuckOf(line.rejoin, { found: 0, relay: null }, line.nowMs)
  line.tell({ is: 'start' })
  line.pass(STUCK_MS - POLL_MS)
  assert.equal(told(), null)
  line.pass(POLL_MS)
  assert.deepEqual(told(), { why: 'none' })
  assert.deepEqual(stuckOf(line.rejoin, { found: 2, relay: null }, line.nowMs), { why: 'udp' })
  assert.deepEqual(stuckOf(line.rejoin, { found: 2, relay: 'turn.example' }, line.nowMs), {
    why: 'relay',
    relay: 'turn.example',
  })
  // The server did not answer: it is not known to be the network.
  assert.equal(stuckOf(line.rejoin, null, line.nowMs), null)
  const attempts = line.begunAtMs.length
  line.pass(30_000)
  assert.ok(line.begunAtMs.length > attempts)
  line.of('connected')
  assert.equal(told(), null)
  // A new search has its own time.
  line.pass(60_000)
  line.ice('disconnected')
  assert.equal(told(), null)
  line.pass(STUCK_MS)
  assert.deepEqual(told(), { why: 'none' })
})

test('the server’s own way is named as people name it', () => {
  const urls = ['stun:stun.example.vn', 'turns:turn.example.vn:443?transport=tcp']
  assert.equal(relayOf(urls), 'turn.example.vn:443')
  assert.equal(relayOf(urls.slice(0, 1)), null)
})
