/**
 * The replicated log of a leg in virtual time: one list of entries, and lines to it that are slow, cut one way or both, or lose answers.
 *
 *   line (LegLog) ──ask──► log ──answer──► line      each way takes its time; what is under way when a line is cut arrives nevertheless
 *
 * What a line asked and had no answer to is asked again, with the same octets, when it is heard again: as over a network, an append
 * may stand before its owner knows. Entries are copied in and out. Knows no rounds.
 */
import assert from 'node:assert/strict'
import type { Timekeeper } from '../../src/base/clock.ts'
import type { Appended, LegAnswerer, LegLog, LogHealth } from '../../src/round/log.ts'
import { ENTRY_MAX } from '../../src/round/log.ts'

export class MemoryLog {
  readonly entries: Uint8Array[] = []
  readonly clock: Timekeeper
  /** Of one way, asked for each. */
  readonly delayMs: () => number
  readonly #lines = new Set<MemoryLine>()
  #away: string | null = null
  #lost: string | null = null

  constructor(clock: Timekeeper, delayMs: () => number = () => 1) {
    this.clock = clock
    this.delayMs = delayMs
  }

  connect(): MemoryLine {
    const line = new MemoryLine(this)
    this.#lines.add(line)
    return line
  }

  /** Without a leader or a majority: nobody is answered, until `comeBack`. */
  goAway(why: string): void {
    this.#away = why
    this.#tellLines()
  }

  comeBack(): void {
    this.#away = null
    this.#tellLines()
  }

  /** The last entries are gone, which a log of a majority never does. */
  lose(count: number): void {
    this.entries.splice(this.entries.length - count)
    this.#lost = `it has ${this.entries.length} entries and had ${count} more`
    this.#tellLines()
  }

  get away(): string | null {
    return this.#away
  }

  get lost(): string | null {
    return this.#lost
  }

  /** Who answers for the leg, as heard by the others. */
  get answering(): MemoryLine | null {
    for (const line of this.#lines) if (line.answers && line.isHeard) return line
    return null
  }

  place(index: number, entry: Uint8Array): Appended {
    const there = this.entries[index - 1]
    if (there !== undefined)
      return Buffer.compare(there, entry) === 0 ? { is: 'acked' } : { is: 'refused', entry: there.slice() }
    if (index !== this.entries.length + 1)
      return { is: 'broken', why: `entry ${index} cannot follow ${this.entries.length} entries` }
    this.entries.push(entry.slice())
    for (const line of this.#lines) line.wake()
    return { is: 'acked' }
  }

  forget(line: MemoryLine): void {
    this.#lines.delete(line)
  }

  #tellLines(): void {
    for (const line of this.#lines) line.look()
  }
}

type What = 'append' | 'read' | 'last'

/** At the log; what then is told, or null: nothing yet. */
type CarryOut = () => (() => void) | null

export class MemoryLine implements LegLog {
  readonly #log: MemoryLog
  #canAsk = true
  #canHear = true
  #isClosed = false
  #health: LogHealth
  #answerer: LegAnswerer | null = null
  /** What is not answered yet; it may have been asked several times. */
  readonly #asked = new Map<What, CarryOut>()

  constructor(log: MemoryLog) {
    this.#log = log
    this.#health = { is: 'here', since: log.clock.monotonic() }
    this.look()
  }

  /** Which ways of the line work from now on. */
  set({ asks, hears }: { readonly asks: boolean; readonly hears: boolean }): void {
    this.#canAsk = asks
    this.#canHear = hears
    this.look()
  }

  cut(): void {
    this.set({ asks: false, hears: false })
  }

  heal(): void {
    this.set({ asks: true, hears: true })
  }

  append(index: number, entry: Uint8Array, done: (appended: Appended) => void): void {
    assert.ok(entry.length > 0 && entry.length <= ENTRY_MAX, `an entry of ${entry.length} octets`)
    this.#ask('append', () => {
      const appended = this.#log.place(index, entry)
      return () => done(appended)
    })
  }

  read(from: number, done: (entries: readonly Uint8Array[]) => void): void {
    this.#ask('read', () => {
      const found = this.#log.entries.slice(from - 1).map(entry => entry.slice())
      return found.length === 0 ? null : () => done(found)
    })
  }

  last(done: (index: number | null) => void): void {
    if (!this.isHeard) {
      this.#later(() => done(null))
      return
    }
    this.#ask('last', () => {
      const last = this.#log.entries.length
      return () => done(last)
    })
  }

  ask(question: string, withinMs: number, done: (answer: string | null) => void): void {
    let isOpen = true
    const settle = (answer: string | null) => {
      if (!isOpen || this.#isClosed) return
      isOpen = false
      late.cancel()
      done(answer)
    }
    const late = this.#log.clock.after(withinMs, () => settle(null))
    if (!this.#canAsk) return
    this.#later(() => {
      this.#log.answering?.hear(question, answer => {
        this.#later(() => {
          if (this.#canHear) settle(answer)
        })
      })
    })
  }

  answer(how: LegAnswerer | null): void {
    this.#answerer = how
  }

  health(): LogHealth {
    return this.#health
  }

  close(): void {
    this.#isClosed = true
    this.#answerer = null
    this.#asked.clear()
    this.#log.forget(this)
  }

  get answers(): boolean {
    return this.#answerer !== null
  }

  get isHeard(): boolean {
    return this.#canAsk && this.#canHear && this.#log.away === null
  }

  hear(question: string, reply: (answer: string) => void): void {
    this.#answerer?.(question, answer => {
      if (this.#canAsk) reply(answer)
    })
  }

  /** There is a new entry. */
  wake(): void {
    this.#try('read')
  }

  /** Sees how the line and the log are by now. */
  look(): void {
    const since = this.#log.clock.monotonic()
    const why = this.#log.away ?? (this.isHeard ? null : 'the line is cut')
    if (this.#log.lost !== null) this.#health = { is: 'broken', why: this.#log.lost }
    else if (why === null && this.#health.is === 'away') this.#health = { is: 'here', since }
    else if (why !== null && this.#health.is === 'here') this.#health = { is: 'away', since, why }
    for (const what of this.#asked.keys()) this.#try(what)
  }

  #ask(what: What, carryOut: CarryOut): void {
    assert.ok(!this.#asked.has(what), `one ${what} at a time`)
    this.#asked.set(what, carryOut)
    this.#try(what)
  }

  #try(what: What): void {
    const carryOut = this.#asked.get(what)
    if (carryOut === undefined || !this.#canAsk) return
    const isOpen = () => this.#asked.get(what) === carryOut
    this.#later(() => {
      const tell = this.#log.away === null ? carryOut() : null
      if (tell === null) return
      this.#later(() => {
        if (!this.#canHear || !isOpen()) return
        this.#asked.delete(what)
        tell()
      })
    })
  }

  #later(act: () => void): void {
    this.#log.clock.after(this.#log.delayMs(), act)
  }
}
