/**
 * One BSC for many broadcasts, which come and go: a BSC bears one connection, and is asked one thing at a time, whichever broadcast wants
 * it. Each broadcast is a machine of its own (`Bsc`) that never connects; one more keeps the line.
 *
 *   line ──── connects, keeps alive, answers
 *   broadcasts ── each with its own cells: what is to be taken off is asked first, then what is to be put on
 *
 * What is taken off is taken off in all cells: it may have been put on in others than those that are named now.
 *
 * An answer is known by identifier and serial number, which no two broadcasts share; what names none is for whoever was asked last.
 */
import type { Random } from '../base/random.ts'
import { ANSWER_MS, Bsc, type BscStep, type Version } from '../cbs/bsc.ts'
import { ALL_CELLS } from '../cbs/cells.ts'
import { KnownCells } from '../cbs/known-cells.ts'
import type { Message } from '../cbs/messages.ts'
import type { PeriodForm } from '../cbs/slots.ts'

interface Asking {
  readonly of: Bsc
  readonly request: Message
  readonly at: number
}

export interface SharedBscOptions {
  readonly name: string
  readonly calls: boolean
  readonly keepAliveMs: number
  /** How it reads a repetition period; as 16 bits where nothing is said. */
  readonly period?: PeriodForm | undefined
  readonly random: Random
}

export class SharedBsc {
  readonly name: string
  readonly #options: SharedBscOptions
  readonly #line: Bsc
  readonly #broadcasts = new Map<string, Bsc>()
  readonly #steps: BscStep[] = []
  /** To whose last request there was no answer in time, the longest ago first: they keep nobody else waiting. */
  readonly #silent = new Set<Bsc>()
  /** The request that is not answered yet. */
  #asking: Asking | null = null

  constructor(options: SharedBscOptions) {
    this.name = options.name
    this.#options = options
    this.#line = new Bsc({ ...options, known: new KnownCells(null) })
  }

  get isConnected(): boolean {
    return this.#line.isConnected
  }

  broadcast(key: string): Bsc | null {
    return this.#broadcasts.get(key) ?? null
  }

  /** `only`, `past` (serial numbers that may be there) and `isEarlier` count where it is new here. */
  want(
    key: string,
    version: Version | null,
    of: {
      readonly identifier: number
      /** Those that alone count; null: all of the BSC. */
      readonly only: KnownCells | null
      readonly past: readonly number[]
      /** A process before this one may have put it into other cells. */
      readonly isEarlier: boolean
      readonly now: number
    },
  ): void {
    let broadcast = this.#broadcasts.get(key)
    if (broadcast === undefined) {
      const { name, period, random } = this.#options
      // It has no line of its own to keep alive.
      const keepAliveMs = Number.POSITIVE_INFINITY
      const known = of.only ?? new KnownCells(null)
      const strayed = of.isEarlier ? [...of.past, ...(version ? [version.serial] : [])] : []
      broadcast = new Bsc({ name, calls: false, known, strayed, keepAliveMs, period, random })
      this.#broadcasts.set(key, broadcast)
      if (this.isConnected) broadcast.opened(of.now)
    }
    broadcast.want(of.identifier, version, of.past)
  }

  /** Nothing is known of it here any more. */
  forget(key: string): void {
    const broadcast = this.#broadcasts.get(key)
    if (broadcast !== undefined) this.#silent.delete(broadcast)
    this.#broadcasts.delete(key)
  }

  opened(now: number): void {
    this.#line.opened(now)
    for (const each of this.#broadcasts.values()) each.opened(now)
  }

  lost(now: number): void {
    this.#line.lost(now)
    this.#broadcastsLost(now)
  }

  #broadcastsLost(now: number): void {
    this.#asking = null
    this.#silent.clear()
    for (const each of this.#broadcasts.values()) if (each.isConnected) each.lost(now)
  }

  heard(message: Message, now: number): void {
    this.#line.heard(message, now)
    if (message.message === 'KEEP-ALIVE' || message.message === 'KEEP-ALIVE COMPLETE') return
    const asking = this.#asking
    if (message.message === 'ERROR-INDICATION') asking?.of.heard(message, now)
    else for (const each of this.#broadcasts.values()) each.heard(message, now)
    if (asking === null || !isAnswer(message, asking.request)) return
    this.#asking = null
    this.#silent.delete(asking.of)
  }

  tick(now: number): void {
    this.#line.tick(now)
    for (const step of this.#line.take()) {
      if (step.is === 'close') this.#broadcastsLost(now)
      this.#steps.push(step)
    }
    const asking = this.#asking
    if (asking !== null && now - asking.at >= ANSWER_MS) {
      this.#asking = null
      this.#silent.delete(asking.of)
      this.#silent.add(asking.of)
    }
    if (this.isConnected && this.#asking === null) this.#ask(now)
  }

  /** Steps to be taken, once. */
  take(): readonly BscStep[] {
    return this.#steps.splice(0)
  }

  nextAt(now: number): number | null {
    const waits = this.#asking === null ? [...this.#broadcasts.values()] : []
    const times = [this.#line, ...waits].flatMap(each => each.nextAt(now) ?? [])
    if (this.#asking !== null) times.push(this.#asking.at + ANSWER_MS)
    return times.length === 0 ? null : Math.max(now, Math.min(...times))
  }

  #ask(now: number): void {
    const all = [...this.#broadcasts.values()].filter(each => !this.#silent.has(each))
    const isLeaving = (each: Bsc) => each.standings.every(({ isWanted }) => !isWanted)
    for (const of of [...all.filter(isLeaving), ...all.filter(each => !isLeaving(each)), ...this.#silent]) {
      of.tick(now)
      for (const step of of.take())
        if (step.is === 'send') {
          const request = everywhere(step.message)
          this.#steps.push({ is: 'send', message: request })
          this.#asking = { of, request, at: now }
        }
      if (this.#asking !== null) return
    }
  }
}

/** A KILL in all cells of the BSC. */
function everywhere(message: Message): Message {
  return message.message === 'KILL' ? { ...message, cellList: ALL_CELLS } : message
}

/** `WRITE-REPLACE COMPLETE` of a WRITE-REPLACE of the same message and version. */
function isAnswer(message: Message, request: Message): boolean {
  if (message.message === 'ERROR-INDICATION') return true
  const isOf = message.message.startsWith(`${request.message} `)
  const [answered, asked] = [namesOf(message), namesOf(request)]
  return isOf && answered === asked
}

function namesOf(message: Message): string {
  const id = 'messageIdentifier' in message ? message.messageIdentifier : ''
  const isNew = 'newSerialNumber' in message && message.newSerialNumber !== undefined
  const old = 'oldSerialNumber' in message ? message.oldSerialNumber : ''
  return `${id} ${isNew ? message.newSerialNumber : old}`
}
