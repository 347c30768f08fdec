/**
 * Sends one round, or follows who sends it. Its thread is `worker.ts`; the process around that (`run.ts`) shows progress and takes wishes.
 *
 *   no log ───────────────────────────────────────────► sender
 *   a log ──joining──► begun by nobody: begin it ─────► sender
 *                 └──► standby ──owner is gone────────► sender
 *
 * Until it has joined it is neither: it looks for the log's servers and for its own place in the log, and an interrupt ends it at once.
 */

import { once } from 'node:events'
import type { MessagePort } from 'node:worker_threads'
import { rankIndex } from '../audience/audience.ts'
import { readAudience } from '../audience/file.ts'
import { systemClock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { seeded } from '../base/random.ts'
import { audiencePath, type Round, roundShape, roundTemplates } from './directory.ts'
import { DirectoryDisk } from './disk.ts'
import type { LegKey } from './entries.ts'
import { roundFailure } from './failures.ts'
import type { Columns, Ledger } from './ledger.ts'
import { type Recovered, recover } from './ledger-reader.ts'
import {
  beginLeg,
  checkRound,
  entryOf,
  keyOf,
  lastOf,
  octetsOf,
  openLegLog,
  placeIn,
  readTerms,
  termsOf,
  writerAt,
} from './leg.ts'
import { SealedQuestions, sealQuestion } from './leg-questions.ts'
import type { LegWriter } from './leg-writer.ts'
import { type LegAddress, type LegLog, type LogEvent, LogNews } from './log.ts'
import { settleAfterCrash } from './recovery.ts'
import type { Ending, Wish } from './round-stage.ts'
import { Sender, type SenderEvent, type SenderSettings } from './sender.ts'
import { type Snapshot, snapshotOf } from './snapshot.ts'
import { socketConnect } from './sockets.ts'
import { ARE_YOU_THERE, markIn, Standby } from './standby.ts'
import { Store } from './store.ts'
import { numberOf } from './templates.ts'

export interface WorkerTask {
  readonly directory: string
  readonly round: Round
  readonly settings: SenderSettings
  readonly seed: number
  /** The ledger of a leg goes on without its log: a person has said that nobody else has it. */
  readonly isAlone: boolean
  /** A leg that was begun already is not this process's to follow. */
  readonly beginsLeg: boolean
  /** Who takes over, for those who read the log. */
  readonly name: string
  /** A round that was stopped goes on. */
  readonly goesOnAfterStop: boolean
  /** Other machines of the leg may pause, resume and stop the round by the log. */
  readonly obeysLog: boolean
  /** A log that is away when it begins is waited for, as long as it takes. */
  readonly awaitsLog: boolean
}

export type ToWorker =
  | { readonly wish: Wish }
  | { readonly ask: number }
  /** For the owner of the leg, from a standby. */
  | { readonly forward: number; readonly question: string }
  /** To what another process asked of this one as the owner. */
  | { readonly reply: number; readonly answer: string }

/** What this process is to its leg. */
export type LegRole =
  | { readonly is: 'following' }
  /** Its predecessor left so many subscribers in doubt. */
  | { readonly is: 'owner'; readonly epoch: number; readonly uncertain: number }
  /** It follows; another process took over. */
  | { readonly is: 'other-owner'; readonly epoch: number }

export type FromWorker =
  | {
      readonly is: 'ready'
      readonly columns: Columns
      readonly low: Uint32Array
      readonly runs: readonly { base: number; from: number }[]
    }
  /** `isKept`: who takes over now knows what was asked of the round. */
  | { readonly is: 'snapshot'; readonly ask: number; readonly snapshot: Snapshot; readonly isKept: boolean }
  | { readonly is: 'event'; readonly event: SenderEvent }
  | { readonly is: 'role'; readonly role: LegRole }
  /** An entry of the log took so many milliseconds. */
  | { readonly is: 'acked'; readonly ms: number }
  | { readonly is: 'asked'; readonly id: number; readonly question: string }
  | { readonly is: 'forwarded'; readonly id: number; readonly answer: string | null }
  | { readonly is: 'ended'; readonly ending: Ending; readonly snapshot: Snapshot }
  | {
      readonly is: 'failed'
      readonly code: string
      readonly kind: Failure['kind']
      readonly details: Failure['details']
    }

/** Posts a message to the thread that started this worker. */
type MessageSink = (message: FromWorker) => void

/** From its beginning; the port is closed with its end. */
export async function play(task: WorkerTask, port: MessagePort): Promise<void> {
  const tell: MessageSink = message => port.postMessage(message)
  try {
    await begin(task, port, tell)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    tell({ is: 'failed', code: error.code, kind: error.kind, details: error.details })
    port.close()
  }
}

async function begin(task: WorkerTask, port: MessagePort, tell: MessageSink): Promise<void> {
  const { directory, round } = task
  const audience = await readAudience(audiencePath(directory), { shared: true })
  if (audience.sha256 !== round.audience.sha256)
    throw roundFailure('audienceChanged', { file: audiencePath(directory) })
  const disk = new DirectoryDisk(directory, 'write')
  const recovered = recover(disk)
  const shape = roundShape(round)
  if (recovered.ledger.shape.entry !== shape.entry || recovered.ledger.shape.subscribers !== shape.subscribers)
    throw roundFailure('ledgerDamaged', { file: 'ledger', at: 0 })
  const { ledger } = recovered
  const { state, accepted, receipts, ids } = ledger
  tell({ is: 'ready', columns: { state, accepted, receipts, ids }, low: audience.low, runs: audience.runs })
  checkLedger(task, recovered)
  const store = new Store(disk, recovered)
  const playing = new Play(
    task,
    { audience, disk, ledger, store, meta: recovered.meta },
    { tell, close: () => port.close() },
  )
  port.on('message', (message: ToWorker) => playing.told(message))
  if (round.leg === undefined) playing.send(settleAfterCrash(recovered), 'run', null)
  else await playing.join(round.leg, recovered)
}

/** A ledger goes on as it began, with its log or without one: else two machines would send to the same subscribers. */
function checkLedger({ directory, round, isAlone }: WorkerTask, { meta }: Recovered): void {
  const hasMark = markIn(meta) !== null
  if (round.leg === undefined && hasMark && !isAlone) throw roundFailure('legNotAlone', { directory })
  if (round.leg !== undefined && !hasMark && snapshotOf(meta).startedAt !== null)
    throw roundFailure('legBegunAlone', { directory, leg: round.leg.name })
}

interface Parts {
  readonly audience: Awaited<ReturnType<typeof readAudience>>
  readonly disk: DirectoryDisk
  readonly ledger: Ledger
  readonly store: Store
  /** What the ledger said at the start. */
  readonly meta: Recovered['meta']
}

/** One round, from whatever it is to its leg at first to its end. */
class Play {
  readonly #task: WorkerTask
  readonly #parts: Parts
  readonly #key: LegKey
  #log: LegLog | null = null
  readonly #logNews = new LogNews()
  /** It was asked to end before it has joined its leg. */
  readonly #left = new AbortController()
  #now: { readonly sender: Sender } | { readonly standby: Standby } | null = null
  /** What was wished before there was anybody to wish it of. */
  #wish: Wish | null = null
  #asked = 0
  #hasToldOfCanary = false
  readonly #replies = new Map<number, (answer: string) => void>()

  readonly #tell: MessageSink
  readonly #close: () => void

  constructor(task: WorkerTask, parts: Parts, { tell, close }: { tell: MessageSink; close: () => void }) {
    this.#task = task
    this.#parts = parts
    this.#tell = tell
    this.#close = close
    this.#key = keyOf(task.round.leg?.key ?? null)
  }

  told(message: ToWorker): void {
    if ('wish' in message) this.#wished(message.wish)
    else if ('ask' in message)
      this.#tell({
        is: 'snapshot',
        ask: message.ask,
        snapshot: this.#snapshot(),
        isKept: this.#now === null || !('sender' in this.#now) || this.#now.sender.isWishKept,
      })
    else if ('forward' in message) this.#forward(message.forward, message.question)
    else {
      this.#replies.get(message.reply)?.(message.answer)
      this.#replies.delete(message.reply)
    }
  }

  /** Begins the leg or follows it, unless it is to end before it can do either. */
  async join(leg: LegAddress, recovered: Recovered): Promise<void> {
    const { signal } = this.#left
    const left = once(signal, 'abort')
    const looking = setInterval(() => this.#lookAtLog(), JOINING_LOOK_MS)
    const joining = this.#place(leg, recovered)
    try {
      await Promise.race([joining, left])
    } catch (error) {
      if (!signal.aborted) {
        this.#log?.close()
        throw error
      }
    } finally {
      clearInterval(looking)
    }
    if (!signal.aborted) {
      ;(await joining)()
      return
    }
    void joining.catch(() => {}) // it was not waited for
    const snapshot = settleAfterCrash(recovered)
    this.#ended({ is: 'interrupted' }, snapshot)
  }

  /** What it is to its leg: given as what begins it. */
  async #place(leg: LegAddress, recovered: Recovered): Promise<() => void> {
    const log = await this.#opened(leg)
    const { round, beginsLeg, name, goesOnAfterStop } = this.#task
    const times = { clock: systemClock, acked: (ms: number) => this.#tell({ is: 'acked', ms }) }
    const mark = markIn(recovered.meta)
    if (mark === null && (await lastOf(log, leg.name)) === 0) {
      const writer = await beginLeg(log, termsOf(round), { leg, ...times })
      if (writer !== null)
        return () => this.#own({ snapshot: settleAfterCrash(recovered), wish: 'run', uncertain: 0 }, writer)
    }
    if (mark === null && beginsLeg) throw roundFailure('legTaken', { leg: leg.name })
    checkRound(round, readTerms(await entryOf(log, leg.name, 1), leg), leg.name)
    const place = await placeIn(log, mark, leg)
    const standby = new Standby({
      log,
      ledger: recovered.ledger,
      store: this.#parts.store,
      meta: recovered.meta,
      mark,
      place,
      writerAt: place => writerAt(log, place, { ...times, key: this.#key }),
      key: this.#key,
      name,
      goesOnAfterStop,
      clock: systemClock,
      tookOver: epoch => this.#tell({ is: 'role', role: { is: 'other-owner', epoch } }),
      ended: (ending, writer) => {
        if (ending.is !== 'owner') return this.#ended(ending, ending.snapshot)
        if (writer !== null) this.#own(ending, writer)
      },
    })
    return () => {
      this.#now = { standby }
      this.#tell({ is: 'role', role: { is: 'following' } })
      if (this.#wish === 'stop') this.#passStopOn()
      this.#tick(standby)
    }
  }

  async #opened(leg: LegAddress): Promise<LegLog> {
    const { round, awaitsLog } = this.#task
    const { signal } = this.#left
    const log = await openLegLog(leg, octetsOf(roundShape(round), leg), {
      until: signal,
      ...(awaitsLog && { away: why => this.#tellOfLog(this.#logNews.told(why, systemClock.monotonic())) }),
    })
    if (signal.aborted) log.close()
    this.#log = log
    return log
  }

  #own({ snapshot, wish, uncertain }: { snapshot: Snapshot; wish: Wish; uncertain: number }, writer: LegWriter): void {
    this.#parts.store.writesTo(writer)
    const questions = new SealedQuestions(this.#key, Date.now)
    this.#log?.answer((text, reply) => {
      if (text === ARE_YOU_THERE) return reply('yes')
      const question = this.#task.obeysLog ? questions.open(text) : null
      if (question === null) return
      const id = ++this.#asked
      this.#replies.set(id, reply)
      this.#tell({ is: 'asked', id, question })
    })
    this.#tell({ is: 'role', role: { is: 'owner', epoch: writer.place.epoch, uncertain } })
    this.#tellOfCanary(snapshot)
    this.send(snapshot, wish, writer)
  }

  send(snapshot: Snapshot, wish: Wish, writer: LegWriter | null): void {
    const { round, settings, seed } = this.#task
    const { audience, ledger, store } = this.#parts
    const index = rankIndex(audience)
    const sender = new Sender({
      ledger,
      store,
      hasStandbys: writer !== null,
      snapshot,
      settings,
      smscs: Array.from({ length: round.bindsEach }, () => round.smscs).flat(),
      numberOf: numberOf(audience),
      rankOf: number => index.rankOf(number),
      callingCode: round.audience.callingCode,
      templates: roundTemplates(round),
      connect: socketConnect(),
      clock: systemClock,
      wall: Date.now,
      random: seeded(seed),
      report: event => this.#tell({ is: 'event', event }),
      ended: ending => this.#ended(ending, sender.snapshot()),
    })
    this.#now = { sender }
    if (wish !== 'run') sender.wish(wish)
    if (this.#wish !== null) sender.wish(this.#wish)
    this.#tick(sender)
  }

  #wished(wish: Wish): void {
    this.#wish = wish
    if (this.#now === null) {
      if (wish === 'interrupt' && this.#task.round.leg !== undefined) this.#left.abort()
      return
    }
    if ('sender' in this.#now) this.#now.sender.wish(wish)
    else if (wish === 'interrupt') this.#now.standby.end()
    else if (wish === 'stop') this.#passStopOn()
  }

  /** The owner may not have heard of it; until it has, it is asked again. */
  #passStopOn(): void {
    if (this.#now === null || 'sender' in this.#now || this.#now.standby.hasEnded) return
    this.#forward(PASSED_ON, JSON.stringify({ ask: 'stop' }))
    setTimeout(() => this.#passStopOn(), FORWARD_MS).unref()
  }

  /** Once: the owner has paused by itself after its first subscribers. What was wished before does not let it go on. */
  #tellOfCanary({ isPaused, canaryDone, walk }: Snapshot): void {
    const { canary } = this.#task.settings
    const isAtCanary = canary > 0 && isPaused && canaryDone && walk <= canary
    if (!isAtCanary || this.#hasToldOfCanary) return
    this.#hasToldOfCanary = true
    if (this.#wish === 'run') this.#wish = null
    this.#tell({ is: 'event', event: { is: 'canary', subscribers: canary } })
  }

  #snapshot(): Snapshot {
    if (this.#now === null) return { ...snapshotOf(this.#parts.meta), state: 'joining' }
    return 'sender' in this.#now ? this.#now.sender.snapshot() : this.#now.standby.snapshot()
  }

  #forward(id: number, question: string): void {
    const told = (answer: string | null) => this.#tell({ is: 'forwarded', id, answer })
    if (this.#log === null) told(null)
    else this.#log.ask(sealQuestion(question, this.#key, Date.now()), FORWARD_MS, told)
  }

  #tick(who: Sender | Standby): void {
    const tick = () => {
      if (who instanceof Standby) this.#tellOfCanary(who.snapshot())
      const wait = who.tick()
      this.#lookAtLog()
      if (!who.hasEnded) setTimeout(tick, wait)
    }
    tick()
  }

  #lookAtLog(): void {
    if (this.#log === null) return
    this.#tellOfLog(this.#logNews.of(this.#log.health(), systemClock.monotonic()))
  }

  #tellOfLog(event: LogEvent | null): void {
    if (event !== null) this.#tell({ is: 'event', event })
  }

  #ended(ending: Ending, snapshot: Snapshot): void {
    this.#tell({ is: 'ended', ending, snapshot })
    this.#parts.disk.close()
    const leave = () => {
      this.#log?.answer(null)
      this.#log?.close()
      this.#close()
    }
    // Who asked for the end by the log is told that it has come.
    if (this.#replies.size > 0) setTimeout(leave, LAST_WORDS_MS)
    else leave()
  }
}

/** Nobody waits for the answer to this one. */
const PASSED_ON = 0
/** How long the owner's answer to what a standby passes on is waited for: longer than it takes to stop. */
const FORWARD_MS = 6000
const LAST_WORDS_MS = 500
const JOINING_LOOK_MS = 200
