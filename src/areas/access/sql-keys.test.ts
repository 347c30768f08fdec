import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { type Databases, onEachDatabase } from '../../../test/postgres/databases.ts'
import { MIGRATIONS } from '../../app/areas.ts'
import { answerRows } from '../../sql/idempotency.ts'
import { migrate } from '../../sql/migrate.ts'
import { sqlKeys } from './sql-keys.ts'
import { sqlPeople } from './sql-people.ts'

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

onEachDatabase(databases => {
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
    assert.deepEqual(
      (await keys.list()).map(({ id, lastUsedAtMs }) => [id, lastUsedAtMs]),
      [['b', 7]],
    )
    await people.update(person, { role: 'auditor', nowMs: 0 })
    assert.equal(await keys.find('of-b', 10), null)
    await people.update(person, { role: 'administrator', isDisabled: true, nowMs: 0 })
    assert.equal(await keys.find('of-b', 10), null)
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
})
