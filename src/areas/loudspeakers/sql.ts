/** Loudspeakers in the database. */
import { type Kysely, type Selectable, sql } from 'kysely'
import { receipt } from '../../speaker/receipts.ts'
import type { AreaTables } from '../../sql/store.ts'
import { loudspeakers } from './migrations/015-loudspeakers.ts'
import { withheldItems } from './migrations/020-withheld-items.ts'
import type {
  HeardPlay,
  LoudspeakerReading,
  LoudspeakerWriting,
  PlayTally,
  StoredCluster,
  StoredCommune,
  StoredReceipt,
  Tally,
  Told,
} from './store.ts'
import type { LoudspeakerTables } from './tables.ts'

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

  async clusterCount(): Promise<number> {
    const { count } = await this.#db
      .selectFrom('cluster')
      .select(({ fn }) => fn.countAll<number | string>().as('count'))
      .executeTakeFirstOrThrow()
    return Number(count)
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

  async deviceKey(cluster: string): Promise<StoredCluster['key']> {
    const row = await this.#db
      .selectFrom('cluster')
      .select(['public_key', 'key_id'])
      .where('id', '=', cluster)
      .executeTakeFirst()
    return row === undefined ? null : keyOf(row)
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
    const rows = await this.#clusters().where('id', 'in', ids).orderBy('id').execute()
    return rows.map(clusterOf)
  }

  async communesOf(codes: readonly string[]): Promise<readonly StoredCommune[]> {
    if (codes.length === 0) return []
    const rows = await this.#db
      .selectFrom('commune')
      .selectAll()
      .where('code', 'in', codes)
      .execute()
    return rows.map(communeOf)
  }

  async newestReceipts(of: { cluster: string; since: number }, max: number) {
    const rows = await this.#receipts()
      .where('cluster', '=', of.cluster)
      .where('at', '>=', of.since)
      .orderBy('epoch', 'desc')
      .orderBy('counter', 'desc')
      .limit(max)
      .execute()
    return rows.map(receiptOf).reverse()
  }

  async receiptsBetween(of: Parameters<LoudspeakerReading['receiptsBetween']>[0]) {
    const rows = await this.#receipts()
      .where('cluster', '=', of.cluster)
      .where('epoch', '=', of.epoch)
      .where('counter', '>=', of.from)
      .where('counter', '<=', of.until)
      .orderBy('counter')
      .execute()
    return rows.map(receiptOf)
  }

  async openStart(cluster: string, epoch: number, counter: number): Promise<StoredReceipt | null> {
    const row = await this.#receipts()
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
      .executeTakeFirst()
    return row === undefined ? null : receiptOf(row)
  }

  async starts(cluster: string, counter: number): Promise<readonly StoredReceipt[]> {
    const rows = await this.#receipts()
      .where('cluster', '=', cluster)
      .where('counter', '=', counter)
      .where('is_what', '=', 'started')
      .orderBy('epoch', 'desc')
      .execute()
    return rows.map(receiptOf)
  }

  async endOf({ cluster, epoch, receipt }: StoredReceipt): Promise<StoredReceipt | null> {
    const row = await this.#receipts()
      .where('cluster', '=', cluster)
      .where('epoch', '=', epoch)
      .where('start', '=', receipt.counter)
      .executeTakeFirst()
    return row === undefined ? null : receiptOf(row)
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
    const rows = await this.#sums()
      .select('cluster')
      .where('day', '=', day)
      .groupBy('cluster')
      .execute()
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

  async putCommune({ code, name, places, windows }: StoredCommune): Promise<void> {
    const columns = {
      name,
      places: JSON.stringify(places),
      windows: jsonOrNull(windows),
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
      public_key: jsonOrNull(given.key?.public ?? null),
      key_id: given.key?.id ?? null,
      enrolled_at: given.enrolledAt,
      revoked_at: given.revokedAt,
      hello: jsonOrNull(given.hello),
      clock_skew_ms: given.clockSkewMs,
      heard_at: given.heardAt,
      serial: given.serial,
      wanted_sha256: given.wantedSha256,
      issued_at: given.issuedAt,
      epoch: given.epoch,
      counter: given.counter,
      lost: given.lost,
      withheld: JSON.stringify(given.withheld),
    }
    await this.#db
      .insertInto('cluster')
      .values({ id: given.id, ...columns })
      .onConflict(conflict => conflict.column('id').doUpdateSet(columns))
      .execute()
  }

  async setTold(id: string, { hello, clockSkewMs, heardAt, counter, lost }: Told): Promise<void> {
    await this.#db
      .updateTable('cluster')
      .set({
        ...{ hello: jsonOrNull(hello), clock_skew_ms: clockSkewMs, heard_at: heardAt },
        ...{ counter, lost },
      })
      .where('id', '=', id)
      .execute()
  }

  async setIssued(
    id: string,
    { serial, wantedSha256, issuedAt }: Pick<StoredCluster, 'serial' | 'wantedSha256' | 'issuedAt'>,
  ): Promise<void> {
    await this.#db
      .updateTable('cluster')
      .set({ serial, wanted_sha256: wantedSha256, issued_at: issuedAt })
      .where('id', '=', id)
      .execute()
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
  COUNTED.map(name => [
    name,
    sql<number>`${sql.ref(`speaker_tally.${name}`)} + ${sql.ref(`excluded.${name}`)}`,
  ]),
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

const jsonOrNull = (value: object | null) => (value === null ? null : JSON.stringify(value))

function rowOf(
  { cluster, epoch, at, item, bulletin, start, receipt: given }: StoredReceipt,
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
    start,
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
  const { code_sha256: sha256, code_expires_at: expiresAt } = row
  return {
    id: row.id,
    commune: row.commune,
    name: row.name,
    purpose: row.purpose as StoredCluster['purpose'],
    code: sha256 === null || expiresAt === null ? null : { sha256, expiresAt },
    key: keyOf(row),
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
    lost: row.lost,
    withheld: JSON.parse(row.withheld),
  }
}

function keyOf({
  public_key,
  key_id,
}: Pick<Selectable<LoudspeakerTables['cluster']>, 'public_key' | 'key_id'>): StoredCluster['key'] {
  if (public_key === null || key_id === null) return null
  return { public: JSON.parse(public_key), id: key_id }
}

function receiptOf(row: Selectable<LoudspeakerTables['speaker_receipt']>): StoredReceipt {
  const { cluster, epoch, at, item, bulletin, start } = row
  const told = receipt.parse(JSON.parse(row.receipt))
  return { cluster, epoch, at, item, bulletin, start, receipt: told }
}
