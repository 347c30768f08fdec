/**
 * Entries older than the retention are gone for good: not in the rows, and not in the octets of the database's files.
 *
 * What is looked for are marks that only those entries have: their ids, their badges' pseudonyms, their Observations.
 */
import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { sql } from 'kysely'
import { openDatabase } from '../../src/sql/database.ts'
import { dataFolder, serveHere, serveProcess } from '../authority/stage.ts'
import { howMany, isMore, testMore } from '../parts.ts'
import { loaInProcess, loaProcess } from '../peers/in-process.ts'
import { onEachDatabase, onlySqlite, tablesOf } from '../postgres/databases.ts'
import { postgresPrograms, startPostgres, withoutPostgres } from '../postgres/server.ts'
import { ADMINISTRATOR, DAY, enter, entries, MINUTE, openStage, type ScreeningFixture } from './stage.ts'

const OLD = 300
const LATER = 100
const POURED = howMany(2000, 5000)
const POURED_AT_ONCE = 100
const WITHIN_MS = 300_000

/** Marks of the entries that are there now. */
async function marksOf(stage: ScreeningFixture): Promise<readonly string[]> {
  const rows = await entries(stage)
  return rows.flatMap(({ id, badge }) => [id, ...(badge === null ? [] : [badge])])
}

/** Many people over several days, as they come: their rows lie between each other, and pages are split. */
async function fill(stage: ScreeningFixture, people: number, days: number): Promise<void> {
  for (let day = 0; day < days; day++) {
    for (let from = 0; from < people / days; from += 50)
      await enter(
        stage,
        ...Array.from({ length: 50 }, (_, i) => ({
          badge: i % 5 === 0 ? null : randomBytes(4).toString('hex'),
          celsius: i % 7 === 0 ? 38.1 : 36.6,
          agoMs: i * 1000,
        })),
      )
    // Rows that grow move, and leave what they were behind.
    await enter(stage, { badge: 'SAME', celsius: 36.5 }, { badge: 'SAME', celsius: 37.9 })
    stage.clock.now += DAY
  }
  await stage.screening.lookAfter()
}

/** Straight into the table, so many that its pages and those of its indexes are split again and again. */
async function pour({ database, clock, door }: ScreeningFixture, people: number): Promise<void> {
  for (let from = 0; from < people; from += POURED_AT_ONCE) {
    const rows = Array.from({ length: POURED_AT_ONCE }, (_, i) => ({
      id: randomUUID(),
      door_id: door,
      device: door,
      source: 'kiosk' as const,
      badge: randomBytes(16).toString('hex'),
      day: '2026-11-25',
      at: clock.now - i * 7919,
      device_at: null,
      received_at: clock.now - i * 104_729,
      skew_ms: null,
      is_clock_wrong: 0,
      tenths: 365,
      is_high: 0,
      second_of: null,
      observation: JSON.stringify({ id: randomUUID(), padding: '.'.repeat((from + i) % 700) }),
    }))
    await tablesOf(database).insertInto('screening_entry').values(rows).execute()
  }
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(name => join(folder, name))
    .filter(file => existsSync(file) && statSync(file).isFile())
}

const BEGINNING = 12

/** How many of the marks are in the files: at every octet, whatever lies around it. */
function found(files: readonly string[], marks: readonly string[]): number {
  const byBeginning = Map.groupBy(marks, mark => mark.slice(0, BEGINNING))
  const mayBegin = new Uint8Array(2 ** 20)
  for (const mark of marks) mayBegin[slotOf(Buffer.from(mark, 'latin1'), 0)] = 1
  const seen = new Set<string>()
  for (const file of files) {
    const octets = readFileSync(file)
    const text = octets.toString('latin1')
    for (let at = 0; at + BEGINNING <= text.length; at++) {
      // Nearly everywhere: to look at a text for each octet would take most of the test.
      if (mayBegin[slotOf(octets, at)] === 0) continue
      for (const mark of byBeginning.get(text.slice(at, at + BEGINNING)) ?? [])
        if (text.startsWith(mark, at)) seen.add(mark)
    }
  }
  return seen.size
}

/** Of the four octets there, in 20 bits. */
function slotOf(octets: Buffer, at: number): number {
  return Math.imul(octets.readUInt32LE(at), 0x9e3779b1) >>> 12
}

test('on SQLite the octets of what is beyond the retention are in no file of the database', async t => {
  const where = await onlySqlite().place(t)
  assert.ok('file' in where)
  const database = await openDatabase(where)
  t.after(async () => await database.close())
  const stage = await openStage(t, onlySqlite(), { database })
  const files = () => ['', '-wal', '-shm', '-journal'].map(end => where.file + end).filter(existsSync)
  await fill(stage, OLD, 3)
  await pour(stage, POURED)
  const old = await marksOf(stage)
  const keys = await tablesOf(stage.database).selectFrom('screening_day_key').selectAll().execute()
  assert.ok(old.length > OLD && keys.length > 0)
  stage.clock.now += 10 * DAY
  await fill(stage, LATER, 2)
  await pour(stage, POURED)
  const later = (await marksOf(stage)).filter(mark => !old.includes(mark))
  assert.equal(found(files(), old), old.length, 'before, they are all there')
  stage.clock.now += 10 * DAY
  const { entries: gone, isScrubbed } = await stage.screening.forget()
  assert.ok(gone >= OLD && isScrubbed, `${gone}`)
  assert.equal(found(files(), old), 0, 'after, none is')
  assert.equal(
    found(
      files(),
      keys.map(({ day_key }) => day_key),
    ),
    0,
    'nor a key of their badges',
  )
  assert.equal(found(files(), later), later.length, 'and all others are')
  assert.equal(statSync(`${where.file}-wal`).size, 0)
  const whole = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(database.kysely)
  assert.equal(whole.rows[0].integrity_check, 'ok')
  t.diagnostic(`${gone} entries deleted; of ${old.length} marks in ${files().length} files: 0 left`)
})

test('while somebody reads the database its log cannot be emptied: it is said, and done the next time', async t => {
  const where = await onlySqlite().place(t)
  assert.ok('file' in where)
  const database = await openDatabase(where)
  t.after(async () => await database.close())
  const stage = await openStage(t, onlySqlite(), { database })
  await fill(stage, 50, 1)
  const old = await marksOf(stage)
  stage.clock.now += 22 * DAY
  const { DatabaseSync } = await import('node:sqlite')
  const reader = new DatabaseSync(where.file)
  reader.exec('begin')
  reader.prepare('select count(*) from screening_entry').get()
  await sql`pragma busy_timeout = 50`.execute(database.kysely)
  const first = await stage.screening.forget()
  assert.deepEqual([first.entries > 0, first.isScrubbed], [true, false])
  reader.exec('commit')
  reader.close()
  assert.deepEqual(await stage.screening.forget(), { entries: 0, isScrubbed: true })
  const files = ['', '-wal'].map(end => where.file + end)
  assert.equal(found(files, old), 0)
})

const asRoot = process.getuid?.() === 0 && postgresPrograms() !== null

testMore(
  'on PostgreSQL they are in no table or index; its log of writes keeps them until it is reused',
  { skip: withoutPostgres() || (asRoot ? false : 'its files are its own') },
  async t => {
    const server = await startPostgres()
    t.after(async () => await server.stop())
    const url = await server.createDatabase()
    const data = join(decodeURIComponent(new URL(url.replace('@/', '@x/')).searchParams.get('host')!), 'data')
    const database = await openDatabase({ url })
    t.after(async () => await database.close())
    const stage = await openStage(t, onlySqlite(), { database })
    await fill(stage, OLD, 3)
    const old = await marksOf(stage)
    const files = (part: string) => filesBelow(join(data, part))
    await sql`checkpoint`.execute(database.kysely)
    assert.equal(found(files('base'), old), old.length, 'before, they are all there')
    stage.clock.now += 25 * DAY
    assert.deepEqual(await stage.screening.forget(), { entries: old.length - badges(old), isScrubbed: true })
    await sql`checkpoint`.execute(database.kysely)
    assert.equal(found(files('base'), old), 0, 'after, none is')
    t.diagnostic(`in the log of writes (pg_wal) ${found(files('pg_wal'), old)} of ${old.length} marks are left`)
  },
)

/** Of marks, those that are no ids. */
function badges(marks: readonly string[]): number {
  return marks.filter(mark => !mark.includes('-')).length
}

onEachDatabase(databases => {
  test('an entry lives as long as was set, by its own instant and by when it came', async t => {
    const stage = await openStage(t, databases)
    const { screening, clock } = stage
    await screening.setSettings(ADMINISTRATOR, { thresholdTenths: 375, waitMinutes: 5, retentionDays: 7 })
    const id = randomUUID()
    await enter(stage, { id, celsius: 38, badge: 'A1' })
    clock.now += 6 * MINUTE
    await enter(stage, { celsius: 38.2, badge: 'A1' })
    assert.equal((await screening.alerts()).open.length, 1)
    clock.now += 7 * DAY - 6 * MINUTE
    assert.equal((await screening.forget()).entries, 0, 'to the day')
    clock.now += 1
    assert.equal((await screening.forget()).entries, 1)
    assert.deepEqual((await screening.alerts()).open, [], 'an alert goes with its first entry')
    const [again] = await enter(stage, { id, celsius: 38, badge: 'A1', agoMs: 7 * DAY + 1 })
    assert.equal(again.is, 'expired', 'what is gone does not come back from a tablet')
    assert.ok(stage.deeds.some(({ action }) => action === 'screening.forget'))
    assert.doesNotMatch(JSON.stringify(stage.deeds), /38[.,]|"A1"/)
  })
})

test('loa serve forgets by itself, and so does a command', async t => {
  const data = dataFolder(t)
  const serve = async () => await (isMore ? serveProcess(t, ['--data', data]) : serveHere(t, onlySqlite(), { data }))
  const loa = async (...flags: readonly string[]) =>
    await (isMore ? loaProcess : loaInProcess)(flags, { withinMs: WITHIN_MS })
  const first = await serve()
  await first.stop()
  await outdated(t, data, 3)
  const second = await serve()
  assert.equal(await left(data), 0)
  await second.stop()
  await outdated(t, data, 4)
  const said = await loa('screening', 'forget', '--data', data, '--json')
  assert.deepEqual(JSON.parse(said.stdout), { entries: 4, isScrubbed: true })
  assert.equal(await left(data), 0)
  const verified = await loa('trail', 'verify', '--data', data, '--json')
  assert.equal(JSON.parse(verified.stdout).is, 'whole')
})

async function outdated(t: TestContext, data: string, count: number): Promise<void> {
  const database = await openDatabase({ file: join(data, 'loa.db') })
  try {
    const door = randomUUID()
    await tablesOf(database).insertInto('screening_door').values({ id: door, name: door, created_at: 0 }).execute()
    for (let i = 0; i < count; i++)
      await tablesOf(database)
        .insertInto('screening_entry')
        .values({
          id: randomUUID(),
          door_id: door,
          device: randomUUID(),
          source: 'kiosk',
          badge: null,
          day: '2020-02-03',
          at: Date.parse('2020-02-03T00:00:00Z'),
          device_at: null,
          received_at: Date.now(),
          skew_ms: null,
          is_clock_wrong: 0,
          tenths: 365,
          is_high: 0,
          second_of: null,
          observation: '{}',
        })
        .execute()
  } finally {
    await database.close()
  }
  t.diagnostic(`${count} entries of 2020 put in`)
}

async function left(data: string): Promise<number> {
  const database = await openDatabase({ file: join(data, 'loa.db') })
  try {
    const rows = await tablesOf(database).selectFrom('screening_entry').select('id').execute()
    return rows.length
  } finally {
    await database.close()
  }
}
