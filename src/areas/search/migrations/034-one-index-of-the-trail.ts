/**
 * The search asks the trail's own words (`src/sql/trail-words.ts`): its copy of them goes. They are made anew, folded as everything
 * that is found is folded, with the kind of thing that each entry is about; on PostgreSQL written into the inverted index at once,
 * since a list of what is still to be written would be read by every question.
 */
import { type Kysely, sql } from 'kysely'
import type { DatabaseKind, Migration } from '../../../sql/migration.ts'
import type { Tables } from '../../../sql/tables.ts'
import { keepFoundAnew } from '../../../sql/trail-words.ts'

export const oneIndexOfTheTrail: Migration = { name: '034-one-index-of-the-trail', up }

async function up(db: Kysely<never>, kind: DatabaseKind): Promise<void> {
  const run = async (statement: string) => void (await sql.raw(statement).execute(db))
  await run('drop table search_trail_word')
  if (kind === 'postgres') await run('drop index trail_words_found')
  await keepFoundAnew(db as unknown as Kysely<Tables>, kind)
  if (kind === 'postgres')
    await run(
      'create index trail_words_found on trail_words using gin (words) with (fastupdate = off)',
    )
}
