/**
 * The process around a round: takes the lock, starts the sending thread, answers other processes, passes on wishes.
 * And, where no process runs a round: looks at it, or marks it stopped.
 */

import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { Server, Socket } from 'node:net'
import { hostname } from 'node:os'
import { Worker } from 'node:worker_threads'
import { readAudience } from '../audience/file.ts'
import { lineOf } from '../base/control-socket.ts'
import { Failure } from '../base/failure.ts'
import { type Lock, takeLock } from '../base/lock.ts'
import { ANSWER_END, askControl, type LegQuestion, parseLegQuestion, type Question, serveControl } from './control.ts'
import { audiencePath, type Round, readRound, roundShape } from './directory.ts'
import { DirectoryDisk } from './disk.ts'
import { roundFailure } from './failures.ts'
import { Ledger } from './ledger.ts'
import { readMeta, recover } from './ledger-reader.ts'
import { keyOf, octetsOf, openLegLog } from './leg.ts'
import { sealQuestion } from './leg-questions.ts'
import type { LegAddress } from './log.ts'
import { outcomesCsv } from './outcomes.ts'
import type { FromWorker, LegRole, ToWorker, WorkerTask } from './play.ts'
import { settleAfterCrash } from './recovery.ts'
import type { Ending, Wish } from './round-stage.ts'
import type { SenderEvent, SenderSettings } from './sender.ts'
import { metaOf, type RoundState, type Snapshot, snapshotOf } from './snapshot.ts'
import { markIn } from './standby.ts'
import { Store } from './store.ts'
import { type Tally, tallyOf } from './tally.ts'
import { numberOf } from './templates.ts'

export interface RunOptions {
  readonly settings: SenderSettings
  readonly seed: number
  /** Held already, or null: it is taken. */
  readonly lock: Lock | null
  readonly onEvent: (event: SenderEvent) => void
  /** The ledger of a leg goes on without its log: a person has said that nobody else has it. */
  readonly isAlone?: boolean
  /** A leg that was begun already is not this process's to follow. */
  readonly beginsLeg?: boolean
  /** A round that was stopped goes on. */
  readonly goesOnAfterStop?: boolean
  /** Other machines of the leg may pause, resume and stop the round by the log. */
  readonly obeysLog?: boolean
  /** A log that is away when it begins is waited for, as long as it takes. */
  readonly awaitsLog?: boolean
  readonly onRole?: (role: LegRole) => void
  /** An entry of its log took so many milliseconds. */
  readonly onAcked?: (ms: number) => void
}

export interface Ended {
  readonly ending: Ending
  readonly tally: Tally
}

type SnapshotAnswer = Pick<Extract<FromWorker, { is: 'snapshot' }>, 'snapshot' | 'isKept'>

/** A round that this process runs. */
export class RunningRound {
  readonly #round: Round
  readonly #worker: Worker
  readonly #lock: Lock
  #server: Server | null = null
  #asked = 0
  readonly #answers = new Map<number, (state: SnapshotAnswer) => void>()
  #last: Snapshot | null = null
  #role: LegRole | null = null
  readonly #forwards = new Map<number, (answer: string | null) => void>()
  #shared: Extract<FromWorker, { is: 'ready' }> | null = null
  /** The wish with which it ends, once there is one. */
  #ending: 'stop' | 'interrupt' | null = null
  /** How often this process was asked to pause or to stop: whoever asked it to go on before the last time did not know of it. */
  #holds = 0
  readonly #name = randomUUID()
  readonly ended: Promise<Ended>

  constructor(directory: string, round: Round, lock: Lock, options: RunOptions) {
    this.#round = round
    this.#lock = lock
    const task: WorkerTask = {
      directory,
      round,
      settings: options.settings,
      seed: options.seed,
      isAlone: options.isAlone === true,
      beginsLeg: options.beginsLeg === true,
      name: `${hostname()}:${process.pid}`,
      goesOnAfterStop: options.goesOnAfterStop === true,
      obeysLog: options.obeysLog === true,
      awaitsLog: options.awaitsLog === true,
    }
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
    this.#worker = new Worker(new URL(`./worker.${extension}`, import.meta.url), { workerData: task, stderr: false })
    this.ended = this.#follow(options)
  }

  async serve(directory: string): Promise<void> {
    this.#server = await serveControl(directory, (question, socket) => this.#answer(question, socket))
  }

  wish(wish: Wish): void {
    if (wish === 'stop' || wish === 'interrupt') this.#ending ??= wish
    if (wish !== 'run') this.#holds++
    this.#tell({ wish })
  }

  async tally(): Promise<Tally> {
    return this.#tallyOf((await this.#known()).snapshot)
  }

  #tallyOf(snapshot: Snapshot): Tally {
    return tallyOf(snapshot, {
      shape: roundShape(this.#round),
      message: this.#round.message,
      timeZone: this.#round.timeZone,
    })
  }

  #tell(message: ToWorker): void {
    this.#worker.postMessage(message)
  }

  async #known(): Promise<SnapshotAnswer> {
    if (this.#last !== null) return { snapshot: this.#last, isKept: true }
    const ask = ++this.#asked
    return await new Promise(done => {
      this.#answers.set(ask, done)
      this.#tell({ ask })
    })
  }

  async #follow({ onEvent, onRole, onAcked }: RunOptions): Promise<Ended> {
    try {
      return await new Promise((done, fail) => {
        this.#worker.on('error', fail)
        this.#worker.on('exit', () => fail(new Error('the sending thread ended by itself')))
        this.#worker.on('message', (message: FromWorker) => {
          switch (message.is) {
            case 'ready':
              this.#shared = message
              return
            case 'snapshot':
              this.#answers.get(message.ask)?.(message)
              this.#answers.delete(message.ask)
              return
            case 'event':
              return onEvent(message.event)
            case 'role':
              if (message.role.is !== 'other-owner') this.#role = message.role
              return onRole?.(message.role)
            case 'acked':
              return onAcked?.(message.ms)
            case 'asked':
              return void this.#reply(message.id, message.question)
            case 'forwarded':
              this.#forwards.get(message.id)?.(message.answer)
              this.#forwards.delete(message.id)
              return
            case 'failed':
              return fail(new Failure(message.code, message.kind, message.details))
            case 'ended':
              this.#last = message.snapshot
              for (const answer of this.#answers.values()) answer({ snapshot: message.snapshot, isKept: true })
              this.#answers.clear()
              for (const forwarded of this.#forwards.values()) forwarded(null)
              this.#forwards.clear()
              return done({ ending: message.ending, tally: this.#tallyOf(message.snapshot) })
          }
        })
      })
    } finally {
      this.#server?.close()
      this.#lock.release()
    }
  }

  async #answer(question: Question, socket: Socket): Promise<void> {
    if (question.ask === 'outcomes') return await this.#sendOutcomes(question.only, socket)
    if (question.ask !== 'tally' && this.#role?.is === 'following' && this.#ending === null) {
      const answer = await this.#forward(question.ask)
      socket.end(`${answer ?? JSON.stringify(UNHEARD)}\n`)
      return
    }
    // Whether the owner is to be asked is not known yet: who asks tries again.
    const isJoining = this.#round.leg !== undefined && this.#role === null
    const isEarly = isJoining && question.ask !== 'tally' && this.#ending === null
    const answer = isEarly ? null : await this.#answered(question)
    if (answer === null) socket.destroy()
    else socket.end(`${answer}\n`)
  }

  /** What a standby, or whoever asks by the log, wants of the owner. */
  async #reply(id: number, text: string): Promise<void> {
    const question = parseLegQuestion(text)
    if (question === null) return
    if (question.ask === 'basis') return this.#tell({ reply: id, answer: this.#basis })
    // Under way for long, it is older than what was asked meanwhile.
    if (question.ask === 'run' && question.basis !== this.#basis) return
    const answer = await this.#answered({ ask: question.ask })
    if (answer !== null) this.#tell({ reply: id, answer })
  }

  /** What was asked of this process until now, as a name. */
  get #basis(): string {
    return `${this.#name}/${this.#holds}`
  }

  async #forward(ask: 'pause' | 'run' | 'stop'): Promise<string | null> {
    const answer = await askLeg(ask, async question => {
      const forward = ++this.#asked
      return await new Promise<string | null>(done => {
        this.#forwards.set(forward, done)
        this.#tell({ forward, question })
      })
    })
    // The log tells of a stop, too, and may be first.
    const isStopped = ask === 'stop' && this.#last?.state === 'stopped'
    return answer === null && isStopped ? JSON.stringify(await this.tally()) : answer
  }

  /** The tally once it has done what is asked, as JSON; null where it is for the next process. */
  async #answered(question: Exclude<Question, { ask: 'outcomes' }>): Promise<string | null> {
    if (question.ask === 'stop') return await this.#stopped()
    // What is asked of a process that drains is for the next one: who asks tries again until this one is gone.
    if (question.ask !== 'tally') {
      if (this.#ending !== null) return null
      this.wish(question.ask)
    }
    let known = await this.#known()
    // The thread takes the wish with its next tick. Of a leg that is not this process's any more it counts for nothing.
    for (let i = 0; i < TAKEN_TRIES && !hasTaken(question, known); i++) {
      await new Promise(done => setTimeout(done, TAKEN_WAIT_MS))
      known = await this.#known()
    }
    const isLate = question.ask !== 'tally' && !known.isKept
    return isLate ? null : JSON.stringify(this.#tallyOf(known.snapshot))
  }

  /** A stop is told when it is done, or when it takes long: a centre may be slow to answer what is in flight. */
  async #stopped(): Promise<string | null> {
    if (this.#ending === 'interrupt') return null
    this.wish('stop')
    const late = new Promise<null>(done => {
      setTimeout(done, STOP_TOLD_MS, null).unref()
    })
    const ended = await Promise.race([this.ended, late])
    return JSON.stringify(ended?.tally ?? (await this.tally()))
  }

  async #sendOutcomes(only: readonly number[] | null, socket: Socket): Promise<void> {
    const { snapshot } = await this.#known()
    const shared = this.#shared
    if (shared === null) {
      socket.destroy()
      return
    }
    const ledger = new Ledger(roundShape(this.#round), shared.columns)
    snapshot.statuses.forEach(([status], i) => {
      ledger.statusCodes[i + 1] = status
    })
    const pieces = outcomesCsv(ledger, {
      numberOf: numberOf({
        ...this.#round.audience,
        country: '',
        size: shared.low.length,
        low: shared.low,
        runs: shared.runs,
      }),
      callingCode: this.#round.audience.callingCode,
      only,
    })
    for (const piece of pieces) if (!socket.write(piece)) await once(socket, 'drain')
    socket.end(ANSWER_END)
  }
}

const STOP_TOLD_MS = 5000

/** For a wish to be taken and, with a replicated log, to stand there. */
const TAKEN_TRIES = 400
const TAKEN_WAIT_MS = 10

function hasTaken(question: Question, { snapshot, isKept }: SnapshotAnswer): boolean {
  if (question.ask === 'pause') return isKept && snapshot.state !== 'running'
  if (question.ask === 'run') return isKept && snapshot.state !== 'paused'
  return true
}

/** How long a process that only looks at a resting round may hold its lock, at most: tries, and between them. */
const LOCK_TRIES = 100
const LOCK_WAIT_MS = 50

async function takeLockPatiently(directory: string): Promise<Lock | null> {
  for (let attempt = 1; ; attempt++) {
    const lock = await takeLock(directory, { to: 'write' })
    if (lock !== null || attempt === LOCK_TRIES) return lock
    await new Promise(done => setTimeout(done, LOCK_WAIT_MS))
  }
}

/** Runs a round to its end. Fails with roundRuns when another process has it. */
export async function startRound(directory: string, round: Round, options: RunOptions): Promise<RunningRound> {
  const lock = options.lock ?? (await takeLockPatiently(directory))
  if (lock === null) throw roundFailure('roundRuns', { directory })
  const running = new RunningRound(directory, round, lock, options)
  try {
    await running.serve(directory)
  } catch (error) {
    running.wish('interrupt')
    await running.ended.catch(() => {})
    throw error
  }
  return running
}

/** A round as it lies on disk, while nobody runs it. */
export interface RestingRound {
  readonly round: Round
  readonly ledger: Ledger
  readonly snapshot: Snapshot
  readonly tally: Tally
}

/**
 * Does `resting` while nobody runs the round, or `running` with the answer of the process that does.
 * Between the two it tries again for a while: a process that just starts or ends answers neither way.
 * Who only asks what there is needs no right to write.
 */
export async function eitherWay<T>(
  directory: string,
  question: Question,
  ways: { resting: (round: Round, lock: Lock) => Promise<T>; running: (socket: Socket) => Promise<T | null> },
): Promise<T> {
  const round = readRound(directory)
  const to = question.ask === 'tally' || question.ask === 'outcomes' ? 'read' : 'write'
  for (let attempt = 0; attempt < EITHER_TRIES; attempt++) {
    const lock = await takeLock(directory, { to })
    if (lock !== null) return await ways.resting(round, lock)
    const socket = await askControl(directory, question)
    const answer = socket === null ? null : await ways.running(socket)
    if (answer !== null) return answer
    await new Promise(done => setTimeout(done, EITHER_WAIT_MS))
  }
  throw roundFailure('roundSilent', { directory })
}

/** Longer than a process drains that waits for the last answers, by the default response timeout. */
const EITHER_TRIES = 800
const EITHER_WAIT_MS = 50

/** What a standby answers where no owner of the leg heard what was asked. */
const UNHEARD = { unheard: true } as const

/** One line of JSON; null when the process ended before it answered. Fails where no owner of the leg heard what was asked. */
export async function readTally(socket: Socket, directory: string): Promise<Tally | null> {
  const line = await lineOf(socket)
  if (line === null) return null
  const answer = JSON.parse(line) as Tally | typeof UNHEARD
  if ('unheard' in answer) throw roundFailure('legUnheard', { directory })
  return answer
}

/** Asks whoever owns the leg of a round that no process here runs. Null where nobody answers. */
export async function askOwner(
  round: Round & { readonly leg: LegAddress },
  ask: 'tally' | 'pause' | 'run' | 'stop',
): Promise<Tally | null> {
  const { leg } = round
  const log = await openLegLog(leg, octetsOf(roundShape(round), leg))
  try {
    const answer = await askLeg(
      ask,
      async question =>
        await new Promise<string | null>(done => {
          log.ask(sealQuestion(question, keyOf(leg.key), Date.now()), OWNER_TOLD_MS, done)
        }),
    )
    return answer === null ? null : (JSON.parse(answer) as Tally)
  } finally {
    log.close()
  }
}

/**
 * Its answer; null where nobody answers. To go on takes two questions: one may be held up on its way for a minute, and would otherwise
 * undo a pause that came after it.
 */
async function askLeg(
  ask: 'tally' | 'pause' | 'run' | 'stop',
  put: (question: string) => Promise<string | null>,
): Promise<string | null> {
  const say = async (question: LegQuestion) => await put(JSON.stringify(question))
  if (ask !== 'run') return await say({ ask })
  const basis = await say({ ask: 'basis' })
  return basis === null ? null : await say({ ask, basis })
}

/** Longer than a stop takes to be told. */
const OWNER_TOLD_MS = 6000

/** Gives the pieces of an answer to `write`; false when the process ended before it had told all. */
export async function readPieces(socket: Socket, write: (piece: string) => Promise<void>): Promise<boolean> {
  socket.setEncoding('utf8')
  try {
    for await (const piece of socket as AsyncIterable<string>) {
      const isLast = piece.endsWith(ANSWER_END)
      await write(isLast ? piece.slice(0, -ANSWER_END.length) : piece)
      if (isLast) return true
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error
  }
  return false
}

/** The state that the last synced group says, without reading the whole ledger. */
export function lastState(directory: string): RoundState {
  const disk = new DirectoryDisk(directory, 'read')
  try {
    return snapshotOf(readMeta(disk)).state
  } finally {
    disk.close()
  }
}

/** Reads the ledger; writes nothing. */
export function look(directory: string, round: Round): RestingRound {
  const disk = new DirectoryDisk(directory, 'read')
  try {
    const recovered = recover(disk)
    const snapshot = settleAfterCrash(recovered)
    const { shape } = recovered.ledger
    const tally = tallyOf(snapshot, { shape, message: round.message, timeZone: round.timeZone })
    return { round, ledger: recovered.ledger, snapshot, tally }
  } finally {
    disk.close()
  }
}

/** For `round stop` where no process runs the round: from now on only `resume --stopped` goes on with it. */
export async function markStopped(directory: string, round: Round): Promise<Tally> {
  const disk = new DirectoryDisk(directory, 'write')
  try {
    const recovered = recover(disk)
    if (markIn(recovered.meta) !== null) throw roundFailure('legNotAlone', { directory })
    const settled = settleAfterCrash(recovered)
    const state = settled.state === 'finished' ? 'finished' : 'stopped'
    const snapshot: Snapshot = { ...settled, state, intent: settled.walk }
    const store = new Store(disk, recovered)
    if (settled.state !== state)
      await new Promise<void>((done, fail) =>
        store.commit(metaOf(snapshot), error => (error === null ? done() : fail(error))),
      )
    return tallyOf(snapshot, { shape: recovered.ledger.shape, message: round.message, timeZone: round.timeZone })
  } finally {
    disk.close()
  }
}

export async function restingOutcomes(
  directory: string,
  round: Round,
  only: readonly number[] | null,
): Promise<Generator<string>> {
  const { ledger } = look(directory, round)
  const audience = await readAudience(audiencePath(directory), { shared: false })
  return outcomesCsv(ledger, { numberOf: numberOf(audience), callingCode: round.audience.callingCode, only })
}
