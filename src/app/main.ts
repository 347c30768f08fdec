/** The program: one command line, and its exit code. */
import { endAsFirstProcess, endProcess, wasToldToEnd } from '../base/signals.ts'
import { runLine } from './run-line.ts'

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') endProcess(0)
  throw error
})
endAsFirstProcess()
const code = await runLine(process.argv.slice(2))
// What still waits, for a server that never answers or a pipe that never ends, waits in vain.
if (wasToldToEnd()) endProcess(code)
process.exitCode = code
