/** `loa reindex`: the index of what people find, made anew from the rows. */
import type { Command } from 'commander'
import { type DatabaseFlags, placeOf } from '../addresses.ts'
import { databaseFile, databaseUrl } from '../database-options.ts'
import { figure } from '../terminal.ts'

const EXAMPLES = `
Examples:
  loa reindex --data /var/lib/loa
  loa reindex --database postgres://loa@db.example.vn/loa --json

Run while no server runs. The search index and the trail's search words are made from other rows and hold no data of their own:
run this if existing items are not found, for example after part of a database was restored by hand. A server follows
the trail by itself, and a new version of Loa rebuilds the index when needed. Ten years of work take some minutes.`

export function registerReindex(program: Command): void {
  program
    .command('reindex')
    .description('rebuild the search index and the words of the trail')
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
          : `Đã lập lại mục lục tìm kiếm: ${documents} mục, ${entries} mục nhật ký.\nSearch index rebuilt: ${documents} documents, ${entries} trail entries.\n`,
      )
    })
}
