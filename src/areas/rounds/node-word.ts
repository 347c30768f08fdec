/** What a node says, as one who can be held to it: its name in the trail, and the body of what it signed. */

import type { z } from 'zod'
import type { TrailActor } from '../../authority/trail.ts'
import { directiveFailure } from '../../directive/failures.ts'
import type { PublicJwk } from '../../directive/public-key.ts'
import { verify } from '../../directive/signing.ts'
import type { StoredOperator } from './store.ts'

export function nodeActor({ id, name }: Pick<StoredOperator, 'id' | 'name'>): TrailActor {
  return { kind: 'node', id, name }
}

/** The body of what a node signed with the key that is pinned for it. */
export async function signedBy<Body>(
  operator: StoredOperator,
  jws: string,
  type: 'rotation' | 'acknowledgement' | 'return' | 'listAcknowledgement',
  schema: z.ZodType<Body>,
): Promise<Body> {
  const key: PublicJwk | undefined = operator.key?.public
  if (key === undefined) throw directiveFailure('nodeUnknown')
  return await verify(jws, { type, key, schema })
}
