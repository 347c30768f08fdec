import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { readJournal } from '../base/journal.ts'
import type { TrailHead } from '../directive/documents.ts'
import { type HeadBy, type HeadEntry, isHeadEntry, seenOf } from './heads.ts'
import { NodeFixture } from './stage.test.ts'

const D = '0f8fad5b-d9cb-469f-a165-70867728950e'
const E = '7c9e6679-7425-40de-944b-e07fc1f90ae7'
const directive = (serial: number): HeadBy => ({ kind: 'directive', directive: D, serial })
const list = (serial: number): HeadBy => ({ kind: 'list', directive: E, serial })
const order = (sequence: number, of = D): HeadBy => ({ kind: 'order', directive: of, sequence })

/** Of a trail that was never anything else: one hash a length. */
const hash = (entries: number, letter = 'a') => String(entries).padEnd(64, letter)
const head = (by: HeadBy, entries: number, letter = 'a'): HeadEntry => ({
  is: 'head',
  at: '2026-02-03T00:00:00Z',
  by,
  entries,
  hash: hash(entries, letter),
})

function faultsOf(...entries: HeadEntry[]): readonly string[] {
  return seenOf(entries).faults.map(({ code }) => code)
}

test('heads of a trail that only grew are no fault, in whatever order their documents come', () => {
  const grown = [
    head(directive(1), 10),
    head(list(2), 10),
    head(order(1), 11),
    head(directive(3), 20),
    head(order(2), 20),
    head(order(1, E), 9),
  ]
  for (let turn = 0; turn < grown.length; turn++)
    assert.deepEqual(faultsOf(...grown.slice(turn), ...grown.slice(0, turn)), [])
  assert.deepEqual(faultsOf(...grown.toReversed(), ...grown), [], 'known already')
})

test('two heads of one length with two hashes are a fault, whoever says them', () => {
  for (const by of [directive(2), list(2), order(7), order(7, E), directive(1)])
    assert.deepEqual(faultsOf(head(directive(1), 10), head(by, 10, 'b')), ['trailHeadsDiffer'])
})

test('a later document with a shorter trail is a fault, whichever comes first', () => {
  const pairs: readonly [HeadBy, HeadBy][] = [
    [directive(1), directive(2)],
    [directive(1), list(2)],
    [list(1), directive(9)],
    [order(1), order(2)],
  ]
  for (const [earlier, later] of pairs) {
    const shrunk = [head(earlier, 10), head(later, 9)]
    assert.deepEqual(faultsOf(...shrunk), ['trailShorter'])
    assert.deepEqual(faultsOf(...shrunk.toReversed()), ['trailShorter'])
  }
  // What comes before, and orders of another directive, may be shorter.
  assert.deepEqual(faultsOf(head(directive(2), 10), head(directive(1), 9)), [])
  assert.deepEqual(faultsOf(head(order(1), 10), head(order(2, E), 9)), [])
  assert.deepEqual(faultsOf(head(order(1), 10), head(directive(2), 9)), [])
})

test('an authority restored from a backup is told once, not with each document until its trail is as long', () => {
  const restored = [1, 2, 3, 4].map(i => head(directive(i), i < 2 ? 100 : 50 + i))
  assert.deepEqual(faultsOf(...restored), ['trailShorter'])
})

test('the longest heads are shown first, each length once', () => {
  const seen = seenOf([1, 5, 3, 5].map((entries, i) => head(directive(i + 1), entries)))
  assert.deepEqual(
    seen.newest(2).map(({ entries }) => entries),
    [5, 3],
  )
})

test('a node writes down the heads in what the authority signs, says where they cannot be of one trail, and knows it after a new start', async t => {
  const stage = await NodeFixture.set(t)
  const { authority } = stage
  await stage.start()
  const said = (entries: number, letter = 'a'): { trail: TrailHead } => ({
    trail: { entries, hash: `${entries}`.padEnd(64, letter) },
  })
  const seen = async () => seenOf((await readJournal(join(stage.file('data'), 'journal.jsonl'))).filter(isHeadEntry))
  const alarms = () => stage.logged.filter(({ event }) => /authority trail rewritten/.test(event))

  const first = await authority.issue(said(10))
  await authority.returned(first.directive)
  // Refused for another reason: the head was signed all the same.
  const second = await authority.issue({ ...said(20), expiresAt: '2020-02-03T00:00:00Z' })
  await authority.until(() => authority.acknowledgementOf(second.directive) !== undefined, 'refused')
  assert.deepEqual(
    (await seen()).newest(9).map(({ entries, by }) => [entries, by.directive]),
    [
      [20, second.directive],
      [10, first.directive],
    ],
  )
  assert.equal(alarms().length, 0)

  await stage.stop()
  await stage.start()
  const third = await authority.issue({ ...said(20, 'b'), expiresAt: '2020-02-03T00:00:00Z' })
  await authority.until(() => authority.acknowledgementOf(third.directive) !== undefined, 'third')
  assert.deepEqual(
    (await seen()).faults.map(({ code }) => code),
    ['trailHeadsDiffer'],
  )
  assert.match(String(alarms()[0].fields.says), /two hashes for the same 20 entries/)
  const order = await authority.order(first.directive, 'pause', said(5))
  const next = await authority.order(first.directive, 'pause', said(4))
  const item = authority.items.get(first.directive)
  for (const jws of [order, next]) {
    if (item !== undefined) item.order = jws
    authority.push()
  }
  const other = await authority.issue({ ...said(30), operator: 'vinaphone' })
  await authority.returned((await authority.issue(said(40))).directive)
  const found = await seen()
  assert.deepEqual(
    found.faults.map(({ code }) => code),
    ['trailHeadsDiffer', 'trailShorter'],
  )
  assert.ok(found.newest(99).every(({ by }) => by.directive !== other.directive))
})
