/**
 * Many broadcasts at all of an operator's AMFs: put on the air, replaced, taken off, and counted by what gNBs told through them. An AMF
 * that takes a warning has accepted it, and no more is claimed of that.
 *
 * Keeps nothing on disk: whoever asks keeps what should be on the air, and after a crash asks for it again with the versions that may be
 * there.
 */
import { createHash, randomBytes } from 'node:crypto'
import type { Timekeeper, Timer } from '../base/clock.ts'
import type { Random } from '../base/random.ts'
import { Amf, type AmfAsk, type Answered, areasOf, type NrVersion } from '../cbs/amf.ts'
import {
  JSON_TYPE,
  N50_PATHS,
  type PwsNotification,
  readSubscriptionAnswer,
  readTransferAnswer,
  subscriptionOf,
  transferOf,
} from '../cbs/n50.ts'
import { type NrArea, ngapCancel, ngapWriteReplace } from '../cbs/ngap.ts'
import { type PlacedCell, parseNrCell, type TrackingArea } from '../cbs/nr-cells.ts'
import { NrStanding } from '../cbs/nr-standing.ts'
import { type Aired, type Counts, keyOf, type Place, pastBeside, saidOf } from './aired.ts'
import { AmfCallback } from './amf-callback.ts'
import { type AmfEvent, AmfLink, type AmfRequest, type TlsIdentity } from './amf-link.ts'
import type { AmfUrl } from './amf-urls.ts'

/** No wait is longer: a clock that was set, or a machine that slept. */
const LOOK_MS = 60_000
/** maxnoofCellIDforWarning. TS 38.413 section 9.3.1.38. */
const CELLS_MAX = 65_535
/** With no AMF for so long, nobody would have told that a cell is off the air. */
const AWAY_MS = 30_000
/** What was taken off is known for so long, where gNBs do not say that it is off. */
const FORGET_MS = 2 * 60 * 60 * 1000
const BROADCASTS_MAX = 0xffff
const REPETITION_MAX_S = 131_071
const SECRET_OCTETS = 16
/** gNBs do not say why a cell has failed. TS 38.413 section 8.9.4. */
const NO_CAUSES: ReadonlyMap<string, number> = new Map()

export interface AmfAirOptions {
  readonly urls: readonly AmfUrl[]
  /** All of the operator's cells of 5G: `nr-452-04-7-1`. */
  readonly cells: readonly string[]
  /** Where AMFs tell what gNBs say; null: nobody tells, and nothing is known to be on the air. */
  readonly callback: AmfUrl | null
  /** Of this centre, as client and as server. */
  readonly identity: TlsIdentity | null
  readonly clock: Timekeeper
  readonly random: Random
  say(event: AmfEvent): void
}

interface TrackedBroadcast {
  readonly cells: NrStanding
  /** Monotonic milliseconds at which it was taken off; null: it should be on the air. */
  offAt: number | null
}

export class AmfAir {
  readonly #o: AmfAirOptions
  readonly #cells: readonly PlacedCell[]
  readonly #amfs: readonly Amf[]
  readonly #links: readonly AmfLink[]
  readonly #callback: AmfCallback | null
  readonly #secrets: readonly string[]
  readonly #nfId: string
  readonly #standings = new Map<string, TrackedBroadcast>()
  /** Since when none is connected; null: one is. */
  #awayAt: number | null = null
  #timer: Timer | null = null
  #isClosed = false

  constructor(options: AmfAirOptions) {
    const { urls, cells, callback, identity, clock, random, say } = options
    this.#o = options
    this.#cells = cells.flatMap(cell => parseNrCell(cell) ?? [])
    this.#amfs = urls.map(({ name }) => new Amf({ name, hears: callback !== null, random }))
    this.#secrets = urls.map(() => randomBytes(SECRET_OCTETS).toString('hex'))
    this.#nfId = uuidOf(callback?.origin ?? urls[0].origin)
    this.#links = urls.map(
      (url, i) =>
        new AmfLink(this.#amfs[i], url, identity, {
          clock,
          say,
          answerOf,
          changed: () => this.#look(),
          requestOf: ask => this.#requestOf(ask, i),
        }),
    )
    this.#callback =
      callback &&
      new AmfCallback({
        url: callback,
        identity: callback.isTls ? identity : null,
        amfOf: secret => {
          const amf = this.#secrets.indexOf(secret)
          return amf < 0 ? null : amf
        },
        heard: (amf, told) => this.#heard(amf, told),
      })
  }

  /** In one list of a request; more can only be all. */
  canName(cells: readonly string[]): boolean {
    return cells.length <= CELLS_MAX
  }

  /** Fails with cannotListen. */
  async start(): Promise<void> {
    await this.#callback?.listen()
    this.#look()
  }

  /** What is on the air stays there. */
  close(): void {
    this.#isClosed = true
    this.#timer?.cancel()
    for (const link of this.#links) link.close()
    this.#callback?.close()
  }

  async put(message: Aired): Promise<void> {
    this.#want(message, { ...saidOf(message, this.#o.clock), periodMs: message.periodMs })
  }

  async replace(message: Aired): Promise<void> {
    await this.put(message)
  }

  async kill(place: Place): Promise<void> {
    this.#want(place, null)
  }

  counts(place: Pick<Place, 'identifier' | 'code'>): AmfCounts | null {
    const key = keyOf(place)
    const standing = this.#standings.get(key)
    if (standing === undefined) return null
    const { states, broadcasts, leaving } = standing.cells
    return {
      cells: states,
      causes: NO_CAUSES,
      broadcasts,
      leaving,
      systems: this.#amfs.map(amf => ({ name: amf.name, kind: 'amf', is: amf.taking(key) })),
    }
  }

  #want(place: Place, version: NrVersion | null): void {
    const { identifier: id } = place
    const key = keyOf(place)
    const cells = place.cells?.flatMap(cell => parseNrCell(cell) ?? []) ?? null
    const past = pastBeside(version, place)
    const standing = this.#standings.get(key) ?? {
      cells: new NrStanding(id, { cells: cells ?? this.#cells, past }),
      offAt: null,
    }
    this.#standings.set(key, standing)
    standing.cells.want(version?.serial ?? null)
    standing.offAt = version === null ? this.#o.clock.monotonic() : null
    for (const amf of this.#amfs) amf.want(key, version, { id, cells, past })
    this.#look()
  }

  #heard(from: number, { told, empty }: PwsNotification): void {
    for (const [key, { cells }] of this.#standings) {
      cells.heard(told, empty)
      if (told.is === 'restart' && cells.isConcerned(told)) this.#amfs[from].again(key, this.#o.clock.monotonic())
    }
    this.#look()
  }

  #requestOf(ask: AmfAsk, amf: number): AmfRequest {
    const nfId = this.#nfId
    if (ask.is === 'subscribe') {
      const { origin = '', prefix = '' } = this.#o.callback ?? {}
      const callback = `${origin}${prefix}/${this.#secrets[amf]}`
      const body = Buffer.from(subscriptionOf({ news: ask.news, callback, nfId }))
      return { path: N50_PATHS.subscriptions, contentType: JSON_TYPE, body }
    }
    const area: NrArea | null = ask.cells && { cells: ask.cells }
    const areas: readonly TrackingArea[] | null = ask.cells && areasOf(ask.cells)
    const common = { areas, nfId, wantsAnswers: this.#callback !== null }
    const { contentType, body } =
      ask.is === 'write'
        ? transferOf({
            ...common,
            does: 'writeReplace',
            id: ask.version.id,
            serial: ask.version.serial,
            ngap: ngapWriteReplace(warningOf(ask.version, this.#o.clock.monotonic()), area),
          })
        : transferOf({ ...common, does: 'cancel', id: ask.id, serial: ask.serial, ngap: ngapCancel(ask, area) })
    return { path: N50_PATHS.transfer, contentType, body }
  }

  /** All that may be done now is done; then the clock is set for the next time. */
  #look(): void {
    if (this.#isClosed) return
    const now = this.#o.clock.monotonic()
    for (const amf of this.#amfs) amf.tick(now)
    for (const link of this.#links) link.act()
    this.#judge(now)
    this.#timer?.cancel()
    const times = this.#amfs.flatMap(amf => amf.nextAt(now) ?? [])
    const next = Math.min(now + LOOK_MS, ...times)
    this.#timer = this.#o.clock.after(Math.max(1, next - now), () => this.#look())
  }

  #judge(now: number): void {
    const amfs = this.#amfs
    this.#awayAt = amfs.some(({ isConnected }) => isConnected) ? null : (this.#awayAt ?? now)
    const isAway = this.#awayAt !== null && now - this.#awayAt >= AWAY_MS
    for (const [key, standing] of this.#standings) {
      const { cells, offAt } = standing
      if (isAway) cells.forget()
      else cells.areUnknown(unknownTo(amfs, key))
      if (offAt === null) continue
      const isOff = cells.leaving === 0 && amfs.every(amf => amf.isSettled(key))
      if (!isOff && now - offAt < FORGET_MS) continue
      this.#standings.delete(key)
      for (const amf of amfs) amf.forget(key)
    }
  }
}

export interface AmfCounts extends Counts {
  readonly systems: readonly {
    readonly name: string
    readonly kind: 'amf'
    readonly is: 'accepted' | 'refused' | 'unknown'
  }[]
}

/** Tracking areas in which none of them has a gNB, by key. */
function unknownTo(amfs: readonly Amf[], key: string): ReadonlySet<string> {
  const [first, ...others] = amfs.map(amf => amf.unknownAreas(key))
  return new Set([...first].filter(area => others.every(each => each.has(area))))
}

function answerOf(ask: AmfAsk, status: number, body: Buffer): Answered {
  return ask.is === 'subscribe' ? readSubscriptionAnswer(status, body) : readTransferAnswer(status, body)
}

/** How often it is still to be on the air; as gNBs end it by themselves then. */
function warningOf({ id, serial, dcs, pages, periodMs, untilMs }: NrVersion, now: number) {
  const repetitionS = Math.min(REPETITION_MAX_S, Math.max(1, Math.ceil(periodMs / 1000)))
  const left = Math.ceil((untilMs - now) / (repetitionS * 1000))
  const broadcasts = Math.min(BROADCASTS_MAX, Math.max(1, left))
  return { id, serial, dcs, pages, repetitionS, broadcasts, concurrent: true }
}

/** The same centre after a restart, so that an AMF may drop its earlier subscriptions. TS 29.518 section 5.2.2.4.2.2; RFC 9562 section 5.8. */
function uuidOf(name: string): string {
  const octets = createHash('sha256').update(name).digest().subarray(0, 16)
  octets[6] = (octets[6] & 0x0f) | 0x80
  octets[8] = (octets[8] & 0x3f) | 0x80
  return octets.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
