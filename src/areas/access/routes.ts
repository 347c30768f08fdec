/** What everyone may ask before signing in, people, API keys: each row of the contract to its use case. */
import type { z } from 'zod'
import type { Role } from '../../authority/actor.ts'
import type { Store } from '../../authority/store.ts'
import { networkOf } from '../../http/network.ts'
import { InputFaulty } from '../../http/problem.ts'
import { type Route, routesOf } from '../../http/route.ts'
import type { SignIn } from '../../http/sign-in.ts'
import { accessContract, type apiKey, type DemoAccount } from './contract.ts'
import { type ApiKey, KEY_LIFE_MAX_MS, type Keys } from './keys.ts'
import type { People } from './people.ts'
import type { RefusedSignIns } from './refused.ts'
import { personRows } from './store.ts'

export interface AboutServer {
  /** As it stands on the pages and in the directives. */
  readonly name: string
  readonly version: string
  readonly oidc: { readonly name: string } | null
  readonly demo: readonly DemoAccount[] | null
  /** Who must give a second factor. */
  readonly asksFactorOf: ReadonlySet<Role>
}

export function accessRoutes(needs: {
  readonly people: People
  readonly keys: Keys
  readonly about: AboutServer
  readonly factorOf: SignIn['factorOf']
  readonly store: Store
  readonly refused: () => Promise<RefusedSignIns>
  readonly nowMs: () => number
}): Route[] {
  const { people, keys, about, factorOf, store, refused, nowMs } = needs
  return routesOf(accessContract, {
    getInstance: async () => ({
      name: about.name,
      needsSetup: await people.needsSetup(),
      oidc: about.oidc,
      version: about.version,
      demo: about.demo === null ? null : { accounts: about.demo },
    }),
    getMe: async ({ actor, caller, language }) => {
      const { id, name, email, role, operator, signIn } = await people.person(actor.id)
      const factor = caller.is === 'person' ? await factorOf(caller) : 'fine'
      return { id, name, email, role, operator, signIn, factor, language }
    },
    setUp: async ({ body }) => await people.setUp(body),
    readInvitation: async ({ body }) => await people.invitedBy(body.token),
    acceptInvitation: async ({ body }) => await people.accept(body),
    listPeople: async ({ query: { cursor = null, limit } }) => await people.people({ cursor, limit }),
    invitePerson: async ({ actor, body }) => await people.invite(actor, body),
    changePerson: async ({ actor, params, body }) => await people.change(actor, params.id, body),
    makePersonLink: async ({ actor, params }) => await people.newLink(actor, params.id),
    listSessions: async () => await sessionsOf(store, nowMs()),
    listRefusedSignIns: async () => await refused(),
    listKeys: async ({ query: { cursor = null, limit } }) => {
      const { items, next } = await keys.keys({ cursor, limit })
      return { items: items.map(shown), next }
    },
    makeKey: async ({ actor, body }) => {
      const expiresAtMs = body.expiresAt === null ? nowMs() + KEY_LIFE_MAX_MS : Date.parse(body.expiresAt)
      const lifeMs = expiresAtMs - nowMs()
      if (!(lifeMs > 0 && lifeMs <= KEY_LIFE_MAX_MS))
        throw new InputFaulty([
          {
            path: 'expiresAt',
            code: 'range',
            vi: 'Phải ở tương lai, không quá hai năm.',
            en: 'Must be in the future, at most two years ahead.',
          },
        ])
      const scopes = [...new Set(body.scopes)]
      const { key, secret } = await keys.make(actor, { name: body.name, scopes, expiresAtMs })
      return { key: shown(key), secret }
    },
    revokeKey: async ({ actor, params }) => await keys.revoke(actor, params.id),
  })
}

/** So many are told. */
const SESSIONS_MAX = 500

async function sessionsOf(store: Store, nowMs: number) {
  const found = await personRows(store).sessions(nowMs, SESSIONS_MAX + 1)
  return {
    items: found
      .slice(0, SESSIONS_MAX)
      .map(({ by, address, ...of }) => ({
        ...of,
        by: by === 'code' || by === 'passkey' || by === 'provider' ? by : 'password',
        network: address === null ? null : networkOf(address),
      })),
    isAll: found.length <= SESSIONS_MAX,
  }
}

function shown(key: ApiKey): z.input<typeof apiKey> {
  const at = (ms: number) => new Date(ms).toISOString()
  return {
    id: key.id,
    name: key.name,
    scopes: [...key.scopes],
    createdBy: key.person.name,
    createdAt: at(key.createdAtMs),
    expiresAt: at(key.expiresAtMs),
    lastUsedAt: key.lastUsedAtMs === null ? null : at(key.lastUsedAtMs),
  }
}
