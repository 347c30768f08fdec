/**
 * Changes told to the other processes that serve a database, by PostgreSQL itself: `NOTIFY` in the transaction that makes the change, so
 * that they hear of it once it is committed, or never (PostgreSQL, NOTIFY). An embedded database has no others.
 */

import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import type { Brief } from '../authority/store.ts'
import type { Database } from './database.ts'
import type { Tables } from './tables.ts'

export const CHANNEL = 'loa_changes'

/** Octets; PostgreSQL takes less than 8000. */
const PAYLOAD_MAX = 7_900

const told = z.strictObject({
  /** The process that tells. */
  from: z.string(),
  changes: z.array(z.looseObject({ is: z.string() })),
})

/** The payload of one NOTIFY: changes of one transaction, or a part of them. */
export type ChangeNotification = Omit<z.infer<typeof told>, 'changes'> & { readonly changes: readonly Brief[] }

/** The same one twice is told once. */
export async function announce(
  db: Kysely<Tables>,
  { kind, self }: Pick<Database, 'kind' | 'self'>,
  briefs: readonly Brief[],
): Promise<void> {
  if (kind !== 'postgres' || briefs.length === 0) return
  for (const payload of payloadsOf(self, briefs)) await sql`select pg_notify(${CHANNEL}, ${payload})`.execute(db)
}

/** Null: it is none of ours. */
export function readTold(payload: string): ChangeNotification | null {
  try {
    // Written by `announce`, of the same program.
    return told.parse(JSON.parse(payload)) as ChangeNotification
  } catch {
    return null
  }
}

export function payloadsOf(from: string, briefs: readonly Brief[]): readonly string[] {
  const [begin, end] = [`{"from":${JSON.stringify(from)},"changes":[`, ']}']
  const payloads: string[] = []
  let held = ''
  for (const text of new Set(briefs.map(brief => JSON.stringify(brief)))) {
    const more = held === '' ? text : `${held},${text}`
    if (Buffer.byteLength(begin + more + end) <= PAYLOAD_MAX) held = more
    else {
      payloads.push(begin + held + end)
      held = text
    }
  }
  return [...payloads, begin + held + end]
}
