/**
 * A cluster of NATS servers with JetStream, each syncing what it takes before it acknowledges it, as an operator runs them; each in a folder
 * of its own and ended by its own process id.
 *
 * What they write to their logs says when they are ready and which of them leads a stream. Knows no leg and no round.
 */
import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { constants } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const PATH = `${process.env.PATH ?? ''}:/usr/sbin:/sbin`
/** From the port for clients to the one where a server is asked how it works. */
const MONITORING = 4000
const READY_MS = 30_000
/** For all to be counted as members, and how often they are asked. */
const WHOLE_MS = 20_000
const LOOK_MS = 100
const TRIES = 5
/** More than any test fills: legs reserve theirs whether they fill it or not. */
const STORE = '1TB'

export interface NatsPlace {
  readonly host: string
  readonly port: number
  /** Between the servers. */
  readonly route: number
  /** Words before the program: another network, say. */
  readonly within?: readonly string[]
}

/** Where a server says over HTTP how it works. */
export function monitoringOf({ port }: NatsPlace): number {
  return port + MONITORING
}

export class NatsServers {
  readonly #folder: string
  readonly #servers: readonly NatsServer[]

  private constructor(folder: string, places: readonly NatsPlace[]) {
    this.#folder = folder
    mkdirSync(folder, { recursive: true })
    this.#servers = places.map((place, at) => new NatsServer(this.#configured(places, at), place))
  }

  /** Null where this machine has no nats-server. */
  static async start(folder: string, places: readonly NatsPlace[]): Promise<NatsServers | null> {
    const env = { ...process.env, PATH }
    if (spawnSync('nats-server', ['--version'], { env }).status !== 0) return null
    for (let tries = 1; ; tries++) {
      const servers = new NatsServers(folder, places)
      try {
        await Promise.all(servers.all.map(server => server.start()))
        if (await servers.#isWhole()) return servers
        throw new Error('the NATS servers did not become one cluster')
      } catch (error) {
        await servers.close()
        rmSync(folder, { recursive: true, force: true })
        if (tries === TRIES) throw error
      }
    }
  }

  /**
   * Servers that start at the same moment on a busy machine may count each other out: one that has not said yet that it has JetStream is no
   * member for ever (nats-server 2.10, checkClusterSize). Such a cluster is made anew.
   */
  async #isWhole(): Promise<boolean> {
    const places = this.#servers.map(server => server.place)
    const asked = places.map(place => `http://${place.host}:${monitoringOf(place)}/jsz?meta=1`)
    const [command, ...args] = [...(places[0].within ?? []), process.execPath, '--input-type=module', '-e', UNTIL_WHOLE]
    const env = { ...process.env, PATH, LOA_META: asked.join(' ') }
    const { stdout } = await promisify(execFile)(command, args, { env })
    return stdout === 'whole'
  }

  get all(): readonly NatsServer[] {
    return this.#servers
  }

  /** `nats://host:port,…` */
  get url(): string {
    return `nats://${this.#servers.map(({ place }) => `${place.host}:${place.port}`).join()}`
  }

  /** Which was the last to be elected for a stream; null: none yet. */
  leaderOf(stream: string): NatsServer | null {
    const elected = this.#servers.filter(server => server.electedAt(stream) > 0)
    return elected.toSorted((a, b) => b.electedAt(stream) - a.electedAt(stream))[0] ?? null
  }

  async close(): Promise<void> {
    await Promise.all(this.#servers.map(server => server.kill()))
  }

  #configured(places: readonly NatsPlace[], at: number): string {
    const { host, port, route } = places[at]
    const file = join(this.#folder, `n${at + 1}.conf`)
    const routes = places.map(place => `"nats://${place.host}:${place.route}"`).join(', ')
    writeFileSync(
      file,
      `server_name: n${at + 1}
listen: "${host}:${port}"
http: "${host}:${monitoringOf(places[at])}"
jetstream { store_dir: "${join(this.#folder, `n${at + 1}`)}", sync_interval: always, max_file_store: ${STORE} }
cluster { name: loa, listen: "${host}:${route}", routes: [${routes}] }
`,
    )
    return file
  }
}

class NatsServer {
  readonly place: NatsPlace
  readonly #file: string
  #child: ChildProcess | null = null
  #exited: Promise<void> = Promise.resolve()
  /** By stream, milliseconds of a monotonic clock. */
  readonly #elected = new Map<string, number>()

  constructor(file: string, place: NatsPlace) {
    this.#file = file
    this.place = place
  }

  get pid(): number {
    return this.#child?.pid ?? -1
  }

  get isRunning(): boolean {
    return this.#child !== null
  }

  /** Again on its own folder, after it was killed. Resolves when it takes clients. */
  async start(): Promise<void> {
    const [command, ...args] = [...(this.place.within ?? []), 'nats-server', '-c', this.#file]
    const child = spawn(command, args, { env: { ...process.env, PATH }, stdio: ['ignore', 'ignore', 'pipe'] })
    this.#child = child
    endWithUs(child)
    this.#exited = new Promise(resolve => {
      child.once('error', () => resolve())
      child.once('close', () => {
        if (this.#child === child) this.#child = null
        resolve()
      })
    })
    await this.#ready(child)
  }

  async #ready(child: ChildProcess): Promise<void> {
    let text = ''
    await new Promise<void>((resolve, reject) => {
      const fail = () => reject(new Error(`a NATS server did not start: ${text.slice(-500)}`))
      const timer = setTimeout(fail, READY_MS)
      void this.#exited.then(fail)
      child.stderr?.setEncoding('utf8').on('data', (piece: string) => {
        const lines = (text + piece).split('\n')
        text = lines.pop() ?? ''
        for (const line of lines) {
          this.#note(line)
          if (line.includes('Server is ready')) {
            clearTimeout(timer)
            resolve()
          }
        }
      })
    })
  }

  #note(line: string): void {
    const stream = /new stream leader for '\S+ > (\S+)'/.exec(line)?.[1]
    if (stream !== undefined) this.#elected.set(stream, performance.now())
  }

  electedAt(stream: string): number {
    return this.isRunning ? (this.#elected.get(stream) ?? 0) : 0
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#child?.kill(signal)
  }

  async kill(): Promise<void> {
    this.#child?.kill('SIGKILL')
    await this.#exited
  }
}

const running = new Set<ChildProcess>()
let isWatching = false

/** However this process ends, short of SIGKILL. */
function endWithUs(child: ChildProcess): void {
  running.add(child)
  child.once('close', () => running.delete(child))
  if (isWatching) return
  isWatching = true
  process.once('exit', () => {
    for (const each of running) each.kill('SIGKILL')
  })
  // Node ends at these without an 'exit' where nobody listens.
  for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      if (process.listenerCount(signal) === 0) process.exit(128 + constants.signals[signal])
    })
}

/** Run where the servers are: their network may not be ours. */
const UNTIL_WHOLE = `
const asked = process.env.LOA_META.split(' ')
const isWhole = async url => {
  try {
    const { meta_cluster } = await (await fetch(url)).json()
    return meta_cluster.cluster_size === asked.length && meta_cluster.replicas?.length === asked.length - 1
  } catch {
    return false
  }
}
const until = performance.now() + ${WHOLE_MS}
while (performance.now() < until) {
  if ((await Promise.all(asked.map(isWhole))).includes(true)) {
    process.stdout.write('whole')
    break
  }
  await new Promise(done => setTimeout(done, ${LOOK_MS}))
}`

/** On loopback, so many, at ports that were free a moment ago. */
export async function placesOnLoopback(count: number): Promise<NatsPlace[]> {
  const places: NatsPlace[] = []
  while (places.length < count) {
    const [port, route] = [await freePort(0), await freePort(0)]
    if (port + MONITORING > 65_535) continue
    try {
      await freePort(port + MONITORING)
      places.push({ host: '127.0.0.1', port, route })
    } catch {}
  }
  return places
}

async function freePort(wanted: number): Promise<number> {
  const server = createServer()
  await new Promise<void>((done, failed) => {
    server.once('error', failed).listen(wanted, '127.0.0.1', done)
  })
  const address = server.address()
  await new Promise(done => server.close(done))
  return typeof address === 'object' && address !== null ? address.port : 0
}
