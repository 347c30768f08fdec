/**
 * The processes of the demo: the authority's server, a node for each operator, a centre for each. All real, on loopback; where somebody
 * is to join a briefing, its sound and picture at this machine's own addresses too, for Firefox uses no loopback for them.
 *
 * Centres are started anew for each round, at the port they had, so that a centre's count is that of one round alone:
 * the 8-bit reference of a message could otherwise repeat in a later round, and its copies would look like second ones.
 *
 * Knows how to start, kill and end them; knows no story.
 */

import { mkdir, writeFile } from 'node:fs/promises'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { type Children, type Exit, lastSentence, type Running } from '../src/app/children/children.ts'
import type { Failure } from '../src/base/failure.ts'
import { reachHere } from '../src/sfu/candidates.ts'
import type { Count } from '../tools/smsc/count.ts'
import { type CentreProcess, startCentreProcess } from '../tools/smsc/process.ts'
import { demoFailure } from './failures.ts'
import type { Turn } from './mishaps.ts'
import type { DemoOperator } from './operators.ts'
import type { DemoAccount } from './people.ts'
import { silent, untilThere } from './waiting.ts'

/** What the authority calls itself. */
export const AUTHORITY_NAME = 'Bộ Thông tin và Truyền thông (bản chạy thử)'
const PASSWORD = 'secret'
const WINDOW = '2000'
/** Time for the receipts of what nobody answered, before it goes out once more. The centre repeats after 1 s. */
const UNCERTAIN_WAIT = '2s'

export interface TownPlan {
  readonly directory: string
  readonly listen: string
  readonly children: Children
  /** Null: it is no demonstration. */
  readonly accounts: readonly DemoAccount[] | null
  /** Whether briefings have sound and pictures, by a process of their own; default: they have. */
  readonly media?: boolean
  /** Somebody is to join a briefing with a browser of their own: its UDP port listens at all addresses; default: on loopback alone. */
  readonly isVisited?: boolean
  /** More flags of `loa serve`. */
  readonly serveFlags?: readonly string[]
  /** The file that runs `loa serve`; default: the program. */
  readonly server?: string
}

/** How a node is started. */
export interface NodeStart {
  /** Where the node looks for the authority; missing: where it is. */
  readonly authority?: readonly string[]
  /** More flags of `loa operator`; a later one replaces an earlier one. */
  readonly flags: readonly string[]
  /** Beside this process's own environment. */
  readonly env: NodeJS.ProcessEnv
}

/** What `loa serve --json` writes first. */
interface Started {
  readonly url: string
  readonly setupLink: string | null
}

export class TownHost {
  readonly #plan: TownPlan
  readonly #centres = new Map<string, CentreProcess>()
  readonly #ports = new Map<string, number>()
  readonly #nodes = new Map<string, Running>()
  readonly #starts = new Map<string, NodeStart>()
  #authority: Running | null = null
  #rehearsal: CentreProcess | null = null
  url = ''

  constructor(plan: TownPlan) {
    this.#plan = plan
  }

  /** The link for the first administrator. */
  async startAuthority(): Promise<string> {
    const setupLink = await this.#serve(this.authorityData)
    if (setupLink === null) throw silent('loa serve')
    return setupLink
  }

  /** On data that has people already; at another port where `listen` leaves it open. */
  async restartAuthority(data: string = this.authorityData): Promise<void> {
    await this.#serve(data)
  }

  /** As by a power cut. */
  async killAuthority(): Promise<void> {
    this.#authority?.kill()
    await this.#authority?.exit
  }

  /** As it ends when it is asked to. Null: there was none. */
  async endAuthority(): Promise<Exit | null> {
    this.#authority?.end()
    return (await this.#authority?.exit) ?? null
  }

  /** Null: it was not started yet. */
  get authorityPid(): number | null {
    return this.#authority?.pid ?? null
  }

  get authorityData(): string {
    return join(this.#plan.directory, 'authority')
  }

  async #serve(data: string): Promise<string | null> {
    const { directory, listen, accounts, children, server: main } = this.#plan
    const { media = true, isVisited = false, serveFlags = [] } = this.#plan
    const file = join(directory, 'accounts.json')
    const shown = accounts?.map(({ operator, ...account }) => account)
    if (shown !== undefined) await writeFile(file, JSON.stringify(shown), { mode: 0o600 })
    const flags = [
      ...['serve', '--data', data, '--listen', listen],
      ...['--name', AUTHORITY_NAME],
      ...(media ? ['--media-port', '0', ...reachFlags(isVisited)] : []),
      ...(shown === undefined ? [] : ['--demo-accounts', file]),
      '--json',
      ...serveFlags,
    ]
    const server = children.loa(flags, {}, main)
    this.#authority = server
    const line = await server.line()
    if (line === null) throw await failed('loa serve', server)
    const { url, setupLink } = JSON.parse(line) as Started
    this.url = url
    return setupLink
  }

  async enrol(operator: DemoOperator, code: string): Promise<void> {
    await mkdir(this.#folder(operator), { recursive: true, mode: 0o700 })
    const enrolment = this.#plan.children.loa([
      ...['operator', 'enrol', '--authority', this.url, '--code', code],
      ...['--key', this.keyFile(operator)],
    ])
    const { code: exit } = await enrolment.exit
    if (exit !== 0) throw await failed('loa operator enrol', enrolment)
  }

  /** The centre that exercises go to: one for all. */
  async startRehearsal(): Promise<void> {
    this.#rehearsal = await startCentreProcess({ password: PASSWORD, 'receipt-delay': '100ms' })
  }

  async startCentre(operator: DemoOperator, turn: Turn): Promise<void> {
    const port = String(this.#ports.get(operator.id) ?? 0)
    const centre = await startCentreProcess({ ...turn.centre, password: PASSWORD, port })
    this.#ports.set(operator.id, centre.port)
    this.#centres.set(operator.id, centre)
  }

  /** Fails where there is none. */
  centre({ id }: DemoOperator): CentreProcess {
    const centre = this.#centres.get(id)
    if (centre === undefined) throw silent(id)
    return centre
  }

  /** Its own count, as it ends: its node is through, and it has read what that sent. */
  async endCentre(operator: DemoOperator): Promise<Count> {
    const centre = this.centre(operator)
    await untilThere(operator.name, async () => ((await centre.isSettled()) ? true : null))
    this.#centres.delete(operator.id)
    return await centre.close()
  }

  startNode(operator: DemoOperator, pace: number, more: Partial<NodeStart> = {}): void {
    const { flags = [] } = more
    this.#startNode(operator, { env: {}, ...more, flags: ['--tps', String(pace), ...flags] })
  }

  #startNode(operator: DemoOperator, start: NodeStart): void {
    this.#starts.set(operator.id, start)
    // A centre gives receipts to any bind of the same system_id: the rehearsal's centre serves all operators.
    const centre = (port: number | undefined) => `smpp://${operator.id}:${PASSWORD}@127.0.0.1:${port}`
    const smscs = { LOA_SMSC: centre(this.#ports.get(operator.id)), LOA_EXERCISE_SMSC: centre(this.#rehearsal?.port) }
    const flags = [
      ...['operator', '--authority', ...(start.authority ?? [this.url])],
      ...['--key', this.keyFile(operator)],
      ...['--audience', this.audience(operator), '--exercise-audience', this.staff(operator)],
      ...['--window', WINDOW, '--uncertain-wait', UNCERTAIN_WAIT],
      ...['--data', this.nodeData(operator), ...start.flags],
    ]
    this.#nodes.set(operator.id, this.#plan.children.loa(flags, { ...smscs, ...start.env }))
  }

  /** As by a power cut; it comes back when `startNode` is called again. */
  async killNode({ id }: DemoOperator): Promise<void> {
    const node = this.#nodes.get(id)
    node?.kill()
    await node?.exit
  }

  /** Null: it was not started yet. */
  nodePid({ id }: DemoOperator): number | null {
    return this.#nodes.get(id)?.pid ?? null
  }

  restartNode(operator: DemoOperator): void {
    this.#startNode(operator, this.#starts.get(operator.id) ?? { flags: [], env: {} })
  }

  /** Fails when the node of an operator has ended by itself. */
  async assertRunning(operators: readonly DemoOperator[]): Promise<void> {
    for (const { id } of operators) {
      const node = this.#nodes.get(id)
      if (node === undefined) continue
      const ended = await Promise.race([node.exit, Promise.resolve(null)])
      if (ended !== null) throw await failed(`loa operator (${id})`, node)
    }
  }

  /** Its subscribers of the province whose level goes up. */
  inProvince({ id }: DemoOperator): string {
    return join(this.#plan.directory, `${id}-province.txt`)
  }

  audience(operator: DemoOperator): string {
    return join(this.#plan.directory, `${operator.id}.loa`)
  }

  staff(operator: DemoOperator): string {
    return join(this.#plan.directory, `${operator.id}-thu-nghiem.txt`)
  }

  keyFile(operator: DemoOperator): string {
    return join(this.#folder(operator), 'node.key')
  }

  nodeData(operator: DemoOperator): string {
    return join(this.#folder(operator), 'data')
  }

  async end(): Promise<void> {
    await Promise.allSettled([...this.#centres.values()].map(centre => centre.close()))
    await this.#rehearsal?.close().catch(() => {})
    await this.#plan.children.endAll()
  }

  #folder(operator: DemoOperator): string {
    return join(this.#plan.directory, 'nodes', operator.id)
  }
}

/** Bots are on loopback. */
function reachFlags(isVisited: boolean): readonly string[] {
  const { bind, announced } = reachHere(isVisited ? networkInterfaces() : {})
  return bind === null ? ['--media-address', ...announced] : ['--media-bind', bind]
}

async function failed(what: string, child: Running): Promise<Failure> {
  const { code, stderr } = await child.exit
  return demoFailure('demoTurnFailed', { operator: what, code: code ?? 'SIGKILL', why: lastSentence(stderr) })
}
