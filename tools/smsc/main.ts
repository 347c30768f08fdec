/** The centre as a program of its own, for benches: the flags of `./loa smsc`, and always JSON. */
import { parseArgs } from 'node:util'
import { Failure } from '../../src/base/failure.ts'
import { FLAGS } from './flags.ts'
import { runCentre } from './run.ts'

const options = Object.fromEntries(
  FLAGS.map(({ name, value }) => [name, { type: value === null ? ('boolean' as const) : ('string' as const) }]),
)

try {
  const { values } = parseArgs({ options })
  await runCentre({ ...(values as Record<string, string>), json: true }, 'en')
  process.exitCode = 0
  process.disconnect?.()
} catch (error) {
  process.stderr.write(`smsc: ${error instanceof Error ? error.message : error}\n`)
  process.exit(error instanceof Failure ? error.kind.exit : 2)
}
