/**
 * Keeps the node connected at one address at a time: says hello, follows the authority's agenda, and comes back whenever that ends,
 * there or at a spare address.
 *
 *   connecting ─hello, agenda─► connected ─the stream ends─► away ─a wait, doubling─► hello, agenda, at the next ─► …
 *
 * An authority that takes every connection and drops it is asked less and less often too: only an agenda ends the
 * doubling. Knows no other watch. Time and chance are arguments.
 */

import { backoffMs } from '../base/backoff.ts'
import type { Answer } from '../base/calls.ts'
import { pause, type Timekeeper } from '../base/clock.ts'
import type { StreamEnd } from '../base/event-stream.ts'
import type { Log } from '../base/log.ts'
import type { Random } from '../base/random.ts'
import { type Agenda, agenda as agendaSchema, type HelloBody } from '../directive/documents.ts'
import type { Addresses, Link } from './addresses.ts'

export interface AgendaWatchOptions {
  readonly addresses: Pick<Addresses, 'follow' | 'connected' | 'ended'>
  readonly clock: Timekeeper
  readonly random: Random
  readonly log: Log
  readonly hello: () => HelloBody
  /** What the authority answers to a hello, before the agenda is asked for. */
  readonly onWelcome: (answer: unknown, link: Link) => Promise<void>
  readonly onConnected: () => void
  /** The whole of what is wanted there, each time. */
  readonly onAgenda: (agenda: Agenda, link: Link) => void
  /** Its stream is over, or none came about. */
  readonly onEnded: (link: Link) => void
}

export class AgendaWatch {
  readonly #o: AgendaWatchOptions
  readonly #closing = new AbortController()
  /** Where it is connected. */
  #connected: Link | null = null
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
    if (this.#connected !== null) await this.#hello(this.#connected)
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
    const { addresses, clock, random, onEnded } = this.#o
    const { signal } = this.#closing
    let link: Link | null = null
    while (!signal.aborted) {
      link = addresses.follow(link)
      const why = await this.#once(link)
      this.#connected = null
      if (signal.aborted) return
      addresses.ended(link, why)
      onEnded(link)
      await pause(clock, backoffMs(++this.#tries, random), signal)
    }
  }

  /** One connection, until it ends: why it did. */
  async #once(link: Link): Promise<string> {
    const answer = await this.#hello(link)
    if (answer.is !== 'ok') return whyOf('hello', answer)
    const onEvent = (event: string, data: string) => this.#heard(link, event, data)
    const onOpen = () => {
      this.#connected = link
      this.#o.addresses.connected(link)
      this.#o.onConnected()
    }
    return whyOf('agenda', await link.follow('/node/v1/agenda', { onEvent, onOpen }))
  }

  async #hello(link: Link): Promise<Answer> {
    const { hello, onWelcome } = this.#o
    const answer = await link.post('/node/v1/hello', hello())
    if (answer.is === 'ok') await onWelcome(answer.body, link)
    return answer
  }

  #heard(link: Link, event: string, data: string): void {
    if (event !== 'agenda') return
    this.#tries = 0
    if (this.#closing.signal.aborted) return
    const parsed = agendaSchema.safeParse(jsonOf(data))
    if (parsed.success) this.#o.onAgenda(parsed.data, link)
    else this.#o.log.warn('job list unreadable, keeping the last one', { address: link.url })
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
