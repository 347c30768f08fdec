/**
 * For how long what a synced group allows may be written. A process that was suspended, or whose disk hangs, knows nothing of
 * what was decided meanwhile: its permission has aged, and it writes nothing until a later group is synced.
 *
 * Knows no disk and no clock: its owner says when a group is sent and when it is stored.
 *
 * Invariant: a permission dates from when its group was sent, not from when it was stored.
 */

/** From when the last stored group was sent. */
export const PERMISSION_MS = 2000
/** So old it is asked for anew, so that a round with nothing to tell goes on. */
const RENEWED_MS = 1000

export class Permission {
  #from = Number.NEGATIVE_INFINITY

  /** The group that was sent at `sentAt` is stored. */
  stored(sentAt: number): void {
    this.#from = sentAt
  }

  isAlive(now: number): boolean {
    return now - this.#from <= PERMISSION_MS
  }

  isOld(now: number): boolean {
    return now - this.#from >= RENEWED_MS
  }
}
