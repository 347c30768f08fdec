/**
 * A centre that does whatever a test says, octet by octet: the odd ones of the field, and those not met yet.
 *
 * A script gets every PDU as it came and writes what it likes. What it does not care about it leaves to `polite`.
 * Keeps no record; for a well-behaved centre see `centre.ts`.
 *
 *   const centre = await startOddCentre((pdu, link) => {
 *     if (pdu.command_id !== SUBMIT_SM) return polite(pdu, link)
 *     link.write(submitResp(pdu, '1A'), deliverSm(7, { from: '84900000001', to: 'BOYTE', text: receiptText('26') }))
 *   })
 */
import net from 'node:net'
import * as smpp from './protocol.ts'

export interface OddPdu {
  readonly command_id: number
  readonly command_status: number
  readonly sequence_number: number
  /** What follows the header. */
  readonly body: Buffer
  /** The whole PDU. */
  readonly bytes: Buffer
}

export interface OddLink {
  /** All in one write, in this order. */
  write(...pieces: Buffer[]): void
  /** The same octets in several packets, cut at those offsets. Resolves when the last has been handed over. */
  writeCut(bytes: Buffer, ...cuts: number[]): Promise<void>
  /** Stops reading, reads again. */
  pause(): void
  resume(): void
  /** FIN after what was written. */
  end(): void
  /** RST, now. */
  reset(): void
  /** Number of the connection, from 0. */
  readonly index: number
  /** When it was taken: milliseconds of a monotonic clock. Nothing that needs an answer is sent on it before. */
  readonly since: number
}

export type Script = (pdu: OddPdu, link: OddLink) => void | Promise<void>

export interface OddCentre {
  readonly port: number
  /** Everything received, oldest first. */
  readonly pdus: readonly OddPdu[]
  readonly links: readonly OddLink[]
  /** The first PDU that matches, received already or later. */
  received(matches: (pdu: OddPdu) => boolean): Promise<OddPdu>
  close(): Promise<void>
}

/** `greet` is called for each new connection, before any PDU. */
export async function startOddCentre(
  script: Script = polite,
  greet: (link: OddLink) => void = () => {},
): Promise<OddCentre> {
  const pdus: OddPdu[] = []
  const links: OddLink[] = []
  const waiting = new Set<(pdu: OddPdu) => void>()
  const sockets = new Set<net.Socket>()
  const server = net.createServer({ noDelay: true }, socket => {
    sockets.add(socket)
    const link = linkOf(socket, links.length)
    links.push(link)
    let pending = Buffer.alloc(0)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
    socket.on('data', chunk => {
      pending = Buffer.concat([pending, chunk])
      if (pending.length >= 4 && pending.readUInt32BE(0) < 16) return link.reset()
      while (pending.length >= 16 && pending.length >= pending.readUInt32BE(0)) {
        const pdu = pduOf(pending.subarray(0, pending.readUInt32BE(0)))
        pending = pending.subarray(pdu.bytes.length)
        pdus.push(pdu)
        for (const each of waiting) each(pdu)
        void script(pdu, link)
      }
    })
    greet(link)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as net.AddressInfo).port,
    pdus,
    links,
    received: matches =>
      new Promise(resolve => {
        const known = pdus.find(matches)
        if (known !== undefined) return resolve(known)
        const wait = (pdu: OddPdu) => {
          if (!matches(pdu)) return
          waiting.delete(wait)
          resolve(pdu)
        }
        waiting.add(wait)
      }),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

function linkOf(socket: net.Socket, index: number): OddLink {
  const write = (...pieces: Buffer[]) => {
    if (!socket.destroyed) socket.write(Buffer.concat(pieces))
  }
  return {
    index,
    since: performance.now(),
    write,
    writeCut: async (bytes, ...cuts) => {
      const edges = [0, ...cuts, bytes.length]
      for (let i = 1; i < edges.length; i += 1) {
        write(bytes.subarray(edges[i - 1], edges[i]))
        // Two turns of the loop: the first piece has been read before the second is sent, in one process at least.
        for (let turn = 0; turn < 2; turn += 1) await new Promise(resolve => setImmediate(resolve))
      }
    },
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    end: () => socket.end(),
    reset: () => socket.resetAndDestroy(),
  }
}

function pduOf(bytes: Buffer): OddPdu {
  const copy = Buffer.from(bytes)
  return {
    command_id: copy.readUInt32BE(4),
    command_status: copy.readUInt32BE(8),
    sequence_number: copy.readUInt32BE(12),
    body: copy.subarray(16),
    bytes: copy,
  }
}

let lastId = 0

/** What a plain centre answers: yes to everything, a new message_id for each submit_sm, no receipts. */
export function polite(request: OddPdu, link: OddLink): void {
  const { command_id } = request
  if (BINDS.includes(command_id)) link.write(bindResp(request))
  else if (command_id === smpp.SUBMIT_SM || command_id === smpp.DATA_SM) {
    lastId += 1
    link.write(submitResp(request, lastId.toString(16).toUpperCase().padStart(8, '0')))
  } else if (command_id < smpp.RESPONSE) link.write(response(request))
}

const BINDS: readonly number[] = [smpp.BIND_RECEIVER, smpp.BIND_TRANSMITTER, smpp.BIND_TRANSCEIVER]

/** Header and pieces, with the right length. */
export function pdu(
  header: { command_id: number; command_status?: number; sequence_number: number },
  ...body: readonly (Buffer | readonly number[] | string)[]
): Buffer {
  const pieces = body.map(piece => (typeof piece === 'string' ? Buffer.from(piece, 'latin1') : Buffer.from(piece)))
  const bytes = Buffer.concat([Buffer.alloc(16), ...pieces])
  bytes.writeUInt32BE(bytes.length, 0)
  bytes.writeUInt32BE(header.command_id, 4)
  bytes.writeUInt32BE(header.command_status ?? 0, 8)
  bytes.writeUInt32BE(header.sequence_number, 12)
  return bytes
}

/** The response to a request; a string of the body is Latin-1 and ends where you end it (`'1A\0'`). */
export function response(
  to: OddPdu,
  command_status = 0,
  ...body: readonly (Buffer | readonly number[] | string)[]
): Buffer {
  const command_id = (to.command_id | smpp.RESPONSE) >>> 0
  return pdu({ command_id, command_status, sequence_number: to.sequence_number }, ...body)
}

export function bindResp(to: OddPdu, command_status = 0): Buffer {
  return response(to, command_status, 'ODD\0', tlv(smpp.TAG_SC_INTERFACE_VERSION, [0x34]))
}

export function submitResp(to: OddPdu, message_id: string, command_status = 0): Buffer {
  return response(to, command_status, `${message_id}\0`)
}

export function nack(sequence_number: number, command_status: number): Buffer {
  return pdu({ command_id: smpp.GENERIC_NACK, command_status, sequence_number })
}

export function enquireLink(sequence_number: number): Buffer {
  return pdu({ command_id: smpp.ENQUIRE_LINK, sequence_number })
}

export function unbind(sequence_number: number): Buffer {
  return pdu({ command_id: smpp.UNBIND, sequence_number })
}

export function tlv(tag: number, value: Buffer | readonly number[] | string): Buffer {
  const octets = typeof value === 'string' ? Buffer.from(value, 'latin1') : Buffer.from(value)
  const head = Buffer.alloc(4)
  head.writeUInt16BE(tag, 0)
  head.writeUInt16BE(octets.length, 2)
  return Buffer.concat([head, octets])
}

export interface Delivery {
  /** The subscriber; the sender's address. */
  readonly from: string
  readonly to: string
  /** Latin-1. */
  readonly text?: string
  /** 0x04 a receipt, 0 a person's message. */
  readonly esm_class?: number
  readonly data_coding?: number
  readonly tlvs?: readonly Buffer[]
}

export function deliverSm(sequence_number: number, delivery: Delivery): Buffer {
  const { from, to, text = '', esm_class = 0x04, data_coding = 0, tlvs = [] } = delivery
  return pdu(
    { command_id: smpp.DELIVER_SM, sequence_number },
    `\0\x01\x01${from}\0\x05\0${to}\0`,
    [esm_class, 0, 0, 0, 0, 0, 0, data_coding, 0, text.length],
    text,
    ...tlvs,
  )
}

/** The same as data_sm: its text, if any, as message_payload. */
export function dataSm(sequence_number: number, delivery: Delivery): Buffer {
  const { from, to, text, esm_class = 0x04, data_coding = 0, tlvs = [] } = delivery
  return pdu(
    { command_id: smpp.DATA_SM, sequence_number },
    `\0\x01\x01${from}\0\x05\0${to}\0`,
    [esm_class, 0, data_coding],
    ...(text === undefined ? [] : [tlv(smpp.TAG_MESSAGE_PAYLOAD, text)]),
    ...tlvs,
  )
}

/** As of appendix B; give what is to be different. */
export function receiptText(
  id: string,
  parts: { stat?: string; err?: string; date?: string; text?: string } = {},
): string {
  const { stat = 'DELIVRD', err = '000', date = '2002030700', text = '' } = parts
  const count = stat === 'DELIVRD' ? '001' : '000'
  return `id:${id} sub:001 dlvrd:${count} submit date:${date} done date:${date} stat:${stat} err:${err} text:${text}`
}
