/** The public page under a clock that the test moves: nobody is told "as before" of what has changed. On both databases. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { FreeNow } from '../../src/areas/free/model.ts'
import { freePages } from '../../src/areas/free/public-page.ts'
import { responseOf } from '../../src/http/at-once.ts'
import { PageCache } from '../../src/http/page-cache.ts'
import { type Databases, onEachDatabase } from './databases.ts'
import { FIRST, holdAll, KNOWS, LIST, signed, withServices } from './free-stage.ts'
import { enrolled, openStage, SECOND, START } from './stage.ts'

const NOTHING_ASKED = new Headers()

async function openPage(t: TestContext, databases: Databases) {
  const stage = await openStage(t, databases)
  const { authority, clock } = stage
  const kept = new PageCache({
    make: async now => await freePages({ free: authority.free, name: 'Bộ Y tế' }, now),
    nowMs: clock.now,
  })
  const page = {
    respond: async (kind: 'json', headers: Headers) => {
      const answer = await kept.answer(`/free.${kind}`, { header: name => headers.get(name) })
      assert.ok(answer !== null)
      return responseOf(answer)
    },
  }
  authority.subscribe(({ is }) => {
    if (is === 'free' || is === 'operator') kept.invalidate()
  })
  const date = async () => (await page.respond('json', NOTHING_ASKED)).headers.get('last-modified') as string
  const statusSince = async (since: string) =>
    (await page.respond('json', new Headers({ 'if-modified-since': since }))).status
  return { ...stage, stage, page, date, statusSince }
}

onEachDatabase(databases => {
  test('who asks by the date alone is told of each change, also of two within a second', async t => {
    const { stage, clock, date, statusSince } = await openPage(t, databases)
    const node = await enrolled(stage, 'mot', KNOWS)
    await signed(stage, LIST)
    clock.advance(200)
    const before = await date()
    assert.equal(before, new Date(START).toUTCString())
    clock.advance(200)
    await holdAll(stage, node)
    assert.equal(await statusSince(before), 200)
    // The second in which it changed may have had another answer; the next one has this.
    assert.equal(await statusSince(await date()), 200)
    clock.advance(SECOND)
    const after = await date()
    assert.equal(after, new Date(START + SECOND).toUTCString())
    assert.equal(await statusSince(after), 304)
    await signed(stage, withServices(FIRST))
    assert.equal(await statusSince(after), 200)
  })

  test('what was kept is told for its minute and not a moment longer, and not over an edge', async t => {
    const { stage, clock, page } = await openPage(t, databases)
    await signed(stage, LIST)
    const told = async () => {
      const answer = await page.respond('json', NOTHING_ASKED)
      return { ...((await answer.json()) as FreeNow), age: answer.headers.get('cache-control') }
    }
    const first = await told()
    clock.advance(59 * SECOND)
    assert.deepEqual(await told(), first)
    clock.advance(SECOND)
    const next = await told()
    assert.notDeepEqual(next, first)
    assert.match(next.age ?? '', /^public, max-age=5, s-maxage=5, /)
    // What becomes free within the minute is there at its instant.
    const from = new Date(clock.now() + 20 * SECOND).toISOString()
    await signed(stage, withServices({ ...FIRST, free: [{ from, until: null }] }))
    clock.advance(18 * SECOND)
    const waiting = await told()
    assert.deepEqual(waiting.free, [])
    assert.match(waiting.age ?? '', /^public, max-age=2, s-maxage=2, /)
    clock.advance(2 * SECOND)
    assert.equal((await told()).free.length, 1)
  })
})
