/**
 * Many bots in a process of their own: what they cost is not the server's, and what the library does there harms nobody else.
 *
 * One order at a time a number; each is answered once. The process is ended by its own id.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { MediaServer, RoomId } from '../../src/media/server.ts'
import type { Kind, Site } from '../../src/media/transport.ts'
import type { CrowdFigures, CrowdOrder, Via } from './words.ts'

const EXTENSION = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
const PROCESS = fileURLToPath(new URL(`crowd-process.${EXTENSION}`, import.meta.url))

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

interface Joining {
  readonly room: RoomId
  readonly site: Site
  readonly number: number
  /** Where its packets go first; absent: to the server. */
  readonly via?: Via
  /** It says when each packet came, as browsers do; absent: that its line carries all. */
  readonly tells?: boolean
}

export class Crowd {
  readonly #child: ChildProcess
  readonly #waiting = new Map<number, Waiting>()
  #orders = 0

  constructor() {
    this.#child = fork(PROCESS, { execArgv: ['--disable-warning=ExperimentalWarning'] })
    this.#child.on('message', (message: { id: number; value?: unknown; error?: string }) => {
      const waiting = this.#waiting.get(message.id)
      this.#waiting.delete(message.id)
      if (message.error === undefined) waiting?.resolve(message.value)
      else waiting?.reject(new Error(message.error))
    })
    this.#child.once('exit', (code, signal) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`the bots ended with ${signal ?? code}`))
      this.#waiting.clear()
    })
  }

  get pid(): number {
    return this.#child.pid ?? -1
  }

  /** A site joins, in place of the connection that it has. Milliseconds until it carries media; null: it does not. */
  async join(
    media: Pick<MediaServer, 'join' | 'answer'>,
    { room, site, number, via, tells }: Joining,
  ): Promise<number | null> {
    const began = performance.now()
    const offer = await media.join(room, site, 'A')
    const answer = await this.#order({ is: 'offer', site: number, sdp: offer.sdp, ...(tells === true && { tells }) })
    await media.answer(offer.join, String(answer))
    const way = via === undefined ? {} : { via }
    const isConnected = await this.#order({ is: 'connect', site: number, ...way })
    return isConnected === true ? performance.now() - began : null
  }

  async sends(number: number, kinds: readonly Kind[]): Promise<void> {
    await this.#order({ is: 'sends', site: number, kinds })
  }

  /** Until the first packet of a voice comes down by its connection. */
  async first(number: number): Promise<void> {
    await this.#order({ is: 'first', site: number })
  }

  async leave(number: number): Promise<void> {
    await this.#order({ is: 'leave', site: number })
  }

  /** Packets since the last call, by `receiver source kind`. */
  async hearing(): Promise<Readonly<Record<string, number>>> {
    return (await this.#order({ is: 'hearing' })) as Record<string, number>
  }

  async figures(): Promise<CrowdFigures> {
    return (await this.#order({ is: 'figures' })) as CrowdFigures
  }

  async #order(order: CrowdOrder): Promise<unknown> {
    const id = ++this.#orders
    return await new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#child.send({ id, order }, error => {
        if (error !== null) reject(error)
      })
    })
  }

  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const ended = new Promise(resolve => this.#child.once('exit', resolve))
    this.#child.kill('SIGKILL')
    await ended
  }
}
