/**
 * Which version of a round or a bulletin was approved, by whom, and in which entry of the trail: kept beside the versions, which can only
 * grow, as can this. Of what stood before it is read from the trail, all of it, a page at a time.
 */
import { type Kysely, sql } from 'kysely'
import { growOnly } from '../grow-only.ts'
import type { DatabaseKind, Migration } from '../migration.ts'
import type { Tables } from '../tables.ts'
import { entryOf } from '../trail.ts'

export const approvedVersions: Migration = { name: '038-approved-versions', up }

const TABLE = `create table approved_version (
  kind text not null,
  subject text not null,
  version bigint not null,
  digest text not null,
  at bigint not null,
  by_id text not null,
  by_name text not null,
  entry bigint not null,
  primary key (kind, subject, version, entry)
)`

const APPROVALS = ['round.approve', 'bulletin.approve']
const PAGE = 1000

async function up(given: Kysely<never>, kind: DatabaseKind): Promise<void> {
  for (const statement of [TABLE, ...growOnly('approved_version', kind)]) await sql.raw(statement).execute(given)
  const db = given as unknown as Kysely<Tables>
  for (const action of APPROVALS) {
    let sequence = 0
    for (;;) {
      const rows = await db
        .selectFrom('trail')
        .selectAll()
        .where('action', '=', action)
        .where('sequence', '>', sequence)
        .orderBy('sequence')
        .limit(PAGE)
        .execute()
      if (rows.length === 0) break
      sequence = rows[rows.length - 1].sequence
      const approved = rows.flatMap(row => {
        const { subject, actor, details, sequence: entry } = entryOf(row)
        const { version, digest } = details
        if (typeof version !== 'number' || typeof digest !== 'string') return []
        const of = { kind: subject.kind, subject: subject.id, version, digest }
        return [{ ...of, at: row.at, by_id: actor.id, by_name: actor.name, entry }]
      })
      if (approved.length > 0) await db.insertInto('approved_version').values(approved).execute()
    }
  }
}
