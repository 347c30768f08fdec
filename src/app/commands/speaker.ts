/** `loa speaker`: loudspeakers of communes. A file for each subcommand. */
import type { Command } from 'commander'
import { registerSpeakerDevice } from './speaker-device.ts'
import { registerSpeakerHeard } from './speaker-heard.ts'
import { registerSpeakerProgramme } from './speaker-programme.ts'
import { registerSpeakerSpoken } from './speaker-spoken.ts'

const SUBCOMMANDS: readonly ((group: Command) => void)[] = [
  registerSpeakerSpoken,
  registerSpeakerProgramme,
  registerSpeakerDevice,
  registerSpeakerHeard,
]

export function registerSpeaker(program: Command): void {
  const group = program.command('speaker').description('commune loudspeakers: what plays, and the device')
  for (const register of SUBCOMMANDS) register(group)
}
