/**
 * A receipt as a template for those that follow: a centre's receipts of one round differ in the subscriber's number, the
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
/** Octets that are compared in one round of the loop; the last one may overlap the one before. */
const STEP = 16
const WORD = 4
/** Larger ones are read the long way. */
const SIZE_MAX = 1024

export class ReceiptTemplate {
  /** 0: none yet. */
  #size = 0
  #places: ReceiptPlaces = NOWHERE
  /** Where the last step from BODY_AT to the rest of the text begins, and the first and the last of the TLVs behind it. */
  #lastStep = 0
  #tailStep = 0
  #lastTailStep = 0
  /** Of each word of the steps: the octets that are compared, and what they are. */
  readonly #masks = new Int32Array((2 * SIZE_MAX) / WORD)
  readonly #octets = new Int32Array((2 * SIZE_MAX) / WORD)
  /** Of the frame that fitted last: its number. */
  address = 0

  get places(): ReceiptPlaces {
    return this.#places
  }

  /** From now on this frame is the template. */
  set({ bytes, at, end }: Frame, places: ReceiptPlaces): void {
    const size = end - at
    this.#size = 0
    if (size > SIZE_MAX || places.restFrom < BODY_AT + STEP || !hasLongDigits(places)) return
    const masks = masksOf(size, places)
    let words = 0
    const add = (from: number, last: number) => {
      for (let step = from; ; step = Math.min(step + STEP, last)) {
        for (let p = step; p < step + STEP; p += WORD) {
          const mask = masks.readInt32LE(p)
          this.#masks[words] = mask
          this.#octets[words++] = bytes.readInt32LE(at + p) & mask
        }
        if (step === last) return
      }
    }
    this.#lastStep = places.restFrom - STEP
    add(BODY_AT, this.#lastStep)
    this.#lastTailStep = size - STEP
    this.#tailStep = Math.min(places.restTo, this.#lastTailStep)
    if (places.restTo < size) add(this.#tailStep, this.#lastTailStep)
    this.#places = places
    this.#size = size
  }

  /** Whether the frame is one of this shape; then `address` is its number. Its id is still to be looked at. */
  fits({ view, at, end }: Frame): boolean {
    if (end - at !== this.#size) return false
    const places = this.#places
    const words = ((this.#lastStep - BODY_AT + 2 * STEP - 1) >> 4) << 2
    let differs = this.#differs(view, at + BODY_AT, at + this.#lastStep, 0)
    if (places.restTo < this.#size) differs |= this.#differs(view, at + this.#tailStep, at + this.#lastTailStep, words)
    differs |= noDigits(view, at + places.submitDateFrom, at + places.submitDateTo)
    differs |= noDigits(view, at + places.doneDateFrom, at + places.doneDateTo)
    differs |= noDigits(view, at + places.addressFrom, at + places.addressTo)
    if (differs !== 0) return false
    this.address = numberIn(view, at + places.addressFrom, at + places.addressTo)
    return true
  }

  /** Steps from `p` to `last`, against the words from `i` on: 0 where all are the same. */
  #differs(view: DataView, from: number, last: number, word: number): number {
    const octets = this.#octets
    const masks = this.#masks
    let differs = 0
    let i = word
    let p = from
    for (;;) {
      differs |=
        ((view.getInt32(p, true) & masks[i]) ^ octets[i]) |
        ((view.getInt32(p + 4, true) & masks[i + 1]) ^ octets[i + 1]) |
        ((view.getInt32(p + 8, true) & masks[i + 2]) ^ octets[i + 2]) |
        ((view.getInt32(p + 12, true) & masks[i + 3]) ^ octets[i + 3])
      if (p === last) return differs
      i += 4
      p = Math.min(p + STEP, last)
    }
  }
}

/** All digits are looked at four at a time. */
function hasLongDigits(places: ReceiptPlaces): boolean {
  return (
    places.addressTo - places.addressFrom >= WORD &&
    places.submitDateTo - places.submitDateFrom >= WORD &&
    places.doneDateTo - places.doneDateFrom >= WORD
  )
}

/** 0 where all octets are digits: those keep their upper four bits when six is added. At least four octets. */
function noDigits(view: DataView, from: number, to: number): number {
  const last = to - WORD
  let differs = 0
  for (let p = from; p < last; p += WORD) {
    const word = view.getInt32(p, true)
    differs |= (word ^ 0x30303030) | ((word + 0x06060606) ^ 0x30303030)
  }
  const word = view.getInt32(last, true)
  return (differs | (word ^ 0x30303030) | ((word + 0x06060606) ^ 0x30303030)) & UPPER
}

const UPPER = 0xf0f0f0f0 | 0

/** Of digits, in two parts that are whole numbers of the machine: the last eight, and what stands before them. */
function numberIn(view: DataView, from: number, to: number): number {
  const middle = Math.max(from, to - 2 * WORD)
  let high = 0
  for (let p = from; p < middle; p++) high = (Math.imul(high, 10) + (view.getUint8(p) & 0x0f)) | 0
  if (to - middle === 2 * WORD)
    return high * 1e8 + fourDigits(view.getInt32(middle)) * 1e4 + fourDigits(view.getInt32(to - WORD))
  let low = 0
  for (let p = middle; p < to; p++) low = Math.imul(low, 10) + (view.getUint8(p) & 0x0f)
  return low
}

/** In a word of four digits, the first in the upper octet. */
function fourDigits(word: number): number {
  const digits = word & 0x0f0f0f0f
  const pairs = (digits >>> 8) * 10 + (digits & 0x00ff00ff)
  return ((pairs >>> 16) & 0xff) * 100 + (pairs & 0xff)
}

/** Which octets are compared with the template's: not those of numbers, ids and dates. */
function masksOf(size: number, places: ReceiptPlaces): Buffer {
  const masks = Buffer.alloc(size, 0xff)
  const { idFrom, idTo, secondIdFrom } = places
  masks.fill(0, places.addressFrom, places.addressTo)
  masks.fill(0, idFrom, idTo)
  masks.fill(0, places.restFrom, places.restTo)
  if (secondIdFrom >= 0) masks.fill(0, secondIdFrom, secondIdFrom + idTo - idFrom)
  masks.fill(0, places.submitDateFrom, places.submitDateTo)
  masks.fill(0, places.doneDateFrom, places.doneDateTo)
  return masks
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
