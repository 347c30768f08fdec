/** The log of a leg over an engine: entries are settled, read in order, and the engine is watched, until it is closed. */
import assert from 'node:assert/strict'
import type { Timekeeper } from '../../base/clock.ts'
import { type Appended, ENTRY_MAX, type LegAnswerer, type LegLog, type LogHealth, QUESTION_MAX } from '../log.ts'
import type { CommitListener, Engine, Placed } from './engine.ts'
import { Reading } from './reading.ts'
import { settle } from './settling.ts'
import { Watch } from './watch.ts'

export interface LogOptions {
  /** For tests alone: servers are taken that may forget what they acknowledged. */
  readonly unsafe: boolean
  /** Octets that the log of one leg may hold, where the engine has such a limit; null: it is another's to make it. */
  readonly octetsMax: number | null
  readonly clock: Timekeeper
  /** Ends the wait for the engine while the log is being opened: it fails with logUnreachable. */
  readonly until: AbortSignal
  /** For how long servers and a leader are looked for at each step of it. */
  readonly openMs: number
}

/** Of whoever opens an engine. `signal` is given when the log is closed. */
export interface EngineOptions extends Omit<LogOptions, 'until'> {
  readonly signal: AbortSignal
  readonly told: CommitListener
}

export type OpenEngine = (options: EngineOptions) => Promise<Engine>

/** Fails as `open` does. */
export async function openReplicatedLog(open: OpenEngine, options: LogOptions): Promise<LegLog> {
  const closing = new AbortController()
  const { until, ...rest } = options
  const leave = () => closing.abort()
  until.addEventListener('abort', leave)
  if (until.aborted) leave()
  let log: ReplicatedLog | null = null
  try {
    const told = (last: number) => log?.stands(last)
    const engine = await open({ ...rest, signal: closing.signal, told })
    log = new ReplicatedLog(engine, options.clock, closing)
    if (until.aborted) log.close()
    return log
  } catch (error) {
    closing.abort()
    throw error
  } finally {
    until.removeEventListener('abort', leave)
  }
}

class ReplicatedLog implements LegLog {
  readonly #engine: Engine
  readonly #clock: Timekeeper
  readonly #closing: AbortController
  readonly #watch: Watch
  readonly #reading: Reading
  #isAppending = false

  constructor(engine: Engine, clock: Timekeeper, closing: AbortController) {
    this.#engine = engine
    this.#clock = clock
    this.#closing = closing
    const of = { engine, clock, signal: closing.signal }
    this.#reading = new Reading({ ...of, last: () => this.#watch.last })
    this.#watch = new Watch({ ...of, told: () => this.#reading.wake() })
  }

  stands(index: number): void {
    this.#watch.stands(index)
  }

  append(index: number, entry: Uint8Array, done: (appended: Appended) => void): void {
    assert.ok(!this.#isAppending, 'one append at a time')
    assert.ok(entry.length > 0 && entry.length <= ENTRY_MAX, `an entry of ${entry.length} octets`)
    this.#isAppending = true
    const patience = { clock: this.#clock, signal: this.#closing.signal, broken: () => this.#watch.broken }
    const engine = {
      place: async (...of: Parameters<Engine['place']>) => this.#noted(await this.#engine.place(...of)),
      look: async (at: number) => await this.#engine.look(at),
    }
    void settle(engine, { index, entry }, patience).then(appended => {
      this.#isAppending = false
      if (appended === null) return
      this.#watch.hasTaken(true)
      if (appended.is === 'acked') this.stands(index)
      done(appended)
    })
  }

  read(from: number, done: (entries: readonly Uint8Array[]) => void): void {
    this.#reading.read(from, done)
  }

  last(done: (index: number | null) => void): void {
    void this.#engine.see().then(seen => this.#tell(() => done(seen.is === 'here' ? seen.last : null)))
  }

  ask(question: string, withinMs: number, done: (answer: string | null) => void): void {
    assert.ok(Buffer.byteLength(question) <= QUESTION_MAX, 'a question that is too long')
    void this.#engine.ask(question, withinMs).then(answer => this.#tell(() => done(answer)))
  }

  answer(how: LegAnswerer | null): void {
    this.#engine.answer(how)
  }

  health(): LogHealth {
    return this.#watch.health
  }

  close(): void {
    this.#closing.abort()
    this.#engine.close()
  }

  #noted(placed: Placed): Placed {
    this.#watch.hasTaken(placed === 'placed')
    return placed
  }

  #tell(act: () => void): void {
    if (!this.#closing.signal.aborted) act()
  }
}
