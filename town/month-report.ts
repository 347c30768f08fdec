/**
 * The month's report at the end of the demo, in all four forms, out of the authority's own database: said to be of a
 * rehearsal, beside what others published of the real month.
 */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { recordsFrom } from '../src/app/report/records-source.ts'
import { writeReport } from '../src/app/report/write.ts'
import { composeReport } from '../src/report/compose.ts'
import type { Report } from '../src/report/document.ts'
import { FORMS, type Form } from '../src/report/documents/forms.ts'
import { REFERENCE_MONTH } from '../src/report/reference/february-2020.ts'

export type ReportFiles = Readonly<Record<Form, string>>

export interface MonthFiles {
  readonly report: ReportFiles
  /** Of all tables, and what happened when. */
  readonly tables: string
}

/**
 * `directory` is the demo's; the files go below it where it is kept, else to a new directory that stays. `tables`: the text that goes
 * beside the report.
 */
export async function writeMonthFiles(
  directory: string,
  { isKept, tables }: { isKept: boolean; tables: string },
): Promise<MonthFiles> {
  const { records } = await recordsFrom({
    month: REFERENCE_MONTH,
    timeZone: null,
    from: directory,
    database: null,
    isRehearsal: true,
    now: Date.now(),
  })
  const folder = isKept ? join(directory, 'report') : await mkdtemp(join(tmpdir(), 'loa-report-'))
  await mkdir(folder, { recursive: true })
  const files = Object.fromEntries(FORMS.map(form => [form, join(folder, `${REFERENCE_MONTH}.${form}`)])) as Record<
    Form,
    string
  >
  await writeReport(composeReport(records, heading()), { files, language: 'vi' })
  const beside = join(folder, `${REFERENCE_MONTH}.txt`)
  await writeFile(beside, tables)
  return { report: files, tables: beside }
}

/** Dated today: it is not a report of that time. Offices, no persons. */
function heading(): Report['heading'] {
  return {
    governing: null,
    issuing: { vi: 'Cơ quan chủ quản (diễn tập)', en: 'The authority (rehearsal)' },
    symbol: null,
    place: { vi: 'Hà Nội', en: 'Hanoi' },
    date: new Date().toISOString().slice(0, 10),
    signer: { title: { vi: 'Thủ trưởng cơ quan', en: 'Head of the authority' }, name: null },
    recipients: [{ vi: 'Các đơn vị tham gia diễn tập', en: 'All who took part in the rehearsal' }],
  }
}
