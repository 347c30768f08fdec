/** `loa trail verify`: reads the whole trail and says whether every entry is as it was written. */

import type { Command } from 'commander'
import { type DatabaseFlags, placeOf } from '../addresses.ts'
import { figure } from '../terminal.ts'

const EXAMPLE = `
Examples:
  loa trail verify --data /var/lib/loa
  loa trail verify --database postgres://loa@db.example.vn/loa --json

Exit code 1 when it is broken, with the first sequence that is not as it was written. Also while a server runs.`

export function registerTrail(program: Command): void {
  const trail = program.command('trail').description('who did what at the authority')
  trail
    .command('verify')
    .description('checks the whole chain')
    .option('--data <directory>', 'of loa serve')
    .option('--database <url>', 'postgres://…')
    .option('--database-file <file>', 'a file with that; or LOA_DATABASE in the environment')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', EXAMPLE)
    .action(async (flags: DatabaseFlags & { json?: boolean }) => {
      const where = await placeOf(flags)
      const { openDatabase } = await import('../../sql/database.ts')
      const { openStore } = await import('../areas.ts')
      const { verifyTrail } = await import('../../authority/trail.ts')
      const database = await openDatabase(where)
      try {
        const found = await verifyTrail(openStore(database))
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
