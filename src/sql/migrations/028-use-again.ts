/**
 * What is used again: rounds and campaigns put away, copies of rounds, drafts that may be deleted; remarks on drafts and templates,
 * which are those of rounds and of bulletins alike.
 *
 * Versions of a round can only grow, but for one that nobody was ever given: then all of it goes, by this very step alone.
 */
import { type Kysely, sql } from 'kysely'
import type { DatabaseKind, Migration } from '../migration.ts'

export const useAgain: Migration = { name: '028-use-again', up }

async function up(db: Kysely<never>, kind: DatabaseKind): Promise<void> {
  for (const statement of [...STATEMENTS, ...REFUSALS[kind]]) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  'alter table campaign add column archived_at bigint',
  'alter table round add column archived_at bigint',
  'alter table round add column copy_of text',
  'alter table round add column copy_of_version bigint',
  'alter table round add column copy_of_title text',
  // 1: a person wrote it here, and it was never submitted. What stood before may be put away, and not deleted.
  'alter table round add column unsubmitted bigint not null default 0',
  'create index round_version_of_writer on round_version (by_id, at)',

  `create table remark (
    id text primary key,
    kind text not null,
    subject text not null,
    version bigint not null,
    text text not null,
    at bigint not null,
    by_id text not null,
    by_name text not null,
    settled_at bigint,
    settled_by text
  )`,
  'create index remark_of on remark (kind, subject, at)',

  `create table template (
    id text primary key,
    kind text not null,
    name text not null,
    note text not null,
    purpose text not null,
    source text not null,
    source_title text not null,
    version bigint not null,
    digest text not null,
    texts text not null,
    content text not null,
    approved_at bigint not null,
    approved_by text not null,
    made_at bigint not null,
    made_by text not null
  )`,
  'create index template_newest on template (kind, made_at, id)',
]

const REFUSALS: Readonly<Record<DatabaseKind, readonly string[]>> = {
  sqlite: [
    'drop trigger round_version_no_delete',
    `create trigger round_version_no_delete before delete on round_version
     when not exists (select 1 from round where id = old.round_id and unsubmitted = 1)
     begin select raise(abort, 'round_version can only grow'); end`,
    `create trigger round_submitted_once before update of unsubmitted on round
     when new.unsubmitted > old.unsubmitted
     begin select raise(abort, 'round was submitted'); end`,
  ],
  postgres: [
    `create or replace function round_version_refuse() returns trigger language plpgsql as
     $$ begin
       if tg_op = 'DELETE' then
         if exists (select 1 from round where id = old.round_id and unsubmitted = 1) then
           return old;
         end if;
       end if;
       raise exception 'round_version can only grow';
     end $$`,
    `create function round_submitted_once() returns trigger language plpgsql as
     $$ begin
       if new.unsubmitted > old.unsubmitted then raise exception 'round was submitted'; end if;
       return new;
     end $$`,
    `create trigger round_submitted_once before update of unsubmitted on round
     for each row execute function round_submitted_once()`,
  ],
}
