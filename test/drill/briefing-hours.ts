/**
 * A briefing that goes on for hours: the real server and its media process, 24 sites that are bots, each with a page's stream and
 * beats. Every so often the floor is given and taken, a line breaks and is back, the roll is called, a minute is written. What both
 * processes hold of memory is read from /proc every ten seconds; they are not told of it.
 *
 *   node test/drill/briefing-hours.ts --minutes 120 [--sites 24] [--samples FILE]
 *   node test/drill/briefing-hours.ts --of FILE            of what was kept, while it still goes on too
 *
 * Prints what they held in each half hour, and by how much it grew: the slope of the straight line that fits best.
 */
import { appendFileSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Briefing, BriefingSite, PlaceLink } from '../../src/areas/briefing/model.ts'
import { Live } from '../../src/areas/briefing/room/live.ts'
import { Crowd } from '../../town/bots/crowd.ts'
import { DEMO_SITES } from '../../town/briefing-sites.ts'
import { SiteClient } from '../../town/site-client.ts'
import { freePorts } from '../peers/child.ts'
import { Town } from '../town/town.ts'
import { mediaProcessOf } from './processes.ts'

const SAMPLE_MS = 10_000
const PART_MS = 30 * 60_000
const HOUR_MS = 3_600_000
const CHAIR = 0
/** With the chair, who is heard and seen. */
const SPEAKS = ['audio', 'main', 'thumbnail'] as const
const LISTENS = ['thumbnail'] as const
const SPEECH_MS = 20_000
const LINE_BREAKS_MS = 30_000
const ROLL_MS = 300_000
const MINUTE_MS = 60_000
const BEAT_MS = 5_000

interface Sample {
  readonly atMs: number
  readonly server: number
  readonly media: number
}

class Hours {
  readonly #town: Town
  readonly #id: string
  readonly #sites: readonly string[]
  readonly #clients: readonly SiteClient[]
  readonly #crowd = new Crowd()
  readonly #over = new AbortController()
  readonly samples: Sample[] = []
  readonly done: Record<string, number> = {}

  private constructor(town: Town, id: string, sites: readonly string[], clients: readonly SiteClient[]) {
    this.#town = town
    this.#id = id
    this.#sites = sites
    this.#clients = clients
  }

  static async open(count: number): Promise<Hours> {
    const [port] = await freePorts(1)
    const town = await Town.open({ operators: [], pace: 0, listen: `127.0.0.1:${port}` })
    const editor = town.client('editor')
    const sites: string[] = []
    for (const { content } of DEMO_SITES.slice(0, count))
      sites.push((await editor.post<BriefingSite>('/api/v1/briefing-sites', content)).id)
    const { id } = await editor.post<Briefing>('/api/v1/briefings', {
      title: 'Giao ban trực tuyến phòng, chống dịch',
      startsAt: new Date().toISOString(),
      minutes: 240,
      agenda: [],
      roster: sites.map((site, at) => ({ site, language: null, role: at === CHAIR ? 'chair' : 'site' })),
      isQueueOpen: true,
      grantedMax: 2,
      isRecorded: true,
    })
    const links = await editor.post<readonly PlaceLink[]>(`/api/v1/briefings/${id}/links`, { mail: false })
    const clients: SiteClient[] = []
    for (const site of sites) {
      const link = links.find(each => each.site === site)
      clients.push(await SiteClient.enter(town.url, link?.url ?? ''))
    }
    return new Hours(town, id, sites, clients)
  }

  async close(): Promise<void> {
    this.#over.abort()
    await this.#crowd.end()
    await this.#town.close()
  }

  async hold(forMs: number, onSample: (sample: Sample) => void): Promise<void> {
    for (const [number] of this.#sites.entries()) await this.#join(number)
    for (const client of this.#clients) void this.#watch(client)
    await this.#clients[CHAIR].act('begin')
    const until = performance.now() + forMs
    const every = async (ms: number, what: string, act: (turn: number) => Promise<void>) => {
      for (let turn = 0; performance.now() < until; turn++) {
        await this.#wait(Math.min(ms, until - performance.now()))
        await this.#counted(what, () => act(turn))
      }
    }
    await Promise.all([
      every(SAMPLE_MS, 'samples', () => this.#sample(onSample)),
      every(SPEECH_MS, 'speeches', turn => this.#speech(turn)),
      every(LINE_BREAKS_MS, 'lines that broke', turn => this.#breaks(turn)),
      every(ROLL_MS, 'rolls', async () => void (await this.#clients[CHAIR].act('roll'))),
      every(MINUTE_MS, 'minutes', turn => this.#minute(turn)),
      every(BEAT_MS, 'beats', async () => {
        await Promise.all(this.#clients.map(client => client.act('beat')))
      }),
    ])
  }

  /** What is refused or lost is counted, and the briefing goes on. */
  async #counted(what: string, act: () => Promise<void>): Promise<void> {
    const key = await act().then(
      () => what,
      () => `${what}, failed`,
    )
    this.done[key] = (this.done[key] ?? 0) + 1
  }

  async #join(number: number): Promise<void> {
    const { media } = this.#clients[number]
    const joined = { room: this.#id, site: this.#sites[number], number }
    if ((await this.#crowd.join(media, joined)) === null) throw new Error('it is not connected')
    await this.#crowd.sends(number, number === CHAIR ? SPEAKS : LISTENS)
  }

  /** As its page does, which shows nothing. */
  async #watch(client: SiteClient): Promise<void> {
    const live = new Live({
      fetch: async (path, init) => await client.fetch(path, init),
      onEvent: () => {},
      onBeat: () => {},
      onSilent: () => {},
      onUnknown: () => {},
    })
    this.#over.signal.addEventListener('abort', () => live.stop())
    await live.run('/api/v1/briefing-room/live')
  }

  /** Two at once, each new one with the one before. */
  async #speech(turn: number): Promise<void> {
    const number = this.#hospital(turn)
    await this.#clients[number].act('floor', { do: 'ask' })
    await this.#clients[CHAIR].act('floor', { do: 'give', site: this.#sites[number] })
    await this.#crowd.sends(number, SPEAKS)
    await this.#wait(SPEECH_MS * 0.9)
    await this.#clients[number].act('floor', { do: 'release' })
    await this.#crowd.sends(number, LISTENS)
  }

  async #breaks(turn: number): Promise<void> {
    const number = this.#hospital(turn * 5 + 3)
    await this.#crowd.leave(number)
    await this.#wait(2000)
    await this.#join(number)
  }

  #hospital(turn: number): number {
    return CHAIR + 1 + (turn % (this.#sites.length - 1))
  }

  async #minute(turn: number): Promise<void> {
    const said = { item: null, is: 'statement', site: null, text: `Ý kiến số ${turn + 1}` }
    await this.#town.client('editor').post(`/api/v1/briefings/${this.#id}/minutes`, said)
  }

  async #sample(onSample: (sample: Sample) => void): Promise<void> {
    // What it has counted since, so that the bots themselves hold no more and more of it.
    await this.#crowd.figures()
    const server = this.#town.host.authorityPid
    const media = mediaProcessOf(server)
    if (server === null || media === null) throw new Error('one of both is not there')
    const sample = { atMs: performance.now(), server: residentOf(server), media: residentOf(media) }
    this.samples.push(sample)
    onSample(sample)
  }

  async #wait(ms: number): Promise<void> {
    if (ms > 0) await new Promise(done => setTimeout(done, ms))
  }
}

/** Octets, as proc_pid_status(5) says: VmRSS. */
function residentOf(pid: number): number {
  const [, kB] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1')) ?? []
  return Number(kB) * 1024
}

// What is printed ----------------------------------------------------------------------------------------------------

function summaryOf({ samples, done }: Pick<Hours, 'samples' | 'done'>): string[] {
  const MB = (octets: number) => (octets / 1e6).toFixed(1)
  const row = (...cells: readonly string[]) =>
    cells.map((cell, at) => (at === 0 ? cell.padEnd(26) : cell.padStart(9))).join('')
  const lines = [row('MB', 'least', 'median', 'most', 'an hour')]
  const [first] = samples
  const partOf = ({ atMs }: Sample) => Math.floor((atMs - first.atMs) / PART_MS)
  const parts = [...new Set(samples.map(partOf))]
  for (const whose of ['server', 'media'] as const) {
    for (const part of [...parts, null]) {
      const those = part === null ? samples : samples.filter(each => partOf(each) === part)
      if (those.length < 2) continue
      const name =
        part === null ? `${whose}, the whole time` : `${whose}, min. ${part * 30} to ${part * 30 + minutesOf(those)}`
      const sorted = those.map(each => each[whose]).toSorted((a, b) => a - b)
      const at = (share: number) => MB(sorted[Math.floor(share * (sorted.length - 1))])
      const growth = slopeOf(those.map(each => ({ x: each.atMs, y: each[whose] }))) * HOUR_MS
      lines.push(row(name, at(0), at(0.5), at(1), `${growth < 0 ? '' : '+'}${MB(growth)}`))
    }
    lines.push('')
  }
  lines.push(...Object.entries(done).map(([what, count]) => row(what, `${count}`)))
  return lines
}

function minutesOf(samples: readonly Sample[]): number {
  return Math.round((samples[samples.length - 1].atMs - samples[0].atMs) / 60_000)
}

/** Of the straight line with the least squares. */
function slopeOf(points: readonly { readonly x: number; readonly y: number }[]): number {
  const mean = (of: 'x' | 'y') => points.reduce((sum, point) => sum + point[of], 0) / points.length
  const [x, y] = [mean('x'), mean('y')]
  const over = points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0)
  return over / points.reduce((sum, point) => sum + (point.x - x) ** 2, 0)
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '120' },
      sites: { type: 'string', default: '24' },
      samples: { type: 'string' },
      of: { type: 'string' },
    },
  })
  if (values.of !== undefined) {
    const samples = readFileSync(values.of, 'utf8').trim().split('\n')
    for (const line of summaryOf({ samples: samples.map(text => JSON.parse(text)), done: {} })) console.log(line)
    return
  }
  const hours = await Hours.open(Number(values.sites))
  try {
    await hours.hold(Number(values.minutes) * 60_000, sample => {
      if (values.samples !== undefined) appendFileSync(values.samples, `${JSON.stringify(sample)}\n`)
    })
  } finally {
    await hours.close()
  }
  for (const line of summaryOf(hours)) console.log(line)
}

if (import.meta.main) await main()
