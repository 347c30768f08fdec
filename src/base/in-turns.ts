/** Long work of a server that has others to answer meanwhile: whoever waits has their turn after a few milliseconds of it. */
import { setImmediate as turnOver } from 'node:timers/promises'
import type { Pieces } from './pieces.ts'

const TURN_MS = 10

export async function inTurns<Result>(
  work: Pieces<Result>,
  nowMs: () => number = () => performance.now(),
): Promise<Result> {
  for (;;) {
    const end = nowMs() + TURN_MS
    do {
      const piece = work.next()
      if (piece.done === true) return piece.value
    } while (nowMs() < end)
    await turnOver()
  }
}
