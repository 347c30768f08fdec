/**
 * The command line as commander knows it: commands, their options and their help. Runs nothing, and says nothing of what is
 * wrong: `wrong-usage.ts` makes one sentence of that.
 *
 * Each command is a file of `commands/` whose packages are imported only when it is called, so `--help` needs no package
 * that the machine cannot load.
 *
 * Invariant: the help of every command ends with an example.
 */
import { EventEmitter } from 'node:events'
import { Command } from 'commander'
import type { Language } from '../base/failure.ts'
import { commandsFor, groupOf } from './commands.ts'
import { version } from './version.ts'

/** For these arguments: all commands, or the one that they name. */
export async function commandLine(argv: readonly string[] = [], language: Language = 'en'): Promise<Command> {
  const program = new Command('loa')
    .description('Loa: write a public message once, deliver it to every subscriber, account for it')
    .version(version())
    // A command's options are not those of its subcommands, unless it says so.
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ outputError: () => undefined })
    .commandsGroup('Help:')
    .helpCommand('help [command]', 'display help for command')
  for (const register of await commandsFor(argv[0])) register(program)
  for (const command of program.commands) command.helpGroup(groupOf(command.name()))
  exemplify(program, 'loa')
  if (language === 'vi') (await import('./help-in-vietnamese.ts')).inVietnamese(program)
  return program
}

/** A command that only holds others shows how to learn of one of them. */
function exemplify(command: Command, path: string): void {
  for (const inner of command.commands) exemplify(inner, `${path} ${inner.name()}`)
  const hasOwn = command instanceof EventEmitter && command.listenerCount('afterHelp') > 0
  if (command.commands.length === 0 || hasOwn) return
  command.addHelpText('after', `\nExample:\n  ${path} ${command.commands[0].name()} --help`)
}
