/**
 * One BSC: its connection, what it is asked and what it answers, until what should be on the air there is, and nothing else.
 *
 *              connect                opened                    asked, one at a time
 *   closed ─────────────► connecting ────────► open: idle ──────────────────────────► open: waiting
 *     ▲ wait, doubling        │                  │    ▲  answered · not answered in time    │
 *     └───────────────────────┴──── lost ────────┘    └─────────────────────────────────────┘
 *
 * CBSP has no numbers for its requests: an answer is known by identifier and serial numbers, and counts where it was asked for on
 * this connection and not answered yet. Others are passed over, so a BSC that answers what nobody asked changes nothing.
 *
 * Time, chance and sends are arguments and results. Knows no socket, no clock, no disk.
 */
import assert from 'node:assert/strict'
import { backoffMs } from '../base/backoff.ts'
import type { Random } from '../base/random.ts'
import { type Ask, BscBroadcast } from './bsc-broadcast.ts'
import { ALL_CELLS } from './cells.ts'
import {
  BASIC_CHANNEL,
  byCause,
  CATEGORIES,
  CAUSES,
  type CbspPage,
  DATA_LOST,
  EMERGENCY_MESSAGES,
  type Failed,
} from './elements.ts'
import type { KnownCells } from './known-cells.ts'
import type { Message, MessageOf } from './messages.ts'
import { keepAlivePeriod } from './periods.ts'
import { broadcastsIn, type PeriodForm, periodOctets, SLOT_MS } from './slots.ts'

/** An answer that has not come by then is asked for again. */
export const ANSWER_MS = 10_000
/** A connection that is not open by then is given up. */
const CONNECT_MS = 10_000
/** What a cell refused and may do later is asked for again. */
const RETRY_MS = 30_000
/** How often a BSC is asked how often it was on the air, and whether it still has it. */
const STATUS_MS = 30_000
/** After a connection or a RESTART: as long as others may follow it. What should be on the air is written again within 2 s. */
const GATHER_MS = 200

export interface BscOptions {
  /** For people: HOST:PORT. */
  readonly name: string
  /** We connect; else the BSC does. */
  readonly calls: boolean
  /** Its cells as far as they are known, and whether only these count. */
  readonly known: KnownCells
  /** Versions that may be in other cells than are named now: a write takes none of them off. */
  readonly strayed?: readonly number[]
  readonly keepAliveMs: number
  /** How it reads a repetition period; as 16 bits where nothing is said. */
  readonly period?: PeriodForm | undefined
  readonly random: Random
}

/** A version of a broadcast, as it goes out. */
export interface Version {
  readonly id: number
  readonly serial: number
  readonly dcs: number
  readonly pages: readonly CbspPage[]
  readonly slots: number
  /** Until when it is on the air, by the clock that `tick` is told. */
  readonly untilMs: number
  readonly emergency: boolean
}

export type BscStep =
  | { readonly is: 'connect' }
  | { readonly is: 'send'; readonly message: Message }
  | { readonly is: 'close'; readonly why: string }

type Link =
  | { readonly is: 'closed'; readonly callAt: number }
  | { readonly is: 'connecting'; readonly since: number }
  | { readonly is: 'open' }

type Asked =
  | { readonly of: BscBroadcast; readonly ask: Ask; readonly at: number }
  | { readonly of: BscBroadcast; readonly ask: { readonly is: 'status'; readonly serial: number }; readonly at: number }

type Answer = Extract<
  Message,
  {
    readonly message:
      | 'WRITE-REPLACE COMPLETE'
      | 'WRITE-REPLACE FAILURE'
      | 'KILL COMPLETE'
      | 'KILL FAILURE'
      | 'MSG-STATUS-QUERY COMPLETE'
      | 'MSG-STATUS-QUERY FAILURE'
  }
>

export class Bsc {
  readonly name: string
  readonly known: KnownCells
  readonly #options: BscOptions
  readonly #standings = new Map<number, BscBroadcast>()
  readonly #versions = new Map<number, Version>()
  readonly #steps: BscStep[] = []
  #link: Link = { is: 'closed', callAt: 0 }
  /** Failures to connect in a row; a connection counts as one until it has answered. */
  #tries = 0
  #heardAt = 0
  #keepAliveAt: number | null = null
  /** The one that is waited for. */
  #waiting: Asked | null = null
  /** All that were asked on this connection and not answered yet, the last of its kind. */
  readonly #open = new Map<string, Asked>()
  /** To whose last request there was no answer in time, the longest ago first: they keep nobody else waiting. */
  readonly #silent = new Set<BscBroadcast>()
  readonly #retryAt = new Map<BscBroadcast, number>()
  readonly #statusAt = new Map<BscBroadcast, number>()
  /** When as many broadcasts are over as a request can ask for, where that is before its end. */
  readonly #usedUpAt = new Map<BscBroadcast, number>()
  /** When all is written again; null: it need not be. */
  #againAt: number | null = null

  constructor(options: BscOptions) {
    this.name = options.name
    this.#options = options
    this.known = options.known
  }

  get isConnected(): boolean {
    return this.#link.is === 'open'
  }

  /** Nothing is on the air there, nor may be, that should not be. */
  get isClean(): boolean {
    return [...this.#standings.values()].every(standing => standing.isClean)
  }

  /** Nothing is left to be asked, but what was refused and is asked again later. */
  get isSettled(): boolean {
    const isAsked = this.#waiting !== null || this.#againAt !== null
    return !isAsked && [...this.#standings.values()].every(one => one.next() === null)
  }

  get standings(): readonly BscBroadcast[] {
    return [...this.#standings.values()]
  }

  /** `past`: versions that may be there; they count once, when the identifier is new here. */
  want(id: number, version: Version | null, past: readonly number[]): void {
    let standing = this.#standings.get(id)
    if (standing === undefined) {
      standing = new BscBroadcast(id, { known: this.known, past, strayed: this.#options.strayed })
      this.#standings.set(id, standing)
    }
    if (version === null) this.#versions.delete(id)
    else this.#versions.set(id, version)
    standing.want(version?.serial ?? null)
    this.#retryAt.delete(standing)
    this.#statusAt.delete(standing)
    this.#usedUpAt.delete(standing)
  }

  opened(now: number): void {
    this.#link = { is: 'open' }
    this.#startAnew(now)
    this.#againAt = now + GATHER_MS
  }

  /** Also where it was refused. */
  lost(now: number): void {
    this.#tries += 1
    this.#link = { is: 'closed', callAt: now + backoffMs(this.#tries, this.#options.random) }
    this.#startAnew(now)
  }

  #startAnew(now: number): void {
    this.#heardAt = now
    this.#keepAliveAt = null
    this.#waiting = null
    this.#open.clear()
    this.#silent.clear()
    this.#retryAt.clear()
    this.#statusAt.clear()
    this.#usedUpAt.clear()
    this.#againAt = null
    for (const standing of this.#standings.values()) standing.forget(null)
  }

  /** Writes all again; what is waited for may be lost. */
  #again(now: number): void {
    if (this.#againAt === null || now < this.#againAt) return
    this.#againAt = null
    this.#waiting = null
    for (const standing of this.#standings.values()) standing.again()
  }

  /** Steps to be taken, once. */
  take(): readonly BscStep[] {
    return this.#steps.splice(0)
  }

  tick(now: number): void {
    const link = this.#link
    if (link.is === 'closed') {
      if (!this.#options.calls || now < link.callAt) return
      this.#link = { is: 'connecting', since: now }
      this.#steps.push({ is: 'connect' })
      return
    }
    if (link.is === 'connecting') {
      if (now - link.since >= CONNECT_MS) this.#close('it does not open', now)
      return
    }
    if (!this.#keepAlive(now)) return
    this.#again(now)
    if (this.#againAt !== null) return
    this.#renew(now)
    this.#retry(now)
    this.#ask(now)
  }

  heard(message: Message, now: number): void {
    if (this.#link.is !== 'open') return
    this.#heardAt = now
    switch (message.message) {
      case 'KEEP-ALIVE':
        this.#send({ message: 'KEEP-ALIVE COMPLETE' })
        return
      case 'KEEP-ALIVE COMPLETE':
        if (this.#keepAliveAt !== null) this.#tries = 0
        this.#keepAliveAt = null
        return
      case 'RESTART':
        this.#restarted(message, now)
        return
      case 'FAILURE':
        if (message.broadcastMessageType !== EMERGENCY_MESSAGES) this.#failed(message.failureList)
        return
      case 'ERROR-INDICATION':
        this.#refused(message)
        return
      case 'WRITE-REPLACE COMPLETE':
      case 'WRITE-REPLACE FAILURE':
      case 'KILL COMPLETE':
      case 'KILL FAILURE':
      case 'MSG-STATUS-QUERY COMPLETE':
      case 'MSG-STATUS-QUERY FAILURE':
        this.#answered(message)
        return
      default:
      // Nothing that we asked for.
    }
  }

  /** The connection is lost with that: nobody has to say so again. */
  #close(why: string, now: number): void {
    this.#steps.push({ is: 'close', why })
    this.lost(now)
  }

  #send(message: Message): void {
    this.#steps.push({ is: 'send', message })
  }

  /** False: the connection is given up. */
  #keepAlive(now: number): boolean {
    const { keepAliveMs } = this.#options
    if (this.#keepAliveAt !== null) {
      if (now - this.#keepAliveAt < ANSWER_MS) return true
      this.#close('it does not answer', now)
      return false
    }
    if (now - this.#heardAt < keepAliveMs) return true
    this.#keepAliveAt = now
    this.#send({ message: 'KEEP-ALIVE', keepAliveRepetitionPeriod: keepAlivePeriod(keepAliveMs) })
    return true
  }

  /** What was asked for as often as a request can ask for. */
  #renew(now: number): void {
    for (const [standing, at] of this.#usedUpAt) {
      if (now < at) continue
      this.#usedUpAt.delete(standing)
      standing.again()
    }
  }

  #retry(now: number): void {
    for (const standing of this.#standings.values()) {
      if (!standing.mustRetry) {
        this.#retryAt.delete(standing)
        continue
      }
      const at = this.#retryAt.get(standing)
      if (at === undefined) this.#retryAt.set(standing, now + RETRY_MS)
      else if (now >= at) {
        this.#retryAt.delete(standing)
        standing.retry()
      }
    }
  }

  /** One request at a time. */
  #ask(now: number): void {
    if (this.#waiting !== null) {
      if (now - this.#waiting.at < ANSWER_MS) return
      this.#silent.delete(this.#waiting.of)
      this.#silent.add(this.#waiting.of)
      this.#waiting = null
    }
    const next = this.#next(now)
    if (next === null) return
    this.#waiting = next
    this.#open.set(keyOf(next), next)
    this.#send(this.#request(next, now))
  }

  /** What is to be taken off first, then what is to be put on, then what is left over, then how it stands, then what was not answered. */
  #next(now: number): Asked | null {
    const standings = [...this.#standings.values()]
    const asks = standings.flatMap(of => {
      const ask = of.next()
      // Its time is over: whoever decides takes it off.
      const isOver = ask?.is === 'write' && now >= (this.#versions.get(of.id)?.untilMs ?? 0)
      return ask === null || isOver ? [] : [{ of, ask, at: now }]
    })
    const fresh = asks.filter(({ of }) => !this.#silent.has(of))
    return (
      fresh.find(({ of, ask }) => ask.is === 'kill' && !of.isWanted) ??
      fresh.find(({ ask }) => ask.is === 'write') ??
      fresh[0] ??
      this.#status(standings, now) ??
      [...this.#silent].flatMap(silent => asks.filter(({ of }) => of === silent))[0] ??
      null
    )
  }

  #status(standings: readonly BscBroadcast[], now: number): Asked | null {
    for (const of of standings) {
      const version = this.#versions.get(of.id)
      if (version === undefined || now >= version.untilMs) {
        this.#statusAt.delete(of)
        this.#usedUpAt.delete(of)
        continue
      }
      if (of.next() !== null) continue
      const at = this.#statusAt.get(of)
      if (at === undefined) this.#statusAt.set(of, now + STATUS_MS)
      else if (now >= at) {
        this.#statusAt.set(of, now + STATUS_MS)
        return { of, ask: { is: 'status', serial: version.serial }, at: now }
      }
    }
    return null
  }

  #request({ of, ask }: Asked, now: number): Message {
    const cellList = this.known.only ?? ALL_CELLS
    const named = { messageIdentifier: of.id, cellList, channelIndicator: BASIC_CHANNEL }
    if (ask.is === 'kill') return { message: 'KILL', ...named, oldSerialNumber: ask.serial }
    if (ask.is === 'status') return { message: 'MSG-STATUS-QUERY', ...named, oldSerialNumber: ask.serial }
    const version = this.#versions.get(of.id)
    assert(version !== undefined, 'a write of what nobody wants')
    const broadcasts = broadcastsIn(version.untilMs - now, version.slots)
    const usedUpAt = now + broadcasts * version.slots * SLOT_MS
    if (usedUpAt < version.untilMs) this.#usedUpAt.set(of, usedUpAt)
    return {
      message: 'WRITE-REPLACE',
      ...named,
      newSerialNumber: ask.serial,
      ...(ask.old !== null && { oldSerialNumber: ask.old }),
      category: version.emergency ? CATEGORIES.highPriority : CATEGORIES.normal,
      repetitionPeriod: periodOctets(version.slots, this.#options.period),
      numberOfBroadcastsRequested: broadcasts,
      numberOfPages: version.pages.length,
      dataCodingScheme: version.dcs,
      pages: version.pages,
    }
  }

  #answered(message: Answer): void {
    const asked = this.#open.get(keyOfAnswer(message))
    if (asked === undefined) return
    const { of, ask } = asked
    // Of a write that was not the last one; some BSCs do not say what they replaced.
    const { oldSerialNumber: old } = message
    if (ask.is === 'write' && old !== undefined && old !== ask.old) return
    this.#settle(asked)
    const failures = 'failureList' in message ? message.failureList : []
    if (message.completedList !== undefined) {
      const counted = ask.is === 'write' ? ask.old : ask.serial
      if (counted !== null) of.counted(counted, message.completedList)
    }
    if (ask.is === 'write') {
      const cells = 'cellList' in message ? (message.cellList ?? null) : null
      of.written(ask, { cells, failures })
    } else if (ask.is === 'kill') of.killed(ask.serial, failures)
    else this.#missing(of, failures)
  }

  /** It is answered; the next may be asked. */
  #settle(asked: Asked): void {
    this.#tries = 0
    this.#open.delete(keyOf(asked))
    this.#silent.delete(asked.of)
    if (this.#waiting === asked) this.#waiting = null
  }

  /** It answered that it does not have it: it is written again. */
  #missing(of: BscBroadcast, failures: readonly Failed[]): void {
    const gone = failures.filter(({ cause }) => cause === CAUSES.messageReferenceNotIdentified)
    if (gone.length === 0) return
    of.forget(
      this.known.find(
        gone.map(({ cell }) => cell),
        { learn: false },
      ),
    )
    of.again()
  }

  #restarted(message: MessageOf<'RESTART'>, now: number): void {
    if (message.broadcastMessageType === EMERGENCY_MESSAGES) return
    const isAll = message.cellList.some(({ by }) => by === 'all')
    const cells = isAll ? null : this.known.find(message.cellList, { learn: false })
    if (message.recoveryIndication === DATA_LOST)
      for (const standing of this.#standings.values()) standing.forget(cells)
    this.#againAt ??= now + GATHER_MS
  }

  #failed(failures: readonly Failed[]): void {
    for (const [cause, named] of byCause(failures)) {
      const cells = this.known.find(named, { learn: true })
      for (const standing of this.#standings.values()) if (standing.isWanted) standing.failed(cells, cause)
    }
  }

  /** Of the request that is waited for, unless it names another one. */
  #refused(message: MessageOf<'ERROR-INDICATION'>): void {
    const asked = this.#waiting
    if (asked === null) return
    const { messageIdentifier: id, newSerialNumber, oldSerialNumber } = message
    if (id !== undefined && id !== asked.of.id) return
    const serial = asked.ask.is === 'write' ? newSerialNumber : oldSerialNumber
    if (serial !== undefined && serial !== asked.ask.serial) return
    this.#settle(asked)
    if (asked.ask.is !== 'status') asked.of.refused(asked.ask, message.cause)
  }

  /** When `tick` has something to do again, at the latest; null: only when something is heard. */
  nextAt(now: number): number | null {
    const link = this.#link
    if (link.is === 'closed') return this.#options.calls ? link.callAt : null
    if (link.is === 'connecting') return link.since + CONNECT_MS
    const times = [
      this.#keepAliveAt === null ? this.#heardAt + this.#options.keepAliveMs : this.#keepAliveAt + ANSWER_MS,
      ...(this.#waiting === null ? [] : [this.#waiting.at + ANSWER_MS]),
      ...(this.#againAt === null ? this.#retryAt.values() : [this.#againAt]),
      ...(this.#waiting === null && this.#againAt === null
        ? [...this.#statusAt.values(), ...this.#usedUpAt.values()]
        : []),
    ]
    return Math.max(now, Math.min(...times))
  }
}

function keyOf({ of, ask }: Asked): string {
  return `${ask.is} ${of.id} ${ask.serial}`
}

function keyOfAnswer(message: Answer): string {
  const { message: name, messageIdentifier: id } = message
  if ('newSerialNumber' in message) return `write ${id} ${message.newSerialNumber}`
  return `${name.startsWith('KILL') ? 'kill' : 'status'} ${id} ${message.oldSerialNumber}`
}
