/**
 * One AMF: what it is asked and what it answers, until it has taken what should be on the air, and has been asked to take off the rest.
 *
 *              connect                opened                      asked, one at a time
 *   closed ─────────────► connecting ────────► open: subscribe ─► write, cancel ─► idle
 *     ▲ wait, doubling        │                  │
 *     └───────────────────────┴──── lost ────────┘
 *
 * That it has taken a warning is not that it is on the air: only what gNBs say tells that (`nr-standing.ts`). At each connection it is
 * subscribed to and asked anew: it may have been another process. To be asked twice the same changes nothing at a gNB (TS 38.413 section
 * 8.9.1.2).
 *
 * Time, chance and requests are arguments and results. Knows no socket, no clock, no disk.
 */
import { backoffMs } from '../base/backoff.ts'
import type { Random } from '../base/random.ts'
import type { CbspPage } from './elements.ts'
import { NEWS, type News, type Refusal, type TransferAnswer } from './n50.ts'
import { areaKey, type PlacedCell, type TrackingArea } from './nr-cells.ts'

/** A connection that is not open by then is given up. */
const CONNECT_MS = 10_000
/** What was refused is asked for again, where the AMF does not say when. */
const RETRY_MS = 30_000
const RETRY_MAX_MS = 600_000
/** After a restart of cells: as long as others may follow it. */
const GATHER_MS = 200

/** A version of a broadcast, as it goes out. */
export interface NrVersion {
  readonly id: number
  readonly serial: number
  readonly dcs: number
  readonly pages: readonly CbspPage[]
  readonly periodMs: number
  /** Until when it is on the air, by the clock that `tick` is told. */
  readonly untilMs: number
}

export type AmfAsk =
  | { readonly is: 'subscribe'; readonly news: News }
  | {
      readonly is: 'write'
      readonly key: string
      readonly version: NrVersion
      /** Null: wherever it serves. */
      readonly cells: readonly PlacedCell[] | null
    }
  | {
      readonly is: 'cancel'
      readonly key: string
      readonly id: number
      readonly serial: number
      readonly cells: readonly PlacedCell[] | null
    }

/** As it stands in an answer. */
export type Answered = { readonly is: 'subscribed' } | TransferAnswer

export type AmfAnswer =
  | Exclude<Answered, Refusal>
  /** `retryMs`: when the AMF wants to be asked again; null: it does not say. */
  | (Refusal & { readonly retryMs: number | null })
  | { readonly is: 'unanswered' }

export type AmfStep =
  | { readonly is: 'connect' }
  | { readonly is: 'ask'; readonly ask: AmfAsk }
  | { readonly is: 'close'; readonly why: string }

/** What an AMF has said of the version that should be on the air, or of what was taken off. */
export type Taking = 'accepted' | 'refused' | 'unknown'

type Link =
  | { readonly is: 'closed'; readonly callAt: number }
  | { readonly is: 'connecting'; readonly since: number }
  | { readonly is: 'open' }

interface Broadcast {
  readonly id: number
  readonly cells: readonly PlacedCell[] | null
  version: NrVersion | null
  /** When it is to be written; null: it need not be. */
  writeAt: number | null
  /** Versions that may be there and should not be, and when each is to be taken off. */
  readonly stale: Map<number, number>
  taking: Taking
  /** Of this version, by key. */
  unknownAreas: ReadonlySet<string>
}

export class Amf {
  readonly name: string
  readonly #random: Random
  /** Somebody is there to be told of what gNBs say. */
  readonly #hears: boolean
  readonly #broadcasts = new Map<string, Broadcast>()
  readonly #steps: AmfStep[] = []
  #link: Link = { is: 'closed', callAt: 0 }
  /** Failures in a row; a connection counts as one until it has answered. */
  #tries = 0
  #subscribeAt = new Map<News, number>()
  /** What is not answered yet. */
  #asking: AmfAsk | null = null

  constructor({ name, hears, random }: { readonly name: string; readonly hears: boolean; readonly random: Random }) {
    this.name = name
    this.#hears = hears
    this.#random = random
  }

  get isConnected(): boolean {
    return this.#link.is === 'open'
  }

  /** `cells` and `past` (versions that may be there) count where it is new here. */
  want(
    key: string,
    version: NrVersion | null,
    of: { readonly id: number; readonly cells: readonly PlacedCell[] | null; readonly past: readonly number[] },
  ): void {
    const { id, cells, past } = of
    const known = this.#broadcasts.get(key)
    const broadcast: Broadcast = known ?? {
      id,
      cells,
      version: null,
      writeAt: null,
      taking: 'unknown',
      unknownAreas: new Set(),
      stale: new Map(past.map(serial => [serial, 0])),
    }
    this.#broadcasts.set(key, broadcast)
    const before = broadcast.version
    if (before?.serial === version?.serial && known !== undefined) return
    if (before !== null) broadcast.stale.set(before.serial, 0)
    if (version !== null) broadcast.stale.delete(version.serial)
    broadcast.version = version
    broadcast.writeAt = version === null ? null : 0
    broadcast.taking = 'unknown'
    broadcast.unknownAreas = new Set()
  }

  forget(key: string): void {
    this.#broadcasts.delete(key)
  }

  /** What it has said of this broadcast. */
  taking(key: string): Taking {
    return this.#broadcasts.get(key)?.taking ?? 'unknown'
  }

  /** Tracking areas in which it has no gNB, by key. */
  unknownAreas(key: string): ReadonlySet<string> {
    return this.#broadcasts.get(key)?.unknownAreas ?? new Set()
  }

  /** It was asked to take off all that should not be there, and has taken that. */
  isSettled(key: string): boolean {
    const broadcast = this.#broadcasts.get(key)
    const isAsked = this.#asking !== null && 'key' in this.#asking && this.#asking.key === key
    return broadcast === undefined || (broadcast.stale.size === 0 && !isAsked)
  }

  /** Cells of it have lost their warnings: it is written again. */
  again(key: string, now: number): void {
    const broadcast = this.#broadcasts.get(key)
    if (!broadcast?.version) return
    broadcast.writeAt = Math.min(broadcast.writeAt ?? Number.POSITIVE_INFINITY, now + GATHER_MS)
  }

  opened(now: number): void {
    this.#link = { is: 'open' }
    this.#asking = null
    this.#subscribeAt = new Map(this.#hears ? NEWS.map(news => [news, now]) : [])
    for (const broadcast of this.#broadcasts.values()) if (broadcast.version !== null) broadcast.writeAt = now
  }

  /** Also where it was refused. */
  lost(now: number): void {
    this.#tries += 1
    // Whether it has heard of it nobody knows. What should be on the air is written at each connection anyway.
    if (this.#asking?.is === 'cancel') this.#later(this.#asking, now)
    this.#asking = null
    this.#link = { is: 'closed', callAt: now + backoffMs(this.#tries, this.#random) }
  }

  /** Of what was asked last. */
  answered(answer: AmfAnswer, now: number): void {
    const ask = this.#asking
    if (ask === null) return
    this.#asking = null
    if (answer.is === 'unanswered') {
      this.#tries += 1
      this.#later(ask, now + backoffMs(this.#tries, this.#random))
      return
    }
    this.#tries = 0
    const broadcast = 'key' in ask ? this.#broadcasts.get(ask.key) : undefined
    if (answer.is === 'refused') {
      const isOfVersion = ask.is === 'write' && broadcast?.version === ask.version
      if (broadcast !== undefined && (isOfVersion || broadcast.version === null)) broadcast.taking = 'refused'
      this.#later(ask, now + Math.min(RETRY_MAX_MS, answer.retryMs ?? RETRY_MS))
      return
    }
    if (answer.is === 'subscribed') return
    if (answer.lacksSubscription && this.#hears) this.#subscribeAnew(now)
    if (broadcast === undefined) return
    if (ask.is === 'write' && broadcast.version === ask.version) {
      broadcast.taking = 'accepted'
      broadcast.unknownAreas = new Set(answer.unknownAreas.map(areaKey))
    }
    if (ask.is === 'cancel' && broadcast.version === null) broadcast.taking = 'accepted'
  }

  tick(now: number): void {
    const link = this.#link
    if (link.is === 'closed') {
      if (now < link.callAt) return
      this.#link = { is: 'connecting', since: now }
      this.#steps.push({ is: 'connect' })
      return
    }
    if (link.is === 'connecting') {
      if (now - link.since < CONNECT_MS) return
      this.#steps.push({ is: 'close', why: 'it does not open' })
      this.lost(now)
      return
    }
    if (this.#asking !== null) return
    const ask = this.#next(now)
    if (ask === null) return
    this.#asking = ask
    this.#steps.push({ is: 'ask', ask })
  }

  /** Steps to be taken, once. */
  take(): readonly AmfStep[] {
    return this.#steps.splice(0)
  }

  /** Null: not before something happens. */
  nextAt(now: number): number | null {
    const link = this.#link
    if (link.is === 'closed') return Math.max(now, link.callAt)
    if (link.is === 'connecting') return link.since + CONNECT_MS
    if (this.#asking !== null) return null
    const times = [
      ...this.#subscribeAt.values(),
      ...[...this.#broadcasts.values()].flatMap(({ writeAt, stale }) => [
        ...(writeAt === null ? [] : [writeAt]),
        ...stale.values(),
      ]),
    ]
    return times.length === 0 ? null : Math.max(now, Math.min(...times))
  }

  /** Who is to be told comes first; then what is to be taken off altogether, the writes, and what they replaced. */
  #next(now: number): AmfAsk | null {
    for (const [news, at] of this.#subscribeAt)
      if (at <= now) {
        this.#subscribeAt.delete(news)
        return { is: 'subscribe', news }
      }
    const all = [...this.#broadcasts]
    const wanted = all.filter(([, { version }]) => version !== null)
    const unwanted = all.filter(([, { version }]) => version === null)
    return this.#firstCancel(unwanted, now) ?? this.#firstWrite(wanted, now) ?? this.#firstCancel(wanted, now)
  }

  #firstWrite(among: readonly [string, Broadcast][], now: number): AmfAsk | null {
    for (const [key, broadcast] of among) {
      const { version, writeAt, cells } = broadcast
      if (version === null || writeAt === null || writeAt > now) continue
      broadcast.writeAt = null
      return { is: 'write', key, version, cells }
    }
    return null
  }

  #firstCancel(among: readonly [string, Broadcast][], now: number): AmfAsk | null {
    for (const [key, { id, cells, stale }] of among)
      for (const [serial, at] of stale)
        if (at <= now) {
          stale.delete(serial)
          return { is: 'cancel', key, id, serial, cells }
        }
    return null
  }

  /** It is asked again, unless it is wanted no more. */
  #later(ask: AmfAsk, at: number): void {
    if (ask.is === 'subscribe') {
      this.#subscribeAt.set(ask.news, at)
      return
    }
    const broadcast = this.#broadcasts.get(ask.key)
    if (broadcast === undefined) return
    if (ask.is === 'cancel') {
      if (broadcast.version?.serial !== ask.serial) broadcast.stale.set(ask.serial, at)
    } else if (broadcast.version === ask.version) broadcast.writeAt = at
  }

  /** What gNBs have answered meanwhile nobody was told: they are asked once more. */
  #subscribeAnew(now: number): void {
    for (const news of NEWS) this.#subscribeAt.set(news, now)
    for (const key of this.#broadcasts.keys()) this.again(key, now + RETRY_MS)
  }
}

/** Each once. */
export function areasOf(cells: readonly PlacedCell[]): readonly TrackingArea[] {
  return [...new Map(cells.map(({ mcc, mnc, tac }) => [areaKey({ mcc, mnc, tac }), { mcc, mnc, tac }]))].map(
    ([, area]) => area,
  )
}
