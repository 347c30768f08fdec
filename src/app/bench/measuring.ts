/**
 * What is around every measurement: a directory of its own, a line as each part begins, and an end by a signal that leaves neither a
 * process nor a file. Knows nothing of what is measured.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { toldBy, untilToldToEnd } from '../../base/signals.ts'
import { appFailure } from '../failures.ts'

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
      throw stop.aborted ? appFailure('demoStopped') : error
    } finally {
      // Nothing else may keep the process: it would end before its directory is removed.
      const settled = new AbortController()
      const late = wait(SETTLED_MS, null, { signal: settled.signal }).catch(() => {})
      await Promise.race([Promise.all(going), late])
      settled.abort()
      await rm(directory, { recursive: true, force: true, maxRetries: RETRIES })
    }
  })
}

/** What `orStopped` was given and has not settled: it may still make a file. */
const going = new Set<Promise<unknown>>()
/** In which what was left goes through, or fails for want of the processes that were ended. */
const SETTLED_MS = 1000

/** A process that is ended may write its last file while its directory is removed. */
const RETRIES = 5

/** Fails with demoStopped when `stop` says so, whatever `work` still waits for: whoever began it ends its processes then. */
export async function orStopped<Result>(stop: AbortSignal, work: Promise<Result>): Promise<Result> {
  const settled = work
    .catch(() => {})
    .finally(() => {
      going.delete(settled)
    })
  going.add(settled)
  return await Promise.race([
    work,
    toldBy(stop).then(() => {
      throw appFailure('demoStopped')
    }),
  ])
}

/** As it was typed, for whoever measures again. */
export function commandTyped(): string {
  return ['loa', ...process.argv.slice(2)].join(' ')
}
