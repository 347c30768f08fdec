/**
 * Polygons and circles of an area (OASIS CAP-v1.2-os, 3.2.4 and 3.3): `latitude,longitude` in degrees of WGS 84, parted by
 * white space; a polygon ends where it begins; a circle has a radius in kilometres.
 */
export interface Point {
  readonly latitude: number
  readonly longitude: number
}

export interface Circle extends Point {
  readonly radiusKm: number
}

export type ShapeFault =
  | { readonly code: 'coordinate' | 'coordinate-range' | 'circle'; readonly found: string }
  | { readonly code: 'polygon-points'; readonly count: number }
  | { readonly code: 'polygon-open'; readonly first: string; readonly last: string }

/** Three corners, and the first of them again. */
export const POLYGON_POINTS_MIN = 4

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/

/** The points, or everything that is wrong with them. */
export function readPolygon(
  text: string,
): { readonly points: readonly Point[] } | { readonly faults: readonly ShapeFault[] } {
  const words = wordsOf(text)
  const read = words.map(readPoint)
  const faults = read.filter(one => 'code' in one)
  if (faults.length > 0) return { faults }
  const points = read.filter(one => 'latitude' in one)
  if (points.length < POLYGON_POINTS_MIN) return { faults: [{ code: 'polygon-points', count: points.length }] }
  const [first, last] = [points[0], points[points.length - 1]]
  if (first.latitude !== last.latitude || first.longitude !== last.longitude)
    return { faults: [{ code: 'polygon-open', first: words[0], last: words[words.length - 1] }] }
  return { points }
}

export function readCircle(text: string): Circle | ShapeFault {
  const words = wordsOf(text)
  if (words.length !== 2 || !NUMBER.test(words[1]) || Number(words[1]) < 0) return { code: 'circle', found: text }
  const centre = readPoint(words[0])
  return 'code' in centre ? centre : { ...centre, radiusKm: Number(words[1]) }
}

export const writePolygon = (points: readonly Point[]) => points.map(writePoint).join(' ')

export const writeCircle = (circle: Circle) => `${writePoint(circle)} ${writeDecimal(circle.radiusKm)}`

/** A number without an exponent, which XML Schema's decimals do not know; not one digit is lost. */
export function writeDecimal(value: number): string {
  const [, sign, digits, exponent] = /^(-?)([\d.]+)e([+-]\d+)$/.exec(String(value)) ?? []
  if (digits === undefined) return String(value)
  const [figures, power] = [digits.replace('.', ''), Number(exponent)]
  if (power < 0) return `${sign}0.${'0'.repeat(-power - 1)}${figures}`
  return `${sign}${figures.padEnd(power + 1, '0')}`
}

const writePoint = ({ latitude, longitude }: Point) => `${writeDecimal(latitude)},${writeDecimal(longitude)}`

function readPoint(word: string): Point | ShapeFault {
  const [latitude, longitude, ...more] = word.split(',', 3)
  if (longitude === undefined || more.length > 0) return { code: 'coordinate', found: word }
  if (!NUMBER.test(latitude) || !NUMBER.test(longitude)) return { code: 'coordinate', found: word }
  const point = { latitude: Number(latitude), longitude: Number(longitude) }
  if (Math.abs(point.latitude) > 90 || Math.abs(point.longitude) > 180) return { code: 'coordinate-range', found: word }
  return point
}

const wordsOf = (text: string) => text.split(/[ \t\r\n]+/).filter(word => word !== '')
