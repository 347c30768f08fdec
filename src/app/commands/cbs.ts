/** `loa cbs`: cell broadcast. Each subcommand is a file beside this one. */

import type { Command } from 'commander'
import { registerCbsBroadcast } from './cbs-broadcast.ts'
import { registerCbsPages } from './cbs-pages.ts'

export function registerCbs(program: Command): void {
  const cbs = program.command('cbs').description('cell broadcast: to every phone in reach of a cell')
  registerCbsPages(cbs)
  registerCbsBroadcast(cbs)
}
