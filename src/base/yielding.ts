/** Runs long work in pieces and yields to the event loop every few milliseconds, so that a server answers others meanwhile. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Pieces } from './pieces.ts'

const TURN_MS = 10

export async function yielding<Result>(
  work: Pieces<Result>,
  nowMs: () => number = () => performance.now(),
): Promise<Result> {
  for (;;) {
    const end = nowMs() + TURN_MS
    do {
      const piece = work.next()
      if (piece.done === true) return piece.value
    } while (nowMs() < end)
    await nextTurn()
  }
}
