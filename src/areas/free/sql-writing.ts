/** What the authority changes in its tables about the list of what is free, within one transaction. */

import { SqlFreeReading } from './sql-reading.ts'
import type {
  FreeWriting,
  ListDirectiveChange,
  ListDocument,
  NewListDirective,
  StoredFreeDraft,
  StoredList,
  StoredRevision,
} from './store.ts'

/** There is one draft. */
const DRAFT = 1

export class SqlFree extends SqlFreeReading implements FreeWriting {
  async setDraft(draft: StoredFreeDraft): Promise<void> {
    const columns = {
      state: draft.state,
      revision: draft.revision,
      submitted_by: draft.submittedBy?.id ?? null,
      submitted_by_name: draft.submittedBy?.name ?? null,
      updated_at: draft.updatedAt,
      updated_by: draft.updatedBy,
    }
    await this.db
      .insertInto('free_draft')
      .values({ id: DRAFT, ...columns })
      .onConflict(conflict => conflict.column('id').doUpdateSet(columns))
      .execute()
  }

  async insertRevision({ revision, content, at, by }: StoredRevision): Promise<void> {
    await this.db
      .insertInto('free_revision')
      .values({
        revision,
        content: JSON.stringify(content),
        at,
        by_id: by.id,
        by_name: by.name,
      })
      .execute()
  }

  async insertList(list: StoredList & ListDocument): Promise<void> {
    await this.db
      .insertInto('free_list')
      .values({
        version: list.version,
        revision: list.revision,
        document: list.document,
        sha256: list.sha256,
        issued_at: list.issuedAt,
        approved_by: list.approvedBy?.id ?? null,
        approved_by_name: list.approvedBy?.name ?? null,
      })
      .execute()
  }

  async insertListDirective(directive: NewListDirective): Promise<void> {
    await this.db
      .insertInto('list_directive')
      .values({
        id: directive.id,
        serial: directive.serial,
        operator_id: directive.operator,
        version: directive.version,
        issued_at: directive.issuedAt,
        expires_at: directive.expiresAt,
        document: directive.document,
        sha256: directive.sha256,
        state: 'issued',
        refusal: null,
        answered_at: null,
        acknowledgement: null,
      })
      .execute()
  }

  async updateListDirective(id: string, change: ListDirectiveChange): Promise<void> {
    const { state, refusal, answeredAt, acknowledgement } = change
    await this.db
      .updateTable('list_directive')
      .set({
        state,
        refusal,
        answered_at: answeredAt,
        ...(acknowledgement !== undefined && { acknowledgement }),
      })
      .where('id', '=', id)
      .execute()
  }

  async insertAudit(audit: Parameters<FreeWriting['insertAudit']>[0]): Promise<void> {
    await this.db
      .insertInto('free_audit')
      .values({
        id: audit.id,
        operator_id: audit.operator,
        sha256: audit.sha256,
        summary: JSON.stringify(audit.summary),
        at: audit.at,
        by_id: audit.by.id,
        by_name: audit.by.name,
      })
      .execute()
  }
}
