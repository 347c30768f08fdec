/** `loa roster`: whose signatures operators believe, and a new beginning where nobody can sign the next one any more. */

import type { Command } from 'commander'
import { type DatabaseFlags, placeOf } from '../addresses.ts'
import { databaseFile, databaseUrl } from '../database-options.ts'
import { appFailure } from '../failures.ts'
import { language } from '../terminal.ts'

const SHOW_EXAMPLE = `
Examples:
  loa roster show --data /var/lib/loa
  loa roster show --database-file /etc/loa/database --json
  loa roster show --data /var/lib/loa --signing-page /srv/ky

Give the digest to the operator's engineer by telephone or letter, to pin with: loa operator trust.
Below it is where people sign; with --signing-page also the digest of its files, as printed by loa signing-page: compare it with the served files.`

const BEGIN_EXAMPLE = `
Example:
  loa roster begin --data /var/lib/loa

For when the administrators' signing keys are lost. The next roster that an administrator prepares in the console starts a
new chain: the people on it sign it, and no operator's node follows it until an engineer there pins its digest
(loa operator trust). This is recorded in the trail. Works while a server runs.`

export function registerRoster(program: Command): void {
  const roster = program.command('roster').description('people whose signatures operators accept')
  withPlace(roster.command('show').description('the roster in force: number, digest, people'))
    .option('--signing-page <directory>', "also show the digest of that page's files")
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', SHOW_EXAMPLE)
    .action(async (flags: DatabaseFlags & { json?: boolean; signingPage?: string }) => {
      const { newestRoster } = await import('../../authority/signed.ts')
      const { openDatabase } = await import('../../sql/database.ts')
      const { openStore } = await import('../areas.ts')
      const database = await openDatabase(await placeOf(flags))
      try {
        const found = await newestRoster(openStore(database))
        if (found === null) throw appFailure('rosterMissing')
        const { number, at, people, relyingParty } = found.body
        const { digestOfPage } = await import('../signing-page.ts')
        const page = flags.signingPage === undefined ? null : await digestOfPage(flags.signingPage)
        const shown = {
          number,
          sha256: found.sha256,
          at,
          relyingParty,
          people: people.map(briefOf),
          ...(page !== null && { signingPage: page }),
        }
        process.stdout.write(flags.json ? `${JSON.stringify(shown)}\n` : linesOf(shown))
      } finally {
        await database.close()
      }
    })
  withPlace(roster.command('begin').description('let the next roster start a new chain'))
    .addHelpText('after', BEGIN_EXAMPLE)
    .action(async (flags: DatabaseFlags) => {
      const { append, SYSTEM } = await import('../../authority/trail.ts')
      const { BEGINS_ANEW } = await import('../../areas/signers/signers.ts')
      const { signerRows } = await import('../../areas/signers/store.ts')
      const { openDatabase } = await import('../../sql/database.ts')
      const { openStore } = await import('../areas.ts')
      const database = await openDatabase(await placeOf(flags))
      try {
        await openStore(database).write(async store => {
          await store.setSetting(BEGINS_ANEW, 'yes')
          await signerRows(store).setDraft(null)
          await append(store, Date.now(), SYSTEM, {
            action: 'roster.begin',
            subject: { kind: 'roster', id: 'next' },
            details: {},
          })
        })
        process.stdout.write(BEGUN[language()])
      } finally {
        await database.close()
      }
    })
}

const BEGUN = {
  vi: 'Danh sách người ký kế tiếp sẽ bắt đầu một chuỗi mới. Lập và ký danh sách trong bảng điều khiển, rồi báo mã băm cho từng nhà mạng.\n',
  en: 'The next roster starts a new chain. Prepare and sign it in the console, then give its digest to each operator.\n',
}

function withPlace(command: Command): Command {
  return command.option('--data <directory>', 'of loa serve').addOption(databaseUrl()).addOption(databaseFile())
}

function briefOf({ name, role, keys }: { name: string; role: string; keys: readonly unknown[] }) {
  return { name, role, keys: keys.length }
}

function linesOf(roster: {
  number: number
  sha256: string
  at: string
  relyingParty: { origins: readonly string[] }
  people: readonly { name: string; role: string; keys: number }[]
  signingPage?: { sha256: string }
}): string {
  const { relyingParty, signingPage } = roster
  const people = roster.people.map(({ name, role, keys }) => `  ${name}: ${role}, ${keys}`)
  return [
    `${roster.number} ${roster.sha256} ${roster.at}`,
    relyingParty.origins.join(' '),
    ...(signingPage === undefined ? [] : [signingPage.sha256]),
    ...people,
    '',
  ].join('\n')
}
