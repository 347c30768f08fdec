/** A small round as an operator runs it: files in a directory of its own, the command, its tally. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loa } from './loa.ts'

/** What `./loa round run --json` prints, as far as a test compares it. */
export interface Tally {
  readonly state: string
  readonly message: { readonly encoding: string; readonly units: number; readonly segments: number }
  readonly subscribers: Readonly<Record<string, number>>
  readonly segments: Readonly<Record<string, number>>
  readonly receipts: Readonly<Record<string, number>>
  readonly statuses: Readonly<Record<string, number>>
}

export interface RoundOptions {
  readonly message: string
  readonly subscribers: number
  readonly port: number
  readonly flags?: readonly string[]
}

/** The numbers of a round's audience, ascending, in international digits. */
export function audienceOf(subscribers: number): string[] {
  return Array.from({ length: subscribers }, (_, i) => String(84_912_000_000 + i))
}

/** Runs it to its end against the centre on that port of 127.0.0.1. Rejects when it does not finish. */
export async function runRound({ message, subscribers, port, flags = [] }: RoundOptions): Promise<Tally> {
  const directory = await mkdtemp(join(tmpdir(), 'loa-round-'))
  try {
    const [text, audience] = [join(directory, 'message.txt'), join(directory, 'audience.csv')]
    await writeFile(text, `${message}\n`)
    await writeFile(audience, `${audienceOf(subscribers).join('\n')}\n`)
    const files = ['--message', text, '--audience', audience]
    const smsc = ['--smsc', `smpp://loa:secret@127.0.0.1:${port}`, '--receipt-wait', '20s']
    return (await loa(['round', 'run', join(directory, 'round'), ...files, ...smsc, ...flags])) as Tally
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}
