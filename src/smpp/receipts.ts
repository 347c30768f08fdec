/**
 * Delivery receipts: what an SMS centre says happened to a message (SMPP 3.4, sections 2.11 and 5.2.12, appendix B).
 *
 * The specification leaves the text to each vendor, so the reader takes every dialect it can make sense of: TLVs, text
 * in short_message or message_payload, both; any order of case, missing keys, other dates, UCS-2. A message without
 * the receipt bits in esm_class is a person's, whatever its text says.
 *
 * Pure, and knows nothing of the message that was sent: whose receipt it is, is for the caller to find out.
 */
import type { PduOf, Tlvs, UnnumberedOf } from './pdus.ts'

/** By the names of appendix B. */
export type ReceiptState = 'ENROUTE' | 'DELIVRD' | 'EXPIRED' | 'DELETED' | 'UNDELIV' | 'ACCEPTD' | 'UNKNOWN' | 'REJECTD'

export interface Receipt {
  /** As the centre wrote it; compare with `sameMessageId`. Null when it named none. */
  readonly message_id: string | null
  /** UNKNOWN also where no state was given, or one that nobody knows; then it is not final. */
  readonly state: ReceiptState
  /** Nothing can come after it. */
  readonly final: boolean
  /** The code of network_error_code in decimal, or what follows `err:`. Null where there is neither. */
  readonly error: string | null
  /** TLVs and text name different messages or states: the TLVs were believed. */
  readonly odd: boolean
  /** Where the state came from. */
  readonly source: 'tlv' | 'text' | 'none'
  /** What follows `submit date:` and `done date:`, in the centre's own form. */
  readonly submit_date: string | null
  readonly done_date: string | null
}

const ESM_RECEIPT = 0x04
const ESM_INTERMEDIATE = 0x20
const ESM_TYPE_BITS = 0x3c
const ESM_UDHI = 0x40

/** message_state (section 5.2.28). */
const MESSAGE_STATES: Readonly<Record<ReceiptState, number>> = {
  ENROUTE: 1,
  DELIVRD: 2,
  EXPIRED: 3,
  DELETED: 4,
  UNDELIV: 5,
  ACCEPTD: 6,
  UNKNOWN: 7,
  REJECTD: 8,
}
const STATES: ReadonlyMap<number, ReceiptState> = new Map([
  ...Object.entries(MESSAGE_STATES).map(([state, code]) => [code, state as ReceiptState] as const),
  // SMPP 5.0's SCHEDULED and SKIPPED.
  [0, 'ENROUTE'],
  [9, 'UNDELIV'],
])
const NOT_FINAL: readonly ReceiptState[] = ['ENROUTE', 'ACCEPTD']

/** The beginnings that tell the words of `stat:` apart, in appendix B's spelling and in others'. */
const STATE_WORDS: readonly (readonly [start: string, state: ReceiptState])[] = [
  ['DELIV', 'DELIVRD'],
  ['DLVR', 'DELIVRD'],
  ['EXPIR', 'EXPIRED'],
  ['DELET', 'DELETED'],
  ['CANCEL', 'DELETED'],
  ['UNDEL', 'UNDELIV'],
  ['FAIL', 'UNDELIV'],
  ['SKIP', 'UNDELIV'],
  ['ACCEP', 'ACCEPTD'],
  ['UNKN', 'UNKNOWN'],
  ['REJEC', 'REJECTD'],
  ['ENROUT', 'ENROUTE'],
  ['EN_ROUT', 'ENROUTE'],
  ['EN ROUT', 'ENROUTE'],
  ['SCHED', 'ENROUTE'],
  ['BUFF', 'ENROUTE'],
]

/** Null for what is no receipt. */
export function readReceipt(pdu: PduOf<'deliver_sm'> | PduOf<'data_sm'>): Receipt | null {
  const type = pdu.esm_class & ESM_TYPE_BITS
  const isReceipt = (type & ESM_RECEIPT) !== 0
  if (!isReceipt && type !== ESM_INTERMEDIATE) return null
  const text = textKeys(receiptText(pdu))
  const tlvState = pdu.tlvs.message_state === undefined ? null : (STATES.get(pdu.tlvs.message_state) ?? null)
  const textState = text.stat === undefined ? null : stateOf(text.stat)
  const tlvId = pdu.tlvs.receipted_message_id || null
  const textId = text.id || null
  const state = tlvState ?? textState
  return {
    message_id: tlvId ?? textId,
    state: state ?? 'UNKNOWN',
    final: isReceipt && state !== null && !NOT_FINAL.includes(state),
    error: networkError(pdu.tlvs) ?? (text.err || null),
    odd: disagree(tlvState, textState) || (tlvId !== null && textId !== null && !sameMessageId(tlvId, textId)),
    source: tlvState !== null ? 'tlv' : textState !== null ? 'text' : 'none',
    submit_date: text.submit || null,
    done_date: text.done || null,
  }
}

function disagree(tlv: ReceiptState | null, text: ReceiptState | null): boolean {
  return tlv !== null && text !== null && tlv !== text
}

function stateOf(word: string): ReceiptState | null {
  if (/^\d+$/.test(word)) return STATES.get(Number(word)) ?? null
  const upper = word.toUpperCase()
  return STATE_WORDS.find(([start]) => upper.startsWith(start))?.[1] ?? null
}

/** Section 5.3.2.31: an octet for the kind of network and a 16-bit code. Some centres leave the first out. */
function networkError(tlvs: Tlvs): string | null {
  const value = tlvs.network_error_code
  if (value === undefined || value.length < 2) return null
  return String(value.readUInt16BE(value.length - 2)).padStart(3, '0')
}

const KEYS =
  /(?<=^|[\s,;|])((?:message[ _]?|msg[ _]?)?id|sub|dlvrd|submit[ _]?date|done[ _]?date|stat(?:us|e)?|err(?:or)?|text)\s*:/gi
type Key = 'id' | 'stat' | 'err' | 'submit' | 'done'

function keyOf(name: string): Key | null {
  const lower = name.toLowerCase()
  if (lower.endsWith('id')) return 'id'
  for (const key of ['submit', 'done', 'stat', 'err'] as const) if (lower.startsWith(key)) return key
  return null
}

/** The words of appendix B behind another value, where a centre leaves out `stat:`. */
const UNLABELLED = /^(.*?)[\s,;|]+(ENROUTE|DELIVRD|EXPIRED|DELETED|UNDELIV|ACCEPTD|UNKNOWN|REJECTD)$/s

/**
 * The values behind the first of each key. `text:` ends it: what follows is the beginning of the message itself, and a
 * message may say `stat:` as well. Where nothing is labelled `stat:`, a state behind another value is one.
 */
function textKeys(text: string): Partial<Record<Key, string>> {
  const found: Partial<Record<Key, string>> = {}
  let unlabelled: string | undefined
  const marks = [...text.matchAll(KEYS)]
  const end = marks.findIndex(([, name]) => (name as string).toLowerCase() === 'text')
  const keys = end < 0 ? marks : marks.slice(0, end)
  const isLabelled = keys.some(([, name]) => keyOf(name as string) === 'stat')
  for (const [i, mark] of keys.entries()) {
    const key = keyOf(mark[1] as string)
    let value = text.slice(mark.index + mark[0].length, marks[i + 1]?.index).replace(/^\s+|[\s,;|]+$/g, '')
    const behind = isLabelled ? null : UNLABELLED.exec(value)
    if (behind !== null) {
      value = behind[1]
      unlabelled ??= behind[2]
    }
    if (key !== null && found[key] === undefined) found[key] = value
  }
  if (unlabelled !== undefined) found.stat = unlabelled
  return found
}

/** Longer texts are no receipts: appendix B's is about 120 characters. Bounds the work on a hostile one. */
const TEXT_SIZE_MAX = 1024

function receiptText(pdu: PduOf<'deliver_sm'> | PduOf<'data_sm'>): string {
  const short = 'short_message' in pdu ? pdu.short_message : Buffer.alloc(0)
  let octets = short.length > 0 ? short : (pdu.tlvs.message_payload ?? short)
  if ((pdu.esm_class & ESM_UDHI) !== 0 && octets.length > 0) octets = octets.subarray((octets[0] as number) + 1)
  return receiptCharacters(octets.subarray(0, TEXT_SIZE_MAX))
}

/**
 * The text of a receipt is ASCII; UCS-2 shows itself by a zero in each pair whatever data_coding says, and a centre
 * that translates into GSM 7-bit (3GPP TS 23.038, 6.2.1) moves only `@`, `$` and `_` of the characters that matter.
 */
function receiptCharacters(octets: Buffer): string {
  if (octets.length < 2) return ''
  if (octets[0] === 0xfe && octets[1] === 0xff) return receiptCharacters(octets.subarray(2))
  const whole = octets.length - (octets.length % 2)
  if (octets[0] === 0 && octets[1] !== 0) return Buffer.from(octets.subarray(0, whole)).swap16().toString('utf16le')
  if (octets[0] !== 0 && octets[1] === 0) return octets.toString('utf16le', 0, whole)
  return octets
    .toString('latin1')
    .replace(/\0+$/, '')
    .replaceAll('\0', '@')
    .replaceAll('\x02', '$')
    .replaceAll('\x11', '_')
}

/**
 * Whether the message_id of a submit_sm_resp and the one of a receipt name the same message: the same text, the same
 * number in hexadecimal on one side and decimal on the other, or the same but for leading zeros and case.
 */
export function sameMessageId(responseId: string, receiptId: string): boolean {
  return responseId === receiptId || responseIdsOf(receiptId).includes(normalMessageId(responseId))
}

/** Without leading zeros, `0x` and case: two ids that differ only there become one. An id of zeros stays `0`. */
export function normalMessageId(id: string): string {
  return id
    .toLowerCase()
    .replace(/^0x(?=[0-9a-f]+$)/, '')
    .replace(/^0+(?=.)/, '')
}

/** Identifiers longer than this are compared as texts only. */
const DIGITS_MAX = 65

/**
 * The normal forms under which the response to the message of this receipt may have come, likeliest first: at most
 * three. For whoever keeps only a fingerprint of the response's normal form.
 */
export function responseIdsOf(receiptId: string): string[] {
  const normal = normalMessageId(receiptId)
  const ids = [normal]
  if (normal.length > DIGITS_MAX || !/^[0-9a-f]+$/.test(normal)) return ids
  // The receipt in decimal of a response in hexadecimal, and the reverse.
  if (/^\d+$/.test(normal)) ids.push(convert(normal, 10, 16))
  ids.push(convert(normal, 16, 10))
  return ids
}

/** Below 2^52 a double holds the number exactly; BigInt costs ten times more. */
const EXACT_HEX_DIGITS = 13
const EXACT_DIGITS = 15

function convert(digits: string, from: 10 | 16, to: 10 | 16): string {
  const exact = digits.length <= (from === 16 ? EXACT_HEX_DIGITS : EXACT_DIGITS)
  if (exact) return Number.parseInt(digits, from).toString(to)
  return BigInt(from === 16 ? `0x${digits}` : digits).toString(to)
}

export interface ReceiptToWrite {
  readonly message_id: string
  readonly state: ReceiptState
  /** Three characters in appendix B. */
  readonly error?: string
  /** Milliseconds since 1970, written in UTC. */
  readonly submitted: number
  readonly done: number
  /** The beginning of the message; 20 characters of it are told. */
  readonly text?: string
  /** The subscriber, as the receipt's source, and the sender it goes back to. */
  readonly from: { readonly addr: string; readonly ton: number; readonly npi: number }
  readonly to: { readonly addr: string; readonly ton: number; readonly npi: number }
}

const TEXT_TOLD = 20

/** A receipt as a deliver_sm in appendix B's text and in TLVs, which agree. */
export function writeReceipt(receipt: ReceiptToWrite): UnnumberedOf<'deliver_sm'> {
  const { message_id, state, from, to } = receipt
  const delivered = state === 'DELIVRD' ? '001' : '000'
  const text = [
    `id:${message_id} sub:001 dlvrd:${delivered}`,
    `submit date:${minuteOf(receipt.submitted)} done date:${minuteOf(receipt.done)}`,
    `stat:${state} err:${receipt.error ?? '000'}`,
    `text:${(receipt.text ?? '').replace(/[^ -~]/g, '?').slice(0, TEXT_TOLD)}`,
  ].join(' ')
  return {
    command: 'deliver_sm',
    source_addr: from.addr,
    source_addr_ton: from.ton,
    source_addr_npi: from.npi,
    destination_addr: to.addr,
    dest_addr_ton: to.ton,
    dest_addr_npi: to.npi,
    esm_class: NOT_FINAL.includes(state) ? ESM_INTERMEDIATE : ESM_RECEIPT,
    short_message: Buffer.from(text, 'latin1'),
    tlvs: { receipted_message_id: message_id, message_state: MESSAGE_STATES[state] },
  }
}

/** YYMMDDhhmm, as in appendix B. */
function minuteOf(at: number): string {
  return new Date(at).toISOString().slice(2, 16).replace(/\D/g, '')
}
