/** The report of the command line beside that of the console, out of one data directory. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { countedOf } from '../../src/app/report/counted.ts'
import { recordsFrom } from '../../src/app/report/records-source.ts'
import type { WorkItemContent } from '../../src/areas/months/model.ts'
import { TIME_ZONE } from '../../src/country/vn/time-zone.ts'
import { composeReport } from '../../src/report/compose.ts'
import { HEADING } from '../../src/report/fixtures.test.ts'
import { openDatabase } from '../../src/sql/database.ts'
import { onlySqlite } from '../postgres/databases.ts'
import { PEOPLE } from '../postgres/stage.ts'
import { DAY, enter, openStage } from '../screening/stage.ts'

const ITEM: WorkItemContent = {
  section: 'briefings',
  date: '2026-11-24',
  unit: 'Vụ Truyền thông',
  title: 'Giao ban',
  result: 'Đã họp',
  nextStep: 'Họp tiếp',
  english: null,
}

async function openAuthority(t: TestContext) {
  const directory = mkdtempSync(join(tmpdir(), 'loa-report-'))
  t.after(() => rmSync(directory, { recursive: true, force: true }))
  const database = await openDatabase({ file: join(directory, 'loa.db') })
  t.after(async () => await database.close())
  const stage = await openStage(t, onlySqlite(), { database })
  const { authority, screening, clock } = stage
  const asked = (month: string, isRehearsal = false) =>
    recordsFrom({ month, timeZone: null, from: directory, database: null, isRehearsal, now: clock.now })
  const commandLine = async (month: string) => {
    const { records, heading } = await asked(month)
    return composeReport(records, heading)
  }
  const console = async (month: string) => {
    const screenings = await screening.monthRecord(month)
    const { store } = authority.work
    const at = { month, timeZone: TIME_ZONE, now: clock.now }
    const others = { screenings, ...(await countedOf(store, at)) }
    return (await authority.months.report(PEOPLE.editor, month, others)).report
  }
  return { directory, stage, asked, commandLine, console }
}

test('the command line counts what people entered and the health checks, as the console does', async t => {
  const { stage, asked, commandLine, console } = await openAuthority(t)
  const { authority, clock } = stage
  await authority.months.addItem(PEOPLE.editor, '2026-11', ITEM)
  await enter(stage, ...Array.from({ length: 12 }, (_, at) => ({ celsius: at < 6 ? 38 : 36.5 })))
  clock.now += DAY
  const heading = { ...HEADING, symbol: '12/BC-BYT' }
  await authority.months.reviewReport(
    PEOPLE.editor,
    '2026-10',
    { heading, doubts: 2 },
    { screenings: null, briefings: null, channels: null, plans: null },
  )

  const written = await commandLine('2026-11')
  assert.deepEqual(written, await console('2026-11'))
  assert.match(JSON.stringify(written.sections), /Giao ban: Đã họp/)
  assert.equal(written.figures.find(({ id }) => id === 'screening.readings')?.value, 12)
  assert.deepEqual(written.heading.issuing, HEADING.issuing, 'the heading that was given last')
  // What was recorded in the month in which another one is rehearsed.
  assert.equal((await asked('2020-02', true)).records.screenings?.readings, 12)
  assert.equal((await asked('2020-02')).records.screenings, null)
})

test('a report of February 2020 holds what others said of that month in a rehearsal alone', async t => {
  const { stage, asked, commandLine, console } = await openAuthority(t)
  await stage.authority.months.addItem(PEOPLE.editor, '2020-02', { ...ITEM, date: '2020-02-14' })
  assert.deepEqual(await commandLine('2020-02'), await console('2020-02'))
  const { records } = await asked('2020-02')
  assert.deepEqual(records.citedFacts, [])
  assert.deepEqual(
    records.workItems.map(({ title }) => title),
    [ITEM.title],
  )
  const rehearsed = (await asked('2020-02', true)).records
  assert.notEqual(rehearsed.citedFacts.length, 0)
  assert.equal(rehearsed.workItems.at(-1)?.title, ITEM.title)
})

test('a file of records that was counted by the clock of another zone is refused', async t => {
  const { directory, asked } = await openAuthority(t)
  const { records } = await asked('2026-11')
  const file = join(directory, 'records.json')
  writeFileSync(file, JSON.stringify(records))
  const again = (timeZone: string | null) =>
    recordsFrom({
      month: '2026-11',
      timeZone,
      from: file,
      database: null,
      isRehearsal: false,
      now: Date.parse(records.asOf),
    })
  assert.deepEqual((await again(null)).records, records)
  assert.deepEqual((await again('Asia/Ho_Chi_Minh')).records, records)
  await assert.rejects(again('Europe/Berlin'), { code: 'recordsOfAnotherZone' })
})
