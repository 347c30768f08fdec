/**
 * Carries out one accepted directive, leg after leg, from its acceptance to what its return says.
 *
 * A leg begins once nothing is left to write of the one before and its receipts have run dry; that one waits for the
 * rest of them meanwhile. Writing needs
 * the turn (turns.ts), which is asked for only while it would be used. An order reaches the rounds within the call that
 * brings it: no disk and no promise lies between.
 *
 * Invariants: after a stop no leg begins and none is wished to run. After the first so many subscribers nothing goes
 * out before an order that came later. Knows its own side only: its legs' rounds have no lane of another purpose.
 */
import type { Clock } from '../base/clock.ts'
import type {
  DirectiveBody,
  DirectiveState,
  DirectiveTally,
  OrderBody,
  ProgressBody,
  ReturnBody,
} from '../directive/documents.ts'
import { maySend, type SendingWindow } from '../round/hours.ts'
import type { Wish } from '../round/stage.ts'
import { Leg, type LegEnd, type LegRounds, type Settling } from './leg.ts'
import { canaryPlace, windowOf } from './legs.ts'
import type { Log } from './log.ts'
import { type Accepted, type JournalEntry, type Obeyed, obeyedAfter } from './memory.ts'
import { directiveTally } from './tally.ts'
import type { Asker, Turns } from './turns.ts'

export type ClosingState = ReturnBody['state']

/** What is left to say once all is over. */
export interface Closing {
  readonly state: ClosingState
  readonly tally: DirectiveTally
  readonly startedAt: string | null
  readonly endedAt: string
  readonly legs: ReturnBody['legs']
}

export interface ConductOptions {
  readonly accepted: Accepted
  readonly body: DirectiveBody
  readonly obeyed: Obeyed
  readonly rounds: LegRounds
  /** Of its side. */
  readonly lanes: number
  readonly turns: Turns
  readonly log: Log
  readonly wall: () => number
  readonly clock: Clock
  readonly settling: Settling
  /** Something is to be told now, not with the next second. */
  readonly onNews: () => void
  readonly onClosed: (closing: Closing) => void
}

/** How often the tallies of legs that send, and of those that wait, are looked at. */
const LOOK_MS = 200
const LOOK_WAITING_MS = 1000
/** How long a lane's alarm is told after it came. */
const NOTE_MS = 60_000

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
  #isInterrupted = false
  #closing: Closing | null = null
  #alarm: { note: 'lane-stopped' | 'disk'; until: number } | null = null
  #throttled = { count: 0, until: 0 }
  #timer: NodeJS.Timeout | null = null

  /** Fails as the rounds' files do. */
  constructor(options: ConductOptions) {
    const { accepted, body } = options
    this.#o = options
    this.#obeyed = options.obeyed
    this.#window = windowOf(body.window)
    this.#expiresAt = Date.parse(body.expiresAt)
    this.#canary = canaryPlace(accepted.legs, body.sending.canary)
    this.#legs = accepted.legs.map(
      (record, i) =>
        new Leg({
          record,
          rounds: options.rounds,
          canary: () =>
            this.#canary?.leg === i && !this.#obeyed.isReleased ? this.#canary.within : 0,
          log: options.log,
          wall: options.wall,
          clock: options.clock,
          settling: options.settling,
          onCanary: () => this.#hold(),
          onAlarm: note => this.#setAlarm(note),
          onChange: () => this.#changed(),
        }),
    )
    this.#isHeld = !this.#obeyed.isReleased && this.#legs.some(leg => leg.wasAtCanary)
    this.#isStoppedHere = this.#legs.some(leg => leg.end === 'stopped')
  }

  get serial(): number {
    return this.#o.accepted.serial
  }

  get closing(): Closing | null {
    return this.#closing
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
    const releases = order.wish === 'run' && this.#isHeld
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
    this.#isInterrupted = true
    this.#o.turns.leave(this)
    if (this.#timer !== null) clearTimeout(this.#timer)
    for (const leg of this.#legs) leg.wish('interrupt')
    while (this.#legs.some(leg => leg.is === 'starting' || leg.is === 'running'))
      await new Promise(done => {
        this.#rested = done as () => void
      })
  }

  #rested: () => void = () => {}

  progress(): ProgressBody {
    return {
      directive: this.#o.accepted.directive,
      state: this.state,
      note: this.#note,
      orderSequence: this.#obeyed.sequence,
      at: new Date(this.#o.wall()).toISOString(),
      tally: this.#closing?.tally ?? this.#tally,
    }
  }

  get state(): DirectiveState {
    if (this.#closing !== null) return this.#closing.state
    if (this.#isInterrupted) return 'interrupted'
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
    const now = this.#o.wall()
    if (this.#closing !== null) return null
    if (this.#isHeld) return 'canary'
    if (this.#legs.some(leg => leg.trouble === 'disk')) return 'disk'
    if (this.#alarm !== null && now < this.#alarm.until) return this.#alarm.note
    const sending = this.#legs.find(leg => !leg.isSent && leg.is === 'running')
    const isUnbound = sending?.tally?.lanes.every(lane => !lane.bound) ?? false
    if (isUnbound || this.#legs.some(leg => leg.trouble === 'not-bound')) return 'not-bound'
    if (maySend(this.#window, now).is !== 'yes' && !this.#isAllSent) return 'outside-hours'
    return now < this.#throttled.until ? 'throttled' : null
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
    const now = this.#o.wall()
    if (maySend(this.#window, now).is === 'over') return true
    return this.#isUnbegun && now >= this.#expiresAt
  }

  /** Whether a round of it may run at all, be it paused. */
  get #mayRun(): boolean {
    return !this.#isStopped && !this.#isOver && !this.#isInterrupted && this.#closing === null
  }

  #hold(): void {
    this.#isHeld = true
    this.#step()
    this.#o.onNews()
  }

  #setAlarm(note: 'lane-stopped' | 'disk'): void {
    this.#alarm = { note, until: this.#o.wall() + NOTE_MS }
    this.#o.onNews()
  }

  #changed(): void {
    this.#rested()
    if (!this.#isInterrupted && this.#legs.some(leg => leg.end === 'stopped'))
      this.#isStoppedHere = true
    this.#step()
  }

  /** Decides everything anew from what is known now. */
  #step(): void {
    if (this.#closing !== null || this.#isInterrupted) return
    const wants =
      this.#mayRun &&
      this.#obeyed.wish === 'run' &&
      !this.#isHeld &&
      !this.#isAllSettled &&
      maySend(this.#window, this.#o.wall()).is === 'yes'
    if (wants) this.#o.turns.ask(this)
    else this.#o.turns.leave(this)
    this.#steerLegs()
    this.#closeWhenOver()
  }

  #steerLegs(): void {
    if (this.#closing !== null || this.#isInterrupted) return
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
    if (this.#closing !== null) return
    const ends = this.#legs.map(
      leg => leg.end ?? (this.#mayRun ? null : unbegunEnd(leg, this.#isStopped)),
    )
    if (ends.includes(null)) return
    this.#o.turns.leave(this)
    if (this.#timer !== null) clearTimeout(this.#timer)
    const state = ends.includes('stopped')
      ? 'stopped'
      : ends.includes('window-over')
        ? 'window-over'
        : 'finished'
    const tallies = this.#legs.flatMap(leg => (leg.tally === null ? [] : [leg.tally]))
    const started = tallies.flatMap(({ startedAt }) => (startedAt === null ? [] : [startedAt]))
    started.sort((a, b) => Date.parse(a) - Date.parse(b))
    this.#closing = {
      state,
      tally: this.#tally,
      startedAt: started[0] ?? null,
      endedAt: new Date(this.#o.wall()).toISOString(),
      legs: this.#legs.map(({ record, tally }) => ({
        message: record.message,
        language: record.language,
        subscribers: record.subscribers,
        segmentsEach: record.segmentsEach,
        segments: {
          submitted: tally?.segments.submitted ?? 0,
          accepted: tally?.segments.accepted ?? 0,
          delivered: tally?.segments.delivered ?? 0,
        },
      })),
    }
    this.#o.onClosed(this.#closing)
  }

  #lookLater(): void {
    if (this.#closing !== null || this.#isInterrupted) return
    const ms = this.#isAllSent ? LOOK_WAITING_MS : LOOK_MS
    this.#timer = setTimeout(() => {
      this.look().then(() => this.#lookLater())
    }, ms).unref()
  }

  /** Asks the rounds how far they are, and decides anew. */
  async look(): Promise<void> {
    await Promise.allSettled(this.#legs.map(leg => leg.look()))
    this.#noteThrottling()
    this.#step()
  }

  #noteThrottling(): void {
    const { throttled } = this.#tally.lanes
    if (throttled > this.#throttled.count)
      this.#throttled = { count: throttled, until: this.#o.wall() + LOOK_WAITING_MS * 5 }
  }
}

/** How a leg that nobody began ends with its directive; null while its round still drains. */
function unbegunEnd(leg: Leg, isStopped: boolean): LegEnd | null {
  if (leg.is !== 'unbegun') return null
  return isStopped ? 'stopped' : 'window-over'
}
