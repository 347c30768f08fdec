/**
 * Packets of RTP, each with its time, in one file.
 *
 *   ┌──────┬────────────┬────────┬───────────┐
 *   │ kind │ ms, 32 bit │ octets │ packet    │  …      big-endian; octets: 16 bits
 *   └──────┴────────────┴────────┴───────────┘
 */
const KINDS = ['voice', 'picture'] as const
const HEAD = 7

export type DumpKind = (typeof KINDS)[number]

/** Ticks a second. */
export const DUMP_RATES: Readonly<Record<DumpKind, number>> = { voice: 48_000, picture: 90_000 }

export interface Dumped {
  readonly kind: DumpKind
  readonly atMs: number
  readonly octets: Buffer
}

export function encodeDump(packets: readonly Dumped[]): Buffer {
  return Buffer.concat(
    packets.flatMap(({ kind, atMs, octets }) => {
      const head = Buffer.alloc(HEAD)
      head[0] = KINDS.indexOf(kind)
      head.writeUInt32BE(atMs, 1)
      head.writeUInt16BE(octets.length, 5)
      return [head, octets]
    }),
  )
}

export function readDump(bytes: Buffer): Dumped[] {
  const packets: Dumped[] = []
  for (let at = 0; at < bytes.length; ) {
    const end = at + HEAD + bytes.readUInt16BE(at + 5)
    const octets = bytes.subarray(at + HEAD, end)
    packets.push({ kind: KINDS[bytes[at]], atMs: bytes.readUInt32BE(at + 1), octets })
    at = end
  }
  return packets
}
