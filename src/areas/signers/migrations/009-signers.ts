/** Keys with which people sign, rosters in their chain, the roster that is being signed, and what people signed. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from '../../../sql/migration.ts'

export const signers: Migration = { name: '009-signers', up }

async function up(db: Kysely<never>): Promise<void> {
  for (const statement of TABLES) await sql.raw(statement).execute(db)
}

const TABLES = [
  `create table signing_key (
    id text primary key,
    person_id text not null references person (id) on delete cascade,
    name text not null,
    public_key text not null,
    created_at bigint not null
  )`,
  `create index signing_key_of on signing_key (person_id)`,
  `create table signing_counter (key_id text primary key, counter bigint not null)`,
  `create table roster (
    number bigint primary key,
    sha256 text not null,
    text text not null,
    signatures text not null,
    at bigint not null
  )`,
  `create table roster_draft (
    id bigint primary key,
    text text not null,
    signatures text not null,
    prepared_by text not null,
    not_before bigint
  )`,
  `create table attestation (
    kind text not null,
    subject text not null,
    version bigint not null,
    does text not null,
    attestation text not null,
    primary key (kind, subject, version, does)
  )`,
]
