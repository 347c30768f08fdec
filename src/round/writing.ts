/**
 * What goes out next on a lane: segments that go again, then the message that it is at, then the next of the walk; as
 * many as its window, the round's pace and the synced intent mark allow.
 *
 * Knows no socket; whether the round may write at all is its owner's business.
 */
import type { Accounts } from './accounts.ts'
import type { Cursor } from './cursor.ts'
import type { Lane } from './lane.ts'
import { type Ledger, SUBMITTED } from './ledger.ts'
import type { RoundPace } from './round-pace.ts'
import type { NumberOf, SubmitTemplates } from './templates.ts'
import type { Walk } from './walk.ts'

export class Writing {
  readonly #ledger: Ledger
  readonly #accounts: Accounts
  readonly #walk: Walk
  readonly #pace: RoundPace
  readonly #templates: SubmitTemplates
  readonly #numberOf: NumberOf
  readonly #waitingMax: number

  constructor(options: {
    ledger: Ledger
    accounts: Accounts
    walk: Walk
    pace: RoundPace
    templates: SubmitTemplates
    numberOf: NumberOf
    /** Segments that may wait for another try before no new subscriber is begun. */
    waitingMax: number
  }) {
    this.#ledger = options.ledger
    this.#accounts = options.accounts
    this.#walk = options.walk
    this.#pace = options.pace
    this.#templates = options.templates
    this.#numberOf = options.numberOf
    this.#waitingMax = options.waitingMax
  }

  /** Gives how many were written; nothing is flushed. `walkEnd`: how far the walk may go. */
  write(lane: Lane, walkEnd: number, now: number): number {
    const accounts = this.#accounts
    const room = Math.min(lane.room(now), this.#pace.room(now))
    let wrote = 0
    while (wrote < room && lane.out.reserve(this.#templates.sizeMax)) {
      const again = accounts.hasReady ? accounts.takeReady() : null
      const count = again === null ? this.#writeNext(lane, room - wrote, walkEnd, now) : 1
      if (again !== null) this.#writeOne(lane, again.rank, again.segment, now)
      if (count === 0) break
      wrote += count
    }
    if (wrote > 0) this.#wrote(lane, wrote)
    return wrote
  }

  #writeOne({ flight, out }: Lane, rank: number, segment: number, now: number): void {
    const sequence = flight.add(rank, segment, now)
    out.at = this.#templates.write(out.bytes, out.at, segment, sequence, this.#numberOf(rank))
  }

  /** In turn, `most` at most: as many as are laid out at once. */
  #writeNext(lane: Lane, most: number, walkEnd: number, now: number): number {
    const { cursor, flight, out } = lane
    const walk = this.#walk
    const templates = this.#templates
    const begins = this.#accounts.waiting < this.#waitingMax ? walk.room(walkEnd) : 0
    if (cursor.isResting && begins <= 0) return 0
    if (!templates.isOfRun(this.#numberOf(cursor.isResting ? walk.at : cursor.rank))) {
      if (cursor.isResting) this.#begin(cursor)
      const { rank } = cursor
      this.#writeOne(lane, rank, cursor.next(), now)
      return 1
    }
    const fit = Math.floor((out.bytes.length - out.at) / templates.sizeMax)
    const laid = templates.lay(out.bytes, out.at, cursor.segment, Math.min(most, fit))
    const { view } = out
    let { at } = out
    let left = begins
    let count = 0
    let number = cursor.isResting ? 0 : this.#numberOf(cursor.rank)
    for (; count < laid; count++) {
      if (cursor.isResting) {
        number = left > 0 ? this.#numberOf(walk.at) : 0
        if (!templates.isOfRun(number)) break
        left--
        this.#begin(cursor)
      }
      const { rank } = cursor
      const segment = cursor.next()
      at = templates.address(view, at, segment, flight.add(rank, segment, now), number)
    }
    out.at = at
    return count
  }

  #begin(cursor: Cursor): void {
    cursor.begin(this.#walk.begin())
    this.#ledger.begin(cursor.rank)
  }

  #wrote(lane: Lane, count: number): void {
    this.#ledger.counters[SUBMITTED] += count
    lane.counts.submitted += count
    lane.flow.wrote(count)
    this.#pace.wrote(count)
  }
}
