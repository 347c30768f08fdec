/** What a node says, as one who can be held to it: its name in the trail, the body of what it signed, and whether it asks whose word it is given. */

import type { z } from 'zod'
import { signedRows } from '../../authority/signed.ts'
import type { Reading } from '../../authority/store.ts'
import type { TrailActor } from '../../authority/trail.ts'
import { directiveFailure } from '../../directive/failures.ts'
import { type DocumentType, verify } from '../../directive/signing.ts'
import type { NodeIdentity } from './model.ts'
import { operatorOf } from './operators.ts'
import type { StoredOperator } from './store.ts'

export function nodeActor({ id, name }: Pick<StoredOperator, 'id' | 'name'>): TrailActor {
  return { kind: 'node', id, name }
}

/** Of version 0.1.0: it asks for nobody's signature, and what bears one is malformed there. */
export function asksNobody({ hello }: Pick<StoredOperator, 'hello'>): boolean {
  return hello !== null && hello.roster === undefined
}

/** What two people have to sign is kept from it, until it has been updated. */
export async function isKeptFrom(store: Reading): Promise<(operator: Pick<StoredOperator, 'hello'>) => boolean> {
  const isSigned = (await signedRows(store).newestRoster()) !== null
  return operator => isSigned && asksNobody(operator)
}

/** What a node signed with the key that is pinned for it, of its own operator and no other. */
export async function signedBy<Body extends { readonly operator: string }>(
  store: Reading,
  node: NodeIdentity,
  document: { readonly jws: string; readonly type: DocumentType; readonly schema: z.ZodType<Body> },
): Promise<{ readonly operator: StoredOperator; readonly body: Body }> {
  const { jws, type, schema } = document
  const operator = await operatorOf(store, node.operator)
  if (operator.key === null) throw directiveFailure('nodeUnknown')
  const body = await verify(jws, { type, key: operator.key.public, schema })
  if (body.operator !== operator.id) throw directiveFailure('signatureWrong', { document: type })
  return { operator, body }
}
