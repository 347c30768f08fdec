/**
 * One entry of a stream, from any server that holds it, so that standbys that read much do not burden its leader.
 *
 * A server asks its own replica first, and that replica may be behind the others for minutes: what it does not hold the leader is
 * asked for at once. Where a server does not answer, entries come from the leader for a while. Knows no connection; time is an
 * argument.
 */
import type { Clock } from '../../base/clock.ts'
import type { Heard } from './nats-connection.ts'

/** For so long entries come from the leader after another server did not answer. */
const LEADER_MS = 10_000

/** `seq`: its number in the stream. */
export interface StreamMessage {
  readonly seq: number
  readonly data: Uint8Array
}

/** Null: the server holds no message of this number. */
export type AskForEntry = (index: number) => Promise<Heard<StreamMessage | null>>

export class NatsEntry {
  readonly #clock: Clock
  readonly #anyServer: AskForEntry
  readonly #leader: AskForEntry
  #leaderUntil = Number.NEGATIVE_INFINITY

  constructor(of: { clock: Clock; anyServer: AskForEntry; leader: AskForEntry }) {
    this.#clock = of.clock
    this.#anyServer = of.anyServer
    this.#leader = of.leader
  }

  /** Null: nobody who was asked holds it, or nobody answered. */
  async at(index: number): Promise<Uint8Array | null> {
    const now = this.#clock.monotonic()
    if (now >= this.#leaderUntil) {
      const heard = await this.#anyServer(index)
      if (heard.is === 'heard' && heard.value?.seq === index) return copied(heard.value.data)
      if (heard.is === 'silent') this.#leaderUntil = now + LEADER_MS
    }
    const heard = await this.#leader(index)
    return heard.is === 'heard' && heard.value?.seq === index ? copied(heard.value.data) : null
  }
}

/** What is given is a view of the connection's buffer, which would be kept whole. */
function copied(data: Uint8Array): Uint8Array {
  return new Uint8Array(data)
}
