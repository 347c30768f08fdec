/** `loa restored`: a PostgreSQL database that its own tools have restored, made to say so. */
import type { Command } from 'commander'

const EXAMPLE = `
Example:
  loa restored --database postgres://loa@db.example.vn/loa

Run it after pg_restore or a recovery to a point in time, before the server starts. Rounds that were open are then paused or
sent back to their editors, since what happened after that point is not in it: look at each before it goes on. Everyone
signs in again. An embedded database is restored by loa restore, which does all of that by itself.`

export function registerRestored(program: Command): void {
  program
    .command('restored')
    .description('says of a PostgreSQL database that it was restored: what was open is held')
    .requiredOption('--database <url>', 'postgres://…')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', EXAMPLE)
    .action(async ({ database, json }: { database: string; json?: boolean }) => {
      const { markRestored } = await import('../serve/restored-database.ts')
      const nowMs = Date.now()
      await markRestored({ url: database, nowMs })
      process.stdout.write(
        json
          ? `${JSON.stringify({ restoredAt: new Date(nowMs).toISOString() })}\n`
          : 'Đã ghi nhận cơ sở dữ liệu được khôi phục; các đợt đang mở sẽ được giữ lại khi máy chủ chạy.\nMarked as restored: what was open is held when the server starts.\n',
      )
    })
}
