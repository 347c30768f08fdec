/**
 * The trail by words, by the beginning of a name and by days (`src/sql/trail-words.ts`), of all entries that there are. Indexes by an
 * actor's whole id and name are needed no more.
 */
import { type Kysely, sql } from 'kysely'
import type { DatabaseKind, Migration } from '../migration.ts'
import type { Tables } from '../tables.ts'
import { foundOf, keepFound } from '../trail-words.ts'

export const trailWords: Migration = { name: '032-trail-words', up }

const TABLES: Readonly<Record<DatabaseKind, readonly string[]>> = {
  // Without the texts and without places in them: which entries have a word is all that is asked.
  sqlite: [
    `create virtual table trail_words using fts5 (
       words, content='', detail='none', prefix='1 2 3 4 5 6 7', tokenize="ascii tokenchars ':._@-'")`,
  ],
  postgres: ['create table trail_words (sequence bigint primary key, words tsvector not null)'],
}

const INDEXES: Readonly<Record<DatabaseKind, readonly string[]>> = {
  sqlite: [],
  postgres: ['create index trail_words_found on trail_words using gin (words)'],
}

const PAGE = 1000

async function up(given: Kysely<never>, kind: DatabaseKind): Promise<void> {
  const run = async (statements: readonly string[]) => {
    for (const statement of statements) await sql.raw(statement).execute(given)
  }
  await run([
    ...TABLES[kind],
    'create table trail_day (day bigint primary key, first bigint not null, last bigint not null)',
  ])
  const db = given as unknown as Kysely<Tables>
  let sequence = 0
  for (;;) {
    const rows = await db
      .selectFrom('trail')
      .selectAll()
      .where('sequence', '>', sequence)
      .orderBy('sequence')
      .limit(PAGE)
      .execute()
    if (rows.length === 0) break
    await keepFound(db, kind, rows.map(foundOf))
    sequence = rows[rows.length - 1].sequence
  }
  await run([...INDEXES[kind], 'drop index trail_actor_action', 'drop index trail_name_action'])
}
