/**
 * What operators and their nodes keep in the database. Their first tables are the authority's own (src/sql), what they became is in
 * rounds/migrations; and a table of jobs of a declared kind (jobs.ts), which an area that has one makes for itself.
 */
import type { Kysely } from 'kysely'
import { all, one, put, type RowOf, record } from '../../sql/record.ts'
import type { AreaTables } from '../../sql/store.ts'
import type { Tables } from '../../sql/tables.ts'
import type { JobsWriting, StoredJob } from './jobs.ts'
import type { OperatorsWriting, StoredCondition, StoredOperator } from './store.ts'
import { condition, type KeyColumns, type OperatorsTables, operator } from './tables.ts'

export const operatorsTables: AreaTables = {
  rows: { operators: db => new SqlOperators(db.withTables<OperatorsTables>()) },
  migrations: [],
  restored: ['update operator set code_sha256 = null, code_expires_at = null'],
}

class SqlOperators implements OperatorsWriting {
  readonly db: Kysely<OperatorsTables>

  constructor(db: Kysely<OperatorsTables>) {
    this.db = db
  }

  async operators(): Promise<readonly StoredOperator[]> {
    return await all(this.db.selectFrom('operator').selectAll().orderBy('id'), operatorOf)
  }

  async operator(id: string): Promise<StoredOperator | null> {
    return await this.#operatorBy('id', id)
  }

  async operatorByCode(codeSha256: string): Promise<StoredOperator | null> {
    return await this.#operatorBy('code_sha256', codeSha256)
  }

  async operatorByKey(keyId: string): Promise<StoredOperator | null> {
    return await this.#operatorBy('key_id', keyId)
  }

  async #operatorBy(column: 'id' | 'code_sha256' | 'key_id', value: string): Promise<StoredOperator | null> {
    const operators = this.db.selectFrom('operator').selectAll()
    return await one(operators.where(column, '=', value), operatorOf)
  }

  async conditions(operator?: string): Promise<readonly StoredCondition[]> {
    let rows = this.db.selectFrom('node_condition').selectAll().orderBy('operator_id').orderBy('machine')
    if (operator !== undefined) rows = rows.where('operator_id', '=', operator)
    return await all(rows, condition.of)
  }

  async insertOperator(given: StoredOperator): Promise<void> {
    await this.db
      .insertInto('operator')
      .values({ ...operator.row(given), ...keyColumns(given.key) })
      .execute()
  }

  async updateOperator(id: string, change: Parameters<OperatorsWriting['updateOperator']>[1]): Promise<void> {
    await this.db.updateTable('operator').set(operatorColumns(change)).where('id', '=', id).execute()
  }

  async keepCondition(given: StoredCondition): Promise<void> {
    const key = ['operator_id', 'machine'] as const
    await put(this.db, 'node_condition', condition.row(given), { key })
  }

  async forgetCondition(operator: string, machine: string): Promise<void> {
    await this.db
      .deleteFrom('node_condition')
      .where('operator_id', '=', operator)
      .where('machine', '=', machine)
      .execute()
  }
}

function operatorOf(row: OperatorsTables['operator']): StoredOperator {
  return { ...operator.of(row), key: keyOf(row) }
}

function operatorColumns(change: Partial<StoredOperator>) {
  return { ...operator.changes(change), ...(change.key !== undefined && keyColumns(change.key)) }
}

export function keyOf({ public_key, key_id }: KeyColumns): StoredOperator['key'] {
  if (public_key === null || key_id === null) return null
  return { public: JSON.parse(public_key), id: key_id }
}

export function keyColumns(key: StoredOperator['key']): KeyColumns {
  return { public_key: key && JSON.stringify(key.public), key_id: key?.id ?? null }
}

// Jobs of declared kinds -------------------------------------------------------------------------------------------

const job = record<StoredJob>()({
  plain: ['id serial operator=operator_id subject version sha256 document state refusal issuedAt expiresAt answeredAt'],
  json: 'told',
})
type JobTables = { job: RowOf<typeof job> & { acknowledgement: string | null } }

/**
 * For a migration.
 *
 * @public
 */
export function jobTable(name: string): string {
  return `create table ${name} (
    id text primary key,
    serial bigint not null,
    operator_id text not null references operator (id),
    subject text not null,
    version bigint not null,
    sha256 text not null,
    document text not null,
    state text not null,
    refusal text,
    issued_at bigint not null,
    expires_at bigint not null,
    answered_at bigint,
    told text,
    acknowledgement text
  )`
}

/** @public */
export class SqlJobs implements JobsWriting {
  readonly #db: Kysely<Tables & JobTables>
  readonly #table: 'job'

  /** `table`: as `jobTable` made it. */
  constructor(db: Kysely<Tables>, table: string) {
    this.#db = db.withTables<JobTables>()
    // All these tables are alike: the types are those of one of them.
    this.#table = table as 'job'
  }

  async one(id: string): Promise<StoredJob | null> {
    return await one(this.#all().where('id', '=', id), job.of)
  }

  async ofSubject(subject: string): Promise<readonly StoredJob[]> {
    return await all(this.#all().where('subject', '=', subject).orderBy('operator_id').orderBy('serial'), job.of)
  }

  async openAt(operator: string, limit: number): Promise<readonly StoredJob[]> {
    const open = this.#all().where('operator_id', '=', operator).where('state', '=', 'issued')
    return await all(open.orderBy('serial').limit(limit), job.of)
  }

  async put(given: StoredJob): Promise<void> {
    const row = { ...job.row(given), acknowledgement: null }
    await put(this.#db, this.#table, row, { key: ['id'], stay: ['document', 'acknowledgement'] })
  }

  async keepAcknowledgement(id: string, acknowledgement: string): Promise<void> {
    await this.#db.updateTable(this.#table).set({ acknowledgement }).where('id', '=', id).execute()
  }

  async expireOpen(): Promise<void> {
    await this.#db.updateTable(this.#table).set({ state: 'expired' }).where('state', '=', 'issued').execute()
  }

  #all() {
    return this.#db.selectFrom(this.#table).select(job.columns)
  }
}
