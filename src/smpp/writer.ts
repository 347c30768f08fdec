/**
 * Writes the field kinds of SMPP (section 3.1) into a buffer and refuses what they cannot carry.
 *
 * Knows no PDU. Invariant: nothing is written beyond FRAME_SIZE_MAX octets from the start or beyond the buffer.
 */
import { smppFailure } from './failures.ts'
import { FRAME_SIZE_MAX } from './frames.ts'
import type { PduName } from './pdus.ts'

export class Writer {
  at: number
  readonly #bytes: Buffer
  readonly #limit: number
  readonly #command: PduName

  constructor(bytes: Buffer, offset: number, command: PduName) {
    this.#bytes = bytes
    this.at = offset
    this.#limit = Math.min(bytes.length, offset + FRAME_SIZE_MAX)
    this.#command = command
  }

  refuse(field: string, why: string): never {
    throw smppFailure('smppUnencodable', { command: this.#command, field, why })
  }

  room(field: string, size: number): void {
    if (this.at + size > this.#limit) this.refuse(field, 'the PDU grows too long')
  }

  whole(field: string, value: unknown, most: number): number {
    if (typeof value !== 'number' || !(value >= 0 && value <= most) || !Number.isInteger(value))
      this.refuse(field, `it is no whole number from 0 to ${most}`)
    return value
  }

  u8(field: string, value: unknown): void {
    this.room(field, 1)
    this.#bytes[this.at++] = this.whole(field, value, 0xff)
  }

  u16(field: string, value: unknown): void {
    this.room(field, 2)
    this.at = this.#bytes.writeUInt16BE(this.whole(field, value, 0xffff), this.at)
  }

  u32(field: string, value: unknown): void {
    this.room(field, 4)
    this.at = this.#bytes.writeUInt32BE(this.whole(field, value, 0xffffffff), this.at)
  }

  cstring(field: string, value: unknown, max: number): void {
    if (typeof value !== 'string') this.refuse(field, 'it is no text')
    const length = value.length
    if (length >= max) this.refuse(field, `it is longer than ${max - 1} characters`)
    this.room(field, length + 1)
    const bytes = this.#bytes
    let at = this.at
    for (let i = 0; i < length; i++) {
      const code = value.charCodeAt(i)
      if (code === 0 || code > 0xff) this.refuse(field, 'it holds a character that SMPP cannot carry there')
      bytes[at++] = code
    }
    bytes[at++] = 0
    this.at = at
  }

  octets(field: string, value: unknown, max: number): void {
    const octets = this.asOctets(field, value, max)
    this.room(field, octets.length)
    this.#bytes.set(octets, this.at)
    this.at += octets.length
  }

  asOctets(field: string, value: unknown, max: number): Uint8Array {
    if (!(value instanceof Uint8Array)) this.refuse(field, 'it is no Buffer')
    if (value.length > max) this.refuse(field, `it is longer than ${max} octets`)
    return value
  }
}
