/** What operators and their nodes keep in the database. Their first tables are the authority's own (src/sql), what they became is in rounds/migrations. */
import type { Kysely } from 'kysely'
import { all, one, put } from '../../sql/record.ts'
import type { AreaTables } from '../../sql/store.ts'
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
