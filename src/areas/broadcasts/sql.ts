/** Cell broadcasts in the database. */
import type { Kysely } from 'kysely'
import type { Saying } from '../../directive/broadcast.ts'
import { all, one, put, type RowOf, record } from '../../sql/record.ts'
import type { AreaTables } from '../../sql/store.ts'
import type { DeliveryDocuments } from '../bulletins/node-delivery.ts'
import { DELIVERED, deliveryDocuments, ISSUED } from '../bulletins/sql-deliveries.ts'
import { broadcasts } from './migrations/023-broadcasts.ts'
import { foundBroadcasts } from './migrations/025-found-broadcasts.ts'
import type { BroadcastWriting, DrawnCode, StoredBroadcast } from './store.ts'

/* The tables of broadcasts as TypeScript sees them. Instants are milliseconds since 1970. */

const broadcast = record<StoredBroadcast>()({ plain: [DELIVERED, 'code obeyed cells foundAt'], json: 'counts' })

const drawnCode = record<DrawnCode>()({ plain: 'bulletin version code freeAt' })

export type BroadcastTables = {
  broadcast: RowOf<typeof broadcast> &
    RowOf<typeof deliveryDocuments> & {
      acknowledgement: string | null
      message_count_document: string | null
      correction_count_document: string | null
    }
  broadcast_code: RowOf<typeof drawnCode>
}

export const broadcastTables: AreaTables = {
  rows: { broadcasts: db => new SqlBroadcasts(db.withTables<BroadcastTables>()) },
  migrations: [broadcasts, foundBroadcasts],
  restored: [],
}

/** More than operators have on the air at a time. */
const FOUND_MAX = 1000

class SqlBroadcasts implements BroadcastWriting {
  readonly #db: Kysely<BroadcastTables>

  constructor(db: Kysely<BroadcastTables>) {
    this.#db = db
  }

  async one(id: string) {
    return await one(this.#all().where('id', '=', id), withDocuments)
  }

  async ofBulletin(bulletin: string): Promise<readonly StoredBroadcast[]> {
    return await all(
      this.#db
        .selectFrom('broadcast')
        .select(broadcast.columns)
        .where('bulletin', '=', bulletin)
        .orderBy('operator_id')
        .orderBy('serial'),
      broadcast.of,
    )
  }

  async openAt(operator: string) {
    const rows = this.#all()
      .where('operator_id', '=', operator)
      .where(eb =>
        eb.or([
          eb('state', '=', 'issued'),
          eb.and([eb('state', 'in', ['held', 'replaced', 'withdrawn']), eb('obeyed', '<', eb.ref('sequence'))]),
          // A restored database does not know whether it was taken: what it may have on the air is taken back.
          eb.and([eb('state', '=', 'expired'), eb('wish', '!=', 'run')]),
        ]),
      )
      .orderBy('serial', 'desc')
    return await all(rows, withDocuments)
  }

  #all() {
    return this.#db.selectFrom('broadcast').selectAll()
  }

  async put(given: StoredBroadcast & DeliveryDocuments): Promise<void> {
    const row = { ...broadcast.row(given), ...deliveryDocuments.row(given) }
    await put(this.#db, 'broadcast', row, { key: ['id'], stay: [...ISSUED, 'code', 'found_at'] })
  }

  async keepAcknowledgement(id: string, acknowledgement: string): Promise<void> {
    await this.#db.updateTable('broadcast').set({ acknowledgement }).where('id', '=', id).execute()
  }

  async keepCount(id: string, says: Saying, jws: string): Promise<void> {
    await this.#db
      .updateTable('broadcast')
      .set(says === 'message' ? { message_count_document: jws } : { correction_count_document: jws })
      .where('id', '=', id)
      .execute()
  }

  async expireOpen(): Promise<void> {
    await this.#db.updateTable('broadcast').set({ state: 'expired' }).where('state', '=', 'issued').execute()
  }

  async codeOf(bulletin: string, version: number): Promise<DrawnCode | null> {
    const rows = this.#db.selectFrom('broadcast_code').selectAll()
    const of = rows.where('bulletin', '=', bulletin).where('version', '=', version)
    return await one(of, drawnCode.of)
  }

  async codesInUse(at: Parameters<BroadcastWriting['codesInUse']>[0]): Promise<ReadonlySet<number>> {
    const rows = await this.#db
      .selectFrom('broadcast_code')
      .select('code')
      .where('free_at', '>', at.now)
      .union(this.#db.selectFrom('broadcast').select('code').where('ends_at', '>', at.endedAfter))
      .execute()
    return new Set(rows.map(({ code }) => code))
  }

  async found(now: number) {
    const rows = this.#all()
      .where('found_at', 'is not', null)
      .where('ends_at', '>', now)
      .orderBy('ends_at')
      .orderBy('bulletin')
      .orderBy('operator_id')
      .orderBy('id')
      .limit(FOUND_MAX)
    return await all(rows, withDocuments)
  }

  async insertCode(drawn: DrawnCode): Promise<void> {
    await this.#db.insertInto('broadcast_code').values(drawnCode.row(drawn)).execute()
  }
}

function withDocuments(row: BroadcastTables['broadcast']): StoredBroadcast & DeliveryDocuments {
  return { ...broadcast.of(row), ...deliveryDocuments.of(row) }
}
