/** Pages of a list, newest first: the cursor is the place of the last item, so a page costs the same wherever it begins. */

import { type SelectQueryBuilder, sql } from 'kysely'
import { notFound } from '../authority/failures.ts'
import type { Page, PageQuery } from '../authority/paging.ts'

export const PAGE_MAX = 200

/** An instant, also one before 1970, and an id for those of one instant; or a sequence and nothing. */
export interface Place {
  readonly at: number
  readonly id: string
}

export function placeOf(cursor: string): Place {
  const text = Buffer.from(cursor, 'base64url').toString('utf8')
  const match = /^(-?\d{1,16}) ([\w-]{0,64})$/.exec(text)
  if (match === null) throw notFound('cursor')
  return { at: Number(match[1]), id: match[2] }
}

export function cursorOf({ at, id }: Place): string {
  return Buffer.from(`${at} ${id}`).toString('base64url')
}

export function pageSize(limit: number): number {
  return Math.min(PAGE_MAX, Math.max(1, Math.trunc(limit)))
}

/** Of one row more than the page holds. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  { place, item }: { readonly place: (row: Row) => Place; readonly item: (row: Row) => Item },
): Page<Item> {
  const shown = rows.slice(0, limit)
  const next = rows.length > limit ? cursorOf(place(shown[shown.length - 1])) : null
  return { items: shown.map(item), next }
}

/**
 * A page of rows that have an instant and an id, the newest first; of one instant the greatest id. `table`: whose both are, where
 * rows are joined of several.
 */
export async function newestFirst<
  Db,
  Tables extends keyof Db,
  At extends string,
  Row extends { readonly id: string } & Readonly<Record<At, number>>,
  Item,
>(
  rows: SelectQueryBuilder<Db, Tables, Row>,
  query: PageQuery,
  by: { readonly table?: string; readonly at: At; readonly item: (row: Row) => Item },
): Promise<Page<Item>> {
  const limit = pageSize(query.limit)
  const column = (name: string) => sql.ref(by.table === undefined ? name : `${by.table}.${name}`)
  const [at, id] = [column(by.at), column('id')]
  let page = rows
    .orderBy(at, 'desc')
    .orderBy(id, 'desc')
    .limit(limit + 1)
  if (query.cursor !== null) {
    const place = placeOf(query.cursor)
    page = page.where(sql<boolean>`(${at}, ${id}) < (${place.at}, ${place.id})`)
  }
  return pageOf(await page.execute(), limit, { place: row => ({ at: row[by.at], id: row.id }), item: by.item })
}
