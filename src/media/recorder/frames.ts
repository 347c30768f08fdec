/**
 * Whole VP8 frames out of packets in order (RFC 7741, section 4.4): from the first of a frame to the one with the marker, none
 * missing between, nor between one frame and the next.
 *
 * A frame that is not whole is left out, and all behind it until a key frame begins, for none of them can be decoded.
 */
import type { Due } from './take.ts'

export const FRAME_OCTETS_MAX = 2_000_000

export interface Frame {
  readonly at: number
  readonly isKey: boolean
  readonly octets: Buffer
}

interface Begun {
  readonly at: number
  readonly isKey: boolean
  readonly timestamp: number
  readonly parts: Buffer[]
  octets: number
}

export class Frames {
  #begun: Begun | null = null
  /** The number that comes next; null: any may. */
  #next: number | null = null
  #needsKeyFrame = true

  get needsKeyFrame(): boolean {
    return this.#needsKeyFrame
  }

  /** Another source, or another picture, stands there now. */
  begin(): void {
    this.#begun = null
    this.#next = null
    this.#needsKeyFrame = true
  }

  /** A frame that is whole by this packet. */
  add({ packet, at }: Due): Frame | null {
    const { extended, payload, beginsFrame, beginsKeyFrame, timestamp, marker } = packet
    if (this.#next !== null && extended !== this.#next) this.#break()
    this.#next = extended + 1
    // Without a payload it only fills its place in the sequence.
    if (payload.length === 0) return null
    if (beginsFrame) {
      if (this.#begun !== null) this.#break()
      if (beginsKeyFrame) this.#needsKeyFrame = false
      if (this.#needsKeyFrame) return null
      this.#begun = { at, isKey: beginsKeyFrame, timestamp, parts: [], octets: 0 }
    }
    const begun = this.#begun
    if (begun === null || begun.timestamp !== timestamp) {
      this.#break()
      return null
    }
    begun.parts.push(payload)
    begun.octets += payload.length
    if (begun.octets > FRAME_OCTETS_MAX) this.#break()
    if (!marker || this.#begun === null) return null
    this.#begun = null
    return { at: begun.at, isKey: begun.isKey, octets: Buffer.concat(begun.parts) }
  }

  #break(): void {
    this.#begun = null
    this.#needsKeyFrame = true
  }
}
