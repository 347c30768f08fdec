/**
 * Cuts a byte stream into whole Diameter messages (RFC 6733, section 3).
 *
 *   0         1                   4       5                 8          12           16           20
 *   +---------+-------------------+-------+-----------------+----------+------------+------------+------
 *   | version | length, header    | flags | command code    | Applica- | Hop-by-Hop | End-to-End | AVPs…
 *   | 1       | included          | RPET  |                 | tion-ID  | Identifier | Identifier |
 *   +---------+-------------------+-------+-----------------+----------+------------+------------+------
 *
 * How, and what holds meanwhile, is in base/frame-cutter.ts.
 */
import { FrameCutter as Cutter } from '../base/frame-cutter.ts'

export const HEADER_SIZE = 20

/** A Gy request has some hundred octets, one with many services some thousand. More is an attack or a bug. */
export const MESSAGE_SIZE_MAX = 65_536

export type FrameError = 'length-below-header' | 'length-above-max' | 'length-no-multiple-of-4'

/** A frame is a view that is valid during `onFrame`; after an error close the stream. */
export class FrameCutter extends Cutter<FrameError> {
  readonly #offender: Offender

  constructor() {
    const offender: Offender = { header: null }
    super({
      headSize: HEADER_SIZE,
      sizeMax: MESSAGE_SIZE_MAX,
      sizeAt,
      wrong: (size, bytes, at) => {
        const wrong = wrongSize(size)
        if (wrong !== null) offender.header = Buffer.from(bytes.subarray(at, at + HEADER_SIZE))
        return wrong
      },
    })
    this.#offender = offender
  }

  /** The header whose length was the error: a request can still be answered before the connection is closed. */
  get offender(): Buffer | null {
    return this.#offender.header
  }
}

interface Offender {
  header: Buffer | null
}

function sizeAt(bytes: Buffer, at: number): number {
  return (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3]
}

function wrongSize(size: number): FrameError | null {
  if (size < HEADER_SIZE) return 'length-below-header'
  if (size > MESSAGE_SIZE_MAX) return 'length-above-max'
  return size % 4 === 0 ? null : 'length-no-multiple-of-4'
}
