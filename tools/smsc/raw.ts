/**
 * A client of bare bytes for the tests and the bench of the centre: PDUs put together by hand, answers as they come.
 *
 * Shares nothing with the centre and nothing with the product, so that no mistake can be on both sides.
 */
import { once } from 'node:events'
import net from 'node:net'

export function cString(text: string): Buffer {
  return Buffer.from(`${text}\0`, 'latin1')
}

/** command_status is 0. */
export function rawPdu(command: number, sequence: number, ...body: (Buffer | number[])[]): Buffer {
  const bytes = Buffer.concat([Buffer.alloc(16), ...body.map(piece => Buffer.from(piece))])
  bytes.writeUInt32BE(bytes.length, 0)
  bytes.writeUInt32BE(command, 4)
  bytes.writeUInt32BE(sequence, 12)
  return bytes
}

export function rawBind(sequence: number, { as = 9, system_id = 'raw', password = '' }: Partial<RawBind> = {}): Buffer {
  return rawPdu(as, sequence, cString(system_id), cString(password), [0, 0x34, 0, 0, 0])
}

export interface RawBind {
  /** 1 receiver, 2 transmitter, 9 transceiver. */
  readonly as: number
  readonly system_id: string
  readonly password: string
}

export interface RawSubmit {
  readonly to: string
  readonly reference: number
  readonly part: number
  readonly parts: number
  /** registered_delivery. */
  readonly receipt: number
  /** Without its header; 134 octets make a full UCS-2 part. */
  readonly text: Buffer
}

/** A submit_sm from BOYTE, one part of a concatenated message with 8 bits of reference. */
export function rawSubmit(sequence: number, submit: Partial<RawSubmit> = {}): Buffer {
  const { to = '84900000000', reference = 42, part = 1, parts = 1, receipt = 0 } = submit
  const text = submit.text ?? Buffer.alloc(134, 64 + part)
  return rawPdu(
    4,
    sequence,
    [0, 5, 0],
    cString('BOYTE'),
    [1, 1],
    cString(to),
    [0x40, 0, 0, 0, 0, receipt, 0, 8, 0, 6 + text.length],
    [0x05, 0x00, 0x03, reference, parts, part],
    text,
  )
}

/** What came back, cut by its length fields. */
export class RawClient {
  readonly socket: net.Socket
  readonly #come: Buffer[] = []
  #pending = Buffer.alloc(0)
  #ended = false
  #wake = () => {}

  private constructor(socket: net.Socket) {
    this.socket = socket
    socket.on('error', () => {})
    socket.on('close', () => {
      this.#ended = true
      this.#wake()
    })
    socket.on('data', chunk => {
      this.#pending = Buffer.concat([this.#pending, chunk])
      while (this.#pending.length >= 4 && this.#pending.length >= this.#pending.readUInt32BE(0)) {
        this.#come.push(this.#pending.subarray(0, this.#pending.readUInt32BE(0)))
        this.#pending = this.#pending.subarray(this.#pending.readUInt32BE(0))
      }
      this.#wake()
    })
  }

  static async connect(port: number): Promise<RawClient> {
    const socket = net.connect({ port, host: '127.0.0.1', noDelay: true })
    await once(socket, 'connect')
    return new RawClient(socket)
  }

  /** Connected and bound, as a transceiver unless told otherwise. */
  static async bound(port: number, bind: Partial<RawBind> = {}): Promise<RawClient> {
    const client = await RawClient.connect(port)
    client.send(rawBind(1, bind))
    await client.next()
    return client
  }

  send(...pieces: Buffer[]): void {
    this.socket.write(Buffer.concat(pieces))
  }

  /** The next PDU; null: the connection ended first. */
  async next(): Promise<Buffer | null> {
    while (this.#come.length === 0 && !this.#ended)
      await new Promise<void>(resolve => {
        this.#wake = resolve
      })
    return this.#come.shift() ?? null
  }

  async take(count: number): Promise<Buffer[]> {
    const pdus: Buffer[] = []
    while (pdus.length < count) {
      const pdu = await this.next()
      if (pdu === null) throw new Error(`the connection ended after ${pdus.length} PDUs`)
      pdus.push(pdu)
    }
    return pdus
  }

  /** All that comes until the connection ends. */
  async rest(): Promise<Buffer[]> {
    const pdus: Buffer[] = []
    for (let pdu = await this.next(); pdu !== null; pdu = await this.next()) pdus.push(pdu)
    return pdus
  }

  close(): void {
    this.socket.destroy()
  }
}

export const commandOf = (pdu: Buffer | null): number => pdu?.readUInt32BE(4) ?? -1
export const statusOf = (pdu: Buffer | null): number => pdu?.readUInt32BE(8) ?? -1
export const sequenceOf = (pdu: Buffer | null): number => pdu?.readUInt32BE(12) ?? -1

/** deliver_sm_resp. */
export function answerTo(receipt: Buffer, status = 0): Buffer {
  const bytes = rawPdu(0x80000005, sequenceOf(receipt), [0])
  bytes.writeUInt32BE(status, 8)
  return bytes
}
