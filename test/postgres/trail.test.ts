/** The trail: whole while nobody touches it, and told as broken whatever is done to it behind our back. On both databases. */
import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { sql } from 'kysely'
import { csvLines, jsonLines, sizeOf } from '../../src/areas/trail/exported.ts'
import { queryOf, saidOf } from '../../src/areas/trail/looked-for.ts'
import { verifyExport } from '../../src/areas/trail/verified-export.ts'
import { hashOf, SYSTEM, trailActor } from '../../src/authority/trail.ts'
import { sha256Of } from '../../src/directive/signing.ts'
import type { Database } from '../../src/sql/database.ts'
import { keepFoundAnew } from '../../src/sql/trail-words.ts'
import { onEachDatabase } from './databases.ts'
import { type AuthorityFixture, DAY, openStage, PEOPLE } from './stage.ts'

const ENTRIES = 1205

/** More than a page of verification, in one transaction. */
async function written({ authority }: AuthorityFixture): Promise<void> {
  await authority.work.transaction(async ({ record }) => {
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
  test('who verifies or exports the trail leaves everybody else a turn after each page', async t => {
    const stage = await openStage(t, databases)
    await written(stage)
    const turnsIn = async (act: () => Promise<unknown>): Promise<number> => {
      let [turns, isOver] = [0, false]
      const other = () => {
        turns++
        if (!isOver) setImmediate(other)
      }
      setImmediate(other)
      await act()
      isOver = true
      return turns
    }
    const pages = Math.ceil(ENTRIES / 1000)
    const { store } = stage.authority.work
    const query = queryOf({ text: 'editor' }, saidOf(new Map()))
    const asked = { filter: {}, query, of: 'Bộ', nowMs: DAY }
    assert.ok((await turnsIn(async () => await stage.authority.verifyTrail())) >= pages, 'verified')
    assert.ok((await turnsIn(async () => await sizeOf(store, asked))) >= pages, 'exported')
  })

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
        statement.startsWith('update trail set sequence') ? 'delete from trail where sequence = 501' : statement,
      )
      if (what === 'two moved')
        await sql.raw(`update trail set sequence = 501 where sequence = 500`).execute(stage.database.kysely)
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
      await stage.authority.record('system', { action: 'a', subject: { kind: 's', id: 's' }, details: {} })
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
    await stage.database.kysely.updateTable('trail_head').set({ entries: 4, hash: forged.hash }).execute()
    const forgedHead = await stage.authority.verifyTrail()
    assert.deepEqual([forgedHead.is, 'sequence' in forgedHead && forgedHead.sequence], ['broken', 4])
  })

  test('an entry altered by one who knows how to hash it is found by the next', async t => {
    const stage = await openStage(t, databases)
    for (let i = 0; i < 3; i++)
      await stage.authority.record('system', { action: 'a', subject: { kind: 's', id: 's' }, details: { i } })
    const { items } = await stage.authority.trail(PAGE)
    const altered = { ...items[1], details: { i: 9 } }
    await tamper(stage.database, `update trail set details = '{"i":9}', hash = '${hashOf(altered)}' where sequence = 2`)
    const found = await stage.authority.verifyTrail()
    assert.deepEqual([found.is, 'sequence' in found && found.sequence], ['broken', 3])
  })

  test('the database itself refuses to change or remove an entry, or a version of a round', async t => {
    const stage = await openStage(t, databases)
    await stage.authority.record('system', { action: 'a', subject: { kind: 's', id: 's' }, details: {} })
    const { kysely: db, kind } = stage.database
    const refused = [
      "update trail set action = 'b'",
      'delete from trail',
      ...(kind === 'postgres' ? ['truncate trail', 'truncate round_version'] : []),
    ]
    for (const statement of refused) await assert.rejects(sql.raw(statement).execute(db), /can only grow/, statement)
    assert.equal((await stage.authority.verifyTrail()).is, 'whole')
  })

  test('entries that come while the trail is verified do not break it', async t => {
    const stage = await openStage(t, databases)
    const record = async () =>
      await stage.authority.record('system', { action: 'a', subject: { kind: 's', id: 's' }, details: {} })
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
        const page: Awaited<ReturnType<typeof stage.authority.trail>> = await stage.authority.trail({
          ...PAGE,
          limit: 200,
          ...query,
          cursor,
        } as typeof PAGE)
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
    const filter = (keep: (i: number) => boolean) => everything.filter(sequence => keep(sequence - 1))
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
      await assert.rejects(stage.authority.trail({ ...PAGE, cursor: cursor as never }), { code: 'notFound' })
  })

  test('an entry is found by days, by words of what was done and of its details, and by the beginning of a name', async t => {
    const stage = await openStage(t, databases)
    const { authority, clock } = stage
    const names = new Map([
      ['round.approve', { vi: 'phê duyệt đợt', en: 'approved a round' }],
      ['round.return', { vi: 'trả lại đợt', en: 'sent a round back' }],
    ])
    const said = saidOf(names)
    const ann = { ...PEOPLE.approver, id: 'a-1', name: 'Nguyễn Thị Ánh' }
    const duc = { ...PEOPLE.approver, id: 'd-2', name: 'ĐẶNG VĂN ĐỨC' }
    const told: readonly [typeof ann, string, string, object][] = [
      [ann, 'round.approve', 'r-1', { subscribers: 125034117 }],
      [duc, 'round.return', 'r-1', { reason: 'Sửa chỗ “miễn cước”, xem lại ngày' }],
      [ann, 'round.return', 'r-2', { nested: [{ note: "d'Artagnan \\ | & ! :* (" }] }],
      [duc, 'round.approve', 'r-2', {}],
    ]
    const start = clock.now()
    for (const [actor, action, id, details] of told) {
      await authority.record(actor, {
        action,
        subject: { kind: 'round', id },
        details: details as Record<string, unknown>,
      })
      clock.advance(DAY)
    }
    // A clock that was set back by years, and is right again.
    clock.advance(-1000 * DAY)
    await authority.record(ann, { action: 'round.approve', subject: { kind: 'round', id: 'r-3' }, details: {} })
    clock.advance(1000 * DAY)
    const day = (n: number) => new Date(start + n * DAY).toISOString()
    const found = async (asked: Parameters<typeof queryOf>[0]) => {
      const query = queryOf(asked, said)
      const { items } = await authority.trail({ ...query, cursor: null, limit: 50 })
      const sequences = items.map(({ sequence }) => sequence)
      const oldestFirst = await authority.work.store.trailMatching(query, 0, 50)
      assert.deepEqual(oldestFirst.map(({ sequence }) => sequence).reverse(), sequences)
      return sequences
    }
    const table: readonly [Parameters<typeof queryOf>[0], readonly number[]][] = [
      [{}, [5, 4, 3, 2, 1]],
      [{ from: day(1) }, [4, 3, 2]],
      [{ from: day(1), until: day(2) }, [2]],
      [{ until: day(1) }, [5, 1]],
      [{ until: day(-900) }, [5]],
      [{ from: day(500) }, []],
      [{ text: 'phê duyệt' }, [5, 4, 1]],
      [{ text: 'PHE DUY' }, [5, 4, 1]],
      [{ text: 'approved' }, [5, 4, 1]],
      [{ text: 'mien cuoc' }, [2]],
      [{ text: 'miễn duyệt' }, []],
      [{ text: 'duyệt 125034117' }, [1]],
      [{ text: "d'Artagnan" }, [3]],
      [{ text: '"*)(:|&!\\' }, [5, 4, 3, 2, 1]],
      [{ text: 'r-2' }, [4, 3]],
      [{ actor: 'nguyen' }, [5, 3, 1]],
      [{ actor: 'đặng văn đ' }, [4, 2]],
      [{ actor: 'anh nguyen' }, [5, 3, 1]],
      [{ actor: 'd-2' }, [4, 2]],
      [{ actor: 'guyen' }, []],
      [{ actor: "'" }, []],
      [{ actor: 'duc', action: 'round' }, [4, 2]],
      [{ actor: 'duc', action: 'round.approve', text: 'duyet' }, [4]],
      [{ actor: 'duc', subject: 'r-1' }, [2]],
      [{ actor: 'nguyen', from: day(0), until: day(9) }, [3, 1]],
      [{ action: 'round.return', from: day(2) }, [3]],
      [{ subject: 'r-1', until: day(1) }, [1]],
    ]
    for (const [asked, expected] of table) assert.deepEqual(await found(asked), expected, JSON.stringify(asked))
    const { kysely, kind } = stage.database
    await kysely.transaction().execute(async within => await keepFoundAnew(within, kind))
    for (const [asked, expected] of table)
      assert.deepEqual(await found(asked), expected, `anew: ${JSON.stringify(asked)}`)
    const asked = { action: null, actor: null, subject: null, hidden: ['round'] }
    for (const text of [[], [said.beginning('duyet')]])
      assert.deepEqual((await authority.trail({ ...asked, text, cursor: null, limit: 50 })).items, [])
  })

  test('what is exported is what was found, proves itself, and is bounded', async t => {
    const stage = await openStage(t, databases)
    await written(stage)
    const { work } = stage.authority
    const { store } = work
    const asked = (filter: Parameters<typeof queryOf>[0], most?: number) => ({
      filter,
      query: queryOf(filter, saidOf(new Map())),
      of: 'Bộ',
      nowMs: work.now(),
      ...(most === undefined ? {} : { most }),
    })
    const lines = async (given: ReturnType<typeof asked>) => {
      return (await text(Readable.from(jsonLines(store, given)))).trimEnd().split('\n')
    }
    const kept = async (sequence: number) => (await store.trailAfter(sequence - 1, 1))[0]?.hash ?? null
    const table: readonly [ReturnType<typeof asked>, number, boolean, boolean][] = [
      [asked({}), ENTRIES, true, true],
      [asked({}, 1100), 1100, true, false],
      [asked({ action: 'person' }), 402, false, true],
      [asked({ action: 'person' }, 400), 400, false, false],
      [asked({ action: 'person' }, 402), 402, false, true],
      [asked({ text: 'không có' }), 0, false, true],
      [asked({ from: '2099-01-01T00:00:00Z' }), 0, false, true],
    ]
    for (const [given, entries, isStretch, isAll] of table) {
      assert.equal(await sizeOf(store, given), entries, 'as is written of it before')
      const told = await verifyExport(await lines(given), [], entries < 402 ? kept : null)
      assert.ok(told.is === 'whole', JSON.stringify(told))
      assert.deepEqual([told.entries, told.isStretch, told.isAll], [entries, isStretch, isAll])
    }
    await stage.authority.record('system', { action: 'a.b', subject: { kind: 's', id: '=1+1' }, details: {} })
    const csv = await text(Readable.from(csvLines(store, asked({ action: 'a' }), { names: new Map(), language: 'vi' })))
    const rows = csv.split('\r\n')
    assert.match(rows[0], /^\ufeffDòng số,/)
    assert.match(rows[1], /^1206,.*,'=1\+1,\{\},[0-9a-f]{64},[0-9a-f]{64}$/)
    assert.match(rows[2], new RegExp(`""head"":""1206:${rows[1].slice(-64)}""`))
    assert.match(rows[2], /""filter"":\{""action"":""a""\}.*""isAll"":true/)
  })
})
