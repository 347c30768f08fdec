/** `loa publish`: what everyone may read, as files, for a web server that stands in front; at each change, until it is told to stop. */
import type { Command } from 'commander'
import { systemClock } from '../../base/clock.ts'
import { unlessTold, untilToldToEnd } from '../../base/signals.ts'
import { type DatabaseFlags, placeOf } from '../addresses.ts'
import { databaseFile } from '../database-options.ts'
import { chance } from '../program-log.ts'
import type { Brought } from '../publish/folder.ts'
import { figure, language } from '../terminal.ts'

const EXAMPLE = `
Examples:
  loa publish --data /var/lib/loa --out /srv/loa
  loa publish --data /var/lib/loa --out /srv/loa --once --json
  loa publish --database-file /etc/loa/database --cap-certificate-file cap.crt --out /srv/loa

Pages of bulletins, pictures, recordings, feeds, signed alerts, /free and /free.json, each with its .gz and .br. Changes appear within a
second, whole or not at all; each page shows the minute of its figures. Unchanged files are not written, and files no longer public
are removed. Runs until SIGTERM or Ctrl-C; with --once it writes and ends. Works while a server runs: the server signs alerts, this
command never does. While the database does not answer, the files stay and the command keeps trying. With --json, the document
describes the first time.`

interface Flags extends DatabaseFlags {
  readonly out: string
  readonly once?: boolean
  readonly capCertificateFile?: string
  readonly json?: boolean
}

export function registerPublish(program: Command): void {
  program
    .command('publish')
    .description('the public pages as files, rewritten at each change')
    .option('--data <directory>', 'of loa serve')
    .option('--database <url>', 'postgres://…; default: a file in the data directory')
    .addOption(databaseFile())
    .option('--cap-certificate-file <file>', 'that of loa serve (default: the one in --data)')
    .requiredOption('--out <directory>', 'created if missing')
    .option('--once', 'write once, then exit')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', EXAMPLE)
    .action(publish)
}

async function publish(flags: Flags): Promise<void> {
  // A web server reads them, which is somebody else.
  process.umask(0o022)
  const where = await placeOf(flags)
  const { openDatabase } = await import('../../sql/database.ts')
  const { commitMark } = await import('../../sql/commit-mark.ts')
  const { PublicFolder } = await import('../publish/folder.ts')
  const { publicFilesOf } = await import('../publish/public-files.ts')
  const { keepPublishing } = await import('../publish/publishing.ts')
  await untilToldToEnd(async told => {
    const database = await unlessTold(told, openDatabase(where))
    if (database === null) return
    try {
      const folder = await PublicFolder.open(flags.out)
      const isDone = new AbortController()
      try {
        const files = publicFilesOf(database, flags)
        await keepPublishing({
          mark: async () => await commitMark(database),
          at: async nowMs => await files.at(nowMs),
          bring: async all => await folder.bring(all),
          clock: systemClock,
          random: chance,
          signal: AbortSignal.any([told, isDone.signal]),
          onPublished: (brought, why) => {
            if (why === 'first') sayFirst(brought, flags)
            else if (why === 'change' && brought.written + brought.removed > 0) say(sentenceOf(brought, flags.out))
            if (flags.once === true) isDone.abort()
          },
          onFailure: failure => say(failure.sentence(language())),
          onWell: () => say(WELL[language()]),
        })
      } finally {
        folder.close()
      }
    } finally {
      await database.close()
    }
  })
}

function sayFirst(brought: Brought, { json, out }: Flags): void {
  process.stdout.write(`${json ? JSON.stringify(brought) : sentenceOf(brought, out)}\n`)
}

function say(line: string): void {
  process.stderr.write(`loa: ${line}\n`)
}

const WELL = { vi: 'Đã công bố lại được.', en: 'Publishing works again.' }

function sentenceOf({ files, written, removed }: Brought, out: string): string {
  return language() === 'vi'
    ? `${figure(files)} tệp trong ${out}: ghi mới ${figure(written)}, bỏ ${figure(removed)}.`
    : `${figure(files)} files in ${out}: ${figure(written)} written, ${figure(removed)} removed.`
}
