/**
 * What is found: a document a thing and kind of reader, and the words of documents and of entries of the trail. All of it is made of
 * other rows, and is made anew whenever it is missing: it starts empty.
 *
 * SQLite keeps no text of it, only which word is where; a word's beginning of up to three letters has a list of its own. PostgreSQL
 * keeps each document's words in a column with an inverted index, written at once, since a list of what is still to be written would
 * be read by every question.
 */
import { type Kysely, sql } from 'kysely'
import type { DatabaseKind, Migration } from '../../../sql/migration.ts'

export const search: Migration = { name: '030-search', up }

async function up(db: Kysely<never>, kind: DatabaseKind): Promise<void> {
  for (const statement of [...TABLES, ...WORDS[kind]]) await sql.raw(statement).execute(db)
}

const TABLES = [
  `create table search_place (
    id bigint primary key,
    version bigint not null,
    sequence bigint not null,
    place bigint not null
  )`,
  `create table search_pending (kind text not null, thing text not null, primary key (kind, thing))`,
  `create table search_document (
    place bigint primary key,
    kind text not null,
    thing text not null,
    id text not null,
    title text not null,
    within_title text,
    state text,
    at bigint not null,
    page text not null
  )`,
  `create index search_document_thing on search_document (kind, thing)`,
  `create index search_document_place on search_document (kind, place)`,
]

const FULL_TEXT = `using fts5(
  words, content='', contentless_delete=1, detail='none', prefix='1 2 3', tokenize="ascii tokenchars '_~'"
)`

const WORDS: Readonly<Record<DatabaseKind, readonly string[]>> = {
  sqlite: [`create virtual table search_word ${FULL_TEXT}`, `create virtual table search_trail_word ${FULL_TEXT}`],
  postgres: [
    `alter table search_document add column words tsvector not null default ''`,
    `create index search_document_words on search_document using gin (words) with (fastupdate = off)`,
    `create table search_trail_word (sequence bigint primary key, words tsvector not null)`,
    `create index search_trail_word_words on search_trail_word using gin (words) with (fastupdate = off)`,
  ],
}
