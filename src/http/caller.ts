/**
 * Who calls: nobody, a person by the cookie of a session, a program by its API key, or a machine of an area's (a node, a
 * kiosk) by a token of its own.
 *
 * What a route may be called with decides what is looked at: a cookie never opens a route for machines.
 */

import { type Actor, KEY_PREFIX, type KeyScope } from '../authority/actor.ts'
import { type Access, type PeopleAccess, READERS, SCOPE_ROLES } from '../authority/contract.ts'
import { authorityFailure } from '../authority/failures.ts'
import type { Failure } from '../base/failure.ts'
import { httpFailure } from './failures.ts'
import type { Caller } from './route.ts'
import type { SignIn } from './sign-in.ts'

const TOKEN_SIZE_MAX = 4096

/** How machines of one kind prove who they are. */
export interface Device<Identity = unknown> {
  /** Fails where the token is nobody's. */
  authenticate(token: string): Promise<Identity>
  /** Whoever comes without a token, or with one that cannot be one. */
  unknown(): Failure
  /** What others count it by. */
  nameOf(identity: Identity): string
  /** Its token is good for many calls: whoever was long in sending what they want is asked for it once more. */
  readonly isLasting?: true
  /** Its token, in the API's document. */
  readonly scheme: { readonly bearerFormat?: string; readonly description: string }
}
export type Devices = Readonly<Record<string, Device>>

/** A key that was proved. */
export interface ProvedKey {
  readonly id: string
  readonly name: string
  readonly scopes: readonly KeyScope[]
  readonly person: { readonly id: string; readonly name: string }
}

export interface CallerNeeds {
  readonly keys: { find(secret: string): Promise<ProvedKey | null> }
  readonly signIn: Pick<SignIn, 'who' | 'factorOf'>
  readonly devices: Devices
}

/** Fails with signedOut, keyWrong, scopeMissing, forbidden, and as `authenticate` of nodes does. */
export async function callerFor(may: Access, headers: Headers, isLocal: boolean, needs: CallerNeeds): Promise<Caller> {
  const bearer = /^Bearer (\S+)$/i.exec(headers.get('authorization') ?? '')?.[1] ?? null
  switch (may.is) {
    case 'device': {
      const device = needs.devices[may.device]
      if (bearer === null || bearer.length > TOKEN_SIZE_MAX) throw device.unknown()
      const identity = await device.authenticate(bearer)
      const name = `${may.device}:${device.nameOf(identity)}`
      return { is: 'device', device: may.device, name, identity }
    }
    case 'anyone':
      return bearer === null ? await personOf(headers, needs) : { is: 'nobody' }
    case 'machine':
      if (bearer === null && isLocal) return { is: 'nobody' }
      if (bearer === null) throw httpFailure('signedOut')
      return await keyHolder(bearer, READERS, needs)
    case 'people': {
      const caller = bearer === null ? await personOf(headers, needs) : await keyHolder(bearer, may, needs)
      if (caller.is === 'nobody') throw httpFailure('signedOut')
      if (caller.is === 'device' || !may.roles.includes(caller.actor.role)) throw authorityFailure('forbidden')
      return caller
    }
  }
}

/** What was long in coming is from somebody who may be nobody by now: signed out, put out, revoked. Fails as `callerFor` does. */
export async function stillCalls(caller: Caller, may: Access, headers: Headers, needs: CallerNeeds): Promise<void> {
  if (caller.is === 'nobody') return
  if (caller.is === 'device' && needs.devices[caller.device].isLasting !== true) return
  const now = await callerFor(may, headers, false, needs)
  if (nameOf(now, '') !== nameOf(caller, '')) throw httpFailure('signedOut')
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
    sinceMs: found.sinceMs,
    by: found.by,
  }
}

async function keyHolder(bearer: string, may: PeopleAccess, needs: CallerNeeds): Promise<Caller> {
  if (!bearer.startsWith(KEY_PREFIX)) throw httpFailure('keyWrong')
  const key = await needs.keys.find(bearer)
  if (key === null) throw httpFailure('keyWrong')
  if (may.scope === null) throw authorityFailure('forbidden')
  if (!key.scopes.includes(may.scope)) throw httpFailure('scopeMissing', { scope: may.scope })
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
    case 'device':
      return caller.name
  }
}
