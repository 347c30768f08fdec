/** `loa screening export | forget`: health checks at the door, from the command line of whoever runs the server. */

import { writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { screeningFailure } from '../../areas/screening/failures.ts'
import type { Screening } from '../../areas/screening/use-cases.ts'
import { reason } from '../../base/failure.ts'
import { baseFailure } from '../../base/failures.ts'
import { type DatabaseFlags, placeOf } from '../addresses.ts'
import { databaseFile, databaseUrl } from '../database-options.ts'
import { figure } from '../terminal.ts'

const EXAMPLES = `
Examples:
  loa screening export --data /var/lib/loa --from 2026-11-01 --until 2026-11-07 week.json
  loa screening forget --data /var/lib/loa

Days are in Vietnam time (UTC+7), both inclusive. Both commands work while a server runs and are recorded in the trail.`

const ZONE = '+07:00'
const DAY_MS = 24 * 3_600_000

export function registerScreening(program: Command): void {
  const screening = program.command('screening').description('health checks at the door').addHelpText('after', EXAMPLES)
  screening
    .command('export')
    .description('entries of a period as a FHIR R4 Bundle of Observations')
    .argument('<file>', '- is standard output')
    .requiredOption('--from <day>', 'first day, YYYY-MM-DD')
    .requiredOption('--until <day>', 'last day')
    .option('--data <directory>', 'of loa serve')
    .addOption(databaseUrl())
    .addOption(databaseFile())
    .option('--json', 'the result, as one JSON document on standard output')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, flags: DatabaseFlags & { from: string; until: string; json?: boolean }) => {
      const span = { fromMs: await startOf(flags.from), untilMs: (await startOf(flags.until)) + DAY_MS }
      if (span.untilMs <= span.fromMs)
        throw baseFailure('usage', { vi: '--until không được ở trước --from', en: '--until must not be before --from' })
      if (flags.json && file === '-')
        throw baseFailure('usage', {
          vi: '--json và dấu - đều dùng đầu ra chuẩn; bỏ một trong hai',
          en: '--json and - both use standard output; remove one',
        })
      await withScreening(flags, async screening => {
        const bundle = await screening.exportBundle('system', span)
        const { EXPORT_MAX } = await import('../../areas/screening/keeping.ts')
        if (bundle === null) throw screeningFailure('exportTooLarge', { max: EXPORT_MAX })
        // FHIR has no empty list: of days without any there is no `entry`.
        const { entry: resources = [] } = bundle as { entry?: { resource: { resourceType: string } }[] }
        const observations = resources.filter(({ resource }) => resource.resourceType === 'Observation').length
        await put(file, `${JSON.stringify(bundle, null, 2)}\n`)
        if (flags.json) process.stdout.write(`${JSON.stringify({ file, observations })}\n`)
        else if (file !== '-')
          process.stdout.write(
            `Đã xuất ${figure(observations)} lần đo ra ${file}.\nExported ${figure(observations)} measurements to ${file}.\n`,
          )
      })
    })
  screening
    .command('forget')
    .description('permanently delete expired entries; loa serve does this automatically')
    .option('--data <directory>', 'of loa serve')
    .addOption(databaseUrl())
    .addOption(databaseFile())
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: DatabaseFlags & { json?: boolean }) => {
      await withScreening(flags, async screening => {
        const { entries, isScrubbed } = await screening.forget()
        if (flags.json) process.stdout.write(`${JSON.stringify({ entries, isScrubbed })}\n`)
        else process.stdout.write(forgotten(entries, isScrubbed))
        if (!isScrubbed) process.exitCode = 3
      })
    })
}

function forgotten(entries: number, isScrubbed: boolean): string {
  const done = `Đã xóa hẳn ${figure(entries)} lần đo quá hạn lưu.\nPermanently deleted ${figure(entries)} expired measurements.\n`
  if (isScrubbed) return done
  return `${done}Nhật ký ghi của cơ sở dữ liệu đang được đọc nên chưa dọn được: chạy lại lệnh này.\nThe database’s write log is being read, so it still holds their data: run this again.\n`
}

async function withScreening(flags: DatabaseFlags, act: (screening: Screening) => Promise<void>): Promise<void> {
  const where = await placeOf(flags)
  const { openDatabase } = await import('../../sql/database.ts')
  const { migrate } = await import('../../sql/migrate.ts')
  const { MIGRATIONS, openStore } = await import('../areas.ts')
  const { openUnitOfWork } = await import('../../authority/unit-of-work.ts')
  const { makeKey, signerOf } = await import('../../directive/signing.ts')
  const { screeningIntake } = await import('../../areas/screening/sql.ts')
  const { screeningUseCases } = await import('../../areas/screening/use-cases.ts')
  const database = await openDatabase(where)
  try {
    await migrate(database, MIGRATIONS)
    const work = openUnitOfWork({
      store: openStore(database),
      // Nothing of health checks is signed.
      signer: await signerOf(await makeKey()),
      now: () => Date.now(),
      tell: () => {},
    })
    await act(screeningUseCases({ work, intake: screeningIntake(database), tellers: [] }))
  } finally {
    await database.close()
  }
}

async function startOf(day: string): Promise<number> {
  const { z } = await import('zod')
  const at = Date.parse(`${day}T00:00:00${ZONE}`)
  // Date.parse takes 30 February for 2 March.
  if (!z.iso.date().safeParse(day).success)
    throw baseFailure('usage', {
      vi: `'${day}' không phải ngày (YYYY-MM-DD)`,
      en: `'${day}' is not a date (YYYY-MM-DD)`,
    })
  return at
}

async function put(file: string, text: string): Promise<void> {
  if (file === '-') {
    process.stdout.write(text)
    return
  }
  try {
    await writeFile(file, text, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    throw baseFailure('fileUnwritable', { file, why: reason(error) })
  }
}
