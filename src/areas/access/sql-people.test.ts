import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { type Databases, onEachDatabase } from '../../../test/postgres/databases.ts'
import { MIGRATIONS } from '../../app/areas.ts'
import { migrate } from '../../sql/migrate.ts'
import { sqlPeople } from './sql-people.ts'
import type { SignInTables } from './tables.ts'

async function stage(t: TestContext, databases: Databases) {
  const database = await databases.open(t)
  await migrate(database, MIGRATIONS)
  const kysely = database.kysely.withTables<SignInTables>()
  const people = sqlPeople(database.kysely)
  const add = async (name: string, nowMs = 0) =>
    (await people.create({ name, email: `${name}@bo.example`, role: 'editor', operator: null, nowMs }))!
  const session = async (id: string, userId: string, expiresAt: string) => {
    const at = new Date(0).toISOString()
    const row = { id, token: id, userId, expiresAt, createdAt: at, updatedAt: at }
    await kysely
      .insertInto('sign_in_session')
      .values(row as never)
      .execute()
  }
  return { kysely, people, add, session }
}

onEachDatabase(
  databases => {
    test('an address belongs to one person, however its letters are written', async t => {
      const { people, add } = await stage(t, databases)
      const id = await add('Mot')
      assert.equal(
        await people.create({ name: 'x', email: 'MOT@bo.EXAMPLE', role: 'auditor', operator: null, nowMs: 0 }),
        null,
      )
      assert.equal(await people.idOfEmail('mOt@bo.example'), id)
      assert.equal(await people.idOfEmail('hai@bo.example'), null)
    })

    test('people are listed newest first, page by page, each once', async t => {
      const { people, add } = await stage(t, databases)
      for (let at = 0; at < 7; at++) await add(`nguoi${at}`, Math.floor(at / 3) * 1000)
      const seen: string[] = []
      let cursor: string | null = null
      do {
        const page = await people.list({ cursor, limit: 2 })
        seen.push(...page.items.map(({ name }) => name))
        cursor = page.next
      } while (cursor !== null)
      assert.equal(new Set(seen).size, 7)
      assert.equal(seen[0], 'nguoi6')
      await assert.rejects(people.list({ cursor: 'bm8', limit: 2 }), { code: 'notFound' })
    })

    test('a link serves once, for its purpose, in its time; a newer one replaces it', async t => {
      const { people, add } = await stage(t, databases)
      const personId = await add('mot')
      const link = { purpose: 'password' as const, personId, expiresAtMs: 100 }
      await people.putLink({ ...link, sha256: 'old' })
      await people.putLink({ ...link, sha256: 'a' })
      assert.equal(await people.takeLink('old', 'password', 0), null)
      assert.equal(await people.takeLink('a', 'setup', 0), null)
      assert.equal(await people.takeLink('a', 'password', 100), null)
      const taken = await Promise.all(Array.from({ length: 5 }, () => people.takeLink('a', 'password', 99)))
      assert.deepEqual(
        taken.filter(one => one !== null),
        [{ personId }],
      )
      await people.putLink({ sha256: 'first', purpose: 'setup', personId: null, expiresAtMs: 100 })
      await people.putLink({ sha256: 'second', purpose: 'setup', personId: null, expiresAtMs: 100 })
      assert.equal(await people.takeLink('first', 'setup', 0), null)
      assert.deepEqual(await people.takeLink('second', 'setup', 0), { personId: null })
    })

    test('of sessions those live that have not run out and whose people are not disabled', async t => {
      const { people, add, session } = await stage(t, databases)
      const [one, two] = [await add('mot'), await add('hai')]
      await session('lives', one, '2026-01-02T00:00:00.000Z')
      await session('ran-out', one, '2026-01-01T00:00:00.000Z')
      await session('disabled', two, '2026-01-02T00:00:00.000Z')
      await people.update(two, { isDisabled: true, nowMs: 0 })
      const nowMs = Date.parse('2026-01-01T12:00:00Z')
      const many = Array.from({ length: 1200 }, (_, at) => `x${at}`)
      const living = await people.livingSessions([...many, 'lives', 'ran-out', 'disabled'], nowMs)
      assert.deepEqual([...living], ['lives'])
      await people.forgetRunOut(nowMs)
      await people.endSessions(one)
      assert.equal((await people.livingSessions(['lives'], nowMs)).size, 0)
    })

    test('whatever one signs in with can be taken away', async t => {
      const { people, add, session, kysely } = await stage(t, databases)
      const id = await add('mot')
      await people.setPassword(id, 'hash-1', 0)
      await people.setPassword(id, 'hash-2', 0)
      await session('s', id, '2030-01-01T00:00:00.000Z')
      await kysely.updateTable('person').set({ twoFactorEnabled: 1 }).execute()
      assert.deepEqual((await people.find(id))!.signIn, { password: true, totp: true, passkeys: 0 })
      assert.equal((await kysely.selectFrom('sign_in_account').selectAll().execute()).length, 1)
      await people.forgetSignIn(id)
      assert.deepEqual((await people.find(id))!.signIn, { password: false, totp: false, passkeys: 0 })
      assert.equal((await people.livingSessions(['s'], 0)).size, 0)
    })

    test('a step of time is taken once, and none before it after it', async t => {
      const { kysely, people, add } = await stage(t, databases)
      const id = await add('mot')
      assert.equal(await people.takeTotpStep(id, 5), false)
      const totp = { id: 't', userId: id, secret: 's', backupCodes: '[]', verified: 1 }
      await kysely
        .insertInto('sign_in_totp')
        .values(totp as never)
        .execute()
      const taken: boolean[] = []
      for (const step of [5, 5, 4, 6]) taken.push(await people.takeTotpStep(id, step))
      assert.deepEqual(taken, [true, false, false, true])
      const both = await Promise.all([people.takeTotpStep(id, 7), people.takeTotpStep(id, 7)])
      assert.deepEqual(both.toSorted(), [false, true])
    })
  },
  { isAlwaysBoth: true },
)
