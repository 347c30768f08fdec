/** The tables of operators and their nodes as TypeScript sees them. Instants are milliseconds since 1970. */
import { type RowOf, record } from '../../sql/record.ts'
import type { StoredCondition, StoredOperator } from './store.ts'

export const operator = record<Omit<StoredOperator, 'key'>>()({
  plain: 'id name state serialLast clockSkewMs heardAt createdAt clockSince',
  json: 'hello flags',
  parts: { code: 'sha256 expiresAt' },
})

export const condition = record<StoredCondition>()({ plain: 'operator=operator_id machine toldAt', json: 'alarms' })

/** Of whoever was enrolled with it. */
export interface KeyColumns {
  /** JSON. */
  public_key: string | null
  key_id: string | null
}

export type OperatorsTables = { operator: RowOf<typeof operator> & KeyColumns; node_condition: RowOf<typeof condition> }
