/** What operators and their nodes need of a store: an area's rows of `authority/store.ts`, with its promises. Instants are milliseconds since 1970. */

import { rowsOf } from '../../authority/store.ts'
import type { ToldAlarm } from '../../directive/condition.ts'
import type { HelloBody } from '../../directive/documents.ts'
import type { PublicJwk } from '../../directive/public-key.ts'
import type { Flag } from './model.ts'

export const operatorRows = rowsOf<OperatorsReading, OperatorsWriting>('operators')

export interface OperatorsReading {
  operators(): Promise<readonly StoredOperator[]>
  operator(id: string): Promise<StoredOperator | null>
  operatorByCode(codeSha256: string): Promise<StoredOperator | null>
  operatorByKey(keyId: string): Promise<StoredOperator | null>
  /** Of all operators, or of one. */
  conditions(operator?: string): Promise<readonly StoredCondition[]>
}

export interface OperatorsWriting extends OperatorsReading {
  insertOperator(operator: StoredOperator): Promise<void>
  updateOperator(id: string, change: Partial<Omit<StoredOperator, 'id'>>): Promise<void>

  keepCondition(condition: StoredCondition): Promise<void>
  forgetCondition(operator: string, machine: string): Promise<void>
}

export interface StoredOperator {
  readonly id: string
  readonly name: string
  readonly state: 'new' | 'enrolled' | 'revoked'
  readonly key: { readonly public: PublicJwk; readonly id: string } | null
  readonly code: { readonly sha256: string; readonly expiresAt: number } | null
  readonly serialLast: number
  readonly hello: HelloBody | null
  readonly clockSkewMs: number | null
  readonly heardAt: number | null
  readonly flags: readonly Flag[]
  readonly createdAt: number
  /** Since when the clock is wrong. */
  readonly clockSince: number | null
}

/** What a machine of an operator said last. */
export interface StoredCondition {
  readonly operator: string
  /** Empty where the operator has one. */
  readonly machine: string
  readonly toldAt: number
  readonly alarms: readonly ToldAlarm[]
}
