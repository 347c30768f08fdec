/**
 * Takes the lists of what is free that the authority wants this node to hold: verified, in the journal, in files, and
 * only then acknowledged; and gives back what a restored authority has lost.
 *
 * Knows no rounds: a list waits for none of them.
 */

import { z } from 'zod'
import { Failure, reason } from '../base/failure.ts'
import {
  type Agenda,
  type HeldList,
  heldList,
  type ListAcknowledgementBody,
  type ListDirectiveBody,
  listDirectiveBody,
} from '../directive/documents.ts'
import { sha256Of, verify } from '../directive/signing.ts'
import type { AuthorityLink } from './authority-link.ts'
import type { Document } from './courier.ts'
import {
  examineList,
  type Given,
  HeldLists,
  type ListEntry,
  type ListRecord,
} from './held-lists.ts'
import type { Journal } from './journal.ts'
import { writeListFiles } from './list-files.ts'
import type { Log } from './log.ts'

export interface ListTakerOptions {
  readonly directory: string
  readonly journal: Pick<Journal, 'append'>
  readonly entries: readonly ListEntry[]
  readonly link: Pick<AuthorityLink, 'authorityKey' | 'operator' | 'post' | 'signer'>
  readonly log: Log
  /** Milliseconds since 1970. */
  readonly wall: () => number
  /** To the authority, until it has it. */
  readonly bring: (document: Document) => void
  /** A directive of a round that had this serial. */
  readonly hasRoundSerial: (serial: number) => boolean
}

/** What could not be written, for want of disk, is tried again. */
const AGAIN_MS = 30_000
/** Directives whose signature was wrong: each is told once, up to so many. */
const TOLD_MAX = 1000

export class ListTaker {
  readonly #o: ListTakerOptions
  readonly #held = new HeldLists()
  readonly #told = new Set<string>()
  #work: Promise<void> = Promise.resolve()
  #items: NonNullable<Agenda['lists']> = []
  #timer: NodeJS.Timeout | null = null
  #isClosed = false

  constructor(options: ListTakerOptions) {
    this.#o = options
    for (const entry of options.entries) this.#held.add(entry)
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
    this.take([])
  }

  /** The whole of what the authority wants this node to hold and has not yet been told of. */
  take(items: NonNullable<Agenda['lists']>): void {
    this.#items = items
    this.#work = this.#work.then(async () => await this.#takeAll())
  }

  async close(): Promise<void> {
    this.#isClosed = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    await this.#work
  }

  /** The authority has the acknowledgement. */
  async taken(sha256: string): Promise<void> {
    if (this.#held.byDigest(sha256)?.isAcknowledged !== false) return
    const entry = { is: 'list-acknowledged', sha256 } as const
    this.#held.add(entry)
    await this.#o.journal.append(entry)
  }

  /** After a hello: `answer` is what the authority says that it has. */
  async giveBack(answer: unknown): Promise<void> {
    const theirs = helloAnswer.safeParse(answer).data?.freeList
    if (theirs === undefined) return
    for (const [at, document] of this.#held.documents.entries()) {
      if (at < theirs.version) continue
      const given = await this.#o.link.post('/node/v1/lists', { document })
      if (given.is === 'away') return
      if (given.is === 'refused') {
        const { code } = given
        return this.#o.log.error('the authority does not take a list back', { list: at + 1, code })
      }
      this.#o.log.warn('the authority had lost a list and has it back', { list: at + 1 })
    }
  }

  async #takeAll(): Promise<void> {
    try {
      await this.#writeFiles()
      for (const record of this.#held.all()) if (!record.isAcknowledged) this.#bring(record)
      for (const { directive, list } of this.#items) {
        if (this.#isClosed) return
        await this.#takeOne(directive, list)
      }
    } catch (error) {
      const why = error instanceof Failure ? error.sentence('en') : reason(error)
      this.#o.log.error('a list of what is free could not be kept; it is tried again', { why })
      this.#later()
    }
  }

  async #writeFiles(): Promise<void> {
    const { directory, link } = this.#o
    await writeListFiles(directory, this.#held.documents, link.authorityKey)
  }

  #later(): void {
    if (this.#isClosed || this.#timer !== null) return
    this.#timer = setTimeout(() => {
      this.#timer = null
      this.take(this.#items)
    }, AGAIN_MS)
  }

  async #takeOne(jws: string, list: string): Promise<void> {
    const sha256 = sha256Of(jws)
    const known = this.#held.byDigest(sha256)
    if (known !== null) return this.#bring(known)
    const body = await this.#verified(jws, sha256)
    if (body === null) return
    const { directive, serial, version } = body
    const examined = await examineList(body, list, {
      held: this.#held,
      isReplay: this.#held.hasSerial(serial, sha256) || this.#o.hasRoundSerial(serial),
      key: this.#o.link.authorityKey,
      now: this.#o.wall(),
    })
    const at = new Date(this.#o.wall()).toISOString()
    const acknowledgement = await this.#o.link.signer.sign('listAcknowledgement', {
      directive,
      serial,
      operator: this.#o.link.operator,
      version,
      sha256,
      listSha256: sha256Of(list),
      at,
      verdict: examined.is === 'refused' ? examined : { is: 'held' },
    } satisfies ListAcknowledgementBody)
    const named = { at, directive, serial, sha256, version, acknowledgement }
    const entry: Given =
      examined.is === 'refused'
        ? { is: 'list-refused', ...named, why: examined.why }
        : {
            is: 'list-held',
            ...named,
            listSha256: body.listSha256,
            list: examined.is === 'new' ? list : null,
          }
    await this.#o.journal.append(entry)
    this.#held.add(entry)
    this.#tell(entry)
    await this.#writeFiles()
    this.#bring({ entry })
  }

  async #verified(jws: string, sha256: string): Promise<ListDirectiveBody | null> {
    try {
      const key = this.#o.link.authorityKey
      const body = await verify(jws, { type: 'listDirective', key, schema: listDirectiveBody })
      if (body.operator === this.#o.link.operator) return body
      throw new Error('it is for another operator')
    } catch (error) {
      if (this.#told.has(sha256) || this.#told.size >= TOLD_MAX) return null
      this.#told.add(sha256)
      const why = error instanceof Failure ? error.code : reason(error)
      this.#o.log.warn('a list directive was refused', { sha256, why })
      return null
    }
  }

  #tell(entry: Given): void {
    const { version, serial } = entry
    if (entry.is === 'list-refused')
      this.#o.log.warn('list refused', { list: version, serial, why: entry.why })
    else this.#o.log.info('list held', { list: version, serial, sha256: entry.listSha256 })
  }

  #bring({ entry }: Pick<ListRecord, 'entry'>): void {
    const { directive, sha256, acknowledgement: jws } = entry
    this.#o.bring({ kind: 'listAcknowledgement', directive, sha256, jws })
  }
}

const helloAnswer = z.looseObject({ freeList: heldList.optional() })
