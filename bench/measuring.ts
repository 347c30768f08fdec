/**
 * What is around every measurement: a directory of its own, a line as each part begins, and an end by a signal that leaves neither a
 * process nor a file. Knows nothing of what is measured.
 */
import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toldBy, untilToldToEnd } from '../src/base/signals.ts'
import { demoFailure } from '../town/failures.ts'

export interface Measuring {
  readonly directory: string
  readonly stop: AbortSignal
  readonly onBegin: (what: string) => void
}

/** `dir`: where its directory is made; default: where the system has such. Fails with demoStopped when a signal comes. */
export async function measuring<Result>(
  dir: string | undefined,
  act: (needs: Measuring) => Promise<Result>,
): Promise<Result> {
  return await untilToldToEnd(async stop => {
    const directory = await mkdtemp(join(dir ?? tmpdir(), 'loa-bench-'))
    try {
      return await act({ directory, stop, onBegin: what => process.stderr.write(`loa: ${what}\n`) })
    } catch (error) {
      throw stop.aborted ? demoFailure('demoStopped') : error
    } finally {
      await rm(directory, { recursive: true, force: true, maxRetries: RETRIES })
      // What a signal has overtaken may have opened its directory again meanwhile, with its parents.
      rmSync(directory, { recursive: true, force: true })
    }
  })
}

/** A process that is ended may write its last file while its directory is removed. */
const RETRIES = 5

/** Fails with demoStopped when `stop` says so, whatever `work` still waits for: whoever began it ends its processes then. */
export async function orStopped<Result>(stop: AbortSignal, work: Promise<Result>): Promise<Result> {
  work.catch(() => {})
  return await Promise.race([
    work,
    toldBy(stop).then(() => {
      throw demoFailure('demoStopped')
    }),
  ])
}

/** As it was typed, for whoever measures again. */
export function commandTyped(): string {
  return ['loa', ...process.argv.slice(2)].join(' ')
}
