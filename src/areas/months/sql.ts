/** The tables of the reports of months, as the authority reads and changes them. */
import type { Kysely, Selectable } from 'kysely'
import type { Report } from '../../report/document.ts'
import type { AreaTables } from '../../sql/store.ts'
import { months } from './migrations/006-months.ts'
import { monthSignatures } from './migrations/010-month-signatures.ts'
import type { EditionSignatures } from './model.ts'
import type { MonthReading, MonthWriting, StoredEdition, StoredItem } from './store.ts'
import type { MonthTables } from './tables.ts'

export class SqlMonthReading implements MonthReading {
  protected readonly db: Kysely<MonthTables>

  constructor(db: Kysely<MonthTables>) {
    this.db = db
  }

  async months(limit: number): Promise<readonly { month: string; items: number }[]> {
    const items = await this.db
      .selectFrom('work_item')
      .select(({ fn }) => ['month', fn.countAll<number>().as('items')])
      .groupBy('month')
      .execute()
    const editions = await this.db.selectFrom('month_report').select('month').distinct().execute()
    const counts = new Map(editions.map(({ month }) => [month, 0]))
    for (const row of items) counts.set(row.month, Number(row.items))
    return [...counts]
      .map(([month, count]) => ({ month, items: count }))
      .toSorted((a, b) => (a.month < b.month ? 1 : -1))
      .slice(0, limit)
  }

  async items(month: string): Promise<readonly StoredItem[]> {
    const rows = await this.db
      .selectFrom('work_item')
      .selectAll()
      .where('month', '=', month)
      .orderBy('id')
      .execute()
    return rows.map(itemOf)
  }

  async item(id: string): Promise<StoredItem | null> {
    const row = await this.db
      .selectFrom('work_item')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst()
    return row === undefined ? null : itemOf(row)
  }

  async editions(month: string): Promise<readonly StoredEdition[]> {
    const rows = await this.db
      .selectFrom('month_report')
      .select([
        'month',
        'edition',
        'state',
        'sha256',
        'reviewed_by',
        'reviewed_by_name',
        'signed_by',
        'signed_by_name',
        'signatures',
        'published_at',
        'updated_at',
      ])
      .where('month', '=', month)
      .orderBy('edition')
      .execute()
    return rows.map(editionOf)
  }

  async reportOf(month: string, edition: number): Promise<Report | null> {
    const row = await this.db
      .selectFrom('month_report')
      .select('report')
      .where('month', '=', month)
      .where('edition', '=', edition)
      .executeTakeFirst()
    return row === undefined ? null : (JSON.parse(row.report) as Report)
  }

  async lastHeading(): Promise<Report['heading'] | null> {
    const row = await this.db
      .selectFrom('month_report')
      .select('report')
      .orderBy('updated_at', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row === undefined ? null : (JSON.parse(row.report) as Report).heading
  }
}

export class SqlMonths extends SqlMonthReading implements MonthWriting {
  async putItem({ id, month, version, content, updatedAt, updatedBy }: StoredItem): Promise<void> {
    const columns = {
      month,
      version,
      content: JSON.stringify(content),
      updated_at: updatedAt,
      updated_by: updatedBy.id,
      updated_by_name: updatedBy.name,
    }
    await this.db
      .insertInto('work_item')
      .values({ id, ...columns })
      .onConflict(conflict => conflict.column('id').doUpdateSet(columns))
      .execute()
  }

  async removeItem(id: string): Promise<void> {
    await this.db.deleteFrom('work_item').where('id', '=', id).execute()
  }

  async insertEdition({ report, ...edition }: StoredEdition & { report: Report }): Promise<void> {
    await this.db
      .insertInto('month_report')
      .values({
        month: edition.month,
        edition: edition.edition,
        report: JSON.stringify(report),
        sha256: edition.sha256,
        ...columnsOf(edition),
      })
      .execute()
  }

  async updateEdition(edition: StoredEdition): Promise<void> {
    await this.db
      .updateTable('month_report')
      .set(columnsOf(edition))
      .where('month', '=', edition.month)
      .where('edition', '=', edition.edition)
      .execute()
  }
}

/** What changes on the way to being published: never the report. */
function columnsOf(edition: StoredEdition) {
  const { state, reviewedBy, signedBy, signatures, publishedAt, updatedAt } = edition
  return {
    state,
    reviewed_by: reviewedBy.id,
    reviewed_by_name: reviewedBy.name,
    signed_by: signedBy?.id ?? null,
    signed_by_name: signedBy?.name ?? null,
    signatures: signatures === null ? null : JSON.stringify(signatures),
    published_at: publishedAt,
    updated_at: updatedAt,
  }
}

function itemOf(row: Selectable<MonthTables['work_item']>): StoredItem {
  return {
    id: row.id,
    month: row.month,
    version: row.version,
    content: JSON.parse(row.content),
    updatedAt: row.updated_at,
    updatedBy: { id: row.updated_by, name: row.updated_by_name },
  }
}

function editionOf(row: Omit<Selectable<MonthTables['month_report']>, 'report'>): StoredEdition {
  return {
    month: row.month,
    edition: row.edition,
    state: row.state as StoredEdition['state'],
    sha256: row.sha256,
    reviewedBy: { id: row.reviewed_by, name: row.reviewed_by_name },
    signedBy:
      row.signed_by === null || row.signed_by_name === null
        ? null
        : { id: row.signed_by, name: row.signed_by_name },
    signatures: row.signatures === null ? null : (JSON.parse(row.signatures) as EditionSignatures),
    publishedAt: row.published_at,
    updatedAt: row.updated_at,
  }
}

/** What the reports of months keep in the database. */
export const monthsTables: AreaTables = {
  rows: { months: db => new SqlMonths(db.withTables<MonthTables>()) },
  migrations: [months, monthSignatures],
  restored: [],
}
