/**
 * The owner's end of a leg's log: each group of its ledger, entry after entry, until another owns the leg.
 *
 * Invariant: one entry at a time; the next one names the code of the one before, so that no two owners can both go on.
 * Invariant: no two processes write the same octets: to the log they would be one entry, which both of them stand behind.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { Done } from './disk.ts'
import {
  BEFORE_ALL,
  ENTRY_HEADER,
  type EntryKind,
  encodeEntry,
  followingEntry,
  type LegKey,
  type LegMark,
  type LegPlace,
} from './entries.ts'
import { type Appended, ENTRY_MAX, type LegLog } from './log.ts'
import type { Ending } from './round-stage.ts'
import type { GroupLog } from './store.ts'

/** The leg is not this process's any more: nothing of the group that was refused was ever allowed. */
export class LegLost extends Error {
  readonly ending: Extract<Ending, { is: 'fenced' | 'log-broken' }>

  constructor(ending: LegLost['ending']) {
    super(ending.is === 'fenced' ? 'another process owns the leg' : ending.why)
    this.ending = ending
  }
}

export class LegWriter implements GroupLog {
  readonly #log: LegLog
  readonly #key: LegKey
  readonly #acked: (ms: number) => void
  readonly #now: () => number
  #place: LegPlace
  #isAtWork = false

  /** `acked` is told how long each entry took. */
  constructor(
    log: LegLog,
    place: LegPlace = BEFORE_ALL,
    options: { key: LegKey; now: () => number; acked: (ms: number) => void },
  ) {
    this.#log = log
    this.#key = options.key
    this.#place = place
    this.#acked = options.acked
    this.#now = options.now
  }

  readonly groupMax = ENTRY_MAX - ENTRY_HEADER

  get place(): LegPlace {
    return this.#place
  }

  next(): LegMark {
    const { index, epoch, code } = this.#place
    return { index: index + 1, epoch, previous: code.toString('hex') }
  }

  append(group: Uint8Array, done: Done): void {
    this.#append('group', this.#place.epoch, group, appended =>
      done(appended.is === 'acked' ? null : new LegLost(this.#lostTo(appended))),
    )
  }

  #lostTo(appended: Exclude<Appended, { is: 'acked' }>): LegLost['ending'] {
    if (appended.is === 'broken') return { is: 'log-broken', why: appended.why }
    const rival = followingEntry(this.#place, appended.entry, this.#key)?.entry
    const { by } = rival?.kind === 'takeover' ? saidIn(rival.payload) : { by: null }
    return { is: 'fenced', by: typeof by === 'string' ? by : null }
  }

  /** The first entry of a leg, or the one with which another process owns it. */
  begin(kind: Exclude<EntryKind, 'group'>, said: object, done: (appended: Appended) => void): void {
    const payload = Buffer.from(JSON.stringify({ ...said, once: randomUUID() }))
    this.#append(kind, this.#place.epoch + 1, payload, done)
  }

  #append(kind: EntryKind, epoch: number, payload: Uint8Array, done: (appended: Appended) => void): void {
    assert(!this.#isAtWork, 'one entry at a time')
    this.#isAtWork = true
    const { bytes, place } = encodeEntry(this.#place, { kind, epoch }, payload, this.#key)
    const from = this.#now()
    this.#log.append(place.index, bytes, appended => {
      this.#isAtWork = false
      if (appended.is === 'acked') {
        this.#place = place
        this.#acked(this.#now() - from)
      }
      done(appended)
    })
  }
}

/** Written by whoever holds the key of the leg. */
function saidIn(payload: Uint8Array): { readonly by?: unknown } {
  return JSON.parse(Buffer.from(payload).toString('utf8')) as { by?: unknown }
}
