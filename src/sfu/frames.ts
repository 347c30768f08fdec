/**
 * How the server and its media process speak with each other: JSON in frames, over a pipe of their own.
 *
 *   | octets of it, 4 | JSON, UTF-8 |
 *
 * What comes is unknown to this file: who reads it looks at its shape. A frame longer than FRAME_SIZE_MAX ends the conversation.
 */
import { FrameCutter, type Framing } from '../base/frame-cutter.ts'

const HEAD_SIZE = 4
/** Accounts of many sites, or a description at its longest. */
const FRAME_SIZE_MAX = 1 << 20

const FRAMING: Framing<'size'> = {
  headSize: HEAD_SIZE,
  sizeMax: FRAME_SIZE_MAX,
  sizeAt: (octets, at) => octets.readUInt32BE(at) + HEAD_SIZE,
  wrong: size => (size > FRAME_SIZE_MAX ? 'size' : null),
}

export function frameOf(value: unknown): Buffer {
  const json = Buffer.from(JSON.stringify(value))
  const head = Buffer.alloc(HEAD_SIZE)
  head.writeUInt32BE(json.length)
  return Buffer.concat([head, json])
}

export class FrameReader {
  readonly #cutter = new FrameCutter(FRAMING)

  /** False: what came is no conversation of ours, and nothing is read any more. */
  push(octets: Buffer, onValue: (value: unknown) => void): boolean {
    try {
      const wrong = this.#cutter.push(octets, frame => {
        onValue(JSON.parse(frame.toString('utf8', HEAD_SIZE)))
      })
      return wrong === null
    } catch (error) {
      if (error instanceof SyntaxError) return false
      throw error
    }
  }
}
