/**
 * A site that is a bot and reconnects as its page does, by the page's own code: what it hears of the room's stream (live.ts) and how
 * many packets come decide when a connection is begun anew (rejoin.ts). Its sound is the crowd's.
 */
import { Live } from '../../src/areas/briefing/room/live.ts'
import { OFF, type Rejoin, type RejoinEvent, step } from '../../src/areas/briefing/room/rejoin.ts'
import type { Kind } from '../../src/media/transport.ts'
import type { Crowd } from '../../town/bots/crowd.ts'
import type { SiteClient } from '../../town/site-client.ts'

const LIVE = '/api/v1/briefing-room/live'

export interface PageBotOptions {
  readonly number: number
  readonly client: SiteClient
  readonly crowd: Crowd
  readonly sends: readonly Kind[]
  /** The first packet of a voice has come by a new connection. */
  readonly onHeard: () => void
}

export class PageBot {
  readonly number: number
  readonly #options: PageBotOptions
  readonly #live: Live
  #rejoin: Rejoin = OFF
  #isStreaming = false
  #packets = 0

  constructor(options: PageBotOptions) {
    const { client, number } = options
    this.number = number
    this.#options = options
    this.#live = new Live({
      fetch: async (path, init) => await client.fetch(path, init),
      onEvent: () => {},
      onBeat: () => {
        if (!this.#isStreaming) this.#tell({ is: 'again' })
        this.#isStreaming = true
        this.#tell({ is: 'beat' })
      },
      onSilent: () => {
        this.#isStreaming = false
      },
      onUnknown: () => {},
    })
  }

  start(): void {
    void this.#live.run(LIVE)
    this.#tell({ is: 'start' })
  }

  stop(): void {
    this.#live.stop()
    this.#tell({ is: 'stop' })
  }

  /** As often as a page looks: how many packets have come since. */
  look(packets: number): void {
    this.#packets += packets
    const { attempt } = this.#rejoin
    this.#tell({ is: 'received', attempt, octets: this.#packets, isVoiced: true })
    this.#tell({ is: 'tick' })
  }

  #tell(event: RejoinEvent): void {
    const { rejoin, begins } = step(this.#rejoin, event, performance.now())
    this.#rejoin = rejoin
    if (begins) void this.#begin(rejoin)
  }

  async #begin({ attempt }: Rejoin): Promise<void> {
    const { crowd, number, client, sends, onHeard } = this.#options
    const { media } = client
    const stepped = <Value>(value: Value): Value => {
      if (this.#rejoin.attempt !== attempt) throw new Error('a newer one was begun')
      this.#tell({ is: 'step', attempt })
      return value
    }
    try {
      const took = await crowd.join(
        {
          join: async () => stepped(await media.join()),
          answer: async (join, sdp) => stepped(await media.answer(join, sdp)),
        },
        { room: '', site: '', number },
      )
      if (took === null) return this.#tell({ is: 'failed', attempt })
      this.#tell({ is: 'connected', attempt })
      await crowd.sends(number, sends)
      await crowd.first(number)
      if (this.#rejoin.attempt === attempt) onHeard()
    } catch {
      this.#tell({ is: 'failed', attempt })
    }
  }
}
