import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { ListDirectiveBody, ListRefusalReason } from '../directive/documents.ts'
import type { Lack } from '../directive/proof.ts'
import { makeKey, sha256Of, signerOf } from '../directive/signing.ts'
import { FEBRUARY } from '../zerorating/example-list.ts'
import type { ZeroRatingList } from '../zerorating/list.ts'
import { claimOfFreeList, type FreeListEntry, HeldFreeLists, isFreeListEntry, readFreeList } from './held-free-lists.ts'
import { holding, listApprovedBy, PEOPLE, rosterOf, USUAL } from './people.test.ts'

const NOW = Date.parse('2026-02-03T00:00:00Z')
const signer = await signerOf(await makeKey())
const sign = async (list: object) => await signer.sign('zeroRatingList', list)

const FIRST = await sign(FEBRUARY)
const NEXT: ZeroRatingList = { ...FEBRUARY, version: 2, previousSha256: sha256Of(FIRST) }

function directiveOf(list: string, change: Partial<ListDirectiveBody> = {}): ListDirectiveBody {
  return {
    directive: randomUUID(),
    serial: 9,
    operator: 'mot',
    version: 2,
    listSha256: sha256Of(list),
    issuedAt: new Date(NOW).toISOString(),
    expiresAt: new Date(NOW + 1000).toISOString(),
    ...change,
  }
}

function entryOf(change: Partial<Extract<FreeListEntry, { is: 'list-held' }>> = {}): FreeListEntry {
  return {
    is: 'list-held',
    at: '2026-02-03T00:00:00Z',
    directive: randomUUID(),
    serial: 1,
    sha256: 'd'.repeat(64),
    version: 1,
    acknowledgement: 'a',
    listSha256: sha256Of(FIRST),
    list: FIRST,
    ...change,
  }
}

function holdingFirst(): HeldFreeLists {
  const held = new HeldFreeLists()
  held.add(entryOf())
  return held
}

async function check(
  document: string,
  expected: 'proved' | 'held' | ListRefusalReason | Lack['of'],
  given: Partial<ListDirectiveBody> & { isReplay?: boolean; held?: HeldFreeLists; now?: number } = {},
) {
  const { isReplay = false, held = holdingFirst(), now = NOW, ...change } = given
  const body = directiveOf(document, change)
  const read = await readFreeList(body, document, { held, key: signer.publicKey })
  if (read.is !== 'new') return assert.equal(read.is === 'refused' ? read.why : read.is, expected)
  const { list } = read
  const at = new Date(NOW).toISOString()
  const signed = { ...body, ...(await listApprovedBy(USUAL, list, { at })) }
  const claim = claimOfFreeList(signed, { list, document }, { newest: held.newest, isReplay })
  const lack = await holding(rosterOf(PEOPLE), { wall: () => now }).lackOf(claim)
  assert.equal(lack?.of ?? 'proved', expected)
}

test('of free lists the next version is taken, one that is held stays held, and everything else is refused with its reason', async () => {
  const next = await sign(NEXT)
  await check(next, 'proved')
  await check(FIRST, 'held', { version: 1 })
  await check(FIRST, 'proved', { version: 1, held: new HeldFreeLists() })
  await check(next, 'often', { isReplay: true })
  // Another version 1 than the one that is held.
  await check(await sign({ ...FEBRUARY, country: 'LA' }), 'replayed', { version: 1 })
  await check(next, 'what', { listSha256: 'e'.repeat(64) })
  await check(next, 'when', { now: NOW + 1000 })
  // What is held needs no haste.
  await check(FIRST, 'held', { version: 1, now: NOW + 1000 })
  await check(next, 'which', { held: new HeldFreeLists() })
  for (const change of [{ previousSha256: null }, { previousSha256: 'f'.repeat(64) }])
    await check(await sign({ ...NEXT, ...change }), 'which')
  await check(await sign({ ...NEXT, version: 3 }), 'which', { version: 3 })
  // The directive says another version than the list.
  await check(await sign({ ...NEXT, version: 3 }), 'what')
  await check(await sign({ ...NEXT, subscribers: ['x'] }), 'malformed')
  // It would be signed nowhere: one service stands there twice.
  const [hotline] = FEBRUARY.services
  await check(await sign({ ...NEXT, services: [hotline, hotline] }), 'malformed')
  const stranger = await signerOf(await makeKey())
  await check(await stranger.sign('zeroRatingList', NEXT), 'malformed')
  await check(await signer.sign('directive', NEXT), 'malformed')
  await check('nonsense', 'malformed')
  await check(JSON.stringify(NEXT), 'malformed')
})

test('the free lists that are held are those of the journal, also where a version was asked for again', () => {
  const held = holdingFirst()
  held.add(entryOf({ serial: 4, sha256: 'e'.repeat(64), list: null }))
  held.add({ is: 'list-acknowledged', sha256: 'e'.repeat(64) })
  assert.deepEqual(held.newest, { version: 1, sha256: sha256Of(FIRST) })
  assert.deepEqual(held.documents, [FIRST])
  assert.equal(held.serialMax, 4)
  assert.deepEqual(
    [...held.all()].map(({ isAcknowledged }) => isAcknowledged),
    [false, true],
  )
  assert.ok(held.hasSerial(1, 'e'.repeat(64)) && !held.hasSerial(1, 'd'.repeat(64)))
  assert.ok(!held.hasSerial(4, 'd'.repeat(64)), 'what was asked for again uses up no serial')
  assert.deepEqual(new HeldFreeLists().newest, { version: 0, sha256: null })
})

test('a journal entry of a free list is told apart from one of a round', () => {
  assert.ok(isFreeListEntry(entryOf()))
  assert.ok(!isFreeListEntry({ is: 'accepted' }) && !isFreeListEntry({}))
})
