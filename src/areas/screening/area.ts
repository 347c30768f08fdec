/**
 * Health checks at the door as an area: doors and kiosks, what comes in, who is told, what is kept.
 *
 * The duty officer is looked after every few seconds and at once after entries have come in; the retention every hour,
 * and at the start.
 */

import type { Area } from '../../authority/area.ts'
import type { Mailer } from '../../authority/mailer.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import type { PushChannel } from '../../channels/push/push.ts'
import type { OpenArea } from '../../http/area.ts'
import type { Hearers } from '../../http/changes-feed.ts'
import type { Log } from '../../http/log.ts'
import type { Database } from '../../sql/database.ts'
import type { AreaTables } from '../../sql/store.ts'
import { screeningContract } from './contract.ts'
import { byMail } from './duty-mail.ts'
import { byPush } from './duty-push.ts'
import { atKiosk } from './kiosk-device.ts'
import type { Teller } from './office.ts'
import { screeningOverview } from './overview.ts'
import { screeningRoutes } from './routes.ts'
import { screeningIntake, screeningTables } from './sql.ts'
import { type Screening, screeningUseCases } from './use-cases.ts'
import { trailWords } from './words-trail.ts'

export const screening: Area<AreaTables> = {
  name: 'screening',
  contract: screeningContract,
  shapes: {},
  tables: screeningTables,
  trail: trailWords,
  // Alerts wait for whoever is on duty, on their own page.
  hands: { screening: null },
}

const LOOK_EVERY_MS = 15_000
const FORGET_EVERY_MS = 3_600_000
/** Counts grow with everyone who comes in; a table that is drawn anew each time helps nobody. */
const COUNTS_EVERY_MS = 15_000

export interface OpenScreening extends OpenArea {
  readonly useCases: Screening
}

export async function openScreeningArea(needs: {
  readonly work: UnitOfWork
  readonly database: Database
  readonly log: Log
  /** Whom alerts go to by mail. */
  readonly dutyMail: readonly string[]
  /** Null: nobody is told that way. */
  readonly mailer: Mailer | null
  readonly push: PushChannel | null
  /** Where people open the console. */
  readonly origin: string
}): Promise<OpenScreening> {
  const { work, log, dutyMail, mailer, push } = needs
  const url = `${needs.origin}/screening`
  const tellers: Teller[] = [
    ...(push === null ? [] : [byPush(push.provider, url)]),
    ...(mailer === null || dutyMail.length === 0 ? [] : [byMail(mailer, dutyMail, url)]),
  ]
  const useCases = screeningUseCases({ work, intake: screeningIntake(needs.database), tellers })
  const lookAfter = () => {
    if (work.shift.isOurs()) useCases.lookAfter().catch(error => log.unexpected('duty', error))
  }
  return {
    useCases,
    routes: screeningRoutes({ screening: useCases, push, nowMs: work.now, afterIntake: lookAfter }),
    devices: { kiosk: atKiosk(useCases) },
    overview: screeningOverview(work.store),
    hears: { screening: throttled(work.now, lookAfter) },
    jobs: [
      { everyMs: LOOK_EVERY_MS, act: async () => await useCases.lookAfter() },
      { everyMs: FORGET_EVERY_MS, act: async () => await forget(useCases, log), atStart: true },
    ],
  }
}

/** Deletes what is older than the retention. */
async function forget(useCases: Screening, log: Log): Promise<void> {
  const { entries, isScrubbed } = await useCases.forget()
  if (entries > 0) log.info('expired entries deleted')
  if (!isScrubbed) log.warn('deleted entries still in the write-ahead log, will retry')
}

function throttled(nowMs: () => number, lookAfter: () => void): NonNullable<Hearers['screening']> {
  let toldMs = 0
  return (change, feed) => {
    // Wherever somebody came in: whose shift it is tells whoever is on duty.
    if (change.what === 'alerts') lookAfter()
    if (change.what === 'counts') {
      if (nowMs() - toldMs < COUNTS_EVERY_MS) return
      toldMs = nowMs()
    }
    const key = `screening ${change.what}`
    feed.toDuty(change, key)
    // The instant of an alert tells who has a fever to whoever sees people come in.
    if (change.what !== 'alerts') feed.toMinistry(change, key)
  }
}
