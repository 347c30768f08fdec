/**
 * Bad lines between bots and the server, datagram by datagram and still encrypted, in a process of their own (`lines-process.ts`).
 *
 *   bot ─► front ─► impairer, up ───► back ─► server
 *       ◄─       ◄─ impairer, down ◄─      ◄─          one front and one back port a site
 */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Line } from './impairer.ts'

const EXTENSION = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
const PROCESS = fileURLToPath(new URL(`lines-process.${EXTENSION}`, import.meta.url))

export type LinesOrder =
  | {
      readonly is: 'open'
      readonly sites: number
      readonly line: Line
      readonly seed: number
      /** UDP, of the server. */
      readonly port: number
    }
  /** Nothing comes through for so long. */
  | { readonly is: 'hole'; readonly site: number; readonly ms: number }
  /** From now on the server sees the site's packets come from another port, and the old one is dead. */
  | { readonly is: 'readdress'; readonly site: number }
  | { readonly is: 'figures' }

export interface LinesFigures {
  readonly sent: number
  readonly lost: number
}

export class Lines {
  readonly #child: ChildProcess
  readonly #waiting = new Map<number, (value: unknown) => void>()
  #orders = 0

  constructor() {
    this.#child = fork(PROCESS, { execArgv: ['--disable-warning=ExperimentalWarning'] })
    this.#child.on('message', (message: { id: number; value: unknown }) => {
      this.#waiting.get(message.id)?.(message.value)
      this.#waiting.delete(message.id)
    })
  }

  get pid(): number {
    return this.#child.pid ?? -1
  }

  /** The ports that bots are to go by, one a site. */
  async open(options: Omit<Extract<LinesOrder, { is: 'open' }>, 'is'>): Promise<readonly number[]> {
    return (await this.#order({ is: 'open', ...options })) as number[]
  }

  async hole(site: number, ms: number): Promise<void> {
    await this.#order({ is: 'hole', site, ms })
  }

  async readdress(site: number): Promise<void> {
    await this.#order({ is: 'readdress', site })
  }

  async figures(): Promise<LinesFigures> {
    return (await this.#order({ is: 'figures' })) as LinesFigures
  }

  async #order(order: LinesOrder): Promise<unknown> {
    const id = ++this.#orders
    return await new Promise(resolve => {
      this.#waiting.set(id, resolve)
      this.#child.send({ id, order })
    })
  }

  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const ended = new Promise(resolve => this.#child.once('exit', resolve))
    this.#child.kill('SIGKILL')
    await ended
  }
}
