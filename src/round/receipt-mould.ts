/**
 * A receipt as a mould for those that follow: a centre's receipts of one round differ in the subscriber's number, the
 * message_id and the dates, and in nothing else that is read. So the next one is compared, four octets at a time
 * (`loa bench` with a receipt for each segment pays for it), and only what differs is looked at.
 *
 *   | header | … | number | … | id:IIIIIIII … submit date:DDDDDDDDDD done date:DDDDDDDDDD stat:DELIVRD | text | TLVs |
 *   |  not   | = | digits | = |    id    =                digits                digits   =             |  not |  =   |
 *
 * Knows no ledger. Of one frame that was read whole it learns where things lie; it says nothing of a frame that differs.
 *
 * Invariant (tested): what fits would have been read with the same result.
 */
import type { Frame } from './frame-cutter.ts'

/** Where things lie, counted from the frame's beginning; `to` is behind the last octet. */
export interface ReceiptPlaces {
  readonly addressFrom: number
  readonly addressTo: number
  readonly idFrom: number
  readonly idTo: number
  readonly submitDateFrom: number
  readonly submitDateTo: number
  readonly doneDateFrom: number
  readonly doneDateTo: number
  /** The rest of the text, of which nothing is read. */
  readonly restFrom: number
  readonly restTo: number
  /** The id once more, in a TLV; below 0 for none. */
  readonly secondIdFrom: number
  /** destination_addr. */
  readonly otherFrom: number
  /** What it says of the message: a place in RECEIPT_STATES. */
  readonly code: number
}

/** SMPP 3.4, 3.2: the header's command_length was read, command_status and sequence_number say nothing of the shape. */
const BODY_AT = 16
/** Larger ones are read the long way. */
const SIZE_MAX = 1024
const LOW_DIGITS = 9

export class ReceiptMould {
  /** 0: none yet. */
  #size = 0
  /** Words from BODY_AT on; the last may overlap the one before. */
  #words = 0
  readonly #octets = new Int32Array(SIZE_MAX / 4)
  readonly #masks = new Int32Array(SIZE_MAX / 4)
  /** Places of the words that hold digits of dates, and which of their octets those are. */
  #dates = 0
  readonly #dateAt = new Int32Array(16)
  readonly #dateMasks = new Int32Array(16)
  #places: ReceiptPlaces = NOWHERE
  /** Of the frame that fitted last: its number. */
  address = 0

  get places(): ReceiptPlaces {
    return this.#places
  }

  /** From now on this frame is the mould. */
  cast({ bytes, at, end }: Frame, places: ReceiptPlaces): void {
    const size = end - at
    if (size > SIZE_MAX || size < BODY_AT + 4) return
    const masks = Buffer.alloc(size, 0xff)
    const dates = Buffer.alloc(size)
    masks.fill(0, places.addressFrom, places.addressTo)
    masks.fill(0, places.idFrom, places.idTo)
    masks.fill(0, places.restFrom, places.restTo)
    if (places.secondIdFrom >= 0)
      masks.fill(0, places.secondIdFrom, places.secondIdFrom + places.idTo - places.idFrom)
    for (const [from, to] of [
      [places.submitDateFrom, places.submitDateTo],
      [places.doneDateFrom, places.doneDateTo],
    ]) {
      masks.fill(0xf0, from, to)
      dates.fill(0xf0, from, to)
    }
    this.#size = size
    this.#places = places
    this.#words = Math.ceil((size - BODY_AT) / 4)
    this.#dates = 0
    for (let i = 0; i < this.#words; i++) {
      const p = this.#wordAt(i)
      this.#masks[i] = masks.readInt32BE(p)
      this.#octets[i] = bytes.readInt32BE(at + p) & this.#masks[i]
      if (dates.readInt32BE(p) === 0) continue
      if (this.#dates === this.#dateAt.length) {
        this.#size = 0
        return
      }
      this.#dateAt[this.#dates] = p
      this.#dateMasks[this.#dates++] = dates.readInt32BE(p)
    }
  }

  #wordAt(i: number): number {
    return Math.min(BODY_AT + 4 * i, this.#size - 4)
  }

  /** Whether the frame is one of this shape; then `address` is its number. Its id is still to be looked at. */
  fits({ view, at, end }: Frame): boolean {
    const size = this.#size
    if (end - at !== size) return false
    const octets = this.#octets
    const masks = this.#masks
    const last = this.#words - 1
    let differs = 0
    let p = at + BODY_AT
    for (let i = 0; i < last; i++) {
      differs |= (view.getInt32(p) & masks[i]) ^ octets[i]
      p += 4
    }
    differs |= (view.getInt32(end - 4) & masks[last]) ^ octets[last]
    // A digit and six keep the upper four bits; what stands behind 9 does not.
    for (let i = 0; i < this.#dates; i++)
      differs |=
        ((view.getInt32(at + this.#dateAt[i]) + 0x06060606) ^ 0x30303030) & this.#dateMasks[i]
    return differs === 0 && this.#readAddress(view, at)
  }

  /** In two parts that are whole numbers of the machine: nine digits, and what stands before them. */
  #readAddress(view: DataView, at: number): boolean {
    const { addressFrom, addressTo } = this.#places
    const middle = Math.max(addressFrom, addressTo - LOW_DIGITS)
    let high = 0
    let low = 0
    let strange = 0
    for (let p = addressFrom; p < middle; p++) {
      const digit = view.getUint8(at + p) - 0x30
      strange |= digit | (9 - digit)
      high = (Math.imul(high, 10) + digit) | 0
    }
    for (let p = middle; p < addressTo; p++) {
      const digit = view.getUint8(at + p) - 0x30
      strange |= digit | (9 - digit)
      low = (Math.imul(low, 10) + digit) | 0
    }
    this.address = high * 1e9 + low
    return strange >= 0
  }
}

const NOWHERE: ReceiptPlaces = {
  addressFrom: 0,
  addressTo: 0,
  idFrom: 0,
  idTo: 0,
  submitDateFrom: 0,
  submitDateTo: 0,
  doneDateFrom: 0,
  doneDateTo: 0,
  restFrom: 0,
  restTo: 0,
  secondIdFrom: -1,
  otherFrom: 0,
  code: 0,
}
