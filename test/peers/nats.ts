/**
 * NATS servers of our own on loopback: three in a cluster, or one alone, each with JetStream in a directory that goes with it.
 *
 * Monitoring is at the client port + 4000, as operators run it. Servers are killed, suspended and ended by their own process ids.
 * Knows nothing of streams.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { until } from '../../src/base/until.test.ts'
import { Child, freePorts } from './child.ts'
import { PEER_PATH } from './installed.ts'

/** From the client port to where a server is asked how it works. */
const MONITORING = 4000

export interface NatsOptions {
  readonly servers?: 1 | 3
  /** Of which server nothing stands for `sync_interval`, which is a flush every two minutes. */
  readonly lazy?: number
  /** What streams may reserve on each server, such as `1GB`. */
  readonly store?: string
  /** Between the servers: `off`, `s2_fast`, … */
  readonly compression?: string
  readonly user?: { readonly name: string; readonly password: string }
  /** The user's account may ask the system's what is otherwise told at the monitoring port; then there is no such port. */
  readonly mayAskSystem?: boolean
  /** The text of each server's file, in place of the one that is made of the rest. */
  readonly file?: (place: NatsPlace) => string
  readonly env?: NodeJS.ProcessEnv
}

/** Where one server is: its store is `folder/name`, `routes` are those of all. */
export interface NatsPlace {
  readonly name: string
  readonly folder: string
  readonly port: number
  readonly monitoring: number
  readonly at: number
  readonly routes: readonly number[]
}

export interface NatsServer {
  readonly name: string
  readonly port: number
  readonly pid: number
  /** SIGSTOP and SIGCONT; SIGKILL. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void
  kill(): Promise<void>
  /** Killed, and its machine gone with all that was on it. */
  burn(): Promise<void>
  /** On its own directory, also after it was killed. */
  start(how?: { readonly isLazy: boolean }): Promise<void>
}

export interface NatsCluster {
  readonly servers: readonly NatsServer[]
  /** `nats://host:port,host:port,host:port`, with the user where there is one. */
  readonly url: string
  close(): Promise<void>
}

/** For all servers to be members, then to be healthy; how often they are asked, and how often a cluster is made anew. */
const WHOLE_MS = 120_000
const LOOK_MS = 100
const TRIES = 5

/**
 * Servers that start at the same moment on a busy machine may count each other out: one that has not said yet that it has JetStream is no
 * member for ever (nats-server 2.10, checkClusterSize); where that leaves no majority, none is ever healthy. Such a cluster is made anew.
 */
export async function startNats(options: NatsOptions = {}): Promise<NatsCluster> {
  for (let tries = 1; ; tries++) {
    const cluster = await begunNats(options)
    const ports = cluster.servers.map(({ port }) => port)
    if (options.mayAskSystem || (await becomeWhole(ports))) return cluster
    await cluster.close()
    if (tries === TRIES) throw new Error('the NATS servers do not become one cluster')
  }
}

/**
 * Starts a server again and has it among the members. The others have a leader first: one that they elect just while it comes may count it out
 * for ever, as above; they are two then, and the loss of one of them leaves no majority. Where that happened it goes and comes once more.
 */
export async function comeBack(
  { servers }: Pick<NatsCluster, 'servers'>,
  server: NatsServer,
  how?: { readonly isLazy: boolean },
): Promise<void> {
  const ports = servers.map(({ port }) => port)
  const others = ports.filter(port => port !== server.port)
  for (let tries = 1; tries <= TRIES; tries++) {
    await server.kill()
    const areLed = async () => (await Promise.all(others.map(membersAt))).some(members => members > 0)
    await until(areLed, `a leader of the servers other than ${server.name}`)
    await server.start(how)
    if (await becomeWhole(ports)) return
  }
  throw new Error(`${server.name} does not become a member of its cluster again`)
}

/** Whether one of them, soon, leads all others as members of JetStream, and each then says that all its streams are well. */
async function becomeWhole(ports: readonly number[]): Promise<boolean> {
  const isHealthy = async () => (await Promise.all(ports.map(isHealthyAt))).every(is => is)
  const isOne = async () => ports.length === 1 || (await Promise.all(ports.map(membersAt))).includes(ports.length)
  return (await soon(isOne)) && (await soon(isHealthy))
}

async function soon(isSo: () => Promise<boolean>): Promise<boolean> {
  const until = performance.now() + WHOLE_MS
  while (!(await isSo())) {
    if (performance.now() > until) return false
    await new Promise(done => setTimeout(done, LOOK_MS))
  }
  return true
}

/** How many it leads, itself among them; 0 where it does not lead. */
async function membersAt(port: number): Promise<number> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port + MONITORING}/jsz?meta=1`)
    const { meta_cluster } = (await answer.json()) as {
      meta_cluster?: { cluster_size: number; replicas?: readonly unknown[] }
    }
    const count = (meta_cluster?.replicas?.length ?? -1) + 1
    return meta_cluster?.cluster_size === count ? count : 0
  } catch {
    return 0
  }
}

async function begunNats(options: NatsOptions): Promise<NatsCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'loa-nats-'))
  const ports = await freePorts(options.servers ?? 3, MONITORING)
  const routes = await freePorts(ports.length)
  const servers = ports.map((port, at) =>
    serverOf({ name: `n${at + 1}`, folder, port, monitoring: port + MONITORING, at, routes }, options),
  )
  const close = async () => {
    await Promise.all(servers.map(server => server.kill()))
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await Promise.all(servers.map(async (server, at) => await server.start({ isLazy: at === options.lazy })))
  } catch (error) {
    await close()
    throw error
  }
  const user = options.user === undefined ? '' : `${options.user.name}:${options.user.password}@`
  return { servers, url: `nats://${user}${ports.map(port => `127.0.0.1:${port}`).join()}`, close }
}

function serverOf(place: NatsPlace, options: NatsOptions): NatsServer {
  const { name, folder, port } = place
  const file = join(folder, `${name}.conf`)
  let child: Child | null = null
  const start = async ({ isLazy } = { isLazy: false }) => {
    writeFileSync(file, options.file?.(place) ?? configuration(place, options, isLazy))
    child = new Child({
      command: 'nats-server',
      args: ['-c', file],
      env: { ...process.env, ...options.env, PATH: PEER_PATH },
    })
    await child.printed(/Server is ready/)
  }
  const kill = async () => {
    child?.kill('SIGKILL')
    await child?.exited
    child = null
  }
  return {
    name,
    port,
    get pid() {
      return child?.pid ?? -1
    },
    start,
    signal: signal => child?.kill(signal),
    kill,
    burn: async () => {
      await kill()
      rmSync(join(folder, name), { recursive: true })
    },
  }
}

function configuration(place: NatsPlace, options: NatsOptions, isLazy: boolean): string {
  const { name, folder, port, monitoring, at, routes } = place
  const user = options.user
  const cluster = `cluster {
  name: loa
  listen: "127.0.0.1:${routes[at]}"
  routes: [${routes.map(route => `"nats://127.0.0.1:${route}"`).join(', ')}]
  compression: ${options.compression ?? 'off'}
}`
  return `server_name: ${name}
listen: "127.0.0.1:${port}"
${options.mayAskSystem ? '' : `http: "127.0.0.1:${monitoring}"`}
jetstream { store_dir: "${join(folder, name)}"${isLazy ? '' : ', sync_interval: always'}${options.store === undefined ? '' : `, max_file_store: ${options.store}`} }
${user === undefined ? '' : options.mayAskSystem ? accountsOf(user) : `authorization { ${credentials(user)} }`}
${routes.length > 1 ? cluster : ''}
`
}

function credentials({ name, password }: Required<NatsOptions>['user']): string {
  return `user: "${name}", password: "${password}"`
}

function accountsOf(user: Required<NatsOptions>['user']): string {
  const asked = '$SYS.REQ.SERVER.PING.VARZ'
  return `accounts {
  SYS { exports: [{ service: "${asked}", response_type: stream }] }
  LOA {
    jetstream: enabled
    users: [{ ${credentials(user)} }]
    imports: [{ service: { account: SYS, subject: "${asked}" } }]
  }
}
system_account: SYS`
}

async function isHealthyAt(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port + MONITORING}/healthz`)
    await answer.arrayBuffer()
    return answer.ok
  } catch {
    return false
  }
}
