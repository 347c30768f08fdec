/**
 * What a user asks to be sent, as the PDUs that carry it: the text is split by the one splitter of `text/`.
 *
 * Pure but for a memory of the latest texts, since the same text usually goes to many.
 */

import { NPI_ISDN, type SourceAddress, sourceAddress, TON_INTERNATIONAL } from '../smpp/addresses.ts'
import type { Body, Tlvs, UnnumberedOf } from '../smpp/pdus.ts'
import { relativeTime } from '../smpp/times.ts'
import { type Segment, segmentOctets } from '../text/octets.ts'
import type { Encoding } from '../text/pieces.ts'
import { type ReferenceBits, split } from '../text/split.ts'
import { endpointFailure } from './failures.ts'

/** A text for one subscriber; as many segments as it takes. */
export interface TextMessage {
  /** A short code, a number, or 1 to 11 letters, digits, spaces, `-`, `_` and `.`. */
  readonly source: string
  /** International digits; a `+` before them is left out. */
  readonly destination: string
  readonly text: string
  /** For which segments a delivery receipt is asked. Default `none`. */
  readonly receipts?: 'last' | 'all' | 'none'
  /** How long the centre may try. Default: as long as it likes. */
  readonly validityMs?: number
  /** Default `auto`: GSM-7 where every letter has it, else UCS-2. */
  readonly encoding?: 'auto' | Encoding
  /** Bits of the reference that holds the parts together. Default 8. */
  readonly reference?: ReferenceBits
  readonly service_type?: string
  readonly priority_flag?: number
  /** Added to every segment. */
  readonly tlvs?: Tlvs
}

/** The fields of one submit_sm or deliver_sm, by the specification's names. Absent ones are 0 or empty. */
export type RawMessage = Partial<Body<'submit_sm'>> & { readonly tlvs?: Tlvs }

export type Outbound = TextMessage | RawMessage

export function isText(message: Outbound): message is TextMessage {
  return 'text' in message
}

const DESTINATION = /^\+?(\d{3,20})$/
const ESM_UDHI = 0x40
const RECEIPT_FINAL = 1

/**
 * The submit_sm PDUs, in the order of the parts. `reference` marks the parts of one message; its low bits are used.
 * Fails with `smppSource`, `smppDestination`, `smppOption` or what the splitter says of the text.
 */
export function submitPdus(message: TextMessage, reference: number): UnnumberedOf<'submit_sm'>[] {
  const destination = DESTINATION.exec(message.destination)?.[1]
  if (destination === undefined) throw endpointFailure('smppDestination')
  const to = { addr: destination, ton: TON_INTERNATIONAL, npi: NPI_ISDN }
  return pdusOf('submit_sm', message, to, reference)
}

/** The same for a centre that gives a subscriber's message to an ESME: the destination is what it calls itself. */
export function deliverPdus(message: TextMessage, reference: number): UnnumberedOf<'deliver_sm'>[] {
  const to = addressOf(message.destination)
  if (to === null) throw endpointFailure('smppDestination')
  return pdusOf('deliver_sm', message, to, reference)
}

function pdusOf<N extends 'submit_sm' | 'deliver_sm'>(
  command: N,
  message: TextMessage,
  to: SourceAddress,
  reference: number,
): UnnumberedOf<N>[] {
  const from = addressOf(message.source)
  if (from === null) throw endpointFailure('smppSource', { source: String(message.source) })
  const validity_period = validityOf(message.validityMs)
  const segments = segmentsOf(message, reference)
  const asked = message.receipts ?? 'none'
  return segments.map(({ octets, dataCoding, udh }, i) => {
    const wanted = asked === 'all' || (asked === 'last' && i === segments.length - 1)
    const pdu = {
      command,
      service_type: message.service_type ?? '',
      source_addr_ton: from.ton,
      source_addr_npi: from.npi,
      source_addr: from.addr,
      dest_addr_ton: to.ton,
      dest_addr_npi: to.npi,
      destination_addr: to.addr,
      esm_class: udh ? ESM_UDHI : 0,
      priority_flag: message.priority_flag ?? 0,
      validity_period,
      registered_delivery: wanted ? RECEIPT_FINAL : 0,
      data_coding: dataCoding,
      short_message: octets,
    }
    return (message.tlvs === undefined ? pdu : { ...pdu, tlvs: message.tlvs }) as unknown as UnnumberedOf<N>
  })
}

/** Callers of JavaScript forget fields, and `undefined` would make a fine sender. */
function addressOf(text: unknown): SourceAddress | null {
  return typeof text === 'string' ? sourceAddress(text) : null
}

function validityOf(spanMs: number | undefined): string {
  if (spanMs === undefined) return ''
  const time = relativeTime(spanMs)
  if (time === null)
    throw endpointFailure('smppOption', { option: 'validityMs', why: 'it is not from 1 s to 63 weeks' })
  return time
}

interface Remembered {
  readonly segments: readonly Segment[]
  readonly encoding: TextMessage['encoding']
  readonly bits: ReferenceBits
}

/** Texts that are remembered; the oldest is forgotten first. */
const REMEMBERED_MAX = 64
const remembered = new Map<string, Remembered>()

/** 3GPP TS 23.040: the reference stands at octet 3 of the user data header, in one octet or two. */
const REFERENCE_AT = 3

function segmentsOf(message: TextMessage, reference: number): readonly Segment[] {
  const bits = message.reference ?? 8
  const known = remembered.get(message.text)
  const fits = known !== undefined && known.bits === bits && known.encoding === message.encoding
  const segments = fits ? known.segments : splitAnew(message, bits)
  if (segments.length === 1) return segments
  return segments.map(segment => ({ ...segment, octets: numbered(segment.octets, bits, reference) }))
}

function splitAnew(message: TextMessage, bits: ReferenceBits): readonly Segment[] {
  const { text, encoding } = message
  const result = split(text, { reference: bits, ...(encoding !== undefined && { encoding }) })
  const segments = segmentOctets(result, 0)
  if (remembered.size >= REMEMBERED_MAX) remembered.delete(remembered.keys().next().value as string)
  remembered.set(text, { segments, encoding, bits })
  return segments
}

function numbered(octets: Uint8Array, bits: ReferenceBits, reference: number): Uint8Array {
  const copy = Uint8Array.from(octets)
  if (bits === 8) copy[REFERENCE_AT] = reference & 0xff
  else new DataView(copy.buffer).setUint16(REFERENCE_AT, reference & 0xffff)
  return copy
}
