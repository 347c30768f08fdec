/** `loa trail verify`: reads the whole trail and says whether every entry is as it was written. */

import type { Command } from 'commander'
import type { TrailHead } from '../../authority/store.ts'
import { baseFailure } from '../../base/failures.ts'
import { type DatabaseFlags, placeOf } from '../addresses.ts'
import { figure } from '../terminal.ts'

const EXAMPLE = `
Examples:
  loa trail verify --data /var/lib/loa
  loa trail verify --database postgres://loa@db.example.vn/loa --json
  loa trail verify --data /var/lib/loa --head 4711:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08

A head is the number of an entry and its hash, as the page of the trail, an operator's node (loa operator heads) or an
auditor has noted it. It may be given several times.

Exit code 1 when it is broken, with the first sequence that is not as it was written. Also while a server runs.`

interface Flags extends DatabaseFlags {
  readonly head: readonly TrailHead[]
  readonly json?: boolean
}

const HEAD = /^(\d{1,15}):([0-9a-f]{64})$/

function notedHead(text: string, before: readonly TrailHead[]): readonly TrailHead[] {
  const match = HEAD.exec(text)
  if (match === null) throw baseFailure('usage', { what: `'${text}' is no head, such as 12:HASH` })
  return [...before, { entries: Number(match[1]), hash: match[2] }]
}

export function registerTrail(program: Command): void {
  const trail = program.command('trail').description('who did what at the authority')
  trail
    .command('verify')
    .description('checks the whole chain')
    .option('--data <directory>', 'of loa serve')
    .option('--database <url>', 'postgres://…')
    .option('--database-file <file>', 'a file with that; or LOA_DATABASE in the environment')
    .option('--head <n:hash>', 'a head that was noted elsewhere', notedHead, [])
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', EXAMPLE)
    .action(async (flags: Flags) => {
      const where = await placeOf(flags)
      const { openDatabase } = await import('../../sql/database.ts')
      const { openStore } = await import('../areas.ts')
      const { verifyTrail } = await import('../../authority/trail.ts')
      const database = await openDatabase(where)
      try {
        const found = await verifyTrail(openStore(database), flags.head)
        process.stdout.write(flags.json ? `${JSON.stringify(found)}\n` : sentenceOf(found))
        if (found.is === 'broken') process.exitCode = 1
      } finally {
        await database.close()
      }
    })
}

function sentenceOf(
  found:
    | { is: 'whole'; entries: number; head: string }
    | { is: 'broken'; sequence: number; why: string },
): string {
  if (found.is === 'whole')
    return `Nhật ký nguyên vẹn: ${figure(found.entries)} mục, mã băm cuối ${found.head}.\nThe trail is whole: ${figure(found.entries)} entries, head ${found.head}.\n`
  return `Nhật ký bị hỏng ở mục ${found.sequence}: ${found.why}.\nThe trail is broken at entry ${found.sequence}: ${found.why}.\n`
}
