/**
 * The search asks the trail's own words (`src/sql/trail-words.ts`): its copy of them goes. They are made anew, folded as everything
 * that is found is folded, with the kind of thing that each entry is about; on PostgreSQL written into the inverted index at once,
 * since a list of what is still to be written would be read by every question.
 *
 * On SQLite a beginning of up to seven letters has a list of its own among the words of documents too: a longer one, as most Vietnamese
 * words are, was gathered anew from all words that begin so, for each kind of thing that was asked for. The server fills it.
 */
import { type Kysely, sql } from 'kysely'
import type { DatabaseKind, Migration } from '../../../sql/migration.ts'
import type { Tables } from '../../../sql/tables.ts'
import { keepFoundAnew } from '../../../sql/trail-words.ts'

export const oneIndexOfTheTrail: Migration = { name: '034-one-index-of-the-trail', up }

const WORDS = [
  'drop table search_word',
  `create virtual table search_word using fts5(
    words, content='', contentless_delete=1, detail='none', prefix='1 2 3 4 5 6 7', tokenize="ascii tokenchars '_~'"
  )`,
]

async function up(db: Kysely<never>, kind: DatabaseKind): Promise<void> {
  const run = async (statement: string) => void (await sql.raw(statement).execute(db))
  await run('drop table search_trail_word')
  if (kind === 'sqlite') for (const statement of WORDS) await run(statement)
  if (kind === 'postgres') await run('drop index trail_words_found')
  await keepFoundAnew(db as unknown as Kysely<Tables>, kind)
  if (kind === 'postgres')
    await run('create index trail_words_found on trail_words using gin (words) with (fastupdate = off)')
}
