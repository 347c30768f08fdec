/**
 * Takes the free lists that the authority wants this node to hold: verified, in the journal, in files, and only then
 * acknowledged; and gives back what a restored authority has lost.
 *
 *   agenda ─► verify ─► examine ─► two people ─► journal ─► files ─► acknowledge
 *
 * A free list says what is free from which instant to which. Knows no rounds: a free list waits for none of them.
 */
import { z } from 'zod'
import type { Journal } from '../base/journal.ts'
import {
  type Agenda,
  type HeldList,
  heldList,
  type ListAcknowledgementBody,
  type ListDirectiveBody,
  listDirectiveBody,
} from '../directive/documents.ts'
import { sha256Of } from '../directive/signing.ts'
import type { ZeroRatingList } from '../zerorating/list.ts'
import type { AuthorityLink } from './authority-link.ts'
import type { Document } from './courier.ts'
import { writeFreeListFiles } from './free-list-files.ts'
import {
  claimOfFreeList,
  type FreeListEntry,
  type FreeListRecord,
  type Given,
  HeldFreeLists,
  isOfBeforeRosters,
  readFreeList,
} from './held-free-lists.ts'
import { JobHandler, type JobParts } from './job-handler.ts'
import type { Rosters } from './rosters.ts'

export interface FreeListTakerOptions extends JobParts {
  readonly directory: string
  readonly journal: Pick<Journal, 'append'>
  readonly entries: readonly FreeListEntry[]
  readonly rosters: Pick<Rosters, 'lackOf' | 'settled' | 'since'>
  /** To the authority, until it has it. */
  readonly bring: (document: Document) => void
  /** A directive of another kind had this serial. */
  readonly hasOtherSerial: (serial: number) => boolean
}

type Items = readonly NonNullable<Agenda['lists']>[number][]

/** What a claim lacks, as an answer says it. */
const REASONS = { what: 'digest-differs', when: 'expired', often: 'replayed', which: 'chain-broken' } as const

/** A free list and the directive that asks to hold it, whose signature is good. */
interface Asked {
  /** Of the directive's JWS. */
  readonly sha256: string
  readonly body: ListDirectiveBody
  readonly list: string
}

export class FreeListTaker {
  readonly #o: FreeListTakerOptions
  readonly #jobs: JobHandler<Items[number], ListDirectiveBody>
  readonly #held = new HeldFreeLists()

  constructor(options: FreeListTakerOptions) {
    this.#o = options
    for (const entry of options.entries) this.#held.add(entry)
    this.#jobs = new JobHandler({
      ...options,
      kind: 'list',
      directive: { type: 'listDirective', schema: listDirectiveBody },
      orders: null,
      isChain: true,
      decide: async (item, items) => await this.#decide(item, items),
      lookAfter: async () => {
        await this.#writeFiles()
        for (const record of this.#held.all()) if (!record.isAcknowledged) this.#bring(record)
      },
    })
  }

  get newest(): HeldList {
    return this.#held.newest
  }

  get serialMax(): number {
    return this.#held.serialMax
  }

  hasSerial(serial: number, sha256: string): boolean {
    return this.#held.hasSerial(serial, sha256)
  }

  /** What was not yet told, and files that a crash or a person has taken away. */
  start(): void {
    this.#jobs.start()
  }

  /** The whole of what the authority wants this node to hold and has not yet been told of. */
  take(items: Items): void {
    this.#jobs.take(items)
  }

  /** Resolves once all are taken, or wait to be tried again. */
  async settled(): Promise<void> {
    await this.#jobs.settled()
  }

  async close(): Promise<void> {
    await this.#jobs.close()
  }

  /** The authority has the acknowledgement. */
  async taken(sha256: string): Promise<void> {
    if (this.#held.byDigest(sha256)?.isAcknowledged !== false) return
    const entry = { is: 'list-acknowledged', sha256 } as const
    this.#held.add(entry)
    await this.#o.journal.append(entry)
  }

  /** After a hello by this link: `answer` is what the authority says that it has there. */
  async giveBack(answer: unknown, link: Pick<AuthorityLink, 'post'>): Promise<void> {
    const theirs = helloAnswer.safeParse(answer).data?.freeList
    if (theirs === undefined) return
    for (const [at, document] of this.#held.documents.entries()) {
      if (at < theirs.version) continue
      const given = await link.post('/node/v1/lists', { document })
      if (given.is === 'away') return
      if (given.is === 'refused') {
        const { code } = given
        return this.#o.log.error('free list restore rejected by the authority', { list: at + 1, code })
      }
      this.#o.log.warn('free list missing at the authority, restored', { list: at + 1 })
    }
  }

  async #writeFiles(): Promise<void> {
    const { directory, link } = this.#o
    await writeFreeListFiles(directory, this.#held.documents, link.authorityKey)
  }

  async #decide({ directive: jws, list }: Items[number], items: Items): Promise<void> {
    const sha256 = sha256Of(jws)
    const known = this.#held.byDigest(sha256)
    if (known !== null) {
      // What was told once is in files.
      if (known.isAcknowledged && this.#jobs.isLacking(sha256)) this.#bring(known)
      return
    }
    const body = await this.#jobs.directive(jws)
    if (body === null) return
    const entry = await this.#answer({ sha256, body, list }, items)
    await this.#o.journal.append(entry)
    this.#held.add(entry)
    this.#tell(entry)
    await this.#writeFiles()
    this.#bring({ entry })
  }

  async #answer({ sha256, body, list }: Asked, items: Items): Promise<Given> {
    const { link, clock } = this.#o
    const { directive, serial, version, listSha256 } = body
    const found = await this.#examined({ sha256, body, list }, items)
    const at = new Date(clock.wall()).toISOString()
    const acknowledgement = await link.signer.sign('listAcknowledgement', {
      directive,
      serial,
      operator: link.operator,
      version,
      sha256,
      listSha256: sha256Of(list),
      at,
      verdict: found.is === 'refused' ? { is: 'refused', why: found.why } : { is: 'held' },
    } satisfies ListAcknowledgementBody)
    const named = { at, directive, serial, sha256, version, acknowledgement }
    if (found.is === 'refused') return { is: 'list-refused', ...named, why: found.why }
    if (found.is === 'held') return { is: 'list-held', ...named, listSha256, list: null }
    const unsigned = found.isUnsigned ? ({ isUnsigned: true } as const) : {}
    return { is: 'list-held', ...named, listSha256, list, ...unsigned }
  }

  async #examined({ sha256, body, list: document }: Asked, items: Items) {
    const { link, hasOtherSerial, rosters, log } = this.#o
    const { serial, version } = body
    const isReplay = this.#held.hasSerial(serial, sha256) || hasOtherSerial(serial)
    const read = await readFreeList(body, document, { held: this.#held, key: link.authorityKey })
    if (read.is !== 'new') return isReplay ? ({ is: 'refused', why: 'replayed' } as const) : read
    const { list } = read
    const { newest } = this.#held
    const lack = await rosters.lackOf(claimOfFreeList(body, { list, document }, { newest, isReplay }))
    if (lack === null) return { is: 'new', isUnsigned: false } as const
    if (lack.of !== 'who') return { is: 'refused', why: REASONS[lack.of] } as const
    if (await this.#isOfBeforeRosters(list, body.listSha256, items)) return { is: 'new', isUnsigned: true } as const
    const says = lack.says.sentence('en')
    log.warn('free list lacks the signatures of two people', { list: version, serial, says })
    return { is: 'refused', why: 'needs-two-people' } as const
  }

  async #isOfBeforeRosters(list: ZeroRatingList, listSha256: string, items: Items): Promise<boolean> {
    const { link, rosters } = this.#o
    if (rosters.since === null) return false
    const { authorityKey: key, operator } = link
    return await isOfBeforeRosters(list, listSha256, items, {
      key,
      operator,
      held: this.#held,
      rosterSince: rosters.since,
      proves: async claim => (await rosters.lackOf(claim)) === null,
    })
  }

  #tell(entry: Given): void {
    const { version, serial } = entry
    if (entry.is === 'list-refused') this.#o.log.warn('free list refused', { list: version, serial, why: entry.why })
    else this.#o.log.info('free list accepted', { list: version, serial, sha256: entry.listSha256 })
  }

  #bring({ entry }: Pick<FreeListRecord, 'entry'>): void {
    const { directive, sha256, acknowledgement: jws } = entry
    this.#o.bring({ kind: 'listAcknowledgement', directive, sha256, jws })
  }
}

const helloAnswer = z.looseObject({ freeList: heldList.optional() })
