/**
 * The list as JSON: each version as it was signed (a compact JWS, RFC 7515, octet for octet), its content for those who
 * have verified it by then, and the schema that the content is of. Pure.
 */
import type { ReadList } from '../signed.ts'
import type { FeedFile } from './feed.ts'
import { LIST_SCHEMA_FILE, listSchema } from './list-schema.ts'

export interface SignedList extends Pick<ReadList, 'list'> {
  /** The compact JWS. */
  readonly jws: string
}

export function jsonFeed(versions: readonly SignedList[]): readonly FeedFile[] {
  return [
    ...versions.flatMap(({ list, jws }) => [
      { name: `zero-rating-${list.version}.jws`, text: `${jws}\n` },
      { name: `zero-rating-${list.version}.json`, text: indented(list) },
    ]),
    { name: LIST_SCHEMA_FILE, text: indented(listSchema()) },
  ]
}

function indented(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
