/** Signed alerts on a database. */
import type { Kysely, Selectable } from 'kysely'
import type { SentAlert } from './cap-alerts.ts'
import type { CapWriting } from './cap-store.ts'

export type CapTables = {
  /** What was signed, by the serial of its release; never changed. Instants are milliseconds since 1970. */
  cap_alert: {
    serial: number
    bulletin: string
    identifier: string
    sender: string
    sent_at: number
    expires_at: number
    public_at: number
    xml: string
  }
}

const SENT = [
  'serial',
  'bulletin',
  'identifier',
  'sender',
  'sent_at',
  'expires_at',
  'public_at',
] as const

export function capAlertsOn(db: Kysely<CapTables>): CapWriting {
  return {
    alertsOf: async bulletin =>
      (
        await db
          .selectFrom('cap_alert')
          .select(SENT)
          .where('bulletin', '=', bulletin)
          .orderBy('serial')
          .execute()
      ).map(sentOf),
    signedAlert: async identifier => {
      const row = await db
        .selectFrom('cap_alert')
        .selectAll()
        .where('identifier', '=', identifier)
        .executeTakeFirst()
      return row === undefined ? null : { ...sentOf(row), xml: row.xml }
    },
    insertAlert: async ({ sentMs, expiresMs, publicMs, ...alert }) => {
      await db
        .insertInto('cap_alert')
        .values({ ...alert, sent_at: sentMs, expires_at: expiresMs, public_at: publicMs })
        .execute()
    },
  }
}

function sentOf(row: Pick<Selectable<CapTables['cap_alert']>, (typeof SENT)[number]>): SentAlert {
  const { serial, bulletin, identifier, sender, sent_at, expires_at, public_at } = row
  return {
    ...{ bulletin, identifier, sender, serial: Number(serial) },
    sentMs: Number(sent_at),
    expiresMs: Number(expires_at),
    publicMs: Number(public_at),
  }
}
