/**
 * Whether a cell stands in an area. Degrees become whole numbers of a hundred thousandth, about a metre, and from there on everything
 * is exact: products of differences stay below 2^53, so that a mast on the edge of a polygon is on it, and is inside. Pure.
 */
import type { Polygon } from '../directive/bulletin.ts'

const UNITS = 100_000

export interface Place {
  /** East, in units. */
  readonly x: number
  /** North. */
  readonly y: number
}

export function placeOf(at: { readonly latitude: number; readonly longitude: number }): Place {
  return { x: Math.round(at.longitude * UNITS), y: Math.round(at.latitude * UNITS) }
}

/** Corners in either direction; an edge and a corner are inside. */
export function isInside(corners: readonly Place[], { x, y }: Place): boolean {
  let isIn = false
  for (let i = 0; i < corners.length; i++) {
    const [a, b] = [corners[i], corners[(i + 1) % corners.length]]
    // Twice the area of the triangle a, b, place: above 0 where the place is left of the way from a to b.
    const side = (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x)
    if (side === 0 && isBetween(x, a.x, b.x) && isBetween(y, a.y, b.y)) return true
    // A ray to the east crosses it; of an edge's two ends the lower belongs to it.
    if (a.y > y !== b.y > y && side > 0 === b.y > a.y) isIn = !isIn
  }
  return isIn
}

export function cornersOf(polygon: Polygon): readonly Place[] {
  return polygon.map(placeOf)
}

function isBetween(value: number, one: number, other: number): boolean {
  return Math.min(one, other) <= value && value <= Math.max(one, other)
}
