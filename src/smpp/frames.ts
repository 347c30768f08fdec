/**
 * Cuts a TCP byte stream into whole PDUs.
 *
 *   0        4          8              12               16
 *   +--------+----------+--------------+----------------+--------
 *   | length | command  | status       | sequence       | body…
 *   +--------+----------+--------------+----------------+--------
 *
 * How, and what holds meanwhile, is in base/frame-cutter.ts.
 */
import { FrameCutter as Cutter, type Framing } from '../base/frame-cutter.ts'

export const HEADER_SIZE = 16

/**
 * The longest PDU of SMPP 3.4 is a submit_multi with 254 destinations and a 64 KiB message_payload, below 73,000.
 * A larger length is an attack or a bug.
 */
export const FRAME_SIZE_MAX = 73_728

export type FrameError = 'length-below-header' | 'length-above-max'

/** A frame is a view that is valid during `onFrame`; after an error close the stream. */
export class FrameCutter extends Cutter<FrameError> {
  constructor() {
    super(FRAMING)
  }
}

const FRAMING: Framing<FrameError> = {
  headSize: 4,
  sizeMax: FRAME_SIZE_MAX,
  sizeAt: (bytes, at) => bytes.readUInt32BE(at),
  wrong: size => {
    if (size < HEADER_SIZE) return 'length-below-header'
    return size > FRAME_SIZE_MAX ? 'length-above-max' : null
  },
}
