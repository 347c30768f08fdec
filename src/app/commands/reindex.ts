/** `loa reindex`: the index of what people find, made anew from the rows. */
import type { Command } from 'commander'
import { type DatabaseFlags, placeOf } from '../addresses.ts'
import { databaseFile, databaseUrl } from '../database-options.ts'
import { figure } from '../terminal.ts'

const EXAMPLES = `
Examples:
  loa reindex --data /var/lib/loa
  loa reindex --database postgres://loa@db.example.vn/loa --json

While no server runs. The index of the search and the words by which the trail is found are made of other rows and hold nothing of their
own: run it where something that is there is not found, as after a part of a database was put back by hand. A server follows
the trail by itself, and a new version of Loa makes the index anew where it has to. Takes some minutes for ten years of work.`

export function registerReindex(program: Command): void {
  program
    .command('reindex')
    .description('makes the index of the search and the words of the trail anew')
    .option('--data <directory>', 'of loa serve, with an embedded database')
    .addOption(databaseUrl())
    .addOption(databaseFile())
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', EXAMPLES)
    .action(async ({ json, ...flags }: DatabaseFlags & { json?: boolean }) => {
      const where = await placeOf(flags)
      const { withUnserved } = await import('../serve/unserved-database.ts')
      const { indexAnew } = await import('../serve/index-anew.ts')
      const made = await withUnserved(where, indexAnew)
      const [entries, documents] = [figure(made.entries), figure(made.documents)]
      process.stdout.write(
        json
          ? `${JSON.stringify(made)}\n`
          : `Đã lập lại mục lục tìm kiếm: ${documents} mục, ${entries} mục nhật ký.\nThe index was made anew: ${documents} documents, ${entries} entries of the trail.\n`,
      )
    })
}
