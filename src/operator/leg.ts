/**
 * One leg as it is carried out: its round begun, steered, looked at, begun again where the lanes or the disk gave up.
 *
 *   unbegun ─begin─► starting ─► running ─► ended
 *                       ▲           │ no lane bound, the disk fails, the process died, another machine took it over
 *                       └── resting ┘
 *
 * Of an operator with several machines one sends it and the others follow: there it runs, too, its tally moves, and nothing is
 * written. What is wished of it counts once it is this machine that sends.
 *
 * Knows no directive and no turn (conduct.ts). Rounds are an argument, so that a test can play them.
 */
import type { Timekeeper } from '../base/clock.ts'
import { Failure, reason } from '../base/failure.ts'
import type { Log } from '../base/log.ts'
import type { LegRole } from '../round/play.ts'
import type { Wish } from '../round/round-stage.ts'
import type { Ended } from '../round/run.ts'
import type { SenderEvent } from '../round/sender.ts'
import type { Tally } from '../round/tally.ts'
import type { Does } from './machines.ts'
import type { LegRecord } from './memory.ts'

/** What is needed of a round that runs: `RunningRound` of round/run.ts. */
export interface RunningLeg {
  wish(wish: Wish): void
  tally(): Promise<Tally>
  readonly ended: Promise<Ended>
}

/** As a leg lies on disk while nobody runs it. */
export type RestingLeg =
  | { readonly is: 'unbegun' }
  /** `isAtCanary`: it had paused by itself after its first subscribers. */
  | { readonly is: 'interrupted'; readonly tally: Tally; readonly isAtCanary: boolean }
  | { readonly is: 'ended'; readonly how: LegEnd; readonly tally: Tally }

export interface HowToStart {
  readonly canary: number
  /** Its directive was not begun in time: it ends before anything is written. */
  readonly isExpired: boolean
  readonly onEvent: (event: SenderEvent) => void
  readonly onRole: (role: LegRole) => void
  /** An entry of its log took so many milliseconds. */
  readonly onAcked: (ms: number) => void
}

export interface LegRounds {
  /** Each leg has a log that several machines follow: it ends there and nowhere else. */
  readonly isReplicated: boolean
  look(leg: LegRecord): RestingLeg
  start(leg: LegRecord, how: HowToStart): Promise<RunningLeg>
}

export type LegEnd = 'finished' | 'stopped' | 'window-over'
/** `apart`: the leg's log has another message or audience. */
export type Trouble = 'not-bound' | 'disk' | 'log-away' | 'apart' | 'broken'

type State =
  | { readonly is: 'unbegun' }
  | { readonly is: 'resting'; readonly until: number; readonly trouble: Trouble | null }
  | { readonly is: 'starting' }
  | { readonly is: 'running'; readonly round: RunningLeg }
  | { readonly is: 'ended'; readonly how: LegEnd }

/**
 * How long the next leg leaves the lanes to the receipts of this one. A centre gives a receipt to any bind of the
 * account, and a round has no use for one of another round: so the next one waits until they have run dry.
 */
export interface Settling {
  /** Without another receipt. */
  readonly quietMs: number
  /** In all. */
  readonly atMostMs: number
}
export const SETTLING: Settling = { quietMs: 10_000, atMostMs: 60_000 }

/** Between two tries of a round whose lanes do not bind or whose disk fails; the round itself tries for two minutes. */
const REST_MS = 5000
/** Where the files or the log of a round cannot be used, a person is needed. */
const BROKEN_REST_MS = 60_000
/** After a hand-over: longer than another machine takes to see it. */
const HANDED_OVER_REST_MS = 3000

export interface LegOptions {
  readonly record: LegRecord
  readonly rounds: LegRounds
  readonly canary: () => number
  readonly isExpired: () => boolean
  readonly log: Log
  readonly clock: Timekeeper
  readonly settling: Settling
  readonly onCanary: () => void
  readonly onAlarm: (note: 'lane-stopped' | 'disk' | 'log-away') => void
  readonly onAcked: (ms: number) => void
  /** Its state is another one. */
  readonly onChange: () => void
}

export class Leg {
  readonly record: LegRecord
  readonly #o: LegOptions
  #state: State
  #tally: Tally | null = null
  #wish: Wish = 'run'
  /** Where it has a log: what this machine was to it last. */
  #role: 'owner' | 'following' | null = null
  #isHandedOver = false
  /** Since when nothing of it is left to write, and when the last receipt of it was seen. */
  #sentAt: number | null = null
  #receiptAt = 0
  readonly wasAtCanary: boolean

  /** Fails as the round's files do. */
  constructor(options: LegOptions) {
    this.#o = options
    this.record = options.record
    const lying = options.rounds.look(options.record)
    this.wasAtCanary = lying.is === 'interrupted' && lying.isAtCanary
    if (lying.is !== 'unbegun') this.#tally = lying.tally
    if (lying.is === 'unbegun') this.#state = { is: 'unbegun' }
    else if (lying.is === 'ended') this.#state = { is: 'ended', how: lying.how }
    else this.#state = { is: 'resting', until: 0, trouble: null }
  }

  get is(): State['is'] {
    return this.#state.is
  }

  get end(): LegEnd | null {
    return this.#state.is === 'ended' ? this.#state.how : null
  }

  get trouble(): Trouble | null {
    return this.#state.is === 'resting' ? this.#state.trouble : null
  }

  /** Where it has a log: what this machine does for it; null: it has not begun. */
  get does(): Does | null {
    if (this.#state.is === 'unbegun') return null
    if (this.trouble === 'apart') return 'apart'
    return this.#role === 'owner' ? 'sends' : 'follows'
  }

  /** As it was last looked at; null before it began. */
  get tally(): Tally | null {
    return this.#tally
  }

  /** Nothing of it is left to write, as far as is known now. */
  get isSent(): boolean {
    if (this.#state.is === 'ended') return true
    if (this.#tally === null) return false
    const { unsent, sending } = this.#tally.subscribers
    return unsent === 0 && sending === 0
  }

  /** Sent, and its receipts are in, or have run dry. */
  get isSettled(): boolean {
    if (this.#state.is === 'ended') return true
    if (this.#sentAt === null || !this.isSent) return false
    const now = this.#o.clock.monotonic()
    const { quietMs, atMostMs } = this.#o.settling
    return now - Math.max(this.#sentAt, this.#receiptAt) >= quietMs || now - this.#sentAt >= atMostMs
  }

  get isDue(): boolean {
    return this.#state.is === 'resting' && this.#o.clock.wall() >= this.#state.until
  }

  /** Goes on where it stands; does nothing where it runs or has ended. */
  begin(wish: Wish): void {
    if (this.#state.is !== 'unbegun' && this.#state.is !== 'resting') return
    this.#state = { is: 'starting' }
    this.#wish = wish
    this.#run().catch((error: unknown) => this.#broke(error))
  }

  /** At once where it runs; a leg that starts takes it as its first. */
  wish(wish: Wish): void {
    if (this.#wish === wish) return
    this.#wish = wish
    if (this.#state.is === 'running') this.#state.round.wish(wish)
  }

  /** Nobody is in doubt, and another machine goes on; false: it is not this one that sends. */
  handOver(): boolean {
    if (this.#state.is !== 'running' || this.#role !== 'owner') return false
    this.#isHandedOver = true
    this.wish('interrupt')
    return true
  }

  /** A leg that no round runs is closed as it lies. */
  closeResting(how: LegEnd): void {
    if (this.#state.is === 'resting') this.#become({ is: 'ended', how })
  }

  async look(): Promise<void> {
    if (this.#state.is !== 'running') return
    const { round } = this.#state
    const tally = await Promise.race([round.tally(), round.ended.then(ended => ended.tally)])
    if (this.#state.is !== 'running') return
    const now = this.#o.clock.monotonic()
    if (tally.receipts.matched !== this.#tally?.receipts.matched) this.#receiptAt = now
    this.#tally = tally
    if (!this.isSent) this.#sentAt = null
    else this.#sentAt ??= now
  }

  async #run(): Promise<void> {
    const { rounds, record } = this.#o
    const round = await rounds.start(record, {
      canary: this.#o.canary(),
      isExpired: this.#o.isExpired(),
      onEvent: event => this.#heard(event),
      onRole: role => this.#became(role),
      onAcked: this.#o.onAcked,
    })
    // Nothing is written before a lane has bound: the wish is there long before. Who follows is told of each, for a take-over.
    if (this.#wish !== 'run' || rounds.isReplicated) round.wish(this.#wish)
    this.#become({ is: 'running', round })
    const { ending, tally } = await round.ended
    this.#tally = tally
    switch (ending.is) {
      case 'finished':
      case 'stopped':
      case 'window-over':
        return this.#become({ is: 'ended', how: ending.is })
      case 'interrupted':
        return this.#restFor(this.#isHandedOver ? HANDED_OVER_REST_MS : 0, null)
      case 'fenced':
        this.#o.log.warn('batch taken over by another machine, following', { batch: record.number })
        return this.#restFor(0, null)
      case 'log-broken':
        this.#rests('broken', ending.why)
        return this.#restFor(BROKEN_REST_MS, 'broken')
      case 'not-bound':
      case 'disk':
        this.#rests(ending.is, ending.why)
        return this.#restFor(REST_MS, ending.is)
    }
  }

  #rests(trouble: Trouble, why: string): void {
    this.#o.log.error('batch paused, will retry', { batch: this.record.number, trouble, why })
  }

  /** 0: it goes on at once. */
  #restFor(ms: number, trouble: Trouble | null): void {
    this.#isHandedOver = false
    this.#role = null
    const until = ms === 0 ? 0 : this.#o.clock.wall() + ms
    this.#become({ is: 'resting', until, trouble })
  }

  #became(role: LegRole): void {
    const { log, record, onChange } = this.#o
    const batch = record.number
    if (role.is === 'other-owner') return log.info('batch taken over by another machine', { batch, epoch: role.epoch })
    this.#role = role.is
    if (role.is === 'owner') log.info('batch led by this machine', { batch, epoch: role.epoch })
    else log.info('batch followed by this machine', { batch })
    onChange()
  }

  #heard(event: SenderEvent): void {
    const { log, record } = this.#o
    const batch = record.number
    switch (event.is) {
      case 'canary':
        // It has paused by itself; and whatever was wished meanwhile, it stays so.
        this.#wish = 'pause'
        if (this.#state.is === 'running') this.#state.round.wish('pause')
        log.info('batch paused after its canary', { batch })
        return this.#o.onCanary()
      case 'lane':
        return this.#heardOfLane(event)
      case 'disk-trouble':
        log.error('ledger write failed, sending paused', { batch, why: event.why })
        return this.#o.onAlarm('disk')
      case 'disk-well':
        return log.info('ledger write succeeded, sending continues', { batch })
      case 'log-away':
        return log.error('replicated log unreachable, sending paused', { batch, why: event.why })
      case 'log-here':
        return log.info('replicated log reachable, sending continues', { batch })
    }
  }

  #heardOfLane({ alarm, smsc }: Extract<SenderEvent, { is: 'lane' }>): void {
    const { log } = this.#o
    const batch = this.record.number
    switch (alarm.is) {
      case 'bound':
        return log.info('lane bound', { batch, smsc })
      case 'not-bound':
        return log.warn('lane not bound, will retry', { batch, smsc, why: alarm.why })
      case 'dropped':
        return log.warn('lane connection lost, will reconnect', { batch, smsc, why: alarm.why })
      case 'stopped':
        log.error('lane stopped by the SMSC', { batch, smsc, status: alarm.status })
        return this.#o.onAlarm('lane-stopped')
    }
  }

  #broke(error: unknown): void {
    const isFailure = error instanceof Failure
    const code = isFailure ? error.code : 'bug'
    const why = isFailure ? error.sentence('en') : reason(error)
    const trouble = troubleOf(code)
    const facts = { batch: this.record.number, code, why }
    if (trouble === 'apart') this.#o.log.error('batch not run on this machine', facts)
    else this.#o.log.error('batch failed, will retry', facts)
    if (trouble === 'log-away') this.#o.onAlarm(trouble)
    this.#restFor(trouble === 'log-away' ? REST_MS : BROKEN_REST_MS, trouble)
  }

  #become(state: State): void {
    this.#state = state
    this.#o.onChange()
  }
}

function troubleOf(code: string): Trouble {
  if (code === 'legOtherAudience' || code === 'legOtherMessage') return 'apart'
  return code === 'logUnreachable' ? 'log-away' : 'broken'
}
