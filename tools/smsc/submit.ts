/**
 * A submit_sm or data_sm read field by field: where it goes, which part of what it is, which receipt it asks for.
 *
 * Reads bytes, decides nothing. The quick way past this file is `shapes.ts`.
 *
 * Source: SMPP 3.4 issue 1.2, sections 4.4.1 (submit_sm), 4.7.1 (data_sm), 5.2.17 (registered_delivery);
 * 3GPP TS 23.040, section 9.2.3.24 (user data header).
 */
import {
  ESM_CLASS_UDHI,
  HEADER_SIZE,
  SUBMIT_SM,
  TAG_MESSAGE_PAYLOAD,
  TAG_SAR_MSG_REF_NUM,
  TAG_SAR_SEGMENT_SEQNUM,
  TAG_SAR_TOTAL_SEGMENTS,
} from './protocol.ts'
import type { Part } from './record.ts'

export interface Address {
  readonly ton: number
  readonly npi: number
  /** Latin-1: one letter an octet, whatever was sent. */
  readonly digits: string
}

export interface Submit {
  readonly source: Address
  readonly destination: Address
  /** Offset of the destination's first octet in the PDU. */
  readonly destinationAt: number
  readonly esm_class: number
  readonly data_coding: number
  /** Bits 0 and 1 of registered_delivery: 0 none, 1 always, 2 on failure. */
  readonly receipt: number
  readonly part: Part
  /** short_message or message_payload with its user data header. A view: copy what you keep. */
  readonly payload: Uint8Array
}

/** What is wrong with a body: a C-octet string without its end, or lengths that run past the PDU. */
export type BodyError = 'unterminated' | 'beyond'

/** `pdu` is one whole PDU. Stray octets and a cut TLV at its end are no error. */
export function readSubmit(pdu: Uint8Array, command: number): Submit | BodyError {
  const fields = new Fields(pdu)
  fields.text() // service_type
  const source = fields.address()
  const destinationAt = fields.at + 2
  const destination = fields.address()
  const esm_class = fields.octet()
  let registered: number
  let data_coding: number
  let short: Uint8Array | null = null
  if (command === SUBMIT_SM) {
    fields.skip(2) // protocol_id, priority_flag
    fields.text() // schedule_delivery_time
    fields.text() // validity_period
    registered = fields.octet()
    fields.skip(1) // replace_if_present_flag
    data_coding = fields.octet()
    fields.skip(1) // sm_default_msg_id
    short = fields.octets(fields.octet())
  } else {
    registered = fields.octet()
    data_coding = fields.octet()
  }
  if (fields.error !== null) return fields.error
  const options = readOptions(pdu, fields.at)
  const long = options.get(TAG_MESSAGE_PAYLOAD)
  const payload = long !== undefined && !short?.length ? long : (short ?? new Uint8Array(0))
  return {
    source,
    destination,
    destinationAt,
    esm_class,
    data_coding,
    receipt: registered & 3,
    part: (esm_class & ESM_CLASS_UDHI && headerPart(payload)) || sarPart(options) || WHOLE,
    payload,
  }
}

const WHOLE: Part = { reference: null, part: 1, parts: 1 }

class Fields {
  error: BodyError | null = null
  at = HEADER_SIZE
  readonly #pdu: Uint8Array

  constructor(pdu: Uint8Array) {
    this.#pdu = pdu
  }

  octet(): number {
    if (this.at >= this.#pdu.length) {
      this.error ??= 'beyond'
      return 0
    }
    this.at += 1
    return this.#pdu[this.at - 1]
  }

  skip(octets: number): void {
    for (let i = 0; i < octets; i += 1) this.octet()
  }

  octets(length: number): Uint8Array {
    if (this.at + length > this.#pdu.length) this.error ??= 'beyond'
    this.at += length
    return this.#pdu.subarray(this.at - length, this.at)
  }

  text(): string {
    const end = this.#pdu.indexOf(0, this.at)
    if (end < 0) {
      this.error ??= 'unterminated'
      this.at = this.#pdu.length
      return ''
    }
    const text = Buffer.from(this.#pdu.subarray(this.at, end)).toString('latin1')
    this.at = end + 1
    return text
  }

  address(): Address {
    return { ton: this.octet(), npi: this.octet(), digits: this.text() }
  }
}

/** TLVs by tag, the first of each; a cut one ends the list. */
export function readOptions(pdu: Uint8Array, from: number): Map<number, Uint8Array> {
  const options = new Map<number, Uint8Array>()
  for (let at = from; at + 4 <= pdu.length; ) {
    const tag = (pdu[at] << 8) | pdu[at + 1]
    const length = (pdu[at + 2] << 8) | pdu[at + 3]
    if (at + 4 + length > pdu.length) break
    if (!options.has(tag)) options.set(tag, pdu.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return options
}

/** The concatenation element of a user data header: 0x00 with 8 bits of reference, 0x08 with 16. */
function headerPart(payload: Uint8Array): Part | null {
  const end = Math.min(payload.length, 1 + (payload[0] ?? 0))
  for (let at = 1; at + 2 <= end; ) {
    const element = payload[at]
    const length = payload[at + 1]
    const body = payload.subarray(at + 2, at + 2 + length)
    if (at + 2 + length > end) return null
    if (element === 0x00 && length === 3) return partOf(body[0], body[1], body[2])
    if (element === 0x08 && length === 4) return partOf((body[0] << 8) | body[1], body[2], body[3])
    at += 2 + length
  }
  return null
}

function sarPart(options: ReadonlyMap<number, Uint8Array>): Part | null {
  const reference = options.get(TAG_SAR_MSG_REF_NUM)
  const parts = options.get(TAG_SAR_TOTAL_SEGMENTS)
  const part = options.get(TAG_SAR_SEGMENT_SEQNUM)
  if (reference?.length !== 2 || parts?.length !== 1 || part?.length !== 1) return null
  return partOf((reference[0] << 8) | reference[1], parts[0], part[0])
}

/** An element that contradicts itself is ignored, as a phone does. */
function partOf(reference: number, parts: number, part: number): Part | null {
  return part >= 1 && part <= parts ? { reference, part, parts } : null
}
