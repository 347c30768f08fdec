/**
 * Measures `loa zerorating gy` as it is, a process of its own: what is free answered, what is charged relayed; at 10,000
 * requests a second, and as fast as it goes. Beside it, in the same run and by the same client, Debian's freeDiameter: its
 * own test server and its own relay.
 *
 * freeDiameter's harness lies in the project's repository and not in its npm package: it is found at run time, or it is
 * said that it is not there. A run counts only when every request was answered.
 */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { Children, lastSentence, type Running } from '../src/app/children/children.ts'
import { reason } from '../src/base/failure.ts'
import { makeKey, publicOf, signerOf } from '../src/directive/signing.ts'
import { FEBRUARY } from '../src/zerorating/example-list.ts'
import { signList } from '../src/zerorating/signed.ts'
import { demoFailure } from '../town/failures.ts'
import { cpuSecondsOf } from './cpu-seconds.ts'
import { benchFailure } from './failures.ts'
import type { Missing } from './measures.ts'
import { orStopped } from './measuring.ts'
import { type Latency, type LoadResult, load } from './zerorating-gy-load.ts'

export interface GyBenchOptions {
  /** Of each paced measurement. */
  readonly seconds: number
  readonly perSecond: number
  /** Requests in flight where it is not paced. */
  readonly window: number
  readonly stop: AbortSignal
  readonly onBegin: (name: string) => void
}

/** One measurement. Processor time is of the processes under measurement, all their threads together. */
export interface GyMeasure {
  readonly name: string
  /** Null: as fast as the window allows. */
  readonly perSecond: number | null
  readonly window: number | null
  readonly requests: number
  readonly seconds: number
  readonly requestsPerSecond: number
  readonly cpuMicros: number
  /** Of one core. */
  readonly cpuShare: number
  readonly latencyMs: Latency
  /** Answered with a protocol error: what is behind it did not keep up. */
  readonly refused: number
}

const REALM = 'example.net'
const CLIENT = 'pgw.example.net'
const US = 'loa.example.net'
const THEIRS = 'ocs.example.net'
const FREE = 'tel:19009095;phone-context=+84'
const CHARGED = 'tel:+84241234567'
const WARM_UP = 20_000
/** As fast as it goes: so many for ours, and for what is slower. */
const REQUESTS = 500_000
const REQUESTS_SLOW = 50_000
const READY_MS = 10_000

/** All of them, one after another: on few cores two at once would measure each other. */
export async function measureGy(options: GyBenchOptions): Promise<(GyMeasure | Missing)[]> {
  const directory = await mkdtemp(join(tmpdir(), 'loa-bench-gy-'))
  const children = new Children()
  const onStop = () => void children.endAll()
  options.stop.addEventListener('abort', onStop)
  const rows: (GyMeasure | Missing)[] = []
  try {
    const bench = new GyBench(options, children, await writeList(directory))
    rows.push(...(await orStopped(options.stop, bench.ours())))
    rows.push(...(await orStopped(options.stop, bench.freeDiameters())))
    return rows
  } finally {
    options.stop.removeEventListener('abort', onStop)
    await children.endAll()
    await rm(directory, { recursive: true, force: true })
  }
}

interface ListFiles {
  readonly list: string
  readonly publicKey: string
}

interface Target {
  readonly name: string
  readonly port: number
  readonly called: readonly string[]
  /** Whose processor time counts. */
  readonly pids: readonly number[]
}

class GyBench {
  readonly #options: GyBenchOptions
  readonly #children: Children
  readonly #files: ListFiles

  constructor(options: GyBenchOptions, children: Children, files: ListFiles) {
    this.#options = options
    this.#children = children
    this.#files = files
  }

  async ours(): Promise<GyMeasure[]> {
    const rows: GyMeasure[] = []
    const worker = new Worker(
      new URL(`./zerorating-gy-charging.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url),
    )
    try {
      const charging = await new Promise<number>((resolve, reject) => {
        worker.once('message', ({ port }: { port: number }) => resolve(port))
        worker.once('error', reject)
      })
      const loa = await this.#start(charging)
      const target = { port: loa.port, pids: [loa.running.pid] }
      try {
        for (const [name, called] of [
          ['loa, free', [FREE]],
          ['loa, relayed', [CHARGED]],
          ['loa, half free', [FREE, CHARGED]],
        ] as const)
          rows.push(...(await this.#bothWays({ ...target, name, called }, REQUESTS)))
      } finally {
        loa.running.end()
        await loa.running.exit
      }
    } finally {
      await worker.terminate()
    }
    return rows
  }

  /** Its test server alone, behind its relay, and behind ours. */
  async freeDiameters(): Promise<(GyMeasure | Missing)[]> {
    const harness = await findHarness()
    if ('missing' in harness) return [harness]
    const authority = new harness.Authority()
    const rows: GyMeasure[] = []
    const running: { stop(): Promise<void> }[] = []
    try {
      const start = async (options: object) => {
        const daemon = await harness.startFreeDiameter({ authority, ...options })
        running.push(daemon)
        return daemon
      }
      const server = await start({ identity: THEIRS, serves: true })
      const target = { called: [CHARGED], pids: [server.child.pid] }
      const alone = { ...target, name: 'freeDiameter test server', port: server.port }
      rows.push(...(await this.#bothWays(alone, REQUESTS_SLOW)))
      const relay = await start({ identity: 'relay.example.net', connect: { identity: THEIRS, port: server.port } })
      await relay.connected(THEIRS)
      const behind = { ...target, name: 'freeDiameter relay before it', port: relay.port }
      rows.push(...(await this.#bothWays({ ...behind, pids: [relay.child.pid] }, REQUESTS_SLOW)))
      const loa = await this.#start(server.port)
      const ours = { ...target, name: 'loa before it', port: loa.port }
      rows.push(...(await this.#bothWays({ ...ours, pids: [loa.running.pid] }, REQUESTS_SLOW)))
      loa.running.end()
      await loa.running.exit
      return rows
    } finally {
      for (const daemon of running.toReversed()) await daemon.stop()
      authority.remove()
    }
  }

  async #bothWays(target: Target, most: number): Promise<GyMeasure[]> {
    const { perSecond, window, seconds } = this.#options
    const paced = await this.#measure(target, { perSecond }, Math.min(most, perSecond * seconds))
    return [paced, await this.#measure(target, { window }, most)]
  }

  async #measure(
    target: Target,
    pace: { readonly perSecond: number } | { readonly window: number },
    requests: number,
  ): Promise<GyMeasure> {
    if (this.#options.stop.aborted) throw demoFailure('demoStopped')
    const { name, port, called, pids } = target
    this.#options.onBegin(`${name}, ${'window' in pace ? 'unpaced' : `${pace.perSecond}/s`}`)
    const marks: number[] = []
    let result: LoadResult
    try {
      result = await load({
        port,
        identity: CLIENT,
        realm: REALM,
        called,
        requests,
        pace,
        warmUp: 'window' in pace ? WARM_UP : Math.min(WARM_UP, pace.perSecond),
        onMark: () => marks.push(pids.reduce((sum, pid) => sum + cpuSecondsOf(pid), 0)),
      })
    } catch (error) {
      throw benchFailure('benchFailed', { name, why: reason(error) })
    }
    const cpuSeconds = marks[1] - marks[0]
    return {
      name,
      perSecond: 'perSecond' in pace ? pace.perSecond : null,
      window: 'window' in pace ? pace.window : null,
      requests,
      seconds: result.seconds,
      requestsPerSecond: requests / result.seconds,
      cpuMicros: (cpuSeconds * 1e6) / requests,
      cpuShare: cpuSeconds / result.seconds,
      latencyMs: result.latency,
      refused: result.errors,
    }
  }

  async #start(charging: number): Promise<{ running: Running; port: number }> {
    const running = this.#children.loa([
      ...['zerorating', 'gy', '--list', this.#files.list, '--public-key', this.#files.publicKey],
      ...['--listen', '127.0.0.1:0', '--origin-host', US, '--origin-realm', REALM],
      ...['--relay', `${THEIRS}=127.0.0.1:${charging}`, '--json'],
    ])
    const port = await this.#ready(running)
    return { running, port }
  }

  /** It says where it listens and whom it has reached, a JSON line each. */
  async #ready(running: Running): Promise<number> {
    const late = AbortSignal.timeout(READY_MS)
    let ended = false
    running.exit.then(() => {
      ended = true
    })
    let port: number | null = null
    for (;;) {
      const said = running.said()
      port = Number(/"event":"listening","on":"[^"]*:(\d+)"/.exec(said)?.[1] ?? Number.NaN)
      if (port > 0 && said.includes('charging system connected')) return port
      if (late.aborted || ended)
        throw benchFailure('benchFailed', { name: 'loa zerorating gy', why: lastSentence(said) })
      await new Promise(resolve => setTimeout(resolve, 10))
    }
  }
}

/** One hotline that is free for good, signed by a key that is forgotten. */
async function writeList(directory: string): Promise<ListFiles> {
  const key = await makeKey()
  const [, hotline] = FEBRUARY.services
  const list = { ...FEBRUARY, services: [hotline] }
  const files = { list: join(directory, 'list.jws'), publicKey: join(directory, 'key.pub') }
  await writeFile(files.list, await signList(list, await signerOf(key)))
  await writeFile(files.publicKey, JSON.stringify(publicOf(key)))
  return files
}

interface Daemon {
  readonly child: { readonly pid: number }
  readonly port: number
  connected(identity: string): Promise<void>
  stop(): Promise<void>
}

interface Harness {
  readonly Authority: new () => { remove(): void }
  readonly startFreeDiameter: (options: object) => Promise<Daemon>
}

async function findHarness(): Promise<Harness | Missing> {
  const name = 'freeDiameter'
  try {
    const [{ startFreeDiameter }, { Authority }, { missing }] = await Promise.all([
      fromRepository<Pick<Harness, 'startFreeDiameter'>>('freediameter'),
      fromRepository<Pick<Harness, 'Authority'>>('certificates'),
      fromRepository<{ missing: (...peers: string[]) => string | false }>('installed'),
    ])
    const why = missing('freeDiameter', 'openssl')
    return why === false ? { startFreeDiameter, Authority } : { name, missing: why }
  } catch (error) {
    return { name, missing: reason(error) }
  }
}

/** The path is no literal, so that a build does not take the repository's tests along. */
async function fromRepository<Module>(file: string): Promise<Module> {
  const path = new URL(`../test/peers/${file}.ts`, import.meta.url).href
  return (await import(path)) as Module
}
