/** `loa restore`: a data directory made of a backup. */
import type { Command } from 'commander'

const EXAMPLE = `
Example:
  loa restore --from /backup/loa-2026-02-03.backup --data /var/lib/loa

The directory must be missing or empty. Nodes know the restored authority by its key. Open rounds are paused or
sent back to their editors, because the backup lacks later events: check each round before you resume it.
Everyone signs in again.`

export function registerRestore(program: Command): void {
  program
    .command('restore')
    .description('create a data directory from a backup')
    .requiredOption('--from <file>', 'a file from loa backup')
    .requiredOption('--data <directory>', 'missing or empty')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', EXAMPLE)
    .action(async ({ from, data, json }: { from: string; data: string; json?: boolean }) => {
      process.umask(0o077)
      const { restoreAuthority } = await import('../serve/backup-file.ts')
      await restoreAuthority({ from, data, nowMs: Date.now() })
      process.stdout.write(
        json
          ? `${JSON.stringify({ data })}\n`
          : `Đã khôi phục vào ${data}. Chạy: loa serve --data ${data}\nRestored into ${data}. Run: loa serve --data ${data}\n`,
      )
    })
}
