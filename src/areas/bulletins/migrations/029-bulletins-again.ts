/** Of a bulletin: that it is put away, of which it began as a copy, and whether it may be deleted, which the database looks at too. */
import { type Kysely, sql } from 'kysely'
import type { DatabaseKind, Migration } from '../../../sql/migration.ts'

export const bulletinsAgain: Migration = { name: '029-bulletins-again', up }

async function up(db: Kysely<never>, kind: DatabaseKind): Promise<void> {
  for (const statement of [...STATEMENTS, ...REFUSALS[kind]]) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  'alter table bulletin add column archived_at bigint',
  'alter table bulletin add column copy_of text',
  'alter table bulletin add column copy_of_version bigint',
  'alter table bulletin add column copy_of_title text',
  // 1: a person wrote it here, and it was never submitted. What stood before may be put away, and not deleted.
  'alter table bulletin add column unsubmitted bigint not null default 0',
]

const REFUSALS: Readonly<Record<DatabaseKind, readonly string[]>> = {
  sqlite: [
    `create trigger bulletin_stays before delete on bulletin when old.unsubmitted = 0
     begin select raise(abort, 'bulletin was submitted'); end`,
    `create trigger bulletin_submitted_once before update of unsubmitted on bulletin
     when new.unsubmitted > old.unsubmitted
     begin select raise(abort, 'bulletin was submitted'); end`,
  ],
  postgres: [
    `create function bulletin_stays() returns trigger language plpgsql as
     $$ begin
       if old.unsubmitted = 0 then raise exception 'bulletin was submitted'; end if;
       return old;
     end $$`,
    `create trigger bulletin_stays before delete on bulletin
     for each row execute function bulletin_stays()`,
    `create function bulletin_submitted_once() returns trigger language plpgsql as
     $$ begin
       if new.unsubmitted > old.unsubmitted then raise exception 'bulletin was submitted'; end if;
       return new;
     end $$`,
    `create trigger bulletin_submitted_once before update of unsubmitted on bulletin
     for each row execute function bulletin_submitted_once()`,
  ],
}
