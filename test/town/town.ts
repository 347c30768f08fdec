/**
 * A small town for tests, drills and benches of the whole: an authority, its people, operators with a node and a centre
 * each. All are the real programs as child processes on loopback; the authority's server may run in the tests' own process,
 * where no test is about the process, for a second less.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Children } from '../../src/app/children/children.ts'
import { type RunningServer, startServer } from '../../src/app/serve/server.ts'
import type { OperatorSummary } from '../../src/areas/operators/model.ts'
import type { Role } from '../../src/authority/actor.ts'
import { systemClock } from '../../src/base/clock.ts'
import { enrol } from '../../src/operator/enrolment.ts'
import { arrive, signInAll } from '../../town/arrival.ts'
import type { AuthorityClient, Signed } from '../../town/authority-client.ts'
import { AUTHORITY_NAME, type NodeStart, TownHost } from '../../town/host.ts'
import { LIST_HEADER, listPieces, numbersOf } from '../../town/lists.ts'
import type { DemoOperator } from '../../town/operators.ts'
import { type DemoAccount, demoAccounts } from '../../town/people.ts'
import { untilThere } from '../../town/waiting.ts'
import { QUICK } from './quick-passwords.ts'

export interface TownPlan {
  readonly operators: readonly DemoOperator[]
  /** Segments per second of each node; 0: as fast as it can. */
  readonly pace: number
  /** Where the authority listens; any port that is free by default, another one with each start. */
  readonly listen?: string
  /** Whether briefings have sound and pictures; default: they have. */
  readonly media?: boolean
  /** Whether a browser that uses no loopback is to have them. */
  readonly isVisited?: boolean
  /** Whether the authority's server runs in this process, without media: nothing kills it or starts it anew. */
  readonly isHere?: boolean
  /** Origin of the page on which people sign, of an authority that `isHere`. */
  readonly signingUrl?: string
  /** Flags of each operator's `loa smsc`. */
  readonly centre?: Readonly<Record<string, string>>
  /** Flags beside those, by operator. */
  readonly centres?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Of each operator's `loa operator`; `url`: where the authority is. */
  readonly node?: (operator: DemoOperator, url: string) => Partial<NodeStart>
  /** When everyone is signed in, and before any node is enrolled. */
  readonly arrived?: (town: Town) => Promise<void>
  /** Makes the authority's data directory before its first start. */
  readonly furnish?: (data: string) => Promise<void>
}

/** For whoever starts a host of their own too. */
export const SERVER = fileURLToPath(new URL('serve.ts', import.meta.url))

export const TWO_OPERATORS: readonly DemoOperator[] = [
  { id: 'viettel', name: 'Viettel', subscribers: 3000, length: 9, prefixes: ['32', '98'] },
  { id: 'vinaphone', name: 'VinaPhone', subscribers: 2000, length: 9, prefixes: ['91'] },
]

export class Town {
  readonly host: TownHost
  readonly accounts: readonly DemoAccount[]
  readonly operators: readonly DemoOperator[]
  readonly directory: string
  /** By role. */
  signed: Signed = new Map()
  #server: RunningServer | null = null

  private constructor(directory: string, plan: TownPlan) {
    this.directory = directory
    this.operators = plan.operators
    this.accounts = demoAccounts(plan.operators)
    this.host = new TownHost({
      directory,
      listen: plan.listen ?? '127.0.0.1:0',
      children: new Children(),
      accounts: this.accounts,
      server: SERVER,
      media: plan.media ?? true,
      isVisited: plan.isVisited ?? false,
    })
  }

  /** With everyone signed in, and every node connected. */
  static async open(plan: TownPlan): Promise<Town> {
    const directory = await mkdtemp(join(tmpdir(), 'loa-town-'))
    const town = new Town(directory, plan)
    try {
      await town.#build(plan)
      return town
    } catch (error) {
      await town.close()
      throw error
    }
  }

  /** With what is in it; where that fails, nothing of it stays. */
  static async furnished<Furnished>(plan: TownPlan, furnish: (town: Town) => Promise<Furnished>): Promise<Furnished> {
    const town = await Town.open(plan)
    try {
      return await furnish(town)
    } catch (error) {
      await town.close()
      throw error
    }
  }

  get url(): string {
    return this.host.url
  }

  client(role: Role): AuthorityClient {
    return this.signed.get(role) as AuthorityClient
  }

  account(role: Role): DemoAccount {
    return this.accounts.find(each => each.role === role) as DemoAccount
  }

  /** With the same nodes, wherever they look for it; everyone is signed in anew. */
  async restartAuthority(data?: string): Promise<void> {
    await this.host.restartAuthority(data)
    this.signed = await signInAll(this.url, this.accounts)
  }

  /** Fails when a node has ended by itself. */
  async untilConnected(): Promise<void> {
    await untilThere('the nodes', async () => {
      await this.host.assertRunning(this.operators)
      const all = await this.client('administrator').get<readonly OperatorSummary[]>('/api/v1/operators')
      const own = all.filter(({ id }) => this.operators.some(operator => operator.id === id))
      return own.every(each => each.isConnected && each.hello !== null) ? true : null
    })
  }

  async close(): Promise<void> {
    await this.host.end()
    await this.#server?.stop()
    await rm(this.directory, { recursive: true, force: true })
  }

  async #build(plan: TownPlan): Promise<void> {
    await plan.furnish?.(join(this.directory, 'authority'))
    const setup = plan.isHere ? await this.#serveHere(plan) : await this.host.startAuthority()
    const { accounts, operators } = this
    this.signed = await arrive(this.url, setup, { accounts, operators })
    await plan.arrived?.(this)
    if (operators.length > 0) await this.host.startRehearsal()
    const admin = this.client('administrator')
    for (const operator of this.operators) {
      const { code } = await admin.post<{ code: string }>(`/api/v1/operators/${operator.id}/enrolment`)
      await this.#enrol(operator, code)
      const numbers = [...numbersOf(operator)]
      await writeFile(this.host.audience(operator), [LIST_HEADER, ...listPieces(operator)].join(''))
      await writeFile(this.host.staff(operator), numbers.slice(0, 3).join('\n'))
      const centre = { ...plan.centre, ...plan.centres?.[operator.id] }
      await this.host.startCentre(operator, { mishap: 'none', centre })
      this.host.startNode(operator, plan.pace, plan.node?.(operator, this.url))
    }
    await this.untilConnected()
  }

  /** As the host starts it, of a demo: nobody is asked for a second factor. */
  async #serveHere({ signingUrl = null }: { signingUrl?: string | null }): Promise<string> {
    this.#server = await startServer({
      data: this.host.authorityData,
      database: null,
      host: '127.0.0.1',
      port: 0,
      tls: null,
      url: null,
      signingUrl,
      name: AUTHORITY_NAME,
      oidc: null,
      asksFactorOf: new Set<Role>(),
      trustsProxy: false,
      passwords: QUICK,
      demo: this.accounts.map(({ operator, ...account }) => account),
      logLevel: 'error',
      log: process.stderr,
    })
    this.host.url = this.#server.url
    return this.#server.setupLink ?? ''
  }

  /** As `loa operator enrol` does it, for less than a process costs. */
  async #enrol(operator: DemoOperator, code: string): Promise<void> {
    const file = this.host.keyFile(operator)
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    await enrol({ urls: [this.url], code, file, clock: systemClock })
  }
}
