/** Lists and searches, on both databases: every item once, in order, whatever is written between two pages. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fillCountry } from '../../bench/authority/large-country.ts'
import { measureLists } from '../../bench/authority/lists.bench.ts'
import { openStore } from '../../src/app/areas.ts'
import type { Page } from '../../src/authority/paging.ts'
import { verifyTrail } from '../../src/authority/trail.ts'
import { onEachDatabase } from './databases.ts'
import { contentFor, draft, enrolled, openStage, PEOPLE, scheduled } from './stage.ts'

async function all<Item>(page: (cursor: string | null) => Promise<Page<Item>>): Promise<Item[]> {
  const items: Item[] = []
  let cursor: string | null = null
  do {
    const { items: more, next }: Page<Item> = await page(cursor)
    items.push(...more)
    cursor = next
  } while (cursor !== null)
  return items
}

onEachDatabase(databases => {
  test('a list page by page is the whole list, newest first, though much is of one instant', async t => {
    const stage = await openStage(t, databases)
    const { authority, clock } = stage
    const made: string[] = []
    for (let i = 0; i < 25; i++) {
      if (i % 5 === 0) clock.advance(1)
      const { id } = await authority.createCampaign(PEOPLE.editor, { title: `C${i}`, note: '' })
      made.push(id)
    }
    for (const limit of [1, 7, 25, 200]) {
      const listed = await all(cursor => authority.campaigns({ search: null, cursor, limit }))
      assert.deepEqual(listed.map(({ id }) => id).sort(), made.toSorted())
      const times = listed.map(({ createdAt }) => createdAt)
      assert.deepEqual(times, times.toSorted().reverse())
    }
    const first = await authority.campaigns({ search: null, cursor: null, limit: 10 })
    await authority.createCampaign(PEOPLE.editor, { title: 'later', note: '' })
    const rest = await all(cursor => authority.campaigns({ search: null, cursor: cursor ?? first.next, limit: 10 }))
    assert.equal(new Set([...first.items, ...rest].map(({ id }) => id)).size, 25)
  })

  test('a campaign is found by any part of its title or note, in any case, with or without marks', async t => {
    const { authority } = await openStage(t, databases)
    await authority.createCampaign(PEOPLE.editor, { title: 'Phòng, chống dịch tháng Hai', note: 'Đợt 100%_đầu\\cuối' })
    await authority.createCampaign(PEOPLE.editor, { title: 'Khai báo y tế', note: '' })
    const find = async (search: string) => (await authority.campaigns({ search, cursor: null, limit: 10 })).items.length
    for (const found of ['Phòng', 'phong', 'DỊCH', 'thang hai', '100%_đ', 'dau\\', 'chống dịch'])
      assert.equal(await find(found), 1, found)
    assert.equal(await find('%'), 1)
    assert.equal(await find('_'), 1)
    assert.equal(await find('phong chong'), 0)
    assert.equal(await find(''), 2)
    assert.equal(await find("' or 1=1 --"), 0)
  })

  test('rounds are found by campaign, by state and by operator', async t => {
    const stage = await openStage(t, databases)
    const { authority } = stage
    await enrolled(stage, 'mot')
    await enrolled(stage, 'hai')
    const one = await draft(stage, contentFor(['mot']))
    const both = await scheduled(stage, contentFor(['mot', 'hai']))
    const moved = await draft(stage, contentFor(['mot']))
    await authority.saveRound(PEOPLE.editor, moved.id, { version: 1, content: contentFor(['hai']) })
    const find = async (query: object) =>
      (await authority.rounds({ campaign: null, states: null, cursor: null, limit: 10, ...query })).items.map(
        ({ id }) => id,
      )
    const ids = (...rounds: { id: string }[]) => rounds.map(({ id }) => id).sort()
    assert.deepEqual((await find({})).sort(), ids(one, both, moved))
    assert.deepEqual(await find({ campaign: one.campaign }), [one.id])
    assert.deepEqual((await find({ states: ['draft'] })).sort(), ids(one, moved))
    assert.deepEqual(await find({ states: ['scheduled', 'running'] }), [both.id])
    assert.deepEqual(await find({ states: [] }), [])
    assert.deepEqual((await find({ operator: 'mot' })).sort(), ids(one, both))
    assert.deepEqual((await find({ operator: 'hai' })).sort(), ids(both, moved))
    assert.deepEqual(await find({ operator: 'ba' }), [])
    assert.equal((await authority.campaign(one.campaign)).rounds, 1)
  })

  test('rounds are numbered within their campaign', async t => {
    const stage = await openStage(t, databases)
    const { authority } = stage
    const { campaign } = await draft(stage, contentFor([]))
    const more = await Promise.all([1, 2, 3].map(() => authority.createRound(PEOPLE.editor, campaign, contentFor([]))))
    assert.deepEqual(more.map(({ number }) => number).sort(), [2, 3, 4])
  })

  test('a small country fills every list that is measured', async t => {
    const database = await databases.open(t)
    await fillCountry(database, { operators: 2, campaigns: 10, rounds: 60 })
    assert.equal((await verifyTrail(openStore(database))).is, 'whole')
    const measured = await measureLists(database, 1)
    assert.ok(measured.length >= 8)
    for (const { list, items } of measured) assert.equal(items > 0, list !== 'trail by nobody', list)
  })
})
