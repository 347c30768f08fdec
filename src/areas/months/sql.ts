/** The tables of the reports of months, as the authority reads and changes them. */
import type { Kysely } from 'kysely'
import type { Report } from '../../report/document.ts'
import { all, one, put, type RowOf, record } from '../../sql/record.ts'
import type { AreaTables } from '../../sql/store.ts'
import { months } from './migrations/006-months.ts'
import { monthSignatures } from './migrations/010-month-signatures.ts'
import type { MonthReading, MonthWriting, StoredEdition, StoredItem } from './store.ts'

/* The tables of the reports of months as TypeScript sees them. Instants are milliseconds since 1970. */

const item = record<StoredItem>()({ plain: 'id month version updatedAt', json: 'content', writers: 'updatedBy' })

const edition = record<StoredEdition>()({
  plain: 'month edition state sha256 publishedAt updatedAt',
  json: 'signatures',
  writers: 'reviewedBy signedBy',
})

export type MonthTables = {
  work_item: RowOf<typeof item>
  month_report: RowOf<typeof edition> & {
    /** JSON; never changed. */
    report: string
  }
}

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
    return await all(this.#items().where('month', '=', month).orderBy('id'), item.of)
  }

  async item(id: string): Promise<StoredItem | null> {
    return await one(this.#items().where('id', '=', id), item.of)
  }

  #items() {
    return this.db.selectFrom('work_item').selectAll()
  }

  async editions(month: string): Promise<readonly StoredEdition[]> {
    const rows = this.db.selectFrom('month_report').select(edition.columns)
    return await all(rows.where('month', '=', month).orderBy('edition'), edition.of)
  }

  async reportOf(month: string, number: number): Promise<Report | null> {
    const rows = this.db.selectFrom('month_report').select('report').where('month', '=', month)
    return await one(rows.where('edition', '=', number), reportIn)
  }

  async lastHeading(): Promise<Report['heading'] | null> {
    const rows = this.db.selectFrom('month_report').select('report').orderBy('updated_at', 'desc')
    return (await one(rows.limit(1), reportIn))?.heading ?? null
  }
}

function reportIn(row: { readonly report: string }): Report {
  return JSON.parse(row.report)
}

export class SqlMonths extends SqlMonthReading implements MonthWriting {
  async putItem(given: StoredItem): Promise<void> {
    await put(this.db, 'work_item', item.row(given), { key: ['id'] })
  }

  async removeItem(id: string): Promise<void> {
    await this.db.deleteFrom('work_item').where('id', '=', id).execute()
  }

  async insertEdition(given: StoredEdition & { report: Report }): Promise<void> {
    const row = { ...edition.row(given), report: JSON.stringify(given.report) }
    await this.db.insertInto('month_report').values(row).execute()
  }

  async updateEdition({ month, edition: number, sha256, ...change }: StoredEdition): Promise<void> {
    await this.db
      .updateTable('month_report')
      .set(edition.changes(change))
      .where('month', '=', month)
      .where('edition', '=', number)
      .execute()
  }
}

/** What the reports of months keep in the database. */
export const monthsTables: AreaTables = {
  rows: { months: db => new SqlMonths(db.withTables<MonthTables>()) },
  migrations: [months, monthSignatures],
  restored: [],
}
