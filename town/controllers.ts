/**
 * Two operators' radio as the demo plays it: a table of cells for the operator's node, and a simulated BSC (tools/bsc) for each place
 * that has some. INVENTED: the cells stand nowhere, and their networks are test networks (ITU-T E.212, MCC 001). Each BSC keeps what
 * phones in its cells are shown, by a record and a codec of its own.
 *
 * Knows no bulletin and no server.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { reason } from '../src/base/failure.ts'
import { baseFailure } from '../src/base/failures.ts'
import type { Polygon } from '../src/directive/bulletin.ts'
import { type SimulatedBsc, startBsc } from '../tools/bsc/bsc.ts'
import type { DemoOperator } from './operators.ts'

/** Of the largest operators, one after the other: how many BSCs each has. The others broadcast nothing. */
const BSCS = [2, 1]
export const BROADCASTING = BSCS.length

export interface DemoCell {
  /** `001-01-100-1` */
  readonly name: string
  readonly latitude: number
  readonly longitude: number
  readonly province: string
}

export interface Controller {
  readonly bsc: Pick<SimulatedBsc, 'onAir' | 'record' | 'restart'>
  /** Where the bulletin is broadcast, and where it is not. */
  readonly cells: { readonly inside: readonly string[]; readonly outside: readonly string[] }
}

/** A city's provinces by their codes since July 2025: Hà Nội and, beyond the area, Hải Phòng. */
const INSIDE = { latitude: 21, longitude: 105.8, province: '01', cells: 8 } as const
const OUTSIDE = { latitude: 20.8, longitude: 106.6, province: '31', cells: 2 } as const
const STEP_DEGREES = 0.01

/** Around the cells inside. */
export const AREA: Polygon = [
  { latitude: 20.9, longitude: 105.7 },
  { latitude: 21.2, longitude: 105.7 },
  { latitude: 21.2, longitude: 106 },
  { latitude: 20.9, longitude: 106 },
]

export class Controllers {
  readonly #sites: ReadonlyMap<string, Site>

  /** Tables of cells go below `directory`. Fails with fileUnwritable. */
  static async open(directory: string, operators: readonly DemoOperator[]): Promise<Controllers> {
    const sites = new Map<string, Site>()
    for (const [at, { id }] of operators.slice(0, BROADCASTING).entries()) {
      const file = join(directory, `${id}-cells.csv`)
      const places = Array.from({ length: BSCS[at] }, (_, bsc) => cellsOf(at, bsc))
      await writeTable(
        file,
        places.flatMap(({ inside, outside }) => [...inside, ...outside]),
      )
      sites.set(id, { file, controllers: await Promise.all(places.map(started)) })
    }
    return new Controllers(sites)
  }

  private constructor(sites: ReadonlyMap<string, Site>) {
    this.#sites = sites
  }

  /** None: this operator broadcasts nothing. */
  of({ id }: DemoOperator): readonly Controller[] {
    return this.#sites.get(id)?.controllers ?? []
  }

  /** With which `loa operator` reaches them. */
  flags({ id }: DemoOperator): readonly string[] {
    const site = this.#sites.get(id)
    if (site === undefined) return []
    const urls = site.controllers.map(({ bsc: { port } }) => `cbsp://127.0.0.1:${port}`)
    return ['--cells', site.file, '--bsc', ...urls]
  }

  async close(): Promise<void> {
    const all = [...this.#sites.values()].flatMap(({ controllers }) => controllers)
    await Promise.all(all.map(async ({ bsc }) => await bsc.close()))
  }
}

interface Site {
  readonly file: string
  readonly controllers: readonly (Controller & { readonly bsc: SimulatedBsc })[]
}

interface Place {
  readonly inside: readonly DemoCell[]
  readonly outside: readonly DemoCell[]
}

function cellsOf(operator: number, bsc: number): Place {
  const network = `001-0${operator + 1}-${100 * (bsc + 1)}`
  const around = ({ cells, province, ...from }: typeof INSIDE | typeof OUTSIDE, first: number) =>
    Array.from({ length: cells }, (_, at) => ({
      name: `${network}-${first + at}`,
      latitude: from.latitude + bsc * STEP_DEGREES,
      longitude: from.longitude + at * STEP_DEGREES,
      province,
    }))
  return { inside: around(INSIDE, 1), outside: around(OUTSIDE, INSIDE.cells + 1) }
}

async function started({ inside, outside }: Place): Promise<Site['controllers'][number]> {
  const names = (cells: readonly DemoCell[]) => cells.map(({ name }) => name)
  const cells = { inside: names(inside), outside: names(outside) }
  return { cells, bsc: await startBsc({ cells: [...cells.inside, ...cells.outside] }) }
}

async function writeTable(file: string, cells: readonly DemoCell[]): Promise<void> {
  const rows = cells.map(({ name, latitude, longitude, province }) =>
    [...name.split('-'), latitude.toFixed(5), longitude.toFixed(5), province].join(','),
  )
  try {
    await writeFile(file, `mcc,mnc,lac,ci,latitude,longitude,province\n${rows.join('\n')}\n`, { mode: 0o600 })
  } catch (error) {
    throw baseFailure('fileUnwritable', { file, why: reason(error) })
  }
}
