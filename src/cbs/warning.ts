/**
 * A broadcast as 4G and 5G are asked for it: what SBc-AP and NGAP have in common.
 *
 * Sources: 3GPP TS 23.041 section 9.4.2.2.5 (CB data), TS 38.413 and TS 29.168 (containers).
 */
import assert from 'node:assert/strict'
import type { CbspPage } from './elements.ts'
import { PerWriter } from './per.ts'

export interface Plmn {
  readonly mcc: string
  readonly mnc: string
}

/** Null as an area: wherever the network serves. */
export type WarningArea<Cell> =
  | { readonly cells: readonly (Plmn & Cell)[] }
  | { readonly areas: readonly (Plmn & { readonly tac: number })[] }

export interface Warned {
  readonly id: number
  readonly serial: number
}

export interface Warning extends Warned {
  readonly repetitionS: number
  readonly broadcasts: number
  readonly dcs: number
  readonly pages: readonly CbspPage[]
  /** Beside what is on the air already, and not in its place. */
  readonly concurrent: boolean
}

export interface InformationElement {
  readonly id: number
  readonly criticality: 'reject' | 'ignore'
  readonly value: PerWriter
}

const CRITICALITIES = { reject: 0, ignore: 1 } as const
const CRITICALITY_BITS = 2
const LIST_MAX = 0xffff
const CONTENTS_MAX = 9600
/** A third digit of the network code that is not there. */
const NO_DIGIT = 0x0f

/** Of an initiating message: the request with its procedure code. The choice of three has an extension bit before it. */
export function initiating(procedureCode: number, request: PerWriter): Uint8Array {
  const pdu = new PerWriter().bits(0, 1).bits(0, 2)
  pdu.within(procedureCode, { from: 0, to: 0xff })
  return pdu.bits(CRITICALITIES.reject, CRITICALITY_BITS).open(request).done()
}

/** A ProtocolIE-Container, behind what the sequence around it begins with. */
export function container(into: PerWriter, elements: readonly InformationElement[]): PerWriter {
  into.within(elements.length, { from: 0, to: LIST_MAX })
  for (const { id, criticality, value } of elements) {
    into.within(id, { from: 0, to: 0xffff })
    into.bits(CRITICALITIES[criticality], CRITICALITY_BITS).open(value)
  }
  return into
}

/** SEQUENCE (SIZE (1..65535)) OF. */
export function listOf<Item>(into: PerWriter, items: readonly Item[], write: (item: Item) => void): PerWriter {
  into.within(items.length, { from: 1, to: LIST_MAX })
  for (const item of items) write(item)
  return into
}

/** How a protocol numbers the elements that both have. */
export interface WarningIds {
  readonly messageIdentifier: number
  readonly serialNumber: number
  readonly repetitionPeriod: number
  readonly numberOfBroadcasts: number
  readonly dataCodingScheme: number
  readonly contents: number
}

/** Which broadcast it is. */
export function nameElements(ids: WarningIds, { id, serial }: Warned): InformationElement[] {
  return [
    { id: ids.messageIdentifier, criticality: 'reject', value: word(id) },
    { id: ids.serialNumber, criticality: 'reject', value: word(serial) },
  ]
}

/** What it says and how often; the period has another room in each protocol. */
export function sayingElements(ids: WarningIds, warning: Warning, repetition: PerWriter): InformationElement[] {
  return [
    { id: ids.repetitionPeriod, criticality: 'reject', value: repetition },
    { id: ids.numberOfBroadcasts, criticality: 'reject', value: count(warning.broadcasts) },
    { id: ids.dataCodingScheme, criticality: 'ignore', value: octet(warning.dcs) },
    { id: ids.contents, criticality: 'ignore', value: contents(warning.pages) },
  ]
}

const word = (value: number): PerWriter => new PerWriter().bits(value, 16)
const octet = (value: number): PerWriter => new PerWriter().bits(value, 8)
const count = (value: number): PerWriter => new PerWriter().within(value, { from: 0, to: 0xffff })

/** TS 24.008 section 10.5.1.3. */
export function plmn({ mcc, mnc }: Plmn): readonly number[] {
  assert(/^\d{3}$/.test(mcc) && /^\d{2,3}$/.test(mnc), 'a network has digits')
  const [c1, c2, c3] = [...mcc].map(Number)
  const [n1, n2, n3 = NO_DIGIT] = [...mnc].map(Number)
  return [(c2 << 4) | c1, (n3 << 4) | c3, (n2 << 4) | n1]
}

/** What `plmn` wrote; digits that are none become part of a network that nobody has. */
export function readPlmn([a, b, c]: Uint8Array): Plmn {
  const third = b >> 4
  const mcc = [a & 15, a >> 4, b & 15]
  const mnc = [c & 15, c >> 4, ...(third === NO_DIGIT ? [] : [third])]
  return { mcc: mcc.join(''), mnc: mnc.join('') }
}

/**
 *   number of pages (1)  { page (82)  octets of it that are used (1) }...
 */
function contents(pages: readonly CbspPage[]): PerWriter {
  const octets = [pages.length, ...pages.flatMap(({ octets, used }) => [...octets, used])]
  return new PerWriter().within(octets.length, { from: 1, to: CONTENTS_MAX }).octets(octets)
}
