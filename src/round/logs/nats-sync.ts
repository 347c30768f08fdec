/**
 * Whether each server of a cluster syncs before it acknowledges: `sync_interval: always`, which no server tells a client.
 *
 * Asked at each server's monitoring port (its client port + 4000, /varz), and of the system account where ours may ask it. As shipped, a
 * server syncs every two minutes; a cluster of such lost 131,418 of 930,005 acknowledged writes in a power cut (Jepsen, NATS 2.12.1).
 */

import type { NatsHost } from './address.ts'
import { logFailure } from './failures.ts'
import type { NatsLine } from './nats-connection.ts'

export const MONITORING = 4000
const VARZ = '$SYS.REQ.SERVER.PING.VARZ'
const ANSWER_MS = 2_000
const SYSTEM_MS = 500
/** A /varz is some 5 kB. */
const VARZ_MAX = 1 << 20

/** By the names of servers, those that answered: whether they sync each entry. */
export type Syncs = ReadonlyMap<string, boolean>

export async function askSyncs(line: NatsLine, signal: AbortSignal): Promise<Syncs> {
  const [monitored, told] = await Promise.all([
    Promise.all(line.hosts.map(async host => await monitoringOf(host, signal))),
    line.requestMany(VARZ, SYSTEM_MS),
  ])
  const byAccount = told.map(message => syncOf(dataOf(message.string())))
  return new Map([...byAccount, ...monitored].filter(one => one !== null))
}

/** Fails with logLazy for one of `names` that does not, with logSyncUnknown for one that did not answer. */
export function checkSyncs(syncs: Syncs, names: Iterable<string>): void {
  for (const server of names) {
    const syncsEach = syncs.get(server)
    if (syncsEach === undefined) throw logFailure('logSyncUnknown', { server, offset: MONITORING })
    if (!syncsEach) throw logFailure('logLazy', { server, found: 'sync_interval', wanted: 'sync_interval: always' })
  }
}

async function monitoringOf({ host, port }: NatsHost, signal: AbortSignal): Promise<[string, boolean] | null> {
  try {
    const answer = await fetch(`http://${host}:${port + MONITORING}/varz`, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
      redirect: 'error',
    })
    if (!(Number(answer.headers.get('content-length')) <= VARZ_MAX)) {
      await answer.body?.cancel()
      return null
    }
    return syncOf(parsed(await answer.text()))
  } catch {
    return null
  }
}

/** Of /varz: `server_name`, `jetstream.config.sync_always`. */
function syncOf(varz: unknown): [string, boolean] | null {
  const name = at(varz, 'server_name')
  const always = at(at(at(varz, 'jetstream'), 'config'), 'sync_always')
  return typeof name === 'string' ? [name, always === true] : null
}

function dataOf(text: string): unknown {
  return at(parsed(text), 'data')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined
}
