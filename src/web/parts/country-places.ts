/**
 * The provinces as tiles of one size, each where it lies about on a map, so that a country can be seen at a glance: a drawing of our
 * own for each of the two lists, no map of anybody's. And which tile lies next to another, for hands without a mouse. Pure.
 */
export interface Place {
  readonly code: string
  /** From the west, from the north. */
  readonly column: number
  readonly row: number
}

/** Of Decision 124/2004/QĐ-TTg. */
const OF_63: readonly (readonly (string | null)[])[] = [
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

/** Of Decision 19/2025/QĐ-TTg. */
const OF_34: readonly (readonly (string | null)[])[] = [
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

/** The first day of the second list. */
const SINCE = '2025-07-01'
const PLACES_OF_63 = placesOf(OF_63)
const PLACES_OF_34 = placesOf(OF_34)

/** Of the list in force on that day, from north to south. */
export function placesOn(day: string): readonly Place[] {
  return day < SINCE ? PLACES_OF_63 : PLACES_OF_34
}

const STEPS: Readonly<Record<string, readonly [columns: number, rows: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}
/** What lies straight ahead is nearer than what lies askew. */
const ASKEW = 2

/** The place that a key leads to; null: the key leads nowhere, or there is none that way. */
export function placeAt<Of extends Omit<Place, 'code'>>(places: readonly Of[], from: Of, key: string): Of | null {
  if (key === 'Home') return places[0] ?? null
  if (key === 'End') return places.at(-1) ?? null
  const step = STEPS[key]
  if (step === undefined) return null
  const [columns, rows] = step
  let [nearest, best]: [Of | null, number] = [null, Number.POSITIVE_INFINITY]
  for (const place of places) {
    const [right, down] = [place.column - from.column, place.row - from.row]
    const ahead = right * columns + down * rows
    const aside = Math.abs(right * rows) + Math.abs(down * columns)
    const away = ahead + ASKEW * aside
    if (ahead > 0 && away < best) [nearest, best] = [place, away]
  }
  return nearest
}

function placesOf(rows: readonly (readonly (string | null)[])[]): readonly Place[] {
  return rows.flatMap((columns, row) =>
    columns.flatMap((code, column) => (code === null ? [] : [{ code, column, row }])),
  )
}
