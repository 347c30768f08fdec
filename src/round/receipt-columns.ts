/**
 * Which segment a receipt is about, as the ledger's columns know it: by the message_id of its response, exactly, as the
 * same number, or loosely; and what becomes of one that came before the response.
 *
 * Always of one subscriber. Knows nothing of what is in flight or lost.
 */
import { otherForms, sameExactly, sameLoosely } from './fingerprint.ts'
import { DELIVERED_RECEIPTS, DELIVRD, EARLY, type Ledger, MATCHED, UNMATCHED } from './ledger.ts'

/** What a receipt says, as `inbound.ts` reads it. */
export interface ReceiptSays {
  readonly idFingerprint: number
  readonly hasId: boolean
  readonly odd: boolean
  /** A place in RECEIPT_STATES; 0 is not final. */
  readonly code: number
  idText(): string
}

/** The message_id of a response; its text is made only when it is asked for. */
export interface ResponseId {
  readonly idFingerprint: number
  idText(): string
}

export class ReceiptColumns {
  readonly #ledger: Ledger

  constructor(ledger: Ledger) {
    this.#ledger = ledger
  }

  /** A receipt without an id belongs to the only segment that can be meant. */
  segmentOf(rank: number, says: ReceiptSays): number {
    const { shape, ids } = this.#ledger
    const { tracked } = shape
    const at = rank * shape.ids
    if (!says.hasId) return this.#onlyOpenReceipt(rank)
    for (let j = 0; j < tracked; j++) if (this.hasId(rank, j) && sameExactly(ids[at + j], says.idFingerprint)) return j
    const forms = this.#anyId(rank) ? otherForms(says.idText()) : []
    for (let j = 0; j < tracked; j++)
      if (this.hasId(rank, j) && forms.some(form => sameLoosely(ids[at + j], form))) return j
    for (let j = 0; j < tracked; j++) if (this.hasId(rank, j) && sameLoosely(ids[at + j], says.idFingerprint)) return j
    return -1
  }

  /** Of a tracked segment: its response has come, or a receipt stood in for it. */
  hasId(rank: number, j: number): boolean {
    return this.#ledger.isAccepted(rank, this.#ledger.shape.trackedFrom + j)
  }

  /** A tracked segment whose response has not come. */
  hasUnknownId(rank: number): boolean {
    for (let j = 0; j < this.#ledger.shape.tracked; j++) if (!this.hasId(rank, j)) return true
    return false
  }

  /** It waits there already. */
  sameEarly(rank: number, j: number, says: ReceiptSays): boolean {
    return sameExactly(this.#ledger.ids[rank * this.#ledger.shape.ids + j], says.idFingerprint)
  }

  /** The first final receipt of a segment wins. */
  decide(rank: number, j: number, code: number): void {
    const { counters, receipts, shape } = this.#ledger
    receipts[rank * shape.ids + j] = code
    counters[MATCHED]++
    if (code === DELIVRD) counters[DELIVERED_RECEIPTS]++
  }

  /** The response brought the message_id of a tracked segment; an early receipt may have waited for it. */
  learnId(rank: number, j: number, id: ResponseId): void {
    const ledger = this.#ledger
    const { shape, receipts } = ledger
    if (shape.tracked === 1 ? receipts[rank] !== 0 : this.#hasEarly(rank, j)) this.#matchEarly(rank, j, id)
    else ledger.keepId(rank, j, id.idFingerprint)
  }

  /** The segment was refused after all. */
  forgetEarly(rank: number, segment: number): void {
    const { shape, receipts, counters } = this.#ledger
    const j = segment - shape.trackedFrom
    if (j < 0 || receipts[rank * shape.ids + j] === 0) return
    receipts[rank * shape.ids + j] = 0
    counters[UNMATCHED]++
  }

  /** Where all have theirs it is one of them again. */
  #onlyOpenReceipt(rank: number): number {
    const { shape, receipts } = this.#ledger
    let only = -1
    let decided = -1
    let isEarly = false
    for (let j = 0; j < shape.tracked; j++) {
      if (!this.hasId(rank, j)) isEarly = true
      else if (receipts[rank * shape.ids + j] !== 0) decided = j
      else if (only >= 0) return -1
      else only = j
    }
    return only >= 0 || isEarly ? only : decided
  }

  #anyId(rank: number): boolean {
    for (let j = 0; j < this.#ledger.shape.tracked; j++) if (this.hasId(rank, j)) return true
    return false
  }

  /** Whether a receipt waits for its response, at `j` (whose bit is set by now) or at a segment without one. */
  #hasEarly(rank: number, j: number): boolean {
    const { shape, receipts } = this.#ledger
    for (let k = 0; k < shape.tracked; k++)
      if (receipts[rank * shape.ids + k] !== 0 && (k === j || !this.hasId(rank, k))) return true
    return false
  }

  #matchEarly(rank: number, j: number, id: ResponseId): void {
    const ledger = this.#ledger
    const { shape, receipts, ids, counters } = ledger
    const at = rank * shape.ids
    const forms = otherForms(id.idText())
    const isOwn = (k: number) =>
      receipts[at + k] !== 0 &&
      (k === j || !this.hasId(rank, k)) &&
      [id.idFingerprint, ...forms].some(form => sameLoosely(ids[at + k], form))
    const places = [j, ...Array(shape.tracked).keys()]
    const own = places.find(isOwn)
    const displaced = own === j ? 0 : receipts[at + j]
    const displacedId = ids[at + j]
    const code = own === undefined ? 0 : receipts[at + own]
    if (own !== undefined) receipts[at + own] = 0
    receipts[at + j] = 0
    ledger.keepId(rank, j, id.idFingerprint)
    if (displaced !== 0) this.#displace(rank, displaced, displacedId)
    if (own === undefined) return
    this.decide(rank, j, code)
    counters[EARLY]++
  }

  /** An early receipt of another segment than thought: it waits beside one that has no response yet. */
  #displace(rank: number, code: number, id: number): void {
    const { shape, receipts, ids, counters } = this.#ledger
    const at = rank * shape.ids
    for (let k = 0; k < shape.tracked; k++) {
      if (receipts[at + k] !== 0 || this.hasId(rank, k)) continue
      receipts[at + k] = code
      ids[at + k] = id
      return
    }
    counters[UNMATCHED]++
  }
}
