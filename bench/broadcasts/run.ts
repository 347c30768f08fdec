/**
 * A real server with real people, real nodes of operators, and simulated BSCs: broadcasts are approved one after another, each until every
 * BSC of two operators was asked to put it on the air, then its correction, then to take it off. Then one node with a country's cells: one
 * broadcast for all of them, its BSCs that lose their data at once, and its stop; and one for a part of them, cell by cell.
 */
import { readFileSync } from 'node:fs'
import type { Broadcast } from '../../src/areas/broadcasts/model.ts'
import { seeded } from '../../src/base/random.ts'
import type { Done } from '../../tools/bsc/process.ts'
import { untilThere } from '../../town/waiting.ts'
import { type Quantiles, quantilesOf } from '../briefing/quantiles.ts'
import { cpuSecondsOf } from '../cpu-seconds.ts'
import { orStopped } from '../measuring.ts'
import { Country, type Side } from './country.ts'
import { AS_OF, type Network, networkOf } from './network.ts'
import { approve, cancel, correct, type Desk, submitted } from './people.ts'

/** Processor time that was taken meanwhile. */
export interface Taken {
  readonly server: number
  readonly nodes: number
  readonly bscs: number
}

/** From a request that was sent at the authority to the last BSC that was asked, in milliseconds. */
export interface Soon {
  readonly ms: Quantiles
  /** Of those, below ASKED_MS. */
  readonly inTime: number
}

export interface ReleasesMeasure {
  readonly operators: number
  readonly bscs: number
  readonly approved: Soon
  readonly corrected: Soon
  readonly stopped: Soon
  readonly seconds: number
  readonly cpuSeconds: Taken
}

/** Times are seconds from the request that was sent, or from when the data were lost. */
export interface Spell {
  /** To the last BSC that was asked, and that has answered. */
  readonly asked: number
  readonly answered: number
  readonly cpuSeconds: Taken
}

export interface CountryMeasure {
  readonly bscs: number
  readonly cells: number
  readonly onAir: Spell
  /** To the authority that knows it of all cells. */
  readonly toldSeconds: number
  readonly storms: readonly Spell[]
  readonly off: Spell
  /** One province, and as many as can be named cell by cell. */
  readonly regions: readonly { readonly cells: number; readonly onAir: Spell; readonly off: Spell }[]
  readonly idle: { readonly seconds: number; readonly cpuSeconds: Taken }
  /** The most that the node had with all of its cells on the air, and what it had before; with parts of them beside, cell by cell. */
  readonly memoryBytes: number
  readonly memoryBeforeBytes: number
  readonly memoryRegionsBytes: number
}

export interface BroadcastsMeasure {
  readonly seed: number
  readonly releases: ReleasesMeasure
  readonly country: CountryMeasure
}

/** At most. */
export const ASKED_MS = 1000
export const COUNTRY_SECONDS = 5
export const STORM_SECONDS = 10
export const MEMORY_BYTES = 300_000_000

const TEXT = 'Bộ Y tế: người có sốt, ho, khó thở hãy ở nhà và gọi 1900 9095 để được hướng dẫn.'
const TO_ALL = { purpose: 'live', provinces: null } as const
/** Of each of two operators. */
const BSCS = 5
const CELLS_EACH = 100
/** Cells that a node can name. */
const NAMED_MAX = 7281
const SETTLED_MS = 60_000

export async function measureBroadcasts(given: {
  readonly directory: string
  readonly releases: number
  readonly bscs: number
  readonly cells: number
  readonly storms: number
  /** In which nothing happens. */
  readonly seconds: number
  /** Tables name the BSC of each cell. */
  readonly column: boolean
  readonly seed: number
  readonly onBegin: (what: string) => void
  readonly stop: AbortSignal
}): Promise<BroadcastsMeasure> {
  const { directory, releases, bscs, cells, storms, seconds, column, seed, onBegin, stop } = given
  const random = seeded(seed)
  const operators = ['viettel', 'vinaphone', 'mobifone']
  const country = new Country(directory, { operators, hasColumn: column })
  try {
    const measured = async () => {
      onBegin('start')
      await country.open()
      const small = { bscs: BSCS, cells: BSCS * CELLS_EACH, random }
      const sides = [
        await country.begin(0, networkOf({ mnc: '04', ...small })),
        await country.begin(1, networkOf({ mnc: '02', ...small })),
      ]
      onBegin('releases')
      const ofReleases = await new Bench(country, sides).releases(releases)
      for (const side of sides) await country.endNode(side)
      onBegin('country')
      const network = networkOf({ mnc: '01', bscs, cells, random })
      const side = await country.begin(2, network)
      const whole = await new Bench(country, [side]).country(network, { cells, column, storms, seconds, onBegin })
      return { seed, releases: ofReleases, country: whole }
    }
    return await orStopped(stop, measured())
  } finally {
    await country.end()
  }
}

class Bench {
  readonly #country: Country
  readonly #sides: readonly Side[]

  constructor(country: Country, sides: readonly Side[]) {
    this.#country = country
    this.#sides = sides
  }

  async releases(count: number): Promise<ReleasesMeasure> {
    const desk = this.#desk
    const [approved, corrected, stopped]: number[][] = [[], [], []]
    const began = performance.now()
    const before = this.#taken()
    for (let at = 0; at < count; at++) {
      const id = await submitted(desk, { ...TO_ALL, text: `${TEXT} Tin số ${at}.` })
      let from = 0
      const now = () => {
        from = Date.now()
      }
      const onAir = this.#each('approve', isNew)
      await approve(desk, id, now)
      approved.push((await onAir).at - from)
      const replaced = this.#each('correct', isNext)
      now()
      await correct(desk, id)
      corrected.push((await replaced).at - from)
      const off = this.#each('cancel', isKill)
      now()
      await cancel(desk, id)
      stopped.push((await off).at - from)
    }
    for (const side of this.#sides) await this.#untilShown(side, 0)
    return {
      operators: this.#sides.length,
      bscs: this.#sides.reduce((sum, { count: each }) => sum + each, 0),
      approved: soon(approved),
      corrected: soon(corrected),
      stopped: soon(stopped),
      seconds: since(began),
      cpuSeconds: this.#since(before),
    }
  }

  async country(
    network: Network,
    of: {
      readonly cells: number
      readonly column: boolean
      readonly storms: number
      readonly seconds: number
      readonly onBegin: (what: string) => void
    },
  ): Promise<CountryMeasure> {
    const desk = this.#desk
    const [side] = this.#sides
    const memoryBeforeBytes = memoryOf(side.pid, 'VmRSS')
    const id = await submitted(desk, { ...TO_ALL, text: TEXT })
    let from = 0
    const onAir = await this.#spell('approve', isNew, async () => {
      await approve(desk, id, () => {
        from = performance.now()
      })
    })
    await untilThere('the count', async () => await this.#isTold(id, of.cells), SETTLED_MS)
    const toldSeconds = since(from)
    of.onBegin('storms')
    const storms: Spell[] = []
    for (let at = 0; at < of.storms; at++) {
      storms.push(await this.#spell('restart', isNew, async () => side.bscs.restart()))
      await this.#untilShown(side, of.cells)
    }
    of.onBegin('idle')
    const before = this.#taken()
    await new Promise(done => setTimeout(done, of.seconds * 1000))
    const idle = { seconds: of.seconds, cpuSeconds: this.#since(before) }
    const off = await this.#spell('cancel', isKill, async () => await cancel(desk, id))
    await this.#untilShown(side, 0)
    const memoryBytes = memoryOf(side.pid, 'VmHWM')
    of.onBegin('regions')
    const regions: CountryMeasure['regions'][number][] = []
    for (const each of regionsOf(network)) {
      // Without the column nobody knows which BSCs have cells there: each is asked.
      const isAsked = (bsc: number) => !of.column || each.provinces.includes(network.provinceOf[bsc])
      regions.push(await this.#region(side, each, isAsked))
    }
    return {
      bscs: side.count,
      cells: of.cells,
      onAir,
      toldSeconds,
      storms,
      off,
      idle,
      regions,
      memoryBeforeBytes,
      memoryBytes,
      memoryRegionsBytes: memoryOf(side.pid, 'VmHWM'),
    }
  }

  async #region(
    side: Side,
    { provinces, cells }: { readonly provinces: readonly string[]; readonly cells: number },
    isAsked: (bsc: number) => boolean,
  ): Promise<CountryMeasure['regions'][number]> {
    const desk = this.#desk
    const id = await submitted(desk, {
      text: TEXT,
      purpose: 'live',
      provinces: provinces.map(code => ({ code, asOf: AS_OF })),
    })
    const onAir = await this.#spell('region', isNew, async () => await approve(desk, id), isAsked)
    await this.#untilShown(side, cells)
    const off = await this.#spell('region', isKill, async () => await cancel(desk, id), isAsked)
    await this.#untilShown(side, 0)
    return { cells, onAir, off }
  }

  get #desk(): Desk {
    return this.#country.desk
  }

  async #spell(
    what: string,
    is: (done: Done) => boolean,
    act: () => Promise<void>,
    isAsked: (bsc: number) => boolean = () => true,
  ): Promise<Spell> {
    const before = this.#taken()
    const each = this.#each(what, is, isAsked)
    const from = Date.now()
    await act()
    const { at, doneAt } = await each
    const cpuSeconds = this.#since(before)
    return { asked: (at - from) / 1000, answered: (doneAt - from) / 1000, cpuSeconds }
  }

  async #each(what: string, is: (done: Done) => boolean, isAsked: (bsc: number) => boolean = () => true) {
    const bscs = new Map(
      this.#sides.map(({ operator, count }) => [
        operator.id,
        Array.from({ length: count }, (_, bsc) => bsc).filter(isAsked),
      ]),
    )
    return await this.#country.heard.each(what, bscs, is)
  }

  /** So many of its cells show something. */
  async #untilShown({ bscs }: Side, cells: number): Promise<void> {
    await untilThere(
      `${cells} cells on the air`,
      async () => ((await bscs.state(null)).showing === cells ? true : null),
      SETTLED_MS,
    )
  }

  async #isTold(id: string, cells: number): Promise<true | null> {
    const path = `/api/v1/bulletins/${id}/broadcasts`
    const all = await this.#desk.editor.get<readonly Broadcast[]>(path)
    const [side] = this.#sides
    const [count] = all.find(({ operator }) => operator === side.operator.id)?.counts ?? []
    return count?.cells.onAir === cells ? true : null
  }

  #taken(): Taken {
    const nodes = this.#sides.map(({ pid }) => cpuSecondsOf(pid))
    const bscs = this.#sides.map(each => cpuSecondsOf(each.bscs.pid))
    return { server: cpuSecondsOf(this.#country.serverPid), nodes: sum(nodes), bscs: sum(bscs) }
  }

  #since(before: Taken): Taken {
    const now = this.#taken()
    return { server: now.server - before.server, nodes: now.nodes - before.nodes, bscs: now.bscs - before.bscs }
  }
}

/** One province, and the first ones whose cells can still be named. */
function regionsOf({ provinces }: Network) {
  const regions: { provinces: string[]; cells: number }[] = []
  for (const [code, cells] of provinces) {
    const last = regions.at(-1) ?? { provinces: [], cells: 0 }
    if (last.cells + cells > NAMED_MAX) break
    regions.push({ provinces: [...last.provinces, code], cells: last.cells + cells })
  }
  return regions.length < 2 ? regions : [regions[0], regions[regions.length - 1]]
}

const isNew = ({ is, oldSerial }: Done) => is === 'write' && oldSerial === null
const isNext = ({ is, oldSerial }: Done) => is === 'write' && oldSerial !== null
const isKill = ({ is }: Done) => is === 'kill'

function soon(took: readonly number[]): Soon {
  return { ms: quantilesOf(took), inTime: took.filter(ms => ms < ASKED_MS).length }
}

const since = (began: number) => (performance.now() - began) / 1000

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0)
}

/** What it has, or the most that it had. Linux alone: proc_pid_status(5). */
function memoryOf(pid: number, which: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const [, kilobytes] = new RegExp(`${which}:\\s+(\\d+) kB`).exec(status) ?? []
  return Number(kilobytes) * 1024
}
