/** `loa restored`: a database that other tools have restored, made to say so. */
import type { Command } from 'commander'
import { type DatabaseFlags, placeOf } from '../addresses.ts'
import { databaseFile, databaseUrl } from '../database-options.ts'

const EXAMPLES = `
Examples:
  loa restored --database postgres://loa@db.example.vn/loa
  loa restored --data /var/lib/loa

Run this after pg_restore, a point-in-time recovery or a restored snapshot, before a server starts. Open rounds are
then paused or sent back to their editors, because later events are missing: check each round before you resume it;
the trail records this. Everyone signs in again. loa restore, which creates a directory from a backup, does all of this by itself.`

export function registerRestored(program: Command): void {
  program
    .command('restored')
    .description('mark a database as restored by other tools: open work is held')
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
          : 'Đã ghi nhận cơ sở dữ liệu được khôi phục; các đợt đang mở sẽ được giữ lại khi máy chủ chạy.\nMarked as restored: open rounds are held when the server starts.\n',
      )
    })
}
