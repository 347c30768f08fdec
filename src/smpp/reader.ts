/**
 * Reads the field kinds of SMPP (section 3.1) off a frame. Never throws, never reads beyond the frame.
 *
 * Knows no PDU. A *wide* reader, for responses, takes what is there and gives 0 or empty for the rest; a narrow one
 * names the command_status that the first missing field deserves.
 */
import { HEADER_SIZE } from './frames.ts'
import { STATUSES } from './statuses.ts'

export const NO_OCTETS = Buffer.alloc(0)

/** Where we are in a frame, and what was wrong with it. A wide reader takes what is there and goes on. */
export class Reader {
  at = HEADER_SIZE
  readonly end: number
  stray = false
  cut = false
  problem: number = STATUSES.ESME_ROK
  readonly bytes: Buffer
  readonly wide: boolean

  constructor(bytes: Buffer, wide: boolean) {
    this.bytes = bytes
    this.end = bytes.length
    this.wide = wide
  }

  /** A field ends beyond the body. */
  short(status: number = STATUSES.ESME_RINVCMDLEN): void {
    if (this.at < this.end) this.stray = true
    this.cut = true
    this.at = this.end
    if (!this.wide && this.problem === STATUSES.ESME_ROK) this.problem = status
  }

  u8(): number {
    if (this.at < this.end) return this.bytes[this.at++] as number
    this.short()
    return 0
  }

  u32(): number {
    if (this.end - this.at < 4) {
      this.short()
      return 0
    }
    const value = this.bytes.readUInt32BE(this.at)
    this.at += 4
    return value
  }

  cstring(): string {
    const { bytes, at, end } = this
    let nul = at
    while (nul < end && bytes[nul] !== 0) nul += 1
    const text = nul === at ? '' : bytes.toString('latin1', at, nul)
    this.at = nul + 1
    if (nul === end) {
      this.at = at
      this.short()
    }
    return text
  }

  octets(length: number): Buffer {
    if (this.end - this.at < length) {
      this.short(STATUSES.ESME_RINVMSGLEN)
      return NO_OCTETS
    }
    const from = this.at
    this.at += length
    return length === 0 ? NO_OCTETS : Buffer.from(this.bytes.subarray(from, this.at))
  }
}
