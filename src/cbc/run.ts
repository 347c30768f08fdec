/**
 * The process that runs a cell broadcast: its book, its connections and its clock around the centre, and what other processes ask of
 * it. An entry is synced before anything that follows from it is done; a stop alone waits for no disk.
 */
import type { Server } from 'node:net'
import type { Timekeeper, Timer } from '../base/clock.ts'
import type { Failure } from '../base/failure.ts'
import type { Random } from '../base/random.ts'
import type { Book, Entry } from '../cbs/book.ts'
import { Centre } from '../cbs/centre.ts'
import { pagesOf } from '../cbs/pages.ts'
import { type CbsState, stateOf } from '../cbs/state.ts'
import { type Answer, type NewText, type Question, serveControl } from './control.ts'
import type { OpenBook } from './directory.ts'
import { cbcFailure } from './failures.ts'
import { Link, type LinkEvent } from './links.ts'
import { type BscUrl, readBscUrl } from './urls.ts'

/** How long BSCs may take to answer before who stops or replaces is told how it stands. */
const TOLD_MS = 10_000
/** After a disk that took nothing. */
const DISK_WAIT_MS = 1000
/** No wait is longer: a clock that was set, or a machine that slept. */
const LOOK_MS = 60_000

export interface RunOptions {
  readonly clock: Timekeeper
  readonly random: Random
  say(event: LinkEvent | { readonly is: 'disk'; readonly failure: Failure }): void
}

export interface Ended {
  readonly state: CbsState
  /** BSCs that have not said that it is off. */
  readonly unclean: readonly string[]
}

export function urlsOf(book: Book): readonly BscUrl[] {
  return book.begun.bscs.flatMap(url => readBscUrl(url) ?? [])
}

/** Of a book that no process runs. */
export function restingState(book: Book): CbsState {
  return stateOf(book, { names: urlsOf(book).map(({ name }) => name), bscs: null })
}

export class RunningCentre {
  readonly #directory: string
  readonly #open: OpenBook
  readonly #options: RunOptions
  readonly #centre: Centre
  readonly #links: readonly Link[]
  readonly #ended = Promise.withResolvers<Ended>()
  #server: Server | null = null
  #timer: Timer | null = null
  /** Who waits for something to happen: they look at each change. */
  readonly #watching = new Set<() => void>()
  #answering: Promise<unknown> = Promise.resolve()
  #appending = 0
  #diskAt = 0
  /** It is carried out already: it comes into the book before anything else does. */
  #unkept: Entry | null = null
  #isClosed = false

  constructor(directory: string, open: OpenBook, options: RunOptions) {
    this.#directory = directory
    this.#open = open
    this.#options = options
    const { clock, random } = options
    const urls = urlsOf(open.book)
    this.#centre = new Centre(open.book, { addresses: urls, random, now: clock.monotonic(), wall: clock.wall() })
    this.#links = urls.map(
      (url, i) =>
        new Link(this.#centre.bscs[i], url, {
          now: () => clock.monotonic(),
          changed: () => this.#look(),
          say: event => options.say(event),
        }),
    )
  }

  /** Fails with cannotListen or fileUnwritable: then nothing was sent. */
  async start(): Promise<void> {
    try {
      for (const link of this.#links) await link.listen()
      this.#server = await serveControl(this.#directory, question => this.#answer(question))
    } catch (error) {
      await this.#close()
      throw error
    }
    this.#look()
  }

  get ended(): Promise<Ended> {
    return this.#ended.promise
  }

  /** What is on the air stays there. */
  interrupt(): void {
    if (!this.#isClosed) void this.#finish()
  }

  /** Until every BSC has answered, or 10 s have passed. */
  async stop(): Promise<Ended> {
    const { clock } = this.#options
    if (this.#centre.book.phase.is === 'onAir') {
      const entry: Entry = { is: 'stopping', at: clock.wall(), why: 'stop' }
      try {
        await this.#append(entry)
      } catch (error) {
        // A disk that is full keeps nothing on the air.
        this.#unkept = entry
        this.#centre.note(entry, clock.monotonic())
        this.#troubled(error as Failure)
      }
    }
    await this.#until(() => this.#centre.book.phase.is === 'ended')
    return this.#now()
  }

  #now(): Ended {
    return { state: this.#centre.state, unclean: this.#centre.unclean }
  }

  /** All that may be done now is done; then the clock is set for the next time. */
  #look(): void {
    if (this.#isClosed) return
    const { clock } = this.#options
    const now = clock.monotonic()
    this.#due(now)
    this.#centre.tick(now)
    for (const link of this.#links) link.act()
    for (const watching of this.#watching) watching()
    if (this.#centre.book.phase.is === 'ended' || this.#centre.hasGivenUp(now)) {
      void this.#finish()
      return
    }
    this.#timer?.cancel()
    this.#timer = clock.after(Math.min(LOOK_MS, this.#nextAt(now) - now), () => this.#look())
  }

  #nextAt(now: number): number {
    if (this.#appending === 0 && this.#diskAt > now) return this.#diskAt
    return Math.max(this.#centre.nextAt(now), this.#appending > 0 ? now + 1 : now)
  }

  /** One entry at a time. */
  #due(now: number): void {
    if (this.#appending > 0 || now < this.#diskAt) return
    const entry = this.#centre.due(now, this.#options.clock.wall())
    if (entry === null) return
    this.#append(entry).catch((failure: Failure) => this.#troubled(failure))
  }

  #troubled(failure: Failure): void {
    this.#diskAt = this.#options.clock.monotonic() + DISK_WAIT_MS
    this.#options.say({ is: 'disk', failure })
    this.#look()
  }

  async #append(entry: Entry): Promise<void> {
    this.#appending += 1
    try {
      await this.#keep()
      await this.#open.journal.append(entry)
      this.#centre.note(entry, this.#options.clock.monotonic())
    } finally {
      this.#appending -= 1
    }
    this.#look()
  }

  async #keep(): Promise<void> {
    if (this.#unkept === null) return
    await this.#open.journal.append(this.#unkept)
    this.#unkept = null
  }

  async #until(isDone: () => boolean): Promise<void> {
    if (isDone()) return
    const { promise, resolve } = Promise.withResolvers<void>()
    const watching = () => {
      if (isDone() || this.#isClosed) resolve()
    }
    const timer = this.#options.clock.after(TOLD_MS, resolve)
    this.#watching.add(watching)
    await promise
    this.#watching.delete(watching)
    timer.cancel()
  }

  async #answer(question: Question): Promise<Answer> {
    const answer = this.#answerTo(question).catch((error: Failure) => ({
      failure: error.code,
      details: error.details ?? {},
    }))
    this.#answering = Promise.all([this.#answering, answer])
    return await answer
  }

  async #answerTo(question: Question): Promise<Answer> {
    if (question.ask === 'state') return this.#now()
    if (question.ask === 'stop') return await this.stop()
    return await this.#replace(question.texts)
  }

  async #replace(texts: readonly NewText[]): Promise<Answer> {
    const directory = this.#directory
    const { broadcasts, phase } = this.#centre.book
    if (phase.is !== 'onAir') throw cbcFailure('cbcNotOnAir', { directory })
    const count = broadcasts.length
    if (texts.length !== count && texts.some(({ id }) => id === null))
      throw cbcFailure('cbcWhichMessage', { directory, count })
    const wall = this.#options.clock.wall()
    const entries = texts.map(({ id, text }, i) => {
      const of = id ?? broadcasts[i]?.id ?? Number.NaN
      const entry = this.#centre.replacement(of, pagesOf(text).text, wall)
      if (entry === null) throw cbcFailure('cbcNoSuchMessage', { directory, id: of })
      return entry
    })
    for (const entry of entries) await this.#append(entry)
    await this.#until(() => this.#centre.isSettled)
    return this.#now()
  }

  async #finish(): Promise<void> {
    if (this.#isClosed) return
    const { phase } = this.#centre.book
    // What BSCs told is kept for who asks later. Without it nothing is lost that counts.
    const told = this.#centre.told()
    await this.#close(async () => {
      await this.#keep().catch(() => {})
      await this.#open.journal.append(told).catch(() => {})
      this.#centre.note(told, this.#options.clock.monotonic())
    })
    const ended = this.#now()
    const isOnAir = phase.is === 'onAir'
    this.#ended.resolve(isOnAir ? { ...ended, state: restingState(this.#centre.book) } : ended)
  }

  async #close(last: () => Promise<void> = async () => {}): Promise<void> {
    this.#isClosed = true
    this.#timer?.cancel()
    for (const watching of this.#watching) watching()
    for (const link of this.#links) link.close()
    await last()
    await this.#answering
    this.#server?.close()
    await this.#open.journal.close()
    this.#open.lock.release()
  }
}
