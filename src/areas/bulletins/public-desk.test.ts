/** Pages over a log that grows: whoever asks after a release has it, and each alert is signed once. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Reading } from '../../authority/store.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import type { Failure } from '../../base/failure.ts'
import { verifyAlert } from '../../cap/check.ts'
import { PageCache } from '../../http/page-cache.ts'
import { CapDesk } from './cap-desk.ts'
import { makeCapKey } from './cap-key.ts'
import type { CapWriting, SignedAlert } from './cap-store.ts'
import type { Released } from './channel.ts'
import { PublicDesk } from './public-desk.ts'
import { at, CONTENT, ID, logOf, released, SITE } from './public-fixtures.test.ts'

const NOON = at('2026-02-03T12:00:00')
const KEY = await makeCapKey({ name: SITE.name, nowMs: NOON })
const ASKING = { header: () => null }

/** Alerts in memory. */
function capRowsInMemory(signed: SignedAlert[]): CapWriting {
  return {
    alertsOf: async bulletin => signed.filter(each => each.bulletin === bulletin),
    signedAlert: async identifier => signed.find(each => each.identifier === identifier) ?? null,
    insertAlert: async alert => void signed.push(alert),
  }
}

function opened(entries: Released[], signed: SignedAlert[] = []) {
  const world = { now: NOON, key: KEY, refused: [] as string[] }
  const store = { areas: { 'cap-alerts': capRowsInMemory(signed) } }
  const work = {
    store,
    now: () => world.now,
    transaction: async (act: (tx: object) => Promise<unknown>) => await act({ store, publish: () => {} }),
  } as unknown as UnitOfWork
  const releases = logOf(entries)
  const cap = new CapDesk({
    work,
    releases,
    site: SITE,
    key: async () => world.key,
    onRefusal: (identifier: string, failure: Failure) => void world.refused.push(`${identifier}: ${failure.code}`),
    onError: error => {
      throw error
    },
  })
  const desk = new PublicDesk({ releases, cap, site: SITE, nowMs: work.now })
  const cache = new PageCache({ make: async now => await desk.pageSet(now), nowMs: work.now })
  const read = async (path: string) => (await cache.answer(path, ASKING))?.body?.toString() ?? null
  const release = (...more: Released[]) => {
    entries.push(...more)
    cache.invalidate()
  }
  return { world, signed, cap, desk, cache, read, release }
}

const of = (i: number) => ID.replace(/..$/, String(10 + i))

test('whoever asks after a release has it on page and feeds and as a signed alert: 50 of 50', async () => {
  const { read, release, signed } = opened([])
  for (let i = 0; i < 50; i++) {
    const renditions = { ...CONTENT.renditions, page: [{ language: 'vi', title: `Tin ${i}.`, text: 'a' }] }
    release(released(i + 1, 'publish', '2026-02-03T11:00:00', { bulletin: of(i), renditions }))
    const paths = ['/bulletins', `/bulletins/${of(i)}`, '/bulletins.atom', '/bulletins.json']
    for (const page of await Promise.all(paths.map(read))) assert.ok(page?.includes(`Tin ${i}.`))
    assert.ok((await read('/cap.atom'))?.includes(`${of(i)}.1.publish.xml`))
    const alert = await read(`/cap/${of(i)}.1.publish.xml`)
    assert.deepEqual(verifyAlert(Buffer.from(alert ?? ''), { ...KEY, at: NOON }), [])
  }
  assert.equal(signed.length, 50)
})

test('a window that opens and one that closes change the pages at that very instant', async () => {
  const window = { from: '2026-02-03T12:30:00+07:00', until: '2026-02-03T13:00:00+07:00' }
  const { read, world } = opened([released(1, 'publish', '2026-02-03T11:00:00', { window })])
  const check = async (when: string, isCurrent: boolean, isKnown: boolean) => {
    world.now = at(when)
    assert.equal((await read('/bulletins'))?.includes('(1)'), isCurrent, when)
    assert.equal((await read(`/cap/${ID}.1.publish.xml`)) !== null, isKnown, when)
    assert.equal((await read('/cap.atom'))?.includes('<entry>'), isCurrent, when)
  }
  await check('2026-02-03T12:29:59.999', false, false)
  await check('2026-02-03T12:30:00', true, true)
  await check('2026-02-03T12:59:59.999', true, true)
  await check('2026-02-03T13:00:00', false, true)
})

test('what is signed is never signed again, whoever starts anew', async () => {
  const entries = [released(1, 'publish', '2026-02-03T11:00:00')]
  const first = opened(entries)
  const xml = await first.read(`/cap/${ID}.1.publish.xml`)
  const second = opened(entries, first.signed)
  assert.equal(await second.read(`/cap/${ID}.1.publish.xml`), xml)
  assert.equal(second.signed.length, 1)
})

test('what was corrected before its alert was signed is never said: the correction is the first alert', async () => {
  const { read, signed } = opened([
    released(1, 'publish', '2026-02-03T11:00:00'),
    released(2, 'correct', '2026-02-03T11:01:00'),
  ])
  assert.match((await read(`/cap/${ID}.1.correct.xml`)) ?? '', /<msgType>Alert<\/msgType>/)
  assert.deepEqual(
    signed.map(({ identifier }) => identifier),
    [`${ID}.1.correct`],
  )
  assert.equal(await read(`/cap/${ID}.1.publish.xml`), null)
})

test('an alert that cannot be signed is said to have failed, and is tried again when pages are next made and at the next start', async () => {
  const entries = [released(1, 'publish', '2026-02-03T11:00:00')]
  const { read, world, cap, signed } = opened(entries)
  world.key = await makeCapKey({ name: 'x', nowMs: at('2010-01-01T00:00:00') })
  assert.ok((await read('/bulletins'))?.includes('(1)'), 'the page waits for no signature')
  assert.deepEqual(world.refused, [`${ID}.1.publish: alertUnsigned`])
  assert.deepEqual(
    (await cap.proofs(ID)).map(({ kind }) => kind),
    ['failed'],
  )
  world.now = at('2026-02-03T12:01:00')
  await read('/bulletins')
  assert.equal(world.refused.length, 2)
  const again = opened(entries, signed)
  await again.cache.make()
  assert.deepEqual(
    (await again.cap.proofs(ID)).map(({ kind }) => kind),
    ['published'],
  )
})

test('an alert that failed is public when pages are next made once it can be signed', async () => {
  const { read, world } = opened([released(1, 'publish', '2026-02-03T11:00:00')])
  const key = world.key
  world.key = await makeCapKey({ name: 'x', nowMs: at('2010-01-01T00:00:00') })
  assert.equal(await read(`/cap/${ID}.1.publish.xml`), null)
  world.key = key
  world.now = at('2026-02-03T12:01:00')
  assert.match((await read(`/cap/${ID}.1.publish.xml`)) ?? '', /<Signature /)
})

test('what a bulletin may come to say is signed for trial, and nothing of it is kept', async () => {
  const { cap, world, signed } = opened([])
  const store = { areas: { 'cap-alerts': capRowsInMemory(signed) } } as unknown as Reading
  const impossible = { code: 'alertImpossible' }
  await cap.rehearse(store, CONTENT)
  await cap.rehearse(store, { ...CONTENT, renditions: { ...CONTENT.renditions, cap: null } })
  assert.equal(signed.length, 0)
  world.key = await makeCapKey({ name: 'x', nowMs: at('2010-01-01T00:00:00') })
  await assert.rejects(cap.rehearse(store, CONTENT), impossible)
  // Of a key that will count no more when the bulletin begins.
  world.key = await makeCapKey({ name: 'x', nowMs: at('2016-02-04T00:00:00') })
  const window = { from: '2026-02-04T12:00:00+07:00', until: '2026-02-05T12:00:00+07:00' }
  await cap.rehearse(store, CONTENT)
  await assert.rejects(cap.rehearse(store, { ...CONTENT, window }), impossible)
})

test('a bulletin that is too old for the list is made when it is asked for, with its alert', async () => {
  const past = { from: null, until: '2026-02-01T00:00:00+07:00' }
  const entries = Array.from({ length: 60 }, (_, i) =>
    released(i + 1, 'publish', '2026-01-31T11:00:00', { bulletin: of(i), window: past }),
  )
  const { cache, desk, signed } = opened(entries)
  await cache.make()
  assert.equal(await cache.answer(`/bulletins/${of(0)}`, ASKING), null)
  const older = await desk.olderPage(of(0), { purpose: 'live', language: 'vi' })
  assert.match(String(older?.body), /Bản tin này đã hết hiệu lực/)
  assert.equal(await desk.olderPage(of(0), { purpose: 'exercise', language: 'vi' }), null)
  assert.equal(signed.length, 50, 'those on the list, since nobody signed them before')
  const { identifier } = signed[0]
  assert.ok((await desk.olderAlert(identifier, 'live'))?.body)
  assert.equal(await desk.olderAlert(identifier, 'exercise'), null)
})
