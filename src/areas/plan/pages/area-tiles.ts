/**
 * Provinces as tiles of one size, where each lies about where it lies on a map: the list of 2004 as a drawing of its own, that of 2025 as
 * in all of the console. By the ids of areas. Pure.
 */
import { areaOf } from '../../../plan/areas.ts'
import { TILES } from '../../rounds/province-tiles.ts'

export interface AreaTile {
  readonly area: string
  /** From the west, from the north. */
  readonly column: number
  readonly row: number
}

const OF_2004: readonly (readonly (string | null)[])[] = [
  ['12', '10', '02', '04'],
  ['11', '15', '08', '06', '20'],
  ['14', '25', '26', '19', '24', '22'],
  [null, '17', '01', '27', '30', '31'],
  [null, null, '35', '33', '34'],
  [null, null, '37', '36'],
  [null, '38'],
  [null, '40'],
  [null, null, '42'],
  [null, null, '44'],
  [null, null, null, '45'],
  [null, null, null, '46', '48'],
  [null, null, null, null, '49'],
  [null, null, null, '62', '51'],
  [null, null, null, '64', '52'],
  [null, null, null, '66', '54'],
  [null, null, '67', '68', '56'],
  [null, '72', '70', '75', '58'],
  [null, '80', '74', '77', '60'],
  ['87', '82', '79'],
  ['89', '86', '83'],
  ['91', '92', '84'],
  [null, '93', '94'],
  ['96', '95'],
]

const ON_THE_LIST = ['2004-07-08', '2025-07-01'] as const
const [BEFORE, NOW] = ON_THE_LIST

const tileOf = (code: string, day: string, at: Omit<AreaTile, 'area'>): readonly AreaTile[] => {
  const area = areaOf(code, day)
  return area === null ? [] : [{ area, ...at }]
}

const TILES_BEFORE = OF_2004.flatMap((columns, row) =>
  columns.flatMap((code, column) => (code === null ? [] : tileOf(code, BEFORE, { column, row }))),
)
const TILES_NOW = TILES.flatMap(({ code, column, row }) => tileOf(code, NOW, { column, row }))

/** Those of the list in force on that day. */
export function tilesOn(day: string): readonly AreaTile[] {
  return day < NOW ? TILES_BEFORE : TILES_NOW
}
