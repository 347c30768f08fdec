/** `loa report month`: a month's report out of the records. `loa report check`: a DOCX against the rules of its date. */

import type { Command } from 'commander'
import type { Language } from '../../base/failure.ts'
import { baseFailure } from '../../base/failures.ts'
import { databaseOf } from '../addresses.ts'
import { databaseFile, databaseUrl } from '../database-options.ts'
import { appFailure } from '../failures.ts'
import { language } from '../terminal.ts'

interface MonthFlags {
  readonly from?: string
  readonly database?: string
  readonly databaseFile?: string
  readonly timeZone?: string
  readonly heading?: string
  readonly language: string
  readonly rehearsal?: true
  readonly records?: string
  readonly docx?: string
  readonly pdf?: string
  readonly html?: string
  readonly json?: string
}

const MONTH_EXAMPLES = `
Examples:
  loa report month 2026-02 --from /var/lib/loa --docx february.docx --pdf february.pdf
  loa report month 2026-02 --from /var/lib/loa            the report on the terminal
  loa report month 2020-02 --from /var/tmp/february --rehearsal --html february.html

--from is the data directory of loa serve, a directory left by loa demo --keep, or a file written by --records.
A file may be -. --heading FILE gives the sender, recipients and place: docs/how-to/report-a-month.md.`

const CHECK_EXAMPLES = `
Example:
  loa report check february.docx --date 2026-03-02

Exit code 1 when a rule is broken.`

export function registerReport(program: Command): void {
  const report = program.command('report').description("the month's report, and a check of a DOCX's layout")
  report
    .command('month')
    .description('write the report of a month from its records')
    .argument('<month>', 'for example 2026-02')
    .option('--from <place>', 'the data directory of loa serve, or a file of records')
    .addOption(databaseUrl())
    .addOption(databaseFile())
    .option('--time-zone <zone>', 'time zone of the month: Asia/Ho_Chi_Minh, or that of the records file')
    .option('--heading <file>', 'sender, recipients and place of the report, as JSON')
    .option('--language <language>', 'of DOCX and PDF: vi or en; HTML has both', 'vi')
    .option('--rehearsal', 'all rounds whenever sent, and the rest of this month: a rehearsal of the month')
    .option('--records <file>', 'write the records behind the report')
    .option('--docx <file>', 'write the report as DOCX')
    .option('--pdf <file>', 'write the report as PDF')
    .option('--html <file>', 'write the report as one HTML page')
    .option('--json <file>', 'write the report as JSON')
    .addHelpText('after', MONTH_EXAMPLES)
    .action(month)
  report
    .command('check')
    .description('check a DOCX against the rules for administrative documents')
    .argument('<file>', 'a DOCX')
    .requiredOption('--date <date>', 'date of the document: Decree 30/2020 from 2020-03-05, Circular 01/2011 before')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', CHECK_EXAMPLES)
    .action(check)
}

async function month(text: string, flags: MonthFlags): Promise<void> {
  const { month } = await import('../../report/document.ts')
  if (!month.safeParse(text).success)
    throw baseFailure('usage', {
      vi: `'${text}' không phải tháng như 2026-02`,
      en: `'${text}' is not a month, for example 2026-02`,
    })
  if (flags.language !== 'vi' && flags.language !== 'en')
    throw baseFailure('usage', {
      vi: `--language là vi hoặc en, không phải '${flags.language}'`,
      en: `--language must be vi or en, not '${flags.language}'`,
    })
  const spoken: Language = flags.language
  const { recordsFrom } = await import('../report/records-source.ts')
  const { composeReport } = await import('../../report/compose.ts')
  const { FORMS } = await import('../../report/documents/forms.ts')
  const { writeReport } = await import('../report/write.ts')
  const { records, heading } = await recordsFrom({
    month: text,
    timeZone: flags.timeZone ?? null,
    from: flags.from ?? null,
    database: await databaseOf({ ...flags, data: flags.from }),
    isRehearsal: flags.rehearsal === true,
    now: Date.now(),
  })
  const report = composeReport(records, flags.heading === undefined ? heading : await headingFrom(flags.heading))
  if (flags.records !== undefined) {
    const { writeFile } = await import('node:fs/promises')
    await writeFile(flags.records, `${JSON.stringify(records, null, 2)}\n`)
  }
  const files = Object.fromEntries(FORMS.flatMap(form => (flags[form] === undefined ? [] : [[form, flags[form]]])))
  await writeReport(report, { files, language: spoken })
  const written = Object.values(files).filter(file => file !== '-')
  if (Object.keys(files).length === 0) {
    const { reportText } = await import('../report/report-text.ts')
    process.stdout.write(reportText(report, language()))
  } else process.stderr.write(written.map(file => `${language() === 'vi' ? 'Đã ghi' : 'Wrote'} ${file}\n`).join(''))
}

async function headingFrom(file: string) {
  const { ZodError } = await import('zod')
  const { report } = await import('../../report/document.ts')
  const { heading } = report.shape
  const { readFile } = await import('node:fs/promises')
  try {
    return heading.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (error) {
    const where = error instanceof ZodError ? (error.issues[0]?.path.join('.') ?? '') : 'JSON'
    throw appFailure('headingMalformed', { file, where: where || 'heading' })
  }
}

async function check(file: string, { date, json }: { date: string; json?: true }): Promise<void> {
  const { z } = await import('zod')
  if (!z.iso.date().safeParse(date).success)
    throw baseFailure('usage', {
      vi: `'${date}' không phải ngày như 2026-03-02`,
      en: `'${date}' is not a date, for example 2026-03-02`,
    })
  const { readFile } = await import('node:fs/promises')
  const { readDocxInThread } = await import('../../report/documents/read-in-thread.ts')
  const { checkLayout } = await import('../../report/documents/checker.ts')
  const { rulesOn } = await import('../../report/documents/layout.ts')
  const { reason } = await import('../../base/failure.ts')
  let octets: Buffer
  try {
    octets = await readFile(file)
  } catch (error) {
    throw baseFailure('fileUnreadable', { file, why: reason(error) })
  }
  const rules = rulesOn(date)
  const findings = checkLayout(await readDocxInThread(octets), rules)
  const spoken = language()
  const words = WORDS[spoken]
  const lines = findings.map(({ is, wanted, found }) => {
    const seen = found === '' ? '' : `\n    ${words.found}: ${found}`
    return `${MARKS[is]} ${words[is]}: ${wanted[spoken]}${is === 'kept' ? '' : seen}`
  })
  process.stdout.write(
    json
      ? `${JSON.stringify({ regulation: rules.regulation, findings })}\n`
      : `${rules.name[spoken]}\n${lines.join('\n')}\n`,
  )
  if (findings.some(({ is }) => is === 'broken')) process.exitCode = 1
}

const MARKS = { kept: '✔', broken: '✖', 'not-found': '?' } as const
const WORDS = {
  vi: { kept: 'đúng', broken: 'sai', 'not-found': 'không tìm thấy', found: 'thấy' },
  en: { kept: 'kept', broken: 'broken', 'not-found': 'not found', found: 'found' },
} as const
