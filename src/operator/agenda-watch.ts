/**
 * Keeps the node connected: says hello, follows the authority's agenda, and comes back whenever that ends.
 *
 *   connecting ─hello, agenda─► connected ─the stream ends─► away ─a wait, doubling─► hello, agenda ─► …
 *
 * An authority that takes every connection and drops it is asked less and less often too: only an agenda ends the
 * doubling. Away is said once until the node is connected again. Time and chance are arguments.
 */

import { backoffMs } from '../base/backoff.ts'
import type { Answer } from '../base/calls.ts'
import { pause, type Timekeeper } from '../base/clock.ts'
import type { StreamEnd } from '../base/event-stream.ts'
import type { Log } from '../base/log.ts'
import type { Random } from '../base/random.ts'
import { type Agenda, agenda as agendaSchema, type HelloBody } from '../directive/documents.ts'
import type { AuthorityLink } from './authority-link.ts'

export interface AgendaWatchOptions {
  readonly link: Pick<AuthorityLink, 'post' | 'follow'>
  readonly clock: Timekeeper
  readonly random: Random
  readonly log: Log
  readonly hello: () => HelloBody
  /** What the authority answers to a hello, before the agenda is asked for. */
  readonly onWelcome: (answer: unknown) => Promise<void>
  readonly onConnected: () => void
  /** The whole of it, each time. */
  readonly onAgenda: (agenda: Agenda) => void
}

export class AgendaWatch {
  readonly #o: AgendaWatchOptions
  readonly #closing = new AbortController()
  #stage: 'connecting' | 'connected' | 'away' = 'connecting'
  /** In a row that brought no agenda. */
  #tries = 0
  #following: Promise<void> = Promise.resolve()

  constructor(options: AgendaWatchOptions) {
    this.#o = options
  }

  start(): void {
    this.#following = this.#follow()
  }

  /** What the node has to say has changed; where that is lost, the next connection says it. */
  async sayAnew(): Promise<void> {
    if (this.#stage === 'connected') await this.#hello()
  }

  /** No agenda counts from now on, and no further try begins. */
  close(): void {
    this.#closing.abort()
  }

  /** Once it is closed and the link is. */
  async ended(): Promise<void> {
    await this.#following
  }

  async #follow(): Promise<void> {
    const { clock, random, log } = this.#o
    const { signal } = this.#closing
    while (!signal.aborted) {
      const why = await this.#once()
      if (signal.aborted) return
      if (this.#stage !== 'away') log.warn('the authority is away; work goes on', { why })
      this.#stage = 'away'
      await pause(clock, backoffMs(++this.#tries, random), signal)
    }
  }

  /** One connection, until it ends: why it did. */
  async #once(): Promise<string> {
    const { link } = this.#o
    const answer = await this.#hello()
    if (answer.is !== 'ok') return whyOf('hello', answer)
    const onEvent = (event: string, data: string) => this.#heard(event, data)
    const onOpen = () => this.#connected()
    return whyOf('agenda', await link.follow('/node/v1/agenda', { onEvent, onOpen }))
  }

  async #hello(): Promise<Answer> {
    const { link, hello, onWelcome } = this.#o
    const answer = await link.post('/node/v1/hello', hello())
    if (answer.is === 'ok') await onWelcome(answer.body)
    return answer
  }

  #connected(): void {
    this.#stage = 'connected'
    this.#o.log.info('connected to the authority')
    this.#o.onConnected()
  }

  #heard(event: string, data: string): void {
    if (event !== 'agenda') return
    this.#tries = 0
    if (this.#closing.signal.aborted) return
    const parsed = agendaSchema.safeParse(jsonOf(data))
    if (parsed.success) this.#o.onAgenda(parsed.data)
    else this.#o.log.warn('an agenda that cannot be read')
  }
}

function whyOf(what: string, end: StreamEnd): string {
  if (end.is === 'refused') return `${what} refused: ${end.code || end.status}`
  return end.is === 'away' ? end.why : end.is
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
