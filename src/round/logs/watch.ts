/**
 * How a log is: its engine is looked at twice a second, so that it is known before anybody needs it.
 *
 *   here    the engine says that it takes entries, and took the last one that it was given
 *   away    it does not, or does not answer; why is what the last look said, since when what the first did
 *   broken  it is not what it was, or holds fewer entries than were known to stand: for LOST_MS and at every look, as an engine may
 *           answer from before just after an election
 *
 * Knows no entries and no engine; time is an argument.
 */
import { pause, type Timekeeper } from '../../base/clock.ts'
import type { LogHealth } from '../log.ts'
import type { Engine, Seen } from './engine.ts'
import { Loss } from './settling.ts'

export const LOOK_MS = 500

interface Watched {
  readonly engine: Pick<Engine, 'see'>
  readonly clock: Timekeeper
  readonly signal: AbortSignal
  /** An entry of this index stands, and it was not known before. */
  readonly told: (last: number) => void
}

export class Watch {
  readonly #of: Watched
  readonly #loss: Loss
  #health: LogHealth
  #last = 0
  #hasTaken = true

  constructor(of: Watched) {
    this.#of = of
    this.#loss = new Loss(of.clock)
    this.#health = { is: 'here', since: of.clock.monotonic() }
    void this.#watch()
  }

  get health(): LogHealth {
    return this.#health
  }

  get broken(): string | null {
    return this.#health.is === 'broken' ? this.#health.why : null
  }

  /** The highest index that is known to stand. */
  get last(): number {
    return this.#last
  }

  /** An entry of this index is known to stand, from wherever. */
  stands(index: number): void {
    if (index <= this.#last) return
    this.#last = index
    this.#of.told(index)
  }

  /** Whether the last try to append had an answer. */
  hasTaken(isSo: boolean): void {
    this.#hasTaken = isSo
  }

  async #watch(): Promise<void> {
    const { engine, clock, signal } = this.#of
    while (!signal.aborted && this.#health.is !== 'broken') {
      const before = this.#last
      const seen = await engine.see()
      if (signal.aborted) return
      this.#judge(seen, before)
      await pause(clock, LOOK_MS, signal)
    }
  }

  /** `before`: the last entry known when the engine was asked. */
  #judge(seen: Seen, before: number): void {
    const lost = this.#loss.see(whatIsLost(seen, before))
    if (lost !== null) {
      this.#health = { is: 'broken', why: lost }
      return
    }
    if (seen.is === 'here') this.stands(seen.last)
    const why = seen.is === 'here' ? (this.#hasTaken ? null : 'it takes no entry') : seen.why
    const is = why === null ? 'here' : 'away'
    const since = this.#health.is === is ? this.#health.since : this.#of.clock.monotonic()
    this.#health = why === null ? { is: 'here', since } : { is: 'away', since, why }
  }
}

function whatIsLost(seen: Seen, before: number): string | null {
  if (seen.is === 'lost') return seen.why
  if (seen.is === 'here' && seen.last < before) return `it holds ${seen.last} entries, and ${before} were kept`
  return null
}
