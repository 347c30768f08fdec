/** The store of bulletins on SQLite and PostgreSQL: `src/areas/bulletins/store.ts` says what must hold. */

import type { Kysely } from 'kysely'
import { all, one, put, type RowOf, record } from '../../sql/record.ts'
import type { AreaTables } from '../../sql/store.ts'
import type { SentAlert } from './cap-alerts.ts'
import type { CapWriting } from './cap-store.ts'
import { bulletinFailure } from './failures.ts'
import { heldBy } from './held.ts'
import { bulletins } from './migrations/013-bulletins.ts'
import { capAlerts } from './migrations/018-cap-alerts.ts'
import { doubtedBulletins } from './migrations/019-doubted-bulletins.ts'
import { bulletinsAgain } from './migrations/029-bulletins-again.ts'
import { bulletinsOn } from './sql-bulletins.ts'
import { filesOn } from './sql-files.ts'
import { releasesOn } from './sql-releases.ts'
import type { BulletinWriting } from './store.ts'
import { type BulletinTables, placement } from './tables.ts'

/* Signed alerts on a database. */

const sent = record<SentAlert>()({
  plain: 'serial bulletin identifier sender sentMs=sent_at expiresMs=expires_at publicMs=public_at',
})

type CapTables = {
  /** What was signed, by the serial of its release; never changed. Instants are milliseconds since 1970. */
  cap_alert: RowOf<typeof sent> & { xml: string }
}

function capAlertsOn(db: Kysely<CapTables>): CapWriting {
  const alerts = () => db.selectFrom('cap_alert')
  return {
    alertsOf: async bulletin =>
      await all(alerts().select(sent.columns).where('bulletin', '=', bulletin).orderBy('serial'), sent.of),
    signedAlert: async identifier =>
      await one(alerts().selectAll().where('identifier', '=', identifier), row => ({ ...sent.of(row), xml: row.xml })),
    insertAlert: async alert => {
      await db
        .insertInto('cap_alert')
        .values({ ...sent.row(alert), xml: alert.xml })
        .execute()
    },
  }
}

export const bulletinTables: AreaTables = {
  rows: {
    bulletins: core => {
      const db = core.withTables<BulletinTables>()
      return { ...bulletinsOn(db), ...releasesOn(db), ...filesOn(db), ...placementsOn(db) } satisfies BulletinWriting
    },
    'cap-alerts': core => capAlertsOn(core.withTables<CapTables>()),
  },
  migrations: [bulletins, capAlerts, doubtedBulletins, bulletinsAgain],
  // What was to be released after the backup may have been, or sent back: people look at it first.
  restored: [
    `update bulletin set due_at = null, held = '${JSON.stringify(heldBy(bulletinFailure('bulletinRestored'))).replaceAll("'", "''")}'
     where due_at is not null`,
    // What stood then may have been taken back since: nobody is told of it before people say that it stands.
    "update bulletin set released_doubted = 1 where released_kind in ('publish', 'correct')",
  ],
}

/* Placements on a database. */

type PlacementRows = Pick<BulletinWriting, 'placement' | 'placementsOf' | 'countPlacements' | 'putPlacement'>

function placementsOn(db: Kysely<BulletinTables>): PlacementRows {
  const placements = () => db.selectFrom('bulletin_placement').selectAll()
  return {
    placement: async id => await one(placements().where('id', '=', id), placement.of),
    placementsOf: async bulletin =>
      await all(placements().where('bulletin', '=', bulletin).orderBy('at').orderBy('id'), placement.of),
    countPlacements: async bulletin => {
      const { n } = await db
        .selectFrom('bulletin_placement')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .where('bulletin', '=', bulletin)
        .executeTakeFirstOrThrow()
      return Number(n)
    },
    putPlacement: async given => {
      await put(db, 'bulletin_placement', placement.row(given), {
        key: ['id'],
        stay: ['bulletin', 'version', 'by_id', 'by_name', 'at'],
      })
    },
  }
}
