import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Flight, SEQUENCE_MAX, type Sent } from './flight.ts'

/** Answers a sequence_number as a lane does. */
function answer(flight: Flight, sequence: number): Sent | null {
  const slot = flight.slotOf(sequence)
  if (slot < 0) return null
  const sent = { rank: flight.ranks[slot], segment: flight.segments[slot] }
  flight.remove(slot)
  return sent
}

function expired(flight: Flight, writtenBefore: number): Sent[] {
  const all: Sent[] = []
  flight.expire(writtenBefore, sent => all.push(sent))
  return all
}

function drained(flight: Flight): Sent[] {
  const all: Sent[] = []
  flight.drain(sent => all.push(sent))
  return all
}

test('sequence_numbers begin with 1, and a request of our own takes one of them', () => {
  const flight = new Flight(10)
  assert.equal(flight.add(7, 0, 0), 1)
  assert.equal(flight.takeSequence(), 2)
  assert.equal(flight.add(7, 1, 0), 3)
  assert.equal(flight.inFlight, 2)
  assert.deepEqual(answer(flight, 3), { rank: 7, segment: 1 })
  assert.equal(answer(flight, 2), null)
  assert.equal(answer(flight, 3), null)
  assert.equal(flight.inFlight, 1)
})

test('after 0x7FFFFFFF comes 1', () => {
  const flight = new Flight(10, { first: SEQUENCE_MAX - 1 })
  const sequences = [1, 2, 3, 4].map(rank => flight.add(rank, 0, 0))
  assert.deepEqual(sequences, [0x7ffffffe, 0x7fffffff, 1, 2])
  assert.deepEqual(answer(flight, 0x7fffffff), { rank: 2, segment: 0 })
})

test('a number in flight, or given up and still awaited, is not taken again', () => {
  const flight = new Flight(10, { last: 300 })
  flight.add(0, 0, 0) // 1, given up below
  flight.add(1, 0, 100) // 2, in flight
  assert.deepEqual(expired(flight, 50), [{ rank: 0, segment: 0 }])
  const taken = Array.from({ length: 900 }, () => flight.takeSequence())
  // 258 would lie in the place of 2.
  const free = Array.from({ length: 300 }, (_, i) => i + 1).filter(
    sequence => sequence !== 1 && sequence !== 2 && sequence !== 258,
  )
  assert.deepEqual(taken.slice(0, 594), [...free, ...free])
  assert.deepEqual(answer(flight, 2), { rank: 1, segment: 0 })
  assert.deepEqual(flight.takeLate(1), { rank: 0, segment: 0 })
  assert.deepEqual(
    Array.from({ length: 300 }, () => flight.takeSequence()).sort((a, b) => a - b),
    Array.from({ length: 300 }, (_, i) => i + 1),
  )
})

test('0 and numbers of the centre that nobody took are not in flight', () => {
  const flight = new Flight(10)
  flight.add(0, 0, 0)
  for (const sequence of [0, 2, 257, 0x7fffffff, 0x80000001, 0xffffffff, -1])
    assert.equal(answer(flight, sequence), null)
  assert.equal(flight.inFlight, 1)
})

test('what has no answer in time is given up once, and a late answer finds its segment once', () => {
  const flight = new Flight(10)
  const first = flight.add(5, 2, 1000)
  const second = flight.add(6, 0, 1001)
  assert.deepEqual(expired(flight, 999), [])
  assert.deepEqual(expired(flight, 1000), [{ rank: 5, segment: 2 }])
  assert.deepEqual(expired(flight, 1000), [])
  assert.equal(flight.inFlight, 1)
  assert.equal(answer(flight, first), null)
  assert.equal(flight.takeLate(second), null)
  assert.deepEqual(flight.takeLate(first), { rank: 5, segment: 2 })
  assert.equal(flight.takeLate(first), null)
})

test('a late answer to a segment that a receipt has stood in for is ignored', () => {
  const flight = new Flight(10)
  const first = flight.add(5, 2, 0)
  const other = flight.add(5, 3, 0)
  expired(flight, 0)
  assert.equal(flight.forgetLate(5, 1), false)
  assert.equal(flight.forgetLate(5, 2), true)
  assert.equal(flight.forgetLate(5, 2), false)
  assert.equal(flight.takeLate(first), null)
  assert.deepEqual(flight.takeLate(other), { rank: 5, segment: 3 })
  assert.equal(flight.forgetLate(5, 3), false)
})

test('a connection that is gone leaves nothing in flight and nothing to come late', () => {
  const flight = new Flight(10, { first: 100 })
  const late = flight.add(1, 0, 0)
  expired(flight, 0)
  flight.add(2, 1, 5)
  flight.add(3, 0, 5)
  assert.deepEqual(drained(flight), [
    { rank: 2, segment: 1 },
    { rank: 3, segment: 0 },
  ])
  assert.equal(flight.inFlight, 0)
  assert.equal(flight.takeLate(late), null)
  assert.equal(flight.forgetLate(1, 0), false)
  assert.equal(flight.add(4, 0, 9), 1)
})

test('of very many given up, the first are forgotten', () => {
  const most = 100_000
  const flight = new Flight(most + 2)
  for (let rank = 0; rank < most + 2; rank++) flight.add(rank, 0, 0)
  assert.equal(expired(flight, 0).length, most + 2)
  assert.equal(flight.takeLate(1), null)
  assert.equal(flight.forgetLate(1, 0), false)
  assert.deepEqual(flight.takeLate(3), { rank: 2, segment: 0 })
  assert.deepEqual(flight.takeLate(most + 2), { rank: most + 1, segment: 0 })
})

interface Kept extends Sent {
  readonly at: number
}

/** What a flight is, without its speed. */
class Plain {
  readonly flying = new Map<number, Kept>()
  readonly late = new Map<number, Kept>()

  latest(rank: number, segment: number): number | null {
    let latest: number | null = null
    for (const [sequence, sent] of this.late) if (sent.rank === rank && sent.segment === segment) latest = sequence
    return latest
  }
}

const aStep = fc.oneof(
  fc.record({ is: fc.constant('add' as const), rank: fc.nat(3), segment: fc.nat(1) }),
  fc.record({ is: fc.constantFrom('answer', 'late', 'ask', 'expire', 'drain'), which: fc.nat(40) }),
  fc.record({ is: fc.constant('forget' as const), rank: fc.nat(3), segment: fc.nat(1) }),
)
const bare = ({ rank, segment }: Sent): Sent => ({ rank, segment })
const inOrder = (sent: Iterable<Sent>) => [...sent].map(one => one.rank * 256 + one.segment).sort((a, b) => a - b)

test('whatever is written, answered, given up and forgotten, each number means one segment', () => {
  fc.assert(
    fc.property(
      fc.constantFrom({ last: 260 }, { first: 250, last: 400 }, { first: SEQUENCE_MAX - 5 }),
      fc.array(aStep, { maxLength: 200, size: 'max' }),
      (sequences, steps) => {
        const window = 8
        const flight = new Flight(window, sequences)
        const plain = new Plain()
        let now = 0
        for (const step of steps) {
          now++
          if (step.is === 'add') {
            const { rank, segment } = step
            if (plain.flying.size >= window) continue
            const sequence = flight.add(rank, segment, now)
            assert.ok(sequence >= 1 && sequence <= SEQUENCE_MAX)
            assert.ok(!plain.flying.has(sequence) && !plain.late.has(sequence))
            plain.flying.set(sequence, { rank, segment, at: now })
          } else if (step.is === 'forget') {
            const latest = plain.latest(step.rank, step.segment)
            if (latest === null) {
              assert.equal(flight.forgetLate(step.rank, step.segment), false)
            } else if (flight.forgetLate(step.rank, step.segment)) plain.late.delete(latest)
          } else if (step.is === 'ask') {
            const sequence = flight.takeSequence()
            assert.ok(!plain.flying.has(sequence) && !plain.late.has(sequence))
          } else if (step.is === 'expire') {
            const old = [...plain.flying].filter(([, sent]) => sent.at <= now - step.which)
            assert.deepEqual(inOrder(expired(flight, now - step.which)), inOrder(old.map(([, sent]) => sent)))
            // Given up in the order of their places.
            for (const [sequence, sent] of old.sort(([a], [b]) => (a & 255) - (b & 255))) {
              plain.flying.delete(sequence)
              plain.late.set(sequence, sent)
            }
          } else if (step.is === 'drain' && step.which < 3) {
            assert.deepEqual(inOrder(drained(flight)), inOrder(plain.flying.values()))
            plain.flying.clear()
            plain.late.clear()
          } else {
            const kept = step.is === 'late' ? plain.late : plain.flying
            const sequence = [...kept.keys()][step.which] ?? step.which
            const expected = kept.get(sequence)
            const got = step.is === 'late' ? flight.takeLate(sequence) : answer(flight, sequence)
            assert.deepEqual(got, expected === undefined ? null : bare(expected))
            kept.delete(sequence)
          }
          assert.equal(flight.inFlight, plain.flying.size)
        }
      },
    ),
    { numRuns: 2000 },
  )
})
