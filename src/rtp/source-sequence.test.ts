import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { DROPOUT_MAX, MISORDER_MAX, type Placed, SourceSequence } from './source-sequence.ts'

/** What comes, as offsets from the first, and where each stands. */
const STREAMS: readonly [string, number, readonly (readonly [number, Placed])[]][] = [
  [
    'in order over the wrap',
    65534,
    [
      [0, 'next'],
      [1, 'next'],
      [2, 'next'],
      [3, 'next'],
    ],
  ],
  [
    'with a gap over the wrap',
    65534,
    [
      [0, 'next'],
      [4, 'ahead'],
      [5, 'next'],
    ],
  ],
  [
    'out of order over the wrap',
    65534,
    [
      [0, 'next'],
      [3, 'ahead'],
      [1, 'late'],
      [2, 'late'],
      [4, 'next'],
    ],
  ],
  [
    'with repetitions',
    65535,
    [
      [0, 'next'],
      [0, 'duplicate'],
      [2, 'ahead'],
      [1, 'late'],
      [1, 'duplicate'],
      [2, 'duplicate'],
    ],
  ],
  [
    'that begins out of order',
    0,
    [
      [0, 'next'],
      [-1, 'late'],
      [-1, 'duplicate'],
      [1, 'next'],
    ],
  ],
  [
    'with the largest gap',
    7,
    [
      [0, 'next'],
      [DROPOUT_MAX, 'ahead'],
      [1, 'suspect'],
    ],
  ],
  [
    'with a larger gap, believed the second time',
    7,
    [
      [0, 'next'],
      [DROPOUT_MAX + 1, 'suspect'],
      [DROPOUT_MAX + 2, 'restarted'],
      [DROPOUT_MAX + 1, 'late'],
    ],
  ],
  [
    'with one packet from nowhere',
    7,
    [
      [0, 'next'],
      [30000, 'suspect'],
      [1, 'next'],
      [30001, 'suspect'],
      [2, 'next'],
    ],
  ],
  [
    'with packets from anywhere',
    7,
    [
      [0, 'next'],
      [30000, 'suspect'],
      [40000, 'suspect'],
      [50000, 'suspect'],
      [1, 'next'],
    ],
  ],
  [
    'with the latest packet that is taken',
    7,
    [
      [0, 'next'],
      [MISORDER_MAX, 'ahead'],
      [0, 'duplicate'],
      [1, 'late'],
      [-1, 'suspect'],
    ],
  ],
  [
    'that restarts behind itself',
    7,
    [
      [0, 'next'],
      [-20000, 'suspect'],
      [-19999, 'restarted'],
      [-19998, 'next'],
    ],
  ],
]

for (const [what, first, packets] of STREAMS)
  test(`a stream ${what} is placed packet by packet`, () => {
    const source = new SourceSequence()
    assert.deepEqual(
      packets.map(([offset]) => source.place((first + offset) & 0xffff)),
      packets.map(([, placed]) => placed),
    )
  })

test('what was asked for before a restart and comes after it, in sequence, is no way back', () => {
  const source = new SourceSequence()
  const place = (...sequences: number[]) => sequences.map(sequence => source.place(sequence))
  place(65_530, 3, 30_000)
  assert.deepEqual(place(30_001, 65_531, 65_532, 30_002, 4, 5), [
    ...['restarted', 'suspect', 'suspect', 'next', 'suspect', 'suspect'],
  ])
  for (let sequence = 30_003; sequence <= 30_001 + MISORDER_MAX; sequence++) place(sequence)
  assert.deepEqual(place(4, 5), ['suspect', 'suspect'])
  assert.deepEqual(place(30_002 + MISORDER_MAX, 4, 5), ['next', 'suspect', 'restarted'])
})

test('what came 4,096 packets ago is no duplicate of what is missing now', () => {
  const source = new SourceSequence()
  for (const sequence of [10, 3000, 4100, 4200]) source.place(sequence)
  assert.equal(source.place(10 + 4096), 'late')
  assert.equal(source.place(10 + 4096), 'duplicate')
})

test('a restarted source goes on beyond all numbers that it had', () => {
  const source = new SourceSequence()
  source.place(100)
  const before = source.highest
  source.place(50_000)
  assert.equal(source.place(50_001), 'restarted')
  assert.ok(source.extended > before + 0xffff)
  assert.equal(source.extended & 0xffff, 50_001)
})

test('an extended number is one packet once, whatever comes in whatever order', () => {
  const step = fc.oneof(fc.integer({ min: -40, max: 60 }), fc.integer({ min: -MISORDER_MAX, max: DROPOUT_MAX }))
  fc.assert(
    fc.property(fc.nat(0xffff), fc.array(step, { maxLength: 300 }), (first, steps) => {
      const source = new SourceSequence()
      source.place(first)
      const seen = new Set([source.extended])
      for (const ahead of steps) {
        const truth = source.highest + ahead
        const placed = source.place(truth & 0xffff)
        assert.equal(source.extended, truth)
        assert.equal(placed === 'duplicate', seen.has(truth))
        seen.add(truth)
      }
    }),
    { numRuns: 300 },
  )
})
