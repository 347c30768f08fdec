/**
 * Sounds that devices fetch: an urgent one is asked for by thousands at once, and its octets are read from the database once and held
 * once, however slowly they are taken. The longest unasked is let go of.
 */
const OCTETS_MAX = 64 * 1024 * 1024
/** Written to a device at a time. */
const PIECE = 64 * 1024

export class KeptSounds {
  readonly #read: (sha256: string) => Promise<{ readonly octets: Buffer } | null>
  readonly #octetsMax: number
  /** Those asked for last are the last. */
  readonly #kept = new Map<string, Buffer>()
  readonly #asked = new Map<string, Promise<Buffer | null>>()
  #octets = 0

  constructor(read: (sha256: string) => Promise<{ readonly octets: Buffer } | null>, { octetsMax = OCTETS_MAX } = {}) {
    this.#read = read
    this.#octetsMax = octetsMax
  }

  async of(sha256: string): Promise<Buffer | null> {
    const kept = this.#kept.get(sha256)
    if (kept !== undefined) {
      this.#kept.delete(sha256)
      this.#kept.set(sha256, kept)
      return kept
    }
    const asked = this.#asked.get(sha256) ?? this.#ask(sha256)
    this.#asked.set(sha256, asked)
    return await asked
  }

  async #ask(sha256: string): Promise<Buffer | null> {
    try {
      const octets = (await this.#read(sha256))?.octets ?? null
      if (octets !== null) this.#keep(sha256, octets)
      return octets
    } finally {
      this.#asked.delete(sha256)
    }
  }

  #keep(sha256: string, octets: Buffer): void {
    if (octets.length > this.#octetsMax) return
    this.#kept.set(sha256, octets)
    this.#octets += octets.length
    for (const [oldest, { length }] of this.#kept) {
      if (this.#octets <= this.#octetsMax) break
      this.#kept.delete(oldest)
      this.#octets -= length
    }
  }
}

/** Piece by piece as they are taken: whoever reads slowly holds none of them twice. */
export function streamed(octets: Buffer): ReadableStream<Uint8Array> {
  let at = 0
  return new ReadableStream<Uint8Array>(
    {
      pull: controller => {
        if (at < octets.length) controller.enqueue(octets.subarray(at, at + PIECE))
        at += PIECE
        if (at >= octets.length) controller.close()
      },
    },
    { highWaterMark: 0 },
  )
}
