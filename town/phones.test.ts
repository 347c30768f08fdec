import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BROADCAST, BROADCAST_CORRECTION } from './bulletin-content.ts'
import type { Controller } from './controllers.ts'
import { type Approved, approvedOf, cellsWith, cellsWithAny, killedAt, octetsAsApproved, octetsIn } from './phones.ts'

const MESSAGES = [
  { language: 'vi', identifier: 4378, serialNumber: 0x4000 },
  { language: 'en', identifier: 4391, serialNumber: 0x4000 },
]
const APPROVED = approvedOf(MESSAGES, BROADCAST)
const PAGES = 3

type Bsc = Controller['bsc']
type Shown = ReturnType<Bsc['onAir']>[number]

/** Two cells that show this, and a record of what they were asked. */
function controller(shown: readonly Approved[], asked: readonly Partial<Bsc['record'][number]>[] = []): Controller {
  const all = shown.map(({ identifier, serialNumber, text, octets }) => {
    const of = { id: identifier, serial: serialNumber, text, octets }
    return { ...of, period: 16, since: 0, until: 1 } satisfies Shown
  })
  const bsc = { onAir: () => all, record: asked as Bsc['record'], restart: () => {} }
  return { bsc, cells: { inside: ['001-01-100-1', '001-01-100-2'], outside: ['001-01-100-3'] } }
}

const written = (approved: readonly Approved[]) =>
  approved.map(({ identifier: id, serialNumber: newSerial, octets }) => ({ type: 0x01, id, newSerial, octets }))

test('a cell counts only where it shows every language under the number of the page, as text and octet for octet', () => {
  const [vi, en] = APPROVED
  const cells = (...shown: readonly Approved[]) => cellsWith([controller(shown)], APPROVED)
  assert.equal(cells(vi, en), 2)
  assert.equal(cells(vi), 0, 'one language is missing')
  assert.equal(cells(vi, { ...en, serialNumber: 0x4001 }), 0)
  assert.equal(cells(vi, { ...en, identifier: 4378 }), 0)
  assert.equal(cells(vi, { ...en, text: `${en.text}!` }), 0)
  const [first, ...rest] = vi.octets
  assert.equal(cells({ ...vi, octets: [`ff${first.slice(2)}`, ...rest] }, en), 0)
  assert.equal(cellsWith([controller([])], APPROVED), 0)
})

test('octets that differ from the approved ones, or lack, are missed one by one', () => {
  const as = (pages: readonly string[]) => {
    const [vi, en] = APPROVED
    return octetsAsApproved([controller([], written([{ ...vi, octets: pages }, en]))], APPROVED)
  }
  const all = octetsIn(APPROVED, 1)
  const [{ octets }] = APPROVED
  assert.equal(all, PAGES * 82)
  assert.equal(as(octets), all)
  assert.equal(as([`ff${octets[0].slice(2)}`, ...octets.slice(1)]), all - 1)
  assert.equal(as(octets.slice(0, -1)), all - 82, 'the last page is missing')
  const correction = approvedOf(MESSAGES, BROADCAST_CORRECTION)
  assert.ok(octetsAsApproved([controller([], written(correction))], APPROVED) < all)
})

test('a BSC is told to kill it where each language was killed and nothing is shown any more', () => {
  const kills = APPROVED.map(({ identifier: id, serialNumber: oldSerial }) => ({ type: 0x04, id, oldSerial }))
  assert.equal(killedAt([controller([], kills)], APPROVED), 1)
  assert.equal(killedAt([controller([], kills.slice(1))], APPROVED), 0)
  assert.equal(killedAt([controller(APPROVED, kills)], APPROVED), 0)
  assert.equal(cellsWithAny([controller(APPROVED)], 'outside'), 1)
})
