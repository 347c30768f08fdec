/**
 * Entries of a log in order, in small batches, at most READ_AT_ONCE of them in memory.
 *
 * Waits where there are no more, and while nobody answers. That an entry is not there yet is no finding: the server that was asked may
 * be behind. Knows no engine; time is an argument.
 */
import assert from 'node:assert/strict'
import { pause, type Timekeeper } from '../../base/clock.ts'
import type { Engine } from './engine.ts'

/** Entries asked for at once: with ENTRY_MAX, 4 MB. */
const READ_AT_ONCE = 4
/** Until an entry that is known to stand is asked for again where it was not there. */
const AGAIN_FIRST_MS = 5
const AGAIN_MAX_MS = 500

interface Read {
  readonly engine: Pick<Engine, 'entries'>
  readonly clock: Timekeeper
  readonly signal: AbortSignal
  /** The highest index that is known to stand. */
  readonly last: () => number
}

export class Reading {
  readonly #of: Read
  #isReading = false
  #news = Promise.withResolvers<void>()

  constructor(of: Read) {
    this.#of = of
    of.signal.addEventListener('abort', () => this.wake())
  }

  /** There may be more than before. */
  wake(): void {
    this.#news.resolve()
    this.#news = Promise.withResolvers()
  }

  read(from: number, done: (entries: readonly Uint8Array[]) => void): void {
    assert.ok(!this.#isReading, 'one read at a time')
    this.#isReading = true
    void this.#untilThere(from).then(entries => {
      this.#isReading = false
      if (!this.#of.signal.aborted) done(entries)
    })
  }

  async #untilThere(from: number): Promise<readonly Uint8Array[]> {
    const { engine, clock, signal, last } = this.#of
    for (let tries = 0; !signal.aborted; ) {
      if (last() < from) {
        await this.#news.promise
        continue
      }
      const entries = await engine.entries(from, Math.min(from + READ_AT_ONCE - 1, last()))
      if (entries.length > 0) return entries
      const waitMs = Math.min(AGAIN_MAX_MS, AGAIN_FIRST_MS * 2 ** Math.min(tries++, 10))
      await pause(clock, waitMs, signal)
    }
    return []
  }
}
