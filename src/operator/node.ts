/**
 * An operator's node: takes directives from the authority, carries them out, returns what came of them, and outlives both
 * of them.
 *
 *                  ┌► orders.ts ────────► conducts.ts ─► conduct.ts, one a directive ─► round/
 *   agenda-watch.ts┼► admission.ts ──────►     │  └► returns.ts ─► outbox.ts ─► courier.ts ─► addresses.ts ─► the authority
 *   one an address ├► takers.ts, one a kind    └► progress.ts ───────────────────┘
 *                  └► rosters.ts: whose signatures all of them ask for
 *
 * Calls out only. What is accepted is carried out though the authority is away, and though this process dies: the next
 * one goes on by itself.
 *
 * Here the parts are made, joined, started and ended; what each may do is said in its own file. Knows one rule itself:
 * orders go before everything else on an agenda, each by itself, for a stop waits for nothing; then come rosters, which
 * say whose signatures count in the rest of it.
 *
 * Invariant: a stream that is behind takes back nothing that another told, nor what this node did. Orders count by their sequence and
 * stops for good, rosters and free lists are chains, directives and what is said in them are taken once, and what an agenda leaves out
 * says nothing (agendas.ts).
 */

import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import type { Server } from 'node:net'
import { join } from 'node:path'
import type { Timekeeper } from '../base/clock.ts'
import { reason } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'
import { Journal } from '../base/journal.ts'
import { type Lock, takeLock } from '../base/lock.ts'
import type { Random } from '../base/random.ts'
import type { Agenda } from '../directive/documents.ts'
import { sha256Of } from '../directive/signing.ts'
import { isAddressesEntry, noteAddresses } from './address-changes.ts'
import { Addresses, type Link } from './addresses.ts'
import { Admission } from './admission.ts'
import { AgendaWatch } from './agenda-watch.ts'
import { Agendas, directivesOf } from './agendas.ts'
import { AuthorityLink, type LinkLimits } from './authority-link.ts'
import type { CapPush } from './cap-push.ts'
import type { CellTable } from './cell-table.ts'
import { ConditionTeller, type DiskRoom } from './condition-teller.ts'
import { Conducts } from './conducts.ts'
import { Courier, type Document } from './courier.ts'
import { operatorFailure } from './failures.ts'
import { type HeadEntry, Heads, isHeadEntry } from './heads.ts'
import { helloOf } from './hello.ts'
import { type Holdings, type HoldingsOptions, takeHoldings } from './holdings.ts'
import { addressesIn, readKeyFile } from './key-file.ts'
import { SETTLING, type Settling } from './leg.ts'
import { MachineStatusReporter, serveStatus } from './machine-status.ts'
import type { Machines } from './machines.ts'
import { type JournalEntry, Memory, NOT_ORDERED } from './memory.ts'
import type { OnAir } from './on-air.ts'
import { Orders } from './orders.ts'
import { Outbox } from './outbox.ts'
import { ProgressTeller } from './progress.ts'
import { Records } from './records.ts'
import { Returns } from './returns.ts'
import { isRosterEntry, type RosterEntry, Rosters } from './rosters.ts'
import { isTakersEntry, type Taker, type TakerKinds, takersOf } from './takers.ts'
import { Untrusted } from './untrusted.ts'

export interface NodeOptions extends HoldingsOptions, TakerKinds {
  readonly keyFile: string
  /** Of the one authority, in the order in which they are preferred. */
  readonly urls: readonly string[]
  readonly version: string
  readonly random: Random
  readonly clock: Timekeeper
  readonly limits?: LinkLimits
  readonly settling?: Settling
  /** Of an operator that has several machines; null or missing: this is the only one. */
  readonly machines?: Machines | null
  /** The operator's cells and who puts broadcasts on the air there; none are taken where there is none. */
  readonly broadcasting?: {
    readonly cells: CellTable
    readonly air: OnAir
    /** Given the addresses of the authority that this node is enrolled at. */
    readonly cap?: ((urls: readonly string[]) => CapPush) | null
  } | null
}

/** How long the end of this process waits for the authority to hear of it. */
const LAST_WORD_MS = 1000

/** What a node takes hold of before anything else. */
interface Ground {
  readonly lock: Lock
  /** To each address: the keys are the same. */
  readonly links: readonly AuthorityLink[]
  readonly link: AuthorityLink
  readonly journal: Journal
  readonly memory: Memory
  /** All of the journal's. */
  readonly entries: readonly object[]
  readonly rosterEntries: readonly RosterEntry[]
  readonly headEntries: readonly HeadEntry[]
  readonly holdings: Holdings
}

/** Entries of the journal that are not of rounds. */
const OF_OTHERS = [isTakersEntry, isRosterEntry, isHeadEntry, isAddressesEntry] as const

export class OperatorNode {
  readonly #o: NodeOptions
  readonly #ground: Ground
  readonly #addresses: Addresses
  readonly #agendas = new Agendas()
  readonly #courier: Courier
  readonly #records: Records
  readonly #outbox: Outbox
  readonly #standing: MachineStatusReporter
  /** Of `loa operator status` and `yield`. */
  #questions: Server | null = null
  readonly #rosters: Rosters
  readonly #takers: readonly Taker[]
  readonly #orders: Orders
  readonly #progress: ProgressTeller
  readonly #condition: ConditionTeller
  readonly #conducts: Conducts
  readonly #returns: Returns
  readonly #admission: Admission
  readonly #watches: readonly AgendaWatch[]

  private constructor(options: NodeOptions, ground: Ground) {
    const { random, clock, log, settling = SETTLING } = options
    const { link, links, memory, journal, holdings } = ground
    this.#o = options
    this.#ground = ground
    const untrusted = new Untrusted(log)
    const addresses = new Addresses({ links, clock, log })
    const courier = new Courier({
      addresses,
      random,
      clock,
      log,
      digestOf: directive => memory.accepted(directive)?.entry.sha256 ?? null,
      taken: document => this.#taken(document),
    })
    const records = new Records({ memory, journal, log })
    const outbox = new Outbox({ records, courier, addresses })
    const roundsOf = (directive: string) => join(this.#rounds, directive)
    this.#addresses = addresses
    this.#courier = courier
    this.#records = records
    this.#outbox = outbox
    this.#rosters = this.#heldRosters(untrusted)
    const heads = new Heads({ journal, clock, log, entries: ground.headEntries })
    this.#takers = this.#takersOf(untrusted, heads)
    const machines = options.machines ?? null
    this.#standing = new MachineStatusReporter({
      machines,
      clock,
      directory: options.directory,
      conducts: () => this.#conducts.all(),
      rosters: this.#rosters,
    })
    this.#progress = new ProgressTeller({ clock, courier, conducts: () => this.#conducts.all() })
    this.#condition = new ConditionTeller({
      clock,
      courier,
      conducts: () => this.#conducts.all(),
      machine: machines?.name ?? null,
      room: async () => await roomIn(options.directory),
    })
    this.#orders = new Orders({
      link,
      untrusted,
      heads,
      clock,
      rosters: this.#rosters,
      accepted: directive => memory.acceptedForm(directive),
      obey: order => this.#conducts.obey(order),
    })
    this.#conducts = new Conducts({
      link,
      records,
      holdings,
      settling,
      clock,
      random,
      log,
      roundsOf,
      machines,
      onAcked: ms => this.#standing.acked(ms),
      orders: this.#orders,
      progress: this.#progress,
      onClosed: (entry, closing) => this.#returns.make(entry, closing),
    })
    this.#returns = new Returns({
      link,
      records,
      outbox,
      clock,
      random,
      log,
      onKept: directive => this.#conducts.closed(directive),
    })
    this.#admission = new Admission({
      link,
      records,
      outbox,
      untrusted,
      heads,
      holdings,
      clock,
      log,
      roundsOf,
      rosters: this.#rosters,
      machine: machines?.name ?? null,
      hasOtherSerial: (serial, sha256) => this.#takers.some(taker => taker.hasSerial(serial, sha256)),
      onAccepted: async entry => {
        // Orders for what never came, by a server in wrong hands, may have crowded out those that were kept for it.
        for (const order of this.#agendas.ordersOf(entry.jws)) await this.#orders.take(order)
        await this.#conducts.begin(entry, NOT_ORDERED)
      },
    })
    this.#watches = Array.from({ length: addresses.streams }, () => this.#agendaWatch())
  }

  /** Resolves once it is at work; the authority may be away. */
  static async start(options: NodeOptions): Promise<OperatorNode> {
    const { directory, keyFile: file, urls, log, clock, limits } = options
    const links = await AuthorityLink.openAll({ urls, file, log, clock, ...(limits && { limits }) })
    const [link] = links
    makeDirectory(directory)
    const lock = await takeLock(directory, { to: 'write' })
    if (lock === null) throw operatorFailure('nodeRuns', { directory })
    let journal: Journal | null = null
    try {
      const opened = await Journal.open(join(directory, 'journal.jsonl'))
      journal = opened.journal
      const { entries } = opened
      const memory = new Memory()
      const rosterEntries = entries.filter(isRosterEntry)
      const headEntries = entries.filter(isHeadEntry)
      for (const entry of entries) if (!OF_OTHERS.some(isOf => isOf(entry))) memory.add(entry as JournalEntry)
      const holdings = await takeHoldings(options, link.operator)
      const ground = { lock, links, link, journal, memory, entries, rosterEntries, headEntries, holdings }
      const node = new OperatorNode(options, ground)
      const enrolled = addressesIn(readKeyFile(file))
      const known = { enrolled, entries: entries.filter(isAddressesEntry) }
      await noteAddresses(urls, { ...known, journal, clock, log })
      await node.#goOn()
      return node
    } catch (error) {
      await journal?.close()
      lock.release()
      throw error
    }
  }

  /** Drains all rounds. The number of directives that are not closed. */
  async close(): Promise<{ unfinished: number }> {
    const { links, journal, lock } = this.#ground
    for (const watch of this.#watches) watch.close()
    this.#progress.close()
    this.#condition.close()
    this.#standing.close()
    this.#questions?.close()
    const admitted = this.#admission.close()
    const unfinished = await this.#conducts.interrupt()
    await this.#courier.close(LAST_WORD_MS)
    for (const link of links) link.close()
    for (const watch of this.#watches) await watch.ended()
    await admitted
    await this.#rosters.settled()
    for (const taker of this.#takers) await taker.close()
    await this.#returns.close()
    await journal.close()
    lock.release()
    return { unfinished }
  }

  /** Takes up what earlier processes left, and connects. */
  async #goOn(): Promise<void> {
    const { memory } = this.#ground
    this.#clearDrafts()
    await this.#tellAlone()
    this.#rosters.start()
    for (const taker of this.#takers) taker.start()
    this.#outbox.resume()
    for (const { entry, obeyed, returned, hasLeft } of memory.all())
      if (entry.is === 'accepted' && returned === null && !hasLeft) await this.#conducts.begin(entry, obeyed)
    this.#standing.start()
    this.#questions = await serveStatus(this.#o.directory, {
      standing: () => this.#standing.now(),
      handOver: () => this.#conducts.handOver(),
    })
    this.#progress.start()
    this.#condition.start()
    for (const watch of this.#watches) watch.start()
  }

  /** Kept before anything goes on; the authority is told with the node's first word. */
  async #tellAlone(): Promise<void> {
    const { machines = null, clock, log } = this.#o
    if (!machines?.isAlone) return
    const { name: machine } = machines
    log.warn('running alone, without the replicated log', { machine })
    await this.#records.keep({ is: 'alone', at: new Date(clock.wall()).toISOString(), machine })
  }

  /** Rounds of directives that a crash left without an acceptance: nothing of them was ever sent. */
  #clearDrafts(): void {
    mkdirSync(this.#rounds, { recursive: true, mode: 0o700 })
    for (const name of readdirSync(this.#rounds))
      if (this.#ground.memory.accepted(name) === null)
        rmSync(join(this.#rounds, name), { recursive: true, force: true })
  }

  get #rounds(): string {
    return join(this.#o.directory, 'rounds')
  }

  #heldRosters(untrusted: Untrusted): Rosters {
    const { log, keyFile, clock } = this.#o
    const { journal, link, rosterEntries } = this.#ground
    return new Rosters({
      keyFile,
      journal,
      untrusted,
      log,
      clock,
      pin: link.rosterSha256,
      entries: rosterEntries,
      onNews: () => {
        for (const watch of this.#watches)
          watch.sayAnew().catch(error => log.error('hello failed after a new roster', { why: reason(error) }))
      },
    })
  }

  #takersOf(untrusted: Untrusted, heads: Heads): readonly Taker[] {
    const { broadcasting, urls } = this.#o
    const { journal, link, memory, entries } = this.#ground
    return takersOf({
      ...this.#o,
      journal,
      link,
      untrusted,
      heads,
      entries,
      rosters: this.#rosters,
      bring: document => this.#courier.bring(document),
      hasRound: serial => memory.hasSerial(serial),
      broadcasting: broadcasting ? { ...broadcasting, cap: broadcasting.cap?.(urls) ?? null } : null,
    })
  }

  #agendaWatch(): AgendaWatch {
    const { clock, random, log, version } = this.#o
    const { holdings, memory } = this.#ground
    return new AgendaWatch({
      clock,
      random,
      log,
      addresses: this.#addresses,
      hello: () =>
        helloOf({
          version,
          now: clock.wall(),
          holdings,
          serialMax: Math.max(memory.serialMax, ...this.#takers.map(taker => taker.serialMax())),
          takes: this.#takers.map(taker => taker.hello()),
          machines: this.#o.machines ?? null,
          newestRoster: this.#rosters.newest,
        }),
      onWelcome: async (answer, link) => {
        for (const taker of this.#takers) await taker.giveBack?.(answer, link)
      },
      onConnected: () => this.#courier.kick(),
      onAgenda: (agenda, link) => this.#take(agenda, link),
      onEnded: link => {
        this.#agendas.ended(link.url)
        this.#judge(Promise.resolve())
      },
    })
  }

  #take(agenda: Agenda, link: Link): void {
    const { items, rosters } = agenda
    this.#agendas.take(link.url, agenda)
    const known = this.#rosters.take(rosters ?? [])
    const ordered = Promise.all([known, ...items.map(async ({ order }) => await this.#orders.take(order))])
    this.#addresses.asks(link, new Set(directivesOf(agenda).map(sha256Of)))
    this.#judge(ordered)
  }

  /** All that any address wants. `ordered`: what is new of its orders and rosters has been taken, which go first. */
  #judge(ordered: Promise<unknown>): void {
    const { joined } = this.#agendas
    for (const taker of this.#takers) taker.take(joined)
    this.#admission.take(joined.directives, ordered)
  }

  /** The authority has it. */
  #taken(document: Document): void {
    const { kind } = document
    if (kind === 'acknowledgement' || kind === 'return') return this.#outbox.taken({ ...document, kind })
    const taken = async () => {
      for (const taker of this.#takers) if (isOf(taker, kind)) await taker.taken(document)
    }
    taken().catch((error: unknown) => this.#records.tellUnwritten(error))
  }
}

function isOf({ kind }: Taker, document: Document['kind']): boolean {
  return document === `${kind}Acknowledgement` || document === `${kind}Count`
}

async function roomIn(directory: string): Promise<DiskRoom | null> {
  try {
    const { bavail, blocks, bsize } = await statfs(directory)
    return { freeOctets: bavail * bsize, allOctets: blocks * bsize }
  } catch {
    return null
  }
}

function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw baseFailure('fileUnwritable', { file: directory, why: reason(error) })
  }
}
