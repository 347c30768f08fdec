/** The commands, in the order of `loa --help`. */
import type { Command } from 'commander'
import { registerAudience } from './commands/audience.ts'
import { registerBackup } from './commands/backup.ts'
import { registerBench } from './commands/bench.ts'
import { registerDemo } from './commands/demo.ts'
import { registerMedia } from './commands/media.ts'
import { registerOperator } from './commands/operator.ts'
import { registerReport } from './commands/report.ts'
import { registerRestore } from './commands/restore.ts'
import { registerRestored } from './commands/restored.ts'
import { registerRoster } from './commands/roster.ts'
import { registerRound } from './commands/round.ts'
import { registerScreening } from './commands/screening.ts'
import { registerServe } from './commands/serve.ts'
import { registerSmsc } from './commands/smsc.ts'
import { registerText } from './commands/text.ts'
import { registerTrail } from './commands/trail.ts'
import { registerZeroRating } from './commands/zerorating.ts'

export type Register = (program: Command) => void

export const COMMANDS: readonly Register[] = [
  registerText,
  registerAudience,
  registerRound,
  registerServe,
  registerMedia,
  registerTrail,
  registerRoster,
  registerScreening,
  registerBackup,
  registerRestore,
  registerRestored,
  registerOperator,
  registerZeroRating,
  registerReport,
  registerSmsc,
  registerDemo,
  registerBench,
]
