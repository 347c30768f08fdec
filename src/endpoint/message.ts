/**
 * A message as people see it, out of a PDU that carries one: who, to whom, which text, which part of which message.
 *
 * Reads on demand, so that whoever wants only the PDU pays for nothing else. Knows no session.
 *
 * Sources: SMPP 3.4 sections 5.2.12 (esm_class), 5.2.19 (data_coding), 5.3.2.22 ff. (SAR TLVs); 3GPP TS 23.040 section
 * 9.2.3.24.1 (concatenation).
 */
import type { PduOf } from '../smpp/pdus.ts'
import { type Receipt, readReceipt } from '../smpp/receipts.ts'
import { ESCAPE, septets, writeGsm7 } from '../text/gsm7.ts'

export type CarrierName = 'submit_sm' | 'deliver_sm' | 'data_sm'

export interface Part {
  /** The same for all parts of a message from this sender. */
  readonly reference: number
  readonly total: number
  /** From 1. */
  readonly index: number
}

const ESM_UDHI = 0x40
const CONCATENATED_8 = 0x00
const CONCATENATED_16 = 0x08

export class Message<N extends CarrierName = CarrierName> {
  readonly pdu: PduOf<N>

  constructor(pdu: PduOf<N>) {
    this.pdu = pdu
  }

  get source(): string {
    return this.#carrier.source_addr
  }

  get destination(): string {
    return this.#carrier.destination_addr
  }

  /** What short_message carries, or message_payload where that is empty; the user data header included. */
  get octets(): Buffer {
    const pdu = this.#carrier
    if (pdu.command !== 'data_sm' && pdu.short_message.length > 0) return pdu.short_message
    return pdu.tlvs.message_payload ?? Buffer.alloc(0)
  }

  /** The user data header without its length; null where there is none. */
  get header(): Buffer | null {
    const { octets } = this
    if ((this.#carrier.esm_class & ESM_UDHI) === 0 || octets.length === 0) return null
    return octets.subarray(1, 1 + (octets[0] as number))
  }

  /** The octets behind the user data header. */
  get content(): Buffer {
    const { octets, header } = this
    return header === null ? octets : octets.subarray(1 + header.length)
  }

  /** Null where data_coding names no alphabet that we read: binary, or one of the far east. */
  get text(): string | null {
    const { content } = this
    switch (alphabetOf(this.#carrier.data_coding)) {
      case 'gsm7':
        return readGsm7(content)
      case 'latin1':
        return content.toString('latin1')
      case 'ucs2':
        return Buffer.from(content.subarray(0, content.length & ~1))
          .swap16()
          .toString('utf16le')
      default:
        return null
    }
  }

  /** What it says of a message that was sent, where it is a receipt; null for a person's message. */
  get receipt(): Receipt | null {
    const pdu = this.#carrier
    return pdu.command === 'submit_sm' ? null : readReceipt(pdu)
  }

  /** Null for a message in one part. */
  get part(): Part | null {
    const { header } = this
    if (header !== null) {
      const found = partIn(header)
      if (found !== null) return found
    }
    const { sar_msg_ref_num, sar_total_segments, sar_segment_seqnum } = this.#carrier.tlvs
    if (sar_msg_ref_num === undefined || sar_total_segments === undefined || sar_segment_seqnum === undefined)
      return null
    return { reference: sar_msg_ref_num, total: sar_total_segments, index: sar_segment_seqnum }
  }

  get #carrier(): PduOf<CarrierName> {
    return this.pdu as PduOf<CarrierName>
  }
}

/** Walks the information elements; null where none tells of parts, or where they do not add up. */
function partIn(header: Buffer): Part | null {
  for (let at = 0; at + 2 <= header.length; ) {
    const id = header[at]
    const length = header[at + 1] as number
    const value = header.subarray(at + 2, at + 2 + length)
    if (value.length < length) return null
    if (id === CONCATENATED_8 && length === 3) return partOf(value[0] as number, value[1] as number, value[2] as number)
    if (id === CONCATENATED_16 && length === 4)
      return partOf(value.readUInt16BE(0), value[2] as number, value[3] as number)
    at += 2 + length
  }
  return null
}

/** A part that is not one of its total says nothing (3GPP TS 23.040, 9.2.3.24.1: to be ignored). */
function partOf(reference: number, total: number, index: number): Part | null {
  return index >= 1 && index <= total ? { reference, total, index } : null
}

type Alphabet = 'gsm7' | 'latin1' | 'ucs2' | null

/**
 * SMPP's own values below 0x10; above, the data coding schemes of 3GPP TS 23.038 section 4 that occur: 0xF0 to 0xF3
 * are GSM 7-bit with a message class, 0x00 to 0x3F general, with the alphabet in bits 2 and 3.
 */
function alphabetOf(data_coding: number): Alphabet {
  if (data_coding === 0 || data_coding === 1) return data_coding === 0 ? 'gsm7' : 'latin1'
  if (data_coding === 3) return 'latin1'
  if (data_coding === 8) return 'ucs2'
  if ((data_coding & 0xf4) === 0xf0) return 'gsm7'
  if (data_coding >= 0x10 && data_coding < 0x40)
    return ([`gsm7`, null, 'ucs2', null] as const)[(data_coding >> 2) & 3] as Alphabet
  return null
}

/** The highest letter of the GSM alphabet is the euro sign. */
const LETTERS_END = 0x20ad
let letters: Map<number, string> | null = null

/** From one septet an octet, escaped ones as ESCAPE << 8 | septet. Turned round from the table of `text/`, once. */
function gsm7Letters(): Map<number, string> {
  if (letters !== null) return letters
  letters = new Map()
  const septet = new Uint8Array(2)
  for (let code = 0; code < LETTERS_END; code++) {
    const letter = String.fromCharCode(code)
    const count = septets(letter)
    if (count === 0) continue
    writeGsm7(letter, septet, 0)
    letters.set(count === 1 ? (septet[0] as number) : (ESCAPE << 8) | (septet[1] as number), letter)
  }
  return letters
}

/** Unpacked, one septet an octet. What the alphabet lacks, and an escape to nowhere, is U+FFFD. */
function readGsm7(octets: Buffer): string {
  const table = gsm7Letters()
  let text = ''
  for (let i = 0; i < octets.length; i++) {
    const octet = octets[i] as number
    const code = octet === ESCAPE && i + 1 < octets.length ? (ESCAPE << 8) | (octets[++i] as number) : octet
    text += table.get(code) ?? '\ufffd'
  }
  return text
}
