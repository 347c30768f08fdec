/**
 * What goes out next on a lane: segments that go again, then the message that it is at, then the next of the walk; as
 * many as its window, the round's pace and the synced intent mark allow.
 *
 * Knows no socket; whether the round may write at all is its owner's business.
 */
import type { Accounts } from './accounts.ts'
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
    const { flight, out, cursor } = lane
    const accounts = this.#accounts
    const walk = this.#walk
    const templates = this.#templates
    const room = Math.min(lane.room(now), this.#pace.room(now))
    let begins = accounts.waiting < this.#waitingMax ? walk.room(walkEnd) : 0
    let wrote = 0
    while (wrote < room && out.reserve(templates.sizeMax)) {
      const again = accounts.hasReady ? accounts.takeReady() : null
      let rank: number
      let segment: number
      if (again !== null) {
        rank = again.rank
        segment = again.segment
      } else {
        if (cursor.isResting) {
          if (begins <= 0) break
          begins--
          cursor.begin(walk.begin())
          this.#ledger.begin(cursor.rank)
        }
        rank = cursor.rank
        segment = cursor.next()
      }
      const sequence = flight.add(rank, segment, now)
      out.at = templates.write(out.bytes, out.at, segment, sequence, this.#numberOf(rank))
      wrote++
    }
    if (wrote > 0) this.#wrote(lane, wrote)
    return wrote
  }

  #wrote(lane: Lane, count: number): void {
    this.#ledger.counters[SUBMITTED] += count
    lane.counts.submitted += count
    lane.flow.wrote(count)
    this.#pace.wrote(count)
  }
}
