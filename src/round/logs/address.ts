/** Where a replicated log is and which leg is meant, as people write both. What was given is never cited: it may hold a password. */
import { logFailure } from './failures.ts'

/** Letters of ASCII, digits and hyphens: what names of streams, subjects and channels have in common. */
const LEG = /^[A-Za-z0-9-]+$/
export const LEG_MAX = 200

const NATS_PORT = 4222
/** A cluster has three or five. */
const SERVERS_MAX = 16

export interface NatsAddress {
  readonly kind: 'nats'
  readonly servers: readonly NatsHost[]
  readonly isTls: boolean
  readonly user: { readonly name: string; readonly password: string } | null
}

export interface NatsHost {
  readonly host: string
  readonly port: number
}

export interface PostgresAddress {
  readonly kind: 'postgres'
  readonly url: string
  /** Without user and password. */
  readonly at: string
}

/** Fails with logAddressMalformed. */
export function parseAddress(url: string): NatsAddress | PostgresAddress {
  const nats = /^(nats|tls):\/\/(?:([^@/]*)@)?([^@/]+)\/?$/.exec(url)
  if (nats !== null) return natsAddress(nats[1] === 'tls', nats[2], nats[3])
  // As pg takes it, a host may be missing: it may be a socket's folder, in `?host=`.
  const postgres = /^postgres(?:ql)?:\/\/(?:[^@/?#]*@)?([^@/?#]*)(\/[^?#]*)?(?:\?([^#]*))?$/.exec(url)
  if (postgres === null) throw logFailure('logAddressMalformed')
  const [, host, database = '', options = ''] = postgres
  const named = host || (new URLSearchParams(options).get('host') ?? 'localhost')
  return { kind: 'postgres', url, at: `${named}${database}` }
}

/** Fails with legMalformed. */
export function checkLeg(leg: string): void {
  if (!LEG.test(leg) || leg.length > LEG_MAX)
    throw logFailure('legMalformed', { leg: leg.slice(0, LEG_MAX), most: LEG_MAX })
}

function natsAddress(isTls: boolean, user: string | undefined, hosts: string): NatsAddress {
  const servers = hosts.split(',').map(natsHost)
  if (servers.length > SERVERS_MAX) throw logFailure('logAddressMalformed')
  if (user === undefined) return { kind: 'nats', servers, isTls, user: null }
  const parts = user.split(':').map(decoded)
  if (parts.length !== 2 || parts[0] === '') throw logFailure('logAddressMalformed')
  return { kind: 'nats', servers, isTls, user: { name: parts[0], password: parts[1] } }
}

function natsHost(text: string): NatsHost {
  const found = /^([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::(\d{1,5}))?$/.exec(text)
  const port = Number(found?.[2] ?? NATS_PORT)
  if (found === null || port < 1 || port > 65_535) throw logFailure('logAddressMalformed')
  return { host: found[1], port }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw logFailure('logAddressMalformed')
  }
}
