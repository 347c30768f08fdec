/**
 * Communication plans and what comes of them. Signed versions, the situation, data and how many live where can only grow; drafts, changes on
 * their way, effects, deeds and tasks go on.
 */
import { type Kysely, sql } from 'kysely'
import { growOnly } from '../../../sql/grow-only.ts'
import type { DatabaseKind, Migration } from '../../../sql/migration.ts'

export const plan: Migration = { name: '021-plan', up }

const RECORDS = [
  'plan_version',
  'plan_situation',
  'plan_import',
  'plan_value',
  'plan_mapping',
  'plan_population',
] as const

async function up(db: Kysely<never>, kind: DatabaseKind): Promise<void> {
  for (const statement of TABLES) await sql.raw(statement).execute(db)
  for (const table of RECORDS) for (const statement of growOnly(table, kind)) await sql.raw(statement).execute(db)
}

const TABLES = [
  `create table plan_draft (
    id text primary key,
    state text not null,
    revision bigint not null,
    content text not null,
    writers text not null,
    submitted_by text,
    submitted_by_name text,
    reason text,
    exercise_since bigint not null,
    updated_at bigint not null,
    updated_by text not null,
    updated_by_name text not null
  )`,
  `create table plan_version (
    plan text not null,
    version bigint not null,
    content text not null,
    sha256 text not null,
    at bigint not null,
    submitted_by text not null,
    submitted_by_name text not null,
    approved_by text not null,
    approved_by_name text not null,
    approval text,
    primary key (plan, version)
  )`,

  `create table plan_change (
    id text primary key,
    plan text not null,
    version bigint not null,
    purpose text not null,
    state text not null,
    content text not null,
    sha256 text not null,
    from_at bigint not null,
    reason text not null,
    refusal text,
    proposed_by text not null,
    proposed_by_name text not null,
    submitted_by text,
    submitted_by_name text,
    approved_by text,
    approved_by_name text,
    approved_at bigint,
    taken_back_by text,
    diff text,
    created_at bigint not null,
    updated_at bigint not null
  )`,
  `create index plan_change_newest on plan_change (plan, purpose, created_at, id)`,
  `create table plan_situation (
    serial bigint primary key,
    change_id text not null unique references plan_change (id),
    plan text not null,
    purpose text not null,
    content text not null,
    sha256 text not null,
    submitted_by text not null,
    approved_by text not null,
    approval text,
    at bigint not null
  )`,
  `create index plan_situation_of on plan_situation (plan, purpose, serial)`,

  `create table plan_effect (
    id text primary key,
    change_id text not null references plan_change (id),
    plan text not null,
    purpose text not null,
    effect_key text not null,
    action text not null,
    document text not null,
    occurrence bigint not null,
    next_at bigint,
    is_running bigint not null,
    ended_by text,
    ended_at bigint,
    serial bigint not null
  )`,
  `create unique index plan_effect_running on plan_effect (plan, purpose, effect_key) where is_running = 1`,
  `create index plan_effect_next on plan_effect (next_at) where next_at is not null`,
  `create index plan_effect_of on plan_effect (change_id, serial)`,
  `create index plan_effect_ended on plan_effect (ended_by)`,
  `create table plan_deed (
    id text primary key,
    serial bigint not null unique,
    change_id text not null references plan_change (id),
    effect text not null references plan_effect (id),
    does text not null,
    occurrence bigint not null,
    state text not null,
    due_at bigint not null,
    tries bigint not null,
    failure text,
    thing_is text,
    thing_id text,
    done_at bigint,
    unique (effect, does, occurrence, change_id)
  )`,
  `create index plan_deed_due on plan_deed (due_at, serial) where state = 'planned'`,
  `create index plan_deed_asked on plan_deed (serial) where state = 'asked'`,
  `create index plan_deed_of on plan_deed (change_id, serial)`,
  `create index plan_deed_effect on plan_deed (effect)`,
  `create table plan_task (
    id text primary key,
    deed text not null references plan_deed (id),
    plan text not null,
    purpose text not null,
    content text not null,
    deadline_at bigint,
    state text not null,
    note text,
    done_by text,
    done_by_name text,
    done_at bigint,
    created_at bigint not null
  )`,
  `create index plan_task_open on plan_task (plan, created_at, id) where state = 'open'`,

  `create table plan_import (
    serial bigint primary key,
    plan text not null,
    form text not null,
    sha256 text not null,
    rows_read bigint not null,
    taken bigint not null,
    rejected bigint not null,
    from_day text,
    until_day text,
    at bigint not null,
    by_id text not null,
    by_name text not null
  )`,
  `create index plan_import_of on plan_import (plan, serial)`,
  `create table plan_value (
    plan text not null,
    area text not null,
    day text not null,
    input text not null,
    import bigint not null references plan_import (serial),
    value double precision not null,
    primary key (plan, area, input, day, import)
  )`,
  `create table plan_mapping (
    serial bigint primary key,
    plan text not null,
    content text not null,
    at bigint not null,
    by_id text not null,
    by_name text not null
  )`,
  `create table plan_population (
    serial bigint primary key,
    area text not null,
    population bigint not null,
    source text not null,
    at bigint not null,
    by_id text not null,
    by_name text not null
  )`,
  `create table plan_proposal (
    id text primary key,
    plan text not null,
    area text not null,
    level text,
    came_from text not null,
    reason text not null,
    evidence text,
    state text not null,
    change_id text,
    decision text,
    created_at bigint not null,
    by_id text,
    by_name text,
    decided_at bigint,
    decided_by_name text
  )`,
  `create unique index plan_proposal_open on plan_proposal (plan, area) where state = 'open'`,
  `create index plan_proposal_newest on plan_proposal (plan, created_at, id)`,
]
