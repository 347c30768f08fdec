/**
 * What a picture says of itself in its first octets: which of three forms it is, how wide and how high. Nothing is decoded: a page
 * is shown by browsers, which have been told its type and guess none.
 *
 *   PNG   89 P N G 0D 0A 1A 0A │ length 4 │ I H D R │ width 4 │ height 4 …              ISO/IEC 15948, 5.2 and 11.2.2
 *   JPEG  FF D8 │ FF marker │ length 2 │ … │ FF SOF │ length 2 │ bits 1 │ height 2 │ width 2 …     ITU-T T.81, B.2.2
 *   WebP  R I F F │ size 4 │ W E B P │ VP8 , VP8L or VP8X │ size 4 │ …                              RFC 9649, 2 and 3
 *
 * Hostile octets cost a bounded number of steps, and are no picture. Pure.
 */

export interface Picture {
  readonly type: 'image/png' | 'image/jpeg' | 'image/webp'
  readonly width: number
  readonly height: number
}

/** Null: it is none of the three. */
export function pictureOf(octets: Uint8Array): Picture | null {
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength)
  try {
    const found = pngOf(view) ?? jpegOf(view) ?? webpOf(view)
    return found === null || found.width < 1 || found.height < 1 ? null : found
  } catch (error) {
    // It ends before its own header does.
    if (error instanceof RangeError) return null
    throw error
  }
}

const PNG_SIGNATURE = 0x89504e470d0a1a0an
const IHDR = 0x49484452

function pngOf(view: DataView): Picture | null {
  if (view.getBigUint64(0) !== PNG_SIGNATURE || view.getUint32(12) !== IHDR) return null
  return { type: 'image/png', width: view.getUint32(16), height: view.getUint32(20) }
}

const START_OF_IMAGE = 0xffd8
/** Segments before the frame: a few of metadata. */
const SEGMENTS_MAX = 1000

function jpegOf(view: DataView): Picture | null {
  if (view.getUint16(0) !== START_OF_IMAGE) return null
  let at = 2
  for (let segment = 0; segment < SEGMENTS_MAX; segment++) {
    if (view.getUint8(at) !== 0xff) return null
    const marker = view.getUint8(at + 1)
    // Fill octets before a marker.
    if (marker === 0xff) at += 1
    else if (isFrame(marker))
      return { type: 'image/jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    else {
      const length = view.getUint16(at + 2)
      // Start of scan or end of image before any frame, or a length that leaves out itself.
      if (marker === 0xda || marker === 0xd9 || length < 2) return null
      at += 2 + length
    }
  }
  return null
}

/** SOF0 to SOF15, without the tables DHT and DAC and the reserved JPG. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
}

const RIFF = 0x52494646
const WEBP = 0x57454250
const [VP8, VP8L, VP8X] = [0x56503820, 0x5650384c, 0x56503858]

function webpOf(view: DataView): Picture | null {
  if (view.getUint32(0) !== RIFF || view.getUint32(8) !== WEBP) return null
  const type = 'image/webp'
  switch (view.getUint32(12)) {
    // A frame tag of 3 octets, a start code, and 14 bits each, the upper two for scaling (RFC 6386, 9.1).
    case VP8:
      if (view.getUint8(23) !== 0x9d || view.getUint16(24) !== 0x012a) return null
      return { type, width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
    // A signature, then 14 bits each, less one.
    case VP8L: {
      if (view.getUint8(20) !== 0x2f) return null
      const bits = view.getUint32(21, true)
      return { type, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
    }
    // 24 bits each, less one.
    case VP8X:
      return { type, width: uint24(view, 24) + 1, height: uint24(view, 27) + 1 }
    default:
      return null
  }
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) | (view.getUint8(at + 2) << 16)
}
