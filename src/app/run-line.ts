/** Carries out a command line, and turns what went wrong into one sentence and an exit code. Ends no process: `main.ts` does. */
import { type Command, CommanderError } from 'commander'
import { Failure, reason } from '../base/failure.ts'
import { commandLine } from './program.ts'
import { language } from './terminal.ts'
import { wrongUsage } from './wrong-usage.ts'

/** Its exit code. */
export async function runLine(argv: readonly string[]): Promise<number> {
  let program: Command | null = null
  try {
    program = await commandLine(argv, language())
    await program.parseAsync(argv, { from: 'user' })
    return Number(process.exitCode ?? 0)
  } catch (error) {
    if (error instanceof CommanderError && program !== null) {
      const sentence = wrongUsage(error, { program, argv, language: language() })
      if (sentence !== null) process.stderr.write(`loa: ${sentence}\n`)
      return error.exitCode === 0 ? 0 : 2
    }
    if (error instanceof Failure) {
      process.stderr.write(`loa: ${error.sentence(language())}\n`)
      return error.kind.exit
    }
    process.stderr.write(`loa: a bug, please report it: ${reason(error)}\n`)
    if (error instanceof Error && process.env.LOA_STACK) process.stderr.write(`${error.stack}\n`)
    return 1
  }
}
