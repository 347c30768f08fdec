/** Pages of a list, newest first: the cursor is the place of the last item, so a page costs the same wherever it begins. */

import { notFound } from '../authority/failures.ts'
import type { Page } from '../authority/paging.ts'

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
