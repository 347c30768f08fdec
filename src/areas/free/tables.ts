/** The tables of what is free of charge as TypeScript sees them, and the operators that it goes to. Instants are milliseconds since 1970. */
import { type RowOf, record } from '../../sql/record.ts'
import type { OperatorsTables } from '../operators/tables.ts'
import type { StoredAudit, StoredFreeDraft, StoredList, StoredListDirective, StoredRevision } from './store.ts'

export const draft = record<StoredFreeDraft>()({ plain: 'state revision updatedAt updatedBy', writers: 'submittedBy' })

export const revision = record<StoredRevision>()({ plain: 'revision at', json: 'content', parts: { by: 'id name' } })

export const list = record<StoredList>()({ plain: 'version revision sha256 issuedAt', writers: 'approvedBy' })

export const audit = record<Omit<StoredAudit, 'operatorName'>>()({
  plain: 'id operator=operator_id sha256 at',
  json: 'summary',
  parts: { by: 'id name' },
})

export const listDirective = record<StoredListDirective>()({
  plain: ['id serial operator=operator_id version issuedAt expiresAt sha256', 'state refusal answeredAt'],
})

export type FreeTables = Pick<OperatorsTables, 'operator'> & {
  /** One row. */
  free_draft: RowOf<typeof draft> & { id: number }
  free_revision: RowOf<typeof revision>
  free_list: RowOf<typeof list> & { document: string }
  free_audit: RowOf<typeof audit>
  list_directive: RowOf<typeof listDirective> & { document: string; acknowledgement: string | null }
}
