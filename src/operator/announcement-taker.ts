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
import type { Timekeeper, Timer } from '../base/clock.ts'
import { Failure, reason } from '../base/failure.ts'
import type { Journal } from '../base/journal.ts'
import type { Log } from '../base/log.ts'
import {
  type AnnouncementAcknowledgementBody,
  type AnnouncementCountBody,
  type AnnouncementDirectiveBody,
  announcementDirectiveBody,
} from '../directive/announcement.ts'
import { type Agenda, orderBody } from '../directive/documents.ts'
import { sha256Of, verify } from '../directive/signing.ts'
import {
  type AnnouncementState,
  announcementFolder,
  readCalls,
  writeAnnouncement,
} from './announcement-files.ts'
import type { AuthorityLink } from './authority-link.ts'
import type { Document } from './courier.ts'
import type { Heads } from './heads.ts'
import {
  type AnnouncementEntry,
  type AnnouncementRecord,
  HeldAnnouncements,
  refusalOf,
} from './held-announcements.ts'
import type { Rosters } from './rosters.ts'
import type { Untrusted } from './untrusted.ts'

export interface AnnouncementTakerOptions {
  readonly directory: string
  readonly journal: Pick<Journal, 'append'>
  readonly entries: readonly AnnouncementEntry[]
  readonly link: Pick<AuthorityLink, 'authorityKey' | 'operator' | 'signer'>
  readonly untrusted: Untrusted
  readonly rosters: Pick<Rosters, 'people' | 'settled'>
  readonly heads: Pick<Heads, 'see'>
  readonly log: Log
  readonly clock: Timekeeper
  /** To the authority, until it has it. */
  readonly bring: (document: Document) => void
  /** A directive of another kind had this serial. */
  readonly hasOtherSerial: (serial: number) => boolean
}

type Items = NonNullable<Agenda['announcements']>

/** How often files of counts are looked at, and whether a time is over. */
const LOOK_MS = 5000

export class AnnouncementTaker {
  readonly #o: AnnouncementTakerOptions
  readonly #held = new HeldAnnouncements()
  /** As the files say it. */
  readonly #written = new Map<string, AnnouncementState>()
  readonly #wrongCalls = new Map<string, string>()
  #work: Promise<void> = Promise.resolve()
  #items: Items = []
  #timer: Timer | null = null
  #isClosed = false

  constructor(options: AnnouncementTakerOptions) {
    this.#o = options
    for (const entry of options.entries) this.#held.add(entry)
  }

  get serialMax(): number {
    return this.#held.serialMax
  }

  hasSerial(serial: number): boolean {
    return this.#held.hasSerial(serial)
  }

  /** What was not yet told, files that a crash or a person has taken away, and counts from now on. */
  start(): void {
    for (const record of this.#held.all()) this.#bringAll(record)
    this.take([])
    this.#later()
  }

  /** The whole of what the authority wants to be heard here. */
  take(items: Items): void {
    this.#items = items
    this.#work = this.#work.then(async () => await this.#takeAll(items))
  }

  async settled(): Promise<void> {
    await this.#work
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#timer?.cancel()
    await this.settled()
  }

  /** The authority has it. */
  async taken({ kind, sha256 }: Pick<Document, 'kind' | 'sha256'>): Promise<void> {
    if (kind === 'announcementCount')
      return await this.#keep({ is: 'announcement-count-taken', sha256 })
    const record = this.#held.byDigest(sha256)
    if (record === null || record.answer.isTaken) return
    const { verdict } = record.answer
    await this.#keep({ is: 'announcement-acknowledged', sha256, verdict })
  }

  #later(): void {
    if (this.#isClosed) return
    this.#timer = this.#o.clock.after(LOOK_MS, () => {
      this.take(this.#items)
      this.#later()
    })
  }

  async #takeAll(items: Items): Promise<void> {
    try {
      for (const item of items) await this.#takeOrder(item)
      await this.#o.rosters.settled()
      for (const item of items) if (!this.#isClosed) await this.#takeOne(item)
      for (const record of this.#held.all()) await this.#lookAfter(record)
    } catch (error) {
      const why = error instanceof Failure ? error.sentence('en') : reason(error)
      this.#o.log.error('an announcement could not be kept; it is tried again', { why })
    }
  }

  /** A stop waits for no roster. */
  async #takeOrder({ directive: jws, order }: Items[number]): Promise<void> {
    const sha256 = sha256Of(jws)
    if (this.#held.byDigest(sha256)?.isWithdrawn) return
    const { link, untrusted, heads } = this.#o
    const body = await this.#verified(jws, sha256)
    if (body === null) return
    try {
      const key = link.authorityKey
      const said = await verify(order, { type: 'order', key, schema: orderBody })
      if (said.operator !== link.operator) throw new Error('it is for another operator')
      if (said.directive !== body.directive) throw new Error('it is of another directive')
      heads.see(said.trail, { kind: 'order', directive: said.directive, sequence: said.sequence })
      if (said.wish !== 'stop') return
    } catch (error) {
      return untrusted.tell(sha256Of(order), 'an order', error)
    }
    await this.#answer(body, sha256, { is: 'withdrawn' }, { is: 'announcement-withdrawn' })
    this.#o.log.info('announcement withdrawn', { directive: body.directive, serial: body.serial })
  }

  async #takeOne({ directive: jws, sound }: Items[number]): Promise<void> {
    const sha256 = sha256Of(jws)
    const known = this.#held.byDigest(sha256)
    if (known !== null) return this.#bringAll(known)
    if (sound === undefined) return
    const body = await this.#verified(jws, sha256)
    if (body === null) return
    const { rosters, clock, hasOtherSerial, log } = this.#o
    const { directive, serial } = body
    const refusal = await refusalOf(body, Buffer.from(sound, 'base64'), {
      isReplay: hasOtherSerial(serial) || this.#held.isReplay({ directive, serial, sha256 }),
      people: () => rosters.people,
      now: clock.wall(),
    })
    if (refusal === null) {
      await this.#answer(body, sha256, { is: 'held' }, { is: 'announcement-held', body, sound })
      return log.info('announcement held', { directive, serial })
    }
    const { why, says } = refusal
    log.warn('announcement refused', { directive, serial, why, ...(says && { says }) })
    await this.#answer(body, sha256, { is: 'refused', why }, { is: 'announcement-refused', why })
  }

  async #verified(jws: string, sha256: string): Promise<AnnouncementDirectiveBody | null> {
    const { link, untrusted, heads } = this.#o
    try {
      const key = link.authorityKey
      const expected = {
        type: 'announcementDirective',
        key,
        schema: announcementDirectiveBody,
      } as const
      const body = await verify(jws, expected)
      if (body.operator !== link.operator) throw new Error('it is for another operator')
      const { directive, serial, trail } = body
      heads.see(trail, { kind: 'announcement', directive, serial })
      return body
    } catch (error) {
      untrusted.tell(sha256, 'an announcement', error)
      return null
    }
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
      ...{ ...named, operator: link.operator, at },
      verdict,
    } satisfies AnnouncementAcknowledgementBody)
    await this.#keep({ ...named, at, acknowledgement, ...what })
    const record = this.#held.byDigest(sha256)
    if (record === null) return
    await this.#write(record)
    this.#bringAll(record)
  }

  async #keep(entry: AnnouncementEntry): Promise<void> {
    await this.#o.journal.append(entry)
    this.#held.add(entry)
  }

  async #lookAfter(record: AnnouncementRecord): Promise<void> {
    await this.#write(record)
    await this.#lookForCalls(record)
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
        log.warn('calls.json cannot be read', { directive, why: read.wrong })
      this.#wrongCalls.set(sha256, read.wrong)
      return
    }
    const { calls, asOf, final: isFinal } = read
    if (count !== null && Date.parse(asOf) <= Date.parse(count.said.asOf)) return
    const said = { calls, asOf, isFinal }
    const jws = await link.signer.sign('announcementCount', {
      ...{ directive, serial, operator: link.operator, sha256 },
      ...said,
    } satisfies AnnouncementCountBody)
    await this.#keep({ is: 'announcement-counted', sha256, count: said, jws })
    const counted = this.#held.byDigest(sha256)
    if (counted !== null) this.#bringAll(counted)
  }

  /** What the authority does not have yet. */
  #bringAll({ directive, sha256, answer, count }: AnnouncementRecord): void {
    const { bring } = this.#o
    if (!answer.isTaken)
      bring({ kind: 'announcementAcknowledgement', directive, sha256, jws: answer.jws })
    if (count !== null && !count.isTaken)
      bring({ kind: 'announcementCount', directive, sha256: sha256Of(count.jws), jws: count.jws })
  }
}

type OfVerdict = {
  [Is in AnnouncementEntry['is']]: Omit<
    Extract<AnnouncementEntry, { is: Is; acknowledgement: string }>,
    'at' | 'directive' | 'serial' | 'sha256' | 'acknowledgement'
  >
}[Extract<AnnouncementEntry, { acknowledgement: string }>['is']]
