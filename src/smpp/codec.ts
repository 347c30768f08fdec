/**
 * PDUs to bytes and back, derived from the tables in `pdus.ts`. Pure.
 *
 * The decoder never throws, whatever the bytes: what cannot be read is told as the answer it deserves. It is wide
 * where real peers are careless and nothing is lost by it: a response may lack its body or end early (nobody can
 * answer a response), an identifier may be longer than the specification's, octets after the last whole TLV are
 * flagged and not obeyed. The encoder is narrow: it throws a Failure instead of writing a PDU that says something
 * else than it was asked to.
 *
 * Knows no session: whether a PDU is allowed now is `session.ts`.
 */
import { FRAME_SIZE_MAX, HEADER_SIZE } from './frames.ts'
import {
  type AnsweredName,
  type DestAddress,
  type Field,
  type OtherTlv,
  PDUS,
  type Pdu,
  type PduInput,
  type PduName,
  type PduSpec,
  type ResponseTo,
  TLVS,
  type TlvName,
  type TlvSpec,
  type Tlvs,
  type UnsuccessSme,
} from './pdus.ts'
import { NO_OCTETS, Reader } from './reader.ts'
import { STATUSES } from './statuses.ts'
import { Writer } from './writer.ts'

export type Decoded =
  | {
      readonly ok: true
      readonly pdu: Pdu
      /** Octets at its end did not fit the specification: they were left unread. The rest counts. */
      readonly stray: boolean
    }
  | {
      readonly ok: false
      /** What to answer with; null: nothing, it was a response that nobody knows. */
      readonly answer: ResponseTo<AnsweredName> | 'generic_nack' | null
      readonly command_status: number
      readonly sequence_number: number
    }

interface PduType {
  readonly name: PduName
  readonly spec: PduSpec
  readonly response: boolean
}

const RESPONSE_BIT = 0x80000000
const TLV_HEADER_SIZE = 4
const DEST_FLAG_ADDRESS = 1
const DEST_FLAG_LIST = 2
/** Of a destination in submit_multi, with its NUL (section 4.5.1.1). */
const ADDRESS_MAX = 21
const LIST_NAME_MAX = 21
const NO_TLVS: Tlvs = Object.freeze({})

const BY_ID: ReadonlyMap<number, PduType> = new Map(
  (Object.entries(PDUS) as [PduName, PduSpec][]).map(([name, spec]) => [
    spec.id,
    { name, spec, response: spec.id >= RESPONSE_BIT },
  ]),
)
const TLV_BY_TAG: ReadonlyMap<number, { readonly name: TlvName; readonly spec: TlvSpec }> = new Map(
  (Object.entries(TLVS) as [TlvName, TlvSpec][]).map(([name, spec]) => [spec.tag, { name, spec }]),
)
const SPEC_BY_NAME: ReadonlyMap<string, PduSpec> = new Map(Object.entries(PDUS))
const TLV_BY_NAME: ReadonlyMap<string, TlvSpec> = new Map(Object.entries(TLVS))

/** One whole PDU, as `FrameCutter` gives it. Octets are copied out of the frame. Never throws. */
export function decodePdu(frame: Buffer): Decoded {
  if (frame.length < HEADER_SIZE) return refusal('generic_nack', STATUSES.ESME_RINVCMDLEN, 0)
  const id = frame.readUInt32BE(4)
  const sequence = frame.readUInt32BE(12)
  if (frame.readUInt32BE(0) !== frame.length) return refusal('generic_nack', STATUSES.ESME_RINVCMDLEN, sequence)
  const known = BY_ID.get(id)
  if (known === undefined) return refusal(id >= RESPONSE_BIT ? null : 'generic_nack', STATUSES.ESME_RINVCMDID, sequence)
  const pdu: Record<string, unknown> = {
    command: known.name,
    command_status: frame.readUInt32BE(8),
    sequence_number: sequence,
    tlvs: NO_TLVS,
  }
  const reader = new Reader(frame, known.response)
  for (const field of known.spec.fields) {
    pdu[field.name] = readField(reader, field)
    if (reader.problem !== STATUSES.ESME_ROK)
      return refusal((known.spec.response ?? 'generic_nack') as ResponseTo<AnsweredName>, reader.problem, sequence)
  }
  if (reader.at < reader.end) pdu.tlvs = readTlvs(reader)
  return { ok: true, pdu: pdu as unknown as Pdu, stray: reader.stray }
}

function refusal(
  answer: ResponseTo<AnsweredName> | 'generic_nack' | null,
  command_status: number,
  sequence_number: number,
): Decoded {
  return { ok: false, answer, command_status, sequence_number }
}

function readField(reader: Reader, field: Field): unknown {
  switch (field.kind) {
    case 'u8':
      return reader.u8()
    case 'cstring':
      return reader.cstring()
    case 'octets':
      return reader.octets(reader.u8())
    case 'destinations':
      return readList(reader, readDestination)
    case 'failures':
      return readList(reader, readFailure)
  }
}

function readList<T>(reader: Reader, one: (reader: Reader) => T): T[] {
  const list: T[] = []
  for (let count = reader.u8(); count > 0; count--) {
    const item = one(reader)
    // What was cut off is no item, also where the rest is tolerated.
    if (reader.cut || reader.problem !== STATUSES.ESME_ROK) break
    list.push(item)
  }
  return list
}

function readDestination(reader: Reader): DestAddress {
  const flag = reader.u8()
  if (flag === DEST_FLAG_LIST) return { dl_name: reader.cstring() }
  if (flag !== DEST_FLAG_ADDRESS && reader.problem === STATUSES.ESME_ROK) reader.problem = STATUSES.ESME_RINVDESTFLAG
  return { dest_addr_ton: reader.u8(), dest_addr_npi: reader.u8(), destination_addr: reader.cstring() }
}

function readFailure(reader: Reader): UnsuccessSme {
  return {
    dest_addr_ton: reader.u8(),
    dest_addr_npi: reader.u8(),
    destination_addr: reader.cstring(),
    error_status_code: reader.u32(),
  }
}

function readTlvs(reader: Reader): Tlvs {
  const tlvs: Record<string, unknown> = {}
  const others: OtherTlv[] = []
  const { bytes, end } = reader
  while (end - reader.at >= TLV_HEADER_SIZE) {
    const tag = bytes.readUInt16BE(reader.at)
    const from = reader.at + TLV_HEADER_SIZE
    const to = from + bytes.readUInt16BE(reader.at + 2)
    if (to > end) break
    reader.at = to
    const known = TLV_BY_TAG.get(tag)
    const value = known === undefined ? undefined : tlvValue(known.spec, bytes, from, to)
    if (known === undefined || value === undefined || !putTlv(tlvs, known, value))
      others.push({ tag, value: Buffer.from(bytes.subarray(from, to)) })
  }
  if (reader.at < end) reader.stray = true
  if (others.length > 0) tlvs.others = others
  return tlvs as Tlvs
}

/** False for one too many: the first one counts. */
function putTlv(
  tlvs: Record<string, unknown>,
  { name, spec }: { readonly name: TlvName; readonly spec: TlvSpec },
  value: unknown,
): boolean {
  const before = tlvs[name]
  if (before === undefined) tlvs[name] = spec.many ? [value] : value
  else if (Array.isArray(before)) before.push(value)
  else return false
  return true
}

/** Undefined when the length is not the one of its kind. */
function tlvValue(spec: TlvSpec, bytes: Buffer, from: number, to: number): unknown {
  const length = to - from
  switch (spec.kind) {
    case 'u8':
      return length === 1 ? bytes[from] : undefined
    case 'u16':
      return length === 2 ? bytes.readUInt16BE(from) : undefined
    case 'u32':
      return length === 4 ? bytes.readUInt32BE(from) : undefined
    case 'empty':
      return length === 0 ? true : undefined
    case 'octets':
      return Buffer.from(bytes.subarray(from, to))
    case 'cstring': {
      const nul = bytes.subarray(from, to).indexOf(0)
      return bytes.toString('latin1', from, nul === -1 ? to : from + nul)
    }
  }
}

const scratch = Buffer.allocUnsafeSlow(FRAME_SIZE_MAX)

/** Throws Failure `smppUnencodable` for what does not fit the PDU, naming the field. */
export function encodePdu(pdu: PduInput): Buffer {
  return Buffer.from(scratch.subarray(0, encodePduInto(pdu, scratch, 0)))
}

/**
 * Writes the PDU into `buffer` from `offset` on and gives the offset behind it, for batches.
 * The caller leaves FRAME_SIZE_MAX octets of room. On a Failure the octets behind `offset` are worthless.
 */
export function encodePduInto(pdu: PduInput, buffer: Buffer, offset: number): number {
  const spec = SPEC_BY_NAME.get(pdu.command)
  const body = pdu as unknown as Readonly<Record<string, unknown>>
  const writer: Writer = new Writer(buffer, offset, pdu.command)
  if (spec === undefined) writer.refuse('command', 'it is no PDU of SMPP 3.4')
  const status = pdu.command_status ?? STATUSES.ESME_ROK
  writer.u32('command_length', 0)
  writer.u32('command_id', spec.id)
  writer.u32('command_status', status)
  writer.u32('sequence_number', pdu.sequence_number)
  if (!(spec.errorHasNoBody && status !== STATUSES.ESME_ROK && isBare(pdu, spec))) {
    for (const field of spec.fields) writeField(writer, field, body[field.name])
    if (pdu.tlvs !== undefined && pdu.tlvs !== NO_TLVS) writeTlvs(writer, pdu.tlvs)
  }
  buffer.writeUInt32BE(writer.at - offset, offset)
  return writer.at
}

/** Nothing in it that a body would carry. */
function isBare(pdu: PduInput, spec: PduSpec): boolean {
  const body = pdu as unknown as Readonly<Record<string, unknown>>
  const noTlvs = pdu.tlvs === undefined || Object.keys(pdu.tlvs).length === 0
  return noTlvs && spec.fields.every(field => !body[field.name])
}

function writeField(writer: Writer, field: Field, value: unknown): void {
  switch (field.kind) {
    case 'u8':
      writer.u8(field.name, value ?? field.preset ?? 0)
      return
    case 'cstring':
      writer.cstring(field.name, value ?? '', field.mayExceed ? FRAME_SIZE_MAX : field.max)
      return
    case 'octets': {
      const octets = writer.asOctets(field.name, value ?? NO_OCTETS, field.max)
      writer.u8(field.lengthIn, octets.length)
      writer.octets(field.name, octets, field.max)
      return
    }
    case 'destinations':
      writeList<DestAddress>(writer, field, value, one => {
        if ('dl_name' in one) {
          writer.u8('dest_flag', DEST_FLAG_LIST)
          writer.cstring('dl_name', one.dl_name, LIST_NAME_MAX)
          return
        }
        writer.u8('dest_flag', DEST_FLAG_ADDRESS)
        writeAddress(writer, one)
      })
      return
    case 'failures':
      writeList<UnsuccessSme>(writer, field, value, one => {
        writeAddress(writer, one)
        writer.u32('error_status_code', one.error_status_code)
      })
  }
}

function writeAddress(writer: Writer, address: Exclude<DestAddress, { readonly dl_name: string }>): void {
  writer.u8('dest_addr_ton', address.dest_addr_ton ?? 0)
  writer.u8('dest_addr_npi', address.dest_addr_npi ?? 0)
  writer.cstring('destination_addr', address.destination_addr, ADDRESS_MAX)
}

function writeList<T>(
  writer: Writer,
  field: { readonly name: string; readonly lengthIn: string; readonly max: number },
  value: unknown,
  one: (item: T) => void,
): void {
  const list = value ?? []
  if (!Array.isArray(list)) writer.refuse(field.name, 'it is no list')
  if (list.length > field.max) writer.refuse(field.name, `it has more than ${field.max} entries`)
  writer.u8(field.lengthIn, list.length)
  for (const item of list as T[]) one(item)
}

function writeTlvs(writer: Writer, tlvs: Tlvs): void {
  const values = tlvs as Readonly<Record<string, unknown>>
  for (const name in values) {
    const value = values[name]
    if (value === undefined || name === 'others') continue
    const spec = TLV_BY_NAME.get(name)
    if (spec === undefined) writer.refuse(name, 'it is no TLV of SMPP 3.4; use `others`')
    if (!spec.many) writeTlv(writer, name, spec, value)
    else if (Array.isArray(value)) for (const one of value) writeTlv(writer, name, spec, one)
    else writer.refuse(name, 'it may come several times and is a list')
  }
  for (const { tag, value } of tlvs.others ?? []) {
    writer.u16('tag', tag)
    writer.u16('length', value.length)
    writer.octets('others', value, 0xffff)
  }
}

function writeTlv(writer: Writer, name: string, spec: TlvSpec, value: unknown): void {
  writer.u16(name, spec.tag)
  switch (spec.kind) {
    case 'u8':
      writer.u16(name, 1)
      writer.u8(name, value)
      return
    case 'u16':
      writer.u16(name, 2)
      writer.u16(name, value)
      return
    case 'u32':
      writer.u16(name, 4)
      writer.u32(name, value)
      return
    case 'empty':
      if (value !== true) writer.refuse(name, 'it has no value and can only be true')
      writer.u16(name, 0)
      return
    case 'cstring':
      writer.u16(name, typeof value === 'string' ? value.length + 1 : 0)
      writer.cstring(name, value, spec.max ?? FRAME_SIZE_MAX)
      return
    case 'octets': {
      const octets = writer.asOctets(name, value, spec.max ?? 0xffff)
      writer.u16(name, octets.length)
      writer.octets(name, octets, 0xffff)
      return
    }
  }
}
