/**
 * How soon sites hear again after the server was killed and started again at once: the real `loa serve` over SQLite, its media
 * process, and sites that reconnect as their pages do.
 *
 *   kill -9 of the server ─► its media process ends with it ─► started again ─► streams, joins ─► first packet of a voice
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Briefing, BriefingSite, PlaceLink } from '../../../areas/briefing/model.ts'
import { Crowd } from '../../bots/crowd.ts'
import { Children } from '../../children/children.ts'
import { arrive } from '../../demo/arrival.ts'
import type { AuthorityClient } from '../../demo/authority-client.ts'
import { House } from '../../demo/house.ts'
import { demoAccounts } from '../../demo/people.ts'
import { SiteClient } from '../../demo/site-client.ts'
import { silent, untilThere } from '../../demo/waiting.ts'
import { appFailure } from '../../failures.ts'
import { PageBot } from './page-bot.ts'
import { type Quantiles, quantilesOf } from './quantiles.ts'
import type { BriefingBenchOptions } from './run.ts'

const CHAIR = 0
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
  const directory = await mkdtemp(join(tmpdir(), 'loa-bench-'))
  const children = new Children()
  const crowd = new Crowd()
  const accounts = demoAccounts([])
  const listen = `127.0.0.1:${await freePort()}`
  const house = new House({ directory, listen, children, accounts })
  try {
    const setup = await house.startAuthority()
    const signed = await arrive(house.url, setup, { accounts, operators: [] })
    const editor = signed.get('editor')
    if (editor === undefined) throw silent('editor')
    return await new Restarts(options, house, crowd).measure(editor)
  } finally {
    await crowd.end()
    await children.endAll()
    await rm(directory, { recursive: true, force: true })
  }
}

class Restarts {
  readonly #options: BriefingBenchOptions
  readonly #house: House
  readonly #crowd: Crowd
  readonly #heard = new Map<number, number>()
  #pages: readonly PageBot[] = []

  constructor(options: BriefingBenchOptions, house: House, crowd: Crowd) {
    this.#options = options
    this.#house = house
    this.#crowd = crowd
  }

  async measure(editor: AuthorityClient): Promise<RestartMeasure> {
    const { rejoins } = this.#options
    const looks = setInterval(() => void this.#look(), LOOK_MS)
    try {
      await this.#gather(editor)
      const heard: number[] = []
      const ready: number[] = []
      while (heard.length < rejoins) {
        await this.#settle()
        this.#heard.clear()
        const killed = performance.now()
        await this.#house.killAuthority()
        await this.#house.restartAuthority()
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

  /** A briefing that has begun, in which so many have the floor; everybody hears. */
  async #gather(editor: AuthorityClient): Promise<void> {
    const { sites: count, speaking } = this.#options
    const sites: string[] = []
    for (let number = 0; number < count; number++) sites.push(await this.#invite(editor, number))
    const { id } = await editor.post<Briefing>('/api/v1/briefings', {
      title: 'Giao ban (đo)',
      startsAt: new Date().toISOString(),
      minutes: 60,
      agenda: [],
      roster: sites.map((site, number) => ({
        ...{ site, language: null },
        role: number === CHAIR ? 'chair' : 'site',
      })),
      ...{ isQueueOpen: true, grantedMax: Math.max(1, speaking - 1), isRecorded: true },
    })
    const links = await editor.post<readonly PlaceLink[]>(`/api/v1/briefings/${id}/links`, {
      mail: false,
    })
    const clients: SiteClient[] = []
    for (const site of sites) {
      const link = links.find(each => each.site === site)
      clients.push(await SiteClient.enter(this.#house.url, link?.url ?? ''))
    }
    this.#pages = clients.map((client, number) => this.#page(client, number))
    for (const page of this.#pages) page.start()
    const chair = clients[CHAIR]
    await chair.act('begin')
    for (let number = 1; number < speaking; number++) {
      await clients[number].act('floor', { do: 'ask' })
      await chair.act('floor', { do: 'give', site: sites[number] })
    }
    await this.#allHear()
  }

  async #invite(editor: AuthorityClient, number: number): Promise<string> {
    const site = await editor.post<BriefingSite>('/api/v1/briefing-sites', {
      name: `Điểm cầu ${number}`,
      short: `ĐC ${number}`,
      responsible: { name: 'Trực ban (giả định)', title: null, mail: null },
      isRetired: false,
    })
    return site.id
  }

  #page(client: SiteClient, number: number): PageBot {
    const speaks = number < this.#options.speaking
    return new PageBot({
      ...{ number, client, crowd: this.#crowd },
      sends: speaks ? ['audio', 'main', 'thumbnail'] : ['thumbnail'],
      onHeard: () => {
        if (!this.#heard.has(number)) this.#heard.set(number, performance.now())
      },
    })
  }

  async #look(): Promise<void> {
    const packets = new Map<number, number>()
    for (const [way, count] of Object.entries(await this.#crowd.hearing().catch(() => ({})))) {
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
    if (this.#options.stop.aborted) throw appFailure('demoStopped')
    await new Promise(resolve => setTimeout(resolve, SETTLED_MS))
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}
