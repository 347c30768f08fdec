/** Announcements before the ring in the database. */
import type { Kysely, Selectable } from 'kysely'
import type { AreaTables } from '../../sql/store.ts'
import type { DeliveryDocuments } from '../bulletins/node-delivery.ts'
import {
  changingDelivery,
  deliveryOf,
  documentsOf,
  newDelivery,
} from '../bulletins/sql-deliveries.ts'
import { announcements } from './migrations/014-announcements.ts'
import type { AnnouncementWriting, StoredAnnouncement } from './store.ts'
import type { AnnouncementTables } from './tables.ts'

export const announcementTables: AreaTables = {
  rows: { announcements: db => new SqlAnnouncements(db.withTables<AnnouncementTables>()) },
  migrations: [announcements],
  restored: [],
}

type Row = Selectable<AnnouncementTables['announcement']>

class SqlAnnouncements implements AnnouncementWriting {
  readonly #db: Kysely<AnnouncementTables>

  constructor(db: Kysely<AnnouncementTables>) {
    this.#db = db
  }

  async one(id: string) {
    const row = await this.#all().where('id', '=', id).executeTakeFirst()
    return row === undefined ? null : withDocuments(row)
  }

  async ofBulletin(bulletin: string): Promise<readonly StoredAnnouncement[]> {
    const rows = await this.#all()
      .where('bulletin', '=', bulletin)
      .orderBy('operator_id')
      .orderBy('serial')
      .execute()
    return rows.map(stored)
  }

  async openAt(operator: string) {
    const rows = await this.#all()
      .where('operator_id', '=', operator)
      .where(eb =>
        eb.or([
          eb('state', '=', 'issued'),
          // A restored database does not know whether one that it calls expired was taken.
          eb.and([eb('state', 'in', ['held', 'expired']), eb('wish', '=', 'stop')]),
        ]),
      )
      .orderBy('serial', 'desc')
      .execute()
    return rows.map(withDocuments)
  }

  #all() {
    return this.#db.selectFrom('announcement').selectAll()
  }

  async put(given: StoredAnnouncement & DeliveryDocuments): Promise<void> {
    const counted = {
      calls: given.calls,
      counted_at: given.countedAt,
      is_final: given.isFinal ? 1 : 0,
    }
    await this.#db
      .insertInto('announcement')
      .values({ ...newDelivery(given), ...counted, sound: given.sound, count_document: null })
      .onConflict(conflict =>
        conflict.column('id').doUpdateSet({ ...changingDelivery(given), ...counted }),
      )
      .execute()
  }

  async keepAcknowledgement(id: string, acknowledgement: string): Promise<void> {
    await this.#db
      .updateTable('announcement')
      .set({ acknowledgement })
      .where('id', '=', id)
      .execute()
  }

  async keepCount(id: string, count_document: string): Promise<void> {
    await this.#db
      .updateTable('announcement')
      .set({ count_document })
      .where('id', '=', id)
      .execute()
  }

  async expireOpen(): Promise<void> {
    await this.#db
      .updateTable('announcement')
      .set({ state: 'expired' })
      .where('state', '=', 'issued')
      .execute()
  }
}

function withDocuments(row: Row): StoredAnnouncement & DeliveryDocuments {
  return { ...stored(row), ...documentsOf(row) }
}

function stored(row: Row): StoredAnnouncement {
  return {
    ...deliveryOf(row),
    sound: row.sound,
    calls: row.calls,
    countedAt: row.counted_at,
    isFinal: row.is_final === 1,
  }
}
