/**
 * A page of the trail by what is looked for, at the same price however many entries there are.
 *
 *   nothing, or days             the trail itself, between the entries that the days say
 *   an action                    an entry has one of some hundred actions: the first of the first of each that was asked for, each of
 *                                them the end of an index, so that nothing is sorted or passed over
 *   a subject                    has few entries of its own
 *   words or an actor            the entries that have all of these words (trail-words.ts)
 */
import { type Kysely, type RawBuilder, type Selectable, type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import type { TrailQuery } from '../authority/store.ts'
import type { DatabaseKind } from './migration.ts'
import type { Tables } from './tables.ts'
import { askedOf, spanOf } from './trail-words.ts'

/** From where: newest first those before an entry, null from the end; or oldest first those after it. */
export type TrailPlace =
  | { readonly order: 'newest'; readonly before: number | null }
  | { readonly order: 'oldest'; readonly after: number }

/** Actions that the trail can hold, at most; there is room for what comes. */
const ACTIONS_MAX = 400

export async function trailRows(
  db: Kysely<Tables>,
  kind: DatabaseKind,
  { query, place, limit }: { readonly query: TrailQuery; readonly place: TrailPlace; readonly limit: number },
) {
  const within = await withinOf(db, query, place)
  if (within === null) return []
  const { action, actor, subject, text = [], hidden = [] } = query
  const way = place.order === 'newest' ? 'desc' : 'asc'
  const asked = text.length > 0 || actor !== null ? askedOf(kind, { text, actor, action, subject, hidden }) : null
  if (asked !== null) {
    const found = { asked, within, way, limit } as const
    return kind === 'sqlite' ? await wordsOnSqlite(db, found) : await wordsOnPostgres(db, found)
  }
  let all = rowsOf(db.selectFrom('trail'), within).selectAll('trail')
  if (hidden.length > 0) all = all.where('subject_kind', 'not in', hidden)
  if (subject !== null) {
    let rows = all.where('subject_id', '=', subject)
    if (action !== null)
      rows = rows.where(({ or, eb }) =>
        or([eb('action', '=', action), eb(sql<string>`substr(action, 1, ${action.length + 1})`, '=', `${action}.`)]),
      )
    return await rows.orderBy('sequence', way).limit(limit).execute()
  }
  if (action === null) return await all.orderBy('sequence', way).limit(limit).execute()
  const [first, ...others] = await actionsOf(db, action)
  if (first === undefined) return []
  const end = (of: string) =>
    db.selectFrom(all.where('action', '=', of).orderBy('sequence', way).limit(limit).as('end')).selectAll('end')
  return await others
    .reduce((rows, of) => rows.unionAll(end(of)), end(first))
    .orderBy('sequence', way)
    .limit(limit)
    .execute()
}

interface Found {
  readonly asked: string
  readonly within: Within
  readonly way: 'asc' | 'desc'
  readonly limit: number
}

/** It reads the words from one end, and each entry by its number, if they are joined in this order. */
async function wordsOnSqlite(db: Kysely<Tables>, { asked, within, way, limit }: Found) {
  const key = sql<number>`trail_words.rowid`
  return await rowsOf(db.selectFrom('trail_words').crossJoin('trail'), within)
    .selectAll('trail')
    .where(sql<SqlBool>`trail_words match ${asked}`)
    .where(sql<SqlBool>`trail.sequence = ${key}`)
    .where(sql<SqlBool>`${key} >= ${within.first} and ${key} <= ${within.last}`)
    .orderBy(key, way)
    .limit(limit)
    .execute()
}

/**
 * Its inverted index gives all entries that have a word, in no order. Where that is most of them, enough are among the nearest, which
 * are looked through one by one before.
 */
const NEAREST = 1000

async function wordsOnPostgres(db: Kysely<Tables>, { asked, within, way, limit }: Found) {
  const { first, last, fromMs, untilMs } = within
  const order = sql.raw(way)
  // Days are known of entries alone: whoever asks for them has all that are found between.
  const most = fromMs === null && untilMs === null ? sql`limit ${limit}` : sql``
  const entries = async (sequences: RawBuilder<unknown>) =>
    await sql<Selectable<Tables['trail']>>`
      with found as materialized (${sequences})
      select trail.* from found join trail on trail.sequence = found.sequence
      where ${fromMs === null ? sql`true` : sql`trail.at >= ${fromMs}`}
        and ${untilMs === null ? sql`true` : sql`trail.at < ${untilMs}`}
      order by trail.sequence ${order} limit ${limit}`.execute(db)
  const nearest = await entries(sql`
    select sequence from (
      select sequence, words from trail_words where sequence >= ${first} and sequence <= ${last}
      order by sequence ${order} limit ${NEAREST}) as near
    where words @@ ${asked}::tsquery order by sequence ${order} ${most}`)
  if (nearest.rows.length === limit) return nearest.rows
  const all = await entries(sql`
    with matching as materialized (
      select sequence from trail_words where words @@ ${asked}::tsquery)
    select sequence from matching where sequence >= ${first} and sequence <= ${last}
    order by sequence ${order} ${most}`)
  return all.rows
}

interface Within {
  readonly first: number
  readonly last: number
  readonly fromMs: number | null
  readonly untilMs: number | null
}

/** Null: nothing is there. */
async function withinOf(
  db: Kysely<Tables>,
  { fromMs = null, untilMs = null }: TrailQuery,
  place: TrailPlace,
): Promise<Within | null> {
  const span =
    fromMs === null && untilMs === null
      ? { first: 1, last: Number.MAX_SAFE_INTEGER }
      : await spanOf(db, { fromMs, untilMs })
  if (span === null) return null
  const first = place.order === 'oldest' ? Math.max(span.first, place.after + 1) : span.first
  const last = place.order === 'newest' && place.before !== null ? Math.min(span.last, place.before - 1) : span.last
  return first > last ? null : { first, last, fromMs, untilMs }
}

function rowsOf<From extends 'trail' | 'trail_words', Row>(
  from: SelectQueryBuilder<Tables, From | 'trail', Row>,
  { first, last, fromMs, untilMs }: Within,
) {
  const at = sql<number>`trail.at`
  let rows = from.where(sql<SqlBool>`trail.sequence >= ${first} and trail.sequence <= ${last}`)
  if (fromMs !== null) rows = rows.where(at, '>=', fromMs)
  if (untilMs !== null) rows = rows.where(at, '<', untilMs)
  return rows
}

/** Those of the trail that were asked for: one step in an index each. */
async function actionsOf(db: Kysely<Tables>, asked: string): Promise<readonly string[]> {
  // `round.approve` is one action.
  if (asked.includes('.')) return [asked]
  const { rows } = await sql<{ action: string }>`
    with recursive found(action) as (
      select min(action) from trail
      union all
      select (select min(trail.action) from trail where trail.action > found.action)
      from found where found.action is not null)
    select action from found where action is not null limit ${ACTIONS_MAX}`.execute(db)
  return rows.map(({ action }) => action).filter(action => action === asked || action.startsWith(`${asked}.`))
}
