/**
 * The command line: finds the command, runs it, turns what went wrong into one sentence and an exit code.
 *
 * Each command is a file of `commands/` that is imported only when it is called, so `--help` needs no package
 * that the machine cannot load.
 */
import { Command, CommanderError } from 'commander'
import { Failure, reason } from '../base/failure.ts'
import { COMMANDS } from './commands.ts'
import { language } from './terminal.ts'
import { version } from './version.ts'

async function main(argv: readonly string[]): Promise<number> {
  const program = new Command('loa')
    .description('Loa: write a public message once, deliver it to every subscriber, account for it')
    .version(version())
    // A command's options are not those of its subcommands, unless it says so.
    .enablePositionalOptions()
    .exitOverride()
    .showHelpAfterError('(add --help for help)')
  for (const register of COMMANDS) register(program)
  try {
    await program.parseAsync(argv, { from: 'user' })
    return Number(process.exitCode ?? 0)
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (error instanceof Failure) {
      process.stderr.write(`loa: ${error.sentence(language())}\n`)
      return error.kind.exit
    }
    process.stderr.write(`loa: a bug, please report it: ${reason(error)}\n`)
    if (error instanceof Error && process.env.LOA_STACK) process.stderr.write(`${error.stack}\n`)
    return 1
  }
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})
process.exitCode = await main(process.argv.slice(2))
