/** Loudspeakers in the database. */
import { type Kysely, type Selectable, sql } from 'kysely'
import { receipt } from '../../speaker/receipts.ts'
import type { AreaTables } from '../../sql/store.ts'
import { loudspeakers } from './migrations/015-loudspeakers.ts'
import type {
  LoudspeakerReading,
  LoudspeakerWriting,
  ReceiptSums,
  ReceiptsOf,
  StoredCluster,
  StoredCommune,
  StoredReceipt,
} from './store.ts'
import type { LoudspeakerTables } from './tables.ts'

export const loudspeakerTables: AreaTables = {
  rows: { loudspeakers: db => new SqlLoudspeakers(db.withTables<LoudspeakerTables>()) },
  migrations: [loudspeakers],
  restored: [],
}

/** Of one statement: databases take only so many values at once. */
const ROWS_AT_ONCE = 50

class SqlLoudspeakers implements LoudspeakerWriting {
  readonly #db: Kysely<LoudspeakerTables>

  constructor(db: Kysely<LoudspeakerTables>) {
    this.#db = db
  }

  async communes(): Promise<readonly StoredCommune[]> {
    const rows = await this.#db.selectFrom('commune').selectAll().orderBy('code').execute()
    return rows.map(communeOf)
  }

  async commune(code: string): Promise<StoredCommune | null> {
    const row = await this.#db
      .selectFrom('commune')
      .selectAll()
      .where('code', '=', code)
      .executeTakeFirst()
    return row === undefined ? null : communeOf(row)
  }

  async clusters(): Promise<readonly StoredCluster[]> {
    return (await this.#clusters().orderBy('id').execute()).map(clusterOf)
  }

  async clustersOf(commune: string): Promise<readonly StoredCluster[]> {
    const rows = await this.#clusters().where('commune', '=', commune).orderBy('id').execute()
    return rows.map(clusterOf)
  }

  async cluster(by: Parameters<LoudspeakerReading['cluster']>[0]): Promise<StoredCluster | null> {
    const all = this.#clusters()
    const found =
      'id' in by
        ? all.where('id', '=', by.id)
        : 'keyId' in by
          ? all.where('key_id', '=', by.keyId)
          : all.where('code_sha256', '=', by.codeSha256)
    const row = await found.executeTakeFirst()
    return row === undefined ? null : clusterOf(row)
  }

  #clusters() {
    return this.#db.selectFrom('cluster').selectAll()
  }

  async receipts(of: ReceiptsOf, max: number): Promise<readonly StoredReceipt[]> {
    const rows = await this.#receipts(of)
      .selectAll()
      .orderBy('cluster')
      .orderBy('epoch')
      .orderBy('counter')
      .limit(max)
      .execute()
    return rows.map(receiptOf)
  }

  #receipts(of: ReceiptsOf) {
    const all = this.#db.selectFrom('speaker_receipt')
    if ('bulletin' in of) return all.where('bulletin', '=', of.bulletin)
    if ('cluster' in of) return all.where('cluster', '=', of.cluster).where('at', '>=', of.since)
    return all.where('at', '>=', of.since).where('at', '<', of.until)
  }

  async sums(of: ReceiptsOf): Promise<readonly ReceiptSums[]> {
    const plays = (what: string) =>
      sql<number>`coalesce(sum(case when is_what = ${what} then plays else 0 end), 0)`
    const rows = await this.#receipts(of)
      .where('item', 'is not', null)
      .select([
        'cluster',
        plays('started').as('started'),
        plays('ended').as('ended'),
        plays('cut').as('cut'),
        plays('unknown').as('unknown'),
        plays('refused').as('refused'),
        plays('missed').as('missed'),
        sql<number>`coalesce(sum(case when is_what = 'started' and exists (
          select 1 from speaker_heard h where h.cluster = speaker_receipt.cluster
            and h.epoch = speaker_receipt.epoch and h.counter = speaker_receipt.counter
        ) then 1 else 0 end), 0)`.as('heard'),
      ])
      .groupBy('cluster')
      .orderBy('cluster')
      .execute()
    // PostgreSQL's sums are decimals in text.
    return rows.map(row => ({
      cluster: row.cluster,
      started: Number(row.started),
      ended: Number(row.ended),
      cut: Number(row.cut),
      unknown: Number(row.unknown),
      refused: Number(row.refused),
      missed: Number(row.missed),
      heard: Number(row.heard),
    }))
  }

  async started(cluster: string, epoch: number, counter: number): Promise<StoredReceipt | null> {
    const row = await this.#db
      .selectFrom('speaker_receipt')
      .selectAll()
      .where('cluster', '=', cluster)
      .where('epoch', '=', epoch)
      .where('counter', '=', counter)
      .where('is_what', '=', 'started')
      .executeTakeFirst()
    return row === undefined ? null : receiptOf(row)
  }

  async heardOf(
    bulletin: string,
  ): Promise<readonly { cluster: string; epoch: number; counter: number }[]> {
    return await this.#db
      .selectFrom('speaker_heard')
      .innerJoin('speaker_receipt', join =>
        join
          .onRef('speaker_receipt.cluster', '=', 'speaker_heard.cluster')
          .onRef('speaker_receipt.epoch', '=', 'speaker_heard.epoch')
          .onRef('speaker_receipt.counter', '=', 'speaker_heard.counter'),
      )
      .select(['speaker_heard.cluster', 'speaker_heard.epoch', 'speaker_heard.counter'])
      .distinct()
      .where('speaker_receipt.bulletin', '=', bulletin)
      .execute()
  }

  async putCommune({ code, name, places, windows }: StoredCommune): Promise<void> {
    const columns = {
      name,
      places: JSON.stringify(places),
      windows: windows === null ? null : JSON.stringify(windows),
    }
    await this.#db
      .insertInto('commune')
      .values({ code, ...columns })
      .onConflict(conflict => conflict.column('code').doUpdateSet(columns))
      .execute()
  }

  async putCluster(given: StoredCluster): Promise<void> {
    const columns = {
      commune: given.commune,
      name: given.name,
      purpose: given.purpose,
      code_sha256: given.code?.sha256 ?? null,
      code_expires_at: given.code?.expiresAt ?? null,
      public_key: given.key === null ? null : JSON.stringify(given.key.public),
      key_id: given.key?.id ?? null,
      enrolled_at: given.enrolledAt,
      revoked_at: given.revokedAt,
      hello: given.hello === null ? null : JSON.stringify(given.hello),
      clock_skew_ms: given.clockSkewMs,
      heard_at: given.heardAt,
      serial: given.serial,
      wanted_sha256: given.wantedSha256,
      issued_at: given.issuedAt,
      epoch: given.epoch,
      counter: given.counter,
    }
    await this.#db
      .insertInto('cluster')
      .values({ id: given.id, ...columns })
      .onConflict(conflict => conflict.column('id').doUpdateSet(columns))
      .execute()
  }

  async addReceipts(receipts: readonly StoredReceipt[], keptAt: number): Promise<void> {
    for (let at = 0; at < receipts.length; at += ROWS_AT_ONCE)
      await this.#db
        .insertInto('speaker_receipt')
        .values(receipts.slice(at, at + ROWS_AT_ONCE).map(each => rowOf(each, keptAt)))
        .execute()
  }

  async addHeard(heard: Parameters<LoudspeakerWriting['addHeard']>[0]): Promise<void> {
    const { cluster, epoch, counter, sha256, at, by } = heard
    await this.#db
      .insertInto('speaker_heard')
      .values({ cluster, epoch, counter, sha256, at, by_id: by.id, by_name: by.name })
      .onConflict(conflict => conflict.doNothing())
      .execute()
  }
}

function rowOf(
  { cluster, epoch, at, item, bulletin, receipt: given }: StoredReceipt,
  keptAt: number,
) {
  return {
    cluster,
    epoch,
    counter: given.counter,
    is_what: given.is,
    at,
    item,
    bulletin,
    plays: 'plays' in given ? given.plays : 1,
    start: 'start' in given ? given.start : null,
    why: 'why' in given ? given.why : null,
    receipt: JSON.stringify(given),
    kept_at: keptAt,
  }
}

function communeOf(row: Selectable<LoudspeakerTables['commune']>): StoredCommune {
  const { code, name, places, windows } = row
  return {
    code,
    name,
    places: JSON.parse(places),
    windows: windows === null ? null : JSON.parse(windows),
  }
}

function clusterOf(row: Selectable<LoudspeakerTables['cluster']>): StoredCluster {
  const { code_sha256: sha256, code_expires_at: expiresAt, public_key, key_id } = row
  return {
    id: row.id,
    commune: row.commune,
    name: row.name,
    purpose: row.purpose as StoredCluster['purpose'],
    code: sha256 === null || expiresAt === null ? null : { sha256, expiresAt },
    key:
      public_key === null || key_id === null
        ? null
        : { public: JSON.parse(public_key), id: key_id },
    enrolledAt: row.enrolled_at,
    revokedAt: row.revoked_at,
    hello: row.hello === null ? null : JSON.parse(row.hello),
    clockSkewMs: row.clock_skew_ms,
    heardAt: row.heard_at,
    serial: row.serial,
    wantedSha256: row.wanted_sha256,
    issuedAt: row.issued_at,
    epoch: row.epoch,
    counter: row.counter,
  }
}

function receiptOf(row: Selectable<LoudspeakerTables['speaker_receipt']>): StoredReceipt {
  const { cluster, epoch, at, item, bulletin } = row
  return { cluster, epoch, at, item, bulletin, receipt: receipt.parse(JSON.parse(row.receipt)) }
}
