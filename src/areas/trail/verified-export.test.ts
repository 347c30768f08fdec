/** An export of the trail proves itself: whatever is changed, dropped, swapped, added or cut in it is found, at its line. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashOf } from '../../authority/trail.ts'
import type { TrailEntry } from '../../authority/trail-entry.ts'
import { verifyExport } from './verified-export.ts'

const ENTRIES = chained(9)

function chained(count: number): readonly TrailEntry[] {
  const entries: TrailEntry[] = []
  for (let sequence = 1; sequence <= count; sequence++) {
    const entry = {
      sequence,
      at: `2026-02-03T00:00:0${sequence % 10}.000Z`,
      action: 'round.approve',
      actor: { kind: 'person' as const, id: 'p', name: 'Nguyễn Văn A' },
      subject: { kind: 'round', id: 'r' },
      details: { b: sequence, a: ['ậ', null] },
      previous: entries.at(-1)?.hash ?? '0'.repeat(64),
    }
    entries.push({ ...entry, hash: hashOf(entry) })
  }
  return entries
}

function headOf(entries: readonly TrailEntry[]): string {
  const last = entries[entries.length - 1]
  return `${last.sequence}:${last.hash}`
}

/** Entries 3 to 9 of 9. */
function stretch(of = ENTRIES): string[] {
  const heading = {
    is: 'export',
    version: 1,
    of: 'Bộ',
    at: '2026-02-04T00:00:00.000Z',
    head: headOf(of),
    filter: { from: '2026-02-03T00:00:03.000Z' },
    stretch: { first: 3, last: 9 },
  }
  return [heading, ...of.slice(2), { is: 'end', entries: 7, isAll: true }].map(line => JSON.stringify(line))
}

/** Entries 2, 4 and 5. */
function filtered(): string[] {
  const [heading] = stretch()
  return [
    { ...JSON.parse(heading), filter: { text: 'duyet' }, stretch: null },
    ...[ENTRIES[1], ENTRIES[3], ENTRIES[4]],
    { is: 'end', entries: 3, isAll: true },
  ].map(line => JSON.stringify(line))
}

test('what was exported is whole, and says what it proves', async () => {
  const told = await verifyExport(stretch())
  assert.deepEqual(told, {
    is: 'whole',
    entries: 7,
    first: 3,
    last: 9,
    head: headOf(ENTRIES),
    isAll: true,
    met: 0,
    isStretch: true,
    reachesHead: true,
  })
  const some = await verifyExport(filtered())
  assert.ok(some.is === 'whole')
  assert.deepEqual([some.entries, some.first, some.last, some.isStretch, some.reachesHead], [3, 2, 5, false, false])
})

test('a line that was changed, dropped, swapped, added or cut off is found, at its place', async () => {
  const drop = (lines: string[], at: number) => lines.toSpliced(at, 1)
  const swap = (lines: string[], at: number) => lines.toSpliced(at, 2, lines[at + 1], lines[at])
  const change = (lines: string[], at: number, change: object) =>
    lines.with(at, JSON.stringify({ ...JSON.parse(lines[at]), ...change }))
  // As one who knows how to hash: the entry alone, or all after it too.
  const altered = { ...ENTRIES[4], details: { b: 99 } }
  const rehashed = { ...altered, hash: hashOf(altered) }
  const anew: TrailEntry[] = []
  for (const entry of ENTRIES) {
    const told = entry.sequence === 5 ? altered : entry
    const linked = { ...told, previous: anew.at(-1)?.hash ?? told.previous }
    anew.push({ ...linked, hash: hashOf(linked) })
  }
  const whole = stretch()
  const tricks: readonly [string, string[], number, RegExp][] = [
    ['a detail', change(whole, 3, { details: { b: 1 } }), 4, /hash differs/],
    ['an actor', change(whole, 1, { actor: { kind: 'person', id: 'q', name: 'B' } }), 2, /hash/],
    ['an instant', change(whole, 7, { at: '2026-02-03T00:00:00.000Z' }), 8, /hash differs/],
    ['a detail, hashed anew', whole.with(3, JSON.stringify(rehashed)), 5, /previous differs/],
    ['one dropped', drop(whole, 4), 5, /entry 6 is missing/],
    ['the first dropped', drop(whole, 1), 2, /entry 3 is missing/],
    ['the last dropped', drop(whole, 7), 8, /7 entries were written/],
    ['the last dropped, the end changed', change(drop(whole, 7), 7, { entries: 6 }), 8, /entry 9 is missing/],
    ['two swapped', swap(whole, 4), 5, /entry 6 is missing/],
    ['one twice', whole.toSpliced(4, 0, whole[4]), 6, /entry 7 is missing/],
    ['cut short', whole.slice(0, 5), 5, /cut short/],
    ['something after the end', [...whole, whole[3]], 10, /beyond the end/],
    ['no heading', whole.slice(1), 1, /no heading/],
    ['no JSON', whole.with(2, '{'), 3, /no entry/],
    ['nothing', [], 0, /no heading/],
    ['a filtered one: a detail', change(filtered(), 2, { details: {} }), 3, /hash differs/],
    ['a filtered one: one dropped', drop(filtered(), 2), 4, /3 entries were written/],
    ['a filtered one: two swapped', swap(filtered(), 1), 3, /not after the one before/],
    ['all after it hashed anew, not the head', [whole[0], ...stretch(anew).slice(1)], 8, /noted/],
  ]
  for (const [what, lines, line, why] of tricks) {
    const found = await verifyExport(lines)
    assert.ok(found.is === 'broken', what)
    assert.deepEqual([found.line, why.test(found.why)], [line, true], `${what}: ${found.why}`)
  }
  // Hashed anew from end to end it is whole in itself; a head from elsewhere, or the trail, tells.
  assert.equal((await verifyExport(stretch(anew))).is, 'whole')
  const heads = [{ entries: 9, hash: ENTRIES[8].hash }]
  const found = await verifyExport(stretch(anew), heads)
  assert.ok(found.is === 'broken')
  assert.deepEqual([found.line, found.why], [8, 'the noted head differs'])
  const kept = async (sequence: number) => ENTRIES[sequence - 1]?.hash ?? null
  const compared = await verifyExport(stretch(anew), [], kept)
  assert.ok(compared.is === 'broken')
  assert.deepEqual([compared.line, compared.why], [4, 'the trail has another entry'])
  assert.equal((await verifyExport(stretch(), heads, kept)).is, 'whole')
})
