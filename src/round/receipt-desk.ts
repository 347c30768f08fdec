/**
 * Receipts as they come in: read, brought to their subscriber, and answered once they are stored.
 *
 *   deliver_sm ──► whose number is it? ──► accounts ──► open ──a group is gathered──► syncing ──synced──► answered
 *   data_sm                                   │
 *                                         no place yet: deferred until its response has come
 *
 * Knows no ledger and no disk; its owner says when a group begins and ends.
 *
 * Invariant: a receipt is answered with ESME_ROK only after the sync of a group that holds it.
 */
import { STATUSES } from '../smpp/statuses.ts'
import type { Accounts } from './accounts.ts'
import { Acks } from './acks.ts'
import { Frame } from './frame-cutter.ts'
import { InboundReceipt } from './inbound.ts'
import type { Lane } from './lane.ts'
import type { NumberOf } from './templates.ts'

/** Receipts taken and not synced, at most; then the lanes are not read. */
const ACKS_MAX = 200_000
/** Receipts that wait for the response of their segment, at most; beyond that the centre is asked to send them again. */
const DEFERRED_MAX = 10_000
/** How long a centre is taken for one that waits, after receipts that nothing but our answers can have brought. */
const WAITS_MS = 1000
const DELIVER_SM = 0x00000005
const DATA_SM = 0x00000103

/** What is to be answered on one lane. */
class LaneAcks {
  /** deliver_sm not yet in a group, and in the group that is being written. */
  deliver = new Acks()
  deliverSyncing = new Acks()
  /** data_sm likewise. */
  data = new Acks()
  dataSyncing = new Acks()

  get open(): number {
    return this.deliver.size + this.data.size
  }

  /** What is open is in the group from now on: all that was in the last one is answered. */
  syncBegins(): void {
    const { deliver, data } = this
    this.deliver = this.deliverSyncing
    this.data = this.dataSyncing
    this.deliverSyncing = deliver
    this.dataSyncing = data
  }

  clear(): void {
    for (const acks of [this.deliver, this.deliverSyncing, this.data, this.dataSyncing]) acks.take()
  }
}

export class ReceiptDesk {
  readonly #accounts: Accounts
  readonly #numberOf: NumberOf
  readonly #rankOf: (number: number) => number
  readonly #receipt = new InboundReceipt()
  readonly #acks: readonly LaneAcks[]
  readonly #international: readonly { from: number; to: number }[]
  /** The subscriber of the last receipt, and what international digits add to the number. */
  #lastRank = -1
  #lastFrom = 0
  #open = 0
  /** Receipts were answered, and nothing was written or heard since. */
  #hasJustAnswered = false
  #centreWaitsUntil = 0
  /** The disk, or the log, takes so long that centres keep their receipts. */
  #isRefusing = false
  /** Receipts that the ledger has no place for yet: neither answered nor counted. */
  #deferred: { readonly lane: Lane; readonly bytes: Buffer }[] = []

  constructor(options: {
    accounts: Accounts
    numberOf: NumberOf
    rankOf: (number: number) => number
    callingCode: string
    lanes: number
  }) {
    this.#accounts = options.accounts
    this.#numberOf = options.numberOf
    this.#rankOf = options.rankOf
    this.#acks = Array.from({ length: options.lanes }, () => new LaneAcks())
    const code = Number(options.callingCode)
    this.#international = Array.from({ length: 13 }, (_, digits) => ({
      from: code * 10 ** digits,
      to: (code + 1) * 10 ** digits,
    })).slice(4)
  }

  /** Taken, and in no group yet. */
  get open(): number {
    return this.#open
  }

  /** Disk or log take so long that centres keep their receipts. */
  get isRefusing(): boolean {
    return this.#isRefusing
  }

  get isFull(): boolean {
    return this.#open > ACKS_MAX
  }

  /** The centre sends no more receipts before these are answered. */
  isAwaited(now: number): boolean {
    return this.#open > 0 && now < this.#centreWaitsUntil
  }

  /** What comes next may be the answer to it. */
  wrote(): void {
    this.#hasJustAnswered = false
  }

  /** A deliver_sm or data_sm. `walk`: no subscriber from it on has been written. */
  take(lane: Lane, frame: Frame, walk: number, isAgain = false): void {
    const receipt = this.#receipt
    const { bytes, at, end, command, sequence } = frame
    if (this.#isRefusing) return lane.respond(command, sequence, STATUSES.ESME_RX_T_APPN)
    if (command !== DELIVER_SM || !receipt.readShort(frame)) {
      const status = receipt.readWhole(bytes.subarray(at, end))
      if (status !== null) return lane.respond(command, sequence, status)
    }
    let rank = this.#rankOfAddress(receipt.address, walk)
    if (rank < 0 && receipt.other > 0) rank = this.#rankOfAddress(receipt.other, walk)
    if (!this.#accounts.receipt(rank, receipt, isAgain)) {
      if (this.#deferred.length >= DEFERRED_MAX) return lane.respond(command, sequence, STATUSES.ESME_RX_T_APPN)
      this.#deferred.push({ lane, bytes: Buffer.from(bytes.subarray(at, end)) })
      return
    }
    const acks = this.#acks[lane.index]
    if (command === DELIVER_SM) acks.deliver.push(sequence)
    else acks.data.push(sequence)
    this.#open++
    if (!this.#hasJustAnswered) return
    this.#hasJustAnswered = false
    this.#centreWaitsUntil = lane.now + WAITS_MS
  }

  takeDeferred(walk: number): void {
    if (this.#deferred.length === 0) return
    const receipts = this.#deferred
    this.#deferred = []
    const frame = new Frame()
    for (const { lane, bytes } of receipts) {
      frame.lieIn(bytes)
      frame.end = bytes.length
      this.take(lane, frame, walk, true)
    }
  }

  /** Nothing can be answered on it any more. */
  laneIsGone(lane: Lane): void {
    const acks = this.#acks[lane.index]
    this.#open -= acks.open
    acks.clear()
    this.#deferred = this.#deferred.filter(receipt => receipt.lane !== lane)
  }

  /** A group is being gathered: it holds what was taken until now. */
  syncBegins(): void {
    for (const acks of this.#acks) acks.syncBegins()
    this.#open = 0
  }

  /** A group takes long: centres keep all that is not answered, and what comes until it has ended. Their owner flushes the lanes. */
  refuse(lanes: readonly Lane[]): void {
    if (this.#isRefusing) return
    this.#isRefusing = true
    for (const lane of lanes) {
      const { deliver, data, deliverSyncing, dataSyncing } = this.#acks[lane.index]
      for (const acks of [deliver, deliverSyncing]) lane.acknowledge(DELIVER_SM, acks.take(), STATUSES.ESME_RX_T_APPN)
      for (const acks of [data, dataSyncing]) lane.acknowledge(DATA_SM, acks.take(), STATUSES.ESME_RX_T_APPN)
    }
    this.#open = 0
  }

  /** Where the group is not stored the centre keeps its receipts and sends them again. Their owner flushes the lanes. */
  syncEnds(lanes: readonly Lane[], isStored: boolean): void {
    this.#isRefusing = false
    const status = isStored ? STATUSES.ESME_ROK : STATUSES.ESME_RX_T_APPN
    for (const lane of lanes) {
      const { deliverSyncing, dataSyncing } = this.#acks[lane.index]
      if (deliverSyncing.size + dataSyncing.size > 0) this.#hasJustAnswered = true
      lane.acknowledge(DELIVER_SM, deliverSyncing.take(), status)
      lane.acknowledge(DATA_SM, dataSyncing.take(), status)
    }
  }

  /** Receipts mostly come in the order of the walk: the subscriber after the last one is looked at first. */
  #rankOfAddress(address: number, walk: number): number {
    const expected = this.#lastRank + 1
    if (expected < walk && this.#numberOf(expected) + this.#lastFrom === address) {
      this.#lastRank = expected
      return expected
    }
    for (const { from, to } of this.#international) {
      if (address < from || address >= to) continue
      const rank = this.#rankOf(address - from)
      if (rank < 0) continue
      this.#lastRank = rank
      this.#lastFrom = from
      return rank
    }
    return address > 0 ? this.#rankOf(address) : -1
  }
}
