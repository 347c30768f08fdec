/** The log of releases and the rounds that were made of them, on a database. */
import { type Kysely, type Selectable, sql } from 'kysely'
import type { BulletinApproval, BulletinContent } from '../../directive/bulletin.ts'
import type { BulletinWriting, ListedRelease, SmsDraft, StoredRelease } from './store.ts'
import type { BulletinTables } from './tables.ts'

type ReleaseRows = Pick<
  BulletinWriting,
  | 'lastSerial'
  | 'releasesAfter'
  | 'releasesOf'
  | 'standing'
  | 'releasesOfMatters'
  | 'doubted'
  | 'releasedBetween'
  | 'hasReleases'
  | 'insertRelease'
  | 'smsDrafts'
  | 'smsDraftsOf'
  | 'smsDraftsWanted'
  | 'insertSmsDraft'
>

const LISTED = [
  'serial',
  'bulletin',
  'version',
  'kind',
  'sha256',
  'at',
  'by_name',
  'purpose',
  'priority',
  'channels',
] as const
/** Written out, as in the index `bulletin_doubted`: for a value that it is handed, a database plans anew each time or has no use for it. */
const DOUBTED = sql.lit(1)
type ListedRow = Pick<Selectable<BulletinTables['bulletin_release']>, (typeof LISTED)[number]>

export function releasesOn(db: Kysely<BulletinTables>): ReleaseRows {
  const releases = () => db.selectFrom('bulletin_release').selectAll().orderBy('serial')
  return {
    lastSerial: async () => {
      const { last } = await db
        .selectFrom('bulletin_release')
        .select(({ fn }) => fn.max('serial').as('last'))
        .executeTakeFirstOrThrow()
      return Number(last ?? 0)
    },
    releasesAfter: async (serial, limit) =>
      (await releases().where('serial', '>', serial).limit(limit).execute()).map(releaseOf),
    releasesOf: async bulletin =>
      (await releases().where('bulletin', '=', bulletin).execute()).map(releaseOf),
    standing: async (nowMs, which) => {
      const all = db
        .selectFrom('bulletin_release as release')
        .selectAll('release')
        .select(({ selectFrom }) =>
          selectFrom('bulletin_release as first')
            .select(({ fn }) => fn.min('first.at').as('at'))
            .whereRef('first.bulletin', '=', 'release.bulletin')
            .whereRef('first.version', '=', 'release.version')
            .as('published_at'),
        )
        .where('release.until_at', '>', nowMs)
        .where(
          sql<boolean>`release.serial = (select max(later.serial) from bulletin_release later
            where later.bulletin = release.bulletin)`,
        )
        .orderBy('release.serial')
      const sure = all.where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('bulletin')
              .select('bulletin.id')
              .whereRef('bulletin.id', '=', 'release.bulletin')
              .where('bulletin.released_doubted', '=', DOUBTED),
          ),
        ),
      )
      const rows = await (which === 'sure' ? sure : all).execute()
      return rows.map(row => ({ ...releaseOf(row), publishedAt: Number(row.published_at) }))
    },
    releasesOfMatters: async sinceMs => {
      const rows = await releases()
        .where('until_at', '>', sinceMs)
        // As JSON writes it: within a text there is a backslash before the quotation mark.
        .where('content', 'like', '%"matter":{%')
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('bulletin')
                .select('bulletin.id')
                .whereRef('bulletin.id', '=', 'bulletin_release.bulletin')
                .where('bulletin.released_doubted', '=', DOUBTED),
            ),
          ),
        )
        .execute()
      return rows.map(releaseOf)
    },
    doubted: async () =>
      (
        await db
          .selectFrom('bulletin')
          .select('id')
          .where('released_doubted', '=', DOUBTED)
          .execute()
      ).map(({ id }) => id),
    releasedBetween: async (fromMs, untilMs) =>
      (
        await db
          .selectFrom('bulletin_release')
          .select(LISTED)
          .where('at', '>=', fromMs)
          .where('at', '<', untilMs)
          .orderBy('serial')
          .execute()
      ).map(listedOf),
    hasReleases: async () =>
      (await db.selectFrom('bulletin_release').select('serial').limit(1).executeTakeFirst()) !==
      undefined,
    insertRelease: async ({ content, approval, channels, by, ...release }) => {
      await db
        .insertInto('bulletin_release')
        .values({
          ...release,
          by_name: by,
          channels: JSON.stringify(channels),
          until_at: Date.parse(content.window.until),
          has_sms: channels.includes('sms') && release.kind !== 'cancel' ? 1 : 0,
          content: JSON.stringify(content),
          approval: approval === null ? null : JSON.stringify(approval),
        })
        .execute()
    },

    smsDrafts: async limit =>
      (
        await db
          .selectFrom('bulletin_round')
          .selectAll()
          .orderBy('serial', 'desc')
          .limit(limit)
          .execute()
      ).map(row => ({ ...row, kind: row.kind as SmsDraft['kind'] })),
    smsDraftsOf: async bulletin =>
      (
        await db
          .selectFrom('bulletin_round')
          .selectAll()
          .where('bulletin', '=', bulletin)
          .orderBy('serial')
          .execute()
      ).map(row => ({ ...row, kind: row.kind as SmsDraft['kind'] })),
    smsDraftsWanted: async (nowMs, limit) =>
      (
        await releases()
          .where('until_at', '>', nowMs)
          .where('has_sms', '=', 1)
          // What was taken back or replaced meanwhile is sent no more.
          .where(
            sql<boolean>`serial = (select max(later.serial) from bulletin_release later
              where later.bulletin = bulletin_release.bulletin)`,
          )
          .where(({ not, exists, selectFrom }) =>
            not(
              exists(
                selectFrom('bulletin_round')
                  .select('bulletin_round.serial')
                  .whereRef('bulletin_round.serial', '=', 'bulletin_release.serial'),
              ),
            ),
          )
          .limit(limit)
          .execute()
      ).map(releaseOf),
    insertSmsDraft: async draft => {
      await db.insertInto('bulletin_round').values(draft).execute()
    },
  }
}

function listedOf(row: ListedRow): ListedRelease {
  return {
    serial: row.serial,
    bulletin: row.bulletin,
    version: row.version,
    // Written by insertRelease from the same types, as is all JSON here.
    kind: row.kind as ListedRelease['kind'],
    sha256: row.sha256,
    at: row.at,
    by: row.by_name,
    purpose: row.purpose as ListedRelease['purpose'],
    priority: row.priority as ListedRelease['priority'],
    channels: JSON.parse(row.channels) as ListedRelease['channels'],
  }
}

function releaseOf(row: Selectable<BulletinTables['bulletin_release']>): StoredRelease {
  return {
    ...listedOf(row),
    content: JSON.parse(row.content) as BulletinContent,
    approval: row.approval === null ? null : (JSON.parse(row.approval) as BulletinApproval),
  }
}
