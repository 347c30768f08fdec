/**
 * What the nodes of a leg say to each other over a channel of the database: `12` that there is entry 12, `?id question`, `!id answer`.
 * A notification is not kept, and some are lost.
 */
import { randomUUID } from 'node:crypto'
import type { Timekeeper } from '../../base/clock.ts'
import type { LegAnswerer } from '../log.ts'
import type { CommitListener } from './engine.ts'
import type { PostgresLine } from './postgres-connection.ts'

const TELL = 'select pg_notify($1, $2)'

export class PostgresTalk {
  line: PostgresLine | null = null
  answerer: LegAnswerer | null = null
  readonly channel: string
  readonly clock: Timekeeper
  readonly #told: CommitListener
  readonly #asked = new Map<string, (answer: string | null) => void>()

  constructor({ channel, told, clock }: Pick<PostgresTalk, 'channel' | 'clock'> & { told: CommitListener }) {
    this.channel = channel
    this.clock = clock
    this.#told = told
  }

  tell(payload: string): void {
    void this.line?.ask(TELL, [this.channel, payload])
  }

  async ask(question: string, withinMs: number): Promise<string | null> {
    const id = randomUUID()
    const answered = Promise.withResolvers<string | null>()
    const late = this.clock.after(withinMs, () => answered.resolve(null))
    this.#asked.set(id, answered.resolve)
    this.tell(`?${id} ${question}`)
    const answer = await answered.promise
    late.cancel()
    this.#asked.delete(id)
    return answer
  }

  take(payload: string): void {
    const [head, said] = [payload.split(' ', 1)[0], payload.slice(payload.indexOf(' ') + 1)]
    const id = head.slice(1)
    if (/^\d+$/.test(head)) this.#told(Number(head))
    else if (head.startsWith('!')) this.#asked.get(id)?.(said)
    else if (head.startsWith('?')) this.answerer?.(said, answer => this.tell(`!${id} ${answer}`))
  }

  close(): void {
    this.answerer = null
    for (const answer of this.#asked.values()) answer(null)
  }
}
