/**
 * Reads receipts out of raw deliver_sm octets, without an object per receipt, in the shapes that nearly all centres use;
 * whatever is not exactly such a shape goes to the whole decoder of `smpp/`.
 *
 * Invariant (tested): where the short way answers, it answers as the whole decoder would.
 */
import { decodePdu } from '../smpp/codec.ts'
import { type Receipt, readReceipt } from '../smpp/receipts.ts'
import { fingerprint, fingerprintOf, ID_OCTETS_MAX } from './fingerprint.ts'
import type { Frame } from './frame-cutter.ts'
import { RECEIPT_STATES } from './ledger.ts'

/** SMPP 3.4, 5.2.12: the bits of a message's type, and the one that says that a header stands before the text. */
const ESM_TYPE_AND_UDHI = 0x7c
const ESM_RECEIPT = 0x04

/** What a frame turned out to be; `read` overwrites it each time. */
export class InboundReceipt {
  /** The subscriber's address as a number, leading zeros and `+` gone; 0 where it has other letters. */
  address = 0
  idFingerprint = 0
  /** The octets of the id, for its other forms. */
  id = ''
  #bytes: Uint8Array = new Uint8Array(0)
  #viewed: Uint8Array = this.#bytes
  #view: DataView = new DataView(new ArrayBuffer(0))
  /** Of the short way: where the other address begins. -1: the whole decoder read it. */
  #otherFrom = -1
  #other = 0
  #idFrom = -1
  #idTo = -1
  /** Of the short way: what a message_state TLV has to say. */
  #messageState = 0
  hasId = true
  /** A place in RECEIPT_STATES; 0 is not final. */
  code = 0
  odd = false

  /** The other address likewise: some centres report with the two swapped. Ask before the next frame is read. */
  get other(): number {
    if (this.#otherFrom < 0) return this.#other
    return addressNumber(
      latin1(this.#bytes, this.#otherFrom, this.#bytes.indexOf(0, this.#otherFrom)),
    )
  }

  /** The id's text, made only when it is asked for, before the next frame is read. */
  idText(): string {
    if (this.#idFrom < 0) return this.id
    return latin1(this.#bytes, this.#idFrom, this.#idTo)
  }

  /** The short way; false when the whole decoder must look. `end` is behind the PDU. */
  readShort({ bytes, at, end }: Frame): boolean {
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
    if (textEnd > end || !this.#readText(bytes, p, textEnd)) return false
    return textEnd === end || this.#agrees(bytes, textEnd, end)
  }

  /** `id:IIII sub:001 dlvrd:001 submit date:YYMMDDhhmm done date:YYMMDDhhmm stat:DDDDDDD err:E text:`, Appendix B. */
  #readText(bytes: Uint8Array, from: number, to: number): boolean {
    if (to - from < 3 || bytes[from] !== 0x69 || bytes[from + 1] !== 0x64) return false
    if (bytes[from + 2] !== 0x3a) return false
    const view = this.#viewOf(bytes)
    const idFrom = from + 3
    let p = idFrom
    while (p < to && isOfId(bytes[p])) p++
    if (p === idFrom || p - idFrom > ID_OCTETS_MAX) return false
    this.#idFrom = idFrom
    this.#idTo = p
    p = digitsEnd(bytes, COUNTS_SUBMITTED.behind(view, p, to), to)
    p = digitsEnd(bytes, DONE.behind(view, p, to), to)
    p = STAT.behind(view, p, to)
    if (p < 0 || p + 7 > to || (p + 7 < to && bytes[p + 7] !== 0x20)) return false
    const word = stateWord(bytes, p)
    if (word === undefined) return false
    this.hasId = true
    this.odd = false
    this.code = word.code
    this.#messageState = word.messageState
    this.idFingerprint = fingerprint(bytes, this.#idFrom, this.#idTo)
    return true
  }

  /** Reads come in the same memory again and again. */
  #viewOf(bytes: Uint8Array): DataView {
    if (bytes !== this.#viewed) {
      this.#viewed = bytes
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    }
    return this.#view
  }

  /** TLVs that say the same as the text: then the text was enough. */
  #agrees(bytes: Uint8Array, from: number, to: number): boolean {
    let p = from
    while (p + 4 <= to) {
      const tag = (bytes[p] << 8) | bytes[p + 1]
      const length = (bytes[p + 2] << 8) | bytes[p + 3]
      p += 4
      if (p + length > to) return false
      if (tag === 0x001e) {
        const size = this.#idTo - this.#idFrom
        if (length !== size + 1 || bytes[p + size] !== 0) return false
        for (let i = 0; i < size; i++) if (bytes[p + i] !== bytes[this.#idFrom + i]) return false
      } else if (tag === 0x0427) {
        if (length !== 1 || bytes[p] !== this.#messageState) return false
      } else return false
      p += length
    }
    return p === to
  }

  /** The whole decoder. Gives the command_status to answer with, or null when the frame is a receipt and was read. */
  readWhole(frame: Buffer): number | null {
    const decoded = decodePdu(frame)
    if (!decoded.ok) return decoded.command_status
    const { pdu } = decoded
    if (pdu.command !== 'deliver_sm' && pdu.command !== 'data_sm') return 0
    const receipt: Receipt | null = readReceipt(pdu)
    if (receipt === null) return 0
    this.address = addressNumber(pdu.source_addr)
    this.#otherFrom = -1
    this.#other = addressNumber(pdu.destination_addr)
    this.#idFrom = -1
    this.id = receipt.message_id ?? ''
    this.hasId = receipt.message_id !== null
    this.idFingerprint = fingerprintOf(this.id)
    this.code = receipt.final ? Math.max(0, RECEIPT_STATES.indexOf(receipt.state as 'DELIVRD')) : 0
    this.odd = receipt.odd
    return null
  }
}

function latin1(bytes: Uint8Array, from: number, to: number): string {
  const { buffer, byteOffset } = bytes
  return Buffer.from(buffer, byteOffset + from, to - from).toString('latin1')
}

function addressNumber(address: string): number {
  return /^\+?\d{1,20}$/.test(address) ? Number(address) : 0
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

/** Octets that the whole decoder would neither translate nor take for the end of an id. */
function isOfId(octet: number): boolean {
  return octet > 0x20 && octet < 0x7f && octet !== 0x2c && octet !== 0x3b && octet !== 0x7c
}

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
  for (let i = 0; word !== undefined && i < 7; i++)
    if (bytes[at + i] !== word.octets[i]) return undefined
  return word
}

/** No two of the words have the same. */
function keyOf(bytes: Uint8Array, at: number): number {
  return (bytes[at] << 24) | (bytes[at + 2] << 16) | (bytes[at + 3] << 8) | bytes[at + 6]
}

/** In the order of message_state, from 1. */
const STATE_WORDS = new Map(
  ['ENROUTE', 'DELIVRD', 'EXPIRED', 'DELETED', 'UNDELIV', 'ACCEPTD', 'UNKNOWN', 'REJECTD'].map(
    (text, i) => {
      const octets = Buffer.from(text)
      const code = Math.max(0, RECEIPT_STATES.indexOf(text as 'DELIVRD'))
      const word: StateWord = { octets, code, messageState: i + 1 }
      return [keyOf(octets, 0), word] as const
    },
  ),
)
