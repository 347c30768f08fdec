/**
 * One entry brought to its index, whatever is lost on the way: tried with the same octets until it is known what stands there.
 *
 *   place(n) ─► placed ─────────────────────────────────────────────► acked
 *            └► refused, or no answer ─► look(n) ─► ours ───────────► acked
 *                                               ├► another's ───────► refused
 *                                               ├► nothing, n - 1 there ─► place(n) again
 *                                               └► fewer than n - 1 there, for LOST_MS and at two looks ─► broken
 *
 * An answer that an entry was refused proves nothing about the index: an engine may say so of a try whose elder brother stands, or of
 * one that came before a rival that was never kept. Only what stands there counts. Knows no engine; time is an argument.
 */
import { type Clock, pause, type Timekeeper } from '../../base/clock.ts'
import type { Appended } from '../log.ts'
import type { Engine } from './engine.ts'

/** Waits between tries: doubling from the first to the last. An engine elects a leader in seconds, and the round stands meanwhile. */
const AGAIN_FIRST_MS = 10
const AGAIN_MAX_MS = 500
/** So long a log must be without what it had: just after an election it may answer from before. */
export const LOST_MS = 3_000

interface Patience {
  readonly clock: Timekeeper
  readonly signal: AbortSignal
  /** Why the log is broken, as others have found out. */
  readonly broken: () => string | null
}

/** Null: `signal` was given before it was known. */
export async function settle(
  engine: Pick<Engine, 'place' | 'look'>,
  { index, entry }: { readonly index: number; readonly entry: Uint8Array },
  { clock, signal, broken }: Patience,
): Promise<Appended | null> {
  const loss = new Loss(clock)
  let name = 0
  for (let tries = 0; !signal.aborted; tries++) {
    const why = broken()
    if (why !== null) return { is: 'broken', why }
    const placed = await engine.place(index, entry, name)
    if (signal.aborted) return null
    if (placed === 'placed') return { is: 'acked' }
    const looked = await engine.look(index)
    if (signal.aborted) return null
    if (looked.is === 'there')
      return Buffer.compare(looked.entry, entry) === 0 ? { is: 'acked' } : { is: 'refused', entry: looked.entry }
    if (looked.is === 'nothing') {
      const lost = loss.see(whatIsLost(index, looked.last))
      if (lost !== null) return { is: 'broken', why: lost }
      if (placed === 'unplaced') name++
    }
    await pause(clock, Math.min(AGAIN_MAX_MS, AGAIN_FIRST_MS * 2 ** Math.min(tries, 10)), signal)
  }
  return null
}

function whatIsLost(index: number, last: number): string | null {
  if (last < index - 1) return `it holds ${last} entries, and ${index - 1} were kept`
  return last > index - 1 ? `its entry ${index} is gone` : null
}

/** What a log seems to have lost, believed when it has been seen at every look for LOST_MS. */
export class Loss {
  readonly #clock: Clock
  #since: number | null = null

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** `why`: what this look finds lost, or null. Answers it when it has been so for long enough. */
  see(why: string | null): string | null {
    if (why === null) {
      this.#since = null
      return null
    }
    this.#since ??= this.#clock.monotonic()
    return this.#clock.monotonic() - this.#since >= LOST_MS ? why : null
  }
}
