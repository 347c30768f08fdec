/**
 * An operator's node: takes directives from the authority, carries them out, reports, and outlives both of them.
 *
 *   agenda ─► orders ─► conducts (at once) ─► journal
 *      └────► directives ─► verify ─► examine ─► prepare ─► journal ─► acknowledge ─► conduct ─► return
 *
 *      └────► lists of what is free ─► list-taker.ts
 *
 * Calls out only. What is accepted is carried out though the authority is away, and though this process dies: the next
 * one goes on by itself.
 *
 * Invariants: nothing begins before its acceptance is in the journal; nothing is acknowledged or returned before that is
 * in the journal; an order is obeyed before it is written down.
 */
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { systemClock } from '../base/clock.ts'
import { Failure, reason } from '../base/failure.ts'
import type { Random } from '../base/random.ts'
import {
  type AcknowledgementBody,
  agenda as agendaSchema,
  type DirectiveBody,
  directiveBody,
  type HelloBody,
  type OrderBody,
  operatorId,
  orderBody,
  type ProgressBody,
  purpose,
  type RefusalReason,
  type ReturnBody,
  uuid,
} from '../directive/documents.ts'
import { sha256Of, verify } from '../directive/signing.ts'
import { type Lock, takeLock } from '../round/lock.ts'
import { AuthorityLink, type LinkLimits } from './authority-link.ts'
import { backoffMs } from './backoff.ts'
import { type Closing, Conduct } from './conduct.ts'
import { Courier, type Document } from './courier.ts'
import { examine, type Holdings } from './examine.ts'
import { isListEntry, type ListEntry } from './held-lists.ts'
import { Journal } from './journal.ts'
import { SETTLING, type Settling } from './leg.ts'
import { ListTaker } from './list-taker.ts'
import { type ListFile, ListShelf } from './lists.ts'
import type { Log } from './log.ts'
import {
  type Accepted,
  type DirectiveRecord,
  type JournalEntry,
  Memory,
  NOT_ORDERED,
} from './memory.ts'
import { type PrepareTask, prepareApart } from './prepare.ts'
import { DirectiveRounds } from './rounds.ts'
import { type Directed, directedTo, type Lanes, type Sides } from './sides.ts'
import { Turns } from './turns.ts'

export interface NodeOptions {
  /** Its own: journal, lists, rounds. */
  readonly directory: string
  readonly keyFile: string
  readonly url: string
  /** A file for each list. */
  readonly lists: {
    readonly audience: string
    readonly provinces: readonly { code: string; asOf: string; file: string }[]
    readonly excludes: readonly { name: string; file: string }[]
    readonly languages: readonly { language: string; file: string }[]
  }
  readonly lanes: Lanes<'live'>
  readonly exercise: { readonly audience: string; readonly lanes: Lanes<'exercise'> } | null
  readonly country: string
  readonly version: string
  readonly log: Log
  readonly random: Random
  /** Milliseconds since 1970. */
  readonly wall: () => number
  /** Asks the imports of the start to end. */
  readonly signal: AbortSignal
  readonly limits?: LinkLimits
  readonly settling?: Settling
}

const PROGRESS_MS = 1000
/** Unchanged progress is told so often all the same, so that the authority sees that the node is there. */
const PROGRESS_SAME_MS = 10_000
/** A directive that could not be prepared, for want of disk, is tried again. */
const ADMIT_AGAIN_MS = 30_000
/** How long the end of this process waits for the authority to hear of it. */
const LAST_WORD_MS = 1000
/** Documents whose signature was wrong: each is told once, up to so many. */
const REFUSED_TOLD_MAX = 1000
/** Orders for directives that have not come yet. */
const ORDERS_MAX = 2000

export class OperatorNode {
  readonly #o: NodeOptions
  readonly #lock: Lock
  readonly #link: AuthorityLink
  readonly #journal: Journal
  readonly #memory: Memory
  readonly #holdings: Holdings
  readonly #courier: Courier
  readonly #lists: ListTaker
  /** The lanes of the two sides have nothing to do with each other. */
  readonly #turns = { live: new Turns(), exercise: new Turns() }
  readonly #conducts = new Map<string, Conduct>()
  /** Of directives that have not been accepted (yet): the highest. */
  readonly #orders = new Map<string, OrderBody>()
  /** JWS of orders that were looked at. */
  readonly #ordersSeen = new Map<string, string>()
  readonly #toldAgain = new Set<string>()
  readonly #refusedTold = new Set<string>()
  readonly #lastProgress = new Map<string, { told: string; at: number }>()
  readonly #closings = new Set<Promise<void>>()
  #directives: readonly string[] = []
  #admission: Promise<void> = Promise.resolve()
  #isClosed = false
  #timers: NodeJS.Timeout[] = []
  #following: Promise<void> = Promise.resolve()
  #wake: () => void = () => {}

  private constructor(
    options: NodeOptions,
    parts: {
      lock: Lock
      link: AuthorityLink
      journal: Journal
      memory: Memory
      listEntries: readonly ListEntry[]
      holdings: Holdings
    },
  ) {
    this.#o = options
    this.#lock = parts.lock
    this.#link = parts.link
    this.#journal = parts.journal
    this.#memory = parts.memory
    this.#holdings = parts.holdings
    this.#courier = new Courier({
      link: parts.link,
      random: options.random,
      log: options.log,
      taken: document => this.#taken(document),
    })
    this.#lists = new ListTaker({
      directory: options.directory,
      journal: parts.journal,
      entries: parts.listEntries,
      link: parts.link,
      log: options.log,
      wall: options.wall,
      bring: document => this.#courier.bring(document),
      hasRoundSerial: serial => this.#memory.hasSerial(serial),
    })
  }

  /** Resolves once it is at work; the authority may be away. */
  static async start(options: NodeOptions): Promise<OperatorNode> {
    const { directory, keyFile: file, url, log, wall, limits } = options
    const link = await AuthorityLink.open({ url, file, log, wall, ...(limits && { limits }) })
    makeDirectory(directory)
    const lock = await takeLock(directory, { to: 'write' })
    if (lock === null) throw new Failure('nodeRuns', { directory })
    try {
      const { journal, entries } = await Journal.open(join(directory, 'journal.jsonl'))
      const memory = new Memory()
      const listEntries = entries.filter(isListEntry)
      for (const entry of entries) if (!isListEntry(entry)) memory.add(entry as JournalEntry)
      const holdings = await takeHoldings(options, link.operator)
      const parts = { lock, link, journal, memory, listEntries, holdings }
      const node = new OperatorNode(options, parts)
      await node.#goOn()
      return node
    } catch (error) {
      lock.release()
      throw error
    }
  }

  /** Drains all rounds. The number of directives that are not closed. */
  async close(): Promise<{ unfinished: number }> {
    this.#isClosed = true
    this.#wake()
    for (const timer of this.#timers) clearInterval(timer)
    const open = [...this.#conducts.values()].filter(({ closing }) => closing === null)
    await Promise.all(open.map(conduct => conduct.interrupt()))
    for (const conduct of open) this.#tellProgressOf(conduct)
    await this.#courier.close(LAST_WORD_MS)
    this.#link.close()
    await this.#following
    await this.#admission
    await this.#lists.close()
    await Promise.all(this.#closings)
    await this.#journal.close()
    this.#lock.release()
    return { unfinished: open.length }
  }

  // At the start.

  async #goOn(): Promise<void> {
    this.#clearDrafts()
    this.#lists.start()
    for (const record of this.#memory.all()) {
      const { entry, returned } = record
      if (!record.isAcknowledged) this.#bringAcknowledgement(record)
      if (entry.is !== 'accepted') continue
      if (returned === null) await this.#conductAgain(entry, record.obeyed)
      else if (!returned.isTaken) this.#bringReturn(entry, returned.jws)
    }
    this.#timers.push(setInterval(() => this.#tellProgress(), PROGRESS_MS))
    this.#following = this.#follow()
  }

  /** One whose files are damaged stays open and holds up no other. */
  async #conductAgain(entry: Accepted, obeyed: DirectiveRecord['obeyed']): Promise<void> {
    try {
      await this.#conduct(entry, obeyed)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      const { directive } = entry
      this.#o.log.error('a directive cannot go on', { directive, why: error.sentence('en') })
    }
  }

  /** Rounds of directives that a crash left without an acceptance: nothing of them was ever sent. */
  #clearDrafts(): void {
    const rounds = join(this.#o.directory, 'rounds')
    mkdirSync(rounds, { recursive: true, mode: 0o700 })
    for (const name of readdirSync(rounds))
      if (this.#memory.accepted(name) === null)
        rmSync(join(rounds, name), { recursive: true, force: true })
  }

  // The authority.

  async #follow(): Promise<void> {
    let tries = 0
    let isAway = false
    while (!this.#isClosed) {
      const hello = await this.#link.post('/node/v1/hello', this.#hello())
      let why = hello.is === 'away' ? hello.why : ''
      if (hello.is === 'refused') why = `hello refused: ${hello.code || hello.status}`
      if (hello.is === 'ok') {
        await this.#lists.giveBack(hello.body)
        const end = await this.#link.follow(
          '/node/v1/agenda',
          (event, data) => {
            if (event === 'agenda') tries = 0
            this.#heard(event, data)
          },
          () => {
            isAway = false
            this.#toldAgain.clear()
            this.#o.log.info('connected to the authority')
            this.#courier.kick()
          },
        )
        if (end.is === 'refused') why = `agenda refused: ${end.code || end.status}`
        else why = end.is === 'away' ? end.why : end.is
      }
      if (this.#isClosed) return
      if (!isAway) this.#o.log.warn('the authority is away; work goes on', { why })
      isAway = true
      await this.#wait(backoffMs(++tries, this.#o.random))
    }
  }

  async #wait(ms: number): Promise<void> {
    await new Promise<void>(done => {
      const timer = setTimeout(done, ms)
      this.#wake = () => {
        clearTimeout(timer)
        done()
      }
    })
  }

  #hello(): HelloBody {
    const { sides, lists } = this.#holdings
    const { audience, lanes } = sides.live
    return {
      version: this.#o.version.slice(0, 40),
      clock: new Date(this.#o.wall()).toISOString(),
      subscribers: audience.subscribers,
      audienceSha256: audience.sha256,
      provinces: lists.provinces.map(({ code, asOf, list }) => ({
        code,
        asOf,
        subscribers: list.subscribers,
      })),
      excludes: lists.excludes.map(({ name, list }) => ({ name, subscribers: list.subscribers })),
      languages: lists.languages.map(({ language, list }) => ({
        language,
        subscribers: list.subscribers,
      })),
      exercise:
        sides.exercise === null ? null : { subscribers: sides.exercise.audience.subscribers },
      lanes: lanes.smscs.length * lanes.bindsEach,
      segmentsPerSecond: lanes.tps,
      serialMax: Math.max(this.#memory.serialMax, this.#lists.serialMax),
      freeList: this.#lists.newest,
    }
  }

  #heard(event: string, data: string): void {
    if (event !== 'agenda' || this.#isClosed) return
    const parsed = agendaSchema.safeParse(jsonOf(data))
    if (!parsed.success) return this.#o.log.warn('an agenda that cannot be read')
    const { items, lists } = parsed.data
    this.#lists.take(lists ?? [])
    this.#directives = items.map(({ directive }) => directive)
    // Orders first, each by itself: a stop waits for nothing.
    const ordered = Promise.all(items.map(async ({ order }) => await this.#takeOrder(order)))
    this.#admit(ordered)
  }

  // Orders.

  async #takeOrder(jws: string): Promise<void> {
    const sha = sha256Of(jws)
    if (this.#ordersSeen.get(sha) === jws) return
    let order: OrderBody
    try {
      order = await verify(jws, {
        type: 'order',
        key: this.#link.authorityKey,
        schema: orderBody,
      })
    } catch (error) {
      return this.#tellRefused(sha, 'order', error)
    }
    if (order.operator !== this.#link.operator)
      return this.#tellRefused(sha, 'order', new Error('it is for another operator'))
    if (this.#ordersSeen.size >= ORDERS_MAX) this.#ordersSeen.clear()
    this.#ordersSeen.set(sha, jws)
    const conduct = this.#conducts.get(order.directive)
    if (conduct === undefined) return this.#keepOrder(order)
    this.#obey(conduct, order)
  }

  #keepOrder(order: OrderBody): void {
    const before = this.#orders.get(order.directive)
    // A stop is for good, whatever came after it.
    if (before !== undefined && (before.wish === 'stop' || before.sequence >= order.sequence))
      return
    if (this.#memory.accepted(order.directive)?.returned) return
    if (this.#orders.size >= ORDERS_MAX) {
      this.#orders.clear()
      this.#ordersSeen.clear()
    }
    this.#orders.set(order.directive, order)
  }

  #obey(conduct: Conduct, order: OrderBody): void {
    const entry = conduct.obey(order)
    if (entry === null) return
    const { directive, sequence, wish } = entry
    this.#tellProgressOf(conduct)
    this.#o.log.info('order obeyed', { directive, sequence, wish })
    this.#memory.add(entry)
    this.#journal.append(entry).catch((error: unknown) => this.#journalFailed(error))
  }

  #journalFailed(error: unknown): void {
    this.#o.log.error('the journal cannot be written', { why: reason(error) })
  }

  // Directives.

  /** One after another, in the order of their serials; what is known already is only told again. */
  #admit(ordered: Promise<unknown>): void {
    this.#admission = this.#admission
      .then(async () => {
        await ordered
        await this.#admitAll()
      })
      .catch((error: unknown) => {
        if (this.#isClosed) return
        const why = error instanceof Failure ? error.sentence('en') : reason(error)
        this.#o.log.error('a directive could not be prepared; it is tried again', { why })
        const timer = setTimeout(() => this.#admit(Promise.resolve()), ADMIT_AGAIN_MS)
        this.#timers.push(timer)
      })
  }

  async #admitAll(): Promise<void> {
    const fresh: { jws: string; sha256: string; body: DirectiveBody }[] = []
    for (const jws of this.#directives) {
      const sha256 = sha256Of(jws)
      const known = this.#memory.byDigest(sha256)
      if (known !== null) {
        this.#tellAgain(known)
        continue
      }
      const body = await this.#verified(jws, sha256)
      if (body !== null) fresh.push({ jws, sha256, body })
    }
    fresh.sort((a, b) => a.body.serial - b.body.serial)
    for (const one of fresh) {
      if (this.#isClosed) return
      await this.#decide(one)
    }
  }

  async #verified(jws: string, sha256: string): Promise<DirectiveBody | null> {
    const key = this.#link.authorityKey
    try {
      return await verify(jws, { type: 'directive', key, schema: directiveBody })
    } catch (error) {
      const isMalformed = error instanceof Failure && error.code === 'documentMalformed'
      const named = isMalformed
        ? await verify(jws, { type: 'directive', key, schema: nameOnly }).catch(() => null)
        : null
      if (named === null || named.operator !== this.#link.operator)
        this.#tellRefused(sha256, 'directive', error)
      else await this.#refuse(named, sha256, 'malformed')
      return null
    }
  }

  async #decide({ jws, sha256, body }: { jws: string; sha256: string; body: DirectiveBody }) {
    const memory = this.#memory
    const examined = examine(body, sha256, {
      memory,
      hasListSerial: serial => this.#lists.hasSerial(serial, sha256),
      holdings: this.#holdings,
      now: this.#o.wall(),
    })
    if (examined.is === 'refused') return await this.#refuse(body, sha256, examined.why)
    const prepared = await prepareApart(this.#taskOf(examined))
    if (prepared.subscribers === 0) return await this.#refuse(body, sha256, 'no-audience')
    const { subscribers, audienceSha256, legs } = prepared
    const segmentsExpected = legs.reduce((sum, leg) => sum + leg.subscribers * leg.segmentsEach, 0)
    const acknowledgement = await this.#acknowledgement(body, sha256, {
      is: 'accepted',
      subscribers,
      audienceSha256,
      segmentsExpected,
    })
    const entry: Accepted = {
      is: 'accepted',
      ...this.#named(body, sha256),
      jws,
      acknowledgement,
      subscribers,
      audienceSha256,
      legs,
    }
    await this.#journal.append(entry)
    memory.add(entry)
    this.#o.log.info('directive accepted', {
      directive: body.directive,
      serial: body.serial,
      purpose: body.purpose,
      subscribers,
      segments: segmentsExpected,
    })
    this.#toldAgain.add(sha256)
    this.#bringAcknowledgement(memory.byDigest(sha256)!)
    if (!this.#isClosed) await this.#conduct(entry, NOT_ORDERED)
  }

  #taskOf(fit: {
    directed: Directed
    provinces: readonly string[] | null
    excludes: readonly string[]
  }): PrepareTask {
    const { body, side } = fit.directed
    return {
      directory: this.#roundsOf(body.directive),
      body,
      lanes: side.lanes,
      audience: side.audience.path,
      provinces: fit.provinces,
      excludes: fit.excludes,
      languages: Object.fromEntries(
        this.#holdings.lists.languages.map(({ language, list }) => [language, list.path]),
      ),
      reference: this.#memory.legs,
    }
  }

  #roundsOf(directive: string): string {
    return join(this.#o.directory, 'rounds', directive)
  }

  #named(body: NamedDirective, sha256: string) {
    const { directive, serial, round, version, purpose } = body
    const at = new Date(this.#o.wall()).toISOString()
    return { at, directive, serial, round, version, purpose, sha256 }
  }

  async #refuse(
    body: NamedDirective,
    sha256: string,
    why: RefusalReason | 'not-for-us',
  ): Promise<void> {
    const acknowledgement =
      why === 'not-for-us'
        ? null
        : await this.#acknowledgement(body, sha256, { is: 'refused', why })
    const entry: JournalEntry = {
      is: 'refused',
      ...this.#named(body, sha256),
      why,
      acknowledgement,
    }
    await this.#journal.append(entry)
    this.#memory.add(entry)
    this.#o.log.warn('directive refused', { directive: body.directive, serial: body.serial, why })
    this.#toldAgain.add(sha256)
    this.#bringAcknowledgement(this.#memory.byDigest(sha256)!)
  }

  async #acknowledgement(
    { directive, serial }: NamedDirective,
    sha256: string,
    verdict: AcknowledgementBody['verdict'],
  ): Promise<string> {
    return await this.#link.signer.sign('acknowledgement', {
      directive,
      serial,
      operator: this.#link.operator,
      sha256,
      at: new Date(this.#o.wall()).toISOString(),
      verdict,
    } satisfies AcknowledgementBody)
  }

  /** An authority that was restored from a backup may not know what it was told: once a connection. */
  #tellAgain(record: DirectiveRecord): void {
    if (this.#toldAgain.has(record.entry.sha256)) return
    this.#toldAgain.add(record.entry.sha256)
    this.#bringAcknowledgement(record)
    if (record.entry.is === 'accepted' && record.returned !== null)
      this.#bringReturn(record.entry, record.returned.jws)
  }

  #bringAcknowledgement({ entry }: DirectiveRecord): void {
    const { directive, sha256, acknowledgement } = entry
    if (acknowledgement !== null)
      this.#courier.bring({ kind: 'acknowledgement', directive, sha256, jws: acknowledgement })
  }

  #bringReturn({ directive, sha256 }: Accepted, jws: string): void {
    this.#courier.bring({ kind: 'return', directive, sha256, jws })
  }

  #taken({ kind, directive, sha256 }: Document): void {
    if (kind === 'listAcknowledgement') {
      this.#lists.taken(sha256).catch((error: unknown) => this.#journalFailed(error))
      return
    }
    const record = this.#memory.byDigest(sha256)
    const isKnown = kind === 'acknowledgement' ? record?.isAcknowledged : record?.returned?.isTaken
    if (isKnown) return
    const entry: JournalEntry =
      kind === 'acknowledgement'
        ? { is: 'acknowledged', directive, sha256 }
        : { is: 'return-taken', directive }
    this.#memory.add(entry)
    this.#journal.append(entry).catch((error: unknown) => this.#journalFailed(error))
  }

  // Carrying out.

  async #conduct(entry: Accepted, obeyed: DirectiveRecord['obeyed']): Promise<void> {
    const body = await verify(entry.jws, {
      type: 'directive',
      key: this.#link.authorityKey,
      schema: directiveBody,
    })
    const directed = directedTo(body, this.#holdings.sides)
    if (directed === null)
      return this.#o.log.error('an exercise waits for the exercise lanes that this start lacks', {
        directive: entry.directive,
      })
    const { lanes } = directed.side
    const conduct = new Conduct({
      accepted: entry,
      body: directed.body,
      obeyed,
      rounds: roundsOf(directed, this.#roundsOf(entry.directive), this.#o.random),
      lanes: lanes.smscs.length * lanes.bindsEach,
      turns: this.#turns[directed.side.purpose],
      log: withDirective(this.#o.log, entry.directive),
      wall: this.#o.wall,
      clock: systemClock,
      settling: this.#o.settling ?? SETTLING,
      onNews: () => this.#tellProgressOf(conduct),
      onClosed: closing => {
        const closed = this.#closeUntilKept(entry, closing).finally(() =>
          this.#closings.delete(closed),
        )
        this.#closings.add(closed)
      },
    })
    this.#conducts.set(entry.directive, conduct)
    const order = this.#orders.get(entry.directive)
    this.#orders.delete(entry.directive)
    if (order !== undefined) this.#obey(conduct, order)
    conduct.run()
  }

  /** A disk that is full now may have room later; a process that ends meanwhile closes it anew at its next start. */
  async #closeUntilKept(entry: Accepted, closing: Closing): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.#close(entry, closing)
      } catch (error) {
        this.#journalFailed(error)
      }
      if (this.#isClosed) return
      await new Promise(done => setTimeout(done, backoffMs(tries, this.#o.random)).unref())
    }
  }

  async #close(entry: Accepted, closing: Closing): Promise<void> {
    const jws = await this.#link.signer.sign('return', {
      directive: entry.directive,
      serial: entry.serial,
      operator: this.#link.operator,
      round: entry.round,
      purpose: entry.purpose,
      sha256: entry.sha256,
      state: closing.state,
      subscribers: entry.subscribers,
      audienceSha256: entry.audienceSha256,
      startedAt: closing.startedAt,
      endedAt: closing.endedAt,
      tally: closing.tally,
      legs: closing.legs,
    } satisfies ReturnBody)
    const { directive } = entry
    const returned: JournalEntry = { is: 'returned', directive, state: closing.state, jws }
    await this.#journal.append(returned)
    this.#memory.add(returned)
    const { submitted, accepted } = closing.tally.segments
    this.#o.log.info('directive closed', { directive, state: closing.state, submitted, accepted })
    const conduct = this.#conducts.get(directive)
    if (conduct !== undefined) this.#tellProgressOf(conduct)
    this.#conducts.delete(directive)
    this.#lastProgress.delete(directive)
    this.#bringReturn(entry, jws)
  }

  #tellProgress(): void {
    const now = performance.now()
    for (const conduct of this.#conducts.values()) {
      const body = conduct.progress()
      const told = JSON.stringify({ ...body, at: null })
      const last = this.#lastProgress.get(body.directive)
      if (last?.told === told && now - last.at < PROGRESS_SAME_MS) continue
      this.#send(body, told, now)
    }
  }

  #tellProgressOf(conduct: Conduct): void {
    const body = conduct.progress()
    this.#send(body, JSON.stringify({ ...body, at: null }), performance.now())
  }

  #send(body: ProgressBody, told: string, at: number): void {
    this.#lastProgress.set(body.directive, { told, at })
    this.#courier.progress(body)
  }

  #tellRefused(sha256: string, document: string, error: unknown): void {
    if (this.#refusedTold.has(sha256) || this.#refusedTold.size >= REFUSED_TOLD_MAX) return
    this.#refusedTold.add(sha256)
    const why = error instanceof Failure ? error.code : reason(error)
    this.#o.log.warn(`a ${document} was refused`, { sha256, why })
  }
}

/** What a malformed directive must say of itself to be refused by name. */
const nameOnly = z.looseObject({
  directive: uuid,
  serial: z.int().min(1),
  operator: operatorId,
  round: uuid,
  version: z.int(),
  purpose,
})
type NamedDirective = Pick<
  DirectiveBody,
  'directive' | 'serial' | 'operator' | 'round' | 'version' | 'purpose'
>

/** The one side of it: a directive of one purpose has no way to the lanes of the other. */
function roundsOf(directed: Directed, directory: string, random: Random) {
  return directed.side.purpose === 'live'
    ? new DirectiveRounds<'live'>({ directory, random, ...(directed as LiveDirected) })
    : new DirectiveRounds<'exercise'>({ directory, random, ...(directed as ExerciseDirected) })
}

type LiveDirected = Extract<Directed, { side: { purpose: 'live' } }>
type ExerciseDirected = Extract<Directed, { side: { purpose: 'exercise' } }>

function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new Failure('fileUnwritable', { file: directory, why: reason(error) })
  }
}

async function takeHoldings(options: NodeOptions, operator: string): Promise<Holdings> {
  const { lists, lanes, exercise, country, log, signal } = options
  const shelf = new ListShelf({ directory: join(options.directory, 'lists'), country, log })
  const take = async (file: string, called: string): Promise<ListFile> =>
    await shelf.take(file, called, signal)
  const sides: Sides = {
    live: { purpose: 'live', audience: await take(lists.audience, 'audience'), lanes },
    exercise:
      exercise === null
        ? null
        : {
            purpose: 'exercise',
            audience: await take(exercise.audience, 'exercise-audience'),
            lanes: exercise.lanes,
          },
  }
  const provinces = []
  for (const { code, asOf, file } of lists.provinces)
    provinces.push({ code, asOf, list: await take(file, `province ${code}@${asOf}`) })
  const excludes = []
  for (const { name, file } of lists.excludes)
    excludes.push({ name, list: await take(file, `exclude ${name}`) })
  const languages = []
  for (const { language, file } of lists.languages)
    languages.push({ language, list: await take(file, `language ${language}`) })
  shelf.clear()
  return { operator, sides, lists: { provinces, excludes, languages } }
}

function withDirective(log: Log, directive: string): Log {
  return {
    info: (event, fields) => log.info(event, { directive, ...fields }),
    warn: (event, fields) => log.warn(event, { directive, ...fields }),
    error: (event, fields) => log.error(event, { directive, ...fields }),
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
