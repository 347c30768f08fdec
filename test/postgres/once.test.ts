/**
 * What is done once though several processes serve one database, and though an answer is lost: requests with a key, tries of
 * secrets, codes, links and tokens.
 */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import { sql } from 'kysely'
import { openStore } from '../../src/app/areas.ts'
import { USABLE_MS } from '../../src/authority/used-once.ts'
import { Answers, type KeptAnswer } from '../../src/http/answers.ts'
import { type Database, openDatabase } from '../../src/sql/database.ts'
import { answerRows } from '../../src/sql/idempotency.ts'
import { triedRows } from '../../src/sql/tried.ts'
import { type Between, between } from './between.ts'
import { type Databases, onEachDatabase } from './databases.ts'

const asked = { caller: 'a', key: '12345678', request: 'x', tellsSecret: false, nowMs: 1_600_000_000_000 }
/** Whoever waits for another process waits as long as the database takes, and not for a clock. */
const atOnce = async () => await new Promise<void>(resolve => setImmediate(resolve))

/** What a process has of a database. */
function processOn(database: Database) {
  return { store: openStore(database), answers: new Answers(answerRows(database), atOnce) }
}

const rule = { max: 10, seconds: 900 }
const NOW = asked.nowMs
const digest = (name: string) => createHash('sha256').update(name).digest('hex')

async function twoProcesses(t: TestContext, databases: Databases) {
  const where = await databases.place(t)
  return [await databases.open(t, where), await databases.open(t, where)] as const
}

/** Counts in the database how often it was carried out. */
async function counted({ store }: ReturnType<typeof processOn>): Promise<KeptAnswer> {
  const times = await store.write(async writing => {
    const next = Number((await writing.setting('times')) ?? 0) + 1
    await writing.setSetting('times', String(next))
    return next
  })
  return { status: 201, body: `carried out ${times} times` }
}

onEachDatabase(databases => {
  test('a process that died amid a request leaves it to another, which carries it out', async t => {
    const [first, second] = await twoProcesses(t, databases)
    const dead = processOn(first)
    const begun = Promise.withResolvers<void>()
    void dead.answers.once(asked, async () => {
      begun.resolve()
      return await new Promise<never>(() => {})
    })
    await begun.promise
    const living = processOn(second)
    const answer = await living.answers.once(asked, async () => await counted(living))
    assert.deepEqual([answer.body, answer.isRepeated], ['carried out 1 times', false])
  })

  test('a process that slept through another one taking its request over writes nothing of it', async t => {
    const [first, second] = await twoProcesses(t, databases)
    const [slow, quick] = [processOn(first), processOn(second)]
    const [begun, woken] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const late = slow.answers.once(asked, async () => {
      begun.resolve()
      await woken.promise
      return await counted(slow)
    })
    await begun.promise
    const answer = await quick.answers.once(asked, async () => await counted(quick))
    woken.resolve()
    assert.equal((await late).body, answer.body)
    assert.equal(await quick.store.setting('times'), '1')
  })

  test('what a request left running behind it counts as no part of it', async t => {
    const { store, answers } = processOn(await databases.open(t))
    const behind = Promise.withResolvers<() => Promise<void>>()
    await answers.once(asked, async () => {
      const go = Promise.withResolvers<void>()
      const done = go.promise.then(
        async () => await store.write(async writing => await writing.setSetting('late', 'yes')),
      )
      behind.resolve(async () => {
        go.resolve()
        await done
      })
      return { status: 200, body: null }
    })
    await (await behind.promise)()
    assert.equal(await store.setting('late'), 'yes')
  })
})

onEachDatabase(databases => {
  if (databases.kind !== 'postgres') return

  test('the same request at two processes in the same instant is carried out once, and both have its answer', async t => {
    const processes = (await twoProcesses(t, databases)).map(processOn)
    for (let round = 0; round < 5; round++) {
      const again = { ...asked, key: `round-${String(round).padStart(4, '0')}` }
      const [one, other] = await Promise.all(
        processes.map(async each => await each.answers.once(again, async () => await counted(each))),
      )
      assert.equal(one.body, `carried out ${round + 1} times`)
      assert.equal(other.body, one.body)
      assert.equal(Number(one.isRepeated) + Number(other.isRepeated), 1)
    }
  })

  test('changes of two processes in the same instant take their turns: each reads what the one before has written', async t => {
    const processes = (await twoProcesses(t, databases)).map(processOn)
    const said = await Promise.all(Array.from({ length: 20 }, async (_, at) => (await counted(processes[at % 2])).body))
    assert.equal(new Set(said).size, 20)
    assert.equal(await processes[0].store.setting('times'), '20')
  })

  test('whoever tries a secret at two processes in turn has not one try more', async t => {
    const two = (await twoProcesses(t, databases)).map(each => triedRows(each, digest))
    let allowed = 0
    for (let at = 0; at < 2 * rule.max; at++) allowed += Number((await two[at % 2].take('a', rule, NOW + at)) === 0)
    assert.equal(allowed, rule.max)
    assert.equal(await two[1].take('a', rule, NOW + 899_500), 1)
    assert.equal(await two[0].take('b', rule, NOW), 0, 'others are not held up')
    assert.equal(await two[0].take('a', rule, NOW + 900_000), 0, 'and it ends')
  })

  test('fifty tries at two processes in the same instant are as many as there may be', async t => {
    const two = (await twoProcesses(t, databases)).map(each => triedRows(each, digest))
    const all = await Promise.all(Array.from({ length: 50 }, async (_, at) => await two[at % 2].take('a', rule, NOW)))
    assert.equal(all.filter(seconds => seconds === 0).length, rule.max)
  })

  test('what one process forgives is forgiven at all, and one that is given back is one less', async t => {
    const [one, other] = (await twoProcesses(t, databases)).map(each => triedRows(each, digest))
    for (let at = 0; at < rule.max; at++) await one.take('a', rule, NOW)
    await other.giveBack('a')
    assert.equal(await one.take('a', rule, NOW), 0)
    assert.ok((await one.take('a', rule, NOW)) > 0)
    await other.forgive('a')
    assert.equal(await one.take('a', rule, NOW), 0)
  })

  test('as many names as anybody likes stay within bounds, and whoever is limited stays so; no name is readable', async t => {
    const database = await databases.open(t)
    const tried = triedRows(database, digest)
    for (let at = 0; at < rule.max; at++) await tried.take('mot@bo.example', rule, NOW)
    await sql`insert into tried select 'x' || n, 1, ${NOW + 1000} from generate_series(1, 60000) n`.execute(
      database.kysely,
    )
    assert.ok((await tried.take('mot@bo.example', rule, NOW + 60_000)) > 0)
    const rows = await database.kysely.selectFrom('tried').selectAll().execute()
    assert.ok(rows.length <= 25_001)
    assert.ok(!JSON.stringify(rows).includes('mot'))
  })

  test('a token of a machine passes once, at whichever process, also in the same instant', async t => {
    const two = (await twoProcesses(t, databases)).map(each => openStore(each).used)
    const all = await Promise.all(
      Array.from({ length: 20 }, async (_, at) => await two[at % 2].use('node mot', 'id', NOW)),
    )
    assert.equal(all.filter(Boolean).length, 1)
    assert.ok(await two[0].use('node hai', 'id', NOW), 'that of another is another')
    assert.ok(!(await two[1].use('node hai', 'id', NOW + USABLE_MS - 1)))
  })

  test('a token that one process has taken is not forgotten by another one whose clock is ahead', async t => {
    const [one, ahead] = (await twoProcesses(t, databases)).map(each => openStore(each).used)
    assert.ok(await one.use('node mot', 'id', NOW))
    assert.ok(await ahead.use('node hai', 'id', NOW + USABLE_MS))
    assert.ok(!(await one.use('node mot', 'id', NOW + 1)))
  })

  let line: Between
  const lost = async (t: TestContext) => {
    const where = await databases.place(t)
    assert.ok('url' in where)
    line = await between(t, where.url)
    const database = await databases.open(t, { url: line.url })
    const beside = await openDatabase(where)
    t.after(async () => await beside.close())
    return { here: processOn(database), there: processOn(beside) }
  }

  test('a commit whose answer was lost is answered as what it was, and no retry runs it again', async t => {
    const { here, there } = await lost(t)
    line.lose('answers')
    const answer = await here.answers.once(asked, async () => await counted(here))
    assert.deepEqual([answer.body, answer.isRepeated], ['carried out 1 times', false])
    line.lose('nothing')
    for (const each of [here, there]) {
      const again = await each.answers.once(asked, async () => assert.fail('carried out twice'))
      assert.deepEqual([again.body, again.isRepeated], [answer.body, true])
    }
    assert.equal(await there.store.setting('times'), '1')
  })

  test('a commit that never arrived has changed nothing, and a retry carries it out', async t => {
    const { here, there } = await lost(t)
    line.lose('commits')
    const failed = here.answers.once(asked, async () => await counted(here))
    await assert.rejects(failed, { code: 'databaseUnavailable' })
    assert.equal(await there.store.setting('times'), null)
    line.lose('nothing')
    const answer = await there.answers.once(asked, async () => await counted(there))
    assert.equal(answer.body, 'carried out 1 times')
  })

  test('a lost commit that no request with a key stands behind stays in doubt', async t => {
    const { here, there } = await lost(t)
    line.lose('answers')
    await assert.rejects(counted(here), { code: 'commitUnknown' })
    assert.equal(await there.store.setting('times'), '1')
  })
})
