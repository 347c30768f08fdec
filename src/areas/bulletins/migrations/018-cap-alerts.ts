/** Alerts as they were signed, which can only grow. */
import { type Kysely, sql } from 'kysely'
import { growOnly } from '../../../sql/grow-only.ts'
import type { DatabaseKind, Migration } from '../../../sql/migration.ts'

export const capAlerts: Migration = { name: '018-cap-alerts', up }

async function up(db: Kysely<never>, kind: DatabaseKind): Promise<void> {
  for (const statement of [...TABLES, ...growOnly('cap_alert', kind)]) await sql.raw(statement).execute(db)
}

const TABLES = [
  `create table cap_alert (
    serial bigint primary key,
    bulletin text not null,
    identifier text not null unique,
    sender text not null,
    sent_at bigint not null,
    expires_at bigint not null,
    public_at bigint not null,
    xml text not null
  )`,
  `create index cap_alert_of on cap_alert (bulletin, serial)`,
]
