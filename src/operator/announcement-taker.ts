/**
 * Takes the announcements before the ring that the authority wants to be heard here: verified, in the journal, in files, and only
 * then acknowledged; withdraws them by an order or when their time is over; and brings back how many calls have heard them.
 *
 *   agenda ─► order says stop? ──────────────────────────► withdrawn, at once and for good
 *         └─► verify ─► examine ─► two people ─► journal ─► files ─► acknowledge
 *   calls.json of the operator's systems ─► signed ─► journal ─► the authority, until it has it
 *
 * Knows no caller: who plays the file counts.
 */
import type { Journal } from '../base/journal.ts'
import {
  type AnnouncementAcknowledgementBody,
  type AnnouncementCountBody,
  type AnnouncementDirectiveBody,
  announcementDirectiveBody,
} from '../directive/announcement.ts'
import { type Agenda, type OrderBody, orderBody } from '../directive/documents.ts'
import { sha256Of } from '../directive/signing.ts'
import { type AnnouncementState, announcementFolder, readCalls, writeAnnouncement } from './announcement-files.ts'
import type { Document } from './courier.ts'
import {
  type AnnouncementEntry,
  type AnnouncementRecord,
  claimOfAnnouncement,
  HeldAnnouncements,
} from './held-announcements.ts'
import { JobHandler, type JobParts, refusalFor } from './job-handler.ts'
import { saidBy } from './rendition-records.ts'

export interface AnnouncementTakerOptions extends JobParts {
  readonly directory: string
  readonly journal: Pick<Journal, 'append'>
  readonly entries: readonly AnnouncementEntry[]
  /** To the authority, until it has it. */
  readonly bring: (document: Document) => void
  /** A directive of another kind had this serial. */
  readonly hasOtherSerial: (serial: number) => boolean
}

type Items = NonNullable<Agenda['announcements']>

type Item = Items[number]

export class AnnouncementTaker {
  readonly #o: AnnouncementTakerOptions
  readonly #jobs: JobHandler<Item, AnnouncementDirectiveBody, OrderBody>
  readonly #held = new HeldAnnouncements()
  /** As the files say it. */
  readonly #written = new Map<string, AnnouncementState>()
  readonly #wrongCalls = new Map<string, string>()

  constructor(options: AnnouncementTakerOptions) {
    this.#o = options
    for (const entry of options.entries) this.#held.add(entry)
    this.#jobs = new JobHandler({
      ...options,
      kind: 'announcement',
      directive: { type: 'announcementDirective', schema: announcementDirectiveBody },
      orders: { type: 'order', schema: orderBody, obey: async item => await this.#obey(item) },
      decide: async item => await this.#decide(item),
      lookAfter: async () => {
        for (const record of this.#held.records.all()) {
          await this.#write(record)
          await this.#lookForCalls(record)
        }
      },
    })
  }

  get serialMax(): number {
    return this.#held.records.serialMax
  }

  hasSerial(serial: number): boolean {
    return this.#held.records.hasSerial(serial)
  }

  /** What was not yet told, files that a crash or a person has taken away, and counts from now on. */
  start(): void {
    for (const record of this.#held.records.all()) this.#bringAll(record)
    this.#jobs.start()
  }

  /** The whole of what the authority wants to be heard here. */
  take(items: Items): void {
    this.#jobs.take(items)
  }

  async settled(): Promise<void> {
    await this.#jobs.settled()
  }

  async close(): Promise<void> {
    await this.#jobs.close()
  }

  /** The authority has it. */
  async taken({ kind, sha256, jws }: Omit<Document, 'directive'>): Promise<void> {
    if (kind === 'announcementCount') return await this.#keep({ is: 'announcement-count-taken', sha256 })
    const record = this.#held.records.byDigest(sha256)
    // An older answer was on its way when the newest was given: that one it does not have.
    if (record === null || record.answer.isTaken || record.answer.jws !== jws) return
    const { verdict } = record.answer
    await this.#keep({ is: 'announcement-acknowledged', sha256, verdict })
  }

  /** A stop waits for no roster. */
  async #obey({ directive: jws, order }: Item): Promise<void> {
    const sha256 = sha256Of(jws)
    if (this.#held.records.byDigest(sha256)?.isWithdrawn) return
    const body = await this.#jobs.directive(jws)
    if (body === null) return
    const said = await this.#jobs.order(order, body.directive)
    if (said?.wish !== 'stop') return
    const what = { is: 'announcement-withdrawn', said: saidBy(body.content) } as const
    await this.#answer(body, sha256, { is: 'withdrawn' }, what)
    this.#o.log.info('announcement withdrawn', { directive: body.directive, serial: body.serial })
  }

  async #decide({ directive: jws, sound }: Item): Promise<void> {
    const sha256 = sha256Of(jws)
    const known = this.#held.records.byDigest(sha256)
    if (known !== null) return this.#bringAll(known, { isLacking: this.#jobs.isLacking(sha256) })
    if (sound === undefined) return
    const body = await this.#jobs.directive(jws)
    if (body === null) return
    const { rosters, hasOtherSerial, log } = this.#o
    const { directive, serial } = body
    const { records } = this.#held
    const isReplay =
      hasOtherSerial(serial) || records.isReplay({ directive, serial, sha256 }) || records.isSaid(body.content)
    const claim = claimOfAnnouncement(body, { sound: Buffer.from(sound, 'base64'), isReplay })
    const lack = claim && (await rosters.lackOf(claim))
    if (claim !== null && lack === null) {
      await this.#answer(body, sha256, { is: 'held' }, { is: 'announcement-held', body, sound })
      return log.info('announcement accepted', { directive, serial })
    }
    const found = lack === null ? { why: 'malformed' as const, says: null } : refusalFor(lack)
    const { says } = found
    // Of a sound it is the octets that differ.
    const why = lack?.of === 'what' ? 'digest-differs' : found.why
    log.warn('announcement refused', { directive, serial, why, ...(says && { says }) })
    await this.#answer(body, sha256, { is: 'refused', why }, { is: 'announcement-refused', why })
  }

  /** Signed, kept, carried out in files, and only then told. */
  async #answer(
    { directive, serial }: AnnouncementDirectiveBody,
    sha256: string,
    verdict: AnnouncementAcknowledgementBody['verdict'],
    what: OfVerdict,
  ): Promise<void> {
    const { link, clock } = this.#o
    const at = new Date(clock.wall()).toISOString()
    const named = { directive, serial, sha256 }
    const acknowledgement = await link.signer.sign('announcementAcknowledgement', {
      ...named,
      operator: link.operator,
      at,
      verdict,
    } satisfies AnnouncementAcknowledgementBody)
    await this.#keep({ ...named, at, acknowledgement, ...what })
    const record = this.#held.records.byDigest(sha256)
    if (record === null) return
    await this.#write(record)
    this.#bringAll(record)
  }

  async #keep(entry: AnnouncementEntry): Promise<void> {
    await this.#o.journal.append(entry)
    this.#held.add(entry)
  }

  /** Where another state has begun, or the node has. */
  async #write({ held, sha256, isWithdrawn }: AnnouncementRecord): Promise<void> {
    if (held === null) return
    const { body, sound } = held
    const untilMs = Date.parse(body.content.renditions.ring?.until ?? body.expiresAt)
    const isOver = this.#o.clock.wall() >= untilMs
    const state = isWithdrawn ? 'withdrawn' : isOver ? 'over' : 'heard'
    if (this.#written.get(sha256) === state) return
    const folder = announcementFolder(this.#o.directory, body)
    await writeAnnouncement(folder, { body, sound: Buffer.from(sound, 'base64'), state })
    this.#written.set(sha256, state)
  }

  async #lookForCalls({ held, sha256, count, serial }: AnnouncementRecord): Promise<void> {
    if (held === null || count?.said.isFinal) return
    const { link, log, directory } = this.#o
    const { directive } = held.body
    const read = readCalls(announcementFolder(directory, held.body))
    if (read === null) return
    if ('wrong' in read) {
      if (this.#wrongCalls.get(sha256) !== read.wrong)
        log.warn('call counts unreadable', { file: 'calls.json', directive, why: read.wrong })
      this.#wrongCalls.set(sha256, read.wrong)
      return
    }
    const { calls, asOf, final: isFinal } = read
    if (count !== null && Date.parse(asOf) <= Date.parse(count.said.asOf)) return
    const said = { calls, asOf, isFinal }
    const jws = await link.signer.sign('announcementCount', {
      directive,
      serial,
      operator: link.operator,
      sha256,
      ...said,
    } satisfies AnnouncementCountBody)
    await this.#keep({ is: 'announcement-counted', sha256, count: said, jws })
    const counted = this.#held.records.byDigest(sha256)
    if (counted !== null) this.#bringAll(counted)
  }

  /** What the authority does not have yet. */
  #bringAll({ directive, sha256, answer, count }: AnnouncementRecord, { isLacking = false } = {}): void {
    const { bring } = this.#o
    if (!answer.isTaken || isLacking) bring({ kind: 'announcementAcknowledgement', directive, sha256, jws: answer.jws })
    if (count !== null && !count.isTaken)
      bring({ kind: 'announcementCount', directive, of: sha256, sha256: sha256Of(count.jws), jws: count.jws })
  }
}

type OfVerdict = {
  [Is in AnnouncementEntry['is']]: Omit<
    Extract<AnnouncementEntry, { is: Is; acknowledgement: string }>,
    'at' | 'directive' | 'serial' | 'sha256' | 'acknowledgement'
  >
}[Extract<AnnouncementEntry, { acknowledgement: string }>['is']]
