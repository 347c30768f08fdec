/** Campaigns, rounds, operators, directives, samples, and the trail, which can only grow. */
import { type Kysely, sql } from 'kysely'
import { growOnly } from '../grow-only.ts'
import type { DatabaseKind, Migration } from '../migration.ts'

export const authority: Migration = { name: '001-authority', up }

async function up(db: Kysely<never>, kind: DatabaseKind): Promise<void> {
  for (const statement of TABLES) await sql.raw(statement).execute(db)
  for (const table of ['trail', 'round_version'])
    for (const statement of growOnly(table, kind)) await sql.raw(statement).execute(db)
}

const TABLES = [
  `create table setting (name text primary key, value text not null)`,

  `create table campaign (
    id text primary key,
    title text not null,
    note text not null,
    search text not null,
    created_at bigint not null,
    created_by text not null
  )`,
  `create index campaign_newest on campaign (created_at, id)`,

  `create table round (
    id text primary key,
    campaign_id text not null references campaign (id),
    number bigint not null,
    title text not null,
    state text not null,
    version bigint not null,
    digest text not null,
    subscribers bigint not null,
    segments bigint not null,
    estimate text not null,
    approved_version bigint,
    submitted_by text,
    submitted_by_name text,
    stop_ordered bigint not null,
    created_at bigint not null,
    updated_at bigint not null,
    updated_by text not null,
    unique (campaign_id, number)
  )`,
  `create index round_newest on round (created_at, id)`,
  `create index round_newest_of_campaign on round (campaign_id, created_at, id)`,
  `create index round_newest_in_state on round (state, created_at, id)`,

  `create table round_version (
    round_id text not null references round (id),
    version bigint not null,
    content text not null,
    at bigint not null,
    by_id text not null,
    by_name text not null,
    primary key (round_id, version)
  )`,

  `create table round_operator (
    round_id text not null references round (id),
    operator_id text not null,
    primary key (round_id, operator_id)
  )`,
  `create index round_operator_rounds on round_operator (operator_id, round_id)`,

  `create table operator (
    id text primary key,
    name text not null,
    state text not null,
    public_key text,
    key_id text unique,
    code_sha256 text unique,
    code_expires_at bigint,
    serial_last bigint not null,
    hello text,
    clock_skew_ms bigint,
    heard_at bigint,
    flags text not null,
    created_at bigint not null
  )`,

  `create table directive (
    id text primary key,
    serial bigint not null,
    round_id text not null references round (id),
    operator_id text not null references operator (id),
    purpose text not null,
    version bigint not null,
    issued_at bigint not null,
    expires_at bigint not null,
    silent_after bigint not null,
    declared bigint,
    document text not null,
    sha256 text not null,
    state text not null,
    is_open bigint not null,
    refusal text,
    note text,
    wish text not null,
    order_sequence bigint not null,
    order_document text not null,
    obeyed_sequence bigint not null,
    subscribers bigint,
    audience_sha256 text,
    segments_expected bigint,
    acknowledgement text,
    tally text,
    told_at bigint,
    heard_at bigint,
    return_document text,
    returned_at bigint,
    flags text not null,
    unique (operator_id, serial)
  )`,
  `create index directive_of_round on directive (round_id, purpose)`,
  `create index directive_open on directive (operator_id, is_open, serial)`,
  `create index directive_returned on directive (operator_id, returned_at)`,

  `create table stray_return (
    sha256 text primary key,
    operator_id text not null references operator (id),
    directive_id text not null,
    document text not null,
    at bigint not null
  )`,

  `create table sample (
    round_id text not null references round (id),
    purpose text not null,
    at bigint not null,
    counts text not null,
    primary key (round_id, purpose, at)
  )`,

  `create table trail (
    sequence bigint primary key,
    at bigint not null,
    actor_kind text not null,
    actor_id text not null,
    actor_name text not null,
    action text not null,
    subject_kind text not null,
    subject_id text not null,
    details text not null,
    previous text not null,
    hash text not null
  )`,
  `create index trail_action on trail (action, sequence)`,
  `create index trail_actor on trail (actor_id, sequence)`,
  `create index trail_subject on trail (subject_id, sequence)`,

  `create table trail_head (
    id bigint primary key,
    entries bigint not null,
    hash text not null
  )`,
]
