/**
 * A replicated log in memory, in virtual time: what a majority took stands for ever, answers are late or lost, and each
 * machine may be cut off from it. It says of every entry who appended it and when it was first sent.
 */
import assert from 'node:assert/strict'
import type { Random } from '../../src/base/random.ts'
import type { Appended, LegAnswerer, LegLog, LogHealth } from '../../src/round/log.ts'
import type { Schedule } from './schedule.ts'

/** Between two looks of one who waits. */
const LOOK_MS = 20

interface Kept {
  readonly octets: Buffer
  readonly by: ClusterLogEnd
}

export class ClusterLog {
  readonly entries: Kept[] = []
  readonly #schedule: Schedule
  readonly #random: Random
  readonly #ends: ClusterLogEnd[] = []
  /** Without a leader nothing is appended; since when there is one. */
  #leaderSince = 0
  #hasLeader = true

  constructor(schedule: Schedule, random: Random) {
    this.#schedule = schedule
    this.#random = random
  }

  /** Another election: nothing is taken for so long. */
  loseLeader(ms: number): void {
    this.#hasLeader = false
    this.#schedule.after(ms, () => {
      this.#hasLeader = true
      this.#leaderSince = this.#schedule.now
    })
  }

  get hasLeader(): boolean {
    return this.#hasLeader
  }

  get leaderSince(): number {
    return this.#leaderSince
  }

  /** An end of it on one machine. `on` runs what comes from the network there: later while it is suspended, never after a crash. */
  end(on: (act: () => void) => void): ClusterLogEnd {
    const end = new ClusterLogEnd({ log: this, schedule: this.#schedule, random: this.#random, on, others: this.#ends })
    this.#ends.push(end)
    return end
  }
}

export class ClusterLogEnd implements LegLog {
  readonly #log: ClusterLog
  readonly #schedule: Schedule
  readonly #random: Random
  readonly #on: (act: () => void) => void
  readonly #others: readonly ClusterLogEnd[]
  #answerer: LegAnswerer | null = null
  #isClosed = false
  #cutSince: number | null = null
  #hereSince = 0
  /** When the last entry that was acknowledged was first sent, and its octets. */
  acked: { readonly sentAt: number; readonly octets: Buffer } | null = null

  constructor(options: {
    log: ClusterLog
    schedule: Schedule
    random: Random
    on: (act: () => void) => void
    others: readonly ClusterLogEnd[]
  }) {
    this.#log = options.log
    this.#schedule = options.schedule
    this.#random = options.random
    this.#on = options.on
    this.#others = options.others
    this.#hereSince = options.schedule.now
  }

  cut(): void {
    this.#cutSince ??= this.#schedule.now
  }

  heal(): void {
    this.#cutSince = null
    this.#hereSince = this.#schedule.now
  }

  get isCut(): boolean {
    return this.#cutSince !== null
  }

  append(index: number, entry: Uint8Array, done: (appended: Appended) => void): void {
    const octets = Buffer.from(entry)
    const sentAt = this.#schedule.now
    const attempt = () => {
      if (this.#isClosed) return
      const arrives = !this.isCut && this.#log.hasLeader
      // What is on its way arrives although its sender is cut off, or dies, and its answer does not.
      this.#schedule.after(this.#random.below(6), () => {
        if (arrives) this.#take(index, octets)
        const isTold = arrives && !this.isCut && this.#random.below(100) >= 5
        this.#schedule.after(this.#random.below(6), () => {
          if (this.#isClosed) return
          if (!isTold) return void this.#schedule.after(100, attempt)
          this.#on(() => this.#told({ index, octets, sentAt }, done))
        })
      })
    }
    attempt()
  }

  #take(index: number, octets: Buffer): void {
    const { entries } = this.#log
    if (entries.length === index - 1) entries.push({ octets, by: this })
  }

  #told(
    { index, octets, sentAt }: { index: number; octets: Buffer; sentAt: number },
    done: (appended: Appended) => void,
  ): void {
    if (this.#isClosed) return
    const kept = this.#log.entries[index - 1]
    assert.ok(kept !== undefined, 'an answer comes for what stands')
    if (!kept.octets.equals(octets)) return done({ is: 'refused', entry: kept.octets })
    this.acked = { sentAt, octets }
    done({ is: 'acked' })
  }

  read(from: number, done: (entries: readonly Uint8Array[]) => void): void {
    const look = () => {
      if (this.#isClosed) return
      const { entries } = this.#log
      if (this.isCut || entries.length < from) return void this.#schedule.after(1 + this.#random.below(LOOK_MS), look)
      const count = 1 + this.#random.below(4)
      const batch = entries.slice(from - 1, from - 1 + count).map(({ octets }) => octets)
      this.#on(() => {
        if (!this.#isClosed) done(batch)
      })
    }
    look()
  }

  last(done: (index: number | null) => void): void {
    const index = this.isCut ? null : this.#log.entries.length
    this.#on(() => done(index))
  }

  ask(question: string, withinMs: number, done: (answer: string | null) => void): void {
    let isDone = false
    const told = (answer: string | null) => {
      if (isDone || this.#isClosed) return
      isDone = true
      this.#on(() => done(answer))
    }
    this.#schedule.after(withinMs, () => told(null))
    if (this.isCut) return
    for (const other of this.#others) {
      if (other === this || other.isCut || other.#answerer === null) continue
      const answerer = other.#answerer
      other.#on(() => {
        if (!other.#isClosed)
          answerer(question, answer =>
            this.#schedule.after(1, () => {
              if (!this.isCut) told(answer)
            }),
          )
      })
    }
  }

  answer(how: LegAnswerer | null): void {
    this.#answerer = how
  }

  health(): LogHealth {
    if (this.#cutSince !== null) return { is: 'away', since: this.#cutSince, why: 'cut off' }
    if (!this.#log.hasLeader) return { is: 'away', since: this.#log.leaderSince, why: 'without a leader' }
    return { is: 'here', since: Math.max(this.#hereSince, this.#log.leaderSince) }
  }

  close(): void {
    this.#isClosed = true
    this.#answerer = null
  }
}
