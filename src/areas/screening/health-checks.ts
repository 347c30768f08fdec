/**
 * Health checks at the door, joined: store, trail, who is told, who listens; and what runs by itself.
 *
 * The duty officer is looked after every few seconds and at once after entries have come in; the retention every hour,
 * and at the start.
 */
import { join } from 'node:path'
import { changesRoom } from '../../http/feed.ts'
import { event, type Hub } from '../../http/hub.ts'
import type { Log } from '../../http/log.ts'
import type { Services } from '../../http/services.ts'
import type { Database } from '../../sql/database.ts'
import type { Actor } from '../rounds/model.ts'
import type { UseCases } from '../rounds/use-cases.ts'
import { type MailOptions, openMail } from './duty-mail.ts'
import type { ScreeningChange } from './model.ts'
import type { Teller } from './office.ts'
import { openScreening, type Screening } from './screening.ts'
import { screeningStore } from './sql.ts'
import { openWebPush, pushKey, type WebPush } from './web-push.ts'

export const LOOK_EVERY_MS = 15_000
export const FORGET_EVERY_MS = 3_600_000
/** Counts grow with everyone who comes in; a table that is drawn anew each time helps nobody. */
const COUNTS_EVERY_MS = 15_000

/** Ways of telling the duty officer; null: not set up. */
export interface DutyOptions {
  readonly mail: MailOptions | null
  readonly push: { readonly contact: string; readonly services: readonly string[] } | null
}

export const NOBODY_TOLD: DutyOptions = { mail: null, push: null }
const PUSH_KEY_FILE = 'push.key'

export interface HealthChecks {
  readonly screening: Screening<Actor>
  readonly afterIntake: () => void
  readonly push: Services['push']
  /** Deletes what is older than the retention. */
  forget(): Promise<void>
}

export async function openHealthChecks(needs: {
  readonly database: Database
  readonly authority: UseCases
  readonly hub: Hub
  readonly log: Log
  readonly duty: DutyOptions
  /** The data directory, for the key of push messages. */
  readonly directory: string
  /** Where people open the console. */
  readonly origin: string
  readonly nowMs: () => number
}): Promise<HealthChecks> {
  const { hub, log, duty } = needs
  const url = `${needs.origin}/screening`
  const push: WebPush | null =
    duty.push === null
      ? null
      : await openWebPush({
          ...duty.push,
          key: await pushKey(join(needs.directory, PUSH_KEY_FILE)),
          url,
        })
  const tellers: Teller[] = [
    ...(push === null ? [] : [push]),
    ...(duty.mail === null ? [] : [openMail(duty.mail, url)]),
  ]
  const screening = openScreening<Actor>({
    store: screeningStore(needs.database),
    tellers,
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
    push,
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
