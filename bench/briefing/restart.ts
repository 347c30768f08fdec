/**
 * How soon sites hear again after the server was killed and started again at once: the real `loa serve` over SQLite, its media
 * process, and sites that reconnect as their pages do.
 *
 *   kill -9 of the server ─► its media process ends with it ─► started again ─► streams, joins ─► first packet of a voice
 */

import { demoFailure } from '../../town/failures.ts'
import type { SiteClient } from '../../town/site-client.ts'
import { untilThere } from '../../town/waiting.ts'
import { PageBot } from './page-bot.ts'
import { type Quantiles, quantilesOf } from './quantiles.ts'
import { CHAIR, type RealBriefing, sendsOf, withRealBriefing } from './real-briefing.ts'
import type { BriefingBenchOptions } from './run.ts'

/** As often as a page looks at its connection. */
const LOOK_MS = 250
/** A stream has to have been of use, as after more than a moment it is. */
const SETTLED_MS = 3000
const BACK_MS = 30_000

export interface RestartMeasure {
  /** From the kill to the first packet of a voice, each site each time. */
  readonly heard: Quantiles
  /** Of that until the server said that it is ready. */
  readonly ready: Quantiles
}

export async function measureRestarts(options: BriefingBenchOptions): Promise<RestartMeasure> {
  options.onBegin('the server is killed and started again')
  return await withRealBriefing(options, async briefing => await new Restarts(options, briefing).measure())
}

class Restarts {
  readonly #options: BriefingBenchOptions
  readonly #briefing: RealBriefing
  readonly #heard = new Map<number, number>()
  #pages: readonly PageBot[] = []

  constructor(options: BriefingBenchOptions, briefing: RealBriefing) {
    this.#options = options
    this.#briefing = briefing
  }

  async measure(): Promise<RestartMeasure> {
    const { rejoins } = this.#options
    const { host } = this.#briefing
    const looks = setInterval(() => void this.#look(), LOOK_MS)
    try {
      await this.#gather()
      const heard: number[] = []
      const ready: number[] = []
      while (heard.length < rejoins) {
        await this.#settle()
        this.#heard.clear()
        const killed = performance.now()
        await host.killAuthority()
        await host.restartAuthority()
        ready.push(performance.now() - killed)
        await this.#allHear()
        heard.push(...[...this.#heard.values()].map(at => at - killed))
      }
      return { heard: quantilesOf(heard), ready: quantilesOf(ready) }
    } finally {
      clearInterval(looks)
      for (const page of this.#pages) page.stop()
    }
  }

  /** Everybody hears. */
  async #gather(): Promise<void> {
    const { clients, begin } = this.#briefing
    this.#pages = clients.map((client, number) => this.#page(client, number))
    for (const page of this.#pages) page.start()
    await begin()
    await this.#allHear()
  }

  #page(client: SiteClient, number: number): PageBot {
    const { crowd } = this.#briefing
    return new PageBot({
      number,
      client,
      crowd,
      sends: sendsOf(number, this.#options),
      onHeard: () => {
        if (!this.#heard.has(number)) this.#heard.set(number, performance.now())
      },
    })
  }

  async #look(): Promise<void> {
    const packets = new Map<number, number>()
    const hearing = await this.#briefing.crowd.hearing().catch(() => ({}))
    for (const [way, count] of Object.entries(hearing)) {
      const by = Number(way.split(' ')[0])
      packets.set(by, (packets.get(by) ?? 0) + count)
    }
    for (const page of this.#pages) page.look(packets.get(page.number) ?? 0)
  }

  /** But for a chair who speaks alone, whom nobody speaks to. */
  async #allHear(): Promise<void> {
    const { speaking } = this.#options
    const those = this.#pages.filter(({ number }) => speaking > 1 || number !== CHAIR)
    await untilThere(
      'a site',
      async () => (those.every(({ number }) => this.#heard.has(number)) ? true : null),
      BACK_MS,
    )
  }

  async #settle(): Promise<void> {
    if (this.#options.stop.aborted) throw demoFailure('demoStopped')
    await new Promise(resolve => setTimeout(resolve, SETTLED_MS))
  }
}
