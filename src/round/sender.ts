/**
 * Sends a round: walks the audience in order, keeps the lanes' windows full, the ledger synced and the promises kept.
 *
 *   walk ──► lanes ══ submit_sm ══►            intent: no number at or behind it is written before a synced
 *     ▲        │                                       group says that it may be
 *   intent   answers, receipts ──► accounts ──► ledger ──► store ──► receipts are answered
 *
 * Bytes and time in, bytes out: `tick` every few milliseconds, and the connections' events. The clock, the sockets and
 * the disk are arguments, so that a simulation runs the same code.
 *
 * Invariant: rank < synced intent for every number ever written.
 * Invariant: after pause or stop nothing is written.
 */
import type { Clock } from '../base/clock.ts'
import type { Random } from '../base/random.ts'
import { STATUSES, statusClass } from '../smpp/statuses.ts'
import { Accounts } from './accounts.ts'
import { fingerprint } from './fingerprint.ts'
import { maySend, type SendingWindow } from './hours.ts'
import type { Meta } from './journal.ts'
import { type Answer, Lane, type LaneAlarm, type LaneHost } from './lane.ts'
import { ACCEPTED, type Ledger, OUTCOME, RESENT, SUBMITTED, UNCERTAIN, WAITING } from './ledger.ts'
import { ReceiptDesk } from './receipt-desk.ts'
import { RoundPace } from './round-pace.ts'
import { type LaneCount, metaOf, type RoundState, type Snapshot } from './snapshot.ts'
import type { Store } from './store.ts'
import type { NumberOf, SubmitTemplates } from './templates.ts'
import { type Connect, type SmscAddress, smscName } from './wire.ts'

export interface SenderSettings {
  readonly window: number
  readonly tps: number
  readonly responseTimeoutMs: number
  readonly enquireLinkMs: number
  readonly receiptWaitMs: number
  readonly retryForMs: number
  readonly uncertain: 'hold' | 'resend'
  readonly uncertainWaitMs: number
  readonly syncIntervalMs: number
  readonly sending: SendingWindow
  /** Pauses by itself after so many subscribers; 0 for never. */
  readonly canary: number
}

export type Wish = 'run' | 'pause' | 'stop' | 'interrupt'

export type Ending =
  | { is: 'finished' | 'stopped' | 'interrupted' | 'window-over' }
  | { is: 'not-bound'; why: string }
  | { is: 'disk'; why: string }

export type SenderEvent =
  | { is: 'lane'; smsc: string; alarm: LaneAlarm }
  | { is: 'disk-trouble'; why: string }
  | { is: 'disk-well' }
  | { is: 'canary'; subscribers: number }

export interface SenderOptions {
  readonly ledger: Ledger
  readonly store: Store
  readonly snapshot: Snapshot
  readonly settings: SenderSettings
  /** One lane each. */
  readonly smscs: readonly SmscAddress[]
  readonly numberOf: NumberOf
  readonly rankOf: (number: number) => number
  readonly callingCode: string
  readonly templates: SubmitTemplates
  readonly connect: Connect
  readonly clock: Clock
  /** Milliseconds since 1970. */
  readonly wall: () => number
  readonly random: Random
  readonly report: (event: SenderEvent) => void
  readonly ended: (ending: Ending) => void
}

const TICK_MS = 10
/** A slow pace needs fewer ticks: `loa bench`, at 1000 segments/s, pays for it. */
const SLOW_TICK_MS = 20
const SLOW_TPS = 5000
const IDLE_TICK_MS = 50
/** The intent mark is at least so many subscribers ahead of the walk. */
const AHEAD_MIN = 64
/** Segments that may wait for another try before no new subscriber is begun; more with larger windows. */
const WAITING_MIN = 1000
/** If no lane at all has bound by then, nothing was sent and the run ends. */
const BIND_PATIENCE_MS = 120_000
/** Where nothing was heard for so long, a sync may come early, for a centre that waits for our answers to its receipts. */
const QUIET_MS = 4
/** But not so soon after the last one: a slow, paced round would sync with every tick. */
const QUIET_SYNC_MS = 20
/** An answer that came a second before a crash is never forgotten, whatever the interval. */
const SYNC_AT_LATEST_MS = 500
const DISK_RETRY_MS = 1000
const DISK_PATIENCE_MS = 60_000
const LOOK_MS = 1000

export class Sender implements LaneHost {
  readonly lanes: readonly Lane[]
  readonly #o: SenderOptions
  readonly #ledger: Ledger
  readonly #store: Store
  readonly #settings: SenderSettings
  readonly #accounts: Accounts
  readonly #pace: RoundPace
  readonly #receipts: ReceiptDesk
  readonly #laneBase: readonly LaneCount[]
  readonly #waitingMax: number
  readonly #answerId = new AnswerId()
  #walk: number
  #intent: number
  #canaryLeft: boolean
  /** The ledger does not know yet that the canary is done, or that the round is to be stopped. */
  #hasWord = false
  #ahead = AHEAD_MIN
  #wish: Wish = 'run'
  #state: RoundState = 'running'
  #mayWrite = false
  #ending: Ending | null = null
  #hasDrained = false
  #hasEnded = false
  #resendAt = -1
  #resendFrom = 0
  #startedAt: number
  #endedAt: number | null = null
  #sendingMs: number
  #beganAt: number
  #tickedAt: number
  #answeredAt: number
  #heardAt: number
  #committedAt = Number.NEGATIVE_INFINITY
  #committedWalk: number
  #diskTroubleSince = -1
  #diskRetryAt = 0
  #diskWhy = ''
  #lookedAt = Number.NEGATIVE_INFINITY
  #receiptsOutstanding = true
  #readingPaused = false
  #maySendUntil = 0
  #maySendIs = false

  constructor(options: SenderOptions) {
    const now = options.clock.monotonic()
    const { settings, snapshot, ledger } = options
    this.#o = options
    this.#ledger = ledger
    this.#store = options.store
    this.#settings = settings
    this.#walk = snapshot.walk
    this.#intent = snapshot.walk
    this.#committedWalk = snapshot.walk
    this.#canaryLeft = settings.canary > 0 && !snapshot.canaryDone
    this.#startedAt = snapshot.startedAt ?? options.wall()
    this.#sendingMs = snapshot.sendingMs
    this.#beganAt = now
    this.#tickedAt = now
    this.#answeredAt = now
    this.#heardAt = now
    this.#pace = new RoundPace({ perSecond: settings.tps, now })
    this.#waitingMax = Math.max(WAITING_MIN, settings.window * options.smscs.length)
    this.lanes = options.smscs.map(
      (smsc, index) =>
        new Lane({
          index,
          smsc,
          limits: settings,
          host: this,
          connect: options.connect,
          random: options.random,
          clock: options.clock,
        }),
    )
    this.#laneBase = options.smscs.map(
      (smsc, i) =>
        snapshot.lanes[i] ?? { smsc: smscName(smsc), submitted: 0, throttled: 0, rebinds: 0 },
    )
    this.#accounts = new Accounts({
      ledger,
      random: options.random,
      retryForMs: settings.retryForMs,
      unwrittenOf: rank => this.#unwrittenOf(rank),
      dropUnwritten: rank => {
        for (const lane of this.lanes) if (lane.rank === rank) lane.rank = -1
      },
      forgetLate: (rank, segment) => {
        this.lanes.some(lane => lane.flight.forgetLate(rank, segment))
      },
    })
    this.#receipts = new ReceiptDesk({
      accounts: this.#accounts,
      numberOf: options.numberOf,
      rankOf: options.rankOf,
      callingCode: options.callingCode,
      lanes: this.lanes.length,
    })
    this.#takeUpWaiting(now)
  }

  get hasEnded(): boolean {
    return this.#hasEnded
  }

  wish(wish: Wish): void {
    if (this.#ending !== null || (this.#wish !== 'run' && this.#wish !== 'pause')) return
    this.#wish = wish
    if (wish !== 'run') this.#mayWrite = false
  }

  /** Milliseconds until the next tick is wanted. */
  tick(): number {
    const now = this.#o.clock.monotonic()
    if (this.#hasEnded) return 1000
    this.#decideWriting(now)
    for (const lane of this.lanes) lane.tick(now)
    if (!this.#canTry(now)) this.#accounts.held(now - this.#tickedAt)
    this.#receipts.takeDeferred(this.#walk)
    if (this.#mayWrite) this.#accounts.arm(now)
    else this.#rest(now)
    for (const lane of this.lanes) this.#pump(lane, now)
    this.#sync(now)
    this.#advance(now)
    if (this.#state === 'running' && this.#mayWrite) this.#sendingMs += now - this.#tickedAt
    this.#tickedAt = now
    const isBusy = this.#mayWrite || this.#ending !== null || this.#receipts.open > 0
    if (!isBusy && !this.#store.busy) return IDLE_TICK_MS
    const { tps } = this.#settings
    return tps > 0 && tps <= SLOW_TPS ? SLOW_TICK_MS : TICK_MS
  }

  snapshot(): Snapshot {
    const { counters, statusCodes, statusCounts, statusesKnown } = this.#ledger
    const statuses: [number, number][] = []
    for (let code = 1; code <= statusesKnown; code++)
      statuses.push([statusCodes[code], statusCounts[code]])
    return {
      state: this.#state,
      walk: this.#walk,
      intent: this.#intent,
      canaryDone: this.#settings.canary > 0 && !this.#canaryLeft,
      startedAt: this.#startedAt,
      endedAt: this.#endedAt,
      sendingMs: Math.round(this.#sendingMs),
      counters: [...counters],
      statuses,
      otherStatuses: statusCounts[255],
      lanes: this.lanes.map((lane, i) => ({
        smsc: smscName(lane.smsc),
        bound: lane.isBound,
        submitted: this.#laneBase[i].submitted + lane.submitted,
        throttled: this.#laneBase[i].throttled + lane.throttled,
        rebinds: this.#laneBase[i].rebinds + lane.rebinds,
      })),
    }
  }

  // What lanes tell.

  answered(lane: Lane, answer: Answer): void {
    const { rank, segment, status, late } = answer
    this.#answeredAt = lane.now
    if (status === STATUSES.ESME_ROK) {
      lane.flow.answered(1)
      lane.isWell()
      const id = this.#answerId
      id.bytes = answer.bytes
      id.from = answer.idFrom
      id.to = answer.idTo
      if (segment >= this.#ledger.shape.trackedFrom)
        id.idFingerprint = fingerprint(answer.bytes, answer.idFrom, answer.idTo)
      this.#accounts.accepted(rank, segment, id, late)
      return
    }
    const kind = statusClass(status)
    if (kind === 'recipient') {
      lane.flow.answered(1)
      this.#accounts.refused(rank, segment, status, late)
      return
    }
    this.#accounts.again(rank, segment, status, late, lane.now)
    if (kind === 'lane') return lane.stop(status, lane.now)
    lane.flow.throttled(lane.now)
    if (status === STATUSES.ESME_RTHROTTLED || status === STATUSES.ESME_RMSGQFUL) lane.throttled++
  }

  delivered(lane: Lane, bytes: Buffer, at: number, end: number): void {
    this.#receipts.take(lane, bytes, at, end, this.#walk)
  }

  lost(rank: number, segment: number): void {
    this.#accounts.lost(rank, segment)
  }

  heard(lane: Lane): void {
    const { now } = lane
    this.#heardAt = now
    this.#pump(lane, now)
    if (this.#mayWrite || this.#receipts.isFull) this.#sync(now)
    lane.out.flush()
  }

  unbound(lane: Lane): void {
    const { rank } = lane
    if (!lane.isConnected) this.#receipts.laneIsGone(lane)
    if (rank < 0) return
    const from = lane.segment
    lane.rank = -1
    for (let segment = from; segment < this.#ledger.shape.segments; segment++)
      this.#accounts.unwritten(rank, segment, lane.now)
    this.#accounts.consider(rank)
  }

  alarm(lane: Lane, alarm: LaneAlarm): void {
    this.#o.report({ is: 'lane', smsc: smscName(lane.smsc), alarm })
  }

  // Writing.

  #unwrittenOf(rank: number): number {
    let count = 0
    for (const lane of this.lanes)
      if (lane.rank === rank) count += this.#ledger.shape.segments - lane.segment
    return count
  }

  get #walkEnd(): number {
    const n = this.#ledger.shape.subscribers
    return this.#canaryLeft ? Math.min(n, this.#settings.canary) : n
  }

  #pump(lane: Lane, now: number): void {
    if (!this.#mayWrite) return
    const { templates, numberOf } = this.#o
    const { flight, out } = lane
    const accounts = this.#accounts
    const ledger = this.#ledger
    const { segments } = ledger.shape
    const walkEnd = Math.min(this.#intent, this.#walkEnd)
    const room = Math.min(lane.room(now), this.#pace.room(now))
    let wrote = 0
    while (wrote < room && out.reserve(templates.sizeMax)) {
      let rank = lane.rank
      let segment = lane.segment
      const again = accounts.hasReady ? accounts.takeReady() : null
      if (again !== null) {
        rank = again.rank
        segment = again.segment
      } else {
        if (rank < 0) {
          if (this.#walk >= walkEnd || accounts.waiting >= this.#waitingMax) break
          rank = this.#walk++
          segment = 0
          ledger.begin(rank)
        }
        lane.segment = segment + 1
        lane.rank = segment + 1 === segments ? -1 : rank
      }
      const sequence = flight.add(rank, segment, now)
      out.at = templates.write(out.bytes, out.at, segment, sequence, numberOf(rank))
      wrote++
    }
    if (wrote === 0) return
    this.#receipts.wrote()
    ledger.counters[SUBMITTED] += wrote
    lane.submitted += wrote
    lane.flow.wrote(wrote)
    this.#pace.wrote(wrote)
    lane.out.flush()
  }

  /** Subscribers that an earlier run had begun and left with nothing in flight. */
  #takeUpWaiting(now: number): void {
    if (this.#ledger.counters[WAITING] === 0) return
    const { state } = this.#ledger
    for (let rank = 0; rank < this.#walk; rank++)
      if ((state[rank] & OUTCOME) === WAITING) this.#accounts.takeUp(rank, now)
  }

  #decideWriting(now: number): void {
    const wish = this.#wish
    if (wish === 'stop' || wish === 'interrupt')
      this.#end({ is: wish === 'stop' ? 'stopped' : 'interrupted' })
    const isFree = wish === 'run' && this.#ending === null && this.#diskTroubleSince < 0
    this.#mayWrite = isFree && this.#isWithinHours(now)
    if (wish === 'pause') this.#state = 'paused'
    else if (this.#ending === null)
      this.#state = this.#isAllSent() && this.#resendAt < 0 ? 'waiting' : 'running'
  }

  #canTry(now: number): boolean {
    return this.#mayWrite && this.lanes.some(lane => lane.isBound && !lane.isStopped(now))
  }

  /** Asked of the calendar a few times a second at most. */
  #isWithinHours(now: number): boolean {
    if (now < this.#maySendUntil) return this.#maySendIs
    const may = maySend(this.#settings.sending, this.#o.wall())
    this.#maySendUntil = now + 100
    this.#maySendIs = may.is === 'yes'
    if (may.is === 'over' && !this.#isAllWritten()) this.#end({ is: 'window-over' })
    return this.#maySendIs
  }

  /** What was to be written next waits, and the ledger says so: a crash now leaves nothing in doubt. */
  #rest(now: number): void {
    for (const lane of this.lanes) if (lane.rank >= 0) this.unbound(lane)
    this.#accounts.disarm(now)
  }

  // Syncing.

  #sync(now: number): void {
    const ledger = this.#ledger
    if (this.#store.busy || now < this.#diskRetryAt) {
      this.#holdReading()
      return
    }
    const left = this.#intent - this.#walk
    const wantsIntent = this.#mayWrite && this.#walk < this.#walkEnd && left < this.#ahead / 4
    const armed = this.#accounts.hasArmed
    const hasNews = ledger.dirtyCount > 0 || this.#receipts.open > 0 || armed || this.#hasWord
    if (!hasNews && !wantsIntent) return
    const sinceSync = now - this.#committedAt
    const isAwaited = this.#receipts.isAwaited(now)
    const isQuiet = now - this.#heardAt >= QUIET_MS && sinceSync >= QUIET_SYNC_MS
    const isDue = sinceSync >= Math.min(this.#settings.syncIntervalMs, SYNC_AT_LATEST_MS)
    if (wantsIntent || (isAwaited && isQuiet) || this.#isFull || isDue) this.#commit(now)
  }

  get #isFull(): boolean {
    return this.#ledger.dirtyCount > this.#store.recordsMax / 2 || this.#receipts.isFull
  }

  /** More than a group can hold: the centres wait until it is on disk. */
  #holdReading(): void {
    const isFull = this.#isFull
    if (isFull === this.#readingPaused) return
    this.#readingPaused = isFull
    for (const lane of this.lanes) {
      if (isFull) lane.out.pauseReading()
      else lane.out.resumeReading()
    }
  }

  #commit(now: number): void {
    if (this.#ledger.dirtyCount > this.#store.recordsMax) return this.#commitSome(now)
    const intent = this.#nextIntent(now)
    // Until the group is synced, the lower of the two marks holds.
    this.#intent = Math.min(this.#intent, intent)
    this.#accounts.syncBegins()
    this.#receipts.syncBegins()
    this.#hasWord = false
    this.#store.commit(this.#meta(intent), error => {
      if (error === null) this.#committed(intent)
      else this.#notCommitted(error)
    })
  }

  /** More has changed than a group holds: until all of it is synced nothing is answered, and no mark moves. */
  #commitSome(now: number): void {
    this.#store.commit(this.#meta(this.#intent), error => {
      if (error === null) this.#sync(now)
      else this.#notCommitted(error)
    })
    this.#holdReading()
  }

  /** Once it is asked, a stop holds: also where the process is killed before its window has drained. */
  #meta(intent: number): Meta {
    const snapshot = this.snapshot()
    const state = this.#ending?.is === 'stopped' ? 'stopped' : snapshot.state
    return metaOf({ ...snapshot, state, intent })
  }

  #nextIntent(now: number): number {
    const walked = this.#walk - this.#committedWalk
    const elapsed = Math.max(0.1, now - this.#committedAt)
    const inInterval = Math.ceil((walked / elapsed) * this.#settings.syncIntervalMs)
    this.#ahead = Math.max(AHEAD_MIN, Math.min(this.#ahead * 2, inInterval))
    this.#committedAt = now
    this.#committedWalk = this.#walk
    return this.#mayWrite ? Math.min(this.#walkEnd, this.#walk + this.#ahead) : this.#walk
  }

  #committed(intent: number): void {
    const now = this.#o.clock.monotonic()
    this.#intent = this.#mayWrite ? intent : Math.min(this.#intent, intent)
    if (this.#diskTroubleSince >= 0) this.#o.report({ is: 'disk-well' })
    this.#diskTroubleSince = -1
    this.#accounts.syncEnds(true)
    this.#receipts.syncEnds(this.lanes, true)
    this.#holdReading()
    for (const lane of this.lanes) {
      this.#pump(lane, now)
      lane.out.flush()
    }
  }

  #notCommitted(error: Error): void {
    const now = this.#o.clock.monotonic()
    this.#accounts.syncEnds(false)
    this.#receipts.syncEnds(this.lanes, false)
    this.#diskRetryAt = now + DISK_RETRY_MS
    this.#diskWhy = error.message
    this.#mayWrite = false
    if (this.#diskTroubleSince >= 0) return
    this.#diskTroubleSince = now
    this.#o.report({ is: 'disk-trouble', why: error.message })
  }

  // From one stage of the round to the next.

  get #inFlight(): number {
    let count = 0
    for (const lane of this.lanes) count += lane.flight.inFlight
    return count
  }

  /** And all answers are in, or given up. */
  #isAllSent(): boolean {
    return this.#isAllWritten() && this.#inFlight === 0
  }

  #isAllWritten(): boolean {
    if (this.#walk < this.#ledger.shape.subscribers || this.#accounts.waiting > 0) return false
    for (const lane of this.lanes) if (lane.rank >= 0) return false
    return true
  }

  #advance(now: number): void {
    if (this.#ending !== null) return this.#drain(now, this.#ending)
    this.#checkDisk(now)
    this.#checkBinds(now)
    this.#checkCanary()
    if (this.#wish !== 'run' || !this.#isAllSent()) {
      if (this.#resendAt >= 0 && now >= this.#resendAt) this.#feedResends(now)
      return
    }
    if (this.#isResending(now)) return
    if (this.#isWaitingForReceipts(now)) return
    this.#end({ is: 'finished' })
  }

  #checkDisk(now: number): void {
    if (this.#diskTroubleSince < 0 || now - this.#diskTroubleSince < DISK_PATIENCE_MS) return
    this.#end({ is: 'disk', why: this.#diskWhy })
  }

  #checkBinds(now: number): void {
    if (this.lanes.some(lane => lane.hasBound)) return
    const refusals = this.lanes.map(lane => lane.bindRefusal)
    const isHopeless = refusals.every(status => HOPELESS.has(status))
    if (!isHopeless && now - this.#beganAt < BIND_PATIENCE_MS) return
    this.#end({ is: 'not-bound', why: this.lanes[0].notBoundWhy })
  }

  #checkCanary(): void {
    if (!this.#canaryLeft || this.#walk < this.#settings.canary || this.#wish !== 'run') return
    if (this.#walk >= this.#ledger.shape.subscribers) return
    if (this.#accounts.waiting > 0 || this.lanes.some(lane => lane.rank >= 0)) return
    this.#canaryLeft = false
    this.#hasWord = true
    this.wish('pause')
    this.#o.report({ is: 'canary', subscribers: this.#settings.canary })
  }

  /** After the walk, what has no known answer goes once more; first there is time for late answers. */
  #isResending(now: number): boolean {
    if (this.#settings.uncertain !== 'resend') return false
    if (this.#resendFrom >= this.#ledger.shape.subscribers) return false
    if (this.#ledger.counters[UNCERTAIN] === 0) return false
    if (maySend(this.#settings.sending, this.#o.wall()).is === 'over') return false
    if (this.#resendAt < 0) this.#resendAt = now + this.#settings.uncertainWaitMs
    if (now < this.#resendAt) return true
    this.#feedResends(now)
    return !this.#isAllSent()
  }

  #feedResends(now: number): void {
    const { state, shape } = this.#ledger
    let rank = this.#resendFrom
    while (rank < shape.subscribers && this.#accounts.waiting < this.#waitingMax) {
      if ((state[rank] & (OUTCOME | RESENT)) === UNCERTAIN) this.#accounts.resend(rank, now)
      rank++
    }
    this.#resendFrom = rank
    if (rank >= shape.subscribers) this.#resendAt = -1
  }

  #isWaitingForReceipts(now: number): boolean {
    const { counters, shape } = this.#ledger
    if (shape.tracked === 0) return false
    if (now - this.#answeredAt >= this.#settings.receiptWaitMs) return false
    if (counters[UNCERTAIN] > 0) return true
    if (counters[ACCEPTED] === 0) return false
    if (now - this.#lookedAt < LOOK_MS) return this.#receiptsOutstanding
    this.#lookedAt = now
    this.#receiptsOutstanding = this.#hasOutstandingReceipt()
    return this.#receiptsOutstanding
  }

  /** An accepted subscriber whose receipts are all in (some say UNKNOWN) has nothing to wait for. */
  #hasOutstandingReceipt(): boolean {
    const ledger = this.#ledger
    for (let rank = 0; rank < ledger.shape.subscribers; rank++)
      if (ledger.outcome(rank) === ACCEPTED && ledger.awaitsReceipt(rank)) return true
    return false
  }

  #end(ending: Ending): void {
    if (this.#ending !== null) return
    this.#ending = ending
    this.#mayWrite = false
    this.#hasWord = true
  }

  /** Answers of what is in flight come first, then the last sync, then unbind. */
  #drain(now: number, ending: Ending): void {
    this.#rest(now)
    if (this.#hasDrained) {
      if (this.lanes.every(lane => lane.state.is === 'closed')) this.#close(ending)
      return
    }
    if (this.#inFlight > 0 || this.#store.busy) return
    this.#accounts.settleAll()
    if (this.#ledger.dirtyCount > 0 || this.#receipts.open > 0 || this.#intent !== this.#walk) {
      if (now < this.#diskRetryAt && ending.is !== 'disk') return
      if (ending.is !== 'disk') return this.#commit(now)
    }
    this.#hasDrained = true
    for (const lane of this.lanes) lane.unbind(now)
  }

  #close(ending: Ending): void {
    if (this.#store.busy) return
    this.#hasEnded = true
    this.#state =
      ending.is === 'finished' ? 'finished' : ending.is === 'stopped' ? 'stopped' : 'interrupted'
    this.#endedAt = this.#o.wall()
    if (ending.is === 'disk') return this.#o.ended(ending)
    this.#intent = this.#walk
    this.#accounts.syncBegins()
    this.#store.commit(metaOf(this.snapshot()), error => {
      this.#o.ended(error === null ? ending : { is: 'disk', why: error.message })
    })
  }
}

/** Bind refusals that no waiting mends: a wrong password, an unknown system_id. */
const HOPELESS: ReadonlySet<number> = new Set([STATUSES.ESME_RINVPASWD, STATUSES.ESME_RINVSYSID])

/** Where the message_id of the answer at hand lies; overwritten for each. */
class AnswerId {
  idFingerprint = 0
  bytes: Buffer = Buffer.alloc(0)
  from = 0
  to = 0

  idText(): string {
    return this.bytes.toString('latin1', this.from, this.to)
  }
}
