/** Tables that can only grow, by the database's own refusal. A released step uses it: it never changes. */
import type { DatabaseKind } from './migration.ts'

/** Triggers that refuse to change or remove a row. */
export function growOnly(table: string, kind: DatabaseKind): readonly string[] {
  const sentence = `${table} can only grow`
  if (kind === 'sqlite')
    return ['update', 'delete'].map(
      verb =>
        `create trigger ${table}_no_${verb} before ${verb} on ${table}
         begin select raise(abort, '${sentence}'); end`,
    )
  return [
    `create function ${table}_refuse() returns trigger language plpgsql as
     $$ begin raise exception '${sentence}'; end $$`,
    `create trigger ${table}_no_change before update or delete on ${table}
     for each row execute function ${table}_refuse()`,
    `create trigger ${table}_no_truncate before truncate on ${table}
     for each statement execute function ${table}_refuse()`,
  ]
}
