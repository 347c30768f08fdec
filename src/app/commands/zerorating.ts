/** `loa zerorating`: what is free for citizens, for charging systems, and the proof of it. A file for each subcommand. */
import type { Command } from 'commander'
import { registerAudit } from './zerorating-audit.ts'
import { registerZeroRatingCheck } from './zerorating-check.ts'
import { registerZeroRatingExport } from './zerorating-export.ts'
import { registerZeroRatingGy } from './zerorating-gy.ts'
import { registerZeroRatingKey } from './zerorating-key.ts'
import { registerZeroRatingProbe } from './zerorating-probe.ts'
import { registerZeroRatingShow } from './zerorating-show.ts'
import { registerZeroRatingSign } from './zerorating-sign.ts'

const SUBCOMMANDS: readonly ((group: Command) => void)[] = [
  registerZeroRatingKey,
  registerZeroRatingCheck,
  registerZeroRatingSign,
  registerZeroRatingShow,
  registerZeroRatingExport,
  registerZeroRatingProbe,
  registerZeroRatingGy,
  registerAudit,
]

export function registerZeroRating(program: Command): void {
  const group = program
    .command('zerorating')
    .description('services free for citizens: the list, feeds for charging systems, proof')
  for (const register of SUBCOMMANDS) register(group)
}
