/**
 * Where a source's packet stands in its stream: the next one, one that leaves a gap, a late one, one that is here already, or
 * one that does not belong (RFC 3550, appendix A.1).
 *
 *      suspect |   late or duplicate   | highest |        ahead        | suspect
 *   ───────────┼───────── 1024 ────────┼─────────┼──────── 3000 ───────┼─────────── extended number
 *
 * A packet out of those bounds is suspect and counts for nothing, unless the one behind it in sequence comes next: then the
 * source has restarted, and its extended numbers go on beyond all that it had. What was asked for before a restart may come after
 * it, several in sequence: that is no way back. So an extended number is one packet, once.
 */
import { extendSequence, sequenceDelta } from './sequences.ts'

/** MAX_DROPOUT: about half a minute of video without a packet. */
export const DROPOUT_MAX = 3000
/** MAX_MISORDER: a packet that was asked for again comes up to a second and a half late. */
export const MISORDER_MAX = 1024
/** A power of two above DROPOUT_MAX + MISORDER_MAX. */
const WINDOW = 4096
/** A restarted source is further ahead than any comparison of 16 bits can tell. */
const RESTART_AHEAD = 0x18000

export type Placed = 'next' | 'ahead' | 'late' | 'duplicate' | 'suspect' | 'restarted'

export class SourceSequence {
  /** Of the packet that was placed last; worthless where it was suspect. */
  extended = 0
  /** The highest that came. */
  highest = 0
  #isFirst = true
  /** That which would make a suspect one believed; -1: none. */
  #believed = -1
  /** Where the source was before it restarted, lately; null: it did not. */
  #left: { readonly sequence: number; readonly until: number } | null = null
  /** 1: it came, by the lowest bits of its number. */
  readonly #came = new Uint8Array(WINDOW)

  /** The first packet is `next`. */
  place(sequence: number): Placed {
    if (this.#isFirst) {
      this.#isFirst = false
      this.#begin(sequence)
      return 'next'
    }
    const extended = extendSequence(this.highest, sequence)
    const ahead = extended - this.highest
    if (ahead > DROPOUT_MAX || ahead < -MISORDER_MAX) return this.#suspect(sequence)
    this.extended = extended
    this.#believed = -1
    const place = extended & (WINDOW - 1)
    if (ahead <= 0) {
      if (this.#came[place] === 1) return 'duplicate'
      this.#came[place] = 1
      return 'late'
    }
    for (let gap = this.highest + 1; gap < extended; gap++) this.#came[gap & (WINDOW - 1)] = 0
    this.#came[place] = 1
    this.highest = extended
    return ahead === 1 ? 'next' : 'ahead'
  }

  #suspect(sequence: number): Placed {
    if (this.#isOfBefore(sequence)) return 'suspect'
    if (sequence === this.#believed) {
      const left = this.highest & 0xffff
      this.#begin(extendSequence(this.highest + RESTART_AHEAD, sequence))
      this.#left = { sequence: left, until: this.highest + MISORDER_MAX }
      return 'restarted'
    }
    this.#believed = (sequence + 1) & 0xffff
    return 'suspect'
  }

  #isOfBefore(sequence: number): boolean {
    if (this.#left === null || this.highest > this.#left.until) return false
    return Math.abs(sequenceDelta(this.#left.sequence, sequence)) <= MISORDER_MAX
  }

  #begin(extended: number): void {
    this.#came.fill(0)
    this.#came[extended & (WINDOW - 1)] = 1
    this.#believed = -1
    this.extended = extended
    this.highest = extended
  }
}
