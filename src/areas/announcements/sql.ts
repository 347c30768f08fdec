/** Announcements before the ring in the database. */
import type { Kysely } from 'kysely'
import { all, one, put, type RowOf, record } from '../../sql/record.ts'
import type { AreaTables } from '../../sql/store.ts'
import type { DeliveryDocuments } from '../bulletins/node-delivery.ts'
import { DELIVERED, deliveryDocuments, ISSUED } from '../bulletins/sql-deliveries.ts'
import { announcements } from './migrations/014-announcements.ts'
import type { AnnouncementWriting, StoredAnnouncement } from './store.ts'

/* The table of announcements as TypeScript sees it. Instants are milliseconds since 1970. */

const announcement = record<StoredAnnouncement>()({ plain: [DELIVERED, 'sound calls countedAt'], flags: 'isFinal' })

type AnnouncementTables = {
  announcement: RowOf<typeof announcement> &
    RowOf<typeof deliveryDocuments> & { acknowledgement: string | null; count_document: string | null }
}

export const announcementTables: AreaTables = {
  rows: { announcements: db => new SqlAnnouncements(db.withTables<AnnouncementTables>()) },
  migrations: [announcements],
  restored: [],
}

class SqlAnnouncements implements AnnouncementWriting {
  readonly #db: Kysely<AnnouncementTables>

  constructor(db: Kysely<AnnouncementTables>) {
    this.#db = db
  }

  async one(id: string) {
    return await one(this.#all().where('id', '=', id), withDocuments)
  }

  async ofBulletin(bulletin: string): Promise<readonly StoredAnnouncement[]> {
    return await all(
      this.#db
        .selectFrom('announcement')
        .select(announcement.columns)
        .where('bulletin', '=', bulletin)
        .orderBy('operator_id')
        .orderBy('serial'),
      announcement.of,
    )
  }

  async openAt(operator: string) {
    const rows = this.#all()
      .where('operator_id', '=', operator)
      .where(eb =>
        eb.or([
          eb('state', '=', 'issued'),
          // A restored database does not know whether one that it calls expired was taken.
          eb.and([eb('state', 'in', ['held', 'expired']), eb('wish', '=', 'stop')]),
        ]),
      )
      .orderBy('serial', 'desc')
    return await all(rows, withDocuments)
  }

  #all() {
    return this.#db.selectFrom('announcement').selectAll()
  }

  async put(given: StoredAnnouncement & DeliveryDocuments): Promise<void> {
    const row = { ...announcement.row(given), ...deliveryDocuments.row(given) }
    await put(this.#db, 'announcement', row, { key: ['id'], stay: [...ISSUED, 'sound'] })
  }

  async keepAcknowledgement(id: string, acknowledgement: string): Promise<void> {
    await this.#db.updateTable('announcement').set({ acknowledgement }).where('id', '=', id).execute()
  }

  async keepCount(id: string, count_document: string): Promise<void> {
    await this.#db.updateTable('announcement').set({ count_document }).where('id', '=', id).execute()
  }

  async expireOpen(): Promise<void> {
    await this.#db.updateTable('announcement').set({ state: 'expired' }).where('state', '=', 'issued').execute()
  }
}

function withDocuments(row: AnnouncementTables['announcement']): StoredAnnouncement & DeliveryDocuments {
  return { ...announcement.of(row), ...deliveryDocuments.of(row) }
}
