/**
 * Delivery receipts: how one looks, which ones wait, which ones are on the wire.
 *
 * Knows no socket. A waiting receipt is three numbers and an instant in a ring; its octets are a copy of a template with
 * the number, the id and the sequence_number patched in.
 *
 * Source: SMPP 3.4 issue 1.2, section 4.6.1 (deliver_sm), 5.2.12 (esm_class), appendix B (the text of a receipt).
 */
import { writeHex, writeNine } from './digits.ts'
import type { Outgoing } from './outgoing.ts'
import {
  DELIVER_SM,
  ESM_CLASS_RECEIPT,
  ESM_CLASS_UDHI,
  HEADER_SIZE,
  MESSAGE_STATE_DELIVERED,
  MESSAGE_STATE_UNDELIVERABLE,
  TAG_MESSAGE_STATE,
  TAG_RECEIPTED_MESSAGE_ID,
} from './protocol.ts'
import type { DueRing } from './ring.ts'
import { DIGITS } from './shapes.ts'
import type { Submit } from './submit.ts'

export type ReceiptStyle = 'text' | 'tlv' | 'both'

/** Different receipts but for number, id and dates; more would need an operator with as many senders. */
const TEMPLATES_MAX = 65_535
const ID_SIZE = 8
const DATE_SIZE = 10
const MINUTE_MS = 60_000
/** Octets that the longest receipt can have: addresses are 20 at most. */
export const RECEIPT_SIZE_MAX = 512

/** What a waiting receipt is, in one number: template, what it says, how often it has been sent. */
const TEMPLATE = 0xffff
export const UNDELIVERABLE = 1 << 16
const ATTEMPT = 1 << 17
export const attemptsOf = (kind: number): number => kind >>> 17

interface Face {
  readonly bytes: Uint8Array
  readonly view: DataView
  /** Offset of the nine digits, -1 where the whole source address is fixed. */
  readonly number: number
  /** Offsets of the id's copies, of the submit date and of the done date; -1: none. */
  readonly ids: readonly number[]
  readonly submitDate: number
  readonly doneDate: number
  minute: number
}

interface Template {
  readonly delivered: Face
  readonly undeliverable: Face
}

export class Templates {
  readonly #style: ReceiptStyle
  readonly #delayMs: number
  readonly #all: Template[] = []
  readonly #indexOf = new Map<string, number>()
  #minute = 0

  constructor(style: ReceiptStyle, delayMs: number) {
    this.#style = style
    this.#delayMs = delayMs
  }

  /** The index of the template for receipts of such a submit, -1 past the bound. */
  find(submit: Submit, fixed: boolean): number {
    const { source, destination } = submit
    const subscriber = fixed ? destination.digits : destination.digits.slice(0, -DIGITS)
    const text = firstWords(submit)
    const from = [source.ton, source.npi, source.digits]
    const key = JSON.stringify([from, destination.ton, destination.npi, subscriber, fixed, text])
    const known = this.#indexOf.get(key)
    if (known !== undefined) return known
    if (this.#all.length === TEMPLATES_MAX) return -1
    this.#indexOf.set(key, this.#all.length)
    this.#all.push({
      delivered: face(submit, { style: this.#style, delivered: true, fixed, text }),
      undeliverable: face(submit, { style: this.#style, delivered: false, fixed, text }),
    })
    return this.#all.length - 1
  }

  /** The octets of one deliver_sm, all but its sequence_number, at `at`; returns where they end. */
  write(to: Outgoing, at: number, number: number, kind: number, id: number): number {
    const template = this.#all[kind & TEMPLATE]
    const chosen = kind & UNDELIVERABLE ? template.undeliverable : template.delivered
    if (chosen.minute !== this.#minute) setDates(chosen, this.#minute, this.#delayMs)
    const view = to.view
    to.bytes.set(chosen.bytes, at)
    if (chosen.number >= 0) writeNine(view, at + chosen.number, number)
    for (let i = 0; i < chosen.ids.length; i += 1) writeHex(view, at + chosen.ids[i], id)
    return at + chosen.bytes.length
  }

  /** The dates in receipts; milliseconds since 1970. */
  set wallMs(wallMs: number) {
    this.#minute = Math.floor(wallMs / MINUTE_MS)
  }
}

interface Look {
  readonly style: ReceiptStyle
  readonly delivered: boolean
  readonly fixed: boolean
  readonly text: string
}

function face({ source, destination }: Submit, look: Look): Face {
  const pieces: Buffer[] = []
  let size = 0
  const put = (piece: Buffer | string | number[]): number => {
    const buffer = typeof piece === 'string' ? Buffer.from(piece, 'latin1') : Buffer.from(piece)
    pieces.push(buffer)
    size += buffer.length
    return size - buffer.length
  }
  put(Buffer.alloc(HEADER_SIZE))
  put([0, destination.ton, destination.npi])
  const from = put(`${destination.digits}\0`)
  put([source.ton, source.npi])
  put(`${source.digits}\0`)
  put([ESM_CLASS_RECEIPT, 0, 0, 0, 0, 0, 0, 0, 0])
  const text = look.style === 'tlv' ? '' : receiptText(look)
  put([text.length])
  const body = put(text)
  const ids = text === '' ? [] : [body + text.indexOf(ID)]
  if (look.style !== 'text') {
    put([0, TAG_RECEIPTED_MESSAGE_ID, 0, ID_SIZE + 1])
    ids.push(put(`${ID}\0`))
    const state = look.delivered ? MESSAGE_STATE_DELIVERED : MESSAGE_STATE_UNDELIVERABLE
    put([TAG_MESSAGE_STATE >> 8, TAG_MESSAGE_STATE & 0xff, 0, 1, state])
  }
  const bytes = new Uint8Array(Buffer.concat(pieces))
  const view = new DataView(bytes.buffer)
  view.setUint32(0, size)
  view.setUint32(4, DELIVER_SM)
  return {
    bytes,
    view,
    number: look.fixed ? -1 : from + destination.digits.length - DIGITS,
    ids,
    submitDate: text === '' ? -1 : body + text.indexOf(DATE),
    doneDate: text === '' ? -1 : body + text.indexOf(DATE, text.indexOf(DATE) + 1),
    minute: -1,
  }
}

const ID = '#'.repeat(ID_SIZE)
const DATE = '?'.repeat(DATE_SIZE)

function receiptText({ delivered, text }: Look): string {
  const [count, stat, err] = delivered ? ['001', 'DELIVRD', '000'] : ['000', 'UNDELIV', '001']
  return `id:${ID} sub:001 dlvrd:${count} submit date:${DATE} done date:${DATE} stat:${stat} err:${err} text:${text}`
}

/** The first 20 characters where they are plain letters in the default alphabet; else nothing. */
function firstWords({ esm_class, data_coding, payload }: Submit): string {
  if (esm_class & ESM_CLASS_UDHI || data_coding !== 0) return ''
  const text = Buffer.from(payload.subarray(0, 20)).toString('latin1')
  return /^[ -~]*$/.test(text) ? text : ''
}

function setDates(chosen: Face, minute: number, delayMs: number): void {
  chosen.minute = minute
  if (chosen.doneDate < 0) return
  chosen.bytes.set(Buffer.from(minuteText(minute * MINUTE_MS - delayMs)), chosen.submitDate)
  chosen.bytes.set(Buffer.from(minuteText(minute * MINUTE_MS)), chosen.doneDate)
}

/** YYMMDDhhmm, in UTC. */
function minuteText(wallMs: number): string {
  return new Date(wallMs).toISOString().replace(/\D/g, '').slice(2, 12)
}

/** Receipts on the wire of one bind, by sequence_number. */
export class ReceiptWindow {
  size = 0
  readonly #mask: number
  /** 0: free. */
  readonly #sequences: Int32Array
  readonly #numbers: Int32Array
  readonly #kinds: Int32Array
  readonly #ids: Int32Array
  #next: number

  /** `size` is a power of two; `first` the sequence_number of its first receipt. */
  constructor(size: number, first = 1) {
    this.#next = first
    this.#mask = size - 1
    this.#sequences = new Int32Array(size)
    this.#numbers = new Int32Array(size)
    this.#kinds = new Int32Array(size)
    this.#ids = new Int32Array(size)
  }

  /** No room while the receipt a whole window ago is unanswered. */
  get full(): boolean {
    return this.#sequences[this.#next & this.#mask] !== 0
  }

  /** Puts it on the wire; returns its sequence_number (1 to 0x7FFFFFFF). */
  add(number: number, kind: number, id: number): number {
    const sequence = this.#next
    const slot = sequence & this.#mask
    this.#sequences[slot] = sequence
    this.#numbers[slot] = number
    this.#kinds[slot] = kind
    this.#ids[slot] = id
    this.#next = sequence === 0x7fffffff ? 1 : sequence + 1
    this.size += 1
    return sequence
  }

  /** The kind of the receipt under that number, -1 for none; it stays until `free`. */
  kind(sequence: number): number {
    const slot = sequence & this.#mask
    return sequence !== 0 && this.#sequences[slot] === sequence ? this.#kinds[slot] : -1
  }

  /** The number that the receipt under that sequence_number is about. */
  number(sequence: number): number {
    return this.#numbers[sequence & this.#mask]
  }

  free(sequence: number): void {
    this.#sequences[sequence & this.#mask] = 0
    this.size -= 1
  }

  /** Moves one to a ring, to be sent again. False when the ring is full. */
  moveTo(ring: DueRing, sequence: number, due: number): boolean {
    const slot = sequence & this.#mask
    this.free(sequence)
    const kind = this.#kinds[slot] + ATTEMPT
    return ring.push(this.#numbers[slot], kind, this.#ids[slot], due)
  }

  /** Sequence numbers of all that are left, in no order. */
  *sequences(): Generator<number> {
    for (let slot = 0; this.size > 0 && slot <= this.#mask; slot += 1)
      if (this.#sequences[slot] !== 0) yield this.#sequences[slot]
  }
}
