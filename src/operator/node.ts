/**
 * An operator's node: takes directives from the authority, carries them out, returns what came of them, and outlives both
 * of them.
 *
 *                  ┌► orders.ts ────────► conducts.ts ─► conduct.ts, one a directive ─► round/
 *   agenda-watch.ts┼► admission.ts ──────►     │  └► returns.ts ─► outbox.ts ─► courier.ts ─► the authority
 *                  ├► free-list-taker.ts       └► progress.ts ───────────────────┘
 *                  ├► announcement-taker.ts
 *                  └► rosters.ts: whose signatures all of them ask for
 *
 * Calls out only. What is accepted is carried out though the authority is away, and though this process dies: the next
 * one goes on by itself.
 *
 * Here the parts are made, joined, started and ended; what each may do is said in its own file. Knows one rule itself:
 * orders go before everything else on an agenda, each by itself, for a stop waits for nothing; then come rosters, which
 * say whose signatures count in the rest of it.
 */

import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Timekeeper } from '../base/clock.ts'
import { reason } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'
import { Journal } from '../base/journal.ts'
import { type Lock, takeLock } from '../base/lock.ts'
import type { Random } from '../base/random.ts'
import { type Agenda, ROSTERS_MAX } from '../directive/documents.ts'
import { Admission } from './admission.ts'
import { AgendaWatch } from './agenda-watch.ts'
import { AnnouncementTaker } from './announcement-taker.ts'
import { AuthorityLink, type LinkLimits } from './authority-link.ts'
import { Conducts } from './conducts.ts'
import { Courier, type Document } from './courier.ts'
import { operatorFailure } from './failures.ts'
import { FreeListTaker } from './free-list-taker.ts'
import { type HeadEntry, Heads, isHeadEntry } from './heads.ts'
import { type AnnouncementEntry, isAnnouncementEntry } from './held-announcements.ts'
import { type FreeListEntry, isFreeListEntry } from './held-free-lists.ts'
import { helloOf } from './hello.ts'
import { type Holdings, type HoldingsOptions, takeHoldings } from './holdings.ts'
import { SETTLING, type Settling } from './leg.ts'
import { type JournalEntry, Memory, NOT_ORDERED } from './memory.ts'
import { Orders } from './orders.ts'
import { Outbox } from './outbox.ts'
import { ProgressTeller } from './progress.ts'
import { Records } from './records.ts'
import { Returns } from './returns.ts'
import { isRosterEntry, type RosterEntry, Rosters } from './rosters.ts'
import { Untrusted } from './untrusted.ts'

export interface NodeOptions extends HoldingsOptions {
  readonly keyFile: string
  readonly url: string
  readonly version: string
  readonly random: Random
  readonly clock: Timekeeper
  readonly limits?: LinkLimits
  readonly settling?: Settling
  /** Whether the operator's systems play announcements before the ring from this node's files; none are taken where not. */
  readonly takesAnnouncements?: boolean
}

/** How long the end of this process waits for the authority to hear of it. */
const LAST_WORD_MS = 1000

/** What a node takes hold of before anything else. */
interface Ground {
  readonly lock: Lock
  readonly link: AuthorityLink
  readonly journal: Journal
  readonly memory: Memory
  readonly freeListEntries: readonly FreeListEntry[]
  readonly announcementEntries: readonly AnnouncementEntry[]
  readonly rosterEntries: readonly RosterEntry[]
  readonly headEntries: readonly HeadEntry[]
  readonly holdings: Holdings
}

/** Entries of the journal that are not of rounds. */
const OF_OTHERS = [isFreeListEntry, isAnnouncementEntry, isRosterEntry, isHeadEntry] as const

export class OperatorNode {
  readonly #o: NodeOptions
  readonly #ground: Ground
  readonly #courier: Courier
  readonly #records: Records
  readonly #outbox: Outbox
  readonly #rosters: Rosters
  readonly #freeLists: FreeListTaker
  readonly #announcements: AnnouncementTaker
  readonly #orders: Orders
  readonly #progress: ProgressTeller
  readonly #conducts: Conducts
  readonly #returns: Returns
  readonly #admission: Admission
  readonly #watch: AgendaWatch

  private constructor(options: NodeOptions, ground: Ground) {
    const { random, clock, log, settling = SETTLING } = options
    const { link, memory, journal, holdings } = ground
    this.#o = options
    this.#ground = ground
    const untrusted = new Untrusted(log)
    const taken = (document: Document) => this.#taken(document)
    const courier = new Courier({ link, random, clock, log, taken })
    const records = new Records({ memory, journal, log })
    const outbox = new Outbox({ records, courier })
    const roundsOf = (directive: string) => join(this.#rounds, directive)
    this.#courier = courier
    this.#records = records
    this.#outbox = outbox
    this.#rosters = this.#heldRosters(untrusted)
    const heads = new Heads({ journal, clock, log, entries: ground.headEntries })
    this.#freeLists = this.#freeListTaker(untrusted, heads)
    this.#announcements = this.#announcementTaker(untrusted, heads)
    this.#progress = new ProgressTeller({ clock, courier, conducts: () => this.#conducts.all() })
    this.#orders = new Orders({
      link,
      ...{ untrusted, heads },
      rosters: this.#rosters,
      accepted: directive => memory.acceptedForm(directive),
      obey: order => this.#conducts.obey(order),
    })
    this.#conducts = new Conducts({
      ...{ link, records, holdings, settling, clock, random, log, roundsOf },
      orders: this.#orders,
      progress: this.#progress,
      onClosed: (entry, closing) => this.#returns.make(entry, closing),
    })
    this.#returns = new Returns({
      ...{ link, records, outbox, clock, random, log },
      onKept: directive => this.#conducts.closed(directive),
    })
    this.#admission = new Admission({
      ...{ link, records, outbox, untrusted, heads, holdings, clock, log, roundsOf },
      rosters: this.#rosters,
      hasOtherSerial: (serial, sha256) =>
        this.#freeLists.hasSerial(serial, sha256) || this.#announcements.hasSerial(serial),
      onAccepted: async entry => await this.#conducts.begin(entry, NOT_ORDERED),
    })
    this.#watch = this.#agendaWatch()
  }

  /** Resolves once it is at work; the authority may be away. */
  static async start(options: NodeOptions): Promise<OperatorNode> {
    const { directory, keyFile: file, url, log, clock, limits } = options
    const link = await AuthorityLink.open({ url, file, log, clock, ...(limits && { limits }) })
    makeDirectory(directory)
    const lock = await takeLock(directory, { to: 'write' })
    if (lock === null) throw operatorFailure('nodeRuns', { directory })
    try {
      const { journal, entries } = await Journal.open(join(directory, 'journal.jsonl'))
      const memory = new Memory()
      const freeListEntries = entries.filter(isFreeListEntry)
      const announcementEntries = entries.filter(isAnnouncementEntry)
      const rosterEntries = entries.filter(isRosterEntry)
      const headEntries = entries.filter(isHeadEntry)
      for (const entry of entries)
        if (!OF_OTHERS.some(isOf => isOf(entry))) memory.add(entry as JournalEntry)
      const holdings = await takeHoldings(options, link.operator)
      const ours = { freeListEntries, announcementEntries, rosterEntries, headEntries }
      const ground = { lock, link, journal, memory, ...ours, holdings }
      const node = new OperatorNode(options, ground)
      await node.#goOn()
      return node
    } catch (error) {
      lock.release()
      throw error
    }
  }

  /** Drains all rounds. The number of directives that are not closed. */
  async close(): Promise<{ unfinished: number }> {
    const { link, journal, lock } = this.#ground
    this.#watch.close()
    this.#progress.close()
    const admitted = this.#admission.close()
    const unfinished = await this.#conducts.interrupt()
    await this.#courier.close(LAST_WORD_MS)
    link.close()
    await this.#watch.ended()
    await admitted
    await this.#rosters.settled()
    await this.#freeLists.close()
    await this.#announcements.close()
    await this.#returns.close()
    await journal.close()
    lock.release()
    return { unfinished }
  }

  /** Takes up what earlier processes left, and connects. */
  async #goOn(): Promise<void> {
    const { memory } = this.#ground
    this.#clearDrafts()
    this.#freeLists.start()
    this.#announcements.start()
    this.#outbox.resume()
    for (const { entry, obeyed, returned } of memory.all())
      if (entry.is === 'accepted' && returned === null) await this.#conducts.begin(entry, obeyed)
    this.#progress.start()
    this.#watch.start()
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
    const { log, keyFile } = this.#o
    const { journal, link, rosterEntries } = this.#ground
    return new Rosters({
      ...{ keyFile, journal, untrusted, log },
      pin: link.rosterSha256,
      entries: rosterEntries,
      onNews: () => this.#watch.sayAnew().catch(error => log.error(reason(error))),
    })
  }

  #freeListTaker(untrusted: Untrusted, heads: Heads): FreeListTaker {
    const { directory, log, clock } = this.#o
    const { journal, link, memory, freeListEntries } = this.#ground
    return new FreeListTaker({
      ...{ directory, journal, link, untrusted, heads, log, clock },
      rosters: this.#rosters,
      entries: freeListEntries,
      bring: document => this.#courier.bring(document),
      hasOtherSerial: serial => memory.hasSerial(serial) || this.#announcements.hasSerial(serial),
    })
  }

  #announcementTaker(untrusted: Untrusted, heads: Heads): AnnouncementTaker {
    const { directory, log, clock } = this.#o
    const { journal, link, memory, announcementEntries } = this.#ground
    return new AnnouncementTaker({
      ...{ directory, journal, link, untrusted, heads, log, clock },
      rosters: this.#rosters,
      entries: announcementEntries,
      bring: document => this.#courier.bring(document),
      hasOtherSerial: serial => memory.hasSerial(serial) || this.#freeLists.hasSerial(serial, ''),
    })
  }

  #agendaWatch(): AgendaWatch {
    const { clock, random, log, version } = this.#o
    const { link, holdings, memory } = this.#ground
    return new AgendaWatch({
      ...{ link, clock, random, log },
      hello: () =>
        helloOf({
          version,
          now: clock.wall(),
          holdings,
          serialMax: Math.max(
            memory.serialMax,
            this.#freeLists.serialMax,
            this.#announcements.serialMax,
          ),
          takesAnnouncements: this.#o.takesAnnouncements ?? false,
          newestFreeList: this.#freeLists.newest,
          newestRoster: this.#rosters.newest,
        }),
      onWelcome: async answer => await this.#freeLists.giveBack(answer),
      onConnected: () => {
        this.#outbox.connected()
        this.#courier.kick()
      },
      onAgenda: agenda => this.#take(agenda),
    })
  }

  #take({ items, lists, rosters, announcements }: Agenda): void {
    const known = this.#rosters.take(rosters ?? [])
    const ordered = Promise.all([
      known,
      ...items.map(async ({ order }) => await this.#orders.take(order)),
    ])
    // As many as there may be: more follow, and before them nothing is judged.
    if (rosters?.length === ROSTERS_MAX) return
    this.#freeLists.take(lists ?? [])
    this.#announcements.take(announcements ?? [])
    this.#admission.take(
      items.map(({ directive }) => directive),
      ordered,
    )
  }

  /** The authority has it. */
  #taken(document: Document): void {
    const { kind, sha256 } = document
    if (kind === 'acknowledgement' || kind === 'return')
      return this.#outbox.taken({ ...document, kind })
    const taken =
      kind === 'listAcknowledgement'
        ? this.#freeLists.taken(sha256)
        : this.#announcements.taken(document)
    taken.catch((error: unknown) => this.#records.tellUnwritten(error))
  }
}

function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw baseFailure('fileUnwritable', { file: directory, why: reason(error) })
  }
}
