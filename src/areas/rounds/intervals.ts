/**
 * The intervals that a round's charts are made of: whole numbers of seconds, each a multiple of those before it, so that
 * points kept for a short one are also those of a long one. Pure; runs in a browser too.
 *
 * Invariant: the points of an interval length are the first of each interval, whoever has left some of the others out.
 */
const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

const LENGTHS_MS = [
  5 * SECOND,
  10 * SECOND,
  30 * SECOND,
  MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  6 * HOUR,
  24 * HOUR,
] as const

/** The shortest that is enough for the span, so that there are at most so many. */
export function intervalMs(spanMs: number, most: number): number {
  return LENGTHS_MS.find(length => spanMs <= length * most) ?? LENGTHS_MS[LENGTHS_MS.length - 1]
}

/** The first of each interval; `atMs` are in order. */
export function firstOfEach<Point>(
  points: readonly Point[],
  { lengthMs, atMs }: { readonly lengthMs: number; readonly atMs: (point: Point) => number },
): readonly Point[] {
  const of = (point: Point) => Math.floor(atMs(point) / lengthMs)
  return points.filter((point, i) => i === 0 || of(point) !== of(points[i - 1]))
}
