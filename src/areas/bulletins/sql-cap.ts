/** Signed alerts on a database. */
import type { Kysely } from 'kysely'
import { all, one, type RowOf, record } from '../../sql/record.ts'
import type { SentAlert } from './cap-alerts.ts'
import type { CapWriting } from './cap-store.ts'

const sent = record<SentAlert>()({
  plain: 'serial bulletin identifier sender sentMs=sent_at expiresMs=expires_at publicMs=public_at',
})

export type CapTables = {
  /** What was signed, by the serial of its release; never changed. Instants are milliseconds since 1970. */
  cap_alert: RowOf<typeof sent> & { xml: string }
}

export function capAlertsOn(db: Kysely<CapTables>): CapWriting {
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
