/**
 * The demo from its beginning to its end: lists, audiences, five rounds, the month's account. Shows nothing by itself:
 * what happens is told to a `Watcher`.
 *
 * Invariant: when it returns or throws, no child of its runs any more, and what it put into `directory` is there only
 * if that was asked for.
 */
import { mkdir, open, rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Count } from '../../../tools/smsc/count.ts'
import { loadPlan } from '../../audience/numbering.ts'
import { Failure, reason } from '../../base/failure.ts'
import { shapeOf } from '../../round/shape.ts'
import type { MessageFacts, Tally } from '../../round/tally.ts'
import { split } from '../../text/split.ts'
import { Children, lastSentence } from '../children/children.ts'
import { type Account, accountOf, sumOf } from './counts.ts'
import { LIST_HEADER, listPieces, ROW_BYTES } from './lists.ts'
import { DEMO_MESSAGE } from './message.ts'
import { type DemoOperator, operatorsOf } from './operators.ts'
import { type Killed, playTurn } from './play.ts'
import { type Mishap, receiptsEach, turnOf } from './turns.ts'

export interface TurnAccount extends Account {
  /** From 1. */
  readonly round: number
  readonly mishap: Mishap
  readonly tally: Tally
  readonly count: Count
  readonly killed: Killed | null
}

export interface OperatorMonth {
  readonly operator: DemoOperator
  /** Of its subscriber list. */
  readonly list: { readonly duplicates: number; readonly rejected: number }
  readonly turns: readonly TurnAccount[]
  readonly sum: Account
}

export interface Month {
  readonly scale: number
  readonly message: MessageFacts
  readonly operators: readonly OperatorMonth[]
  readonly sum: Account
  readonly seconds: number
}

export interface Plans {
  readonly operators: readonly DemoOperator[]
  readonly message: MessageFacts
  /** Disk that will be taken at the most, and that is free. */
  readonly bytesNeeded: number
  readonly bytesFree: number
}

export interface Watcher {
  roundBegins(round: number): void
  /** An operator's round as it stands. */
  tally(operator: DemoOperator, tally: Tally): void
  turnEnds(operator: DemoOperator, turn: TurnAccount): void
  roundEnds(round: number, turns: readonly TurnAccount[], seconds: number): void
}

export interface DemoOptions {
  readonly scale: number
  readonly rounds: number
  readonly directory: string
  /** Leave lists, audiences and rounds where they are. */
  readonly keep: boolean
  readonly stop: AbortSignal
}

/**
 * Operators whose round runs at the same time. Each is two processes, of which some wait for their centre: on two cores
 * more of them start later and end no sooner.
 */
const AT_ONCE = 4

/** Files of a round that have the same size however small it is. */
const ROUND_BYTES_MIN = 6 << 20

/** Fails with demoNoSpace. */
export async function planDemo(options: DemoOptions): Promise<Plans> {
  const operators = operatorsOf(await loadPlan('VN'), options.scale)
  const { encoding, units, segments } = split(DEMO_MESSAGE)
  const rounds = options.keep ? options.rounds : 1
  const bytesNeeded = operators
    .map(({ subscribers }) => {
      const { entry } = shapeOf({ subscribers, segments, receipts: 'all' })
      // Number and ledger entry, and journals of at most about as much again.
      const round = subscribers * (4 + entry + 4) + ROUND_BYTES_MIN
      return subscribers * (ROW_BYTES + 4) + rounds * round
    })
    .reduce((sum, bytes) => sum + bytes, 0)
  const { bavail, bsize } = await statfs(options.directory)
  const bytesFree = bavail * bsize
  if (bytesFree < bytesNeeded)
    throw new Failure('demoNoSpace', {
      directory: options.directory,
      needed: gigabytes(bytesNeeded),
      free: gigabytes(bytesFree),
    })
  return { operators, message: { encoding, units, segments }, bytesNeeded, bytesFree }
}

/** With one digit after the point. */
export function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(1)
}

/** Fails with demoTurnFailed, demoStopped, fileUnwritable. */
export async function runDemo(
  plans: Plans,
  options: DemoOptions,
  watcher: Watcher,
): Promise<Month> {
  const started = performance.now()
  const children = new Children()
  const onStop = () => void children.endAll()
  options.stop.addEventListener('abort', onStop)
  try {
    const stage = new Stage(plans, options, watcher, children)
    const operators = await stage.play()
    return {
      scale: options.scale,
      message: plans.message,
      operators,
      sum: sumOf(operators.map(each => each.sum)),
      seconds: (performance.now() - started) / 1000,
    }
  } finally {
    options.stop.removeEventListener('abort', onStop)
    await children.endAll()
  }
}

class Stage {
  readonly #plans: Plans
  readonly #options: DemoOptions
  readonly #watcher: Watcher
  readonly #children: Children

  constructor(plans: Plans, options: DemoOptions, watcher: Watcher, children: Children) {
    this.#plans = plans
    this.#options = options
    this.#watcher = watcher
    this.#children = children
  }

  async play(): Promise<OperatorMonth[]> {
    const { operators } = this.#plans
    await writeFile(this.#file('message.txt'), `${DEMO_MESSAGE}\n`)
    const lists = await allOf(operators, operator => this.#buildAudience(operator))
    const turns: TurnAccount[][] = operators.map(() => [])
    for (let round = 1; round <= this.#options.rounds; round++) {
      const started = performance.now()
      this.#watcher.roundBegins(round)
      await mkdir(this.#file(`round-${round}`))
      const played = await allOf(operators, operator => this.#turn(operator, round))
      for (const [i, turn] of played.entries()) turns[i].push(turn)
      this.#watcher.roundEnds(round, played, (performance.now() - started) / 1000)
    }
    return operators.map((operator, i) => ({
      operator,
      list: lists[i],
      turns: turns[i],
      sum: sumOf(turns[i]),
    }))
  }

  #file(name: string): string {
    return join(this.#options.directory, name)
  }

  /** A list as its database exports it, then `loa audience build` of it. */
  async #buildAudience(operator: DemoOperator): Promise<OperatorMonth['list']> {
    const list = this.#file(`${operator.id}.csv`)
    await this.#writeList(operator, list)
    const build = this.#children.loa([
      ...['audience', 'build', this.#file(`${operator.id}.loa`), '--from', list, '--json'],
    ])
    const { code, stdout, stderr } = await build.exit
    if (this.#options.stop.aborted) throw new Failure('demoStopped')
    if (code !== 0)
      throw new Failure('demoTurnFailed', {
        operator: operator.name,
        code: code ?? 'SIGKILL',
        why: lastSentence(stderr),
      })
    if (!this.#options.keep) await rm(list)
    const { duplicates, rejected } = JSON.parse(stdout) as OperatorMonth['list']
    return { duplicates, rejected }
  }

  async #writeList(operator: DemoOperator, path: string): Promise<void> {
    try {
      const file = await open(path, 'wx', 0o600)
      try {
        await file.write(LIST_HEADER)
        for (const piece of listPieces(operator)) {
          if (this.#options.stop.aborted) throw new Failure('demoStopped')
          await file.write(piece)
        }
      } finally {
        await file.close()
      }
    } catch (error) {
      if (error instanceof Failure) throw error
      throw new Failure('fileUnwritable', { file: path, why: reason(error) })
    }
  }

  async #turn(operator: DemoOperator, round: number): Promise<TurnAccount> {
    const { segments } = this.#plans.message
    const turn = turnOf(operator, round, segments)
    const directory = this.#file(join(`round-${round}`, operator.id))
    const { tally, count, killed } = await playTurn({
      operator,
      turn,
      files: {
        directory,
        message: this.#file('message.txt'),
        audience: this.#file(`${operator.id}.loa`),
      },
      children: this.#children,
      stop: this.#options.stop,
      onTally: now => this.#watcher.tally(operator, now),
    })
    if (!this.#options.keep) await rm(directory, { recursive: true })
    const account = accountOf(tally, count, receiptsEach(turn, segments))
    const played = { ...account, round, mishap: turn.mishap, tally, count, killed }
    this.#watcher.turnEnds(operator, played)
    return played
  }
}

/** All of them, at most AT_ONCE at a time, in order; the first failure, but only once all begun have ended. */
async function allOf<T, Item>(
  items: readonly Item[],
  act: (item: Item) => Promise<T>,
): Promise<T[]> {
  const results: T[] = []
  let next = 0
  let failed: { error: unknown } | null = null
  const worker = async () => {
    while (next < items.length && failed === null) {
      const i = next++
      try {
        results[i] = await act(items[i])
      } catch (error) {
        failed ??= { error }
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  if (failed !== null) throw (failed as { error: unknown }).error
  return results
}
