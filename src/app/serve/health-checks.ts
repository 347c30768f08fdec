/**
 * Health checks at the door, joined: store, trail, who is told, who listens; and what runs by itself.
 *
 * The duty officer is looked after every few seconds and at once after entries have come in; the retention every hour,
 * and at the start.
 */
import type { Actor } from '../../authority/model.ts'
import type { UseCases } from '../../authority/use-cases.ts'
import { changesRoom } from '../../http/feed.ts'
import { event, type Hub } from '../../http/hub.ts'
import type { Log } from '../../http/log.ts'
import type { Services } from '../../http/services.ts'
import type { ScreeningChange } from '../../screening/model.ts'
import type { Teller } from '../../screening/office.ts'
import { openScreening, type Screening } from '../../screening/screening.ts'
import type { Database } from '../../sql/database.ts'
import { screeningStore } from '../../sql/screening.ts'

export const LOOK_EVERY_MS = 15_000
export const FORGET_EVERY_MS = 3_600_000
/** Counts grow with everyone who comes in; a table that is drawn anew each time helps nobody. */
const COUNTS_EVERY_MS = 15_000

export interface HealthChecks {
  readonly screening: Screening<Actor>
  readonly afterIntake: () => void
  readonly push: Services['push']
  /** Deletes what is older than the retention. */
  forget(): Promise<void>
}

export function openHealthChecks(needs: {
  readonly database: Database
  readonly authority: UseCases
  readonly hub: Hub
  readonly log: Log
  readonly tellers: readonly Teller[]
  readonly push: Services['push']
  readonly nowMs: () => number
}): HealthChecks {
  const { hub, log } = needs
  const screening = openScreening<Actor>({
    store: screeningStore(needs.database),
    tellers: needs.tellers,
    now: needs.nowMs,
    record: async (actor, deed) => await needs.authority.record(actor, deed),
    tell: throttled(change => {
      const room = changesRoom(null)
      if (hub.watchersIn(room) > 0)
        hub.send(room, `screening ${change.what}`, event('change', change))
    }, needs.nowMs),
  })
  return {
    screening,
    push: needs.push,
    afterIntake: () => {
      screening.lookAfter().catch(error => log.unexpected('duty', error))
    },
    forget: async () => {
      const { entries, isScrubbed } = await screening.forget()
      if (entries > 0) log.info('entries beyond the retention were deleted')
      if (!isScrubbed) log.warn('their octets are still in the log of writes: it is being read')
    },
  }
}

function throttled(
  tell: (change: ScreeningChange) => void,
  nowMs: () => number,
): (change: ScreeningChange) => void {
  let toldMs = 0
  return change => {
    if (change.what === 'counts') {
      if (nowMs() - toldMs < COUNTS_EVERY_MS) return
      toldMs = nowMs()
    }
    tell(change)
  }
}
