/** `loa backup`: the authority as one file, while it runs. */
import type { Command } from 'commander'
import { figure } from '../terminal.ts'

const EXAMPLE = `
Example:
  loa backup --data /var/lib/loa --to /backup/loa-2026-02-03.backup

Works while a server runs. The file holds the key that signs directives: anyone with the file is the authority.
A PostgreSQL server has its own tools (pg_dump); keep the two files authority.key and sign-in.secret with the dump.`

export function registerBackup(program: Command): void {
  program
    .command('backup')
    .description('back up the authority in one file')
    .requiredOption('--data <directory>', 'of loa serve')
    .requiredOption('--to <file>', 'a new file')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', EXAMPLE)
    .action(async ({ data, to, json }: { data: string; to: string; json?: boolean }) => {
      process.umask(0o077)
      const { backUpAuthority } = await import('../serve/backup-file.ts')
      const { octets } = await backUpAuthority({ data, to })
      process.stdout.write(
        json
          ? `${JSON.stringify({ file: to, octets })}\n`
          : `Đã sao lưu vào ${to}: ${figure(octets)} byte.\nBacked up to ${to}: ${figure(octets)} bytes.\n`,
      )
    })
}
