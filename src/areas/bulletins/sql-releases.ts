/** The log of releases and the rounds that were made of them, on a database. */
import { type Kysely, sql } from 'kysely'
import { all } from '../../sql/record.ts'
import type { BulletinWriting } from './store.ts'
import { type BulletinTables, listedRelease, release } from './tables.ts'

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

/** Written out, as in the index `bulletin_doubted`: for a value that it is handed, a database plans anew each time or has no use for it. */
const DOUBTED = sql.lit(1)
export function releasesOn(db: Kysely<BulletinTables>): ReleaseRows {
  const releases = () => db.selectFrom('bulletin_release').selectAll().orderBy('serial')
  const drafts = () => db.selectFrom('bulletin_round').selectAll()
  return {
    lastSerial: async () => {
      const { last } = await db
        .selectFrom('bulletin_release')
        .select(({ fn }) => fn.max('serial').as('last'))
        .executeTakeFirstOrThrow()
      return Number(last ?? 0)
    },
    releasesAfter: async (serial, limit) => await all(releases().where('serial', '>', serial).limit(limit), release.of),
    releasesOf: async bulletin => await all(releases().where('bulletin', '=', bulletin), release.of),
    standing: async (nowMs, which) => {
      const standing = db
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
      const sure = standing.where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('bulletin')
              .select('bulletin.id')
              .whereRef('bulletin.id', '=', 'release.bulletin')
              .where('bulletin.released_doubted', '=', DOUBTED),
          ),
        ),
      )
      return await all(which === 'sure' ? sure : standing, row => ({
        ...release.of(row),
        publishedAt: Number(row.published_at),
      }))
    },
    releasesOfMatters: async sinceMs => {
      const rows = releases()
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
      return await all(rows, release.of)
    },
    doubted: async () =>
      (await db.selectFrom('bulletin').select('id').where('released_doubted', '=', DOUBTED).execute()).map(
        ({ id }) => id,
      ),
    releasedBetween: async (fromMs, untilMs) =>
      await all(
        db
          .selectFrom('bulletin_release')
          .select(listedRelease.columns)
          .where('at', '>=', fromMs)
          .where('at', '<', untilMs)
          .orderBy('serial'),
        listedRelease.of,
      ),
    hasReleases: async () =>
      (await db.selectFrom('bulletin_release').select('serial').limit(1).executeTakeFirst()) !== undefined,
    insertRelease: async given => {
      const { channels, content, kind } = given
      await db
        .insertInto('bulletin_release')
        .values({
          ...release.row(given),
          until_at: Date.parse(content.window.until),
          has_sms: channels.includes('sms') && kind !== 'cancel' ? 1 : 0,
        })
        .execute()
    },

    smsDrafts: async limit => await drafts().orderBy('serial', 'desc').limit(limit).execute(),
    smsDraftsOf: async bulletin => await drafts().where('bulletin', '=', bulletin).orderBy('serial').execute(),
    smsDraftsWanted: async (nowMs, limit) =>
      await all(
        releases()
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
          .limit(limit),
        release.of,
      ),
    insertSmsDraft: async draft => {
      await db.insertInto('bulletin_round').values(draft).execute()
    },
  }
}
