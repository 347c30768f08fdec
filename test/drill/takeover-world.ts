/**
 * Three machines of one leg, three NATS servers and one centre that keeps a record, each a host of its own; and a round on them, as it is
 * seen from outside.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NatsServers } from '../../bench/takeover/nats-servers.ts'
import type { Random } from '../../src/base/random.ts'
import { COMMIT_MAX_MS } from '../../src/round/syncing.ts'
import { Child } from '../peers/child.ts'
import { PEER_PATH } from '../peers/installed.ts'
import { LOA, LONG } from '../round/stage.ts'
import type { Terms } from './judge.ts'
import { CentreRecord } from './record.ts'
import { Machine } from './takeover-machine.ts'
import { Network } from './takeover-network.ts'

export const MACHINES = ['m1', 'm2', 'm3'] as const
export const SERVERS = ['n1', 'n2', 'n3'] as const
export const CENTRE = 'centre'
const NATS_PORT = 4222
const ROUTE_PORT = 6222
const CENTRE_PORT = 2775

/** Of the message. */
const PARTS = 3
const WINDOW = 20
const BINDS = 2
const LATENCY_MS = 20
const RECEIPT_DELAY_MS = 500
/** A machine that was cut off keeps receipts until its connections are heard to be gone, which takes a while after it is back. */
const RECEIPT_WAIT = '30s'
const SYNC_MS = 50
const AHEAD_MIN = 64
const SUBSCRIBERS_PER_SECOND = 150
const LOOK_MS = 20

/** In doubt after one take-over, at most: window x binds + rate x (sync interval + commit) + 64. */
export const DOUBTFUL_MAX =
  WINDOW * BINDS + Math.ceil((SUBSCRIBERS_PER_SECOND * (SYNC_MS + COMMIT_MAX_MS)) / 1000) + AHEAD_MIN

export interface RoundPlan {
  readonly subscribers: number
  readonly receipts: 'last' | 'all'
  readonly policy: 'hold' | 'resend'
}

/** Network and log servers, for as many rounds as are wanted. */
export class World {
  readonly network: Network
  readonly nats: NatsServers
  readonly #folder: string
  #rounds = 0

  private constructor(network: Network, nats: NatsServers, folder: string) {
    this.network = network
    this.nats = nats
    this.#folder = folder
  }

  static async make(name: string): Promise<World> {
    const folder = mkdtempSync(join(tmpdir(), 'loa-drill-'))
    const network = await Network.make(name, [...MACHINES, ...SERVERS, CENTRE])
    const places = SERVERS.map(server => {
      const { address, within } = network.host(server)
      return { host: address, port: NATS_PORT, route: ROUTE_PORT, within }
    })
    try {
      const nats = await NatsServers.start(join(folder, 'nats'), places)
      if (nats === null) throw new Error('nats-server is missing (Debian: nats-server)')
      return new World(network, nats, folder)
    } catch (error) {
      await network.close()
      rmSync(folder, { recursive: true, force: true })
      throw error
    }
  }

  async round(plan: RoundPlan, random: Random): Promise<Leg> {
    const leg = `drill-${++this.#rounds}`
    const folder = join(this.#folder, leg)
    mkdirSync(folder)
    return await Leg.start({ world: this, leg, folder, plan, random })
  }

  async close(): Promise<void> {
    await this.nats.close()
    await this.network.close()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

interface LegOptions {
  readonly world: World
  readonly leg: string
  readonly folder: string
  readonly plan: RoundPlan
  readonly random: Random
}

/** One round on its machines. */
export class Leg {
  readonly world: World
  readonly random: Random
  readonly machines: readonly Machine[]
  readonly record: CentreRecord
  readonly plan: RoundPlan
  readonly terms: Terms
  readonly #leg: string
  readonly #folder: string
  readonly #centre: Child
  #over: Promise<unknown> = Promise.resolve()
  #isOver = false

  private constructor({ world, leg, folder, plan, random }: LegOptions) {
    this.world = world
    this.random = random
    this.plan = plan
    this.#leg = leg
    this.#folder = folder
    const { receipts, policy } = plan
    this.terms = { parts: PARTS, receipts, policy, uncertainMax: DOUBTFUL_MAX }
    const numbers = Array.from({ length: plan.subscribers }, (_, i) => 84_912_000_000 + i)
    writeFileSync(join(folder, 'audience.csv'), `${numbers.join('\n')}\n`)
    writeFileSync(join(folder, 'message.txt'), LONG)
    this.#centre = this.#startCentre()
    this.record = new CentreRecord(join(folder, 'centre.csv'), { bindMs: 0 })
    const args = (word: 'run' | 'follow', dir: string) => this.#args(word, dir)
    this.machines = MACHINES.map(name => new Machine({ host: world.network.host(name), folder, random, args }))
  }

  static async start(options: LegOptions): Promise<Leg> {
    const leg = new Leg(options)
    try {
      await leg.#centre.printed(/listening on/)
      for (const machine of leg.machines) await machine.mount()
      leg.#over = Promise.all(leg.machines.map((machine, at) => machine.supervise(at === 0))).then(() => {
        leg.#isOver = true
      })
      return leg
    } catch (error) {
      await leg.close()
      throw error
    }
  }

  get stream(): string {
    return `LOA-${this.#leg}`
  }

  /** All machines have ended with the round. */
  get isOver(): boolean {
    return this.#isOver
  }

  /** Who says that it owns the leg, of all the one with the highest epoch. */
  get owner(): Machine | null {
    const epochOf = ({ ownership }: Machine) => ownership?.epoch ?? 0
    const owners = this.machines.filter(machine => epochOf(machine) > 0)
    return owners.toSorted((a, b) => epochOf(b) - epochOf(a))[0] ?? null
  }

  #startCentre(): Child {
    const { address, within } = this.world.network.host(CENTRE)
    const [command, ...words] = within
    const at = ['--host', address, '--port', `${CENTRE_PORT}`]
    const pace = ['--latency', `${LATENCY_MS}ms`, '--receipt-delay', `${RECEIPT_DELAY_MS}ms`]
    const rates = ['--throttle', '0.01', '--refuse', '0.02', '--undeliverable', '0.02']
    const record = ['--record', join(this.#folder, 'centre.csv')]
    return new Child({
      command,
      args: [...words, LOA, 'smsc', ...at, ...pace, ...rates, ...record],
      env: { ...process.env, PATH: PEER_PATH, LANG: 'C' },
    })
  }

  #args(word: 'run' | 'follow', dir: string): readonly string[] {
    const { policy, receipts } = this.plan
    const file = (name: string) => join(this.#folder, name)
    const { address } = this.world.network.host(CENTRE)
    const smsc = `smpp://loa:secret@${address}:${CENTRE_PORT}`
    const tps = SUBSCRIBERS_PER_SECOND * PARTS
    return [
      ...['round', word, dir, '--log', this.world.nats.url, '--leg', this.#leg],
      ...['--message', file('message.txt'), '--audience', file('audience.csv'), '--smsc', smsc],
      ...['--binds', `${BINDS}`, '--window', `${WINDOW}`, '--tps', `${tps}`],
      ...['--uncertain', policy, '--uncertain-wait', '1s', '--receipts', receipts],
      ...['--receipt-wait', RECEIPT_WAIT, '--sync-interval', `${SYNC_MS}ms`, '--json'],
    ]
  }

  /** Lets time pass until `what` says something, and looks at the record meanwhile; null: so much has passed, or the round is over. */
  async until<Found>(what: () => Found | null, withinMs: number): Promise<Found | null> {
    const until = performance.now() + withinMs
    for (;;) {
      this.record.look(performance.now())
      const found = what()
      if (found !== null) return found
      const left = until - performance.now()
      if (left <= 0 || this.#isOver) return null
      await new Promise(resolve => setTimeout(resolve, Math.min(left, LOOK_MS)))
    }
  }

  async passes(ms: number): Promise<void> {
    await this.until(() => null, ms)
  }

  /** False where it takes longer. */
  async ends(withinMs: number): Promise<boolean> {
    await this.passes(withinMs)
    return this.#isOver
  }

  async close(): Promise<void> {
    for (const machine of this.machines) await machine.close()
    await this.#over.catch(() => {}) // told by whoever waited
    await this.#centre.stop('SIGKILL')
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
