/**
 * The VP8 payload descriptor and the head of a frame (RFC 7741, sections 4.2 and 4.3), where they stand in a packet.
 *
 *       0 1 2 3 4 5 6 7
 *      +-+-+-+-+-+-+-+-+
 *      |X|R|N|S|R| PID |   S and PID 0: a frame begins
 *   X: |I|L|T|K|  RSV  |
 *   I: |M| picture id  |   M: 15 bits, else 7
 *   M: |  picture id   |
 *   L: |   TL0PICIDX   |
 *  T/K:|TID|Y| KEYIDX  |
 *      |    payload    |   of a frame's first packet: P in the lowest bit, 0 for a key frame, whose start code, width and
 *                          height follow (RFC 6386, section 9.1)
 *
 * Any octets are a descriptor or a fault, never an exception. One object reads packet after packet.
 */

export type Vp8Fault =
  /** The descriptor reaches beyond the payload. */
  | 'short'
  /** Nothing behind the descriptor. */
  | 'empty'

const LONG_PICTURE_ID = 0x80
const START_CODE = 0x9d012a
const KEY_FRAME_HEAD_SIZE = 10

export class Vp8Payload {
  /** Of this packet a frame's first octets are the first. */
  beginsFrame = false
  /** It begins a key frame: P is 0. Never true where `beginsFrame` is not. */
  beginsKeyFrame = false
  /** No other frame is decoded by this one (N). */
  isNotReferred = false
  /** -1 where there is none. */
  pictureId = -1
  /** 7 or 15; 0 where there is none. */
  pictureIdBits = 0
  pictureIdAt = 0
  /** -1 where there is none. */
  tl0PicIdx = -1
  tl0PicIdxAt = 0
  /** -1 where there is none. */
  tid = -1
  layerSync = false
  /** -1 where there is none. */
  keyIdx = -1
  /** Pixels; 0 where they do not stand in this packet. */
  width = 0
  height = 0
  /** Where the payload behind the descriptor begins. */
  at = 0

  /** The payload of one packet, from `from` to `to`. After a fault the fields are worthless. */
  read(bytes: Buffer, from: number, to: number): Vp8Fault | null {
    if (from >= to) return 'short'
    const first = bytes[from]
    let at = from + 1
    this.#forget()
    this.isNotReferred = (first & 0x20) !== 0
    this.beginsFrame = (first & 0x17) === 0x10
    if ((first & 0x80) !== 0) {
      if (at >= to) return 'short'
      const parts = bytes[at++]
      if ((parts & 0x80) !== 0) {
        if (at >= to) return 'short'
        const isLong = (bytes[at] & LONG_PICTURE_ID) !== 0
        if (isLong && at + 1 >= to) return 'short'
        this.pictureIdAt = at
        this.pictureIdBits = isLong ? 15 : 7
        this.pictureId = isLong ? ((bytes[at] & 0x7f) << 8) | bytes[at + 1] : bytes[at]
        at += isLong ? 2 : 1
      }
      if ((parts & 0x40) !== 0) {
        if (at >= to) return 'short'
        this.tl0PicIdxAt = at
        this.tl0PicIdx = bytes[at++]
      }
      if ((parts & 0x30) !== 0) {
        if (at >= to) return 'short'
        const layers = bytes[at++]
        if ((parts & 0x20) !== 0) this.tid = layers >> 6
        this.layerSync = (parts & 0x20) !== 0 && (layers & 0x20) !== 0
        if ((parts & 0x10) !== 0) this.keyIdx = layers & 0x1f
      }
    }
    if (at >= to) return 'empty'
    this.at = at
    if (this.beginsFrame && (bytes[at] & 1) === 0) {
      this.beginsKeyFrame = true
      this.#readSize(bytes, at, to)
    }
    return null
  }

  #forget(): void {
    this.beginsKeyFrame = false
    this.pictureId = -1
    this.pictureIdBits = 0
    this.tl0PicIdx = -1
    this.tid = -1
    this.layerSync = false
    this.keyIdx = -1
    this.width = 0
    this.height = 0
  }

  /** The two bits above each are a scale, which nobody applies. */
  #readSize(bytes: Buffer, at: number, to: number): void {
    if (at + KEY_FRAME_HEAD_SIZE > to || bytes.readUIntBE(at + 3, 3) !== START_CODE) return
    this.width = bytes.readUInt16LE(at + 6) & 0x3fff
    this.height = bytes.readUInt16LE(at + 8) & 0x3fff
  }
}

/** Writes the lowest bits of `pictureId` into a copy of the packet, as many as the original has; none where it has none. */
export function putPictureId(payload: Vp8Payload, copy: Buffer, pictureId: number): void {
  const at = payload.pictureIdAt
  if (payload.pictureIdBits === 7) copy[at] = pictureId & 0x7f
  if (payload.pictureIdBits !== 15) return
  copy[at] = LONG_PICTURE_ID | ((pictureId >> 8) & 0x7f)
  copy[at + 1] = pictureId
}

/** The same of TL0PICIDX, 8 bits. */
export function putTl0PicIdx(payload: Vp8Payload, copy: Buffer, tl0PicIdx: number): void {
  if (payload.tl0PicIdx >= 0) copy[payload.tl0PicIdxAt] = tl0PicIdx
}
