/**
 * Hosts of our own on this machine, each a network namespace on one bridge that nothing else is on: any of them can be cut off from any
 * other, one way or both. Root's.
 *
 *   hub: br0 ── m1 198.18.0.11, m2 .12, …      addresses for tests (RFC 2544), reached from nowhere else
 *
 * A cut is a route to nowhere: what is on its way then is sent again by TCP once the route is gone. Names carry the process id; what was
 * made is taken away with `close`.
 */
import { run } from '../peers/child.ts'
import { PEER_PATH } from '../peers/installed.ts'

const LINK = 'loa0'
const FIRST = 11

export interface Host {
  readonly name: string
  readonly address: string
  /** Words before a program that is to run there. */
  readonly within: readonly string[]
}

export class Network {
  readonly #prefix: string
  readonly #hosts = new Map<string, Host>()
  /** `from to`: cut. */
  readonly #cuts = new Set<string>()

  private constructor(prefix: string) {
    this.#prefix = prefix
  }

  static async make(world: string, names: readonly string[]): Promise<Network> {
    const network = new Network(`loa-${process.pid}-${world}`)
    try {
      await network.#make(names)
    } catch (error) {
      await network.close()
      throw error
    }
    return network
  }

  async #make(names: readonly string[]): Promise<void> {
    const hub = `${this.#prefix}-hub`
    const lines = [`ip netns add ${hub}`, `ip -n ${hub} link add br0 type bridge`, `ip -n ${hub} link set br0 up`]
    names.forEach((name, at) => {
      const own = `${this.#prefix}-${name}`
      const address = `198.18.0.${FIRST + at}`
      this.#hosts.set(name, { name, address, within: ['ip', 'netns', 'exec', own] })
      lines.push(
        `ip netns add ${own}`,
        `ip -n ${hub} link add to-${name} type veth peer name ${LINK} netns ${own}`,
        `ip -n ${hub} link set to-${name} master br0 up`,
        `ip -n ${own} address add ${address}/24 dev ${LINK}`,
        `ip -n ${own} link set ${LINK} up`,
        `ip -n ${own} link set lo up`,
      )
    })
    await sh(lines)
  }

  host(name: string): Host {
    const host = this.#hosts.get(name)
    if (host === undefined) throw new Error(`no host ${name}`)
    return host
  }

  /** What `from` sends to these arrives nowhere, until `heal`. */
  async cut(from: string, to: readonly string[]): Promise<void> {
    await this.#route('add', from, to)
  }

  async heal(from: string, to: readonly string[]): Promise<void> {
    await this.#route('delete', from, to)
  }

  async #route(change: 'add' | 'delete', from: string, to: readonly string[]): Promise<void> {
    const isCut = change === 'add'
    const tx = to.filter(each => this.#cuts.has(`${from} ${each}`) !== isCut)
    for (const each of tx) {
      if (isCut) this.#cuts.add(`${from} ${each}`)
      else this.#cuts.delete(`${from} ${each}`)
    }
    const own = `${this.#prefix}-${from}`
    await sh(tx.map(each => `ip -n ${own} route ${change} blackhole ${this.host(each).address}/32`))
  }

  async close(): Promise<void> {
    const names = [...[...this.#hosts.keys()].map(name => `${this.#prefix}-${name}`)]
    await sh([...names, `${this.#prefix}-hub`].map(name => `ip netns delete ${name} || true`))
  }
}

async function sh(lines: readonly string[]): Promise<void> {
  const script = ['set -e', ...lines].join('\n')
  await run({ command: 'sh', args: ['-c', script], env: { ...process.env, PATH: PEER_PATH }, withinMs: 60_000 })
}
