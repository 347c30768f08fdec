/** What the list of what is free keeps in the database. */

import { put } from '../../sql/record.ts'
import type { AreaTables } from '../../sql/store.ts'
import { free } from './migrations/004-free.ts'
import { freeAudits } from './migrations/007-free-audits.ts'
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
import { audit, draft, type FreeTables, list, listDirective, revision } from './tables.ts'

/* What the authority changes in its tables about the list of what is free, within one transaction. */

/** There is one draft. */
const DRAFT = 1

class SqlFree extends SqlFreeReading implements FreeWriting {
  async setDraft(given: StoredFreeDraft): Promise<void> {
    await put(this.db, 'free_draft', { id: DRAFT, ...draft.row(given) }, { key: ['id'] })
  }

  async insertRevision(given: StoredRevision): Promise<void> {
    await this.db.insertInto('free_revision').values(revision.row(given)).execute()
  }

  async insertList(given: StoredList & ListDocument): Promise<void> {
    const row = { ...list.row(given), document: given.document }
    await this.db.insertInto('free_list').values(row).execute()
  }

  async insertListDirective(given: NewListDirective): Promise<void> {
    const issued = { ...given, state: 'issued', refusal: null, answeredAt: null } as const
    const row = { ...listDirective.row(issued), document: given.document }
    await this.db.insertInto('list_directive').values(row).execute()
  }

  async updateListDirective(id: string, change: ListDirectiveChange): Promise<void> {
    const { acknowledgement } = change
    await this.db
      .updateTable('list_directive')
      .set({ ...listDirective.changes(change), acknowledgement })
      .where('id', '=', id)
      .execute()
  }

  async insertAudit(given: Parameters<FreeWriting['insertAudit']>[0]): Promise<void> {
    await this.db.insertInto('free_audit').values(audit.row(given)).execute()
  }
}

export const freeTables: AreaTables = {
  rows: { free: db => new SqlFree(db.withTables<FreeTables>()) },
  migrations: [free, freeAudits],
  restored: [],
}
