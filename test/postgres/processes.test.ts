/** Several processes on one PostgreSQL database: what each hears of the others, who is connected to which, who does what only one does. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, before, describe, type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { MIGRATIONS } from '../../src/app/areas.ts'
import { markRestored } from '../../src/app/serve/restored-database.ts'
import { serveTogether, type Together } from '../../src/app/serve/together.ts'
import { RESTORED } from '../../src/authority/restored.ts'
import type { Change } from '../../src/authority/unit-of-work.ts'
import { NEVER_MS, until } from '../../src/base/until.test.ts'
import { makeKey, type PrivateJwk, sha256Of } from '../../src/directive/signing.ts'
import { payloadsOf } from '../../src/sql/announcing.ts'
import { openDatabase } from '../../src/sql/database.ts'
import { keepProcessesOut } from '../../src/sql/living.ts'
import { migrate } from '../../src/sql/migrate.ts'
import { Processes } from '../../src/sql/processes.ts'
import { type PostgresServer, startPostgres, withoutPostgres } from './server.ts'
import { type AuthorityFixture, enrolled, openStage, PEOPLE } from './stage.ts'

interface OneProcess extends AuthorityFixture {
  readonly together: Together
  heard(wanted: (change: Change) => boolean): Promise<Change>
}

describe('on PostgreSQL', { skip: withoutPostgres() }, () => {
  let server: PostgresServer
  before(async () => {
    server = await startPostgres()
  })
  after(async () => await server?.stop())

  /** With tables, and a connection besides those of processes. */
  async function place(t: TestContext) {
    const url = await server.lendDatabase(t, async made => {
      const database = await openDatabase({ url: made })
      await migrate(database, MIGRATIONS)
      await database.close()
    })
    const database = await openDatabase({ url })
    t.after(async () => await database.close())
    return { url, database, key: await makeKey() }
  }

  async function join(
    t: TestContext,
    { url, key }: { readonly url: string; readonly key: PrivateJwk },
  ): Promise<OneProcess> {
    const database = await openDatabase({ url })
    t.after(async () => await database.close())
    const onError = () => {}
    const together = await serveTogether({ database, url, onError, address: 'http://localhost', seal: sha256Of })
    t.after(async () => await together.leave())
    const stage = await openStage(t, { open: async () => database }, { database, key, together })
    const { authority, changes } = stage
    const waiting = new Set<() => void>()
    authority.subscribe(() => {
      for (const look of waiting) look()
    })
    return {
      ...stage,
      together,
      heard: async wanted => {
        const found = Promise.withResolvers<Change>()
        const look = () => {
          const change = changes.find(wanted)
          if (change !== undefined) found.resolve(change)
        }
        waiting.add(look)
        look()
        return await Promise.race([
          found.promise,
          wait(NEVER_MS, undefined, { ref: false }).then(() => {
            throw new Error(`it heard ${JSON.stringify(changes)} alone`)
          }),
        ])
      },
    }
  }

  const operator = (id: string) => (change: Change) => change.is === 'operator' && change.operator === id

  test('what one process changes another hears once it is committed, and nothing of what was not', async t => {
    const at = await place(t)
    const [one, other] = [await join(t, at), await join(t, at)]
    const { authority } = one
    await assert.rejects(
      authority.work.transaction(async ({ publish }) => {
        publish({ is: 'operator', operator: 'never' })
        throw new Error('not so')
      }),
    )
    await authority.createOperator(PEOPLE.administrator, { id: 'mot', name: 'Một' })
    await other.heard(operator('mot'))
    assert.deepEqual(other.changes, [{ is: 'operator', operator: 'mot' }])
    // Its own it hears once, by itself.
    assert.deepEqual(one.changes, [{ is: 'operator', operator: 'mot' }])
  })

  test('what is told to other processes is what has changed and its ids: a directive and a release are read there', async t => {
    const at = await place(t)
    const [one, other] = [await join(t, at), await join(t, at)]
    const told: string[] = []
    const listener = await Processes.join({
      database: await openDatabase({ url: at.url }),
      url: at.url,
      address: '',
      hear: brief => void told.push(JSON.stringify(brief)),
      onIsolated: () => {},
      onRejoined: () => {},
      onError: () => {},
    })
    t.after(async () => await listener.leave())
    const id = '6f2f3c1e-8f1e-4b64-9d0a-2b7b8f6f0d11'
    await one.authority.work.transaction(async ({ publish }) => {
      publish({ is: 'directive', round: 'r', directive: { id, note: 'what the node says' } as never })
      publish({ is: 'campaign', campaign: 'c' })
    })
    await until(() => told.length === 2)
    assert.deepEqual(told, [
      JSON.stringify({ is: 'directive', directive: id }),
      JSON.stringify({ is: 'campaign', campaign: 'c' }),
    ])
    // There is no such directive: nothing is told of it.
    await other.heard(({ is }) => is === 'campaign')
    assert.deepEqual(other.changes, [{ is: 'campaign', campaign: 'c' }])
  })

  test('changes of one transaction are told in payloads that PostgreSQL takes, each once', () => {
    const briefs = Array.from({ length: 1000 }, (_, at) => ({ is: 'loudspeakers', at }))
    const payloads = payloadsOf('me', [...briefs, ...briefs])
    assert.ok(payloads.every(payload => Buffer.byteLength(payload) < 8000))
    assert.deepEqual(
      payloads.flatMap(payload => JSON.parse(payload).changes),
      briefs,
    )
  })

  test('a node that is connected to one process is shown as connected by all, until its last stream anywhere has ended', async t => {
    const at = await place(t)
    const [one, other] = [await join(t, at), await join(t, at)]
    const node = await enrolled(one, 'mot')
    const shown = async ({ authority }: OneProcess) => (await authority.operator('mot')).isConnected
    const [here, there] = [
      await one.authority.connected(await node.identity()),
      await other.authority.connected(await node.identity()),
    ]
    assert.deepEqual([await shown(one), await shown(other)], [true, true])
    here()
    other.changes.length = 0
    await other.heard(operator('mot'))
    assert.deepEqual([await shown(one), await shown(other)], [true, true])
    there()
    await until(async () => !(await shown(one)))
    assert.equal(await shown(other), false)
  })

  test('what runs by itself runs in one process, in another once that one has left', async t => {
    const at = await place(t)
    const [one, other] = [await join(t, at), await join(t, at)]
    const runs: string[] = []
    for (const [name, { together }] of [
      ['one', one],
      ['other', other],
    ] as const)
      together.shift.during(async signal => {
        runs.push(`${name} begins`)
        if (!signal.aborted) await once(signal, 'abort')
        runs.push(`${name} ends`)
      })
    assert.deepEqual([one.together.shift.isOurs(), other.together.shift.isOurs()], [true, false])
    await until(() => runs.length === 1)
    await one.together.leave()
    await until(() => other.together.shift.isOurs())
    assert.equal(one.together.shift.isOurs(), false)
    await until(() => runs.length === 3)
    assert.deepEqual(runs.toSorted(), ['one begins', 'one ends', 'other begins'])
  })

  test('each process knows where the one is whose shift it is, and proves itself to that one alone by what stands in no row', async t => {
    const at = await place(t)
    const [one, other] = [await join(t, at), await join(t, at)]
    assert.equal(await one.together.owner(), null)
    const owner = await other.together.owner()
    assert.deepEqual(owner, { address: 'http://localhost', secret: one.together.secret })
    assert.notEqual(one.together.secret, other.together.secret)
    const { rows } = await sql<{ text: string }>`
      select row_to_json(process)::text as text from process`.execute(at.database.kysely)
    assert.equal(rows.length, 2)
    for (const { text } of rows) assert.ok(!text.includes(one.together.secret), text)
  })

  test('who was connected to a process that has died is connected no more, and what it had to do another does', async t => {
    const at = await place(t)
    const { kysely } = at.database
    await sql`insert into process values ('dead', 'http://dead', 0, 0)`.execute(kysely)
    await sql`insert into lease values ('by-itself', 'dead', 0)`.execute(kysely)
    await sql`insert into presence values ('node', 'mot', 'dead', 0)`.execute(kysely)
    const one = await join(t, at)
    assert.ok(one.together.shift.isOurs(), 'at once: nobody else has it')
    await one.authority.createOperator(PEOPLE.administrator, { id: 'mot', name: 'Một' })
    assert.equal((await one.authority.operator('mot')).isConnected, false)
    await one.heard(({ is }) => is === 'absent')
    const { rows } = await sql`select * from presence`.execute(kysely)
    assert.deepEqual(rows, [])
  })

  test('a process that others took for dead knows it with its next beat, and loses what only one has', async t => {
    const at = await place(t)
    const [one, other] = [await join(t, at), await join(t, at)]
    await sql`delete from process where id = ${one.database.self}`.execute(at.database.kysely)
    await one.heard(({ is }) => is === 'isolated')
    await one.heard(({ is }) => is === 'rejoined')
    await until(() => other.together.shift.isOurs() || one.together.shift.isOurs())
    assert.notEqual(one.together.shift.isOurs(), other.together.shift.isOurs())
  })

  test('a process that comes back from the dead does not go on with what another has taken meanwhile', async t => {
    const at = await place(t)
    const [one, other] = [await join(t, at), await join(t, at)]
    const onReturn = Promise.withResolvers<boolean>()
    one.authority.subscribe(({ is }) => {
      if (is === 'rejoined') onReturn.resolve(one.together.shift.isOurs())
    })
    // As another leaves it that found it dead.
    await at.database.transaction(true, async tx => {
      await tx.deleteFrom('process').where('id', '=', one.database.self).execute()
      await tx.updateTable('lease').set({ process_id: other.database.self }).execute()
    })
    assert.equal(await onReturn.promise, false)
    await until(() => other.together.shift.isOurs())
    assert.equal(one.together.shift.isOurs(), false)
  })

  test('a process whose connection for changes is cut says so at once, and that it hears again; who is connected to it still is', async t => {
    const at = await place(t)
    const [one, other] = [await join(t, at), await join(t, at)]
    const node = await enrolled(one, 'mot')
    await one.authority.connected(await node.identity())
    const cut = sql`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'loa changes' and datname = current_database()`
    await cut.execute(at.database.kysely)
    await Promise.all([one, other].map(async each => await each.heard(({ is }) => is === 'isolated')))
    await Promise.all([one, other].map(async each => await each.heard(({ is }) => is === 'rejoined')))
    one.together.mustHear()
    assert.equal((await other.authority.operator('mot')).isConnected, true)
    await one.authority.createOperator(PEOPLE.administrator, { id: 'hai', name: 'Hai' })
    await other.heard(operator('hai'))
  })

  test('a database that is being served is not said to be restored', async t => {
    const at = await place(t)
    const one = await join(t, at)
    await one.authority.createOperator(PEOPLE.administrator, { id: 'mot', name: 'Một' })
    const where = { url: at.url }
    await assert.rejects(markRestored({ where, nowMs: 0 }), { code: 'databaseServed' })
    await one.together.leave()
    await markRestored({ where, nowMs: 0 })
  })

  test('a process that begins while a database is said to be restored waits for that, and then holds what was open', async t => {
    const at = await place(t)
    const begun = await at.database.transaction(true, async tx => {
      await keepProcessesOut(tx, at.database)
      const joining = join(t, at)
      await until(async () => {
        const waiting = await sql`select 1 from pg_locks
          where relation = 'process'::regclass and not granted`.execute(at.database.kysely)
        return waiting.rows.length > 0
      })
      await tx.insertInto('setting').values({ name: RESTORED, value: 'then' }).execute()
      return { joining }
    })
    const { authority } = await begun.joining
    assert.equal(await authority.work.store.setting(RESTORED), null)
  })
})
