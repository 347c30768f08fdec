/**
 * Carries out one accepted directive, leg after leg, from its acceptance to what its return says.
 *
 *   open ──► closed           every leg has ended
 *     └────► interrupted      this process ends first; the next one goes on
 *
 * A leg begins once nothing is left to write of the one before and its receipts have run dry; that one waits for the
 * rest of them meanwhile. Writing needs the turn (turns.ts), which is asked for only while it would be used. An order
 * reaches the rounds within the call that brings it: no disk and no promise lies between.
 *
 * Invariants: after a stop no leg begins and none is wished to run. After the first so many subscribers nothing goes
 * out before an order that came later. Knows its own side only: its legs' rounds have no lane of another purpose.
 */
import type { Timekeeper, Timer } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import type {
  DirectiveBody,
  DirectiveState,
  DirectiveTally,
  OrderBody,
  ProgressBody,
} from '../directive/documents.ts'
import { maySend, type SendingWindow } from '../round/hours.ts'
import type { Wish } from '../round/stage.ts'
import { type Closing, closingOf, type EndedLeg } from './closing.ts'
import { Leg, type LegEnd, type LegRounds, type Settling } from './leg.ts'
import { canaryPlace, windowOf } from './legs.ts'
import {
  type Accepted,
  type JournalEntry,
  type LegRecord,
  letsGoOn,
  type Obeyed,
  obeyedAfter,
} from './memory.ts'
import { PassingNotes } from './passing-notes.ts'
import { directiveTally } from './tally.ts'
import type { Asker, Turns } from './turns.ts'

export interface ConductOptions {
  readonly accepted: Accepted
  readonly body: DirectiveBody
  readonly obeyed: Obeyed
  readonly rounds: LegRounds
  /** Of its side. */
  readonly lanes: number
  readonly turns: Turns
  readonly log: Log
  readonly clock: Timekeeper
  readonly settling: Settling
  /** Something is to be told now, not with the next second. */
  readonly onNews: () => void
  readonly onClosed: (closing: Closing) => void
}

/** How often the tallies of legs that send, and of those that wait, are looked at. */
const LOOK_MS = 200
const LOOK_WAITING_MS = 1000

type Stage =
  | { readonly is: 'open' }
  | { readonly is: 'interrupted' }
  | { readonly is: 'closed'; readonly closing: Closing }

export class Conduct implements Asker {
  readonly #o: ConductOptions
  readonly #legs: readonly Leg[]
  readonly #window: SendingWindow
  readonly #expiresAt: number
  readonly #canary: { leg: number; within: number } | null
  #obeyed: Obeyed
  /** Paused by itself after the first subscribers, until an order lets it go on. */
  #isHeld = false
  /** Asked for at this house, by `loa round stop`. */
  #isStoppedHere = false
  #stage: Stage = { is: 'open' }
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
      log,
      clock,
      settling,
      onCanary: () => this.#hold(),
      onAlarm: note => this.#setAlarm(note),
      onChange: () => this.#changed(),
    })
  }

  get serial(): number {
    return this.#o.accepted.serial
  }

  get isClosed(): boolean {
    return this.#stage.is === 'closed'
  }

  run(): void {
    for (const leg of this.#legs)
      if (leg.is === 'resting' && this.#mayRun) leg.begin(this.#target(leg))
    this.#step()
    this.#lookLater()
  }

  /** The entry to remember once it has been obeyed; null where a later one counts already. */
  obey(order: Pick<OrderBody, 'sequence' | 'wish'>): Extract<JournalEntry, { is: 'order' }> | null {
    if (order.sequence <= this.#obeyed.sequence) return null
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
    this.#o.turns.leave(this)
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
    }
  }

  get state(): DirectiveState {
    if (this.#stage.is === 'closed') return this.#stage.closing.state
    if (this.#stage.is === 'interrupted') return 'interrupted'
    if (this.#legs.some(leg => leg.trouble === 'broken')) return 'failed'
    const isPaused =
      this.#obeyed.wish === 'pause' ||
      this.#isHeld ||
      this.#legs.some(
        leg => leg.tally?.state === 'paused' && leg.is === 'running' && this.#holdsTurn,
      )
    if (isPaused) return 'paused'
    if (this.#isUnbegun) return 'waiting-to-start'
    return this.#isAllSent ? 'waiting-for-receipts' : 'running'
  }

  get #note(): ProgressBody['note'] {
    const now = this.#now
    if (this.#stage.is === 'closed') return null
    if (this.#isHeld) return 'canary'
    if (this.#legs.some(leg => leg.trouble === 'disk')) return 'disk'
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
    const legs = this.#legs.map(leg => ({
      leg: leg.record,
      tally: leg.tally,
      isRunning: leg.is === 'running',
    }))
    return directiveTally(legs, this.#o.lanes)
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
    return this.#o.turns.holds(this)
  }

  get #isStopped(): boolean {
    return this.#obeyed.wish === 'stop' || this.#isStoppedHere
  }

  /** Nothing of it may ever be written any more. */
  get #isOver(): boolean {
    if (maySend(this.#window, this.#now).is === 'over') return true
    return this.#isUnbegun && this.#now >= this.#expiresAt
  }

  /** Whether a round of it may run at all, be it paused. */
  get #mayRun(): boolean {
    return this.#stage.is === 'open' && !this.#isStopped && !this.#isOver
  }

  #hold(): void {
    this.#isHeld = true
    this.#step()
    this.#o.onNews()
  }

  #setAlarm(note: 'lane-stopped' | 'disk'): void {
    this.#notes.alarm(note, this.#now)
    this.#o.onNews()
  }

  #changed(): void {
    this.#rested()
    if (this.#stage.is !== 'interrupted' && this.#legs.some(leg => leg.end === 'stopped'))
      this.#isStoppedHere = true
    this.#step()
  }

  /** Decides everything anew from what is known now. */
  #step(): void {
    if (this.#stage.is !== 'open') return
    const wants =
      this.#mayRun &&
      this.#obeyed.wish === 'run' &&
      !this.#isHeld &&
      !this.#isAllSettled &&
      maySend(this.#window, this.#now).is === 'yes'
    if (wants) this.#o.turns.ask(this)
    else this.#o.turns.leave(this)
    this.#steerLegs()
    this.#closeWhenOver()
  }

  #steerLegs(): void {
    if (this.#stage.is !== 'open') return
    for (const leg of this.#legs) leg.wish(this.#target(leg))
    if (!this.#mayRun) {
      for (const leg of this.#legs) leg.closeResting(this.#isStopped ? 'stopped' : 'window-over')
      return
    }
    for (const leg of this.#legs) if (leg.isDue) leg.begin(this.#target(leg))
    if (this.#holdsTurn) this.#beginNext()
  }

  #target(leg: Leg): Wish {
    if (this.#isStopped) return 'stop'
    if (this.#isOver && !leg.isSent) return 'interrupt'
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
    this.#legs[at].begin('run')
  }

  #closeWhenOver(): void {
    if (this.#stage.is !== 'open') return
    const ended: EndedLeg[] = []
    for (const leg of this.#legs) {
      const end = leg.end ?? (this.#mayRun ? null : unbegunEnd(leg, this.#isStopped))
      if (end === null) return
      ended.push({ record: leg.record, end, tally: leg.tally })
    }
    this.#o.turns.leave(this)
    this.#timer?.cancel()
    const closing = closingOf(ended, { tally: this.#tally, endedAt: this.#at })
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
