/**
 * A standby of a leg: keeps a whole ledger out of the replicated log, and goes on with the round when its owner is gone.
 *
 *   log ──entries──► chain verified ──► columns ──► own groups, own disk
 *                                          │
 *   the owner is silent, or has left ──► TAKEOVER in the log ──acked──► what may be in flight is uncertain ──► owner
 *                                                  └─refused─► another was first: it is followed
 *
 * Who owns the leg is what the log says and nothing else: suspicion that is wrong costs a take-over, never a second copy. Takes
 * time from a monotonic clock of its own; knows no network and no disk.
 *
 * Invariant: what its disk says is a prefix of the log.
 */
import type { Clock } from '../base/clock.ts'
import { type Entry, followingEntry, type LegKey, type LegMark, type LegPlace } from './entries.ts'
import { apply, groupOf, type Meta } from './journal.ts'
import { type Ledger, UNCERTAIN } from './ledger.ts'
import type { LegWriter } from './leg-writer.ts'
import type { LegLog } from './log.ts'
import { settleAfterCrash } from './recovery.ts'
import { type Snapshot, snapshotOf } from './snapshot.ts'
import type { Store } from './store.ts'

/** No entry of the owner for so long. It writes one a second. */
const SILENT_MS = 3000
/** How long the log must have had a leader: the silence may be the log's. */
const LEADER_MS = 3000
/** Asks of the owner before it is taken for gone, and how long each is waited for. */
const ASKS = 3
const ASK_MS = 500
/** From when on it is asked, so that all have been unanswered when the silence has lasted. */
const ASK_AFTER_MS = SILENT_MS - ASKS * ASK_MS
const TICK_MS = 50

/** The question of a standby; whatever is answered, the owner is there. */
export const ARE_YOU_THERE = 'there?'

export type StandbyEnding =
  /** The leg is this process's. `wish`: what was asked of the round last; `uncertain`: subscribers whom the one before left in doubt. */
  | { is: 'owner'; snapshot: Snapshot; wish: 'run' | 'pause' | 'stop'; uncertain: number }
  /** The round came to its end. */
  | { is: 'finished' | 'stopped' | 'window-over'; snapshot: Snapshot }
  /** It was asked to end. */
  | { is: 'interrupted'; snapshot: Snapshot }
  | { is: 'disk'; why: string; snapshot: Snapshot }
  | { is: 'log-broken'; why: string; snapshot: Snapshot }

export interface StandbyOptions {
  readonly log: LegLog
  readonly key: LegKey
  readonly ledger: Ledger
  readonly store: Pick<Store, 'recordsMax' | 'busy' | 'commit'>
  /** What the ledger says, and the last entry that it knows. */
  readonly meta: Meta
  readonly place: LegPlace
  readonly mark: LegMark | null
  /** For the take-over, behind that place. */
  readonly writerAt: (place: LegPlace) => LegWriter
  /** Who takes over, for those who read the log. */
  readonly name: string
  /** A round that was stopped goes on with it. */
  readonly goesOnAfterStop?: boolean
  readonly clock: Clock
  /** The leg has another owner from now on: the epoch. */
  readonly tookOver: (epoch: number) => void
  readonly ended: (ending: StandbyEnding, writer: LegWriter | null) => void
}

export class Standby {
  readonly #o: StandbyOptions
  #place: LegPlace
  /** Of the last group, with where it stands. */
  #meta: Meta
  #mark: LegMark | null
  /** What the own disk says. */
  #stored: { readonly meta: Meta; readonly mark: LegMark | null }
  #isReading = false
  #heardAt: number
  #askedAt = Number.NEGATIVE_INFINITY
  #unanswered = 0
  #stage: 'following' | 'taking-over' | 'ended' = 'following'
  /** An entry that is known to stand: until it is read nothing is known of who owns the leg. */
  #mustRead = 0
  #isAsked = false
  #failure: { is: 'disk' | 'log-broken'; why: string } | null = null

  constructor(options: StandbyOptions) {
    this.#o = options
    this.#place = options.place
    this.#meta = options.meta
    this.#mark = options.mark
    this.#stored = { meta: options.meta, mark: options.mark }
    this.#heardAt = options.clock.monotonic()
  }

  get hasEnded(): boolean {
    return this.#stage === 'ended'
  }

  /** The last entry that it has read. */
  get place(): LegPlace {
    return this.#place
  }

  /** It ends once its disk says what it knows. */
  end(): void {
    this.#isAsked = true
  }

  snapshot(): Snapshot {
    return { ...snapshotOf(this.#meta), state: 'following' }
  }

  /** Milliseconds until the next tick is wanted. */
  tick(): number {
    if (this.#stage === 'ended') return 1000
    if (this.#stage === 'taking-over') return TICK_MS
    this.#keep()
    this.#read()
    this.#advance(this.#o.clock.monotonic())
    return TICK_MS
  }

  #read(): void {
    const { log, ledger, store } = this.#o
    if (this.#isReading || this.#stage !== 'following') return
    if (ledger.dirtyCount > store.recordsMax || this.#failure !== null || this.#isAsked) return
    this.#isReading = true
    log.read(this.#place.index + 1, entries => {
      this.#isReading = false
      if (this.#stage !== 'following') return
      for (const octets of entries) if (!this.#take(octets)) return
      this.#heardAt = this.#o.clock.monotonic()
      this.#unanswered = 0
      this.tick()
    })
  }

  /** False once nothing further may be taken. */
  #take(octets: Uint8Array): boolean {
    const next = followingEntry(this.#place, octets, this.#o.key)
    if (next === null) {
      this.#fail('log-broken', `entry ${this.#place.index + 1} does not follow the one before it`)
      return false
    }
    const { entry } = next
    if (entry.kind === 'group' && !this.#takeGroup(entry)) {
      this.#fail('log-broken', `entry ${entry.index} is damaged`)
      return false
    }
    const before = this.#place
    this.#place = next.place
    this.#mark = { index: entry.index, epoch: entry.epoch, previous: before.code.toString('hex') }
    if (entry.kind === 'takeover') {
      // The one before may have gone in peace; this one has not.
      this.#meta = { ...this.#meta, ending: null, fenced: null }
      this.#o.tookOver(entry.epoch)
    }
    return true
  }

  #takeGroup({ payload }: Entry): boolean {
    const { ledger } = this.#o
    const group = groupOf(payload)
    if (group === null) return false
    const size = group.records * (4 + ledger.shape.entry)
    if (group.recordsAt + size !== group.end) return false
    const { meta, bytes, recordsAt, records } = group
    apply(ledger, bytes, recordsAt, records, { file: 'log', isNews: true })
    this.#meta = meta
    return true
  }

  /** Makes durable what was read. Of much, piece by piece: only the last one says how far it is. */
  #keep(): void {
    const { ledger, store } = this.#o
    const isBehind = ledger.dirtyCount > 0 || this.#stored.mark?.index !== this.#mark?.index
    if (!isBehind || store.busy || this.#failure !== null) return
    const isWhole = ledger.dirtyCount <= store.recordsMax
    const now = { meta: this.#meta, mark: this.#mark }
    const { meta, mark } = isWhole ? now : this.#stored
    store.commit({ ...meta, leg: mark }, error => {
      if (error !== null) return this.#fail('disk', error.message)
      if (isWhole) this.#stored = now
      this.tick()
    })
  }

  #fail(is: 'disk' | 'log-broken', why: string): void {
    this.#failure ??= { is, why }
  }

  #advance(now: number): void {
    if (this.#o.store.busy || this.#stage !== 'following') return
    const snapshot = () => this.snapshot()
    if (this.#failure !== null) return this.#end({ ...this.#failure, snapshot: snapshot() })
    const health = this.#o.log.health()
    if (health.is === 'broken') return this.#fail('log-broken', health.why)
    if (this.#isAsked) return this.#end({ is: 'interrupted', snapshot: snapshot() })
    if (this.#place.index < this.#mustRead) return
    const { ending } = snapshotOf(this.#meta)
    switch (ending) {
      case 'stopped':
        if (this.#o.goesOnAfterStop === true) return this.#takeOver()
        return this.#endAs(ending)
      case 'finished':
      case 'window-over':
        return this.#endAs(ending)
      case null:
        if (this.#isOwnerGone(now)) this.#takeOver()
        return
      default:
        return this.#takeOver()
    }
  }

  /** Once the own disk knows all of it. */
  #endAs(ending: 'finished' | 'stopped' | 'window-over'): void {
    if (this.#stored.mark?.index !== this.#mark?.index) return
    return this.#end({ is: ending, snapshot: snapshotOf(this.#meta) })
  }

  #isOwnerGone(now: number): boolean {
    const health = this.#o.log.health()
    const silence = now - this.#heardAt
    if (health.is !== 'here' || silence < ASK_AFTER_MS) return false
    if (this.#unanswered < ASKS) {
      this.#ask(now)
      return false
    }
    return silence >= SILENT_MS && now - health.since >= LEADER_MS
  }

  #ask(now: number): void {
    if (now - this.#askedAt < ASK_MS) return
    this.#askedAt = now
    this.#o.log.ask(ARE_YOU_THERE, ASK_MS, answer => {
      this.#unanswered = answer === null ? this.#unanswered + 1 : 0
      if (answer !== null) this.#heardAt = this.#o.clock.monotonic()
    })
  }

  #takeOver(): void {
    this.#stage = 'taking-over'
    const before = this.#place
    const writer = this.#o.writerAt(before)
    writer.begin('takeover', { by: this.#o.name }, appended => {
      if (appended.is === 'acked') return this.#own(writer)
      this.#stage = 'following'
      this.#mustRead = before.index + 1
      this.#heardAt = this.#o.clock.monotonic()
      this.#unanswered = 0
      if (appended.is === 'broken') this.#fail('log-broken', appended.why)
      this.tick()
    })
  }

  /** Exactly what a start after a crash does, on the ledger of whom the log no longer takes anything. */
  #own(writer: LegWriter): void {
    const { ledger } = this.#o
    const { state, isPaused } = snapshotOf(this.#meta)
    const isStopped = state === 'stopped' && this.#o.goesOnAfterStop !== true
    const wish = isStopped ? 'stop' : isPaused ? 'pause' : 'run'
    const meta = { ...this.#meta, ending: null, endedAt: null, fenced: null }
    const before = snapshotOf(meta).counters[UNCERTAIN] ?? 0
    const snapshot = settleAfterCrash({ ledger, meta })
    const uncertain = snapshot.counters[UNCERTAIN] - before
    this.#stage = 'ended'
    this.#o.ended({ is: 'owner', snapshot, wish, uncertain }, writer)
  }

  #end(ending: Exclude<StandbyEnding, { is: 'owner' }>): void {
    this.#stage = 'ended'
    this.#o.ended(ending, null)
  }
}

/** The mark of the last group that a ledger's own disk knows of its leg; null where there is none. */
export function markIn(meta: Meta): LegMark | null {
  const { leg } = meta as { leg?: LegMark | null }
  return leg ?? null
}
