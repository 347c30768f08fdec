/**
 * The index in the database. Documents are asked for by their kind, what was changed last first; the order of the index is that of the
 * changes, so that neither database sorts what it shows.
 */
import { type Kysely, type Selectable, sql } from 'kysely'
import type { Page } from '../../authority/paging.ts'
import type { DatabaseKind } from '../../sql/migration.ts'
import { cursorOf, pageSize, placeOf } from '../../sql/pages.ts'
import type { AreaTables } from '../../sql/store.ts'
import type { Tables } from '../../sql/tables.ts'
import { search } from './migrations/030-search.ts'
import { oneIndexOfTheTrail } from './migrations/034-one-index-of-the-trail.ts'
import { type DocumentsAsked, documentQuestion, marksOf, type Pass } from './sql-matching.ts'
import type {
  DocumentKind,
  IndexedDocument,
  Place,
  SearchWriting,
  StoredDocument,
  Thing,
} from './store.ts'
import type { SearchTables } from './tables.ts'

export const searchTables: AreaTables = {
  rows: { search: (db, kind) => new SqlSearch(db.withTables<SearchTables>(), kind) },
  migrations: [search, oneIndexOfTheTrail],
  restored: [],
}

/** Nothing has a greater place. */
const BEYOND = Number.MAX_SAFE_INTEGER
/** Where the first of each kind are asked for: so many of all kinds are looked at before any kind is asked for by itself. */
const LOOKED_AT = 100
/** Of these each is looked at. */
const NEAREST = 300

/** In one statement: each database takes many more values. */
const ROWS_MAX = 500

type Row = Selectable<SearchTables['search_document']>

interface Matching extends DocumentsAsked {
  readonly pass: Pass
  readonly before: number
  readonly limit: number
}

class SqlSearch implements SearchWriting {
  readonly #db: Kysely<SearchTables & Tables>
  readonly #kind: DatabaseKind

  constructor(db: Kysely<SearchTables & Tables>, kind: DatabaseKind) {
    this.#db = db
    this.#kind = kind
  }

  async place(): Promise<Place | null> {
    const row = await this.#db
      .selectFrom('search_place')
      .select(['version', 'sequence'])
      .executeTakeFirst()
    return row ?? null
  }

  async documents({
    kind,
    cursor,
    ...asking
  }: Parameters<SearchWriting['documents']>[0]): Promise<Page<StoredDocument>> {
    const begun = cursor === null ? null : placeOf(cursor)
    return await this.#page(asking.limit, async (pass, limit) => {
      if (begun?.id === 'text' && pass === 'title') return []
      const before = begun?.id === pass ? begun.at : BEYOND
      return await this.#matching({ ...asking, kind, pass, before, limit })
    })
  }

  async firstOfEach({
    kinds,
    ...asking
  }: Parameters<SearchWriting['firstOfEach']>[0]): Promise<
    ReadonlyMap<DocumentKind, Page<StoredDocument>>
  > {
    if (kinds.length === 0) return new Map()
    const all = { ...asking, kind: null, before: BEYOND, limit: LOOKED_AT }
    const looks = {
      title: await this.#matching({ ...all, pass: 'title' }),
      text: await this.#matching({ ...all, pass: 'text' }),
    }
    const pages = new Map<DocumentKind, Page<StoredDocument>>()
    for (const kind of kinds) {
      const page = await this.#page(asking.limit, async (pass, limit) => {
        const own = looks[pass].filter(row => row.kind === kind).slice(0, limit)
        // These are all, or enough.
        if (own.length === limit || looks[pass].length < LOOKED_AT) return own
        return await this.#matching({ ...asking, kind, pass, before: BEYOND, limit })
      })
      if (page.items.length > 0) pages.set(kind, page)
    }
    return pages
  }

  /** Of both passes, one after the other. */
  async #page(
    asked: number,
    rowsOf: (pass: Pass, limit: number) => Promise<readonly Row[]>,
  ): Promise<Page<StoredDocument>> {
    const limit = pageSize(asked)
    const rows: (Row & { readonly pass: Pass })[] = []
    for (const pass of ['title', 'text'] as const) {
      const wanted = limit + 1 - rows.length
      if (wanted > 0) rows.push(...(await rowsOf(pass, wanted)).map(row => ({ ...row, pass })))
    }
    const last = rows[limit - 1]
    return {
      items: rows.slice(0, limit).map(documentOf),
      next: rows.length > limit ? cursorOf({ at: last.place, id: last.pass }) : null,
    }
  }

  async #matching({ pass, before, limit, ...asked }: Matching): Promise<readonly Row[]> {
    const question = documentQuestion(this.#kind, pass, asked)
    if (this.#kind === 'postgres')
      return await this.#matchingOnPostgres(question, { ...asked, before, limit })
    const { rows } = await sql<Row>`
      select document.* from search_word
      join search_document as document on document.place = search_word.rowid
      where search_word match ${question} and search_word.rowid < ${before}
      order by search_word.rowid desc limit ${limit}`.execute(this.#db)
    return rows
  }

  /**
   * Its inverted index gives all that have a word, in no order. Where that is most of them, enough are among those that were changed
   * last, which are looked through one by one before; of most kinds there are no others.
   */
  async #matchingOnPostgres(
    question: string,
    { kind, before, limit }: Pick<Matching, 'kind' | 'before' | 'limit'>,
  ): Promise<readonly Row[]> {
    const ofKind = kind === null ? sql`true` : sql`kind = ${kind}`
    const columns = sql`document.place, kind, thing, id, title, within_title, state, at, page`
    const near = await sql<Row & { readonly looked: number }>`
      with near as materialized (
        select place, words from search_document where ${ofKind} and place < ${before}
        order by place desc limit ${NEAREST}),
      found as materialized (
        select place from near where words @@ ${question}::tsquery order by place desc limit ${limit})
      select (select count(*) from near) as looked, ${columns}
      from (select 1) as one left join found on true
      left join search_document as document on document.place = found.place
      order by document.place desc`.execute(this.#db)
    const rows = near.rows.filter(row => row.place !== null)
    if (rows.length === limit || Number(near.rows[0].looked) < NEAREST) return rows
    const all = await sql<Row>`
      with found as materialized (
        select place from search_document where words @@ ${question}::tsquery),
      shown as (select place from found where place < ${before} order by place desc limit ${limit})
      select ${columns}
      from shown join search_document as document on document.place = shown.place
      order by document.place desc`.execute(this.#db)
    return all.rows
  }

  async setPlace({ version, sequence }: Place): Promise<void> {
    await this.#db
      .insertInto('search_place')
      .values({ id: 1, version, sequence, place: 0 })
      .onConflict(conflict => conflict.column('id').doUpdateSet({ version, sequence }))
      .execute()
  }

  async pendingCount(): Promise<number> {
    const { count } = await this.#db
      .selectFrom('search_pending')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    return Number(count)
  }

  async documentCount(): Promise<number> {
    const { count } = await this.#db
      .selectFrom('search_document')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    return Number(count)
  }

  async addPending(things: readonly Thing[]): Promise<void> {
    for (let at = 0; at < things.length; at += ROWS_MAX)
      await this.#db
        .insertInto('search_pending')
        .values(things.slice(at, at + ROWS_MAX))
        .onConflict(conflict => conflict.columns(['kind', 'thing']).doNothing())
        .execute()
  }

  async takePending(limit: number): Promise<readonly Thing[]> {
    const rows = await this.#db
      .selectFrom('search_pending')
      .selectAll()
      .orderBy('kind')
      .orderBy('thing')
      .limit(limit)
      .execute()
    for (const { kind, thing } of rows)
      await this.#db
        .deleteFrom('search_pending')
        .where('kind', '=', kind)
        .where('thing', '=', thing)
        .execute()
    return rows as readonly Thing[]
  }

  async replace(
    kind: DocumentKind,
    thing: string,
    documents: readonly IndexedDocument[],
  ): Promise<void> {
    const old = await this.#db
      .deleteFrom('search_document')
      .where('kind', '=', kind)
      .where('thing', '=', thing)
      .returning('place')
      .execute()
    if (this.#kind === 'sqlite')
      for (const { place } of old)
        await sql`delete from search_word where rowid = ${place}`.execute(this.#db)
    for (const document of documents) await this.#insert(kind, thing, document)
  }

  async #insert(kind: DocumentKind, thing: string, document: IndexedDocument): Promise<void> {
    const { place } = await this.#db
      .updateTable('search_place')
      .set(eb => ({ place: eb('place', '+', 1) }))
      .returning('place')
      .executeTakeFirstOrThrow()
    const { id, title, within, state, at, page } = document
    await this.#db
      .insertInto('search_document')
      .values({ place, kind, thing, id, title, within_title: within, state, at, page })
      .execute()
    const marks = marksOf(kind, document)
    await (this.#kind === 'sqlite'
      ? sql`insert into search_word (rowid, words) values (${place}, ${marks.join(' ')})`
      : sql`update search_document set words = array_to_tsvector(${marks}::text[]) where place = ${place}`
    ).execute(this.#db)
  }

  async clear(): Promise<void> {
    await this.#db.deleteFrom('search_document').execute()
    await this.#db.deleteFrom('search_pending').execute()
    await this.#db.deleteFrom('search_place').execute()
    if (this.#kind === 'sqlite')
      await sql`insert into search_word (search_word) values ('delete-all')`.execute(this.#db)
  }
}

function documentOf(row: Row): StoredDocument {
  const { id, title, within_title: within, state, at, page } = row
  return { id, title, within, state, at, page }
}
