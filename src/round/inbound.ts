/**
 * Reads receipts out of raw deliver_sm octets: like the one before, else the short way, else by the whole decoder of
 * `smpp/`.
 *
 * Invariant (tested): where a shorter way answers, it answers as the whole decoder would.
 */
import { decodePdu } from '../smpp/codec.ts'
import { type Receipt, readReceipt } from '../smpp/receipts.ts'
import { fingerprint, fingerprintOf } from './fingerprint.ts'
import type { Frame } from './frame-cutter.ts'
import { RECEIPT_STATES } from './ledger.ts'
import { ReceiptTemplate } from './receipt-template.ts'
import { ShortReceipt } from './short-receipt.ts'

/** What a frame turned out to be; `read` overwrites it each time. */
export class InboundReceipt {
  /** The subscriber's address as a number, leading zeros and `+` gone; 0 where it has other letters. */
  address = 0
  idFingerprint = 0
  hasId = true
  /** A place in RECEIPT_STATES; 0 is not final. */
  code = 0
  odd = false
  /** Whether a shorter way read the last frame. */
  #isShort = false
  readonly #short = new ShortReceipt()
  readonly #template = new ReceiptTemplate()
  /** Octets of the last receipt that was not like the one before. */
  #unlikeSize = 0
  /** As the whole decoder read them. */
  #id = ''
  #other = 0

  /** The other address likewise: some centres report with the two swapped. Ask before the next frame is read. */
  get other(): number {
    return this.#isShort ? addressNumber(this.#short.other()) : this.#other
  }

  /** The id's text, made only when it is asked for, before the next frame is read. */
  idText(): string {
    return this.#isShort ? this.#short.id() : this.#id
  }

  /** The shorter ways; false when the whole decoder must look. */
  readShort(frame: Frame): boolean {
    const short = this.#short
    const template = this.#template
    if (template.fits(frame) && short.readAt(frame, template.places)) this.address = template.address
    else {
      if (!short.read(frame)) return false
      this.address = short.address
      // Two kinds in turns leave the template as it is.
      const size = frame.end - frame.at
      if (size === this.#unlikeSize) template.set(frame, short.places(frame))
      this.#unlikeSize = size
    }
    this.#isShort = true
    this.hasId = true
    this.odd = false
    this.code = short.code
    this.idFingerprint = fingerprint(frame.bytes, short.idFrom, short.idTo)
    return true
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
    this.#isShort = false
    this.#other = addressNumber(pdu.destination_addr)
    this.#id = receipt.message_id ?? ''
    this.hasId = receipt.message_id !== null
    this.idFingerprint = fingerprintOf(this.#id)
    this.code = receipt.final ? Math.max(0, RECEIPT_STATES.indexOf(receipt.state as 'DELIVRD')) : 0
    this.odd = receipt.odd
    return null
  }
}

function addressNumber(address: string): number {
  return /^\+?\d{1,20}$/.test(address) ? Number(address) : 0
}
