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
import type { DocumentKind, IndexedDocument, Place, SearchWriting, StoredDocument, Thing } from './store.ts'

export const searchTables: AreaTables = {
  rows: { search: (db, kind) => new SqlSearch(db.withTables<SearchTables>(), kind) },
  migrations: [search, oneIndexOfTheTrail],
  restored: [],
}

/** Nothing has a greater place. */
const BEYOND = Number.MAX_SAFE_INTEGER
/** Where the first of each kind are asked for: so many of all kinds are looked at before any kind is asked for by itself. */
const LOOKED_AT = 100
/** Of these each is looked at, on PostgreSQL. */
const NEAREST = 300
const NEAR_OF_EACH = 100
const PASSES: readonly Pass[] = ['title', 'text']

/** In one statement: each database takes many more values. */
const ROWS_MAX = 500

type Row = Selectable<SearchTables['search_document']>

type FoundRow = Row & { readonly pass: Pass }

interface Near {
  readonly rows: readonly FoundRow[]
  readonly isAll: boolean
}

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
    const row = await this.#db.selectFrom('search_place').select(['version', 'sequence']).executeTakeFirst()
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
  }: Parameters<SearchWriting['firstOfEach']>[0]): Promise<ReadonlyMap<DocumentKind, Page<StoredDocument>>> {
    const look = this.#lookOnce(asking)
    const near = await this.#near(kinds, asking)
    const pages = new Map<DocumentKind, Page<StoredDocument>>()
    for (const [kind, known] of near) {
      const page = await this.#page(asking.limit, async (pass, limit) => {
        const found = known.rows.filter(row => row.pass === pass).slice(0, limit)
        if (found.length === limit || known.isAll) return found
        const rows = await look(pass)
        const own = rows.filter(row => row.kind === kind).slice(0, limit)
        // These are all, or enough.
        if (own.length === limit || rows.length < LOOKED_AT) return own
        return await this.#matching({ ...asking, kind, pass, before: BEYOND, limit })
      })
      if (page.items.length > 0) pages.set(kind, page)
    }
    return pages
  }

  /** Those of all kinds that were changed last, asked for when somebody needs them. */
  #lookOnce(asked: Pick<DocumentsAsked, 'reader' | 'wanted'>) {
    const looks = new Map<Pass, Promise<readonly Row[]>>()
    return (pass: Pass) => {
      const look = looks.get(pass) ?? this.#matching({ ...asked, kind: null, pass, before: BEYOND, limit: LOOKED_AT })
      looks.set(pass, look)
      return look
    }
  }

  /**
   * Of each of these kinds that has any documents, what of those that were changed last is found, on PostgreSQL; `isAll`: it has no
   * others. SQLite has no words beside a document.
   */
  async #near(
    kinds: readonly DocumentKind[],
    asked: Pick<Matching, 'reader' | 'wanted' | 'limit'>,
  ): Promise<ReadonlyMap<DocumentKind, Near>> {
    const known = new Map<DocumentKind, Near>()
    if (kinds.length === 0) return known
    const of = sql.join(kinds.map(kind => sql`(${kind})`))
    if (this.#kind === 'sqlite') {
      const { rows } = await sql<{ kind: DocumentKind }>`
        with asked (kind) as (values ${of})
        select kind from asked
        where exists (select 1 from search_document where search_document.kind = asked.kind)`.execute(this.#db)
      for (const { kind } of rows) known.set(kind, { rows: [], isAll: false })
      return known
    }
    const [title, text] = PASSES.map(pass => documentQuestion(this.#kind, pass, { ...asked, kind: null }))
    // As pairs: by the index of both, and never by that of all places, which the planner takes where it thinks that it is shorter.
    const { rows } = await sql<Row & { readonly pass: Pass | null; readonly looked: number }>`
      with asked (kind) as (values ${of}),
      near as materialized (
        select asked.kind, document.place, document.words
        from asked cross join lateral (
          select place, words from search_document
          where (kind, place) > (asked.kind, -1) and (kind, place) < (asked.kind, ${BEYOND}::bigint)
          order by kind desc, place desc limit ${NEAR_OF_EACH}) as document),
      passed as (
        select place, kind, case when words @@ ${title}::tsquery then 'title'
          when words @@ ${text}::tsquery then 'text' end as pass from near),
      found as (
        select place, pass, row_number() over (partition by kind, pass order by place desc) as number
        from passed where pass is not null)
      select counted.kind, counted.looked, pass, document.place, thing, id, title, within_title, state, at, page
      from (select kind, count(*) as looked from near group by kind) as counted
      left join (found join search_document as document using (place))
        on document.kind = counted.kind and number <= ${asked.limit + 1}
      order by document.place desc`.execute(this.#db)
    for (const kind of kinds) {
      const own = rows.filter(row => row.kind === kind)
      if (own.length === 0) continue
      const found = own.flatMap(({ pass, ...row }) => (pass === null ? [] : [{ ...row, pass }]))
      known.set(kind, { rows: found, isAll: Number(own[0].looked) < NEAR_OF_EACH })
    }
    return known
  }

  /** Of both passes, one after the other. */
  async #page(
    asked: number,
    rowsOf: (pass: Pass, limit: number) => Promise<readonly Row[]>,
  ): Promise<Page<StoredDocument>> {
    const limit = pageSize(asked)
    const rows: FoundRow[] = []
    for (const pass of PASSES) {
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
    if (this.#kind === 'postgres') return await this.#matchingOnPostgres(question, { ...asked, before, limit })
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
    const near =
      kind === null
        ? sql`where place < ${before} order by place desc`
        : sql`where (kind, place) > (${kind}, -1) and (kind, place) < (${kind}, ${before}::bigint)
            order by kind desc, place desc`
    const columns = sql`document.place, kind, thing, id, title, within_title, state, at, page`
    const looked = await sql<Row & { readonly looked: number }>`
      with near as materialized (
        select place, words from search_document ${near} limit ${NEAREST}),
      found as materialized (
        select place from near where words @@ ${question}::tsquery order by place desc limit ${limit})
      select (select count(*) from near) as looked, ${columns}
      from (select 1) as one left join found on true
      left join search_document as document on document.place = found.place
      order by document.place desc`.execute(this.#db)
    const rows = looked.rows.filter(row => row.place !== null)
    if (rows.length === limit || Number(looked.rows[0].looked) < NEAREST) return rows
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
      await this.#db.deleteFrom('search_pending').where('kind', '=', kind).where('thing', '=', thing).execute()
    return rows as readonly Thing[]
  }

  async replace(kind: DocumentKind, thing: string, documents: readonly IndexedDocument[]): Promise<void> {
    const old = await this.#db
      .deleteFrom('search_document')
      .where('kind', '=', kind)
      .where('thing', '=', thing)
      .returning('place')
      .execute()
    if (this.#kind === 'sqlite')
      for (const { place } of old) await sql`delete from search_word where rowid = ${place}`.execute(this.#db)
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

/**
 * Tables of the search as TypeScript sees them. Instants are milliseconds since 1970.
 *
 * The words of a document are in a full-text table of SQLite (`search_word`, whose rowid is the place), in a column of PostgreSQL
 * (`words`); sql-matching.ts says how they are asked. Those of the trail are the trail's (`sql/trail-words.ts`).
 */
export type SearchTables = {
  /** One row. `place`: of the last document. */
  search_place: { id: number; version: number; sequence: number; place: number }
  /** Things that entries up to there may have changed, and that were not read since. */
  search_pending: { kind: string; thing: string }
  search_document: {
    /** Rises: what was changed last has the greatest. */
    place: number
    kind: string
    thing: string
    id: string
    title: string
    within_title: string | null
    state: string | null
    at: number
    page: string
  }
}
