/**
 * What one of an operator's machines does for each directive, as others ask it: `loa operator status` and `yield` by a socket in the
 * node's directory, and Prometheus by a file there, for no port is opened.
 *
 *   metrics.prom   for node_exporter's textfile collector; written anew every 10 s, whole or not at all
 *
 * Knows no log and no round.
 */
import { renameSync, writeFileSync } from 'node:fs'
import type { Server, Socket } from 'node:net'
import { join } from 'node:path'
import type { Timekeeper, Timer } from '../base/clock.ts'
import { askDirectory, lineOf, serveQuestions } from '../base/control-socket.ts'
import type { DirectiveState } from '../directive/documents.ts'
import type { HeldRoster } from '../directive/statement.ts'
import type { Conduct } from './conduct.ts'
import type { Does, Machines } from './machines.ts'
import type { Rosters } from './rosters.ts'

/** As `loa operator status --json` prints it. */
export interface MachineStatus {
  /** Null: this machine is the only one. */
  readonly machine: string | null
  readonly isAlone: boolean
  /** Whose signatures count here; null: none is held. */
  readonly roster: HeldRoster | null
  /** That somebody has signed under and that has not come: nothing is performed until it has; null: there is none. */
  readonly rosterAwaited: HeldRoster | null
  readonly directives: readonly {
    readonly directive: string
    readonly state: DirectiveState
    readonly legs: readonly { readonly leg: number; readonly is: string; readonly does: Does | null }[]
  }[]
  /** Of entries of the logs, from when each was first sent until a majority had it. */
  readonly ackSeconds: { readonly count: number; readonly mean: number | null }
}

export const METRICS_FILE = 'metrics.prom'
const WRITE_MS = 10_000
/** Upper bounds of the histogram, in seconds. An entry takes milliseconds, an election some seconds. */
const BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
const DOES = ['sends', 'follows', 'apart'] as const

type Shown = Pick<Conduct, 'directive' | 'state' | 'legs' | 'isClosed'>

export interface MachineStatusOptions {
  readonly machines: Machines | null
  readonly directory: string
  readonly clock: Timekeeper
  readonly conducts: () => Iterable<Shown>
  readonly rosters: Pick<Rosters, 'newest' | 'awaited'>
}

export class MachineStatusReporter {
  readonly #o: MachineStatusOptions
  /** How many entries took no longer than each bound. */
  readonly #within = BOUNDS.map(() => 0)
  #count = 0
  #seconds = 0
  #timer: Timer | null = null

  constructor(options: MachineStatusOptions) {
    this.#o = options
  }

  /** Nothing is written where there is one machine. */
  start(): void {
    if (this.#o.machines === null) return
    this.#write()
    this.#timer = this.#o.clock.after(WRITE_MS, () => this.start())
  }

  close(): void {
    this.#timer?.cancel()
  }

  /** An entry of a log took so many milliseconds. */
  acked(ms: number): void {
    const seconds = ms / 1000
    this.#count++
    this.#seconds += seconds
    for (const [i, bound] of BOUNDS.entries()) if (seconds <= bound) this.#within[i]++
  }

  now(): MachineStatus {
    const { machines, conducts, rosters } = this.#o
    return {
      machine: machines?.name ?? null,
      isAlone: machines?.isAlone ?? false,
      roster: rosters.newest,
      rosterAwaited: rosters.awaited,
      directives: [...conducts()]
        .filter(({ isClosed }) => !isClosed)
        .map(conduct => ({ directive: conduct.directive, state: conduct.state, legs: conduct.legs() })),
      ackSeconds: { count: this.#count, mean: this.#count === 0 ? null : this.#seconds / this.#count },
    }
  }

  /** In the text format of Prometheus. */
  metrics(): string {
    const legs = this.now().directives.flatMap(directive => directive.legs)
    const of = (does: Does) => legs.filter(leg => leg.does === does).length
    const last = legs.findLast(leg => leg.does !== null)
    const buckets = [...BOUNDS.entries()].map(([i, le]) => [String(le), this.#within[i]] as const)
    return [
      '# HELP loa_log_ack_seconds Entries of the logs of legs, from when each was first sent until a majority had it',
      '# TYPE loa_log_ack_seconds histogram',
      ...[...buckets, ['+Inf', this.#count] as const].map(
        ([le, count]) => `loa_log_ack_seconds_bucket{le="${le}"} ${count}`,
      ),
      `loa_log_ack_seconds_sum ${this.#seconds}`,
      `loa_log_ack_seconds_count ${this.#count}`,
      '# HELP loa_owner 1 where this machine owns the leg that it last joined',
      '# TYPE loa_owner gauge',
      `loa_owner ${last?.does === 'sends' ? 1 : 0}`,
      '# HELP loa_legs Legs of directives that are not closed, by what this machine does for them',
      '# TYPE loa_legs gauge',
      ...DOES.map(does => `loa_legs{does="${does}"} ${of(does)}`),
      '',
    ].join('\n')
  }

  /** A disk that takes nothing is told by who needs it. */
  #write(): void {
    const file = join(this.#o.directory, METRICS_FILE)
    try {
      writeFileSync(`${file}.draft`, this.metrics(), { mode: 0o644 })
      renameSync(`${file}.draft`, file)
    } catch {}
  }
}

type StatusQuestion = { readonly ask: 'status' | 'yield' }

/** Call while the directory's lock is held. */
export async function serveStatus(
  directory: string,
  node: { standing: () => MachineStatus; handOver: () => number },
): Promise<Server> {
  return await serveQuestions<StatusQuestion>(directory, {
    sizeMax: 200,
    parse: parseQuestion,
    answer: async ({ ask }, socket) => {
      const answer = ask === 'yield' ? { legs: node.handOver() } : node.standing()
      socket.end(`${JSON.stringify(answer)}\n`)
    },
  })
}

function parseQuestion(line: string): StatusQuestion | null {
  try {
    const { ask } = JSON.parse(line) as { ask?: unknown }
    return ask === 'status' || ask === 'yield' ? { ask } : null
  } catch {
    return null
  }
}

/** How the node of that directory stands; null where none runs. */
export async function askStatus(directory: string): Promise<MachineStatus | null> {
  return (await answerOf(await askDirectory(directory, { ask: 'status' }))) as MachineStatus | null
}

/** Of how many legs other machines go on; null where no node runs in that directory. */
export async function askToYield(directory: string): Promise<number | null> {
  const answer = await answerOf(await askDirectory(directory, { ask: 'yield' }))
  return answer === null ? null : (answer as { legs: number }).legs
}

async function answerOf(socket: Socket | null): Promise<object | null> {
  const line = await lineOf(socket)
  return line === null ? null : (JSON.parse(line) as object)
}
