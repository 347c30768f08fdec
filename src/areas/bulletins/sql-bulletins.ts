/** Bulletins as people work on them, on a database. */
import type { Kysely } from 'kysely'
import { newestFirst } from '../../sql/pages.ts'
import { all, among, one, put, type RowOf } from '../../sql/record.ts'
import { channelsOf } from './content.ts'
import type { BulletinWriting, Released, StoredBulletin } from './store.ts'
import { type BulletinTables, bulletin, listedBulletin } from './tables.ts'

type BulletinRows = Pick<BulletinWriting, 'bulletin' | 'bulletins' | 'due' | 'putBulletin' | 'deleteBulletin'>

export function bulletinsOn(db: Kysely<BulletinTables>): BulletinRows {
  const whole = () => db.selectFrom('bulletin').selectAll()
  return {
    bulletin: async id => await one(whole().where('id', '=', id), bulletinOf),
    bulletins: async query => {
      let rows = db.selectFrom('bulletin').select(listedBulletin.columns)
      if (query.states !== null) rows = rows.where('state', 'in', among(query.states))
      if (query.purpose !== null) rows = rows.where('purpose', '=', query.purpose)
      if (query.archived !== undefined)
        rows = rows.where('archived_at', query.archived === 'only' ? 'is not' : 'is', null)
      return await newestFirst(rows, query, { at: 'created_at', item: listedOf })
    },
    due: async (atMs, limit) =>
      await all(whole().where('due_at', '<=', atMs).orderBy('due_at').orderBy('id').limit(limit), bulletinOf),
    putBulletin: async given => {
      await put(db, 'bulletin', rowOf(given), { key: ['id'], stay: ['created_at'] })
    },
    deleteBulletin: async id => {
      await db.deleteFrom('bulletin').where('id', '=', id).execute()
    },
  }
}

function rowOf(given: StoredBulletin) {
  const { window, renditions, provinces, purpose, priority } = given.draft
  return {
    ...bulletin.row({ ...given, isDoubted: given.released?.isDoubted === true }),
    title: renditions.page.at(0)?.title ?? '',
    purpose,
    priority,
    provinces: provinces === null ? null : JSON.stringify(provinces),
    until_at: window.until === null ? null : Date.parse(window.until),
    channels: JSON.stringify(channelsOf(renditions)),
  }
}

const bulletinOf = (row: RowOf<typeof bulletin>) => doubted(bulletin.of(row))
const listedOf = (row: RowOf<typeof listedBulletin>) => doubted(listedBulletin.of(row))

function doubted<Of extends { released: Omit<Released, 'isDoubted'> | null; isDoubted: boolean }>({
  isDoubted,
  ...given
}: Of) {
  return { ...given, released: given.released && { ...given.released, isDoubted } }
}
