/** Queues that run as long as the server does: a database that is away for a moment ends none. Knows no outbox and no provider. */
import { pause, type Timekeeper } from '../base/clock.ts'
import type { Queue } from './queue.ts'

/** Something to run, whatever it sends to. */
export type Running = Pick<Queue<never>, 'run' | 'wake'>

const AGAIN_MS = 5000

/** Until the signal; then what is under way is answered and marked. */
export async function runAll(
  queues: readonly Running[],
  needs: { readonly clock: Timekeeper; readonly signal: AbortSignal; readonly onError: (error: unknown) => void },
): Promise<void> {
  const { clock, signal, onError } = needs
  await Promise.all(
    queues.map(async queue => {
      while (!signal.aborted)
        try {
          await queue.run(signal)
        } catch (error) {
          onError(error)
          await pause(clock, AGAIN_MS, signal)
        }
    }),
  )
}
