/** `loa restored`: a database that other tools have restored, made to say so. */
import type { Command } from 'commander'
import { type DatabaseFlags, placeOf } from '../addresses.ts'
import { databaseFile, databaseUrl } from '../database-options.ts'

const EXAMPLES = `
Examples:
  loa restored --database postgres://loa@db.example.vn/loa
  loa restored --data /var/lib/loa

Run it after pg_restore, a recovery to a point in time or a snapshot that was put back, before a server starts. Rounds that were
open are then paused or sent back to their editors, since what happened after that point is not in it: look at each before it goes
on; the trail says so. Everyone signs in again. loa restore, which makes a directory of a backup, does all of that by itself.`

export function registerRestored(program: Command): void {
  program
    .command('restored')
    .description('says of a database that other tools have restored it: what was open is held')
    .option('--data <directory>', 'of loa serve, with an embedded database')
    .addOption(databaseUrl())
    .addOption(databaseFile())
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', EXAMPLES)
    .action(async ({ json, ...flags }: DatabaseFlags & { json?: boolean }) => {
      const where = await placeOf(flags)
      const { markRestored } = await import('../serve/restored-database.ts')
      const nowMs = Date.now()
      await markRestored({ where, nowMs })
      process.stdout.write(
        json
          ? `${JSON.stringify({ restoredAt: new Date(nowMs).toISOString() })}\n`
          : 'Đã ghi nhận cơ sở dữ liệu được khôi phục; các đợt đang mở sẽ được giữ lại khi máy chủ chạy.\nMarked as restored: what was open is held when the server starts.\n',
      )
    })
}
