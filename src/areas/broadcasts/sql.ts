/** Cell broadcasts in the database. */
import type { Kysely, Selectable } from 'kysely'
import type { Saying } from '../../directive/broadcast.ts'
import type { AreaTables } from '../../sql/store.ts'
import type { DeliveryDocuments } from '../bulletins/node-delivery.ts'
import {
  changingDelivery,
  deliveryOf,
  documentsOf,
  newDelivery,
} from '../bulletins/sql-deliveries.ts'
import { broadcasts } from './migrations/023-broadcasts.ts'
import { foundBroadcasts } from './migrations/025-found-broadcasts.ts'
import type { BroadcastWriting, DrawnCode, StoredBroadcast } from './store.ts'
import type { BroadcastTables } from './tables.ts'

export const broadcastTables: AreaTables = {
  rows: { broadcasts: db => new SqlBroadcasts(db.withTables<BroadcastTables>()) },
  migrations: [broadcasts, foundBroadcasts],
  restored: [],
}

/** More than operators have on the air at a time. */
const FOUND_MAX = 1000

type Row = Selectable<BroadcastTables['broadcast']>

class SqlBroadcasts implements BroadcastWriting {
  readonly #db: Kysely<BroadcastTables>

  constructor(db: Kysely<BroadcastTables>) {
    this.#db = db
  }

  async one(id: string) {
    const row = await this.#all().where('id', '=', id).executeTakeFirst()
    return row === undefined ? null : withDocuments(row)
  }

  async ofBulletin(bulletin: string): Promise<readonly StoredBroadcast[]> {
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
          eb.and([
            eb('state', 'in', ['held', 'replaced', 'withdrawn']),
            eb('obeyed', '<', eb.ref('sequence')),
          ]),
          // A restored database does not know whether it was taken: what it may have on the air is taken back.
          eb.and([eb('state', '=', 'expired'), eb('wish', '!=', 'run')]),
        ]),
      )
      .orderBy('serial', 'desc')
      .execute()
    return rows.map(withDocuments)
  }

  #all() {
    return this.#db.selectFrom('broadcast').selectAll()
  }

  async put(given: StoredBroadcast & DeliveryDocuments): Promise<void> {
    const changing = {
      obeyed: given.obeyed,
      cells: given.cells,
      counts: JSON.stringify(given.counts),
    }
    await this.#db
      .insertInto('broadcast')
      .values({
        ...{ ...newDelivery(given), ...changing, code: given.code, found_at: given.foundAt },
        ...{ message_count_document: null, correction_count_document: null },
      })
      .onConflict(conflict =>
        conflict.column('id').doUpdateSet({ ...changingDelivery(given), ...changing }),
      )
      .execute()
  }

  async keepAcknowledgement(id: string, acknowledgement: string): Promise<void> {
    await this.#db.updateTable('broadcast').set({ acknowledgement }).where('id', '=', id).execute()
  }

  async keepCount(id: string, says: Saying, jws: string): Promise<void> {
    await this.#db
      .updateTable('broadcast')
      .set(
        says === 'message' ? { message_count_document: jws } : { correction_count_document: jws },
      )
      .where('id', '=', id)
      .execute()
  }

  async expireOpen(): Promise<void> {
    await this.#db
      .updateTable('broadcast')
      .set({ state: 'expired' })
      .where('state', '=', 'issued')
      .execute()
  }

  async codeOf(bulletin: string, version: number): Promise<DrawnCode | null> {
    const row = await this.#db
      .selectFrom('broadcast_code')
      .selectAll()
      .where('bulletin', '=', bulletin)
      .where('version', '=', version)
      .executeTakeFirst()
    if (row === undefined) return null
    return { bulletin, version, code: row.code, freeAt: row.free_at }
  }

  async codesInUse(
    at: Parameters<BroadcastWriting['codesInUse']>[0],
  ): Promise<ReadonlySet<number>> {
    const rows = await this.#db
      .selectFrom('broadcast_code')
      .select('code')
      .where('free_at', '>', at.now)
      .union(this.#db.selectFrom('broadcast').select('code').where('ends_at', '>', at.endedAfter))
      .execute()
    return new Set(rows.map(({ code }) => code))
  }

  async found(now: number) {
    const rows = await this.#all()
      .where('found_at', 'is not', null)
      .where('ends_at', '>', now)
      .orderBy('ends_at')
      .orderBy('bulletin')
      .orderBy('operator_id')
      .orderBy('id')
      .limit(FOUND_MAX)
      .execute()
    return rows.map(withDocuments)
  }

  async insertCode({ bulletin, version, code, freeAt }: DrawnCode): Promise<void> {
    await this.#db
      .insertInto('broadcast_code')
      .values({ bulletin, version, code, free_at: freeAt })
      .execute()
  }
}

function withDocuments(row: Row): StoredBroadcast & DeliveryDocuments {
  return { ...stored(row), ...documentsOf(row) }
}

function stored(row: Row): StoredBroadcast {
  return {
    ...deliveryOf(row),
    code: row.code,
    obeyed: row.obeyed,
    cells: row.cells,
    counts: JSON.parse(row.counts) as StoredBroadcast['counts'],
    foundAt: row.found_at,
  }
}
