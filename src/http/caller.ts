/**
 * Who calls: nobody, a person by the cookie of a session, a program by its API key, a node by a token of its key, or a
 * kiosk by its own token.
 *
 * What a route may be called with decides what is looked at: a cookie never opens a route for nodes.
 */

import { KEY_PREFIX, type Keys } from '../areas/access/keys.ts'
import type { Actor } from '../areas/rounds/model.ts'
import type { UseCases } from '../areas/rounds/use-cases.ts'
import type { KioskIdentity } from '../areas/screening/model.ts'
import { Failure } from '../base/failure.ts'
import { type Access, type Caller, READERS, SCOPE_ROLES } from './route.ts'
import type { SignIn } from './sign-in.ts'

const TOKEN_SIZE_MAX = 4096

export interface CallerNeeds {
  readonly authority: Pick<UseCases, 'authenticate'>
  readonly keys: Keys
  readonly signIn: Pick<SignIn, 'who'>
  readonly screening: { authenticateKiosk(token: string): Promise<KioskIdentity> }
}

/** Fails with signedOut, keyWrong, scopeMissing, forbidden, and as `authenticate` of nodes does. */
export async function callerFor(
  may: Access,
  headers: Headers,
  isLocal: boolean,
  needs: CallerNeeds,
): Promise<Caller> {
  const bearer = /^Bearer (\S+)$/i.exec(headers.get('authorization') ?? '')?.[1] ?? null
  switch (may.is) {
    case 'node':
      if (bearer === null || bearer.length > TOKEN_SIZE_MAX) throw new Failure('nodeUnknown')
      return { is: 'node', node: await needs.authority.authenticate(bearer) }
    case 'kiosk':
      if (bearer === null || bearer.length > TOKEN_SIZE_MAX) throw new Failure('kioskUnknown')
      return { is: 'kiosk', kiosk: await needs.screening.authenticateKiosk(bearer) }
    case 'anyone':
      return bearer === null ? await personOf(headers, needs) : { is: 'nobody' }
    case 'machine':
      if (bearer === null && isLocal) return { is: 'nobody' }
      if (bearer === null) throw new Failure('signedOut')
      return await keyHolder(bearer, READERS, needs)
    case 'people': {
      const caller =
        bearer === null ? await personOf(headers, needs) : await keyHolder(bearer, may, needs)
      if (caller.is === 'nobody') throw new Failure('signedOut')
      if (caller.is === 'node' || caller.is === 'kiosk' || !may.roles.includes(caller.actor.role))
        throw new Failure('forbidden')
      return caller
    }
  }
}

async function personOf(headers: Headers, needs: CallerNeeds): Promise<Caller> {
  const cookie = headers.get('cookie')
  if (cookie === null) return { is: 'nobody' }
  const found = await needs.signIn.who(cookie)
  if (found === null) return { is: 'nobody' }
  const { id, name, role, operator } = found.person
  return {
    is: 'person',
    actor: { kind: 'person', id, name, role, operator },
    session: found.session,
  }
}

async function keyHolder(
  bearer: string,
  may: Access & { readonly is: 'people' },
  needs: CallerNeeds,
): Promise<Caller> {
  if (!bearer.startsWith(KEY_PREFIX)) throw new Failure('keyWrong')
  const key = await needs.keys.find(bearer)
  if (may.scope === null) throw new Failure('forbidden')
  if (!key.scopes.includes(may.scope)) throw new Failure('scopeMissing', { scope: may.scope })
  const actor: Actor = {
    kind: 'key',
    id: key.id,
    name: `${key.name} (${key.person.name})`,
    role: SCOPE_ROLES[may.scope],
    operator: null,
    person: key.person.id,
  }
  return { is: 'key', actor, key: key.id }
}

/** What others count by: a session, a key, a node, or an address. */
export function nameOf(caller: Caller, address: string): string {
  switch (caller.is) {
    case 'nobody':
      return `address:${address}`
    case 'person':
      return `person:${caller.actor.id}`
    case 'key':
      return `key:${caller.key}`
    case 'node':
      return `node:${caller.node.operator}`
    case 'kiosk':
      return `kiosk:${caller.kiosk.id}`
  }
}
