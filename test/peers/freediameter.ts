/**
 * Debian's freeDiameter in each of its roles: a client that makes Credit-Control-Requests (test_ccload), a relay between
 * others (rt_rewrite), a charging server that answers them (test_cc).
 *
 * Each daemon has a directory of its own, a port that was free a moment ago, and a certificate, which it wants even where
 * no TLS is spoken. dict_nasreq comes before dict_dcca, which needs it. It listens on all addresses of the machine: it
 * has no way to be told loopback; acl_wl lets nobody in but this realm.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect as connectTcp } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Authority } from './certificates.ts'
import { Child, freePorts } from './child.ts'
import { PEER_PATH } from './installed.ts'

export const REALM = 'example.net'

const STARTS_MAX = 3
const KNOCK_MS = 10
const KNOCKS_MAX = 500
/** The shortest watchdog that it takes. */
export const WATCHDOG_SECONDS_MIN = 6

export interface FreeDiameterOptions {
  readonly authority: Authority
  /** Below `example.net`. */
  readonly identity: string
  /** Whom it connects to. */
  readonly connect?: { readonly identity: string; readonly port: number; readonly tls?: boolean }
  /** Answers each CCR with DIAMETER_SUCCESS. */
  readonly serves?: boolean
  /** Makes CCRs for this Destination-Host, or `REALM:name`; begins and ends with `load`. */
  readonly loads?: string
  /** Lines of rt_rewrite's configuration, for what it relays. */
  readonly rewrites?: readonly string[]
  readonly extensions?: readonly string[]
  readonly watchdogSeconds?: number
}

export interface FreeDiameter {
  readonly child: Child
  readonly identity: string
  /** For TCP, and for TLS. */
  readonly port: number
  readonly tlsPort: number
  /** Waits until it says that it is connected to, or by, this peer. */
  connected(identity: string): Promise<void>
  /** Begins or ends making requests. */
  load(): void
  stop(): Promise<void>
}

export async function startFreeDiameter(options: FreeDiameterOptions): Promise<FreeDiameter> {
  for (let starts = 1; ; starts++) {
    try {
      return await start(options)
    } catch (error) {
      if (starts === STARTS_MAX) throw error
    }
  }
}

async function start(options: FreeDiameterOptions): Promise<FreeDiameter> {
  const [port, tlsPort] = await freePorts(2)
  const directory = await mkdtemp(join(tmpdir(), 'loa-freediameter-'))
  const file = join(directory, 'freeDiameter.conf')
  await writeFile(join(directory, 'acl.conf'), `ALLOW_IPSEC *.${REALM}\n`)
  await writeFile(join(directory, 'rewrite.conf'), `${(options.rewrites ?? []).join('\n')}\n`)
  await writeFile(file, await configuration(options, { port, tlsPort, directory }))
  const child = new Child({
    command: 'freeDiameterd',
    args: ['-c', file],
    env: { ...process.env, PATH: PEER_PATH },
    cwd: directory,
  })
  const stop = async () => {
    await child.stop()
    await rm(directory, { recursive: true, force: true })
  }
  try {
    // The last that it says; it listens a little later. A port that is taken ends it.
    await child.printed(/Local server address/)
    for (const one of [port, tlsPort]) await listening(one, child)
  } catch (error) {
    await stop()
    throw error
  }
  return {
    child,
    identity: options.identity,
    port,
    tlsPort,
    connected: async identity => {
      await child.printed(new RegExp(`-> 'STATE_OPEN'\\s+'${identity}'`))
    },
    load: () => child.kill('SIGUSR2'),
    stop,
  }
}

/** Knocks until somebody answers. A connection that says nothing is dropped by it after a while. */
async function listening(port: number, child: Child): Promise<void> {
  for (let knocks = 0; knocks < KNOCKS_MAX; knocks++) {
    if (await answers(port)) return
    await delay(KNOCK_MS)
  }
  throw new Error(`freeDiameter does not listen on ${port}\n${child.stdout}\n${child.stderr}`)
}

function answers(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connectTcp(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

async function configuration(
  options: FreeDiameterOptions,
  { port, tlsPort, directory }: { port: number; tlsPort: number; directory: string },
): Promise<string> {
  const { authority, identity, connect, serves, loads, rewrites } = options
  const { extensions = [], watchdogSeconds = WATCHDOG_SECONDS_MIN } = options
  const { certFile, keyFile, caFile } = await authority.of(identity)
  const load = (name: string, configured?: string) =>
    `LoadExtension = "${name}.fdx"${configured === undefined ? '' : ` : "${configured}"`};`
  return [
    `Identity = "${identity}";`,
    `Realm = "${REALM}";`,
    `Port = ${port};`,
    `SecPort = ${tlsPort};`,
    'No_SCTP;',
    'No_IPv6;',
    `TwTimer = ${watchdogSeconds};`,
    `TcTimer = 1;`,
    `TLS_Cred = "${certFile}", "${keyFile}";`,
    `TLS_CA = "${caFile}";`,
    ...['dict_nasreq', 'dict_dcca', 'dict_dcca_3gpp', ...extensions].map(name => load(name)),
    load('acl_wl', join(directory, 'acl.conf')),
    ...(rewrites === undefined ? [] : [load('rt_rewrite', join(directory, 'rewrite.conf'))]),
    ...(serves ? [load('test_cc')] : []),
    ...(loads === undefined ? [] : [load('test_ccload', loads)]),
    ...(connect === undefined
      ? []
      : [
          `ConnectPeer = "${connect.identity}" { ${connect.tls ? '' : 'No_TLS; '}Port = ${connect.port}; ConnectTo = "127.0.0.1"; };`,
        ]),
    '',
  ].join('\n')
}
