/** `loa publish`: what everyone may read, as files, for a web server that stands in front. */
import type { Command } from 'commander'
import { type DatabaseFlags, placeOf } from '../addresses.ts'
import { figure } from '../terminal.ts'

const EXAMPLE = `
Examples:
  loa publish --data /var/lib/loa --out /srv/www
  loa publish --database postgres://loa@db.example.vn/loa --data /var/lib/loa --out /srv/www --json

Pages of bulletins, feeds, signed alerts, recordings, /free and /free.json, each with its .gz. A file is whole or as it was before, and
one that did not change is not written. Also while a server runs; it signs alerts, this command never does.`

interface Flags extends DatabaseFlags {
  readonly data: string
  readonly out: string
  readonly json?: boolean
}

export function registerPublish(program: Command): void {
  program
    .command('publish')
    .description('what everyone may read, as files')
    .requiredOption('--data <directory>', 'of loa serve')
    .requiredOption('--out <directory>', 'made where missing')
    .option('--database <url>', 'postgres://…; default: a file in the data directory')
    .option('--database-file <file>', 'a file with that; or LOA_DATABASE in the environment')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', EXAMPLE)
    .action(async (flags: Flags) => {
      const where = await placeOf(flags)
      const { openDatabase } = await import('../../sql/database.ts')
      const { publishFiles } = await import('../serve/public-files.ts')
      const database = await openDatabase(where)
      try {
        const { data, out } = flags
        const done = await publishFiles({ database, data, out, nowMs: Date.now() })
        process.stdout.write(flags.json ? `${JSON.stringify(done)}\n` : sentenceOf(done, out))
      } finally {
        await database.close()
      }
    })
}

function sentenceOf(
  { files, written, removed }: { files: number; written: number; removed: number },
  out: string,
): string {
  return (
    `${figure(files)} tệp trong ${out}: ghi mới ${figure(written)}, bỏ ${figure(removed)}.\n` +
    `${figure(files)} files in ${out}: ${figure(written)} written, ${figure(removed)} removed.\n`
  )
}
