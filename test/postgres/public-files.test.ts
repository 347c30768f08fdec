/** What everyone may read, as files, under a clock that the test moves: what is old, what is doubted, an alert that is signed later. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { publicFilesOf } from '../../src/app/publish/public-files.ts'
import { CapDesk } from '../../src/areas/bulletins/cap-desk.ts'
import { makeCapKey } from '../../src/areas/bulletins/cap-key.ts'
import { plainDraft } from '../../src/areas/bulletins/fixtures.test.ts'
import { SITE } from '../../src/areas/bulletins/public-fixtures.test.ts'
import { SITE_SETTING } from '../../src/areas/bulletins/public-routes.ts'
import { draftOf } from '../authority/released.ts'
import { iso, tables, withBulletins } from './bulletins-stage.ts'
import { onlySqlite } from './databases.ts'
import { DAY, SECOND } from './stage.ts'

/** Bulletins that the pages keep besides those whose time is not over, and a few more. */
const MANY = 53

async function opened(t: TestContext) {
  const of = await withBulletins(t, onlySqlite())
  const { work, stage, releases } = of
  await work.transaction(async ({ store }) => await store.setSetting(SITE_SETTING, JSON.stringify(SITE)))
  const pair = await makeCapKey({ name: SITE.name, nowMs: stage.clock.now() })
  const refuse = () => assert.fail('not signed')
  const desk = new CapDesk({ work, releases, site: SITE, key: async () => pair, onRefusal: refuse, onError: refuse })
  const files = publicFilesOf(stage.database, {})
  return {
    ...of,
    sign: async (id: string) => await desk.sign([id]),
    look: async () => {
      const { files: all, untilMs } = await files.at(stage.clock.now())
      return { all: new Map(all.map(each => [each.path, each])), untilMs }
    },
  }
}

test('a bulletin that is on no list any more stays under its own address, the same octets at any later instant', async t => {
  const { approved, stage, look, sign } = await opened(t)
  const until = iso(stage.clock.now() + DAY)
  const ids: string[] = []
  for (let i = 0; i < MANY; i++) {
    const draft = { ...plainDraft(''), window: { from: null, until } }
    const { id } = await approved(i === 0 ? { ...draftOf('Cũ'), window: draft.window } : draft)
    ids.push(id)
  }
  await sign(ids[0])
  stage.clock.advance(2 * DAY)
  const one = await look()
  stage.clock.advance(60 * SECOND)
  const other = await look()
  const oldest = ids[0]
  for (const id of ids)
    for (const path of [`/bulletins/${id}.html`, `/en/bulletins/${id}.html`, `/bulletins/${id}.png`])
      assert.equal(one.all.get(path)?.mark, other.all.get(path)?.mark ?? 'missing', path)
  assert.ok(one.all.has(`/cap/${oldest}.1.publish.xml`))
  const text = String(await one.all.get(`/bulletins/${oldest}.html`)?.octets())
  assert.match(text, /đã hết hiệu lực.*Không đổi từ/s)
  assert.notEqual(one.all.get('/bulletins.html')?.mark, other.all.get('/bulletins.html')?.mark)
  assert.equal(other.all.size, one.all.size)
  // What a restored database is not sure of is told by nobody, and its alerts stay.
  for (const id of [oldest, ids[MANY - 1]])
    await tables({ stage }).updateTable('bulletin').set({ released_doubted: 1 }).where('id', '=', id).execute()
  const { all } = await look()
  for (const id of [oldest, ids[MANY - 1]])
    for (const path of [`/bulletins/${id}.html`, `/en/bulletins/${id}.html`, `/bulletins/${id}.png`])
      assert.ok(!all.has(path), path)
  assert.ok(all.has(`/cap/${oldest}.1.publish.xml`))
})

test('an alert that is signed after its release was published is published too', async t => {
  const { approved, look, sign, until } = await opened(t)
  const { id } = await approved({ ...draftOf('Có ca bệnh'), window: { from: null, until } })
  const alert = `/cap/${id}.1.publish.xml`
  const before = await look()
  assert.ok(before.all.has(`/bulletins/${id}.html`))
  assert.ok(!before.all.has(alert))
  await sign(id)
  const after = await look()
  assert.ok(after.all.has(alert))
  assert.match(String(await after.all.get('/cap.atom')?.octets()), new RegExp(id))
})

test('a server of another name or address is said anew on every page', async t => {
  const { approved, work, look, until } = await opened(t)
  const { id } = await approved({ ...draftOf('Rửa tay'), window: { from: null, until } })
  const before = await look()
  const moved = { name: 'Sở Y tế', origin: 'https://so.example.vn' }
  await work.transaction(async ({ store }) => await store.setSetting(SITE_SETTING, JSON.stringify(moved)))
  const { all } = await look()
  for (const path of [
    '/bulletins.html',
    `/bulletins/${id}.html`,
    `/bulletins/${id}.png`,
    '/bulletins.atom',
    '/free.html',
  ])
    assert.notEqual(all.get(path)?.mark, before.all.get(path)?.mark ?? 'missing', path)
  assert.match(String(await all.get(`/bulletins/${id}.html`)?.octets()), /https:\/\/so\.example\.vn/)
})
