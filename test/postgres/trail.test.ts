/** The trail: whole while nobody touches it, and told as broken whatever is done to it behind our back. On both databases. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { hashOf, SYSTEM, trailActor } from '../../src/authority/trail.ts'
import { sha256Of } from '../../src/directive/signing.ts'
import type { Database } from '../../src/sql/database.ts'
import { onEachDatabase } from './databases.ts'
import { openStage, PEOPLE, type Stage } from './stage.ts'

const ENTRIES = 1205

/** More than a page of verification, in one transaction. */
async function written({ authority }: Stage): Promise<void> {
  await authority.house.change(async ({ record }) => {
    for (let i = 0; i < ENTRIES; i++)
      await record(i % 2 === 0 ? SYSTEM : trailActor(PEOPLE.administrator), {
        action: i % 3 === 0 ? 'person.role' : 'key.make',
        subject: { kind: 'person', id: `p${i % 5}` },
        details: { role: 'editor', i, nested: { b: 1, a: [null, 'ậ'] } },
      })
  })
}

/** As one who has the file, and knows of triggers. */
async function tamper(database: Database, statement: string): Promise<void> {
  const { kysely: db, kind } = database
  if (kind === 'sqlite') {
    await sql.raw('drop trigger if exists trail_no_update').execute(db)
    await sql.raw('drop trigger if exists trail_no_delete').execute(db)
  } else {
    await sql.raw('alter table trail disable trigger all').execute(db)
  }
  await sql.raw(statement).execute(db)
}

const PAGE = { action: null, actor: null, subject: null, cursor: null, limit: 50 }

onEachDatabase(databases => {
  test('whatever is altered, removed, moved, cut or added in the trail is found, at its place', async t => {
    const stage = await openStage(t, databases)
    await written(stage)
    const verification = async () => await stage.authority.verifyTrail()
    assert.deepEqual(await verification(), {
      is: 'whole',
      entries: ENTRIES,
      head: (await stage.authority.trail(PAGE)).items[0].hash,
    })
    const swap = `update trail set sequence = case sequence when 500 then 501 when 501 then -1 else sequence end
       where sequence in (500, 501)`
    const tricks: readonly [string, string, number][] = [
      ["update trail set details = '{}' where sequence = 3", 'an entry altered', 3],
      ["update trail set actor_name = 'x' where sequence = 1100", 'whose it was', 1100],
      ['update trail set at = at + 1 where sequence = 1', 'when it was', 1],
      ["update trail set action = 'round.stop' where sequence = 1000", 'what it was', 1000],
      ["update trail set subject_id = 'p9' where sequence = 1001", 'whom it was about', 1001],
      ['delete from trail where sequence = 700', 'one removed', 700],
      ['delete from trail where sequence = 1', 'the first removed', 1],
      [`delete from trail where sequence > ${ENTRIES - 3}`, 'cut short', ENTRIES - 2],
      ['delete from trail', 'all of it gone', 1],
      [`update trail_head set entries = ${ENTRIES - 1}`, 'a head before the end', ENTRIES - 1],
      ["update trail_head set hash = 'x'", 'another head', ENTRIES],
      [swap, 'two moved', 500],
    ]
    await sql`create table kept as select * from trail`.execute(stage.database.kysely)
    const head = await stage.database.kysely.selectFrom('trail_head').selectAll().execute()
    for (const [statement, what, sequence] of tricks) {
      await tamper(
        stage.database,
        statement.startsWith('update trail set sequence')
          ? 'delete from trail where sequence = 501'
          : statement,
      )
      if (what === 'two moved')
        await sql
          .raw(`update trail set sequence = 501 where sequence = 500`)
          .execute(stage.database.kysely)
      const found = await verification()
      assert.ok(found.is === 'broken', what)
      assert.equal(found.sequence, sequence, what)
      await tamper(stage.database, 'delete from trail')
      await sql`insert into trail select * from kept`.execute(stage.database.kysely)
      await stage.database.kysely.updateTable('trail_head').set(head[0]).execute()
    }
    assert.equal((await verification()).is, 'whole')
  })

  test('a forged entry with a right hash is beyond the head; a forged entry and head break the chain', async t => {
    const stage = await openStage(t, databases)
    for (let i = 0; i < 3; i++)
      await stage.authority.record('system', {
        action: 'a',
        subject: { kind: 's', id: 's' },
        details: {},
      })
    const [last] = (await stage.authority.trail(PAGE)).items
    const forged = {
      sequence: 4,
      at: 0,
      actor_kind: 'system',
      actor_id: 'system',
      actor_name: 'system',
      action: 'a',
      subject_kind: 's',
      subject_id: 's',
      details: '{}',
      previous: last.hash,
      hash: sha256Of('guess'),
    }
    await stage.database.kysely.insertInto('trail').values(forged).execute()
    const beyond = await stage.authority.verifyTrail()
    assert.deepEqual([beyond.is, 'sequence' in beyond && beyond.sequence], ['broken', 4])
    await stage.database.kysely
      .updateTable('trail_head')
      .set({ entries: 4, hash: forged.hash })
      .execute()
    const forgedHead = await stage.authority.verifyTrail()
    assert.deepEqual(
      [forgedHead.is, 'sequence' in forgedHead && forgedHead.sequence],
      ['broken', 4],
    )
  })

  test('an entry altered by one who knows how to hash it is found by the next', async t => {
    const stage = await openStage(t, databases)
    for (let i = 0; i < 3; i++)
      await stage.authority.record('system', {
        action: 'a',
        subject: { kind: 's', id: 's' },
        details: { i },
      })
    const { items } = await stage.authority.trail(PAGE)
    const altered = { ...items[1], details: { i: 9 } }
    await tamper(
      stage.database,
      `update trail set details = '{"i":9}', hash = '${hashOf(altered)}' where sequence = 2`,
    )
    const found = await stage.authority.verifyTrail()
    assert.deepEqual([found.is, 'sequence' in found && found.sequence], ['broken', 3])
  })

  test('the database itself refuses to change or remove an entry, or a version of a round', async t => {
    const stage = await openStage(t, databases)
    await stage.authority.record('system', {
      action: 'a',
      subject: { kind: 's', id: 's' },
      details: {},
    })
    const { kysely: db, kind } = stage.database
    const refused = [
      "update trail set action = 'b'",
      'delete from trail',
      ...(kind === 'postgres' ? ['truncate trail', 'truncate round_version'] : []),
    ]
    for (const statement of refused)
      await assert.rejects(sql.raw(statement).execute(db), /can only grow/, statement)
    assert.equal((await stage.authority.verifyTrail()).is, 'whole')
  })

  test('entries that come while the trail is verified do not break it', async t => {
    const stage = await openStage(t, databases)
    const record = async () =>
      await stage.authority.record('system', {
        action: 'a',
        subject: { kind: 's', id: 's' },
        details: {},
      })
    for (let i = 0; i < 20; i++) await record()
    const results = await Promise.all([
      ...Array.from({ length: 20 }, record),
      stage.authority.verifyTrail(),
      ...Array.from({ length: 20 }, record),
    ])
    assert.equal(results[20]?.is, 'whole')
    assert.equal((await stage.authority.verifyTrail()).entries, 60)
  })

  test('an entry of the trail is found by what was done, by whom and to what, page by page', async t => {
    const stage = await openStage(t, databases)
    await written(stage)
    const all = async (query: Partial<typeof PAGE>) => {
      const sequences: number[] = []
      let cursor: string | null = null
      do {
        const page: Awaited<ReturnType<typeof stage.authority.trail>> = await stage.authority.trail(
          { ...PAGE, limit: 200, ...query, cursor } as typeof PAGE,
        )
        sequences.push(...page.items.map(({ sequence }) => sequence))
        cursor = page.next
      } while (cursor !== null)
      return sequences
    }
    const everything = await all({})
    assert.deepEqual(
      everything,
      Array.from({ length: ENTRIES }, (_, i) => ENTRIES - i),
    )
    const filter = (keep: (i: number) => boolean) =>
      everything.filter(sequence => keep(sequence - 1))
    const query = (change: Record<string, string>) => all(change as never)
    assert.deepEqual(
      await query({ action: 'person.role' }),
      filter(i => i % 3 === 0),
    )
    assert.deepEqual(
      await query({ action: 'person' }),
      filter(i => i % 3 === 0),
    )
    assert.deepEqual(await query({ action: 'pers' }), [])
    assert.deepEqual(
      await query({ actor: 'Quản trị' }),
      filter(i => i % 2 === 1),
    )
    assert.deepEqual(
      await query({ actor: PEOPLE.administrator.id }),
      filter(i => i % 2 === 1),
    )
    assert.deepEqual(
      await query({ subject: 'p2' }),
      filter(i => i % 5 === 2),
    )
    assert.deepEqual(
      await query({ actor: 'Quản trị', action: 'person' }),
      filter(i => i % 2 === 1 && i % 3 === 0),
    )
    assert.deepEqual(
      await query({ actor: PEOPLE.administrator.id, action: 'person.role' }),
      filter(i => i % 2 === 1 && i % 3 === 0),
    )
    assert.deepEqual(
      await query({ actor: 'Quản trị', action: 'person', subject: 'p2' }),
      filter(i => i % 2 === 1 && i % 3 === 0 && i % 5 === 2),
    )
    assert.deepEqual(await query({ actor: 'không ai' }), [])
    assert.deepEqual(await query({ actor: 'không ai', action: 'person.role' }), [])
    for (const cursor of ['x', '', 'MTI', '%%%', 'A'.repeat(1000)])
      await assert.rejects(stage.authority.trail({ ...PAGE, cursor: cursor as never }), {
        code: 'notFound',
      })
  })
})
