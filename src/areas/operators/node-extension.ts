/**
 * What an area adds to what passes between the authority and an operator's node, and to what is held after a restore.
 * Operators know none of these areas: each declares it with itself, and whoever joins the authority gives it in.
 */
import type { Reading } from '../../authority/store.ts'
import type { Transaction } from '../../authority/unit-of-work.ts'
import type { ConditionBody } from '../../directive/condition.ts'
import type { Agenda, HeldList, HelloBody } from '../../directive/documents.ts'
import type { Flag, NodeIdentity, OperatorSummary } from './model.ts'
import type { StoredOperator } from './store.ts'

export interface HelloMore {
  readonly freeList?: HeldList
  /** Digests of directives that may be on the air there, and that are not known here. */
  readonly lostBroadcasts?: readonly string[]
}

export interface NodeExtension {
  /** More of an operator's agenda. */
  agenda(store: Reading, operator: string): Promise<Partial<Agenda>>
  /** What does not add up in what a node has just said, beside the flags that stand. */
  flags(store: Reading, flags: readonly Flag[], hello: HelloBody): Promise<readonly Flag[]>
  /** After a node's word was kept: what it lacks goes out to it. `operator`: as it was before. */
  heard(tx: Transaction, operator: StoredOperator, hello: HelloBody): Promise<void>
  /** More of the answer to a node's word. */
  answer(store: Reading, operator: string, hello: HelloBody): Promise<HelloMore>
  /** After a restore nothing goes out before people have looked. */
  restored(tx: Transaction): Promise<void>
}

/** Of an area that has something at nodes. */
export interface AtNodes {
  readonly atNodes?: NodeExtension
}

/** What was directed to an operator, as its summary says it. */
export type Directed = Pick<OperatorSummary, 'openDirectives' | 'lastReturn'>

/** Rounds, which operators tell of, and whose lanes a node tells with how it fares. */
export interface RoundsAtNodes extends NodeExtension {
  /** By operator; one that is missing was directed nothing. */
  directed(store: Reading): Promise<ReadonlyMap<string, Directed>>
  told(tx: Transaction, node: NodeIdentity, sends: ConditionBody['sends']): Promise<void>
  /** After a restore, before all others. How many rounds are held. */
  hold(tx: Transaction): Promise<number>
}
