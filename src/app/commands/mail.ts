/** `loa mail bounce`: called by the mail server for each mail that came back, with the mail on standard input. */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from 'commander'
import { reason } from '../../base/failure.ts'
import { baseFailure } from '../../base/failures.ts'
import type { BounceNote } from '../../channels/mail/bounce-spool.ts'
import type { Bounce } from '../../channels/mail/bounces.ts'
import { appFailure } from '../failures.ts'

const EXAMPLES = `
Examples:
  loa mail bounce --data /var/lib/loa < returned.eml

In Postfix's master.cf, as one transport for the address of --mail-bounces:
  loa unix - n n - - pipe user=loa argv=/usr/bin/loa mail bounce --data /var/lib/loa`

/** What follows is the mail that came back. */
const OCTETS_MAX = 1 << 20
const WORDS = {
  failed: 'Không chuyển được, không gửi lại / permanently undeliverable',
  delayed: 'Chưa chuyển được / not delivered yet',
  complaint: 'Người nhận khiếu nại / complaint from the recipient',
  nothing: 'Không phải thư báo lỗi / not a bounce',
}

export function registerMail(program: Command): void {
  const mail = program.command('mail').description("the authority's returned mail").addHelpText('after', EXAMPLES)
  mail
    .command('bounce')
    .description('pass one mail from standard input to loa serve')
    .requiredOption('--data <directory>', 'of loa serve')
    .option('--json', 'its meaning, as one JSON document on standard output')
    .addHelpText('after', EXAMPLES)
    .action(async ({ data, json }: { data: string; json?: boolean }) => {
      const { readBounce } = await import('../../channels/mail/bounces.ts')
      const { is, status, isGone, cameTo } = readBounce(await standardInput())
      const mark = await markAmong(cameTo, data)
      if (mark !== null && is !== 'nothing') await put(data, { mark, is, status, isGone })
      const told = { is, status, isGone, mark }
      process.stdout.write(json === true ? `${JSON.stringify(told)}\n` : `${sentence(told)}\n`)
    })
}

/** `mark`: of the mail that bounced; null: no mail of this data directory. */
type BounceReport = Pick<Bounce, 'is' | 'status'> & { readonly mark: string | null }

function sentence({ is, status, mark }: BounceReport): string {
  return [WORDS[is], ...[status, mark].filter(value => value !== null)].join(': ')
}

async function markAmong(addresses: readonly string[], data: string): Promise<string | null> {
  const { bounceKey } = await import('../serve/channels.ts')
  const { SECRET_FILE } = await import('../serve/data-directory.ts')
  const { markOf } = await import('../../channels/mail/return-path.ts')
  const file = join(data, SECRET_FILE)
  let secret: string
  try {
    secret = await readFile(file, 'utf8')
  } catch (error) {
    throw baseFailure('fileUnreadable', { file, why: reason(error) })
  }
  const key = bounceKey(secret.trim())
  return addresses.map(address => markOf(address, key)).find(mark => mark !== null) ?? null
}

async function put(data: string, note: BounceNote): Promise<void> {
  const { putBounce } = await import('../../channels/mail/bounce-spool.ts')
  const { BOUNCES_FOLDER } = await import('../serve/data-directory.ts')
  const folder = join(data, BOUNCES_FOLDER)
  let isPut: boolean
  try {
    isPut = await putBounce(folder, note)
  } catch (error) {
    throw baseFailure('fileUnwritable', { file: folder, why: reason(error) })
  }
  if (!isPut) throw appFailure('bouncesFull', { folder })
}

async function standardInput(): Promise<Buffer> {
  const pieces: Buffer[] = []
  let octets = 0
  for await (const piece of process.stdin) {
    octets += (piece as Buffer).length
    // The rest is read away: a mail server that cannot write to us tries again.
    if (octets <= OCTETS_MAX) pieces.push(piece as Buffer)
  }
  return Buffer.concat(pieces)
}
