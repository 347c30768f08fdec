/** Announcements before the ring in the database. */
import type { Kysely, Selectable } from 'kysely'
import type { AreaTables } from '../../sql/store.ts'
import { announcements } from './migrations/014-announcements.ts'
import type { AnnouncementDocuments, AnnouncementWriting, StoredAnnouncement } from './store.ts'
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

  async announcement(id: string) {
    const row = await this.#all().where('id', '=', id).executeTakeFirst()
    return row === undefined ? null : withDocuments(row)
  }

  async announcementsOf(bulletin: string): Promise<readonly StoredAnnouncement[]> {
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
          eb.and([eb('state', '=', 'held'), eb('wish', '=', 'stop')]),
        ]),
      )
      .orderBy('serial', 'desc')
      .execute()
    return rows.map(withDocuments)
  }

  #all() {
    return this.#db.selectFrom('announcement').selectAll()
  }

  async putAnnouncement(given: StoredAnnouncement & AnnouncementDocuments): Promise<void> {
    const changing = {
      order_document: given.order,
      sequence: given.sequence,
      wish: given.wish,
      state: given.state,
      refusal: given.refusal,
      answered_at: given.answeredAt,
      calls: given.calls,
      counted_at: given.countedAt,
      is_final: given.isFinal ? 1 : 0,
    }
    await this.#db
      .insertInto('announcement')
      .values({
        id: given.id,
        serial: given.serial,
        operator_id: given.operator,
        bulletin: given.bulletin,
        version: given.version,
        sha256: given.sha256,
        document: given.directive,
        sound: given.sound,
        issued_at: given.issuedAt,
        expires_at: given.expiresAt,
        ends_at: given.endsAt,
        acknowledgement: null,
        count_document: null,
        ...changing,
      })
      .onConflict(conflict => conflict.column('id').doUpdateSet(changing))
      .execute()
  }

  async keepAnswer(
    id: string,
    { acknowledgement, count }: { acknowledgement?: string; count?: string },
  ): Promise<void> {
    await this.#db
      .updateTable('announcement')
      .set({
        ...(acknowledgement !== undefined && { acknowledgement }),
        ...(count !== undefined && { count_document: count }),
      })
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

function withDocuments(row: Row): StoredAnnouncement & AnnouncementDocuments {
  return { ...stored(row), directive: row.document, order: row.order_document }
}

function stored(row: Row): StoredAnnouncement {
  return {
    id: row.id,
    serial: row.serial,
    operator: row.operator_id,
    bulletin: row.bulletin,
    version: row.version,
    sha256: row.sha256,
    sound: row.sound,
    sequence: row.sequence,
    wish: row.wish as StoredAnnouncement['wish'],
    state: row.state as StoredAnnouncement['state'],
    refusal: row.refusal as StoredAnnouncement['refusal'],
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
    endsAt: row.ends_at,
    answeredAt: row.answered_at,
    calls: row.calls,
    countedAt: row.counted_at,
    isFinal: row.is_final === 1,
  }
}
