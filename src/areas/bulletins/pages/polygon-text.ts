/**
 * Polygons as people write them: one a line, its corners as CAP 1.2 has them, `latitude,longitude` parted by blanks. A line that is none
 * becomes a polygon of nothing, which is a fault of the draft, so that what is wrong is never left out in silence. Pure.
 */
import { CORNERS_MAX, corner, POLYGONS_MAX, type Polygon } from '../../../directive/bulletin.ts'

export function polygonsOf(text: string): Polygon[] {
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
    .slice(0, POLYGONS_MAX)
    .map(polygonOf)
}

export function textOf(polygons: readonly Polygon[]): string {
  return polygons
    .map(polygon => polygon.map(({ latitude, longitude }) => `${latitude},${longitude}`).join(' '))
    .join('\n')
}

function polygonOf(line: string): Polygon {
  const corners = line.split(/\s+/).map(cornerOf)
  const [first, last] = [corners[0], corners.at(-1)]
  // CAP says the first corner again at the end.
  const isClosed = corners.length > 3 && first?.latitude === last?.latitude && first?.longitude === last?.longitude
  const open = isClosed ? corners.slice(0, -1) : corners
  return open.length <= CORNERS_MAX && open.every(each => each !== null) ? open : []
}

function cornerOf(text: string): Polygon[number] | null {
  const match = /^(-?\d{1,2}(?:\.\d{1,8})?),(-?\d{1,3}(?:\.\d{1,8})?)$/.exec(text)
  if (match === null) return null
  const parsed = corner.safeParse({ latitude: Number(match[1]), longitude: Number(match[2]) })
  return parsed.success ? parsed.data : null
}
