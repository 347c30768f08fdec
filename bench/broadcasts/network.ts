/** An operator's network, made up of a seed: BSCs, each with cells in one province, and the table of cells that the operator's node reads. */
import type { Random } from '../../src/base/random.ts'
import { provincesOn } from '../../src/country/vn/provinces.ts'

export interface Network {
  /** By BSC: `452-04-1-1`. */
  readonly cells: readonly (readonly string[])[]
  /** Of `loa operator --cells`, with the names of BSCs where they are given. */
  table(bscs: readonly string[] | null): string
  /** By BSC, of all its cells. */
  readonly provinceOf: readonly string[]
  /** Provinces in which it has cells, by code, and how many. */
  readonly provinces: ReadonlyMap<string, number>
}

/** On which codes of provinces mean what they say. */
export const AS_OF = '2020-02-13'
const HEADER = 'mcc,mnc,lac,ci,latitude,longitude,province'
/** Of Vietnam, roughly, in hundred thousandths of a degree. */
const SOUTH = 860_000
const NORTH = 2_330_000
const WEST = 10_220_000
const EAST = 10_930_000

export function networkOf(of: {
  readonly mnc: string
  readonly bscs: number
  readonly cells: number
  readonly random: Random
}): Network {
  const { mnc, bscs, cells: count, random } = of
  const all = provincesOn(AS_OF)
  const provinces = new Map<string, number>()
  const provinceOf = Array.from({ length: bscs }, (_, bsc) => all[bsc % all.length].code)
  const cells = Array.from({ length: bscs }, (): string[] => [])
  const lines: { readonly line: string; readonly bsc: number }[] = []
  const between = (from: number, to: number) => ((from + random.below(to - from)) / 1e5).toFixed(5)
  for (let at = 0; at < count; at++) {
    const bsc = at % bscs
    const [lac, ci] = [bsc + 1, Math.floor(at / bscs) + 1]
    cells[bsc].push(`452-${mnc}-${lac}-${ci}`)
    const code = provinceOf[bsc]
    provinces.set(code, (provinces.get(code) ?? 0) + 1)
    const place = `${between(SOUTH, NORTH)},${between(WEST, EAST)}`
    lines.push({ line: `452,${mnc},${lac},${ci},${place},${code}`, bsc })
  }
  const table = (bscs: readonly string[] | null) =>
    [
      bscs === null ? HEADER : `${HEADER},bsc`,
      ...lines.map(({ line, bsc }) => (bscs === null ? line : `${line},${bscs[bsc]}`)),
      '',
    ].join('\n')
  return { cells, table, provinceOf, provinces }
}
