/**
 * The provinces of 1 July 2025 (Decision 19/2025/QĐ-TTg) as tiles of one size, where each lies about where it lies on a map, so that a
 * country can be seen at a glance: its own drawing, no map of anybody's. Runs in a browser too.
 */
export interface Tile {
  readonly code: string
  /** From the west, from the north. */
  readonly column: number
  readonly row: number
}

const ROWS: readonly (readonly (string | null)[])[] = [
  ['12', '15', '08', '04'],
  ['11', '14', '25', '19', '20'],
  [null, null, '01', '24', '22'],
  [null, null, '37', '33', '31'],
  [null, null, '38'],
  [null, null, '40'],
  [null, null, '42'],
  [null, null, null, '44'],
  [null, null, null, '46'],
  [null, null, null, null, '48'],
  [null, null, null, null, '51'],
  [null, null, null, null, '52'],
  [null, null, null, null, '66'],
  [null, null, null, '68', '56'],
  [null, '80', '79', '75'],
  ['91', '82', '86'],
  [null, '92'],
  ['96'],
]

export const TILES: readonly Tile[] = ROWS.flatMap((columns, row) =>
  columns.flatMap((code, column) => (code === null ? [] : [{ code, column, row }])),
)
export const TILE_COLUMNS = Math.max(...ROWS.map(({ length }) => length))
export const TILE_ROWS = ROWS.length
