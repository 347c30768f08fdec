/**
 * The table of all legs' entries in a PostgreSQL database, and what its server must be set to. Made where it is missing, compared where
 * it is there, never changed: rows go in and stay.
 */
import { ENTRY_MAX } from '../log.ts'
import { logFailure } from './failures.ts'
import type { PostgresLine } from './postgres-connection.ts'

const MAKE = `
  begin;
  select pg_advisory_xact_lock(hashtext('loa_log'));
  create table if not exists loa_log (
    leg text not null collate "C",
    n bigint not null check (n >= 1),
    entry bytea not null check (octet_length(entry) between 1 and ${ENTRY_MAX}),
    primary key (leg, n));
  alter table loa_log alter column entry set storage external;
  create or replace function loa_log_stays() returns trigger language plpgsql as
    $$ begin raise exception 'what is in a log stays there'; end $$;
  create or replace trigger loa_log_rows before update or delete on loa_log
    for each statement execute function loa_log_stays();
  create or replace trigger loa_log_whole before truncate on loa_log
    for each statement execute function loa_log_stays();
  commit;`

const TABLE = `
  select relpersistence = 'p' as "is kept over a crash",
    (select count(*) = 2 from pg_trigger where tgrelid = c.oid and tgenabled = 'O'
      and tgname in ('loa_log_rows', 'loa_log_whole')) as "refuses update, delete and truncate",
    exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary and
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum = any (i.indkey)) = array['leg', 'n']) as "primary key (leg, n)"
  from pg_class c where c.oid = to_regclass('loa_log')`

const SETTINGS = ['fsync', 'synchronous_commit', 'synchronous_standby_names'] as const
type Settings = Readonly<Record<(typeof SETTINGS)[number], string>>

export const SETTINGS_NOW = SETTINGS.map(name => `current_setting('${name}') as ${name}`).join(', ')

/** In SQL: whether a commit is on this server's disk and a standby's before it is told. */
export const IS_SYNCHRONOUS = `(current_setting('fsync') = 'on'
  and current_setting('synchronous_commit') in ('on', 'remote_apply')
  and current_setting('synchronous_standby_names') <> '')`

/** Fails with logDiffers, logRefuses. */
export async function makeTable(line: PostgresLine, at: string): Promise<void> {
  const found = await line.ask<Readonly<Record<string, boolean>>>(TABLE)
  if (found.is === 'answered' && found.rows.length === 0) {
    const made = await line.ask(MAKE)
    if (made.is === 'refused') throw logFailure('logRefuses', { at, why: made.why })
    if (made.is === 'silent') throw logFailure('logUnreachable', { at, why: 'no answer' })
    return
  }
  if (found.is !== 'answered') throw logFailure('logUnreachable', { at, why: 'no answer' })
  for (const [setting, isSo] of Object.entries(found.rows[0]))
    if (!isSo) throw logFailure('logDiffers', { log: 'loa_log', setting, found: 'no', wanted: 'yes' })
}

/** Fails with logLazy. */
export function checkSettings(settings: Settings, server: string): void {
  const lazy = (name: keyof Settings, wanted: string) => {
    throw logFailure('logLazy', { server, found: `${name} = ${settings[name] || "''"}`, wanted: `${name} = ${wanted}` })
  }
  if (settings.fsync !== 'on') lazy('fsync', 'on')
  if (!['on', 'remote_apply'].includes(settings.synchronous_commit)) lazy('synchronous_commit', 'on')
  if (settings.synchronous_standby_names === '') lazy('synchronous_standby_names', "'ANY 1 (…)'")
}
