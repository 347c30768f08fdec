/** Loudspeakers in the database. */
import { type Kysely, sql } from 'kysely'
import { receipt } from '../../speaker/receipts.ts'
import { all, one, put } from '../../sql/record.ts'
import type { AreaTables } from '../../sql/store.ts'
import { keyColumns, keyOf } from '../operators/sql.ts'
import { loudspeakers } from './migrations/015-loudspeakers.ts'
import { withheldItems } from './migrations/020-withheld-items.ts'
import type {
  ClusterReport,
  HeardPlay,
  LoudspeakerReading,
  LoudspeakerWriting,
  PlayTally,
  StoredCluster,
  StoredCommune,
  StoredReceipt,
  Tally,
} from './store.ts'
import { cluster, commune, type LoudspeakerTables, told } from './tables.ts'

export const loudspeakerTables: AreaTables = {
  rows: { loudspeakers: db => new SqlLoudspeakers(db.withTables<LoudspeakerTables>()) },
  migrations: [loudspeakers, withheldItems],
  // A code that was handed out after the backup may have been used.
  restored: ['update cluster set code_sha256 = null, code_expires_at = null'],
}

/** Of one statement: databases take only so many values at once. */
const ROWS_AT_ONCE = 50

class SqlLoudspeakers implements LoudspeakerWriting {
  readonly #db: Kysely<LoudspeakerTables>

  constructor(db: Kysely<LoudspeakerTables>) {
    this.#db = db
  }

  async communes(): Promise<readonly StoredCommune[]> {
    return await all(this.#communes().orderBy('code'), commune.of)
  }

  async commune(code: string): Promise<StoredCommune | null> {
    return await one(this.#communes().where('code', '=', code), commune.of)
  }

  #communes() {
    return this.#db.selectFrom('commune').selectAll()
  }

  async clusters(): Promise<readonly StoredCluster[]> {
    return await all(this.#clusters().orderBy('id'), clusterOf)
  }

  async clusterCount(): Promise<number> {
    const { count } = await this.#db
      .selectFrom('cluster')
      .select(({ fn }) => fn.countAll<number | string>().as('count'))
      .executeTakeFirstOrThrow()
    return Number(count)
  }

  async clustersOf(commune: string): Promise<readonly StoredCluster[]> {
    return await all(this.#clusters().where('commune', '=', commune).orderBy('id'), clusterOf)
  }

  async cluster(by: Parameters<LoudspeakerReading['cluster']>[0]): Promise<StoredCluster | null> {
    const clusters = this.#clusters()
    const found =
      'id' in by
        ? clusters.where('id', '=', by.id)
        : 'keyId' in by
          ? clusters.where('key_id', '=', by.keyId)
          : clusters.where('code_sha256', '=', by.codeSha256)
    return await one(found, clusterOf)
  }

  async deviceKey(cluster: string): Promise<StoredCluster['key']> {
    const keys = this.#db.selectFrom('cluster').select(['public_key', 'key_id'])
    return await one(keys.where('id', '=', cluster), keyOf)
  }

  #clusters() {
    return this.#db.selectFrom('cluster').selectAll()
  }

  async clusterIdsIn(communes: readonly string[]): Promise<readonly string[]> {
    if (communes.length === 0) return []
    const rows = await this.#db
      .selectFrom('cluster')
      .select('id')
      .where('commune', 'in', communes)
      .orderBy('id')
      .execute()
    return rows.map(({ id }) => id)
  }

  async clustersOfIds(ids: readonly string[]): Promise<readonly StoredCluster[]> {
    if (ids.length === 0) return []
    return await all(this.#clusters().where('id', 'in', ids).orderBy('id'), clusterOf)
  }

  async communesOf(codes: readonly string[]): Promise<readonly StoredCommune[]> {
    if (codes.length === 0) return []
    return await all(this.#communes().where('code', 'in', codes), commune.of)
  }

  async newestReceipts(of: { cluster: string; since: number }, max: number) {
    const rows = this.#receipts()
      .where('cluster', '=', of.cluster)
      .where('at', '>=', of.since)
      .orderBy('epoch', 'desc')
      .orderBy('counter', 'desc')
      .limit(max)
    return (await all(rows, receiptOf)).toReversed()
  }

  async receiptsBetween(of: Parameters<LoudspeakerReading['receiptsBetween']>[0]) {
    const rows = this.#receipts()
      .where('cluster', '=', of.cluster)
      .where('epoch', '=', of.epoch)
      .where('counter', '>=', of.from)
      .where('counter', '<=', of.until)
      .orderBy('counter')
    return await all(rows, receiptOf)
  }

  async openStart(cluster: string, epoch: number, counter: number): Promise<StoredReceipt | null> {
    const rows = this.#receipts()
      .where('cluster', '=', cluster)
      .where('epoch', '=', epoch)
      .where('counter', '=', counter)
      .where('is_what', '=', 'started')
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('speaker_receipt as ending')
              .select('ending.counter')
              .where('ending.cluster', '=', cluster)
              .where('ending.epoch', '=', epoch)
              .where('ending.start', '=', counter),
          ),
        ),
      )
    return await one(rows, receiptOf)
  }

  async starts(cluster: string, counter: number): Promise<readonly StoredReceipt[]> {
    const rows = this.#receipts()
      .where('cluster', '=', cluster)
      .where('counter', '=', counter)
      .where('is_what', '=', 'started')
      .orderBy('epoch', 'desc')
    return await all(rows, receiptOf)
  }

  async endOf({ cluster, epoch, receipt }: StoredReceipt): Promise<StoredReceipt | null> {
    const rows = this.#receipts()
      .where('cluster', '=', cluster)
      .where('epoch', '=', epoch)
      .where('start', '=', receipt.counter)
    return await one(rows, receiptOf)
  }

  async heardIn(of: { cluster: string; since: number }): Promise<readonly HeardPlay[]> {
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
      .where('speaker_receipt.cluster', '=', of.cluster)
      .where('speaker_receipt.at', '>=', of.since)
      .execute()
  }

  #receipts() {
    return this.#db.selectFrom('speaker_receipt').selectAll()
  }

  async talliesOfDay(day: string) {
    const rows = await this.#sums().select('cluster').where('day', '=', day).groupBy('cluster').execute()
    return rows.map(row => ({ ...tallyOf(row), cluster: row.cluster }))
  }

  async talliesOfBulletin(bulletin: string) {
    const rows = await this.#sums()
      .select(['cluster', 'item'])
      .where('bulletin', '=', bulletin)
      .groupBy(['cluster', 'item'])
      .execute()
    return rows.map(row => ({ ...tallyOf(row), cluster: row.cluster, item: row.item }))
  }

  async talliesOfDays(from: string, until: string) {
    const rows = await this.#sums()
      .select('item')
      .where('day', '>=', from)
      .where('day', '<=', until)
      .groupBy('item')
      .orderBy('item')
      .execute()
    return rows.map(row => ({ ...tallyOf(row), item: row.item }))
  }

  async clustersOfDays(from: string, until: string): Promise<number> {
    const { clusters } = await this.#db
      .selectFrom('speaker_tally')
      .innerJoin('cluster', 'cluster.id', 'speaker_tally.cluster')
      .select(({ fn }) => fn.count<number | string>('cluster.id').distinct().as('clusters'))
      .where('speaker_tally.day', '>=', from)
      .where('speaker_tally.day', '<=', until)
      .where('cluster.purpose', '=', 'live')
      .executeTakeFirstOrThrow()
    return Number(clusters)
  }

  #sums() {
    return this.#db
      .selectFrom('speaker_tally')
      .select(({ fn }) => COUNTED.map(name => fn.sum<number | string>(name).as(name)))
  }

  async putCommune(given: StoredCommune): Promise<void> {
    await put(this.#db, 'commune', commune.row(given), { key: ['code'] })
  }

  async putCluster(given: StoredCluster): Promise<void> {
    const row = { ...cluster.row(given), ...keyColumns(given.key) }
    await put(this.#db, 'cluster', row, { key: ['id'] })
  }

  async setTold(id: string, { hello, clockSkewMs, heardAt, counter, lost }: ClusterReport): Promise<void> {
    await this.#change(id, { hello, clockSkewMs, heardAt, counter, lost })
  }

  async setIssued(
    id: string,
    { serial, wantedSha256, issuedAt }: Pick<StoredCluster, 'serial' | 'wantedSha256' | 'issuedAt'>,
  ): Promise<void> {
    await this.#change(id, { serial, wantedSha256, issuedAt })
  }

  async #change(id: string, change: Parameters<typeof cluster.changes>[0]): Promise<void> {
    await this.#db.updateTable('cluster').set(cluster.changes(change)).where('id', '=', id).execute()
  }

  async addTallies(tallies: readonly Tally[]): Promise<void> {
    for (let at = 0; at < tallies.length; at += ROWS_AT_ONCE)
      await this.#db
        .insertInto('speaker_tally')
        .values([...tallies.slice(at, at + ROWS_AT_ONCE)])
        .onConflict(conflict => conflict.columns(['day', 'cluster', 'item']).doUpdateSet(MORE))
        .execute()
  }

  async addReceipts(receipts: readonly StoredReceipt[], keptAt: number): Promise<void> {
    for (let at = 0; at < receipts.length; at += ROWS_AT_ONCE)
      await this.#db
        .insertInto('speaker_receipt')
        .values(receipts.slice(at, at + ROWS_AT_ONCE).map(each => rowOf(each, keptAt)))
        .execute()
  }

  async addHeard(heard: Parameters<LoudspeakerWriting['addHeard']>[0]): Promise<boolean> {
    const { cluster, epoch, counter, sha256, at, by } = heard
    const before = await this.#db
      .selectFrom('speaker_heard')
      .select('sha256')
      .where('cluster', '=', cluster)
      .where('epoch', '=', epoch)
      .where('counter', '=', counter)
      .limit(1)
      .executeTakeFirst()
    await this.#db
      .insertInto('speaker_heard')
      .values({ cluster, epoch, counter, sha256, at, by_id: by.id, by_name: by.name })
      .onConflict(conflict => conflict.doNothing())
      .execute()
    return before === undefined
  }
}

const COUNTED = ['started', 'played', 'cut', 'unknown', 'refused', 'missed', 'heard'] as const
/** What is counted already, and what comes to it. */
const MORE = Object.fromEntries(
  COUNTED.map(name => [name, sql<number>`${sql.ref(`speaker_tally.${name}`)} + ${sql.ref(`excluded.${name}`)}`]),
)

/** PostgreSQL's sums are decimals in text. */
function tallyOf(row: Readonly<Record<keyof PlayTally, number | string>>): PlayTally {
  const { started, played, cut, unknown, refused, missed, heard } = row
  return {
    started: Number(started),
    played: Number(played),
    cut: Number(cut),
    unknown: Number(unknown),
    refused: Number(refused),
    missed: Number(missed),
    heard: Number(heard),
  }
}

function rowOf(given: StoredReceipt, keptAt: number) {
  const { receipt } = given
  return {
    ...told.row(given),
    counter: receipt.counter,
    is_what: receipt.is,
    plays: 'plays' in receipt ? receipt.plays : 1,
    why: 'why' in receipt ? receipt.why : null,
    receipt: JSON.stringify(receipt),
    kept_at: keptAt,
  }
}

function clusterOf(row: LoudspeakerTables['cluster']): StoredCluster {
  return { ...cluster.of(row), key: keyOf(row) }
}

function receiptOf(row: LoudspeakerTables['speaker_receipt']): StoredReceipt {
  return { ...told.of(row), receipt: receipt.parse(JSON.parse(row.receipt)) }
}
