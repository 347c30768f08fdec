/**
 * How long a packet takes from its octets to 24 slots, by hand:
 *
 *   node bench/briefing/forward.bench.ts --packets 40000 --seed 1
 *
 * A packet is read, placed in its source's stream, and written into 24 outgoing buffers with the numbers of 24 slots: as they
 * are there again and again, and each allocated for its packet. No encryption, no sockets. Prints packets a second and
 * microseconds a packet, the machine beside it.
 */
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import type { Millis } from '../../src/base/clock.ts'
import { seeded } from '../../src/base/random.ts'
import { RtpPacket } from '../../src/rtp/packet.ts'
import { encodeRtp } from '../../src/rtp/packet-writer.ts'
import { Slot } from '../../src/rtp/slot.ts'
import { SourceSequence } from '../../src/rtp/source-sequence.ts'
import { AUDIO_RATE, VIDEO_RATE } from '../../src/rtp/times.ts'
import { Vp8Payload } from '../../src/rtp/vp8.ts'

const SLOTS = 24
const SSRC = 7
const WARM_UP = 3000

interface Kind {
  readonly name: string
  readonly isVideo: boolean
  readonly octets: number
}

const KINDS: readonly Kind[] = [
  { name: 'VP8, 1,100 octets', isVideo: true, octets: 1100 },
  { name: 'Opus, 80 octets', isVideo: false, octets: 80 },
]

interface BenchResult {
  readonly what: string
  /** Outgoing ones. */
  readonly packetsPerSecond: number
  /** Each outgoing one, its share of the reading in it. */
  readonly microseconds: number
}

/** A stream of which every third packet begins a frame, and the first a key frame. */
function packetsOf({ isVideo, octets }: Kind, count: number, seed: number): Buffer[] {
  const random = seeded(seed)
  const first = random.below(0x10000)
  return Array.from({ length: count }, (_, i) => {
    const frame = Math.floor(i / 3)
    const payload = Buffer.alloc(octets, i)
    const head = [i % 3 === 0 ? 0x90 : 0x80, 0x80, 0x80 | ((frame >> 8) & 0x7f), frame & 0xff]
    payload.set(isVideo ? [...head, i === 0 ? 0x10 : 0x11] : [0x48])
    return encodeRtp({
      payloadType: 96,
      marker: i % 3 === 2,
      sequence: (first + i) & 0xffff,
      timestamp: (isVideo ? frame * 4500 : i * 960) >>> 0,
      ssrc: SSRC,
      extensions: [
        { id: 1, data: Buffer.of(0xa8) },
        { id: 3, data: Buffer.of(1, 2, 3) },
      ],
      payload,
    })
  })
}

function slotsOf({ isVideo }: Kind): Slot[] {
  return Array.from({ length: SLOTS }, (_, i) => {
    const slot = new Slot({
      ssrc: 100 + i,
      payloadType: isVideo ? 96 : 111,
      clockRate: isVideo ? VIDEO_RATE : AUDIO_RATE,
      sequence: i * 1000,
      timestamp: i * 100_000,
      pictureId: i,
      leastAdvance: isVideo ? 4500 : 960,
      isVideo,
      extensionIds: Uint8Array.from({ length: 16 }, (_, id) => (id === 3 ? 3 : 0)),
      absSendTimeId: 3,
    })
    slot.give(0, { after: Number.NEGATIVE_INFINITY })
    return slot
  })
}

function run(kind: Kind, packets: readonly Buffer[], allocates: boolean): number {
  const rtp = new RtpPacket()
  const vp8 = new Vp8Payload()
  const source = new SourceSequence()
  const slots = slotsOf(kind)
  const outs = slots.map(() => Buffer.alloc(2000))
  const packet = { rtp, extended: 0, vp8: kind.isVideo ? vp8 : null, at: 0 as Millis }
  const begun = performance.now()
  for (const [i, bytes] of packets.entries()) {
    if (rtp.read(bytes) !== null) continue
    if (kind.isVideo) vp8.read(bytes, rtp.payloadAt, rtp.payloadEnd)
    source.place(rtp.sequence)
    packet.extended = source.extended
    packet.at = i as Millis
    for (let slot = 0; slot < SLOTS; slot++) {
      const out = allocates ? Buffer.allocUnsafe(bytes.length) : outs[slot]
      slots[slot].forward(0, packet, out, packet.at)
    }
  }
  return performance.now() - begun
}

export function bench(count: number, seed: number): BenchResult[] {
  return KINDS.flatMap(kind => {
    const packets = packetsOf(kind, count, seed)
    run(kind, packets.slice(0, WARM_UP), true)
    return [false, true].map(allocates => {
      const ms = run(kind, packets, allocates)
      return {
        what: `${kind.name}, ${allocates ? 'a new buffer each' : 'the same buffers'}`,
        packetsPerSecond: Math.round((count * SLOTS * 1000) / ms),
        microseconds: Number(((ms * 1000) / (count * SLOTS)).toFixed(3)),
      }
    })
  })
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { packets: { type: 'string', default: '40000' }, seed: { type: 'string', default: '1' } },
  })
  console.log(`${cpus().length} x ${cpus()[0]?.model}, Node ${process.version}, seed ${values.seed}`)
  console.table(bench(Number(values.packets), Number(values.seed)))
}
