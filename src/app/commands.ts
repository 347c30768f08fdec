/** The commands, in the order of `loa --help`. */
import type { Command } from 'commander'

export type Register = (program: Command) => void

export const COMMANDS: readonly Register[] = []
