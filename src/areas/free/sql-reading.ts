/** What the authority asks of its tables about the list of what is free. */
import type { Kysely, Selectable } from 'kysely'
import type { Writer } from '../../authority/actor.ts'
import type { Page } from '../../authority/paging.ts'
import { newestFirst } from '../../sql/pages.ts'
import type {
  FreeReading,
  ListDocument,
  StoredAudit,
  StoredFreeDraft,
  StoredList,
  StoredListDirective,
  StoredRevision,
} from './store.ts'
import type { FreeTables } from './tables.ts'

export class SqlFreeReading implements FreeReading {
  protected readonly db: Kysely<FreeTables>

  constructor(db: Kysely<FreeTables>) {
    this.db = db
  }

  async draft(): Promise<StoredFreeDraft | null> {
    const row = await this.db.selectFrom('free_draft').selectAll().executeTakeFirst()
    if (row === undefined) return null
    return {
      state: row.state as StoredFreeDraft['state'],
      revision: row.revision,
      submittedBy: writerOf(row.submitted_by, row.submitted_by_name),
      updatedAt: row.updated_at,
      updatedBy: row.updated_by,
    }
  }

  async revision(revision: number): Promise<StoredRevision | null> {
    const row = await this.db
      .selectFrom('free_revision')
      .selectAll()
      .where('revision', '=', revision)
      .executeTakeFirst()
    if (row === undefined) return null
    return {
      revision: row.revision,
      content: JSON.parse(row.content),
      at: row.at,
      by: { id: row.by_id, name: row.by_name },
    }
  }

  async writersAbove(revision: number): Promise<readonly Writer[]> {
    const rows = await this.db
      .selectFrom('free_revision')
      .select(['by_id', 'by_name'])
      .distinct()
      .where('revision', '>', revision)
      .orderBy('by_name')
      .execute()
    return rows.map(row => ({ id: row.by_id, name: row.by_name }))
  }

  async lists(): Promise<readonly StoredList[]> {
    const rows = await this.#lists().orderBy('version').execute()
    return rows.map(listOf)
  }

  async lastList(): Promise<StoredList | null> {
    const row = await this.#lists().orderBy('version', 'desc').limit(1).executeTakeFirst()
    return row === undefined ? null : listOf(row)
  }

  #lists() {
    return this.db
      .selectFrom('free_list')
      .select(['version', 'revision', 'sha256', 'issued_at', 'approved_by', 'approved_by_name'])
  }

  async documentsFrom(version: number): Promise<readonly ListDocument[]> {
    return await this.db
      .selectFrom('free_list')
      .select(['version', 'document'])
      .where('version', '>=', version)
      .orderBy('version')
      .execute()
  }

  async listDirective(id: string): Promise<StoredListDirective | null> {
    const row = await this.#directives().where('id', '=', id).executeTakeFirst()
    return row === undefined ? null : directiveOf(row)
  }

  async listDirectives(
    of: Parameters<FreeReading['listDirectives']>[0],
  ): Promise<readonly StoredListDirective[]> {
    const all = this.#directives().orderBy('operator_id').orderBy('serial')
    const rows =
      'version' in of
        ? all.where('version', '=', of.version)
        : all.where('operator_id', '=', of.operator).where('version', '>', of.above)
    return (await rows.execute()).map(directiveOf)
  }

  #directives() {
    return this.db
      .selectFrom('list_directive')
      .select([
        'id',
        'serial',
        'operator_id',
        'version',
        'issued_at',
        'expires_at',
        'sha256',
        'state',
        'refusal',
        'answered_at',
      ])
  }

  async listAgenda(
    operator: string,
    limit: number,
  ): Promise<readonly { directive: string; list: string }[]> {
    return await this.db
      .selectFrom('list_directive')
      .innerJoin('free_list', 'free_list.version', 'list_directive.version')
      .select(['list_directive.document as directive', 'free_list.document as list'])
      .where('list_directive.operator_id', '=', operator)
      .where('list_directive.state', '=', 'issued')
      .orderBy('list_directive.version')
      .orderBy('list_directive.serial')
      .limit(limit)
      .execute()
  }

  async held(): Promise<ReadonlyMap<string, { version: number; at: number }>> {
    const rows = await this.db
      .selectFrom('list_directive')
      .select(({ fn }) => ['operator_id', 'version', fn.min('answered_at').as('at')])
      .where('state', '=', 'held')
      .where('version', '=', eb =>
        eb
          .selectFrom('list_directive as each')
          .select(inner => inner.fn.max('each.version').as('newest'))
          .whereRef('each.operator_id', '=', 'list_directive.operator_id')
          .where('each.state', '=', 'held'),
      )
      .groupBy(['operator_id', 'version'])
      .execute()
    return new Map(rows.map(row => [row.operator_id, { version: row.version, at: row.at ?? 0 }]))
  }

  async audits(query: Parameters<FreeReading['audits']>[0]): Promise<Page<StoredAudit>> {
    let rows = this.#audits()
    if (query.operator !== null) rows = rows.where('free_audit.operator_id', '=', query.operator)
    return await newestFirst(rows, query, { table: 'free_audit', at: 'at', item: auditOf })
  }

  async audit(by: Parameters<FreeReading['audit']>[0]): Promise<StoredAudit | null> {
    const all = this.#audits()
    const found =
      'id' in by
        ? all.where('free_audit.id', '=', by.id)
        : all.where('free_audit.sha256', '=', by.sha256)
    const row = await found.executeTakeFirst()
    return row === undefined ? null : auditOf(row)
  }

  #audits() {
    return this.db
      .selectFrom('free_audit')
      .innerJoin('operator', 'operator.id', 'free_audit.operator_id')
      .selectAll('free_audit')
      .select('operator.name as operator_name')
  }
}

function auditOf(
  row: Selectable<FreeTables['free_audit']> & { operator_name: string },
): StoredAudit {
  return {
    id: row.id,
    operator: row.operator_id,
    operatorName: row.operator_name,
    sha256: row.sha256,
    summary: JSON.parse(row.summary),
    at: row.at,
    by: { id: row.by_id, name: row.by_name },
  }
}

function writerOf(id: string | null, name: string | null): Writer | null {
  return id === null || name === null ? null : { id, name }
}

function listOf(row: Omit<Selectable<FreeTables['free_list']>, 'document'>): StoredList {
  return {
    version: row.version,
    revision: row.revision,
    sha256: row.sha256,
    issuedAt: row.issued_at,
    approvedBy: writerOf(row.approved_by, row.approved_by_name),
  }
}

function directiveOf(
  row: Omit<Selectable<FreeTables['list_directive']>, 'document' | 'acknowledgement'>,
): StoredListDirective {
  return {
    id: row.id,
    serial: row.serial,
    operator: row.operator_id,
    version: row.version,
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
    sha256: row.sha256,
    state: row.state as StoredListDirective['state'],
    refusal: row.refusal as StoredListDirective['refusal'],
    answeredAt: row.answered_at,
  }
}
