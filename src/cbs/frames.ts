/**
 * Cuts a TCP byte stream into whole CBSP messages.
 *
 *   0        1                                4
 *   +--------+--------------------------------+-----------
 *   | type   | octets that follow (3)         | elements…
 *   +--------+--------------------------------+-----------
 *
 * How, and what holds meanwhile, is in base/frame-cutter.ts. Source: 3GPP TS 48.049 section 8.1.2.
 */
import { FrameCutter as Cutter, type Framing } from '../base/frame-cutter.ts'

export const HEADER_SIZE = 4

/** What follows the header. The field could say 16 MiB: nobody has so many cells, and who says so is an attack or a bug. */
export const BODY_SIZE_MAX = 1024 * 1024

export type FrameError = 'length-above-max'

/** A frame is a view that is valid during `onFrame`; after an error close the stream. */
export class FrameCutter extends Cutter<FrameError> {
  constructor() {
    super(FRAMING)
  }
}

const FRAMING: Framing<FrameError> = {
  headSize: HEADER_SIZE,
  sizeMax: HEADER_SIZE + BODY_SIZE_MAX,
  sizeAt: (bytes, at) => HEADER_SIZE + bytes.readUIntBE(at + 1, 3),
  wrong: size => (size > HEADER_SIZE + BODY_SIZE_MAX ? 'length-above-max' : null),
}
