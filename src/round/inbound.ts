/**
 * Reads receipts out of raw deliver_sm octets, without an object per receipt, in the shapes that nearly all centres use;
 * whatever is not exactly such a shape goes to the whole decoder of `smpp/`.
 *
 * Invariant (tested): where the short way answers, it answers as the whole decoder would.
 */
import { decodePdu } from '../smpp/codec.ts'
import { type Receipt, readReceipt } from '../smpp/receipts.ts'
import { fingerprint, fingerprintOf } from './fingerprint.ts'
import { RECEIPT_STATES } from './ledger.ts'

/** What a frame turned out to be; `read` overwrites it each time. */
export class InboundReceipt {
  /** The subscriber's address as a number, leading zeros and `+` gone; 0 where it has other letters. */
  address = 0
  /** The other address likewise: some centres report with the two swapped. Only the whole decoder fills it. */
  other = 0
  idFingerprint = 0
  /** The octets of the id, for its other forms. */
  id = ''
  #bytes: Uint8Array = new Uint8Array(0)
  #idFrom = -1
  #idTo = -1
  hasId = true
  /** A place in RECEIPT_STATES; 0 is not final. */
  code = 0
  odd = false

  /** The id's text, made only when it is asked for, before the next frame is read. */
  idText(): string {
    if (this.#idFrom < 0) return this.id
    const { buffer, byteOffset } = this.#bytes
    return Buffer.from(buffer, byteOffset + this.#idFrom, this.#idTo - this.#idFrom).toString(
      'latin1',
    )
  }

  /** The short way; false when the whole decoder must look. `end` is behind the PDU. */
  readShort(bytes: Uint8Array, at: number, end: number): boolean {
    let p = at + 16
    if (bytes[p] !== 0) return false // service_type
    p += 3 // its NUL, TON, NPI
    let address = 0
    const addressFrom = p
    for (let octet = bytes[p]; octet !== 0; octet = bytes[++p]) {
      if (octet < 0x30 || octet > 0x39 || p - addressFrom > 14) return false
      address = address * 10 + (octet - 0x30)
    }
    this.address = address
    this.other = 0
    p += 3
    const otherEnd = p + 21
    while (bytes[p] !== 0) if (++p > otherEnd) return false
    // esm_class, protocol_id, priority_flag, schedule_delivery_time, validity_period, four octets, sm_length
    if (p + 11 > end || (bytes[p + 1] & 0x3c) !== 0x04) return false
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
    if (
      to - from < 80 ||
      bytes[from] !== 0x69 ||
      bytes[from + 1] !== 0x64 ||
      bytes[from + 2] !== 0x3a
    )
      return false
    let p = from + 3
    while (p < to && bytes[p] !== 0x20) p++
    this.#bytes = bytes
    this.#idFrom = from + 3
    this.#idTo = p
    this.hasId = true
    this.odd = false
    if (p === from + 3 || p - from > 67) return false
    // " sub:001 dlvrd:001 submit date:" is 31 octets, a date 10 or 12, " done date:" 11, " stat:" 6.
    if (bytes[p + 1] !== 0x73 || bytes[p + 9] !== 0x64 || bytes[p + 19] !== 0x73) return false
    const dateFrom = p + 31
    let dateTo = dateFrom
    while (dateTo < to && bytes[dateTo] !== 0x20) dateTo++
    const stat = dateTo + 11 + (dateTo - dateFrom)
    if (stat + 13 > to) return false
    if (
      bytes[stat] !== 0x20 ||
      bytes[stat + 1] !== 0x73 ||
      bytes[stat + 2] !== 0x74 ||
      bytes[stat + 3] !== 0x61 ||
      bytes[stat + 4] !== 0x74 ||
      bytes[stat + 5] !== 0x3a ||
      (stat + 13 < to && bytes[stat + 13] !== 0x20)
    )
      return false
    const code = stateCode(bytes, stat + 6)
    if (code < 0) return false
    this.code = code
    this.idFingerprint = fingerprint(bytes, this.#idFrom, this.#idTo)
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
      if (tag === 0x001e) {
        const size = this.#idTo - this.#idFrom
        if (length !== size + 1 || bytes[p + size] !== 0) return false
        for (let i = 0; i < size; i++) if (bytes[p + i] !== bytes[this.#idFrom + i]) return false
      } else if (tag === 0x0427) {
        if (length !== 1 || TLV_CODES[bytes[p]] !== this.code) return false
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
    this.other = addressNumber(pdu.destination_addr)
    this.#idFrom = -1
    this.id = receipt.message_id ?? ''
    this.hasId = receipt.message_id !== null
    this.idFingerprint = fingerprintOf(this.id)
    this.code = receipt.final ? Math.max(0, RECEIPT_STATES.indexOf(receipt.state as 'DELIVRD')) : 0
    this.odd = receipt.odd
    return null
  }
}

function addressNumber(address: string): number {
  return /^\+?\d{1,20}$/.test(address) ? Number(address) : 0
}

/** Places in RECEIPT_STATES by message_state of SMPP 3.4, 5.2.28; 0: not final; -1: no such state. */
const TLV_CODES = [-1, 0, 1, 2, 3, 4, 0, 5, 6]

/** DELIVRD, EXPIRED, DELETED, UNDELIV, UNKNOWN, REJECTD, and ACCEPTD and ENROUTE as 0; -1 for any other word. */
function stateCode(bytes: Uint8Array, at: number): number {
  const word = STATE_WORDS.get(
    (bytes[at] << 24) | (bytes[at + 2] << 16) | (bytes[at + 3] << 8) | bytes[at + 6],
  )
  if (word === undefined) return -1
  for (let i = 0; i < 7; i++) if (bytes[at + i] !== word.octets[i]) return -1
  return word.code
}

const STATE_WORDS = new Map(
  ['DELIVRD', 'EXPIRED', 'DELETED', 'UNDELIV', 'UNKNOWN', 'REJECTD', 'ACCEPTD', 'ENROUTE'].map(
    word => {
      const octets = Buffer.from(word, 'latin1')
      const key = (octets[0] << 24) | (octets[2] << 16) | (octets[3] << 8) | octets[6]
      return [
        key,
        { octets, code: Math.max(0, RECEIPT_STATES.indexOf(word as 'DELIVRD')) },
      ] as const
    },
  ),
)
