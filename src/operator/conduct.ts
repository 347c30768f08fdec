/**
 * Carries out one accepted directive, leg after leg, from its acceptance to what its return says.
 *
 *   open ──► closed           every leg has ended
 *     ├────► left             it had no part in it, of several machines, and it is stopped or over
 *     └────► interrupted      this process ends first; the next one goes on
 *
 * A leg begins once nothing is left to write of the one before and its receipts have run dry; that one waits for the
 * rest of them meanwhile. Writing needs the mutex (sending-mutex.ts), which is asked for only while it would be used. An order
 * reaches the rounds within the call that brings it: no disk and no promise lies between.
 *
 * Where several machines have it, each decides for itself and by the same rules; what was sent, and how a leg ended, is what its log
 * says. So a stop, and a window that is over, are written into the log of each leg, also of those that nobody has begun; and the leg
 * after another is begun by who sent that one, if that one is there.
 *
 * Invariants: after a stop no leg begins to send and none is wished to run. After the first so many subscribers nothing goes
 * out before an order that came later. Knows its own side only: its legs' rounds have no lane of another purpose.
 */
import type { Timekeeper, Timer } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import type { ToldSending } from '../directive/condition.ts'
import type { DirectiveBody, DirectiveState, DirectiveTally, OrderBody, ProgressBody } from '../directive/documents.ts'
import { maySend, type SendingWindow } from '../round/hours.ts'
import type { Wish } from '../round/round-stage.ts'
import { type Closing, closingOf, type EndedLeg, lastEnd } from './closing.ts'
import { type Ill, lanesTold, lostCentres, type SentLeg, statusesTold } from './condition.ts'
import { Leg, type LegEnd, type LegRounds, type Settling } from './leg.ts'
import { canaryPlace, windowOf } from './legs.ts'
import type { Does } from './machines.ts'
import {
  type Accepted,
  isNews,
  type JournalEntry,
  type LegRecord,
  letsGoOn,
  type Obeyed,
  obeyedAfter,
} from './memory.ts'
import { PassingNotes } from './passing-notes.ts'
import type { SendingMutex, Waiter } from './sending-mutex.ts'
import { directiveTally } from './tally.ts'

export interface ConductOptions {
  readonly accepted: Accepted
  readonly body: DirectiveBody
  readonly obeyed: Obeyed
  readonly rounds: LegRounds
  /** Of its side. */
  readonly lanes: number
  /** Of this machine, where there are several. */
  readonly machine: string | null
  readonly mutex: SendingMutex
  readonly log: Log
  readonly clock: Timekeeper
  readonly settling: Settling
  /** Something is to be told now, not with the next second. */
  readonly onNews: () => void
  /** An entry of a log took so many milliseconds. */
  readonly onAcked: (ms: number) => void
  readonly onClosed: (closing: Closing) => void
  /** This machine had no part in it, and there is nothing more to have a part in. */
  readonly onLeft: () => void
}

/** How long a leg is left to the machine that sent the one before: receipts go to its lanes. */
const HEAD_START_MS = 5000

/** How often the tallies of legs that send, and of those that wait, are looked at. */
const LOOK_MS = 200
const LOOK_WAITING_MS = 1000

/** All but `open` are final. */
type ConductState =
  | { readonly is: 'open' }
  | { readonly is: 'interrupted' }
  | { readonly is: 'left' }
  | { readonly is: 'closed'; readonly closing: Closing }

export class Conduct implements Waiter {
  readonly #o: ConductOptions
  readonly #legs: readonly Leg[]
  readonly #window: SendingWindow
  readonly #expiresAt: number
  readonly #canary: { leg: number; within: number } | null
  #obeyed: Obeyed
  /** Paused by itself after the first subscribers, until an order lets it go on. */
  #isHeld = false
  /** Asked for at this operator, by `loa round stop`, or told by the log of a leg. */
  #isStoppedHere = false
  /** Nobody had begun it in time, as far as this machine knows. */
  #hasExpired = false
  /** From when the next leg could have begun. */
  #couldBeginAt: number | null = null
  #did: Does | null = null
  #stage: ConductState = { is: 'open' }
  readonly #notes = new PassingNotes()
  /** Of the next look. */
  #timer: Timer | null = null
  #rested: () => void = () => {}

  /** Fails as the rounds' files do. */
  constructor(options: ConductOptions) {
    const { accepted, body } = options
    this.#o = options
    this.#obeyed = options.obeyed
    this.#window = windowOf(body.window)
    this.#expiresAt = Date.parse(body.expiresAt)
    this.#canary = canaryPlace(accepted.legs, body.sending.canary)
    this.#legs = accepted.legs.map((record, i) => this.#legOf(record, i))
    this.#isHeld = !this.#obeyed.isReleased && this.#legs.some(leg => leg.wasAtCanary)
    this.#isStoppedHere = this.#legs.some(leg => leg.end === 'stopped')
  }

  #legOf(record: LegRecord, i: number): Leg {
    const { rounds, log, clock, settling } = this.#o
    return new Leg({
      record,
      rounds,
      canary: () => (this.#canary?.leg === i && !this.#obeyed.isReleased ? this.#canary.within : 0),
      isExpired: () => this.#hasExpired,
      log,
      clock,
      settling,
      onCanary: () => this.#hold(),
      onAlarm: note => this.#setAlarm(note),
      onAcked: this.#o.onAcked,
      onChange: () => this.#changed(),
    })
  }

  get serial(): number {
    return this.#o.accepted.serial
  }

  get isClosed(): boolean {
    return this.#stage.is === 'closed'
  }

  /** What this machine does for it, by its newest leg; null: there is no other, or nobody has begun it. */
  get does(): Does | null {
    if (!this.#o.rounds.isReplicated) return null
    return this.#legs.findLast(leg => leg.does !== null)?.does ?? null
  }

  get directive(): string {
    return this.#o.accepted.directive
  }

  /** Of each leg: what this machine does for it. */
  legs(): readonly { readonly leg: number; readonly is: Leg['is']; readonly does: Does | null }[] {
    return this.#legs.map(({ record: { number: leg }, is, does }) => ({ leg, is, does }))
  }

  /** Another machine goes on with what this one sends; how many legs. */
  handOver(): number {
    return this.#legs.filter(leg => leg.handOver()).length
  }

  run(): void {
    for (const leg of this.#legs) if (leg.is === 'resting' && this.#mayRun) leg.begin(this.#target(leg))
    this.#step()
    this.#lookLater()
  }

  /** The entry to remember once it has been obeyed; null where a later one counts already. */
  obey(order: Pick<OrderBody, 'sequence' | 'wish'>): Extract<JournalEntry, { is: 'order' }> | null {
    if (!isNews(this.#obeyed, order)) return null
    const releases = letsGoOn(order) && this.#isHeld
    const { sequence, wish } = order
    this.#obeyed = obeyedAfter(this.#obeyed, { sequence, wish, releases })
    if (releases) this.#isHeld = false
    this.#step()
    return { is: 'order', directive: this.#o.accepted.directive, sequence, wish, releases }
  }

  /** Its turn. */
  granted(): void {
    this.#steerLegs()
  }

  /** Drains all rounds and leaves them as they are, for the next process. */
  async interrupt(): Promise<void> {
    if (this.#stage.is === 'open') this.#stage = { is: 'interrupted' }
    this.#o.mutex.leave(this)
    this.#timer?.cancel()
    for (const leg of this.#legs) leg.wish('interrupt')
    while (this.#legs.some(leg => leg.is === 'starting' || leg.is === 'running'))
      await new Promise(done => {
        this.#rested = done as () => void
      })
  }

  progress(): ProgressBody {
    return {
      directive: this.#o.accepted.directive,
      state: this.state,
      note: this.#note,
      orderSequence: this.#obeyed.sequence,
      at: this.#at,
      tally: this.#stage.is === 'closed' ? this.#stage.closing.tally : this.#tally,
      ...this.#machine,
    }
  }

  /** What its lanes do now; null: this machine does not send it, or nobody does yet or any more. */
  get sending(): ToldSending | null {
    if (this.#stage.is !== 'open' || this.#isUnbegun) return null
    if (this.does === 'follows' || this.does === 'apart') return null
    const legs = this.#sentLegs
    return { directive: this.#o.accepted.directive, lanes: [...lanesTold(legs)], statuses: { ...statusesTold(legs) } }
  }

  /** What is not well with it now, for who looks after this machine. */
  get ills(): readonly Ill[] {
    if (this.#stage.is !== 'open') return []
    const troubles = this.#legs.map(({ trouble }) => trouble)
    const of = (is: 'disk' | 'log-away' | 'broken' | 'apart') =>
      troubles.includes(is) || this.#notes.alarmAt(this.#now) === is ? [{ is }] : []
    const isWriting = this.#mayRun && this.#obeyed.wish === 'run' && this.does !== 'follows'
    const lost = isWriting ? lostCentres(this.#sentLegs) : []
    return [
      ...(['disk', 'log-away', 'broken', 'apart'] as const).flatMap(of),
      ...lost.map(centre => ({ is: 'centre-lost' as const, centre })),
    ]
  }

  get #sentLegs(): readonly SentLeg[] {
    return this.#legs.map(({ tally, is, isSent }) => ({ tally, isRunning: is === 'running', isSent }))
  }

  get #machine(): Pick<ProgressBody, 'machine'> {
    const { machine: name } = this.#o
    const { does } = this
    return name === null || does === null ? {} : { machine: { name, does } }
  }

  get state(): DirectiveState {
    if (this.#stage.is === 'closed') return this.#stage.closing.state
    if (this.#stage.is === 'interrupted') return 'interrupted'
    if (this.#legs.some(leg => leg.trouble === 'broken')) return 'failed'
    const isPaused =
      this.#obeyed.wish === 'pause' ||
      this.#isHeld ||
      this.#legs.some(leg => leg.tally?.state === 'paused' && leg.is === 'running' && this.#holdsTurn)
    if (isPaused) return 'paused'
    if (this.#isUnbegun) return 'waiting-to-start'
    return this.#isAllSent ? 'waiting-for-receipts' : 'running'
  }

  get #note(): ProgressBody['note'] {
    const now = this.#now
    if (this.#stage.is === 'closed') return null
    if (this.#isHeld) return 'canary'
    if (this.#legs.some(leg => leg.trouble === 'disk')) return 'disk'
    if (this.#legs.some(leg => leg.trouble === 'log-away')) return 'log-away'
    const alarm = this.#notes.alarmAt(now)
    if (alarm !== null) return alarm
    const sending = this.#legs.find(leg => !leg.isSent && leg.is === 'running')
    const isUnbound = sending?.tally?.lanes.every(lane => !lane.bound) ?? false
    if (isUnbound || this.#legs.some(leg => leg.trouble === 'not-bound')) return 'not-bound'
    if (maySend(this.#window, now).is !== 'yes' && !this.#isAllSent) return 'outside-hours'
    return this.#notes.throttledAt(now)
  }

  get #now(): number {
    return this.#o.clock.wall()
  }

  get #at(): string {
    return new Date(this.#now).toISOString()
  }

  get #tally(): DirectiveTally {
    const legs = this.#legs.map(leg => ({ leg: leg.record, tally: leg.tally, isRunning: leg.is === 'running' }))
    return directiveTally(legs, this.#lanes)
  }

  /** Those of who sends: returns of all machines are the same. */
  get #lanes(): number {
    const { rounds, lanes } = this.#o
    const theirs = rounds.isReplicated ? this.#legs.map(leg => leg.tally?.lanes.length ?? 0) : []
    return Math.max(0, ...theirs) || lanes
  }

  get #isUnbegun(): boolean {
    return this.#legs.every(leg => leg.is === 'unbegun')
  }

  get #isAllSent(): boolean {
    return this.#legs.every(leg => leg.isSent)
  }

  get #isAllSettled(): boolean {
    return this.#legs.every(leg => leg.isSettled)
  }

  get #holdsTurn(): boolean {
    return this.#o.mutex.holds(this)
  }

  get #isStopped(): boolean {
    return this.#obeyed.wish === 'stop' || this.#isStoppedHere
  }

  /** Nothing of it may ever be written any more. */
  get #isOver(): boolean {
    if (maySend(this.#window, this.#now).is === 'over') return true
    if (this.#hasExpired || this.#legs.some(leg => leg.end === 'window-over')) return true
    return this.#isUnbegun && this.#now >= this.#expiresAt
  }

  /** Whether a round of it may run at all, be it paused. */
  get #mayRun(): boolean {
    return this.#stage.is === 'open' && !this.#isStopped && !this.#isOver
  }

  #hold(): void {
    // Where another machine sends, the order that lets it go on may have come here first.
    this.#isHeld = !this.#obeyed.isReleased
    this.#step()
    this.#o.onNews()
  }

  #setAlarm(note: 'lane-stopped' | 'disk' | 'log-away'): void {
    this.#notes.alarm(note, this.#now)
    this.#o.onNews()
  }

  #changed(): void {
    this.#rested()
    if (this.#stage.is !== 'interrupted' && this.#legs.some(leg => leg.end === 'stopped')) this.#isStoppedHere = true
    // Somebody has begun it: who sends it says when it is over.
    if (this.#legs.some(leg => leg.is === 'running' && this.#isAnothers(leg))) this.#hasExpired = false
    this.#step()
    if (this.#did === this.does) return
    this.#did = this.does
    this.#o.onNews()
  }

  /** Decides everything anew from what is known now. */
  #step(): void {
    if (this.#stage.is !== 'open') return
    if (this.#isUnbegun && this.#now >= this.#expiresAt) this.#hasExpired = true
    if (this.#isHeld && this.#isPastCanary) this.#isHeld = false
    if (this.does === 'apart' && (this.#isStopped || this.#now >= this.#expiresAt)) return this.#leave()
    const wants =
      this.#mayRun &&
      this.#obeyed.wish === 'run' &&
      !this.#isHeld &&
      !this.#isAllSettled &&
      maySend(this.#window, this.#now).is === 'yes'
    if (wants) this.#o.mutex.ask(this)
    else this.#o.mutex.leave(this)
    this.#steerLegs()
    this.#closeWhenOver()
  }

  #steerLegs(): void {
    if (this.#stage.is !== 'open') return
    for (const leg of this.#legs) leg.wish(this.#target(leg))
    if (!this.#mayRun) return this.#endLegs()
    for (const leg of this.#legs) if (leg.isDue) leg.begin(this.#target(leg))
    if (this.#holdsTurn) this.#beginNext()
  }

  /** Those that nobody runs; where there is a log, in the log, one after another. */
  #endLegs(): void {
    if (!this.#o.rounds.isReplicated) {
      for (const leg of this.#legs) leg.closeResting(this.#isStopped ? 'stopped' : 'window-over')
      return
    }
    if (this.#legs.some(leg => leg.is === 'starting' || (leg.is === 'running' && !leg.isSent))) return
    const next = this.#legs.find(leg => leg.is === 'unbegun' || leg.isDue)
    next?.begin(this.#target(next))
  }

  /** An order let it go on, which another machine had before this one. */
  get #isPastCanary(): boolean {
    if (this.#canary === null) return false
    const { leg, within } = this.#canary
    const turns = this.#legs[leg].tally?.subscribers
    return turns !== undefined && turns.audience - turns.unsent > within
  }

  #target(leg: Leg): Wish {
    if (this.#isStopped) return 'stop'
    // In a log it ends by itself: interrupted, another machine would have to end it.
    if (this.#isOver && !leg.isSent) return this.#o.rounds.isReplicated ? 'run' : 'interrupt'
    if (this.#obeyed.wish === 'pause') return 'pause'
    // What is all written only waits for its receipts, and needs no turn for that.
    if (leg.isSent) return 'run'
    return this.#holdsTurn && !this.#isHeld ? 'run' : 'pause'
  }

  #beginNext(): void {
    const at = this.#legs.findIndex(leg => !leg.isSettled)
    if (at < 0 || this.#legs[at].is !== 'unbegun') return
    const isCanary = this.#canary?.leg === at && this.#canary.within === 0
    if (isCanary && !this.#obeyed.isReleased) return this.#hold()
    if (this.#isLeftToAnother(at)) return
    this.#couldBeginAt = null
    this.#legs[at].begin('run')
  }

  #leave(): void {
    this.#stage = { is: 'left' }
    this.#o.mutex.leave(this)
    this.#timer?.cancel()
    this.#o.onLeft()
  }

  #isAnothers(leg: Leg): boolean {
    return this.#o.rounds.isReplicated && leg.does === 'follows'
  }

  #isLeftToAnother(at: number): boolean {
    if (at === 0 || !this.#isAnothers(this.#legs[at - 1])) return false
    const now = this.#o.clock.monotonic()
    this.#couldBeginAt ??= now
    return now - this.#couldBeginAt < HEAD_START_MS
  }

  #closeWhenOver(): void {
    if (this.#stage.is !== 'open') return
    const ended: EndedLeg[] = []
    for (const leg of this.#legs) {
      const isOpen = this.#mayRun || this.#o.rounds.isReplicated
      const end = leg.end ?? (isOpen ? null : unbegunEnd(leg, this.#isStopped))
      if (end === null) return
      ended.push({ record: leg.record, end, tally: leg.tally })
    }
    this.#o.mutex.leave(this)
    this.#timer?.cancel()
    const endedAt = this.#o.rounds.isReplicated ? lastEnd(ended) : null
    const isOurs = this.does === null || this.does === 'sends'
    const how = { tally: this.#tally, endedAt: endedAt ?? this.#at, isOurs }
    const closing = closingOf(ended, how)
    this.#stage = { is: 'closed', closing }
    this.#o.onClosed(closing)
  }

  #lookLater(): void {
    if (this.#stage.is !== 'open') return
    const ms = this.#isAllSent ? LOOK_WAITING_MS : LOOK_MS
    this.#timer = this.#o.clock.after(ms, () => {
      this.look().then(() => this.#lookLater())
    })
  }

  /** Asks the rounds how far they are, and decides anew. */
  async look(): Promise<void> {
    await Promise.allSettled(this.#legs.map(leg => leg.look()))
    this.#notes.throttled(this.#tally.lanes.throttled, this.#now)
    this.#step()
  }
}

/** How a leg that nobody began ends with its directive; null while its round still drains. */
function unbegunEnd(leg: Leg, isStopped: boolean): LegEnd | null {
  if (leg.is !== 'unbegun') return null
  return isStopped ? 'stopped' : 'window-over'
}
