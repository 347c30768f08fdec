/**
 * Takes the cell broadcasts that the authority wants on the air here: verified, examined, in the journal, handed to whoever holds the
 * controllers, and acknowledged; replaces and takes them off by an order or when their time is over; and tells on how many cells they were.
 *
 *   agenda ─► order says replace or stop? ─► in the journal at once, and on the air or off it
 *         └─► verify ─► examine ─► two people ─► journal ─► on the air ─► acknowledge
 *         └─► the operator's own broadcast centre is handed the authority's signed alert of it, where there is one
 *   what controllers said ─► counted by province ─► signed ─► journal ─► the authority, until it has it
 *
 * What should be on the air follows from the journal and the clock alone (`sayingNow`): after a crash it is asked for again. Of cells
 * the authority learns how many.
 */
import { Failure } from '../base/failure.ts'
import type { Journal } from '../base/journal.ts'
import { pagesOf } from '../cbs/pages.ts'
import { serialNumber } from '../cbs/serial.ts'
import {
  type AirText,
  type BroadcastAcknowledgementBody,
  type BroadcastCountBody,
  type BroadcastDirectiveBody,
  type BroadcastOrderBody,
  broadcastDirectiveBody,
  broadcastOrderBody,
  CORRECTION_MS,
  onTheAir,
  type Saying,
  serialOf,
} from '../directive/broadcast.ts'
import { whenOf } from '../directive/claims.ts'
import { type Agenda, type HelloBody, ON_AIR_MAX } from '../directive/documents.ts'
import { sha256Of } from '../directive/signing.ts'
import type { AuthorityLink } from './authority-link.ts'
import type { CapPush } from './cap-push.ts'
import { tallyOf } from './cell-counts.ts'
import type { CellTable } from './cell-table.ts'
import type { Document } from './courier.ts'
import { giveBackBroadcasts } from './give-back.ts'
import {
  type BroadcastEntry,
  type BroadcastRecord,
  claimOfBroadcast,
  HeldBroadcasts,
  isClosed,
  mayBeOnAir,
  type Ordered,
  refusalOf,
  type SaidCount,
  type SaidNow,
  sayingNow,
} from './held-broadcasts.ts'
import { eachOf, JobHandler, type JobParts, refusalFor } from './job-handler.ts'
import type { AirMessage, AirPlace, OnAir } from './on-air.ts'
import { saidBy } from './rendition-records.ts'

export interface BroadcastTakerOptions extends JobParts {
  readonly journal: Pick<Journal, 'append'>
  readonly entries: readonly BroadcastEntry[]
  readonly cells: CellTable
  readonly air: OnAir
  /** Missing: the operator has no broadcast centre of its own that takes alerts. */
  readonly cap?: CapPush | null
  /** To the authority, until it has it. */
  readonly bring: (document: Document) => void
  /** A directive of another kind had this serial. */
  readonly hasOtherSerial: (serial: number) => boolean
}

type Items = NonNullable<Agenda['broadcasts']>
type Item = Items[number]

/** What may have been on the air before. */
const EARLIER = { message: [], correction: ['message'], off: ['message', 'correction'] } as const satisfies Readonly<
  Record<Saying | 'off', readonly Saying[]>
>
const ALERTS = { message: 'publish', correction: 'correct' } as const
/** Where no cell has changed, how often it was sent is told no more often. */
const TELL_MS = 10 * 60 * 1000
/** While cells come and go: no more often than this part of the time for which it has been on the air, so that a journal stays small. */
const TELL_PART = 120
/** A whole table of more is all cells of each controller: what it has beyond the table is reached too, and nobody keeps names by the thousand. */
const NAMED_OF_ALL_MAX = 7281
/** How long cells are waited for that may still have what was taken off. */
const LEAVING_MS = 60 * 60 * 1000

export class BroadcastTaker {
  readonly #o: BroadcastTakerOptions
  readonly #jobs: JobHandler<Item, BroadcastDirectiveBody, BroadcastOrderBody>
  readonly #held = new HeldBroadcasts()
  /** Digests of those that a process before this one may have put on the air. */
  readonly #earlier: ReadonlySet<string>
  /** As it was asked for, by this process. */
  readonly #asked = new Map<string, Saying | 'off'>()
  /** Of what is on the air: cells, by digest. */
  readonly #cells = new Map<string, readonly string[]>()
  /** Orders that the disk would not take yet, by digest: they are obeyed all the same. */
  readonly #unkept = new Map<string, Ordered>()

  constructor(options: BroadcastTakerOptions) {
    this.#o = options
    for (const entry of options.entries) this.#held.add(entry)
    this.#earlier = new Set(this.#held.records.all().map(({ sha256 }) => sha256))
    this.#jobs = new JobHandler({
      ...options,
      kind: 'broadcast',
      directive: { type: 'broadcastDirective', schema: broadcastDirectiveBody },
      orders: { type: 'broadcastOrder', schema: broadcastOrderBody, obey: async item => await this.#obey(item) },
      decide: async item => await this.#decide(item),
      lookAfter: async () =>
        await eachOf(this.#held.records.all(), async ({ sha256 }) => await this.#lookAfter(sha256)),
    })
  }

  get serialMax(): number {
    return this.#held.records.serialMax
  }

  hasSerial(serial: number): boolean {
    return this.#held.records.hasSerial(serial)
  }

  /** What may be on the air here, newest first, as a hello says it. */
  get onAir(): NonNullable<HelloBody['onAir']> {
    return mayBeOnAir(this.#held.records.all(), this.#o.clock.wall())
      .toSorted((a, b) => b.serial - a.serial)
      .slice(0, ON_AIR_MAX)
      .map(({ directive, sha256, order }) => ({
        directive,
        sha256,
        // Only the first order lets one run.
        sequence: order?.sequence ?? 1,
      }))
  }

  /** After a hello by this link: `answer` says what the authority has lost there. */
  async giveBack(answer: unknown, link: Pick<AuthorityLink, 'post' | 'signer'>): Promise<void> {
    const { log, bring } = this.#o
    const known = (sha256: string) => this.#held.records.byDigest(sha256)
    const given = await giveBackBroadcasts(answer, { link, log, known })
    for (const { directive, sha256, counts } of given)
      for (const { jws } of Object.values(counts)) bring(countOf(directive, sha256, jws))
  }

  /** What was not yet told, what should be on the air after a crash, and counts from now on. */
  start(): void {
    for (const record of this.#held.records.all()) this.#bringAll(record)
    this.#jobs.start()
  }

  /** The whole of what the authority wants on the air here. */
  take(items: Items): void {
    this.#jobs.take(items)
  }

  async settled(): Promise<void> {
    await this.#jobs.settled()
  }

  async close(): Promise<void> {
    this.#o.cap?.close()
    await this.#jobs.close()
  }

  /** The authority has it. */
  async taken({ kind, sha256, jws }: Omit<Document, 'directive'>): Promise<void> {
    if (kind === 'broadcastCount') return await this.#keep({ is: 'broadcast-count-taken', sha256 })
    const record = this.#held.records.byDigest(sha256)
    // An older answer was on its way when the newest was given: that one it does not have.
    if (record === null || record.answer.isTaken || record.answer.jws !== jws) return
    const { verdict } = record.answer
    await this.#keep({ is: 'broadcast-acknowledged', sha256, verdict })
  }

  /** A stop and a correction wait for no roster; of what never was on the air here there is nothing to correct. */
  async #obey({ directive: jws, order: given }: Item): Promise<void> {
    const sha256 = sha256Of(jws)
    const body = await this.#jobs.directive(jws)
    const order = body && (await this.#jobs.order(given, body.directive))
    if (body === null || order === null || order.wish === 'run') return
    const known = this.#held.records.byDigest(sha256)
    const obeyed = known === null ? this.#unkept.get(sha256) : this.#orderOf(known)
    // What the disk would not take is tried again; what is older never counts, whichever address it comes from.
    if (order.sequence < (obeyed?.sequence ?? 0)) return
    if (known !== null && order.sequence <= (known.order?.sequence ?? 0)) return
    const { sequence, wish, at } = order
    const isReplaced = wish === 'replace' && known !== null && this.#mayBeCorrected(known)
    // No person signed when: what is dated ahead is of now, so that a correction has an end.
    const now = new Date(Math.min(Date.parse(at), this.#o.clock.wall())).toISOString()
    const ordered = { sequence, wish: isReplaced ? wish : ('stop' as const), at: now }
    const said = saidBy(body.content)
    const what: OfVerdict = isReplaced
      ? { is: 'broadcast-replaced', order: ordered }
      : { is: 'broadcast-withdrawn', order: ordered, said }
    const verdict = { is: isReplaced ? ('replaced' as const) : ('withdrawn' as const) }
    try {
      await this.#answer(body, { sha256, sequence }, verdict, what)
    } catch (error) {
      // A disk that is full keeps nothing on the air.
      this.#unkept.set(sha256, ordered)
      await this.#lookAfter(sha256)
      throw error
    }
    const { directive, serial } = body
    if (isReplaced) this.#o.log.info('broadcast replaced by its correction', { directive, serial })
    else this.#o.log.info('broadcast withdrawn', { directive, serial })
  }

  /** Nobody has heard what is not on the air yet, and what was over an hour ago is forgotten: its correction would be news of its own. */
  #mayBeCorrected({ held, order }: BroadcastRecord): boolean {
    if (held === null) return false
    const now = this.#o.clock.wall()
    const { from } = whenOf(held)
    const until = Date.parse(held.content.renditions.broadcast?.until ?? '')
    const wasHeard = order?.wish !== 'stop' || Date.parse(order.at) >= from
    return wasHeard && now >= from && now < until + CORRECTION_MS
  }

  async #decide({ directive: jws, order: ordered }: Item): Promise<void> {
    const sha256 = sha256Of(jws)
    const { records } = this.#held
    const known = records.byDigest(sha256)
    if (known !== null) return this.#bringAll(known, { isLacking: this.#jobs.isLacking(sha256) })
    const body = await this.#jobs.directive(jws)
    const order = body && (await this.#jobs.order(ordered, body.directive))
    if (body === null || order?.wish !== 'run') return
    const { rosters, clock, hasOtherSerial, log } = this.#o
    const { directive, serial } = body
    const of = { sha256, sequence: order.sequence }
    const named = this.#cellsOf(body, sha256)
    const cells = named.length
    const isReplay =
      hasOtherSerial(serial) || records.isReplay({ directive, serial, sha256 }) || records.isSaid(body.content)
    const lack = await rosters.lackOf(claimOfBroadcast(body, { isReplay, isPaged: () => isPaged(body) }))
    const refusal = refusalOf(body, {
      now: clock.wall(),
      records: records.all(),
      cells,
      isHandedOn: this.#o.cap?.takes(body.content) === true,
      canBeNamed: this.#canBeAsked(named),
    })
    if (lack === null && refusal === null) {
      const what = { is: 'broadcast-held', body, jws } as const
      await this.#answer(body, of, { is: 'held', cells }, what)
      return log.info('broadcast accepted', { directive, serial, cells })
    }
    const { why, says } = lack === null ? { why: refusal ?? 'malformed', says: null } : refusalFor(lack)
    log.warn('broadcast refused', { directive, serial, why, ...(says && { says }) })
    await this.#answer(body, of, { is: 'refused', why }, { is: 'broadcast-refused', why })
  }

  /** Signed, kept, asked for on the air, and only then told. */
  async #answer(
    { directive, serial }: BroadcastDirectiveBody,
    { sha256, sequence }: { readonly sha256: string; readonly sequence: number },
    verdict: BroadcastAcknowledgementBody['verdict'],
    what: OfVerdict,
  ): Promise<void> {
    const { link, clock } = this.#o
    const at = new Date(clock.wall()).toISOString()
    const named = { directive, serial, sha256 }
    const acknowledgement = await link.signer.sign('broadcastAcknowledgement', {
      ...named,
      operator: link.operator,
      at,
      sequence,
      verdict,
    } satisfies BroadcastAcknowledgementBody)
    await this.#keep({ ...named, at, acknowledgement, ...what })
    await this.#lookAfter(sha256)
    const record = this.#held.records.byDigest(sha256)
    if (record !== null) this.#bringAll(record)
  }

  async #keep(entry: BroadcastEntry): Promise<void> {
    await this.#o.journal.append(entry)
    this.#held.add(entry)
  }

  // On the air -------------------------------------------------------------------------------------------------------

  async #lookAfter(sha256: string): Promise<void> {
    const record = this.#held.records.byDigest(sha256)
    if (record === null || record.held === null) return
    const { clock } = this.#o
    const saying = sayingNow({ ...record, order: this.#orderOf(record) }, clock.wall())
    const now = saying?.isOn ? saying : null
    const wanted = now?.says ?? 'off'
    const asked = this.#asked.get(sha256)
    if (asked === undefined && wanted === 'off' && isClosed(record)) return this.#handOn(record, now)
    // Nobody has it before its time.
    if (asked === undefined && saying?.isOn === false) return
    if (asked !== wanted) {
      // Once it is off, nobody can count it any more; but what is to go waits for no disk.
      const last = asked === undefined || asked === 'off' ? null : this.#counted(record, asked)
      await this.#ask(record.held, now, sha256)
      this.#asked.set(sha256, wanted)
      if (wanted === 'off') this.#cells.delete(sha256)
      if (last !== null) await this.#tellNews(record, last, 'before it goes')
    }
    this.#handOn(record, now)
    if (wanted === 'off') return await this.#countLeaving(sha256)
    const count = this.#counted(record, wanted)
    if (count !== null) await this.#tellNews(record, count, 'now')
  }

  #orderOf({ sha256, order }: BroadcastRecord): Ordered | null {
    const unkept = this.#unkept.get(sha256)
    if (unkept === undefined || unkept.sequence > (order?.sequence ?? 0)) return unkept ?? order
    this.#unkept.delete(sha256)
    return order
  }

  async #ask(body: BroadcastDirectiveBody, now: SaidNow | null, sha256: string): Promise<void> {
    const { air, log } = this.#o
    const cells = this.#cellsOf(body, sha256)
    const isAsked = this.#canBeAsked(cells)
    if (now !== null && !isAsked) {
      const { directive } = body
      log.warn('broadcast has more cells than can be named', { directive, says: now.says })
      // What stands there stays there; all cells would be more than people signed.
      if (now.says === 'message') return
    }
    // A table of the operator's may have no cell left there: what stands there still is taken off.
    if (now === null || cells.length === 0 || !isAsked) {
      for (const place of this.#placesOf(body, sha256, 'off')) await air.kill(place)
      return
    }
    for (const message of messagesOf(body, now, this.#placesOf(body, sha256, now.says)))
      await (now.says === 'message' ? air.put(message) : air.replace(message))
  }

  /** Also what takes it back, for as long as its cells would be waited for. */
  #handOn(record: BroadcastRecord, now: SaidNow | null): void {
    const { cap, clock } = this.#o
    const { held, sha256, handed: accepted, order } = record
    if (!cap || held === null) return
    // What was not handed on yet is not taken back.
    const isTakenBack =
      order?.wish === 'stop' &&
      Date.parse(order.at) >= whenOf(held).from &&
      clock.wall() - offSince(record) < LEAVING_MS
    const kind = now === null ? (isTakenBack ? 'cancel' : null) : ALERTS[now.says]
    if (kind === null) return cap.forget(sha256)
    const keep = async (alert: string) => await this.#keep({ is: 'broadcast-handed', sha256, alert })
    cap.want(sha256, held, { kind, accepted, keep })
  }

  #keysOf(body: BroadcastDirectiveBody) {
    const texts = onTheAir(body.content, 'message')?.texts ?? []
    return texts.map(({ identifier }) => ({ identifier, code: body.code }))
  }

  /** Where each language is or was, with the earlier versions that may be there: nobody knows what a crash left. */
  #placesOf(body: BroadcastDirectiveBody, sha256: string, wanted: Saying | 'off'): readonly AirPlace[] {
    const { air, cells: table } = this.#o
    const named = this.#cellsOf(body, sha256)
    const isWhole = named.length === table.size
    const isLong = named.length > NAMED_OF_ALL_MAX || !air.canName(named)
    const isAll = named.length === 0 || (isWhole && isLong)
    const past = EARLIER[wanted].map(says => serialNumber(serialOf(body, says)))
    const isEarlier = this.#earlier.has(sha256)
    const cells = isAll ? null : named
    return this.#keysOf(body).map(key => ({ ...key, past, isEarlier, cells }))
  }

  /** By name, or as all that there are. */
  #canBeAsked(cells: readonly string[]): boolean {
    return cells.length === this.#o.cells.size || this.#o.air.canName(cells)
  }

  #cellsOf({ content }: BroadcastDirectiveBody, sha256: string): readonly string[] {
    const polygons = content.renditions.broadcast?.polygons ?? []
    const cells = this.#cells.get(sha256) ?? this.#o.cells.within({ provinces: content.provinces, polygons })
    this.#cells.set(sha256, cells)
    return cells
  }

  // Counts -----------------------------------------------------------------------------------------------------------

  /** As it is now. */
  #counted({ held, sha256 }: BroadcastRecord, says: Saying): Omit<SaidCount, 'isFinal'> | null {
    if (held === null) return null
    const { air, cells, clock } = this.#o
    const told = this.#keysOf(held).map(key => air.counts(key))
    const others = this.#o.cap?.systems(sha256) ?? []
    const tally = tallyOf(this.#cellsOf(held, sha256), told, cells, others)
    return { says, ...tally, asOf: new Date(clock.wall()).toISOString() }
  }

  async #tellNews(
    record: BroadcastRecord,
    count: Omit<SaidCount, 'isFinal'>,
    when: 'now' | 'before it goes',
  ): Promise<void> {
    const { counts, sha256 } = record
    const { says } = count
    // A correction has the place of the message in each cell: what was the message's is not known any more.
    const isFinal = when === 'before it goes' && says === 'message' && this.#isReplaced(sha256)
    const before = counts[says]?.said
    if (before !== undefined && before.cells.known !== count.cells.known)
      this.#o.log.warn('cell table changed during a broadcast', {
        directive: record.directive,
        before: before.cells.known,
        now: count.cells.known,
      })
    const now = this.#o.clock.wall()
    if (before !== undefined && !isFinal) {
      if (!isNews(before, count, now)) return
      if (when === 'now' && now < tellAgainAt(record, before)) return
    }
    await this.#tell(record, { ...count, isFinal })
  }

  #isReplaced(sha256: string): boolean {
    return this.#held.records.byDigest(sha256)?.order?.wish === 'replace'
  }

  /** Of what is off the air the last count stays as it was; how many cells may still have it is told until none has, or for an hour. */
  async #countLeaving(sha256: string): Promise<void> {
    const record = this.#held.records.byDigest(sha256)
    if (record === null || record.held === null) return
    const last = record.counts.correction?.said ?? record.counts.message?.said
    if (last === undefined || last.isFinal) return
    const { air, clock } = this.#o
    const told = this.#keysOf(record.held).map(key => air.counts(key))
    const leaving = Math.max(0, ...told.map(each => each?.leaving ?? 0))
    const isFinal = leaving === 0 || clock.wall() - offSince(record) >= LEAVING_MS
    if (!isFinal && leaving === last.leaving) return
    const asOf = new Date(Math.max(clock.wall(), Date.parse(last.asOf) + 1)).toISOString()
    await this.#tell(record, { ...last, leaving, asOf, isFinal })
  }

  async #tell({ directive, serial, sha256 }: BroadcastRecord, count: SaidCount): Promise<void> {
    const { link } = this.#o
    const jws = await link.signer.sign('broadcastCount', {
      directive,
      serial,
      operator: link.operator,
      sha256,
      ...count,
    } satisfies BroadcastCountBody)
    await this.#keep({ is: 'broadcast-counted', sha256, count, jws })
    const counted = this.#held.records.byDigest(sha256)
    if (counted !== null) this.#bringAll(counted)
  }

  /** What the authority does not have yet. */
  #bringAll({ directive, sha256, answer, counts }: BroadcastRecord, { isLacking = false } = {}): void {
    const { bring } = this.#o
    if (!answer.isTaken || isLacking) bring({ kind: 'broadcastAcknowledgement', directive, sha256, jws: answer.jws })
    for (const { isTaken, jws } of Object.values(counts)) if (!isTaken) bring(countOf(directive, sha256, jws))
  }
}

/** `of`: the digest of the directive's JWS. */
function countOf(directive: string, of: string, jws: string): Document {
  return { kind: 'broadcastCount', directive, of, sha256: sha256Of(jws), jws }
}

/** A broadcast for each language. */
function messagesOf(
  body: BroadcastDirectiveBody,
  { says, untilMs }: { readonly says: Saying; readonly untilMs: number },
  places: readonly AirPlace[],
): readonly AirMessage[] {
  const aired = onTheAir(body.content, says)
  const { broadcast } = body.content.renditions
  if (aired === null || broadcast === undefined) return []
  const [serial, periodMs] = [serialOf(body, says), broadcast.periodSeconds * 1000]
  const common = ({ identifier, text }: AirText) => {
    const place = places.find(each => each.identifier === identifier)
    if (place === undefined) throw new RangeError('it has no place')
    return { ...place, text, pages: pagesOf(text), serial, periodMs, untilMs }
  }
  // Apart, so that each identifier stays what it is by type.
  return aired.purpose === 'exercise'
    ? aired.texts.map(text => ({ ...common(text), purpose: 'exercise' as const, identifier: text.identifier }))
    : aired.texts.map(text => ({ ...common(text), purpose: 'live' as const, identifier: text.identifier }))
}

function isPaged({ content }: BroadcastDirectiveBody): boolean {
  try {
    for (const says of ['message', 'correction'] as const)
      for (const { text } of onTheAir(content, says)?.texts ?? []) pagesOf(text)
    return true
  } catch (error) {
    if (error instanceof Failure) return false
    throw error
  }
}

function isNews(before: SaidCount, now: Omit<SaidCount, 'isFinal'>, wall: number): boolean {
  const said = ({ cells, provinces, causes, leaving, systems }: Omit<SaidCount, 'isFinal'>) =>
    JSON.stringify([cells, provinces, causes, leaving, systems])
  if (said(before) !== said(now)) return true
  return before.broadcasts !== now.broadcasts && wall - Date.parse(before.asOf) >= TELL_MS
}

function tellAgainAt({ since }: BroadcastRecord, { asOf }: SaidCount): number {
  const told = Date.parse(asOf)
  return told + Math.max(0, told - since) / TELL_PART
}

/** By an order, or when its time was over. */
function offSince({ held, order }: BroadcastRecord): number {
  const until = Date.parse(held?.content.renditions.broadcast?.until ?? '')
  const ordered = order === null ? until : Date.parse(order.at)
  return order?.wish === 'stop' ? Math.min(until, ordered) : Math.max(until, ordered)
}

type OfVerdict = {
  [Is in BroadcastEntry['is']]: Omit<
    Extract<BroadcastEntry, { is: Is; acknowledgement: string }>,
    'at' | 'directive' | 'serial' | 'sha256' | 'acknowledgement'
  >
}[Extract<BroadcastEntry, { acknowledgement: string }>['is']]
