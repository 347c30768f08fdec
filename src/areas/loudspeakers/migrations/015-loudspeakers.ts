/** Communes, clusters of loudspeakers, the receipts of their devices, which only grow, what they add up to, and what was heard. */
import { type Kysely, sql } from 'kysely'
import { growOnly } from '../../../sql/grow-only.ts'
import type { DatabaseKind, Migration } from '../../../sql/migration.ts'

export const loudspeakers: Migration = { name: '015-loudspeakers', up }

async function up(db: Kysely<never>, kind: DatabaseKind): Promise<void> {
  for (const statement of [...TABLES, ...growOnly('speaker_receipt', kind)]) await sql.raw(statement).execute(db)
}

const TABLES = [
  `create table commune (
    code text primary key,
    name text not null,
    places text not null,
    windows text
  )`,
  `create table cluster (
    id text primary key,
    commune text not null references commune (code),
    name text not null,
    purpose text not null,
    code_sha256 text unique,
    code_expires_at bigint,
    public_key text,
    key_id text unique,
    enrolled_at bigint,
    revoked_at bigint,
    hello text,
    clock_skew_ms bigint,
    heard_at bigint,
    serial bigint not null,
    wanted_sha256 text,
    issued_at bigint,
    epoch bigint not null,
    counter bigint not null,
    lost bigint not null
  )`,
  `create index cluster_of on cluster (commune, id)`,
  `create table speaker_receipt (
    cluster text not null references cluster (id),
    epoch bigint not null,
    counter bigint not null,
    is_what text not null,
    at bigint not null,
    item text,
    bulletin text,
    plays bigint not null,
    start bigint,
    why text,
    receipt text not null,
    kept_at bigint not null,
    primary key (cluster, epoch, counter)
  )`,
  `create index speaker_receipt_at on speaker_receipt (cluster, at)`,
  `create unique index speaker_receipt_ends on speaker_receipt (cluster, epoch, start)`,
  `create table speaker_tally (
    cluster text not null,
    day text not null,
    item text not null,
    bulletin text,
    started bigint not null,
    played bigint not null,
    cut bigint not null,
    unknown bigint not null,
    refused bigint not null,
    missed bigint not null,
    heard bigint not null,
    primary key (day, cluster, item)
  )`,
  `create index speaker_tally_of on speaker_tally (bulletin, cluster)`,
  `create table speaker_heard (
    cluster text not null,
    epoch bigint not null,
    counter bigint not null,
    sha256 text not null,
    at bigint not null,
    by_id text not null,
    by_name text not null,
    primary key (cluster, epoch, counter, sha256)
  )`,
]
