/**
 * The text of each part, as it first came: every later copy of that part must be the same, octet for octet.
 *
 * Knows no destination. Bounded: parts past the bound are counted, not compared.
 */
import { createHash } from 'node:crypto'
import type { Part } from './record.ts'

const PAYLOADS_MAX = 65_536

export interface Payload {
  readonly part: Part
  readonly data_coding: number
  readonly first: Uint8Array
  /** Copies equal to the first, itself among them. */
  same: number
  differing: number
}

export interface PayloadSummary extends Part {
  readonly data_coding: number
  readonly octets: number
  readonly sha256: string
  readonly same: number
  readonly differing: number
}

export class Payloads {
  readonly #all = new Map<string, Payload>()
  /** Copies of parts that the bound left out. */
  uncompared = 0

  /** The part's payload, and whether this copy of it equals the first. Null past the bound. */
  find(part: Part, data_coding: number, octets: Uint8Array): [Payload, boolean] | null {
    const key = `${part.reference}/${part.parts}/${part.part}`
    const known = this.#all.get(key)
    if (known !== undefined)
      return [known, known.data_coding === data_coding && Buffer.compare(known.first, octets) === 0]
    if (this.#all.size === PAYLOADS_MAX) return null
    const payload = { part, data_coding, first: new Uint8Array(octets), same: 0, differing: 0 }
    this.#all.set(key, payload)
    return [payload, true]
  }

  get differing(): number {
    let sum = 0
    for (const payload of this.#all.values()) sum += payload.differing
    return sum
  }

  /** The first `most` of them in the order they came. */
  summaries(most: number): PayloadSummary[] {
    return [...this.#all.values()]
      .slice(0, most)
      .map(each => ({
        ...each.part,
        data_coding: each.data_coding,
        octets: each.first.length,
        sha256: createHash('sha256').update(each.first).digest('hex'),
        same: each.same,
        differing: each.differing,
      }))
  }
}
