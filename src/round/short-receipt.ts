/**
 * Reads a receipt out of raw deliver_sm octets, without an object per receipt, in the shape that nearly all centres use.
 * Whatever is not exactly of it is left to the whole decoder of `smpp/`.
 *
 * `id:IIII sub:001 dlvrd:001 submit date:YYMMDDhhmm done date:YYMMDDhhmm stat:DDDDDDD err:E text:`, SMPP 3.4, Appendix B
 */
import { ID_OCTETS_MAX } from './fingerprint.ts'
import type { Frame } from './frame-cutter.ts'
import { RECEIPT_STATES } from './ledger.ts'
import type { ReceiptPlaces } from './receipt-template.ts'

/** SMPP 3.4, 5.2.12: the bits of a message's type, and the one that says that a header stands before the text. */
const ESM_TYPE_AND_UDHI = 0x7c
const ESM_RECEIPT = 0x04
/** SMPP 3.4, 5.3.2.12 and 5.3.2.35. */
const TAG_RECEIPTED_MESSAGE_ID = 0x001e
const TAG_MESSAGE_STATE = 0x0427
const STATE_WORD_SIZE = 7
/** service_type's NUL, TON, NPI behind the header. */
const ADDRESS_AT = 19

/** What the last frame said; each `read` overwrites it. */
export class ShortReceipt {
  address = 0
  /** A place in RECEIPT_STATES; 0 is not final. */
  code = 0
  /** Where the id lies. */
  idFrom = 0
  idTo = 0
  #bytes: Uint8Array = new Uint8Array(0)
  #otherFrom = 0
  #textEnd = 0
  /** What a message_state TLV has to say. */
  #messageState = 0

  id(): string {
    return latin1(this.#bytes, this.idFrom, this.idTo)
  }

  /** destination_addr. */
  other(): string {
    return latin1(this.#bytes, this.#otherFrom, this.#bytes.indexOf(0, this.#otherFrom))
  }

  /** False when the whole decoder must look. */
  read({ bytes, view, at, end }: Frame): boolean {
    let p = at + 16
    if (bytes[p] !== 0) return false // service_type
    p += 3 // its NUL, TON, NPI
    let address = 0
    const addressFrom = p
    for (let octet = bytes[p]; octet !== 0; octet = bytes[++p]) {
      if (octet < 0x30 || octet > 0x39 || p - addressFrom > 14) return false
      address = address * 10 + (octet - 0x30)
    }
    p += 3 // its NUL, TON, NPI
    this.address = address
    this.#bytes = bytes
    this.#otherFrom = p
    const otherEnd = p + 21
    while (bytes[p] !== 0) if (++p > otherEnd) return false
    // esm_class, protocol_id, priority_flag, schedule_delivery_time, validity_period, four octets, sm_length
    if (p + 11 > end || (bytes[p + 1] & ESM_TYPE_AND_UDHI) !== ESM_RECEIPT) return false
    if (bytes[p + 4] !== 0 || bytes[p + 5] !== 0) return false
    const coding = bytes[p + 8]
    if (coding > 1 && coding !== 3) return false
    const length = bytes[p + 10]
    p += 11
    const textEnd = p + length
    this.#textEnd = textEnd
    if (textEnd > end || !this.#readText(bytes, view, p, textEnd)) return false
    return textEnd === end || this.#agrees(bytes, textEnd, end)
  }

  #readText(bytes: Uint8Array, view: DataView, from: number, to: number): boolean {
    if (to - from < 3 || bytes[from] !== 0x69 || bytes[from + 1] !== 0x64) return false
    if (bytes[from + 2] !== 0x3a) return false
    const idFrom = from + 3
    let p = idFrom
    while (p < to && IS_OF_ID[bytes[p]] === 1) p++
    if (p === idFrom || p - idFrom > ID_OCTETS_MAX) return false
    this.idFrom = idFrom
    this.idTo = p
    p = digitsEnd(bytes, COUNTS_SUBMITTED.behind(view, p, to), to)
    p = digitsEnd(bytes, DONE.behind(view, p, to), to)
    p = STAT.behind(view, p, to)
    const wordEnd = p + STATE_WORD_SIZE
    if (p < 0 || wordEnd > to || (wordEnd < to && bytes[wordEnd] !== 0x20)) return false
    const word = stateWord(bytes, p)
    if (word === undefined) return false
    this.code = word.code
    this.#messageState = word.messageState
    return true
  }

  /** TLVs that say the same as the text: then the text was enough. */
  #agrees(bytes: Uint8Array, from: number, to: number): boolean {
    let p = from
    while (p + 4 <= to) {
      const tag = (bytes[p] << 8) | bytes[p + 1]
      const length = (bytes[p + 2] << 8) | bytes[p + 3]
      p += 4
      if (p + length > to) return false
      if (tag === TAG_RECEIPTED_MESSAGE_ID) {
        const size = this.idTo - this.idFrom
        if (length !== size + 1 || bytes[p + size] !== 0 || !this.#isIdAt(p)) return false
      } else if (tag === TAG_MESSAGE_STATE) {
        if (length !== 1 || bytes[p] !== this.#messageState) return false
      } else return false
      p += length
    }
    return p === to
  }

  #isIdAt(at: number): boolean {
    const bytes = this.#bytes
    const size = this.idTo - this.idFrom
    let differs = 0
    for (let i = 0; i < size; i++) differs |= bytes[at + i] ^ bytes[this.idFrom + i]
    return differs === 0
  }

  /** Of a frame that was just read: where things lie in it. */
  places({ bytes, at, end }: Frame): ReceiptPlaces {
    const to = this.#textEnd
    const submitDateFrom = this.idTo + COUNTS_SUBMITTED.length
    const submitDateTo = digitsEnd(bytes, submitDateFrom, to)
    const doneDateFrom = submitDateTo + DONE.length
    const doneDateTo = digitsEnd(bytes, doneDateFrom, to)
    const wordEnd = doneDateTo + STAT.length + STATE_WORD_SIZE
    return {
      addressFrom: ADDRESS_AT,
      addressTo: bytes.indexOf(0, at + ADDRESS_AT) - at,
      idFrom: this.idFrom - at,
      idTo: this.idTo - at,
      submitDateFrom: submitDateFrom - at,
      submitDateTo: submitDateTo - at,
      doneDateFrom: doneDateFrom - at,
      doneDateTo: doneDateTo - at,
      // The octet behind the word is looked at too.
      restFrom: Math.min(wordEnd + 1, to) - at,
      restTo: to - at,
      secondIdFrom: this.#secondId(bytes, end) - at,
      otherFrom: this.#otherFrom - at,
      code: this.code,
    }
  }

  /** Where a TLV has the id; before the frame where none has. The first of two: they are the same. */
  #secondId(bytes: Uint8Array, end: number): number {
    let p = this.#textEnd
    while (p + 4 <= end) {
      if (((bytes[p] << 8) | bytes[p + 1]) === TAG_RECEIPTED_MESSAGE_ID) return p + 4
      p += 4 + ((bytes[p + 2] << 8) | bytes[p + 3])
    }
    return Number.NEGATIVE_INFINITY
  }

  /** A frame that fits a mould: only its id is looked at. False when it is no id, or the TLV has another. */
  readAt({ bytes, at }: Frame, places: ReceiptPlaces): boolean {
    const idFrom = at + places.idFrom
    const idTo = at + places.idTo
    const toSecond = places.secondIdFrom < 0 ? 0 : places.secondIdFrom - places.idFrom
    let strange = 0
    for (let p = idFrom; p < idTo; p++) {
      const octet = bytes[p]
      strange |= (IS_OF_ID[octet] ^ 1) | (octet ^ bytes[p + toSecond])
    }
    if (this.#bytes !== bytes) this.#bytes = bytes
    this.idFrom = idFrom
    this.idTo = idTo
    this.#otherFrom = at + places.otherFrom
    this.code = places.code
    return strange === 0
  }
}

function latin1(bytes: Uint8Array, from: number, to: number): string {
  const { buffer, byteOffset } = bytes
  return Buffer.from(buffer, byteOffset + from, to - from).toString('latin1')
}

/**
 * A text to compare with, four octets at a time: `loa bench` with a receipt for each segment pays for it. A 0 in it
 * stands for any octet from 0x30 to 0x3f, digits above all. The last word may overlap the one before.
 */
class Pattern {
  readonly length: number
  readonly #at: readonly number[]
  readonly #words: Int32Array
  readonly #masks: Int32Array

  constructor(text: string) {
    const octets = Buffer.from(text, 'latin1')
    this.length = octets.length
    const whole = Array.from({ length: Math.floor(octets.length / 4) }, (_, i) => 4 * i)
    this.#at = octets.length % 4 === 0 ? whole : [...whole, octets.length - 4]
    const masks = Buffer.from(octets.map(octet => (octet === 0x30 ? 0xf0 : 0xff)))
    this.#words = Int32Array.from(this.#at, at => octets.readInt32BE(at))
    this.#masks = Int32Array.from(this.#at, at => masks.readInt32BE(at))
  }

  /** The octet behind the text, where it stands at `at` and ends before `to`; -1 elsewhere, and where `at` is -1. */
  behind(view: DataView, at: number, to: number): number {
    if (at < 0 || to - at < this.length) return -1
    let differs = 0
    for (let i = 0; i < this.#at.length; i++)
      differs |= (view.getInt32(at + this.#at[i]) ^ this.#words[i]) & this.#masks[i]
    return differs === 0 ? at + this.length : -1
  }
}

const COUNTS_SUBMITTED = new Pattern(' sub:000 dlvrd:000 submit date:')
const DONE = new Pattern(' done date:')
const STAT = new Pattern(' stat:')

function digitsEnd(bytes: Uint8Array, at: number, to: number): number {
  let p = at
  while (p >= 0 && p < to && bytes[p] >= 0x30 && bytes[p] <= 0x39) p++
  return p
}

/** 1: octets that the whole decoder would neither translate nor take for the end of an id. */
const IS_OF_ID = Uint8Array.from({ length: 256 }, (_, octet) => {
  const isEnd = octet === 0x2c || octet === 0x3b || octet === 0x7c
  return octet > 0x20 && octet < 0x7f && !isEnd ? 1 : 0
})

interface StateWord {
  readonly octets: Uint8Array
  /** A place in RECEIPT_STATES; 0 is not final. */
  readonly code: number
  /** SMPP 3.4, 5.2.28. */
  readonly messageState: number
}

/** Undefined for what is no word of appendix B. */
function stateWord(bytes: Uint8Array, at: number): StateWord | undefined {
  const word = STATE_WORDS.get(keyOf(bytes, at))
  for (let i = 0; word !== undefined && i < 7; i++) if (bytes[at + i] !== word.octets[i]) return undefined
  return word
}

/** No two of the words have the same. */
function keyOf(bytes: Uint8Array, at: number): number {
  return (bytes[at] << 24) | (bytes[at + 2] << 16) | (bytes[at + 3] << 8) | bytes[at + 6]
}

/** In the order of message_state, from 1. */
const STATE_WORDS = new Map(
  ['ENROUTE', 'DELIVRD', 'EXPIRED', 'DELETED', 'UNDELIV', 'ACCEPTD', 'UNKNOWN', 'REJECTD'].map((text, i) => {
    const octets = Buffer.from(text)
    const code = Math.max(0, RECEIPT_STATES.indexOf(text as 'DELIVRD'))
    const word: StateWord = { octets, code, messageState: i + 1 }
    return [keyOf(octets, 0), word] as const
  }),
)
