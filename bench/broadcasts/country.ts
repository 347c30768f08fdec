/** Operators' nodes with their BSCs, behind a real server with its people: all are processes of their own, on loopback. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Children } from '../../src/app/children/children.ts'
import type { OperatorSummary } from '../../src/areas/operators/model.ts'
import { type BscsProcess, startBscs } from '../../tools/bsc/process.ts'
import { arrive } from '../../town/arrival.ts'
import type { AuthorityClient } from '../../town/authority-client.ts'
import { of } from '../../town/deeds.ts'
import { TownHost } from '../../town/host.ts'
import { LIST_HEADER, listPieces, numbersOf } from '../../town/lists.ts'
import type { DemoOperator } from '../../town/operators.ts'
import { demoAccounts } from '../../town/people.ts'
import { untilThere } from '../../town/waiting.ts'
import { Heard } from './heard.ts'
import { AS_OF, type Network } from './network.ts'
import type { Desk } from './people.ts'

export interface Side {
  readonly operator: DemoOperator
  readonly bscs: BscsProcess
  readonly count: number
  /** Of its node. */
  readonly pid: number
}

/** Nobody listens there: no round is sent. */
const NO_CENTRE = 'smpp://none:none@127.0.0.1:9'
const CONNECTED_MS = 60_000

export class Country {
  readonly heard = new Heard()
  readonly #directory: string
  /** Tables name the BSC of each cell. */
  readonly #hasColumn: boolean
  readonly #host: TownHost
  readonly #accounts = demoAccounts([])
  readonly #operators: readonly DemoOperator[]
  readonly #bscs: BscsProcess[] = []
  #admin: AuthorityClient | null = null
  #desk: Desk | null = null

  constructor(
    directory: string,
    { operators, hasColumn }: { readonly operators: readonly string[]; readonly hasColumn: boolean },
  ) {
    this.#directory = directory
    this.#hasColumn = hasColumn
    this.#operators = operators.map((id, at) => ({
      id,
      name: id,
      subscribers: 10,
      length: 9,
      prefixes: [String(91 + at)],
    }))
    this.#host = new TownHost({
      directory,
      listen: '127.0.0.1:0',
      accounts: this.#accounts,
      media: false,
      children: new Children(),
    })
  }

  get desk(): Desk {
    if (this.#desk === null) throw new Error('nobody has come yet')
    return this.#desk
  }

  get serverPid(): number {
    return this.#host.authorityPid ?? 0
  }

  async open(): Promise<void> {
    const link = await this.#host.startAuthority()
    const [accounts, operators] = [this.#accounts, this.#operators]
    const signed = await arrive(this.#host.url, link, { accounts, operators })
    this.#admin = of(signed, 'administrator')
    this.#desk = { editor: of(signed, 'editor'), approver: of(signed, 'approver') }
  }

  /** Its node with its BSCs, all of them connected. */
  async begin(at: number, network: Network): Promise<Side> {
    const operator = this.#operators[at]
    const { id } = operator
    const bscs = await startBscs(network.cells, done => this.heard.done(id, done))
    this.#bscs.push(bscs)
    await this.#enrol(operator)
    const cells = join(this.#directory, `${id}-cells.csv`)
    const names = bscs.ports.map(port => `127.0.0.1:${port}`)
    await writeFile(cells, network.table(this.#hasColumn ? names : null))
    this.#host.startNode(operator, 0, {
      flags: [...['--cells', cells, '--cells-as-of', AS_OF], ...['--bsc', ...names.map(name => `cbsp://${name}`)]],
      env: { LOA_SMSC: NO_CENTRE, LOA_EXERCISE_SMSC: NO_CENTRE },
    })
    const count = network.cells.length
    await untilThere(
      `the node of ${id}`,
      async () => {
        await this.#host.assertRunning([operator])
        const { connected } = await bscs.state(null)
        return connected === count && (await this.#isConnected(id)) ? true : null
      },
      CONNECTED_MS,
    )
    return { operator, bscs, count, pid: this.#host.nodePid(operator) ?? 0 }
  }

  async endNode({ operator }: Side): Promise<void> {
    await this.#host.killNode(operator)
  }

  async end(): Promise<void> {
    await this.#host.end()
    for (const each of this.#bscs) await each.close()
  }

  async #enrol(operator: DemoOperator): Promise<void> {
    const host = this.#host
    const { code } = await this.#administrator.post<{ code: string }>(`/api/v1/operators/${operator.id}/enrolment`)
    await host.enrol(operator, code)
    await mkdir(this.#directory, { recursive: true })
    await writeFile(host.audience(operator), [LIST_HEADER, ...listPieces(operator)].join(''))
    await writeFile(host.staff(operator), [...numbersOf(operator)].slice(0, 3).join('\n'))
  }

  async #isConnected(id: string): Promise<boolean> {
    const all = await this.#administrator.get<readonly OperatorSummary[]>('/api/v1/operators')
    return all.some(each => each.id === id && each.isConnected && each.hello !== null)
  }

  get #administrator(): AuthorityClient {
    if (this.#admin === null) throw new Error('nobody has come yet')
    return this.#admin
  }
}
