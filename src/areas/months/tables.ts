/** The tables of the reports of months as TypeScript sees them. Instants are milliseconds since 1970. */
import { type RowOf, record } from '../../sql/record.ts'
import type { StoredEdition, StoredItem } from './store.ts'

export const item = record<StoredItem>()({ plain: 'id month version updatedAt', json: 'content', writers: 'updatedBy' })

export const edition = record<StoredEdition>()({
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
