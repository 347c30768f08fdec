/**
 * Sends a round: keeps the lanes' windows full, the ledger synced and the promises kept, stage after stage.
 *
 *   walk ──► writing ──► lanes ══ submit_sm ══►        mark: no number at or behind it is written before a synced
 *     ▲                    │                                 group says that it may be
 *   mark ◄── syncing    answers, receipts ──► accounts ──► ledger ──► store ──► receipts are answered
 *
 * Bytes and time in, bytes out: `tick` every few milliseconds, and the connections' events. The clock, the sockets and
 * the disk are arguments, so that a simulation runs the same code.
 *
 * Invariant: rank < synced mark for every number ever written.
 * Invariant: after pause or stop nothing is written; and a synced group permits writing for 2 s from when it was sent.
 */
import type { Clock } from '../base/clock.ts'
import type { Random } from '../base/random.ts'
import { STATUSES, statusClass } from '../smpp/statuses.ts'
import { Accounts } from './accounts.ts'
import { mayStillBind, whyNoneBound } from './bind-patience.ts'
import { Canary } from './canary.ts'
import { fingerprint } from './fingerprint.ts'
import type { Frame } from './frame-cutter.ts'
import type { SendingWindow } from './hours.ts'
import { HoursWatch } from './hours-watch.ts'
import type { Meta } from './journal.ts'
import { type Answer, Lane, type LaneAlarm, type LaneHost } from './lane.ts'
import { type Ledger, OUTCOME, WAITING } from './ledger.ts'
import { LegLost } from './leg-writer.ts'
import type { LogEvent } from './log.ts'
import { ReceiptDesk } from './receipt-desk.ts'
import { ReceiptWait } from './receipt-wait.ts'
import { Resending } from './resending.ts'
import { RoundPace } from './round-pace.ts'
import {
  type Ending,
  type GoingStage,
  isGoing,
  nextStage,
  type RoundStage,
  stateOf,
  storedStateOf,
  WALKING,
  type Wish,
} from './round-stage.ts'
import { type Fenced, type LaneCount, metaOf, type Snapshot } from './snapshot.ts'
import type { Store } from './store.ts'
import { COMMIT_MAX_MS, type DiskAlarm, Syncing } from './syncing.ts'
import type { NumberOf, SubmitTemplates } from './templates.ts'
import { Walk } from './walk.ts'
import { type Connect, type SmscAddress, smscName } from './wire.ts'
import { Writing } from './writing.ts'

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

export type SenderEvent =
  | { is: 'lane'; smsc: string; alarm: LaneAlarm }
  | DiskAlarm
  | { is: 'canary'; subscribers: number }
  | LogEvent

export interface SenderOptions {
  readonly ledger: Ledger
  readonly store: Store
  /** Others follow the round's log, and are to hear of this process. */
  readonly hasStandbys?: boolean
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
/** Segments that may wait for another try before no new subscriber is begun; more with larger windows. */
const WAITING_MIN = 1000

export class Sender implements LaneHost {
  readonly lanes: readonly Lane[]
  readonly #o: SenderOptions
  readonly #ledger: Ledger
  readonly #settings: SenderSettings
  readonly #walk: Walk
  readonly #writing: Writing
  readonly #syncing: Syncing
  readonly #accounts: Accounts
  readonly #receipts: ReceiptDesk
  readonly #receiptWait: ReceiptWait
  readonly #resending: Resending
  readonly #hours: HoursWatch
  readonly #canary: Canary
  /** It is back, and people hear of it once that is kept: what they are told holds after any kill. */
  #isCanaryUntold = false
  readonly #laneBase: readonly LaneCount[]
  readonly #waitingMax: number
  /** Milliseconds since 1970. */
  readonly #startedAt: number
  readonly #beganAt: number
  #wish: 'run' | 'pause' = 'run'
  #stage: RoundStage = WALKING
  #tickedAt: number
  #sendingMs: number

  constructor(options: SenderOptions) {
    const now = options.clock.monotonic()
    const { settings, snapshot, ledger, smscs } = options
    this.#o = options
    this.#ledger = ledger
    this.#settings = settings
    this.#startedAt = snapshot.startedAt ?? options.wall()
    this.#sendingMs = snapshot.sendingMs
    this.#beganAt = now
    this.#tickedAt = now
    this.#waitingMax = Math.max(WAITING_MIN, settings.window * smscs.length)
    const { syncIntervalMs, tps } = settings
    const perSecondMax = tps > 0 ? tps / ledger.shape.segments : Number.POSITIVE_INFINITY
    this.#walk = new Walk({ at: snapshot.walk, syncIntervalMs, perSecondMax })
    this.#canary = new Canary({ size: settings.canary, isBack: snapshot.canaryDone })
    this.#hours = new HoursWatch(settings.sending, options.wall)
    this.#resending = new Resending(ledger, settings.uncertain)
    this.#receiptWait = new ReceiptWait(ledger, { waitMs: settings.receiptWaitMs, now })
    this.lanes = smscs.map((smsc, index) => this.#laneTo(smsc, index))
    this.#laneBase = smscs.map((smsc, i) => snapshot.lanes[i] ?? noCounts(smsc))
    this.#accounts = new Accounts({
      ledger,
      random: options.random,
      retryForMs: settings.retryForMs,
      armedMax: Math.ceil((perSecondMax * (syncIntervalMs + COMMIT_MAX_MS)) / 1000),
      unwrittenOf: rank => this.#unwrittenOf(rank),
      dropUnwritten: rank => {
        for (const lane of this.lanes) lane.cursor.drop(rank)
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
      lanes: smscs.length,
    })
    this.#writing = new Writing({
      ledger,
      accounts: this.#accounts,
      walk: this.#walk,
      pace: new RoundPace({ perSecond: settings.tps, now }),
      templates: options.templates,
      numberOf: options.numberOf,
      waitingMax: this.#waitingMax,
    })
    this.#syncing = new Syncing({
      ledger,
      store: options.store,
      accounts: this.#accounts,
      receipts: this.#receipts,
      walk: this.#walk,
      lanes: this.lanes,
      clock: options.clock,
      intervalMs: settings.syncIntervalMs,
      hasStandbys: options.hasStandbys ?? false,
      host: {
        mayWrite: () => this.#mayWrite,
        walkEnd: () => this.#walkEnd,
        hasMore: () => this.#walk.at < this.#walkEnd || !this.#isBegunWritten(),
        meta: mark => this.#meta(mark),
        stored: now => this.#stored(now),
        report: options.report,
        lost: ({ ending }) => this.#lost(ending),
      },
    })
    this.#takeUpWaiting(now)
  }

  #laneTo(smsc: SmscAddress, index: number): Lane {
    const { connect, random, clock } = this.#o
    const { segments } = this.#ledger.shape
    return new Lane({ index, smsc, limits: this.#settings, segments, host: this, connect, random, clock })
  }

  get hasEnded(): boolean {
    return this.#stage.is === 'ended'
  }

  /** An ending holds; a pause may be taken back. */
  wish(wish: Wish): void {
    if (!isGoing(this.#stage)) return
    if (wish === 'stop') this.#end({ is: 'stopped' })
    else if (wish === 'interrupt') this.#end({ is: 'interrupted' })
    // Whoever wishes that has not heard of the canary: it stays out until they have.
    else if (wish === 'run' && this.#isCanaryUntold) return
    else if (wish !== this.#wish) {
      this.#wish = wish
      if (this.#o.hasStandbys === true) this.#syncing.hasWord()
    }
  }

  /** A standby that takes over now knows what was asked of the round. */
  get isWishKept(): boolean {
    return this.#o.hasStandbys !== true || this.#syncing.isWordKept
  }

  /** Milliseconds until the next tick is wanted. */
  tick(): number {
    const now = this.#o.clock.monotonic()
    if (this.hasEnded) return 1000
    this.#lookAtHours(now)
    for (const lane of this.lanes) lane.tick(now)
    if (!this.#canTry(now)) this.#accounts.held(now - this.#tickedAt)
    this.#receipts.takeDeferred(this.#walk.at)
    if (this.#mayWrite) this.#accounts.arm(now)
    else this.#rest(now)
    for (const lane of this.lanes) {
      this.#write(lane, now)
      lane.out.flush()
    }
    this.#syncing.sync(now)
    if (this.#receipts.isRefusing) this.#receiptWait.heldUp(now)
    this.#advance(now)
    const isFree = this.#mayWrite && this.#syncing.isPermitted(now)
    if (isFree && stateOf(this.#stage, this.#wish) === 'running') this.#sendingMs += now - this.#tickedAt
    this.#tickedAt = now
    const isBusy = this.#mayWrite || !isGoing(this.#stage) || this.#receipts.open > 0
    if (!isBusy && !this.#syncing.isBusy) return IDLE_TICK_MS
    const { tps } = this.#settings
    return tps > 0 && tps <= SLOW_TPS ? SLOW_TICK_MS : TICK_MS
  }

  snapshot(): Snapshot {
    const { counters, statusCodes, statusCounts, statusesKnown } = this.#ledger
    const statuses: [number, number][] = []
    for (let code = 1; code <= statusesKnown; code++) statuses.push([statusCodes[code], statusCounts[code]])
    const state = stateOf(this.#stage, this.#wish)
    return {
      state,
      isPaused: this.#wish === 'pause',
      walk: this.#walk.at,
      intent: this.#walk.mark,
      canaryDone: this.#canary.isBack,
      startedAt: this.#startedAt,
      endedAt: this.#stage.is === 'ended' ? this.#stage.endedAt : null,
      ending: this.#stage.is === 'ended' ? this.#stage.ending.is : null,
      fenced: this.#fenced,
      waitsUntil: state === 'running' && !this.#isAllWritten() ? this.#hours.opensAt : null,
      sendingMs: Math.round(this.#sendingMs),
      counters: [...counters],
      statuses,
      otherStatuses: statusCounts[255],
      lanes: this.lanes.map(({ smsc, isBound, counts, flow }, i) => ({
        smsc: smscName(smsc),
        bound: isBound,
        submitted: this.#laneBase[i].submitted + counts.submitted,
        throttled: this.#laneBase[i].throttled + counts.throttled,
        rebinds: this.#laneBase[i].rebinds + counts.rebinds,
        ...(isBound && { window: flow.window, pace: Number.isFinite(flow.pace) ? flow.pace : null }),
      })),
    }
  }

  get #fenced(): Fenced | null {
    if (this.#stage.is !== 'ended' || this.#stage.ending.is !== 'fenced') return null
    return { by: this.#stage.ending.by, at: this.#stage.endedAt }
  }

  // What lanes tell.

  answered(lane: Lane, answer: Answer): void {
    const { rank, segment, status, late } = answer
    this.#receiptWait.answered(lane.now)
    if (status === STATUSES.ESME_ROK) {
      lane.flow.answered(1)
      lane.isWell()
      if (segment >= this.#ledger.shape.trackedFrom)
        answer.idFingerprint = fingerprint(answer.bytes, answer.idFrom, answer.idTo)
      this.#accounts.accepted(rank, segment, answer, late)
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
    if (status === STATUSES.ESME_RTHROTTLED || status === STATUSES.ESME_RMSGQFUL) lane.counts.throttled++
  }

  delivered(lane: Lane, frame: Frame): void {
    this.#receipts.take(lane, frame, this.#walk.at)
  }

  lost(rank: number, segment: number): void {
    this.#accounts.lost(rank, segment)
  }

  heard(lane: Lane): void {
    const { now } = lane
    this.#syncing.heard(now)
    this.#write(lane, now)
    if (this.#mayWrite || this.#receipts.isFull) this.#syncing.sync(now)
    lane.out.flush()
  }

  unbound(lane: Lane): void {
    if (!lane.isConnected) this.#receipts.laneIsGone(lane)
    const unwritten = lane.cursor.rest()
    if (unwritten === null) return
    const { rank, from } = unwritten
    for (let segment = from; segment < this.#ledger.shape.segments; segment++)
      this.#accounts.unwritten(rank, segment, lane.now)
    this.#accounts.consider(rank)
  }

  alarm(lane: Lane, alarm: LaneAlarm): void {
    this.#o.report({ is: 'lane', smsc: smscName(lane.smsc), alarm })
  }

  // Writing.

  get #mayWrite(): boolean {
    const isFree = this.#wish === 'run' && isGoing(this.#stage)
    return isFree && this.#hours.isOpen && this.#syncing.disk.isWell
  }

  get #walkEnd(): number {
    return this.#canary.end(this.#ledger.shape.subscribers)
  }

  #unwrittenOf(rank: number): number {
    let count = 0
    for (const lane of this.lanes) count += lane.cursor.unwrittenOf(rank)
    return count
  }

  #write(lane: Lane, now: number): void {
    // Asked of the clock itself: the instant that is brought may be from before the process was suspended.
    if (!this.#mayWrite || !this.#syncing.isPermitted(this.#o.clock.monotonic())) return
    if (this.#writing.write(lane, this.#walkEnd, now) > 0) this.#receipts.wrote()
  }

  /** Subscribers that an earlier run had begun and left with nothing in flight. */
  #takeUpWaiting(now: number): void {
    if (this.#ledger.counters[WAITING] === 0) return
    const { state } = this.#ledger
    for (let rank = 0; rank < this.#walk.at; rank++)
      if ((state[rank] & OUTCOME) === WAITING) this.#accounts.takeUp(rank, now)
  }

  #canTry(now: number): boolean {
    const mayWrite = this.#mayWrite && this.#syncing.isPermitted(now)
    return mayWrite && this.lanes.some(lane => lane.isBound && !lane.isStopped(now))
  }

  #lookAtHours(now: number): void {
    const may = this.#hours.look(now)
    const isFree = this.#wish === 'run' && isGoing(this.#stage) && this.#syncing.disk.isWell
    if (may === 'over' && isFree && !this.#isAllWritten()) this.#end({ is: 'window-over' })
  }

  /** What was to be written next waits, and the ledger says so: a crash now leaves nothing in doubt. */
  #rest(now: number): void {
    for (const lane of this.lanes) if (!lane.cursor.isResting) this.unbound(lane)
    this.#accounts.disarm(now)
  }

  #stored(now: number): void {
    for (const lane of this.lanes) {
      this.#write(lane, now)
      lane.out.flush()
    }
  }

  #meta(mark: number): Meta {
    const state = storedStateOf(this.#stage, this.#wish)
    return metaOf({ ...this.snapshot(), state, intent: mark })
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
    return this.#walk.at >= this.#ledger.shape.subscribers && this.#isBegunWritten()
  }

  #isBegunWritten(): boolean {
    return this.#accounts.waiting === 0 && this.lanes.every(lane => lane.cursor.isResting)
  }

  #advance(now: number): void {
    if (!isGoing(this.#stage)) return this.#leave(now, this.#stage)
    const why = this.#syncing.disk.exhausted(now)
    if (why !== null) return this.#end({ is: 'disk', why })
    const tries = this.lanes.map(lane => lane.tries)
    if (!mayStillBind(tries, now - this.#beganAt)) return this.#end({ is: 'not-bound', why: whyNoneBound(tries) })
    this.#lookAfterCanary()
    if (this.#wish === 'run') {
      const next = nextStage(
        this.#stage,
        {
          isAllSent: this.#isAllSent(),
          mayResend: this.#resending.isDue && this.#hours.look(now) !== 'over',
          awaitsReceipts: () => this.#receiptWait.isOn(now),
          uncertainWaitMs: this.#settings.uncertainWaitMs,
        },
        now,
      )
      if (next === null) return this.#end({ is: 'finished' })
      this.#stage = next
    }
    if (this.#stage.is === 'resending' && now >= this.#stage.notBefore)
      this.#resending.feed(this.#accounts, this.#waitingMax, now)
  }

  #lookAfterCanary(): void {
    if (this.#isCanaryUntold && this.#syncing.isWordKept) {
      this.#isCanaryUntold = false
      this.#o.report({ is: 'canary', subscribers: this.#canary.size })
    }
    if (this.#wish !== 'run') return
    const { subscribers } = this.#ledger.shape
    const isWritten = this.#isBegunWritten()
    if (!this.#canary.comesBack({ at: this.#walk.at, isWritten, subscribers })) return
    this.#syncing.hasWord()
    this.wish('pause')
    this.#isCanaryUntold = true
  }

  #end(ending: Ending): void {
    if (!isGoing(this.#stage)) return
    this.#stage = { is: 'draining', ending, shown: stateOf(this.#stage, this.#wish) }
    this.#syncing.hasWord()
  }

  /** Answers of what is in flight come first, then the last sync, then unbind. */
  #leave(now: number, stage: Exclude<RoundStage, GoingStage>): void {
    if (stage.is === 'ended') return
    const { ending } = stage
    if (stage.is === 'unbinding') {
      if (this.lanes.every(lane => lane.state.is === 'closed')) this.#close(ending)
      return
    }
    if (isLost(ending)) return this.#unbind(now, stage)
    if (this.#inFlight > 0 || this.#syncing.isBusy) return
    this.#accounts.settleAll()
    if (this.#syncing.isBehind && ending.is !== 'disk') {
      if (this.#syncing.disk.mayTry(now)) this.#syncing.commit(now)
      return
    }
    this.#unbind(now, stage)
  }

  #unbind(now: number, stage: Extract<RoundStage, { is: 'draining' | 'unbinding' }>): void {
    this.#stage = { ...stage, is: 'unbinding' }
    for (const lane of this.lanes) lane.unbind(now)
  }

  /** From here on nothing that this process knows counts, whatever it was about to do. */
  #lost(ending: LegLost['ending']): void {
    if (this.#stage.is === 'ended') {
      this.#stage = { ...this.#stage, ending }
      return this.#endLost(ending)
    }
    this.#stage = { is: 'draining', ending, shown: stateOf(this.#stage, this.#wish) }
  }

  #close(ending: Ending): void {
    if (this.#syncing.isBusy) return
    this.#stage = { is: 'ended', ending, endedAt: this.#o.wall() }
    // On a disk that takes nothing the last group is for the log alone: a standby goes on at once, and nobody is in doubt.
    const isInVain = ending.is === 'disk' && this.#o.hasStandbys !== true
    if (isInVain) return this.#o.ended(ending)
    if (isLost(ending)) return this.#endLost(ending)
    this.#syncing.close(error => {
      if (error instanceof LegLost) this.#lost(error.ending)
      else this.#o.ended(error === null ? ending : { is: 'disk', why: error.message })
    })
  }

  /** Whoever looks at the directory later is told that another process has the round. */
  #endLost(ending: LegLost['ending']): void {
    const { ended, store } = this.#o
    if (ending.is === 'log-broken') return ended(ending)
    // Where its own disk takes nothing the round lies there as one that was interrupted.
    store.note({ fenced: this.#fenced }, () => ended(ending))
  }
}

function isLost(ending: Ending): ending is LegLost['ending'] {
  return ending.is === 'fenced' || ending.is === 'log-broken'
}

function noCounts(smsc: SmscAddress): LaneCount {
  return { smsc: smscName(smsc), submitted: 0, throttled: 0, rebinds: 0 }
}
