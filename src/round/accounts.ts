/**
 * What each answer, receipt and loss means for its subscriber. With `receipt-columns.ts`, the only writer of the ledger's
 * columns.
 *
 * A regular subscriber (all segments written and accepted in turn) costs two column writes and no memory. The others
 * have an entry in `irregular` until nothing of theirs is in flight or waiting:
 *
 *   in flight = segments - accepted - waiting - lost - refused - unwritten
 *
 * Knows no lane, no socket and no time but `now` in milliseconds. Sequence of events in, columns out.
 *
 * Invariant: a segment without a known answer is never written again, but once under the policy `resend`.
 * Invariant: each submit_sm ends in exactly one of accepted, refused, retried, unanswered; a late answer moves it.
 */
import type { Random } from '../base/random.ts'
import {
  ACCEPTED,
  DUPLICATE,
  EARLY,
  ENDED_IN_FLIGHT,
  INTERMEDIATE,
  IRREGULAR,
  type Ledger,
  LOST_OPEN,
  ODD,
  OUT_OF_TURN,
  OUTCOME,
  REFUSED,
  REFUSED_SEGMENTS,
  RESENT,
  RESENT_COUNT,
  RETRIED,
  SENDING,
  UNANSWERED,
  UNMATCHED,
  UNSENT,
  WAITING,
} from './ledger.ts'
import { ReceiptColumns, type ReceiptSays, type ResponseId } from './receipt-columns.ts'
import { type WaitingSegment, WaitingSegments } from './waiting.ts'

export interface AccountsOptions {
  readonly ledger: Ledger
  readonly random: Random
  readonly retryForMs: number
  /** Segments to be written again that a group covers before they are: all of them are in doubt if the process dies then. */
  readonly armedMax: number
  /** Segments of this subscriber that a lane has begun to write and not written yet. */
  readonly unwrittenOf: (rank: number) => number
  /** No further segment of this subscriber is to be written. */
  readonly dropUnwritten: (rank: number) => void
  /** A receipt has stood in for the answer to this segment: one that comes after all changes nothing. */
  readonly forgetLate: (rank: number, segment: number) => void
}

interface Tries {
  attempts: number
  /** When the first one failed, in time that counts as trying. */
  readonly since: number
  status: number
}

interface Irregular {
  /** Segments that wait to be written again; true: after the next sync, the ledger says SENDING already. */
  readonly waiting: Map<number, boolean>
  /** How many of them that is. */
  armed: number
  /** Segments that were written and not answered. */
  readonly lost: Set<number>
  refused: number
  /** Once the message has ended by a refusal: how many of its segments are still in flight. */
  endedInFlight: number
  tries: Map<number, Tries> | null
}

/** Waits before a segment goes again, each half as long again as the one before: a lane slows by itself meanwhile. */
const RETRY_FIRST_MS = 100
const RETRY_GROWTH = 1.5
const RETRY_MAX_MS = 30_000

export class Accounts {
  readonly #ledger: Ledger
  readonly #random: Random
  readonly #retryForMs: number
  readonly #armedMax: number
  readonly #unwrittenOf: (rank: number) => number
  readonly #dropUnwritten: (rank: number) => void
  readonly #forgetLate: (rank: number, segment: number) => void
  readonly #receipts: ReceiptColumns
  readonly #irregular = new Map<number, Irregular>()
  readonly #waiting = new WaitingSegments()
  /** Due, and to be written once the ledger's next group is synced. */
  #armed: WaitingSegment[] = []
  #arming: WaitingSegment[] = []
  readonly #ready: WaitingSegment[] = []
  #readyAt = 0
  /** Milliseconds in which nothing could be tried. */
  #heldMs = 0

  constructor(options: AccountsOptions) {
    this.#ledger = options.ledger
    this.#receipts = new ReceiptColumns(options.ledger)
    this.#random = options.random
    this.#retryForMs = options.retryForMs
    this.#armedMax = options.armedMax
    this.#unwrittenOf = options.unwrittenOf
    this.#dropUnwritten = options.dropUnwritten
    this.#forgetLate = options.forgetLate
  }

  /** Segments that wait to be written again, in whatever stage. */
  get waiting(): number {
    return this.#waiting.size + this.#armed.length + this.#arming.length + (this.#ready.length - this.#readyAt)
  }

  get hasArmed(): boolean {
    return this.#armed.length > 0
  }

  get hasReady(): boolean {
    return this.#readyAt < this.#ready.length
  }

  get nextDue(): number {
    return this.#waiting.nextDue
  }

  get irregulars(): number {
    return this.#irregular.size
  }

  /** ESME_ROK for a segment. The hot path: regular subscribers leave it after the first few lines. */
  accepted(rank: number, segment: number, id: ResponseId, late: boolean): void {
    const ledger = this.#ledger
    const fresh = ledger.accept(rank, segment)
    const j = segment - ledger.shape.trackedFrom
    if (fresh && j >= 0) this.#receipts.learnId(rank, j, id)
    const state = ledger.state[rank]
    if (late || (state & (IRREGULAR | OUTCOME)) !== SENDING) {
      this.#waitsNoMore(rank, segment)
      this.#answered(rank, segment, late)
      return
    }
    if (ledger.isComplete(rank)) {
      const hasReceipt = ledger.shape.tracked > 0 && ledger.receipts[rank * ledger.shape.ids] !== 0
      ledger.become(rank, hasReceipt ? ledger.settled(rank) : this.#settledRegular(rank))
    }
  }

  /** A second copy was due, and the first one was accepted after all. */
  #waitsNoMore(rank: number, segment: number): void {
    const entry = this.#irregular.get(rank)
    if (entry === undefined) return
    if (entry.waiting.get(segment) === true) entry.armed--
    entry.waiting.delete(segment)
  }

  #settledRegular(rank: number): number {
    return this.#ledger.shape.tracked > 1 ? this.#ledger.settled(rank) : ACCEPTED
  }

  /** A final error for a segment: the message of this subscriber ends. */
  refused(rank: number, segment: number, status: number, late: boolean): void {
    const ledger = this.#ledger
    const code = ledger.countStatus(status)
    ledger.counters[REFUSED_SEGMENTS]++
    this.#receipts.forgetEarly(rank, segment)
    if (this.#isDecided(rank, segment)) return this.#answered(rank, segment, late)
    const entry = this.#open(rank)
    this.#answeredLate(entry, segment, late)
    entry.refused++
    this.#end(rank, entry, code)
  }

  #end(rank: number, entry: Irregular, code: number): void {
    const ledger = this.#ledger
    entry.endedInFlight = this.#inFlight(rank, entry)
    this.#dropUnwritten(rank)
    ledger.refuse(rank, code)
    entry.waiting.clear()
    entry.armed = 0
    this.#forgetLost(entry)
    ledger.counters[ENDED_IN_FLIGHT] += entry.endedInFlight
    if (entry.endedInFlight === 0) this.#close(rank, entry)
  }

  /** The message has ended, or the segment is accepted already: a further answer changes counts only. */
  #isDecided(rank: number, segment: number): boolean {
    return (this.#ledger.state[rank] & REFUSED) !== 0 || this.#ledger.isAccepted(rank, segment)
  }

  /** A temporary error, or one of the lane: the segment goes again, later, by whatever lane there is. */
  again(rank: number, segment: number, status: number, late: boolean, now: number): void {
    const ledger = this.#ledger
    const code = ledger.countStatus(status)
    ledger.counters[RETRIED]++
    if (this.#isDecided(rank, segment)) return this.#answered(rank, segment, late)
    if (late && (ledger.state[rank] & RESENT) !== 0) {
      // Its second copy has gone out, or is due: there is no third.
      ledger.counters[UNANSWERED]--
      ledger.markDirty(rank)
      return
    }
    const entry = this.#open(rank)
    this.#answeredLate(entry, segment, late)
    const due = this.#nextTry(entry, segment, status, now)
    if (due === null) {
      entry.refused++
      return this.#end(rank, entry, code)
    }
    entry.waiting.set(segment, false)
    this.#waiting.push({ due, rank, segment })
    this.#consider(rank, entry)
  }

  /** When a segment with a temporary error goes again; null when it has been tried long enough. */
  #nextTry(entry: Irregular, segment: number, status: number, now: number): number | null {
    const tried = now - this.#heldMs
    entry.tries ??= new Map()
    const tries = entry.tries.get(segment) ?? { attempts: 0, since: tried, status }
    entry.tries.set(segment, tries)
    const left = tries.since + this.#retryForMs - tried
    if (left <= 0) return null
    const wait = Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * RETRY_GROWTH ** tries.attempts)
    tries.attempts++
    tries.status = status
    return now + Math.min(left, (wait * (75 + this.#random.below(50))) / 100)
  }

  /** Paused, out of hours, every lane down or stopped: such time is no trying, and nobody is given up for it. */
  held(ms: number): void {
    this.#heldMs += ms
  }

  /** No answer in time, or the connection is gone. */
  lost(rank: number, segment: number): void {
    const ledger = this.#ledger
    const { counters } = ledger
    counters[UNANSWERED]++
    if (this.#isDecided(rank, segment)) return this.#answered(rank, segment, false)
    const entry = this.#open(rank)
    entry.lost.add(segment)
    counters[LOST_OPEN]++
    this.#consider(rank, entry)
  }

  /** A segment that could not be written by its lane: it waits for another one. */
  unwritten(rank: number, segment: number, now: number): void {
    const entry = this.#open(rank)
    entry.waiting.set(segment, false)
    this.#waiting.push({ due: now, rank, segment })
  }

  /** After `unwritten` for all segments of the subscriber. */
  consider(rank: number): void {
    const entry = this.#irregular.get(rank)
    if (entry !== undefined) this.#consider(rank, entry)
  }

  /** A begun subscriber of an earlier run, with nothing in flight: what is not accepted is written. */
  takeUp(rank: number, now: number): void {
    const entry = this.#open(rank)
    for (let segment = 0; segment < this.#ledger.shape.segments; segment++) {
      if (this.#ledger.isAccepted(rank, segment)) continue
      entry.waiting.set(segment, false)
      this.#waiting.push({ due: now, rank, segment })
    }
    this.#consider(rank, entry)
  }

  /** Policy `resend`: what has no known answer goes once more. */
  resend(rank: number, now: number): void {
    const ledger = this.#ledger
    ledger.state[rank] |= RESENT
    ledger.counters[RESENT_COUNT]++
    ledger.markDirty(rank)
    const entry = this.#open(rank)
    this.#forgetLost(entry)
    for (let segment = 0; segment < ledger.shape.segments; segment++) {
      if (ledger.isAccepted(rank, segment)) continue
      entry.waiting.set(segment, false)
      this.#waiting.push({ due: now, rank, segment })
    }
    this.#consider(rank, entry)
  }

  /** Moves what is due to the stage before writing: the ledger says first that it may be in flight. */
  arm(now: number): void {
    const { state } = this.#ledger
    while (this.#waiting.nextDue <= now && this.waiting - this.#waiting.size < this.#armedMax) {
      const item = this.#waiting.pop()
      if (item === null) return
      if ((state[item.rank] & REFUSED) !== 0) continue
      const entry = this.#irregular.get(item.rank)
      if (entry === undefined || entry.waiting.get(item.segment) !== false) continue
      if (this.#hasTriedLongEnough(item, entry, now)) continue
      entry.armed++
      entry.waiting.set(item.segment, true)
      this.#armed.push(item)
      state[item.rank] |= OUT_OF_TURN
      this.#ledger.become(item.rank, SENDING)
    }
  }

  #hasTriedLongEnough(item: WaitingSegment, entry: Irregular, now: number): boolean {
    const tries = entry.tries?.get(item.segment)
    if (tries === undefined || now - this.#heldMs - tries.since < this.#retryForMs) return false
    entry.waiting.delete(item.segment)
    entry.refused++
    this.#end(item.rank, entry, this.#ledger.statusCode(tries.status))
    return true
  }

  /** A group is being gathered: what is armed now is covered by it. */
  syncBegins(): void {
    this.#arming = this.#armed
    this.#armed = []
  }

  syncEnds(ok: boolean): void {
    if (ok) for (const item of this.#arming) this.#ready.push(item)
    else this.#armed = [...this.#arming, ...this.#armed]
    this.#arming = []
  }

  /** The next segment to write again, or null. From then on it is in flight. */
  takeReady(): WaitingSegment | null {
    while (this.#readyAt < this.#ready.length) {
      const item = this.#ready[this.#readyAt++]
      if (this.#readyAt === this.#ready.length) {
        this.#ready.length = 0
        this.#readyAt = 0
      }
      const entry = this.#irregular.get(item.rank)
      if (entry === undefined || entry.waiting.get(item.segment) !== true) continue
      entry.armed--
      entry.waiting.delete(item.segment)
      return item
    }
    return null
  }

  /** Paused or stopping: what was to be written next waits, and the ledger says that it is not in flight. */
  disarm(now: number): void {
    const items = [...this.#armed, ...this.#ready.slice(this.#readyAt)]
    this.#armed = []
    this.#ready.length = 0
    this.#readyAt = 0
    for (const item of items) {
      const entry = this.#irregular.get(item.rank)
      if (entry === undefined || entry.waiting.get(item.segment) !== true) continue
      entry.armed--
      entry.waiting.set(item.segment, false)
      this.#waiting.push({ ...item, due: now })
      this.#consider(item.rank, entry)
    }
  }

  /** The round stops here: a subscriber with lost segments is uncertain, whatever else of it is waiting. */
  settleAll(): void {
    for (const [rank, entry] of this.#irregular) {
      if (entry.lost.size === 0 || this.#inFlight(rank, entry) > 0) continue
      entry.waiting.clear()
      entry.armed = 0
      this.#consider(rank, entry)
    }
  }

  /**
   * A receipt for the subscriber at `rank`; -1 for a number that is not in the audience. False when it has no place:
   * it came before its response, and so did others. It may be brought again (`isAgain`) once there is a response more.
   */
  receipt(rank: number, says: ReceiptSays, isAgain: boolean): boolean {
    if (!this.#takeReceipt(rank, says, isAgain)) return false
    if (says.odd) this.#ledger.counters[ODD]++
    return true
  }

  #takeReceipt(rank: number, says: ReceiptSays, isAgain: boolean): boolean {
    const ledger = this.#ledger
    const { counters, shape } = ledger
    if (rank < 0 || shape.tracked === 0 || ledger.outcome(rank) === UNSENT) {
      counters[UNMATCHED]++
      return true
    }
    if (says.code === 0) {
      counters[INTERMEDIATE]++
      return true
    }
    const j = this.#receipts.segmentOf(rank, says)
    if (j < 0) return this.#receiptBeforeItsId(rank, says)
    if (ledger.receipts[rank * shape.ids + j] !== 0) {
      counters[DUPLICATE]++
      return true
    }
    this.#receipts.decide(rank, j, says.code)
    if (isAgain) counters[EARLY]++
    if ((ledger.state[rank] & (IRREGULAR | REFUSED)) !== 0) ledger.markDirty(rank)
    else if (ledger.outcome(rank) === SENDING) ledger.markDirty(rank)
    else ledger.become(rank, ledger.settled(rank))
    return true
  }

  /** Its response has not come: kept beside the segment until it does, or proof that an unanswered one arrived. */
  #receiptBeforeItsId(rank: number, says: ReceiptSays): boolean {
    const ledger = this.#ledger
    const { shape, receipts, counters } = ledger
    const at = rank * shape.ids
    const entry = this.#irregular.get(rank)
    const outcome = ledger.outcome(rank)
    const inFlight = entry === undefined ? 1 : this.#inFlight(rank, entry)
    const isOpen = outcome === SENDING && inFlight > 0
    const isUnanswered = entry === undefined ? outcome !== SENDING : inFlight === 0 && entry.lost.size > 0
    let free = -1
    for (let j = 0; j < shape.tracked; j++) {
      if (this.#receipts.hasId(rank, j)) continue
      if (receipts[at + j] !== 0) {
        if (!says.hasId || !this.#receipts.sameEarly(rank, j, says)) continue
        counters[DUPLICATE]++
        return true
      }
      if (free < 0 && (isOpen || this.#isLost(shape.trackedFrom + j, entry))) free = j
    }
    const isRefused = (ledger.state[rank] & REFUSED) !== 0
    if (free < 0 && isOpen && !isRefused && this.#receipts.hasUnknownId(rank)) return false
    if (free < 0 || isRefused || (!isOpen && !isUnanswered)) {
      counters[UNMATCHED]++
      return true
    }
    receipts[at + free] = says.code
    ledger.keepId(rank, free, says.idFingerprint)
    ledger.markDirty(rank)
    if (!isUnanswered) return true
    if (entry !== undefined) this.#consider(rank, entry)
    else {
      this.#proveUnanswered(rank, undefined)
      ledger.become(rank, ledger.settled(rank))
    }
    return true
  }

  /** Of a subscriber with nothing in flight: whether this segment was written and not answered. */
  #isLost(segment: number, entry: Irregular | undefined): boolean {
    return entry === undefined || entry.lost.has(segment)
  }

  /**
   * Receipts whose ids nobody knows prove that the centre has the unanswered segments, once there is one for each:
   * with fewer it is not known which of the segments they are about, nor once a second copy of some was written.
   */
  #proveUnanswered(rank: number, entry: Irregular | undefined): void {
    const { shape, receipts, state } = this.#ledger
    if (shape.tracked > 1 && (state[rank] & RESENT) !== 0) return
    const proved: number[] = []
    for (let j = 0; j < shape.tracked; j++) {
      if (this.#receipts.hasId(rank, j) || !this.#isLost(shape.trackedFrom + j, entry)) continue
      if (receipts[rank * shape.ids + j] === 0) return
      proved.push(j)
    }
    for (const j of proved) this.#prove(rank, j, entry)
  }

  #prove(rank: number, j: number, entry: Irregular | undefined): void {
    const ledger = this.#ledger
    const { counters, shape } = ledger
    const segment = shape.trackedFrom + j
    if (entry?.lost.delete(segment)) counters[LOST_OPEN]--
    this.#forgetLate(rank, segment)
    counters[UNANSWERED]--
    ledger.accept(rank, segment)
    const at = rank * shape.ids + j
    const code = ledger.receipts[at]
    ledger.receipts[at] = 0
    this.#receipts.decide(rank, j, code)
  }

  /** An answer that changed no entry's count by itself. */
  #answered(rank: number, segment: number, late: boolean): void {
    const ledger = this.#ledger
    const entry = this.#irregular.get(rank)
    ledger.markDirty(rank)
    if (entry === undefined) {
      if (late) ledger.counters[UNANSWERED]--
      if (ledger.outcome(rank) !== SENDING) ledger.become(rank, ledger.settled(rank))
      return
    }
    if ((ledger.state[rank] & REFUSED) === 0) {
      this.#answeredLate(entry, segment, late)
      return this.#consider(rank, entry)
    }
    if (late) {
      ledger.counters[UNANSWERED]--
      return
    }
    ledger.counters[ENDED_IN_FLIGHT]--
    entry.endedInFlight--
    if (entry.endedInFlight === 0) this.#close(rank, entry)
  }

  #answeredLate(entry: Irregular, segment: number, late: boolean): void {
    if (!late) return
    this.#ledger.counters[UNANSWERED]--
    if (entry.lost.delete(segment)) this.#ledger.counters[LOST_OPEN]--
  }

  #forgetLost(entry: Irregular): void {
    this.#ledger.counters[LOST_OPEN] -= entry.lost.size
    entry.lost.clear()
  }

  /** The entry of a subscriber; one that had settled gets its lost segments back. */
  #open(rank: number): Irregular {
    const known = this.#irregular.get(rank)
    if (known !== undefined) return known
    const ledger = this.#ledger
    const outcome = ledger.outcome(rank)
    const hasSettled = outcome !== SENDING && outcome !== WAITING && outcome !== UNSENT
    const isRefused = (ledger.state[rank] & REFUSED) !== 0
    const lost = new Set<number>()
    for (let k = 0; hasSettled && !isRefused && k < ledger.shape.segments; k++)
      if (!ledger.isAccepted(rank, k)) lost.add(k)
    const entry: Irregular = { waiting: new Map(), armed: 0, lost, refused: 0, endedInFlight: 0, tries: null }
    ledger.counters[LOST_OPEN] += lost.size
    this.#irregular.set(rank, entry)
    ledger.state[rank] |= IRREGULAR
    return entry
  }

  #close(rank: number, entry: Irregular): void {
    const ledger = this.#ledger
    this.#irregular.delete(rank)
    ledger.state[rank] &= ~IRREGULAR
    this.#forgetLost(entry)
  }

  #inFlight(rank: number, entry: Irregular): number {
    const { segments } = this.#ledger.shape
    const known = this.#ledger.acceptedOf(rank) + entry.waiting.size + entry.lost.size + entry.refused
    return Math.max(0, segments - known - this.#unwrittenOf(rank))
  }

  #consider(rank: number, entry: Irregular): void {
    const ledger = this.#ledger
    if (this.#inFlight(rank, entry) > 0 || this.#unwrittenOf(rank) > 0) {
      ledger.become(rank, SENDING)
      return
    }
    if (entry.lost.size > 0) this.#proveUnanswered(rank, entry)
    if (entry.armed > 0) {
      ledger.become(rank, SENDING)
      return
    }
    if (entry.waiting.size > 0) {
      // With a lost segment a crash must find it uncertain, not waiting: nothing is written twice blindly.
      ledger.become(rank, entry.lost.size > 0 ? SENDING : WAITING)
      return
    }
    this.#close(rank, entry)
    ledger.become(rank, ledger.settled(rank))
  }
}
