import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Part, Record, splitDestination } from './record.ts'

function note(record: Record, destination: string, part: Part, accepted: boolean): void {
  const row = splitDestination(destination)
  const space = row && record.space(row.prefix)
  const bank = record.bank(part)
  if (row && space && bank) record.note(space, row.number, bank, part.part - bank.first, accepted)
  else record.noteOdd(destination, part, accepted)
}

const part = (reference: number | null, number: number, parts: number): Part => ({ reference, part: number, parts })

/** The same in the plainest way there is. */
class Model {
  readonly copies = new Map<string, { received: number; accepted: number }>()

  note(destination: string, { reference, part, parts }: Part, accepted: boolean): void {
    const key = `${destination} ${reference} ${parts} ${part}`
    const copies = this.copies.get(key) ?? { received: 0, accepted: 0 }
    this.copies.set(key, copies)
    copies.received += 1
    if (accepted) copies.accepted += 1
  }

  counts() {
    const all = [...this.copies].map(([key, copies]) => ({ key: key.split(' '), ...copies }))
    const accepted = all.filter(each => each.accepted > 0)
    const messages = new Map<string, number>()
    for (const { key } of accepted) {
      const message = key.slice(0, 3).join(' ')
      messages.set(message, (messages.get(message) ?? 0) + 1)
    }
    return {
      subscribers: new Set(all.map(each => each.key[0])).size,
      reached: new Set(accepted.map(each => each.key[0])).size,
      complete: [...messages].filter(([key, count]) => Number(key.split(' ')[2]) === count).length,
      segments: accepted.length,
      duplicates: accepted.reduce((sum, each) => sum + each.accepted - 1, 0),
      untracked: 0,
    }
  }
}

const destination = fc.oneof(
  fc.constantFrom('84900000000', '84900000255', '84900000256', '84999999999', '84000000000'),
  fc.constantFrom('900000000', '0900000000', '1900000000', '2900000000', '3900000000', '191', 'x'),
)
const anyPart = fc
  .tuple(fc.constantFrom(null, 0, 1, 2, 65_535), fc.constantFrom(1, 2, 12, 13, 25))
  .chain(([reference, parts]) => fc.integer({ min: 1, max: parts }).map(number => part(reference, number, parts)))

test('the record counts as a plain map does', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(destination, anyPart, fc.boolean()), { maxLength: 300 }), notes => {
      const record = new Record()
      const model = new Model()
      const layers = new Map<string, Set<string>>()
      for (const [to, which, accepted] of notes) {
        const banks = layers.get(to) ?? new Set()
        layers.set(to, banks.add(`${which.reference}/${which.parts}/${Math.floor((which.part - 1) / 12)}`))
        if (banks.size > 8) return // beyond the layers: see the test of bounds
        note(record, to, which, accepted)
        model.note(to, which, accepted)
      }
      const { subscribers, reached, complete, segments, duplicates, untracked } = record
      assert.deepEqual({ subscribers, reached, complete, segments, duplicates, untracked }, model.counts())
      const entries = [...record.entries()].map(each => {
        const { destination: to, reference, parts, part: number, received, accepted } = each
        return [`${to} ${reference} ${parts} ${number}`, { received, accepted }] as const
      })
      assert.equal(entries.length, model.copies.size)
      assert.deepEqual(new Map(entries), model.copies)
      for (const [to, which] of notes) {
        const key = `${to} ${which.reference} ${which.parts} ${which.part}`
        assert.deepEqual(record.copies(to, which), model.copies.get(key))
      }
    }),
    { numRuns: 60 },
  )
})

test('a message of 25 parts is complete with its last part, wherever that stands', () => {
  const record = new Record()
  for (let number = 25; number >= 2; number -= 1) note(record, '84912345678', part(7, number, 25), true)
  assert.equal(record.complete, 0)
  note(record, '84912345678', part(7, 1, 25), true)
  assert.deepEqual([record.complete, record.segments, record.reached], [1, 25, 1])
})

test('a ninth message to the same number is counted as untracked', () => {
  const record = new Record()
  for (let reference = 0; reference < 9; reference += 1) note(record, '84912345678', part(reference, 1, 1), true)
  assert.deepEqual([record.segments, record.untracked], [8, 1])
})

test('more second copies than the first table holds are all there', () => {
  const record = new Record()
  for (let copy = 0; copy < 3; copy += 1)
    for (let number = 0; number < 5000; number += 1)
      note(record, `84${900_000_000 + number * 7}`, part(1, 3, 6), copy !== 1)
  assert.deepEqual([record.segments, record.duplicates], [5000, 5000])
  for (let number = 0; number < 5000; number += 1)
    assert.deepEqual(record.copies(`84${900_000_000 + number * 7}`, part(1, 3, 6)), { received: 3, accepted: 2 })
})
