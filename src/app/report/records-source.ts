/**
 * Where a month's records come from: the authority's database (embedded or PostgreSQL), or a file of records that was
 * written before. What others said of the reference month is added to a rehearsal of it.
 */

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { offeredHeading, plainHeading } from '../../areas/months/heading.ts'
import type { ReportHeading } from '../../areas/months/model.ts'
import { monthRecordsOf } from '../../areas/months/records.ts'
import { recordOfMonth } from '../../areas/screening/counts.ts'
import { screeningRows } from '../../areas/screening/store.ts'
import { reason } from '../../base/failure.ts'
import { baseFailure } from '../../base/failures.ts'
import { TIME_ZONE } from '../../country/vn/time-zone.ts'
import { type MonthRecords, monthRecords } from '../../report/records.ts'
import { REFERENCE_FACTS, REFERENCE_ITEMS, REFERENCE_MONTH } from '../../report/reference/february-2020.ts'
import { openDatabase } from '../../sql/database.ts'
import { openStore } from '../areas.ts'
import { appFailure } from '../failures.ts'
import { countedMonth, countedOf } from './counted.ts'

export interface RecordsQuestion {
  readonly month: string
  /** Null: the country's; of a file of records: its own. */
  readonly timeZone: string | null
  /** A data directory, a directory that a demo has left, or a file of records. */
  readonly from: string | null
  readonly database: string | null
  /** All rounds whenever they were sent, and what else was recorded in the present month: they rehearse the month. */
  readonly isRehearsal: boolean
  /** Milliseconds since 1970. */
  readonly now: number
}

export interface FoundRecords {
  readonly records: MonthRecords
  /** What the console offers, or a plain one. */
  readonly heading: ReportHeading
}

/** Fails with usage, recordsOfAnotherMonth, recordsOfAnotherZone, recordsMalformed and what reading says. */
export async function recordsFrom(question: RecordsQuestion): Promise<FoundRecords> {
  const { month, timeZone, from, database } = question
  if (database !== null) return await counted({ url: database }, question)
  if (from === null) throw baseFailure('usage', { vi: 'cần --from hoặc --database', en: 'give --from or --database' })
  const file = databaseIn(from)
  if (file !== null) return await counted({ file }, question)
  const records = await fromFile(from)
  if (records.month !== month) throw appFailure('recordsOfAnotherMonth', { file: from, found: records.month, month })
  if (timeZone !== null && timeZone !== records.timeZone)
    throw appFailure('recordsOfAnotherZone', { file: from, found: records.timeZone, timeZone })
  return { records, heading: plainHeading(question.now) }
}

function databaseIn(directory: string): string | null {
  return [join(directory, 'loa.db'), join(directory, 'authority', 'loa.db')].find(existsSync) ?? null
}

/** As the console counts it. */
async function counted(
  where: { file: string } | { url: string },
  { month, timeZone, isRehearsal, now }: RecordsQuestion,
): Promise<FoundRecords> {
  const database = await openDatabase(where)
  try {
    const store = openStore(database)
    const zone = timeZone ?? TIME_ZONE
    const of = { month, timeZone: zone, now, isRehearsal }
    const records = await monthRecordsOf(
      store,
      { month, within: isRehearsal ? null : month, timeZone: zone, now },
      { screenings: await recordOfMonth(screeningRows(store), countedMonth(of), now), ...(await countedOf(store, of)) },
    )
    return { records: isRehearsal ? rehearsed(records) : records, heading: await offeredHeading(store, month, now) }
  } finally {
    await database.close()
  }
}

/** What others said of the reference month belongs to those who rehearse it. */
function rehearsed(records: MonthRecords): MonthRecords {
  const isReference = records.month === REFERENCE_MONTH
  return {
    ...records,
    workItems: [...(isReference ? REFERENCE_ITEMS : []), ...records.workItems],
    citedFacts: isReference ? [...REFERENCE_FACTS] : [],
    caveats: [REHEARSAL],
  }
}

const REHEARSAL = {
  vi: 'Số liệu do hệ thống này đếm dưới đây là của một lần diễn tập với thuê bao và tổng đài giả lập, vào thời điểm ghi trong bảng; không phải của tháng trong tiêu đề.',
  en: 'The figures counted by this system below are from a rehearsal with made-up subscribers and simulated SMSCs. Their times are in the table; they do not belong to the month in the title.',
}

async function fromFile(file: string): Promise<MonthRecords> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    throw baseFailure('fileUnreadable', { file, why: reason(error) })
  }
  try {
    return monthRecords.parse(JSON.parse(text))
  } catch {
    throw appFailure('recordsMalformed', { file })
  }
}
