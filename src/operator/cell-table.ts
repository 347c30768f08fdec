/**
 * The operator's own table of cells, read once from a file of the operator's. It never leaves the operator: what the authority learns of it
 * is how many.
 *
 *   mcc,mnc,lac,ci,latitude,longitude,province            mcc,mnc,lac,ci,tac,nci,latitude,longitude,province
 *   452,04,100,1234,21.02851,105.80482,01                 452,04,100,1234,,,21.02851,105.80482,01
 *                                                         452,04,,,7,16385,21.02851,105.80482,01
 *
 * A cell of 5G has a tracking area code and an NR cell identity, in decimal, in place of a location area code and a cell identity. A last
 * column `bsc` may name the controller of a cell that is none of 5G; where it is empty nobody knows it.
 *
 * Hostile until it is parsed: one wrong line refuses the file and is named, since a cell that is left out in silence is a street that is
 * not warned. A province is a code as it was meant on the day that is given with the file.
 */
import { readFileSync, statSync } from 'node:fs'
import { TextDecoder } from 'node:util'
import { type Language, reason } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'
import { cellName, parseCell } from '../cbs/cells.ts'
import { nrCellName, nrKey, parseNrCell } from '../cbs/nr-cells.ts'
import { isSameProvince, provinceAt } from '../country/vn/provinces.ts'
import type { Polygon } from '../directive/bulletin.ts'
import { cornersOf, isInside, type Place, placeOf } from './cell-area.ts'
import { operatorFailure } from './failures.ts'

const HEADER = 'mcc,mnc,lac,ci,latitude,longitude,province'
const HEADER_5G = 'mcc,mnc,lac,ci,tac,nci,latitude,longitude,province'
/** May stand behind either. */
const BSC = ',bsc'
const SIZE_MAX = 128 * 1024 * 1024
export const CELLS_MAX = 1_000_000
/** Of a line that is quoted in a failure. */
const QUOTED_MAX = 80

export interface CellTableFile {
  readonly file: string
  /** The day on which its codes of provinces mean what they say. */
  readonly asOf: string
  /** Names of the controllers that there are; a row that names another is wrong. */
  readonly bscs: readonly string[]
}

interface Cell {
  readonly name: string
  readonly place: Place
  readonly province: string
  /** Null: nobody knows it, or a cell of 5G. */
  readonly bsc: string | null
}

interface Area {
  /** Null: the whole country. */
  readonly provinces: readonly { readonly code: string; readonly asOf: string }[] | null
  /** None: all of the provinces. */
  readonly polygons: readonly Polygon[]
}

export class CellTable {
  readonly asOf: string
  readonly #cells: readonly Cell[]
  readonly #byName: ReadonlyMap<string, Cell>

  constructor(cells: readonly Cell[], asOf: string) {
    this.#cells = cells
    this.asOf = asOf
    this.#byName = new Map(cells.map(cell => [cell.name, cell]))
  }

  get size(): number {
    return this.#cells.length
  }

  /** All of them, in the order of the file. */
  get names(): readonly string[] {
    return this.#cells.map(({ name }) => name)
  }

  /** By name, `452-04-100-1234` or `nr-452-04-7-16385`, in the order of the file. */
  within({ provinces, polygons }: Area): readonly string[] {
    const codes = provinces && this.#codesOf(provinces)
    const areas = polygons.map(cornersOf)
    return this.#cells
      .filter(({ province }) => codes === null || codes.has(province))
      .filter(({ place }) => areas.length === 0 || areas.some(area => isInside(area, place)))
      .map(({ name }) => name)
  }

  provinceOf(name: string): string | null {
    return this.#byName.get(name)?.province ?? null
  }

  /** Name of its controller; null: nobody knows it. */
  bscOf(name: string): string | null {
    return this.#byName.get(name)?.bsc ?? null
  }

  /** Names of controllers that rows name. */
  get bscs(): ReadonlySet<string> {
    return new Set(this.#cells.flatMap(({ bsc }) => bsc ?? []))
  }

  /** Codes of this table for what may have been named by those of another day. */
  #codesOf(provinces: NonNullable<Area['provinces']>): ReadonlySet<string> {
    const { asOf } = this
    return new Set(
      provinces.flatMap(({ code, asOf: day }) => (isSameProvince({ code, asOf }, { code, asOf: day }) ? [code] : [])),
    )
  }
}

/** Fails with fileUnreadable and cellTableWrong. */
export function readCellTable(of: CellTableFile): CellTable {
  return new CellTable(cellsIn(textOf(of.file), of), of.asOf)
}

function textOf(file: string): string {
  try {
    const { size } = statSync(file)
    if (size > SIZE_MAX) throw new Error(`it has ${size} octets`)
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file))
  } catch (error) {
    throw baseFailure('fileUnreadable', { file, why: reason(error) })
  }
}

function cellsIn(text: string, { file, asOf, bscs }: CellTableFile): readonly Cell[] {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  const wrong = (line: number, why: Why) => operatorFailure('cellTableWrong', { file, line, ...why })
  const first = withoutReturn(lines[0] ?? '')
  const hasBsc = first.endsWith(BSC)
  const header = hasBsc ? first.slice(0, -BSC.length) : first
  if (header !== HEADER && header !== HEADER_5G)
    throw wrong(1, {
      vi: `dòng đầu không phải ${HEADER}, cũng không phải ${HEADER_5G}, có thể thêm ${BSC} ở cuối`,
      en: `the first line is not ${HEADER} or ${HEADER_5G}, optionally followed by ${BSC}`,
    })
  const columns = { is5g: header === HEADER_5G, hasBsc, asOf, bscs: new Set(bscs) }
  if (lines.length > CELLS_MAX + 1)
    throw wrong(CELLS_MAX + 2, { vi: `quá ${CELLS_MAX} ô phát`, en: `more than ${CELLS_MAX} cells` })
  const cells: Cell[] = []
  const at = new Map<string, number>()
  for (let i = 1; i < lines.length; i++) {
    const line = withoutReturn(lines[i])
    const read = cellOf(line, columns)
    if ('wrong' in read) {
      const quoted = JSON.stringify(line.slice(0, QUOTED_MAX))
      const { vi, en } = read.wrong
      throw wrong(i + 1, { vi: `${vi}: ${quoted}`, en: `${en}: ${quoted}` })
    }
    const { cell, key } = read
    const before = at.get(key)
    if (before !== undefined)
      throw wrong(i + 1, { vi: `${cell.name} đã có ở dòng ${before}`, en: `${cell.name} is already on line ${before}` })
    at.set(key, i + 1)
    cells.push(cell)
  }
  if (cells.length === 0) throw wrong(1, { vi: 'không có ô phát nào', en: 'there are no cells' })
  return cells
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line
}

type Why = Readonly<Record<Language, string>>
type Read = { readonly cell: Cell; readonly key: string } | { readonly wrong: Why }

const NO_CELL: Why = { vi: 'không phải mã ô (MCC, MNC, và LAC, CI hoặc TAC, NCI)', en: 'not a cell' }
const NO_BSC: Why = {
  vi: 'không có --bsc nào tên HOST:PORT như ở cột bsc, hoặc là ô 5G, vốn không có BSC',
  en: 'no --bsc matches HOST:PORT in the column bsc, or this is a 5G cell, which has none',
}
const NO_LATITUDE: Why = { vi: 'không phải vĩ độ', en: 'not a latitude' }
const NO_LONGITUDE: Why = { vi: 'không phải kinh độ', en: 'not a longitude' }

function cellOf(
  line: string,
  of: { readonly is5g: boolean; readonly hasBsc: boolean; readonly asOf: string; readonly bscs: ReadonlySet<string> },
): Read {
  const { is5g, hasBsc, asOf, bscs } = of
  const fields = line.split(',')
  const count = (is5g ? HEADER_5G : HEADER).split(',').length + (hasBsc ? 1 : 0)
  const { length } = fields
  if (length !== count)
    return { wrong: { vi: `${length} trường thay vì ${count}`, en: `${length} fields instead of ${count}` } }
  const bsc = (hasBsc && fields.pop()) || null
  const [mcc, mnc, lac, ci] = fields
  const [tac, nci] = is5g ? fields.slice(4) : ['', '']
  const [latitude, longitude, province] = fields.slice(-3)
  const named = namedBy({ network: `${mcc}-${mnc}`, lac, ci, tac, nci })
  if (named === null) return { wrong: NO_CELL }
  if (bsc !== null && (tac !== '' || !bscs.has(bsc))) return { wrong: NO_BSC }
  const [north, east] = [degrees(latitude, 90), degrees(longitude, 180)]
  if (north === null) return { wrong: NO_LATITUDE }
  if (east === null) return { wrong: NO_LONGITUDE }
  if (provinceAt(province, asOf) === null)
    return {
      wrong: {
        vi: `ngày ${asOf} không có tỉnh, thành mã này; dùng --cells-as-of để nêu ngày của bảng`,
        en: `no such province on ${asOf}; give the table’s day with --cells-as-of`,
      },
    }
  const place = placeOf({ latitude: north, longitude: east })
  return { cell: { name: named.name, place, province, bsc }, key: named.key }
}

/** One kind or the other. Two cells that a controller could not tell apart have one key. */
function namedBy(of: {
  readonly network: string
  readonly lac: string
  readonly ci: string
  readonly tac: string
  readonly nci: string
}): { readonly name: string; readonly key: string } | null {
  const { network, lac, ci, tac, nci } = of
  if (tac === '' && nci === '') {
    const cell = parseCell(`${network}-${lac}-${ci}`)
    return cell && { name: cellName(cell), key: cellName(cell) }
  }
  const cell = lac === '' && ci === '' ? parseNrCell(`nr-${network}-${tac}-${nci}`) : null
  return cell && { name: nrCellName(cell), key: nrKey(cell) }
}

function degrees(text: string, most: number): number | null {
  if (!/^-?\d{1,3}(\.\d{1,12})?$/.test(text)) return null
  const value = Number(text)
  return Math.abs(value) <= most ? value : null
}
