/** The store of briefings on SQLite and PostgreSQL: `src/areas/briefing/store.ts` says what must hold. */
import type { AreaTables } from '../../sql/store.ts'
import { instructionsOn } from './instructions/sql.ts'
import { briefing } from './migrations/012-briefing.ts'
import { briefingsOn, logOn, placesOn, sitesOn } from './sql-briefings.ts'
import { documentsOn, minutesOn, recordingsOn } from './sql-papers.ts'
import type { BriefingWriting } from './store.ts'
import type { BriefingTables } from './tables.ts'

export const briefingTables: AreaTables = {
  rows: {
    briefing: core => {
      const db = core.withTables<BriefingTables>()
      return {
        ...sitesOn(db),
        ...briefingsOn(db),
        ...placesOn(db),
        ...logOn(db),
        ...documentsOn(db),
        ...minutesOn(db),
        ...recordingsOn(db),
        ...instructionsOn(db),
      } satisfies BriefingWriting
    },
  },
  migrations: [briefing],
  // A link that was used after the backup would open once more, and a token that was ended since would open again.
  restored: ['update briefing_place set link_sha256 = null, link_expires_at = null, token_sha256 = null'],
}
