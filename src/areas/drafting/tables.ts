/** Tables of remarks and templates as TypeScript sees them. Instants are milliseconds since 1970. */
import { type RowOf, record } from '../../sql/record.ts'
import type { StoredRemark, StoredTemplate } from './store.ts'

export const remark = record<StoredRemark>()({
  plain: 'id version text at',
  parts: { subject: 'kind=kind id=subject', by: 'id name', settled: 'at by' },
})

/** All but what another draft begins with. */
export const template = record<StoredTemplate>()({
  plain: [
    'id kind name note purpose sourceId=source sourceTitle version digest',
    'approvedAt approvedBy madeAt madeBy',
  ],
  json: 'texts',
})

export type DraftingTables = {
  remark: RowOf<typeof remark>
  inserted_text: {
    kind: string
    subject: string
    /** JSON. */
    texts: string
  }
  template: RowOf<typeof template> & {
    /** JSON. */
    content: string
  }
}
