/**
 * Where a month's records come from: the authority's database (embedded or PostgreSQL), or a file of records that was
 * written before. What the reference month needs from others is added here.
 */

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type CountedRecords, monthRecordsOf } from '../../areas/months/records.ts'
import { reason } from '../../base/failure.ts'
import { baseFailure } from '../../base/failures.ts'
import { type MonthRecords, monthRecords } from '../../report/records.ts'
import {
  REFERENCE_FACTS,
  REFERENCE_ITEMS,
  REFERENCE_MONTH,
} from '../../report/reference/february-2020.ts'
import { openDatabase } from '../../sql/database.ts'
import { openStore } from '../areas.ts'
import { appFailure } from '../failures.ts'

export interface RecordsQuestion {
  readonly month: string
  readonly timeZone: string
  /** A data directory, a directory that a demo has left, or a file of records. */
  readonly from: string | null
  readonly database: string | null
  /** All rounds whenever they were sent: they rehearse the month. */
  readonly isRehearsal: boolean
}

export async function recordsFrom(question: RecordsQuestion): Promise<MonthRecords> {
  const { month, from, database } = question
  if (database !== null) return completed(await counted({ url: database }, question), question)
  if (from === null) throw baseFailure('usage', { what: 'give --from or --database' })
  const file = databaseIn(from)
  if (file !== null) return completed(await counted({ file }, question), question)
  const records = await fromFile(from)
  if (records.month !== month)
    throw appFailure('recordsOfAnotherMonth', { file: from, found: records.month, month })
  return records
}

function databaseIn(directory: string): string | null {
  return (
    [join(directory, 'loa.db'), join(directory, 'authority', 'loa.db')].find(existsSync) ?? null
  )
}

async function counted(
  where: { file: string } | { url: string },
  { month, timeZone, isRehearsal }: RecordsQuestion,
): Promise<CountedRecords> {
  const database = await openDatabase(where)
  try {
    const within = isRehearsal ? null : month
    return await monthRecordsOf(openStore(database), {
      month,
      within,
      timeZone,
      now: Date.now(),
    })
  } finally {
    await database.close()
  }
}

function completed(counted: CountedRecords, { month, isRehearsal }: RecordsQuestion): MonthRecords {
  const isReference = month === REFERENCE_MONTH
  return {
    ...counted,
    screenings: null,
    workItems: isReference ? [...REFERENCE_ITEMS] : [],
    citedFacts: isReference ? [...REFERENCE_FACTS] : [],
    caveats: isRehearsal ? [REHEARSAL] : [],
  }
}

const REHEARSAL = {
  vi: 'Số liệu nhắn tin dưới đây là của một lần diễn tập với thuê bao và tổng đài giả lập, vào thời điểm ghi trong bảng; không phải của tháng trong tiêu đề.',
  en: 'The figures on messages below are of a rehearsal with made-up subscribers and simulated SMS centres, at the instants in the table; they are not of the month in the title.',
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
