/**
 * What happened to each subscriber of a round, in columns; the only truth about a round.
 *
 *   state     u8           outcome (3 bits), marks (5 bits)
 *   accepted  u8 x bitmap  bit k: segment k got ESME_ROK, or a receipt proved it
 *   receipts  u8 x tracked the final receipt of each tracked segment, 0 while there is none
 *   ids       u32 x ids    fingerprint of the message_id of each tracked segment;
 *                          the low octet of the last one is the status code once the subscriber is REFUSED
 *
 * A receipt that stands beside an accepted bit that is not set came before the response: it is early and not proved yet.
 *
 * Invariant: the outcomes' counts sum to the subscribers, at any instant.
 * Invariant: each counter equals what `recount` finds in the columns.
 *
 * Knows no socket, no clock and no disk. The columns may lie in memory that another thread reads.
 */
import assert from 'node:assert/strict'
import type { Shape } from './shape.ts'

export const UNSENT = 0
/** Written, or about to be: some segments may be in flight. After a crash: uncertain. */
export const SENDING = 1
/** Begun, nothing in flight, more to write: after a temporary error, or where a round was stopped. */
export const WAITING = 2
export const ACCEPTED = 3
export const DELIVERED = 4
export const FAILED = 5
export const EXPIRED = 6
export const UNCERTAIN = 7
export const OUTCOME = 7

/** Sent once more by the policy `resend`. Never taken back. */
export const RESENT = 8
/** A segment was finally refused. */
export const REFUSED = 16
/** In memory only: the sender keeps details of this subscriber. */
export const IRREGULAR = 32
/** Not all segments went out in turn on one bind: that the last one arrived says nothing of those before it. */
export const OUT_OF_TURN = 64
/** In memory only: changed since the last group was gathered. */
export const DIRTY = 128
export const STORED = OUTCOME | RESENT | REFUSED | OUT_OF_TURN

export const RECEIPT_STATES = ['', 'DELIVRD', 'EXPIRED', 'DELETED', 'UNDELIV', 'UNKNOWN', 'REJECTD'] as const
export const DELIVRD = 1
export const EXPIRD = 2
export const UNKNOWN = 5

/** Places in `counters`. The first eight are the subscribers of each outcome. */
export const RESENT_COUNT = 8
export const SUBMITTED = 9
export const ACCEPTED_SEGMENTS = 10
export const REFUSED_SEGMENTS = 11
export const RETRIED = 12
export const UNANSWERED = 13
/** Segments that were accepted a second time (resent ones): they have no bit of their own. */
export const ACCEPTED_AGAIN = 14
/** Segments with a DELIVRD receipt. */
export const DELIVERED_RECEIPTS = 15
/** Segments of delivered subscribers that nothing proves: only the last one has a receipt. */
export const UNPROVED = 16
export const MATCHED = 17
export const EARLY = 18
export const INTERMEDIATE = 19
export const DUPLICATE = 20
export const UNMATCHED = 21
export const ODD = 22
/** In flight for subscribers that are not SENDING in the ledger: a crash makes them unanswered. */
export const ENDED_IN_FLIGHT = 23
/** Unanswered ones of subscribers that still are SENDING: a crash counts them anew. */
export const LOST_OPEN = 24
export const COUNTERS = 25

/** Statuses told apart by name in a tally; what a hostile centre invents beyond that is `other`. */
export const STATUS_CODES_MAX = 254
export const OTHER_STATUS = 255

export interface Columns {
  readonly state: Uint8Array
  readonly accepted: Uint8Array
  readonly receipts: Uint8Array
  readonly ids: Uint32Array
}

export function allocateColumns(shape: Shape): Columns {
  const n = shape.subscribers
  return {
    state: new Uint8Array(new SharedArrayBuffer(n)),
    accepted: new Uint8Array(new SharedArrayBuffer(n * shape.bitmap)),
    receipts: new Uint8Array(new SharedArrayBuffer(n * shape.tracked)),
    ids: new Uint32Array(new SharedArrayBuffer(n * shape.ids * 4)),
  }
}

export class Ledger implements Columns {
  readonly shape: Shape
  readonly state: Uint8Array
  readonly accepted: Uint8Array
  readonly receipts: Uint8Array
  readonly ids: Uint32Array
  readonly counters = new Float64Array(COUNTERS)
  /** command_status of each code (from 1), and how often it was answered. */
  readonly statusCodes = new Uint32Array(256)
  readonly statusCounts = new Float64Array(256)
  statusesKnown = 0
  /** Ranks changed since the last group, `dirtyCount` of them. */
  dirty = new Uint32Array(1024)
  dirtyCount = 0

  constructor(shape: Shape, columns: Columns = allocateColumns(shape)) {
    this.shape = shape
    this.state = columns.state
    this.accepted = columns.accepted
    this.receipts = columns.receipts
    this.ids = columns.ids
    this.counters[UNSENT] = shape.subscribers
  }

  markDirty(rank: number): void {
    const state = this.state[rank]
    if ((state & DIRTY) !== 0) return
    this.state[rank] = state | DIRTY
    if (this.dirtyCount === this.dirty.length) {
      const wider = new Uint32Array(this.dirty.length * 2)
      wider.set(this.dirty)
      this.dirty = wider
    }
    this.dirty[this.dirtyCount++] = rank
  }

  outcome(rank: number): number {
    return this.state[rank] & OUTCOME
  }

  /** Moves a subscriber from one outcome to another; the only place that does. */
  become(rank: number, outcome: number): void {
    const state = this.state[rank]
    const old = state & OUTCOME
    if (old === outcome) {
      this.markDirty(rank)
      return
    }
    const counters = this.counters
    counters[old]--
    counters[outcome]++
    if (outcome === DELIVERED) counters[UNPROVED] += this.shape.segments - this.acceptedOf(rank)
    else if (old === DELIVERED) counters[UNPROVED] -= this.shape.segments - this.acceptedOf(rank)
    this.state[rank] = (state & ~OUTCOME) | outcome
    this.markDirty(rank)
  }

  /** Not for the disk: what the intent mark covers needs no record of its own. */
  begin(rank: number): void {
    this.state[rank] = (this.state[rank] & ~OUTCOME) | SENDING
    this.counters[UNSENT]--
    this.counters[SENDING]++
  }

  isAccepted(rank: number, segment: number): boolean {
    const bit = this.accepted[rank * this.shape.bitmap + (segment >> 3)] & (1 << (segment & 7))
    return bit !== 0
  }

  /** True when the segment had not been accepted before. Counts the acceptance in any case. */
  accept(rank: number, segment: number): boolean {
    const counters = this.counters
    counters[ACCEPTED_SEGMENTS]++
    const at = rank * this.shape.bitmap + (segment >> 3)
    const bits = this.accepted[at]
    const bit = 1 << (segment & 7)
    if ((bits & bit) !== 0) {
      counters[ACCEPTED_AGAIN]++
      return false
    }
    this.accepted[at] = bits | bit
    if ((this.state[rank] & OUTCOME) === DELIVERED) counters[UNPROVED]--
    this.markDirty(rank)
    return true
  }

  acceptedOf(rank: number): number {
    const width = this.shape.bitmap
    let count = 0
    for (let i = rank * width; i < rank * width + width; i++) count += BITS[this.accepted[i]]
    return count
  }

  isComplete(rank: number): boolean {
    const { bitmap, segments } = this.shape
    if (bitmap === 1) return this.accepted[rank] === (1 << segments) - 1
    return this.acceptedOf(rank) === segments
  }

  /** The outcome of a subscriber of whom nothing is in flight and nothing is to be written. */
  settled(rank: number): number {
    const { tracked, ids, trackedFrom } = this.shape
    if ((this.state[rank] & REFUSED) !== 0) return FAILED
    if (tracked > 0) {
      let delivered = 0
      let expired = 0
      for (let j = 0; j < tracked; j++) {
        const receipt = this.receipts[rank * ids + j]
        if (receipt === 0 || receipt === UNKNOWN || !this.isAccepted(rank, trackedFrom + j)) continue
        if (receipt === DELIVRD) delivered++
        else if (receipt === EXPIRD) expired++
        else return FAILED
      }
      if (expired > 0) return EXPIRED
      if (delivered === tracked && this.#speaksForAll(rank)) return DELIVERED
    }
    return this.isComplete(rank) ? ACCEPTED : UNCERTAIN
  }

  /**
   * Whether the receipt of the last segment speaks for the message: a centre that has read it from a connection has read
   * what stood before it. Segments without a known answer may only have gone out that way.
   */
  #speaksForAll(rank: number): boolean {
    return (this.state[rank] & OUT_OF_TURN) === 0 || this.isComplete(rank)
  }

  /** Segments of a subscriber that a receipt says are on the phone. */
  deliveredOf(rank: number): number {
    const { tracked, ids, trackedFrom, segments } = this.shape
    if (tracked < segments && this.outcome(rank) === DELIVERED) return this.acceptedOf(rank)
    let count = 0
    for (let j = 0; j < tracked; j++)
      if (this.receipts[rank * ids + j] === DELIVRD && this.isAccepted(rank, trackedFrom + j)) count++
    return count
  }

  /** Of a subscriber all of whose tracked segments were accepted: true while the final receipt of one has not come. */
  awaitsReceipt(rank: number): boolean {
    const { tracked, ids } = this.shape
    for (let j = 0; j < tracked; j++) if (this.receipts[rank * ids + j] === 0) return true
    return false
  }

  /** The small number that stands for a command_status in the columns. */
  statusCode(status: number): number {
    for (let code = 1; code <= this.statusesKnown; code++) if (this.statusCodes[code] === status) return code
    if (this.statusesKnown === STATUS_CODES_MAX) return OTHER_STATUS
    this.statusCodes[++this.statusesKnown] = status
    return this.statusesKnown
  }

  countStatus(status: number): number {
    const code = this.statusCode(status)
    this.statusCounts[code]++
    return code
  }

  refuse(rank: number, code: number): void {
    const state = this.state[rank]
    if ((state & REFUSED) === 0) {
      this.state[rank] = state | REFUSED
      const at = rank * this.shape.ids + this.shape.ids - 1
      this.ids[at] = ((this.ids[at] & 0xffffff00) | code) >>> 0
    }
    this.become(rank, FAILED)
  }

  refusalCode(rank: number): number {
    return this.ids[rank * this.shape.ids + this.shape.ids - 1] & 0xff
  }

  keepId(rank: number, j: number, fingerprint: number): void {
    const { ids } = this.shape
    const at = rank * ids + j
    const keepsCode = j === ids - 1 && (this.state[rank] & REFUSED) !== 0
    this.ids[at] = keepsCode ? ((fingerprint & 0xffffff00) | (this.ids[at] & 0xff)) >>> 0 : fingerprint
  }

  /** Counts the columns anew, into the counters that can be counted; the others stay. */
  recount(): void {
    const { counters, shape } = this
    const { subscribers, tracked, ids, bitmap, segments, trackedFrom } = shape
    const outcomes = new Float64Array(256)
    for (let rank = 0; rank < subscribers; rank++) outcomes[this.state[rank]]++
    counters.fill(0, 0, RESENT_COUNT + 1)
    for (let state = 0; state < 256; state++) {
      counters[state & OUTCOME] += outcomes[state]
      if ((state & RESENT) !== 0) counters[RESENT_COUNT] += outcomes[state]
    }
    let accepted = 0
    for (let i = 0; i < subscribers * bitmap; i++) accepted += BITS[this.accepted[i]]
    counters[ACCEPTED_SEGMENTS] = accepted + counters[ACCEPTED_AGAIN]
    let delivered = 0
    let unproved = 0
    // Before anything was accepted there is nothing to find: `loa bench` pays for the look at a new round's columns.
    const mayFind = tracked > 0 && (accepted > 0 || counters[DELIVERED] > 0)
    for (let rank = 0; mayFind && rank < subscribers; rank++) {
      const isDelivered = (this.state[rank] & OUTCOME) === DELIVERED
      if (isDelivered && !this.isComplete(rank)) unproved += segments - this.acceptedOf(rank)
      if (tracked === 1) {
        if (this.receipts[rank] === DELIVRD && (isDelivered || this.isAccepted(rank, trackedFrom))) delivered++
        continue
      }
      for (let j = 0; j < tracked; j++)
        if (this.receipts[rank * ids + j] === DELIVRD && this.isAccepted(rank, trackedFrom + j)) delivered++
    }
    counters[DELIVERED_RECEIPTS] = delivered
    counters[UNPROVED] = unproved
  }

  /** Stops the process when a counter is not what the columns say: a bug, and the ledger on disk is still right. */
  assertCounted(): void {
    const kept = Float64Array.from(this.counters)
    this.recount()
    assert.deepEqual(kept, this.counters, 'the counters equal what the columns say')
  }
}

/** Segments of which a receipt, their own or the message's last, says that they are on the phone. */
export function deliveredSegments(counters: ArrayLike<number>, shape: Shape): number {
  const { tracked, segments } = shape
  if (tracked === segments || tracked === 0) return counters[DELIVERED_RECEIPTS]
  const delivered = counters[DELIVERED]
  return counters[DELIVERED_RECEIPTS] - delivered + delivered * segments - counters[UNPROVED]
}

const BITS = Uint8Array.from({ length: 256 }, (_, octet) => {
  let count = 0
  for (let rest = octet; rest !== 0; rest >>= 1) count += rest & 1
  return count
})
