/**
 * What another area adds to what passes between the authority and an operator's node, and to what is held after a restore.
 * Rounds know none of these areas: whoever joins the authority gives them in.
 */
import type { Reading } from '../../authority/store.ts'
import type { Changing } from '../../authority/unit-of-work.ts'
import type { Agenda, HeldList, HelloBody } from '../../directive/documents.ts'
import type { Flag } from './model.ts'
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
  heard(changing: Changing, operator: StoredOperator, hello: HelloBody): Promise<void>
  /** More of the answer to a node's word. */
  answer(store: Reading, operator: string, hello: HelloBody): Promise<HelloMore>
  /** After a restore nothing goes out before people have looked. */
  restored(changing: Changing): Promise<void>
}
