import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, directive, sample, tally } from './example-round.test.ts'
import { announcementsOf, hasObeyed, progressOf, rowOf, trackNotes, trackObedience } from './operator-row.ts'

test('every turn is in exactly one figure of the line', () => {
  const turns = {
    audience: 210,
    unsent: 10,
    sending: 20,
    accepted: 30,
    delivered: 40,
    failed: 50,
    expired: 25,
    uncertain: 35,
  }
  const { figures } = rowOf(directive(1, { tally: tally(turns) }), new Map(), [])
  assert.ok(figures !== null)
  const { audience, ...outcomes } = figures
  assert.equal(
    Object.values(outcomes).reduce((sum, count) => sum + count, 0),
    audience,
  )
  assert.equal(figures.undelivered, 75)
})

test('an operator that has not told yet has no figures, which is not zero', () => {
  assert.equal(rowOf(directive(1, { tally: null, state: 'issued' }), new Map(), []).figures, null)
})

test('a paused operator has no rate, whatever its last one was', () => {
  const samples = [1, 2, 3, 4, 5, 6].map(second => sample(second, { byOperator: { 'operator-1': 100 * second } }))
  assert.equal(rowOf(directive(1), new Map(), samples).segmentsPerSecond, 600)
  assert.equal(rowOf(directive(1, { state: 'paused' }), new Map(), samples).segmentsPerSecond, 0)
})

for (const [name, values, expected] of [
  ['has done what it was told', { orderSequence: 3, obeyedSequence: 3 }, true],
  ['has not heard of the stop yet', { orderSequence: 3, obeyedSequence: 2, wish: 'stop' }, false],
  ['has returned: nothing is left to obey', { orderSequence: 3, state: 'returned' }, true],
  ['refused: it never sends', { orderSequence: 3, state: 'refused' }, true],
] as const) {
  test(`an operator that ${name}`, () => assert.equal(hasObeyed(directive(1, values)), expected))
}

test('a note keeps the instant at which it began while it stays the same', () => {
  const first = trackNotes(null, [directive(1, { note: 'throttled', heardAt: at(10) })])
  assert.deepEqual(first.get(directive(1).id), { is: 'throttled', since: at(10), isFromBefore: true })
  const second = trackNotes(first, [directive(1, { note: 'throttled', heardAt: at(20) })])
  assert.equal(second.get(directive(1).id)?.since, at(10))
  const other = trackNotes(second, [directive(1, { note: 'disk', heardAt: at(30) })])
  assert.deepEqual(other.get(directive(1).id), { is: 'disk', since: at(30), isFromBefore: false })
  assert.equal(trackNotes(other, [directive(1)]).size, 0)
})

test('a count that moves is not announced, a state that changes is', () => {
  const before = { state: 'running' as const, directives: [directive(1), directive(2)] }
  const counted = directive(1, { tally: tally({ audience: 1000, delivered: 1 }) })
  assert.deepEqual(announcementsOf(before, { ...before, directives: [counted, directive(2)] }), [])
  assert.deepEqual(
    announcementsOf(before, { state: 'paused', directives: [directive(1, { state: 'paused' }), directive(2)] }),
    [
      { is: 'round', state: 'paused' },
      { is: 'operator', name: 'Operator 1', state: 'paused' },
    ],
  )
})

test('it is announced once when every operator has obeyed', () => {
  const deaf = directive(1, { orderSequence: 2 })
  const obedient = directive(1, { orderSequence: 2, obeyedSequence: 2 })
  const before = { state: 'stopped' as const, directives: [deaf, directive(2)] }
  const after = { state: 'stopped' as const, directives: [obedient, directive(2)] }
  assert.deepEqual(announcementsOf(before, after), [{ is: 'obeyed', all: 2 }])
  assert.deepEqual(announcementsOf(after, after), [])
})

test('a return that does not add up is announced', () => {
  const flagged = directive(1, { flags: [{ code: 'segments-short', expected: '6000', found: '5994' }] })
  assert.deepEqual(
    announcementsOf({ state: 'running', directives: [directive(1)] }, { state: 'running', directives: [flagged] }),
    [{ is: 'flagged', name: 'Operator 1' }],
  )
})

test('progress is what has left, of all that is to leave; who has not told yet counts as declared', () => {
  const told = directive(1, { tally: tally({ audience: 1000, unsent: 300, sending: 50, delivered: 650 }) })
  const acknowledged = directive(2, { tally: null, subscribers: 40 })
  const silent = directive(3, { tally: null, subscribers: null })
  const declared = new Map([['operator-3', 5]])
  assert.deepEqual(progressOf([told, acknowledged, silent], { messages: 2, declared }), {
    done: 650,
    audience: 1000 + 80 + 10,
    segments: 0,
  })
})

test('the instant of obeying is the one at which it was first heard of', () => {
  const opened = trackObedience(null, [directive(1, { obeyedSequence: 1, heardAt: at(1) })])
  assert.deepEqual(opened.get(directive(1).id), { sequence: 1, at: null })
  const obeyed = trackObedience(opened, [directive(1, { obeyedSequence: 2, heardAt: at(7) })])
  assert.deepEqual(obeyed.get(directive(1).id), { sequence: 2, at: at(7) })
  const later = trackObedience(obeyed, [directive(1, { obeyedSequence: 2, heardAt: at(9) })])
  assert.equal(later.get(directive(1).id)?.at, at(7))
})
