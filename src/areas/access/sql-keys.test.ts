import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { type Databases, onEachDatabase } from '../../../test/postgres/databases.ts'
import { MIGRATIONS } from '../../app/areas.ts'
import type { Page } from '../../authority/paging.ts'
import { answerRows } from '../../sql/idempotency.ts'
import { migrate } from '../../sql/migrate.ts'
import { sqlKeys } from './sql-keys.ts'
import { sqlPeople } from './sql-people.ts'
import type { StoredKey } from './store.ts'

async function stage(t: TestContext, databases: Databases) {
  const database = await databases.open(t)
  await migrate(database, MIGRATIONS)
  const people = sqlPeople(database.kysely)
  const person = await people.create({
    name: 'Quản trị',
    email: 'a@bo.example',
    role: 'administrator',
    operator: null,
    nowMs: 0,
  })
  return { people, person: person!, keys: sqlKeys(database.kysely), answers: answerRows(database) }
}

onEachDatabase(
  databases => {
    test('a key lives until it runs out, is revoked, or its maker is no administrator', async t => {
      const { keys, people, person } = await stage(t, databases)
      const put = async (id: string) =>
        await keys.put({
          id,
          sha256: `of-${id}`,
          name: id,
          scopes: ['read', 'trail'],
          personId: person,
          createdAtMs: 0,
          expiresAtMs: 100,
        })
      await put('a')
      await put('b')
      assert.deepEqual((await keys.find('of-a', 99))?.scopes, ['read', 'trail'])
      assert.equal(await keys.find('of-a', 100), null)
      assert.equal(await keys.find('of-c', 0), null)
      assert.equal(await keys.revoke('a', 5), true)
      assert.equal(await keys.revoke('a', 5), false)
      assert.equal(await keys.find('of-a', 10), null)
      await keys.used('b', 7)
      const { items, next } = await keys.list({ cursor: null, limit: 50 })
      assert.deepEqual(
        items.map(({ id, lastUsedAtMs }) => [id, lastUsedAtMs]),
        [['b', 7]],
      )
      assert.equal(next, null)
      assert.deepEqual([...(await keys.livingIds(99))], ['b'])
      assert.deepEqual([...(await keys.livingIds(100))], [])
      await people.update(person, { role: 'auditor', nowMs: 0 })
      assert.equal(await keys.find('of-b', 10), null)
      await people.update(person, { role: 'administrator', isDisabled: true, nowMs: 0 })
      assert.equal(await keys.find('of-b', 10), null)
    })

    test('every key that is not revoked is listed, page after page, the newest first', async t => {
      const { keys, person } = await stage(t, databases)
      const made = Array.from({ length: 7 }, (_, n) => ({
        id: `k${n}`,
        sha256: `of-${n}`,
        name: `Máy ${n}`,
        scopes: ['read' as const],
        personId: person,
        createdAtMs: Math.floor(n / 2),
        expiresAtMs: 100,
      }))
      for (const key of made) await keys.put(key)
      await keys.revoke('k5', 5)
      for (const limit of [1, 2, 3, 6, 7]) {
        const found: string[] = []
        let cursor: string | null = null
        do {
          const page: Page<StoredKey> = await keys.list({ cursor, limit })
          found.push(...page.items.map(({ id }) => id))
          cursor = page.next
        } while (cursor !== null)
        assert.deepEqual(found, ['k6', 'k4', 'k3', 'k2', 'k1', 'k0'], `${limit} at a time`)
      }
    })

    test('one beginning wins, its answer is kept for a day, and a failed one is forgotten', async t => {
      const { answers } = await stage(t, databases)
      const row = { key: 'k', request: 'r', atMs: 1000, expiredMs: 0 }
      const begun = await Promise.all(Array.from({ length: 5 }, () => answers.begin(row)))
      assert.equal(begun.filter(known => known === null).length, 1)
      const known = { request: 'r', process: answers.process }
      assert.deepEqual(await answers.begin(row), { ...known, answer: null })
      const answer = { status: 201, body: '{}' }
      await answers.finish('k', answer)
      assert.deepEqual(await answers.begin(row), { ...known, answer })
      assert.equal(await answers.begin({ ...row, atMs: 2000, expiredMs: 1001 }), null)
      await answers.forget('k')
      assert.equal(await answers.begin(row), null)
    })
  },
  { isAlwaysBoth: true },
)
