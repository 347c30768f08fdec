/** `loa zerorating`: what is free for citizens, for charging systems, and the proof of it. A file for each subcommand. */
import type { Command } from 'commander'
import { registerZeroRatingKey } from './zerorating-key.ts'

const SUBCOMMANDS: readonly ((group: Command) => void)[] = [registerZeroRatingKey]

export function registerZeroRating(program: Command): void {
  const group = program
    .command('zerorating')
    .description('what is free for citizens: the list, feeds for charging systems, the proof')
  for (const register of SUBCOMMANDS) register(group)
}
