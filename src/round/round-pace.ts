/**
 * The pace of the whole round, in segments per second; 0 is no limit.
 *
 * Invariant: never more than the pace in any second, wherever it begins: a centre counts its seconds, not ours. So what
 * a late tick missed is caught up only as far as the last second has room.
 */

/** What a late tick left unsent may be caught up within this time. */
const CATCH_UP_MS = 250
/** A second is watched in so many pieces. */
const PIECES = 200
const PIECE_MS = 1000 / PIECES

export class RoundPace {
  readonly #perSecond: number
  #allowance = 0
  #refilledAt: number
  /** Segments written in each piece of the last second, and one piece more: the oldest is never quite over. */
  readonly #written = new Float64Array(PIECES + 1)
  #piece: number
  #inSecond = 0

  constructor(options: { perSecond: number; now: number }) {
    this.#perSecond = options.perSecond
    this.#refilledAt = options.now
    this.#piece = Math.floor(options.now / PIECE_MS)
  }

  room(now: number): number {
    if (this.#perSecond === 0) return Number.MAX_SAFE_INTEGER
    this.#forgetBefore(Math.floor(now / PIECE_MS))
    const most = Math.max(1, (this.#perSecond * CATCH_UP_MS) / 1000)
    const due = ((now - this.#refilledAt) * this.#perSecond) / 1000
    this.#allowance = Math.min(most, this.#allowance + due)
    this.#refilledAt = now
    return Math.floor(Math.min(this.#allowance, this.#perSecond - this.#inSecond))
  }

  wrote(count: number): void {
    if (this.#perSecond === 0) return
    this.#allowance -= count
    this.#written[this.#piece % this.#written.length] += count
    this.#inSecond += count
  }

  #forgetBefore(piece: number): void {
    const passed = Math.min(piece - this.#piece, this.#written.length)
    for (let i = 1; i <= passed; i++) {
      const at = (this.#piece + i) % this.#written.length
      this.#inSecond -= this.#written[at]
      this.#written[at] = 0
    }
    if (piece > this.#piece) this.#piece = piece
  }
}
