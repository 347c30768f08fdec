/**
 * A centre for one story: says what a script says, and keeps its own record of what it was sent and what it answered.
 *
 * Shares no code with the sender: it reads submit_sm with the simulated centre's own reader.
 */
import {
  dataSm,
  deliverSm,
  nack,
  type OddCentre,
  type OddLink,
  type OddPdu,
  pdu,
  polite,
  receiptText,
  startOddCentre,
  submitResp,
} from '../../tools/smsc/odd.ts'
import * as smpp from '../../tools/smsc/protocol.ts'
import { readSubmit, type Submit } from '../../tools/smsc/submit.ts'

/** One submit_sm as it came. */
export interface Asked {
  readonly number: string
  /** From 1, of `parts`. */
  readonly part: number
  readonly parts: number
  readonly reference: number | null
  /** Which copy of this part for this number, from 1. */
  readonly copy: number
  /** How many came before it, in all. */
  readonly index: number
  readonly submit: Submit
  readonly pdu: OddPdu
  readonly link: OddLink
  /** Milliseconds of a monotonic clock. */
  readonly at: number
}

/** Writes the answer, or none. */
export type Answers = (asked: Asked, say: Say) => void | Promise<void>

/** What a script says without counting octets. `from` of a receipt is the subscriber, `to` the source of the message. */
export class Say {
  readonly asked: Asked
  constructor(asked: Asked) {
    this.asked = asked
  }

  ok(id: string): Buffer {
    return submitResp(this.asked.pdu, id)
  }

  error(status: number): Buffer {
    return pdu({ command_id: SUBMIT_SM_RESP, command_status: status, sequence_number: this.asked.pdu.sequence_number })
  }

  nack(status: number): Buffer {
    return nack(this.asked.pdu.sequence_number, status)
  }

  receipt(id: string, stat = 'DELIVRD', more: Parameters<typeof receiptText>[1] = {}): Buffer {
    return this.deliver(receiptText(id, { stat, ...more }))
  }

  deliver(text: string, more: Partial<Parameters<typeof deliverSm>[1]> = {}): Buffer {
    return deliverSm(nextSequence(), { ...this.addresses, text, ...more })
  }

  data(more: Partial<Parameters<typeof dataSm>[1]>): Buffer {
    return dataSm(nextSequence(), { ...this.addresses, ...more })
  }

  get addresses(): { from: string; to: string } {
    return { from: this.asked.number, to: this.asked.submit.source.digits }
  }
}

let sequence = 0
export function nextSequence(): number {
  sequence += 1
  return sequence
}

/** An id that no other message has. */
export function idOf(asked: Asked): string {
  return `${asked.number.slice(-6)}${asked.part}${asked.copy}`
}

/** After so many milliseconds, unless the test has ended by then. */
export function later(ms: number, act: () => void): void {
  setTimeout(act, ms).unref()
}

/** Accepts, and reports delivery where a receipt was asked for. */
export const delivers: Answers = (asked, say) => {
  const id = idOf(asked)
  asked.link.write(say.ok(id), ...(asked.submit.receipt === 0 ? [] : [say.receipt(id)]))
}

/** What the script does about everything but submit_sm. */
export type Others = (pdu: OddPdu, link: OddLink, witness: Witness) => void

export interface WitnessOptions {
  readonly answers?: Answers
  /** Called for what is no submit_sm; `polite` where there is none. */
  readonly others?: Others
  readonly greet?: (link: OddLink) => void
}

export class Witness {
  readonly submits: Asked[] = []
  /** command_status of the first answer to each submit_sm, by connection and sequence_number. */
  readonly answers = new Map<string, number>()
  /** deliver_sm_resp and data_sm_resp: their status. */
  readonly receiptAnswers: { readonly sequence: number; readonly status: number }[] = []
  readonly binds: OddPdu[] = []
  /** May be changed in the middle of a story. */
  others: Others = polite
  readonly #copies = new Map<string, number>()
  /** The submit_sm that were not answered yet. */
  readonly #open = new Set<string>()
  #centre: OddCentre | null = null

  static async start(options: WitnessOptions = {}): Promise<Witness> {
    const witness = new Witness()
    const { answers = delivers, others = polite, greet } = options
    witness.others = others
    witness.#centre = await startOddCentre((pdu, link) => {
      const watched = witness.#watched(link)
      if (pdu.command_id === smpp.SUBMIT_SM) {
        const asked = witness.#asked(pdu, watched)
        return answers(asked, new Say(asked))
      }
      witness.#note(pdu)
      return witness.others(pdu, watched, witness)
    }, greet)
    return witness
  }

  get centre(): OddCentre {
    if (this.#centre === null) throw new Error('not started')
    return this.#centre
  }

  get port(): number {
    return this.centre.port
  }

  /** Accepted copies, as this centre answered them. */
  get accepted(): number {
    return [...this.answers.values()].filter(status => status === 0).length
  }

  /** All copies of one number, in the order they came. */
  of(number: string): Asked[] {
    return this.submits.filter(asked => asked.number === number)
  }

  /** Resolves when so many submit_sm have come. */
  async submitted(count: number): Promise<void> {
    while (this.submits.length < count) await this.#something()
  }

  /** Resolves when so many receipts were answered, which nobody does before they are kept. */
  async receiptsAnswered(count: number): Promise<void> {
    while (this.receiptAnswers.length < count) await this.#something()
  }

  /** A receipt that nobody's answer brings along. */
  receiptFor(number: string, to: string, id: string): Buffer {
    return deliverSm(nextSequence(), { from: number, to, text: receiptText(id) })
  }

  #waiting: () => void = () => {}

  /** A submit_sm came, or an answer to a receipt. */
  async #something(): Promise<void> {
    await new Promise<void>(resolve => {
      this.#waiting = resolve
    })
  }

  async close(): Promise<void> {
    await this.centre.close()
  }

  #note(pdu: OddPdu): void {
    if (pdu.command_id === smpp.BIND_TRANSCEIVER) this.binds.push(pdu)
    const request = (pdu.command_id & ~smpp.RESPONSE) >>> 0
    if (pdu.command_id >= smpp.RESPONSE && [smpp.DELIVER_SM, smpp.DATA_SM].includes(request)) {
      this.receiptAnswers.push({ sequence: pdu.sequence_number, status: pdu.command_status })
      this.#waiting()
    }
  }

  #asked(pdu: OddPdu, link: OddLink): Asked {
    const submit = readSubmit(pdu.bytes, smpp.SUBMIT_SM)
    if (typeof submit === 'string') throw new Error(`a submit_sm with a body that is ${submit}`)
    const { part } = submit
    const number = submit.destination.digits
    const key = `${number}/${part.part}`
    const copy = (this.#copies.get(key) ?? 0) + 1
    this.#copies.set(key, copy)
    const index = this.submits.length
    const asked = { ...part, number, copy, index, submit, pdu, link, at: performance.now() }
    this.submits.push(asked)
    this.#open.add(`${link.index}/${pdu.sequence_number}`)
    this.#waiting()
    return asked
  }

  /** The link, with its answers to submit_sm noted. */
  #watched(link: OddLink): OddLink {
    return {
      ...link,
      write: (...pieces) => {
        for (const piece of pieces) this.#noteAnswer(piece, link.index)
        link.write(...pieces)
      },
      writeCut: async (bytes, ...cuts) => {
        this.#noteAnswer(bytes, link.index)
        await link.writeCut(bytes, ...cuts)
      },
    }
  }

  /** Every whole PDU of a piece. */
  #noteAnswer(bytes: Buffer, link: number): void {
    for (let at = 0; at + 16 <= bytes.length; ) {
      const size = bytes.readUInt32BE(at)
      const command = bytes.readUInt32BE(at + 4)
      const key = `${link}/${bytes.readUInt32BE(at + 12)}`
      const isAnswer = command === SUBMIT_SM_RESP || command === smpp.GENERIC_NACK
      if (isAnswer && this.#open.delete(key)) this.answers.set(key, bytes.readUInt32BE(at + 8))
      if (size < 16) return
      at += size
    }
  }
}

const SUBMIT_SM_RESP = (smpp.SUBMIT_SM | smpp.RESPONSE) >>> 0
