/** Bulletins as people work on them, on a database. */
import type { Kysely, Selectable } from 'kysely'
import type { Writer } from '../../authority/actor.ts'
import { newestFirst } from '../../sql/pages.ts'
import { channelsOf } from './content.ts'
import type { BulletinDraft } from './model.ts'
import type { BulletinWriting, Held, ListedBulletin, Released, StoredBulletin } from './store.ts'
import type { BulletinTables } from './tables.ts'

type BulletinRows = Pick<
  BulletinWriting,
  'bulletin' | 'bulletins' | 'due' | 'putBulletin' | 'deleteBulletin'
>

/** A page of a list reads no drafts. */
const LISTED = [
  'id',
  'version',
  'state',
  'due_at',
  'released_kind',
  'released_version',
  'released_at',
  'released_until',
  'released_doubted',
  'title',
  'purpose',
  'priority',
  'provinces',
  'until_at',
  'channels',
  'created_at',
  'updated_at',
  'updated_by',
  'updated_by_name',
  'archived_at',
] as const
type ListedRow = Pick<Selectable<BulletinTables['bulletin']>, (typeof LISTED)[number]>

export function bulletinsOn(db: Kysely<BulletinTables>): BulletinRows {
  const whole = () => db.selectFrom('bulletin').selectAll()
  return {
    bulletin: async id => {
      const row = await whole().where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : bulletinOf(row)
    },
    bulletins: async query => {
      let rows = db.selectFrom('bulletin').select(LISTED)
      if (query.states !== null)
        rows = rows.where('state', 'in', query.states.length > 0 ? query.states : [''])
      if (query.purpose !== null) rows = rows.where('purpose', '=', query.purpose)
      if (query.archived !== undefined)
        rows = rows.where('archived_at', query.archived === 'only' ? 'is not' : 'is', null)
      return await newestFirst(rows, query, { at: 'created_at', item: listedOf })
    },
    due: async (atMs, limit) =>
      (
        await whole()
          .where('due_at', '<=', atMs)
          .orderBy('due_at')
          .orderBy('id')
          .limit(limit)
          .execute()
      ).map(bulletinOf),
    putBulletin: async bulletin => {
      const columns = columnsOf(bulletin)
      await db
        .insertInto('bulletin')
        .values({ id: bulletin.id, created_at: bulletin.createdAt, ...columns })
        .onConflict(conflict => conflict.column('id').doUpdateSet(columns))
        .execute()
    },
    deleteBulletin: async id => {
      await db.deleteFrom('bulletin').where('id', '=', id).execute()
    },
  }
}

function columnsOf({ draft, released, ...bulletin }: StoredBulletin) {
  const { window, renditions, provinces } = draft
  return {
    version: bulletin.version,
    state: bulletin.state,
    draft: JSON.stringify(draft),
    sha256: bulletin.sha256,
    writers: JSON.stringify(bulletin.writers),
    submitted_by: bulletin.submittedBy?.id ?? null,
    submitted_by_name: bulletin.submittedBy?.name ?? null,
    approved_by: bulletin.approvedBy?.id ?? null,
    approved_by_name: bulletin.approvedBy?.name ?? null,
    reason: bulletin.reason,
    held: bulletin.held === null ? null : JSON.stringify(bulletin.held),
    due_at: bulletin.dueAt,
    released_kind: released?.kind ?? null,
    released_version: released?.version ?? null,
    released_at: released?.at ?? null,
    released_until: released?.until ?? null,
    released_doubted: released?.isDoubted === true ? 1 : 0,
    title: renditions.page.at(0)?.title ?? '',
    purpose: draft.purpose,
    priority: draft.priority,
    provinces: provinces === null ? null : JSON.stringify(provinces),
    until_at: window.until === null ? null : Date.parse(window.until),
    channels: JSON.stringify(channelsOf(renditions)),
    updated_at: bulletin.updatedAt,
    updated_by: bulletin.updatedBy.id,
    updated_by_name: bulletin.updatedBy.name,
    archived_at: bulletin.archivedAt,
    copy_of: bulletin.copyOf?.id ?? null,
    copy_of_version: bulletin.copyOf?.version ?? null,
    copy_of_title: bulletin.copyOf?.title ?? null,
    unsubmitted: bulletin.isUnsubmitted ? 1 : 0,
  }
}

function bulletinOf(row: Selectable<BulletinTables['bulletin']>): StoredBulletin {
  return {
    ...commonOf(row),
    // Written by putBulletin from the same types, as is all JSON here.
    draft: JSON.parse(row.draft) as BulletinDraft,
    sha256: row.sha256,
    writers: JSON.parse(row.writers) as readonly Writer[],
    submittedBy: writerOf(row.submitted_by, row.submitted_by_name),
    approvedBy: writerOf(row.approved_by, row.approved_by_name),
    reason: row.reason,
    held: row.held === null ? null : (JSON.parse(row.held) as Held),
    copyOf: copyOf(row),
    isUnsubmitted: row.unsubmitted === 1,
  }
}

function copyOf(row: Selectable<BulletinTables['bulletin']>): StoredBulletin['copyOf'] {
  const { copy_of: id, copy_of_version: version, copy_of_title: title } = row
  return id === null || version === null || title === null ? null : { id, version, title }
}

function listedOf(row: ListedRow): ListedBulletin {
  return {
    ...commonOf(row),
    title: row.title,
    purpose: row.purpose as ListedBulletin['purpose'],
    priority: row.priority as ListedBulletin['priority'],
    provinces:
      row.provinces === null ? null : (JSON.parse(row.provinces) as ListedBulletin['provinces']),
    until: row.until_at,
    channels: JSON.parse(row.channels) as ListedBulletin['channels'],
  }
}

function commonOf(row: ListedRow) {
  return {
    id: row.id,
    version: row.version,
    state: row.state as StoredBulletin['state'],
    dueAt: row.due_at,
    released: releasedOf(row),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    updatedBy: { id: row.updated_by, name: row.updated_by_name },
    archivedAt: row.archived_at,
  }
}

function releasedOf(row: ListedRow): Released | null {
  const { released_kind, released_version, released_at, released_until } = row
  if (
    released_kind === null ||
    released_version === null ||
    released_at === null ||
    released_until === null
  )
    return null
  const kind = released_kind as Released['kind']
  return {
    ...{ kind, version: released_version, at: released_at, until: released_until },
    isDoubted: row.released_doubted === 1,
  }
}

function writerOf(id: string | null, name: string | null): Writer | null {
  return id === null || name === null ? null : { id, name }
}
