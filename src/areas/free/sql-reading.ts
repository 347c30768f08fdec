/** What the authority asks of its tables about the list of what is free. */
import type { Kysely } from 'kysely'
import type { Writer } from '../../authority/actor.ts'
import type { Page } from '../../authority/paging.ts'
import { newestFirst } from '../../sql/pages.ts'
import { all, one } from '../../sql/record.ts'
import type {
  FreeReading,
  ListDocument,
  StoredAudit,
  StoredFreeDraft,
  StoredList,
  StoredListDirective,
  StoredRevision,
} from './store.ts'
import { audit, draft, type FreeTables, list, listDirective, revision } from './tables.ts'

export class SqlFreeReading implements FreeReading {
  protected readonly db: Kysely<FreeTables>

  constructor(db: Kysely<FreeTables>) {
    this.db = db
  }

  async draft(): Promise<StoredFreeDraft | null> {
    return await one(this.db.selectFrom('free_draft').selectAll(), draft.of)
  }

  async revision(number: number): Promise<StoredRevision | null> {
    const rows = this.db.selectFrom('free_revision').selectAll()
    return await one(rows.where('revision', '=', number), revision.of)
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
    return await all(this.#lists().orderBy('version'), list.of)
  }

  async lastList(): Promise<StoredList | null> {
    return await one(this.#lists().orderBy('version', 'desc').limit(1), list.of)
  }

  #lists() {
    return this.db.selectFrom('free_list').select(list.columns)
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
    return await one(this.#directives().where('id', '=', id), listDirective.of)
  }

  async listDirectives(of: Parameters<FreeReading['listDirectives']>[0]): Promise<readonly StoredListDirective[]> {
    const rows = this.#directives().orderBy('operator_id').orderBy('serial')
    const found =
      'version' in of
        ? rows.where('version', '=', of.version)
        : rows.where('operator_id', '=', of.operator).where('version', '>', of.above)
    return await all(found, listDirective.of)
  }

  #directives() {
    return this.db.selectFrom('list_directive').select(listDirective.columns)
  }

  async listAgenda(operator: string, limit: number): Promise<readonly { directive: string; list: string }[]> {
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
    const rows = this.#audits()
    const found = 'id' in by ? rows.where('free_audit.id', '=', by.id) : rows.where('free_audit.sha256', '=', by.sha256)
    return await one(found, auditOf)
  }

  #audits() {
    return this.db
      .selectFrom('free_audit')
      .innerJoin('operator', 'operator.id', 'free_audit.operator_id')
      .selectAll('free_audit')
      .select('operator.name as operator_name')
  }
}

function auditOf(row: FreeTables['free_audit'] & { operator_name: string }): StoredAudit {
  return { ...audit.of(row), operatorName: row.operator_name }
}
