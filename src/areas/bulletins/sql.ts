/** The store of bulletins on SQLite and PostgreSQL: `src/areas/bulletins/store.ts` says what must hold. */
import type { AreaTables } from '../../sql/store.ts'
import { bulletinFailure } from './failures.ts'
import { heldBy } from './held.ts'
import { bulletins } from './migrations/013-bulletins.ts'
import { capAlerts } from './migrations/018-cap-alerts.ts'
import { doubtedBulletins } from './migrations/019-doubted-bulletins.ts'
import { bulletinsAgain } from './migrations/029-bulletins-again.ts'
import { bulletinsOn } from './sql-bulletins.ts'
import { type CapTables, capAlertsOn } from './sql-cap.ts'
import { filesOn } from './sql-files.ts'
import { placementsOn } from './sql-placements.ts'
import { releasesOn } from './sql-releases.ts'
import type { BulletinWriting } from './store.ts'
import type { BulletinTables } from './tables.ts'

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
