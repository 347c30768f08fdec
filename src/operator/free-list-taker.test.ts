/** A node and the free lists, with a stub of the authority: what is kept, answered, and given back. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { manualClock } from '../base/clock.ts'
import { makeKey, sha256Of, signerOf } from '../directive/signing.ts'
import { FEBRUARY } from '../zerorating/example-list.ts'
import { signList } from '../zerorating/signed.ts'
import type { Document } from './courier.ts'
import { trust } from './enrolment.ts'
import { FreeListTaker } from './free-list-taker.ts'
import { approver, editor, holding, listApprovedBy, PEOPLE, rosterOf, second, stranger, USUAL } from './people.test.ts'
import { NodeFixture } from './stage.test.ts'
import { OPERATOR } from './stub-authority.test.ts'
import { Untrusted } from './untrusted.ts'

/** As version 0.1.0 issued them. */
const UNSIGNED = { approval: undefined, isAtOnce: undefined }

async function set(t: TestContext) {
  const stage = await NodeFixture.set(t)
  const { authority } = stage
  const first = await signList(FEBRUARY, authority.signer)
  const list = { ...FEBRUARY, version: 2, previousSha256: sha256Of(first) }
  const second = await signList(list, authority.signer)
  const folder = join(stage.file('data'), 'zero-rating')
  const file = (name: string) => readFileSync(join(folder, name), 'utf8')
  return { stage, authority, first, second, folder, file }
}

test('two versions of the free list are files, each acknowledged by its digest once it is there', async t => {
  const { stage, authority, first, second, folder, file } = await set(t)
  await stage.start()
  const one = await authority.issueFreeList(first, { version: 1 })
  const held = await authority.answeredFreeList(one.directive)
  assert.deepEqual(
    [held.verdict, held.version, held.listSha256, held.serial],
    [{ is: 'held' }, 1, sha256Of(first), one.serial],
  )
  assert.equal(held.sha256, sha256Of(authority.freeLists[0].directive))
  assert.equal(file('list-1.jws'), `${first}\n`)
  assert.equal(file('current'), `${first}\n`)
  const two = await authority.issueFreeList(second, { version: 2 })
  await authority.answeredFreeList(two.directive)
  assert.equal(file('current'), `${second}\n`)
  assert.deepEqual(readdirSync(folder).sort(), ['authority.key.pub', 'current', 'list-1.jws', 'list-2.jws'])
  assert.deepEqual(JSON.parse(file('authority.key.pub')), authority.signer.publicKey)
})

test('a node that starts anew tells which free list it holds, mends its files by its journal, and confirms anew what is asked again', async t => {
  const { stage, authority, first, second, folder, file } = await set(t)
  await stage.start()
  await authority.issueFreeList(first, { version: 1 })
  const two = await authority.issueFreeList(second, { version: 2 })
  await authority.answeredFreeList(two.directive)
  await stage.stop()
  writeFileSync(join(folder, 'list-1.jws'), 'something else\n')
  rmSync(join(folder, 'current'))
  authority.freeLists = []
  const again = await authority.issueFreeList(first, { version: 1 })
  await stage.start()
  assert.deepEqual((await authority.answeredFreeList(again.directive)).verdict, { is: 'held' })
  assert.deepEqual(authority.hellos.at(-1)?.freeList, { version: 2, sha256: sha256Of(second) })
  assert.equal(authority.hellos.at(-1)?.serialMax, two.serial)
  assert.equal(file('list-1.jws'), `${first}\n`)
  assert.equal(file('current'), `${second}\n`)
})

test('a free list that cannot be trusted is answered with why, or to nobody, and leaves what is held as it is', async t => {
  const { stage, authority, first, second, file } = await set(t)
  await stage.start()
  const one = await authority.issueFreeList(first, { version: 1 })
  await authority.answeredFreeList(one.directive)
  const refused = async (list: string, change: object) => {
    const { verdict } = await authority.answeredFreeList((await authority.issueFreeList(list, change)).directive)
    return verdict.is === 'refused' ? verdict.why : verdict.is
  }
  assert.equal(await refused(second, { version: 2, serial: one.serial }), 'replayed')
  assert.equal(await refused(second, { version: 2, expiresAt: '2026-01-01T00:00:00Z' }), 'expired')
  assert.equal(await refused(first, { version: 2, listSha256: 'a'.repeat(64) }), 'digest-differs')
  // A serial that a round has had is nobody else's.
  const round = await authority.issue()
  await authority.returned(round.directive)
  assert.equal(await refused(second, { version: 2, serial: round.serial }), 'replayed')

  const answered = () => new Set(authority.freeListAcknowledgements.map(body => body.directive)).size
  const before = answered()
  const stranger = await signerOf(await makeKey())
  const forged = { directive: await stranger.sign('listDirective', { serial: 90 }), list: second }
  authority.freeLists.push(forged)
  await authority.issueFreeList(second, { version: 2, operator: 'vinaphone' })
  const two = await authority.issueFreeList(second, { version: 2 })
  assert.deepEqual((await authority.answeredFreeList(two.directive)).verdict, { is: 'held' })
  assert.equal(answered(), before + 1)
  assert.equal(file('current'), `${second}\n`)
  // Nor is the serial of a list a round's.
  const late = await authority.issue({ serial: two.serial })
  await authority.until(() => authority.acknowledgementOf(late.directive) !== undefined, 'an answer to the round')
  assert.deepEqual(authority.acknowledgementOf(late.directive)?.verdict, { is: 'refused', why: 'replayed' })
})

test('an authority that was restored from a backup is given back the free lists it lost, oldest first', async t => {
  const { stage, authority, first, second } = await set(t)
  await stage.start()
  await authority.issueFreeList(first, { version: 1 })
  const two = await authority.issueFreeList(second, { version: 2 })
  await authority.answeredFreeList(two.directive)
  await stage.stop()
  authority.newestFreeList = { version: 0, sha256: null }
  await stage.start()
  await authority.until(() => authority.freeListsGiven.length === 2, 'both lists')
  assert.deepEqual(authority.freeListsGiven, [first, second])
  await stage.stop()
  authority.newestFreeList = { version: 1, sha256: sha256Of(first) }
  authority.faults.set('/node/v1/lists', [{ status: 422, code: 'listChainBroken' }])
  await stage.start()
  await authority.until(
    () => authority.calls.filter(path => path === '/node/v1/lists').length === 3,
    'the second list once more',
  )
  await authority.until(() => authority.streams > 0, 'the stream, though it was refused')
})

test('a free list that cannot be written is not acknowledged', async t => {
  const { stage, authority, first, folder, file } = await set(t)
  await stage.start()
  await authority.until(() => authority.streams > 0, 'the stream')
  // A folder stands where the file belongs: so it fails for root too.
  mkdirSync(join(folder, 'list-1.jws', 'x'), { recursive: true })
  const { directive } = await authority.issueFreeList(first, { version: 1 })
  // By the time that a round is over, anything that was to be said before it was said.
  const round = await authority.issue()
  await authority.returned(round.directive)
  assert.ok(stage.logged.some(({ level, event }) => level === 'error' && event === 'job not saved, will retry'))
  assert.deepEqual(authority.freeListAcknowledgements, [])
  rmSync(join(folder, 'list-1.jws'), { recursive: true })
  authority.push()
  assert.deepEqual((await authority.answeredFreeList(directive)).verdict, { is: 'held' })
  assert.equal(file('list-1.jws'), `${first}\n`)
})

/** A taker by itself, whose clock is told to move on. `append`: to its journal. */
function alone(
  { stage, authority }: Awaited<ReturnType<typeof set>>,
  append: (entry: object) => Promise<void>,
): { readonly taker: FreeListTaker; readonly brought: Document[]; readonly clock: ReturnType<typeof manualClock> } {
  const clock = manualClock({ wall: Date.now() })
  const brought: Document[] = []
  const { signer } = authority
  const taker = new FreeListTaker({
    directory: stage.file('data'),
    journal: { append },
    entries: [],
    link: { authorityKey: signer.publicKey, operator: OPERATOR, signer },
    untrusted: new Untrusted(stage.log),
    heads: { see: () => {} },
    rosters: holding(rosterOf(PEOPLE), clock),
    log: stage.log,
    clock,
    bring: document => brought.push(document),
    hasOtherSerial: () => false,
  })
  taker.start()
  return { taker, brought, clock }
}

test('a free list that could not be written is taken again after a few seconds, without another agenda', async t => {
  const here = await set(t)
  const { authority, first, folder, file } = here
  mkdirSync(join(folder, 'list-1.jws', 'x'), { recursive: true })
  await authority.issueFreeList(first, { version: 1, operator: OPERATOR })
  const written: object[] = []
  const { taker, brought, clock } = alone(here, async entry => {
    written.push(entry)
  })
  taker.take(authority.freeLists)
  await taker.settled()
  assert.deepEqual([written.length, brought], [1, []], 'kept in the journal, told to nobody')
  rmSync(join(folder, 'list-1.jws'), { recursive: true })
  clock.advance(4999)
  await taker.settled()
  assert.deepEqual(brought, [])
  clock.advance(1)
  await taker.settled()
  assert.equal(file('current'), `${first}\n`)
  assert.equal(written.length, 1, 'what the journal holds is not written twice')
  assert.ok(brought.length > 0 && brought.every(({ kind }) => kind === 'listAcknowledgement'))
  await taker.close()
  assert.equal(clock.nextMs, null)
})

test('an authority that goes on asking for a list that it was told of is told again after half a minute, not at each look', async t => {
  const here = await set(t)
  const { authority, first } = here
  await authority.issueFreeList(first, { version: 1, operator: OPERATOR })
  const { taker, brought, clock } = alone(here, async () => {})
  taker.take(authority.freeLists)
  await taker.settled()
  await taker.taken(brought[0].sha256)
  const before = brought.length
  for (let seconds = 5; seconds <= 30; seconds += 5) {
    clock.advance(5000)
    await taker.settled()
    assert.equal(brought.length - before, 0, `after ${seconds} s`)
  }
  clock.advance(5000)
  await taker.settled()
  assert.equal(brought.length - before, 1)
  await taker.close()
})

test('a free list that could not be kept holds up the next one, which builds on it and is not refused meanwhile', async t => {
  const here = await set(t)
  const { authority, first, second, file } = here
  await authority.issueFreeList(first, { version: 1, operator: OPERATOR })
  await authority.issueFreeList(second, { version: 2, operator: OPERATOR })
  const entries: { is?: string; version?: number }[] = []
  let failures = 1
  const { taker, brought, clock } = alone(here, async entry => {
    if (failures-- > 0) throw new Error('no space left on device')
    entries.push(entry)
  })
  taker.take(authority.freeLists)
  await taker.settled()
  assert.deepEqual([entries, brought], [[], []])
  clock.advance(5000)
  await taker.settled()
  const held = entries.map(({ is, version }) => [is, version])
  assert.deepEqual(held, [
    ['list-held', 1],
    ['list-held', 2],
  ])
  assert.equal(file('current'), `${second}\n`)
  await taker.close()
})

test('a free list that two people have not signed is refused, said, and leaves what is held as it is', async t => {
  const { stage, authority, first, second: next, file } = await set(t)
  await stage.start()
  const one = await authority.issueFreeList(first, { version: 1 })
  await authority.answeredFreeList(one.directive)
  const list = { ...FEBRUARY, version: 2, previousSha256: sha256Of(first) }
  const made = await listApprovedBy(USUAL, list)
  const elsewhere = { ...list, services: list.services.slice(1) }
  const attempts: Readonly<Record<string, object>> = {
    'nobody has signed it': UNSIGNED,
    'one person is both': await listApprovedBy({ submit: approver, approve: approver }, list),
    'an editor approved': await listApprovedBy({ submit: second, approve: editor }, list),
    'a stranger approved': await listApprovedBy({ submit: editor, approve: stranger }, list),
    'they approved other services': await listApprovedBy(USUAL, elsewhere),
    'they approved another place in the chain': await listApprovedBy(USUAL, FEBRUARY),
    'they approved it for at once': { ...(await listApprovedBy(USUAL, list, { isAtOnce: true })), isAtOnce: false },
    'it is said to be for at once': { ...made, isAtOnce: true },
    'it is for at once, and in force long ago': await listApprovedBy(USUAL, list, { isAtOnce: true }),
  }
  for (const [name, change] of Object.entries(attempts))
    await t.test(name, async () => {
      const { directive } = await authority.issueFreeList(next, { version: 2, ...change })
      const { verdict } = await authority.answeredFreeList(directive)
      assert.deepEqual(verdict, { is: 'refused', why: 'needs-two-people' })
    })
  const said = stage.logged.filter(({ event }) => /lacks the signatures of two/.test(event))
  assert.equal(said.length, Object.keys(attempts).length)
  assert.equal(file('current'), `${first}\n`)
  const at = list.inForceFrom
  const good = await listApprovedBy(USUAL, list, { isAtOnce: true, at })
  const { directive } = await authority.issueFreeList(next, { version: 2, ...good })
  assert.deepEqual((await authority.answeredFreeList(directive)).verdict, { is: 'held' })
})

test('a free list that is held stays held, and is confirmed, though nobody had signed it then', async t => {
  const { stage, authority, first } = await set(t)
  await stage.start()
  await authority.answeredFreeList((await authority.issueFreeList(first, { version: 1 })).directive)
  await stage.stop()
  trust({ file: stage.file('node.key'), roster: 'ab'.repeat(32) })
  await stage.start()
  const { serial, ...again } = await authority.issueFreeList(first, { version: 1, ...UNSIGNED })
  assert.deepEqual((await authority.answeredFreeList(again.directive)).verdict, { is: 'held' })
  assert.ok(serial > 1)
})

test('lists that nobody signed reach a new node with one that builds on them and that two people have signed', async t => {
  const { stage, authority, first, second: next, file } = await set(t)
  const third = { ...FEBRUARY, version: 3, previousSha256: sha256Of(next) }
  const signed = await signList(third, authority.signer)
  const [one, two] = [
    await authority.issueFreeList(first, { version: 1, ...UNSIGNED }),
    await authority.issueFreeList(next, { version: 2, ...UNSIGNED }),
  ]
  const three = await authority.issueFreeList(signed, { version: 3 })
  await stage.start()
  for (const { directive } of [one, two, three])
    assert.deepEqual((await authority.answeredFreeList(directive)).verdict, { is: 'held' })
  assert.equal(file('current'), `${signed}\n`)
})

test('lists that nobody signed are refused at a new node where what builds on them is not signed, or builds on others', async t => {
  for (const change of ['unsigned', 'other']) {
    const { stage, authority, first } = await set(t)
    const elsewhere = await signList({ ...FEBRUARY, country: 'LA' }, authority.signer)
    const before = change === 'other' ? elsewhere : first
    const list = { ...FEBRUARY, version: 2, previousSha256: sha256Of(before) }
    const next = await signList(list, authority.signer)
    const one = await authority.issueFreeList(first, { version: 1, ...UNSIGNED })
    await authority.issueFreeList(next, { version: 2, ...(change === 'unsigned' && UNSIGNED) })
    await stage.start()
    assert.deepEqual((await authority.answeredFreeList(one.directive)).verdict, {
      is: 'refused',
      why: 'needs-two-people',
    })
  }
})

test('a list that nobody signed is refused where a signed one follows it: at a node that holds a signed one, and where it is of after the first roster', async t => {
  const { stage, authority, first, file } = await set(t)
  const list = { ...FEBRUARY, version: 2, previousSha256: sha256Of(first) }
  const forged = await signList({ ...list, services: list.services.slice(1) }, authority.signer)
  const honest = { ...list, version: 3, previousSha256: sha256Of(forged) }
  const one = await authority.issueFreeList(first, { version: 1 })
  await stage.start()
  await authority.answeredFreeList(one.directive)
  const two = await authority.issueFreeList(forged, { version: 2, ...UNSIGNED })
  await authority.issueFreeList(await signList(honest, authority.signer), { version: 3 })
  const why = async (directive: string) => (await authority.answeredFreeList(directive)).verdict
  assert.deepEqual(await why(two.directive), { is: 'refused', why: 'needs-two-people' })
  assert.equal(file('current'), `${first}\n`)
  await stage.stop()

  const other = await set(t)
  const late = { ...FEBRUARY, issuedAt: '2026-02-03T00:00:01.000Z' }
  const unsigned = await signList(late, other.authority.signer)
  const next = { ...FEBRUARY, version: 2, previousSha256: sha256Of(unsigned) }
  const begun = await other.authority.issueFreeList(unsigned, { version: 1, ...UNSIGNED })
  await other.authority.issueFreeList(await signList(next, other.authority.signer), { version: 2 })
  await other.stage.start()
  const { verdict } = await other.authority.answeredFreeList(begun.directive)
  assert.deepEqual(verdict, { is: 'refused', why: 'needs-two-people' })
})

test('a node that took unsigned lists before lists were marked holds them, takes signed ones after them, and no unsigned one', async t => {
  const { authority, first, second: next } = await set(t)
  const clock = manualClock({ wall: Date.now() })
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const kept: object[] = []
  const held = {
    is: 'list-held' as const,
    at: '2020-02-03T00:00:00Z',
    directive: randomUUID(),
    serial: 1,
    sha256: 'd'.repeat(64),
    version: 1,
    acknowledgement: 'a',
    listSha256: sha256Of(first),
    list: first,
  } as const
  const directory = mkdtempSync(join(tmpdir(), 'loa-lists-'))
  t.after(() => rmSync(directory, { recursive: true, force: true }))
  const { signer } = authority
  const taker = new FreeListTaker({
    directory,
    entries: [held],
    log,
    clock,
    untrusted: new Untrusted(log),
    journal: { append: async entry => void kept.push(entry) },
    link: { authorityKey: signer.publicKey, operator: OPERATOR, signer },
    heads: { see: () => {} },
    rosters: holding(rosterOf(PEOPLE), clock),
    bring: () => {},
    hasOtherSerial: () => false,
  })
  const comes = async (change: object) => {
    authority.freeLists.length = 0
    await authority.issueFreeList(next, { version: 2, operator: OPERATOR, serial: 5, ...change })
    taker.take([...authority.freeLists])
    await taker.settled()
    return kept.at(-1) as { is: string; why?: string }
  }
  assert.equal((await comes(UNSIGNED)).why, 'needs-two-people')
  assert.equal((await comes({})).is, 'list-held')
  assert.equal(taker.newest.version, 2)
  await taker.close()
})
