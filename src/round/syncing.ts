/**
 * When a round's ledger is synced, and what follows: the walk may go on, what was armed may be written, receipts are
 * answered.
 *
 *   news, or the walk is near its mark ──► group ──► disk ──stored──► mark, armed segments, receipts ──► lanes
 *                                                      └─not stored─► all of it is undone; tried again in a while
 *
 * Knows no file and no clock: the store and the time are brought.
 *
 * Invariant: one group at a time.
 */
import type { Clock } from '../base/clock.ts'
import type { Accounts } from './accounts.ts'
import type { Done } from './disk.ts'
import { DiskPatience } from './disk-patience.ts'
import type { Meta } from './journal.ts'
import type { Lane } from './lane.ts'
import type { Ledger } from './ledger.ts'
import { LegLost } from './leg-writer.ts'
import type { ReceiptDesk } from './receipt-desk.ts'
import type { Store } from './store.ts'
import type { Walk } from './walk.ts'

/*
 * For how long what a synced group allows may be written. A process that was suspended, or whose disk hangs, knows nothing of
 * what was decided meanwhile: its permission has aged, and it writes nothing until a later group is synced.
 *
 * Knows no disk and no clock: its owner says when a group is sent and when it is stored.
 *
 * Invariant: a permission dates from when its group was sent, not from when it was stored.
 */

/** From when the last stored group was sent. */
export const PERMISSION_MS = 2000
/** So old it is asked for anew, so that a round with nothing to tell goes on. */
const RENEWED_MS = 1000

class Permission {
  #from = Number.NEGATIVE_INFINITY

  /** The group that was sent at `sentAt` is stored. */
  stored(sentAt: number): void {
    this.#from = sentAt
  }

  isAlive(now: number): boolean {
    return now - this.#from <= PERMISSION_MS
  }

  isOld(now: number): boolean {
    return now - this.#from >= RENEWED_MS
  }
}

/** Where nothing was heard for so long, a sync may come early, for a centre that waits for our answers to its receipts. */
const QUIET_MS = 4
/** But not so soon after the last one: a slow, paced round would sync with every tick. */
const QUIET_SYNC_MS = 20
/** An answer that came a second before a crash is never forgotten, whatever the interval. */
const SYNC_AT_LATEST_MS = 500
/** A standby hears of its owner at least so often. */
const PULSE_MS = 1000
/** Of what a group holds: so much may change while the one before is on its way. More that is read meanwhile goes into two groups. */
const HELD_SHARE = 7 / 8
/** How much a group's time until it is stored counts beside those before it. */
const COMMIT_WEIGHT = 0.25
/** Of it the mark of a walk takes no more into account: a log that is slower may hold the walk up, and leave fewer in doubt. */
export const COMMIT_MAX_MS = 200
/** A group on its way for so long: centres keep their receipts meanwhile. */
const SLOW_GROUP_MS = 1000

/** What decides whether a group is written now. All in milliseconds. */
export interface SyncFacts {
  /** Something changed that the disk does not know. */
  readonly hasNews: boolean
  /** The walk soon may not go on. */
  readonly wantsMark: boolean
  /** There is something to write, and what was synced last soon permits it no more. */
  readonly wantsPermission: boolean
  /** More must not come before it is synced. */
  readonly isFull: boolean
  /** A centre waits for the answers to its receipts. */
  readonly isAwaited: boolean
  /** They are to hear of their owner. */
  readonly hasStandbys: boolean
  readonly sinceHeardMs: number
  readonly sinceGroupMs: number
  readonly intervalMs: number
}

export function isSyncDue(facts: SyncFacts): boolean {
  const wantsPulse = facts.hasStandbys && facts.sinceGroupMs >= PULSE_MS
  if (facts.wantsMark || facts.wantsPermission || wantsPulse) return true
  if (!facts.hasNews) return false
  const isQuiet = facts.sinceHeardMs >= QUIET_MS && facts.sinceGroupMs >= QUIET_SYNC_MS
  const isLate = facts.sinceGroupMs >= Math.min(facts.intervalMs, SYNC_AT_LATEST_MS)
  return isLate || facts.isFull || (facts.isAwaited && isQuiet)
}

/** The round around it. */
export interface SyncHost {
  readonly mayWrite: () => boolean
  /** How far the walk may go. */
  readonly walkEnd: () => number
  /** Anybody is still to be begun or written to. */
  readonly hasMore: () => boolean
  /** What the columns cannot say, with this intent mark. */
  readonly meta: (mark: number) => Meta
  /** A group is stored: lanes may have more to write, and what they have to say is to be flushed. */
  readonly stored: (now: number) => void
  readonly report: (alarm: DiskAlarm) => void
  /** The leg is another's, or its log is broken. */
  readonly lost: (lost: LegLost) => void
}

export type DiskAlarm = { is: 'disk-trouble'; why: string } | { is: 'disk-well' }

export class Syncing {
  readonly disk: DiskPatience
  readonly #permission = new Permission()
  readonly #ledger: Ledger
  readonly #store: Store
  readonly #accounts: Accounts
  readonly #receipts: ReceiptDesk
  readonly #walk: Walk
  readonly #lanes: readonly Lane[]
  readonly #clock: Clock
  readonly #intervalMs: number
  readonly #hasStandbys: boolean
  readonly #host: SyncHost
  #heardAt: number
  #gatheredAt = Number.NEGATIVE_INFINITY
  /** When the last group was sent. */
  #sentAt = Number.NEGATIVE_INFINITY
  /** How long groups take in a replicated log; 0 without one. */
  #commitMs = 0
  /** Something beside the columns is to be stored: the canary is back, the round is to be stopped. */
  #hasWord = false
  /** A group with it is on its way. */
  #isWordGathered = false
  /** The leg is another's: nothing is written any more, nor stored. */
  #isLost = false
  /** The lanes are not read. */
  #isHolding = false

  constructor(options: {
    ledger: Ledger
    store: Store
    accounts: Accounts
    receipts: ReceiptDesk
    walk: Walk
    lanes: readonly Lane[]
    clock: Clock
    intervalMs: number
    hasStandbys: boolean
    host: SyncHost
  }) {
    this.#ledger = options.ledger
    this.#store = options.store
    this.#accounts = options.accounts
    this.#receipts = options.receipts
    this.#walk = options.walk
    this.#lanes = options.lanes
    this.#clock = options.clock
    this.#intervalMs = options.intervalMs
    this.#hasStandbys = options.hasStandbys
    this.disk = new DiskPatience(options)
    this.#host = options.host
    this.#heardAt = options.clock.monotonic()
  }

  /** A group is on its way to the disk. */
  get isBusy(): boolean {
    return this.#store.busy
  }

  /** What the last group allowed may still be written. */
  isPermitted(now: number): boolean {
    return !this.#isLost && this.#permission.isAlive(now)
  }

  /** The disk does not say what the columns say. */
  get isBehind(): boolean {
    const { at, mark } = this.#walk
    return this.#ledger.dirtyCount > 0 || this.#receipts.open > 0 || mark !== at
  }

  /** Any octets of any centre. */
  heard(now: number): void {
    this.#heardAt = now
  }

  /** Something beside the columns changed that the ledger is to know. */
  hasWord(): void {
    this.#hasWord = true
  }

  /** Whatever was said beside the columns is stored. */
  get isWordKept(): boolean {
    return !this.#hasWord && !this.#isWordGathered
  }

  /** Writes a group if one is due. */
  sync(now: number): void {
    if (this.#isLost) return
    if (this.#store.busy && now - this.#sentAt > SLOW_GROUP_MS) this.#receipts.refuse(this.#lanes)
    if (this.#store.busy || !this.disk.mayTry(now)) return this.#holdReading()
    const host = this.#host
    const isDue = isSyncDue({
      hasNews: this.#ledger.dirtyCount > 0 || this.#receipts.open > 0 || this.#accounts.hasArmed || this.#hasWord,
      wantsMark: host.mayWrite() && this.#walk.isNearMark(host.walkEnd()),
      wantsPermission: this.#permission.isOld(now) && host.mayWrite() && host.hasMore(),
      isFull: this.#isFull,
      isAwaited: this.#receipts.isAwaited(now),
      hasStandbys: this.#hasStandbys,
      sinceHeardMs: now - this.#heardAt,
      sinceGroupMs: now - this.#gatheredAt,
      intervalMs: this.#intervalMs,
    })
    if (isDue) this.commit(now)
  }

  /** Writes a group. */
  commit(now: number): void {
    if (this.#ledger.dirtyCount > this.#store.recordsMax) return this.#commitSome(now)
    const host = this.#host
    const end = host.mayWrite() ? host.walkEnd() : null
    const mark = this.#walk.gather(now - this.#gatheredAt, end, this.#commitMs)
    this.#gatheredAt = now
    this.#accounts.syncBegins()
    this.#receipts.syncBegins()
    this.#isWordGathered = this.#hasWord
    this.#hasWord = false
    this.#sentAt = now
    this.#store.commit(host.meta(mark), error => {
      if (error === null) this.#stored(mark, now)
      else this.#notStored(error)
    })
  }

  /** The last group, once all was drained. `done` is given why it is not stored, null where it is. */
  close(done: Done): void {
    this.#walk.close()
    this.#accounts.syncBegins()
    this.#store.commit(this.#host.meta(this.#walk.mark), done)
  }

  /** More has changed than a group holds: until all of it is synced nothing is answered, and no mark moves. */
  #commitSome(now: number): void {
    this.#sentAt = now
    this.#store.commit(this.#host.meta(this.#walk.mark), error => {
      if (error === null) this.sync(now)
      else this.#notStored(error)
    })
    this.#holdReading()
  }

  #stored(mark: number, sentAt: number): void {
    const now = this.#clock.monotonic()
    this.#permission.stored(sentAt)
    this.#isWordGathered = false
    if (this.#hasStandbys) this.#commitMs += COMMIT_WEIGHT * (Math.min(COMMIT_MAX_MS, now - sentAt) - this.#commitMs)
    this.#walk.synced(mark, this.#host.mayWrite())
    if (this.disk.stored()) this.#host.report({ is: 'disk-well' })
    this.#accounts.syncEnds(true)
    this.#receipts.syncEnds(this.#lanes, true)
    this.#holdReading()
    this.#host.stored(now)
  }

  #notStored(error: Error): void {
    const now = this.#clock.monotonic()
    this.#hasWord ||= this.#isWordGathered
    this.#isWordGathered = false
    this.#accounts.syncEnds(false)
    this.#receipts.syncEnds(this.#lanes, false)
    for (const lane of this.#lanes) lane.out.flush()
    if (error instanceof LegLost) {
      this.#isLost = true
      return this.#host.lost(error)
    }
    const why = error.message
    if (this.disk.failed(why, now)) this.#host.report({ is: 'disk-trouble', why })
  }

  get #isFull(): boolean {
    return this.#ledger.dirtyCount > this.#store.recordsMax / 2 || this.#receipts.isFull
  }

  /** More than a group can hold: the centres wait until it is on disk. */
  #holdReading(): void {
    const isFull = this.#ledger.dirtyCount > this.#store.recordsMax * HELD_SHARE || this.#receipts.isFull
    if (isFull === this.#isHolding) return
    this.#isHolding = isFull
    for (const lane of this.#lanes) {
      if (isFull) lane.out.pauseReading()
      else lane.out.resumeReading()
    }
  }
}
