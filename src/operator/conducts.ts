/**
 * The directives that are carried out now: each a conduct with the rounds and the turns of its own side.
 *
 * Invariants: an order is obeyed before it is written down. The lanes of the two sides have nothing to do with each
 * other.
 */
import type { Timekeeper } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import type { Log } from '../base/log.ts'
import type { Random } from '../base/random.ts'
import { directiveBody, type OrderBody, type Purpose } from '../directive/documents.ts'
import { verify } from '../directive/signing.ts'
import type { AuthorityLink } from './authority-link.ts'
import type { Closing } from './closing.ts'
import { Conduct } from './conduct.ts'
import type { Holdings } from './holdings.ts'
import type { LegRounds, Settling } from './leg.ts'
import type { Machines } from './machines.ts'
import type { Accepted, Obeyed } from './memory.ts'
import type { Orders } from './orders.ts'
import type { ProgressTeller } from './progress.ts'
import type { Records } from './records.ts'
import { DirectiveRounds, type RoundsOptions } from './rounds.ts'
import { SendingMutex } from './sending-mutex.ts'
import { type Directed, directedTo } from './sides.ts'

export interface ConductsOptions {
  readonly link: Pick<AuthorityLink, 'authorityKey'>
  readonly records: Records
  readonly orders: Pick<Orders, 'claim'>
  readonly progress: Pick<ProgressTeller, 'tell' | 'forget'>
  readonly holdings: Holdings
  readonly settling: Settling
  readonly clock: Timekeeper
  readonly random: Random
  readonly log: Log
  /** Of a directive's rounds. */
  readonly roundsOf: (directive: string) => string
  /** Null: this machine is the only one. */
  readonly machines: Machines | null
  /** An entry of a log took so many milliseconds. */
  readonly onAcked: (ms: number) => void
  readonly onClosed: (entry: Accepted, closing: Closing) => void
}

export class Conducts {
  readonly #o: ConductsOptions
  readonly #mutexes = { live: new SendingMutex(), exercise: new SendingMutex() }
  readonly #conducts = new Map<string, Conduct>()
  #isInterrupted = false

  constructor(options: ConductsOptions) {
    this.#o = options
  }

  all(): Iterable<Conduct> {
    return this.#conducts.values()
  }

  /** One whose files are damaged stays open and holds up no other. */
  async begin(entry: Accepted, obeyed: Obeyed): Promise<void> {
    try {
      await this.#begin(entry, obeyed)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      const { directive } = entry
      this.#o.log.error('directive not started', { directive, why: error.sentence('en') })
    }
  }

  /** Other machines go on with what this one sends; of how many legs. */
  handOver(): number {
    return [...this.#conducts.values()].reduce((sum, conduct) => sum + conduct.handOver(), 0)
  }

  /** False: nobody carries this directive out. */
  obey(order: OrderBody): boolean {
    const conduct = this.#conducts.get(order.directive)
    if (conduct === undefined) return false
    this.#obey(conduct, order)
    return true
  }

  /** Its return is made: its last progress is told, and it is no more. */
  closed(directive: string): void {
    const { progress } = this.#o
    const conduct = this.#conducts.get(directive)
    if (conduct !== undefined) progress.tell(conduct)
    this.#conducts.delete(directive)
    progress.forget(directive)
  }

  #left(directive: string): void {
    const { progress, records, log } = this.#o
    log.warn('directive ended without this machine', { directive })
    records.note({ is: 'left', directive })
    this.#conducts.delete(directive)
    progress.forget(directive)
  }

  /** Drains all rounds, and none begins any more; the number of directives that are not closed. */
  async interrupt(): Promise<number> {
    this.#isInterrupted = true
    const open = [...this.#conducts.values()].filter(({ isClosed }) => !isClosed)
    await Promise.all(open.map(conduct => conduct.interrupt()))
    for (const conduct of open) this.#o.progress.tell(conduct)
    return open.length
  }

  async #begin(entry: Accepted, obeyed: Obeyed): Promise<void> {
    const { link, holdings, log, orders } = this.#o
    const { directive, jws } = entry
    const key = link.authorityKey
    const body = await verify(jws, { type: 'directive', key, schema: directiveBody })
    if (this.#isInterrupted) return
    const directed = directedTo(body, holdings.sides)
    if (directed === null) return log.error('exercise not started, no exercise lanes', { directive })
    const conduct = this.#conductOf(entry, directed, obeyed)
    this.#conducts.set(directive, conduct)
    const order = orders.claim(directive)
    if (order !== null) this.#obey(conduct, order)
    conduct.run()
  }

  #conductOf(entry: Accepted, directed: Directed, obeyed: Obeyed): Conduct {
    const { settling, clock, random, log, progress, roundsOf, onClosed, machines, onAcked } = this.#o
    const { directive, jws } = entry
    const { lanes, purpose } = directed.side
    const conduct: Conduct = new Conduct({
      accepted: entry,
      body: directed.body,
      obeyed,
      rounds: directedRounds(directed, { directory: roundsOf(directive), jws, random, machines }),
      lanes: lanes.smscs.length * lanes.bindsEach,
      machine: machines?.name ?? null,
      mutex: this.#mutexes[purpose],
      log: withDirective(log, entry.directive),
      clock,
      settling,
      onNews: () => progress.tell(conduct),
      onAcked,
      onClosed: closing => onClosed(entry, closing),
      onLeft: () => this.#left(directive),
    })
    return conduct
  }

  #obey(conduct: Conduct, order: OrderBody): void {
    const { progress, log, records } = this.#o
    const entry = conduct.obey(order)
    if (entry === null) return
    const { directive, sequence, wish } = entry
    progress.tell(conduct)
    log.info('order applied', { directive, sequence, wish })
    records.note(entry)
  }
}

/** The one side of it: a directive of one purpose has no way to the lanes of the other. */
function directedRounds(directed: Directed, more: Omit<RoundsOptions<Purpose>, 'body' | 'side'>): LegRounds {
  return directed.side.purpose === 'live'
    ? new DirectiveRounds<'live'>({ ...more, ...(directed as LiveDirected) })
    : new DirectiveRounds<'exercise'>({ ...more, ...(directed as ExerciseDirected) })
}

type LiveDirected = Extract<Directed, { side: { purpose: 'live' } }>
type ExerciseDirected = Extract<Directed, { side: { purpose: 'exercise' } }>

function withDirective(log: Log, directive: string): Log {
  return {
    info: (event, fields) => log.info(event, { directive, ...fields }),
    warn: (event, fields) => log.warn(event, { directive, ...fields }),
    error: (event, fields) => log.error(event, { directive, ...fields }),
  }
}
