/**
 * What was free when, as a picture in letters of one width.
 *
 *                 2020-01-28                        2020-04-08
 *   byt-19003228  ···████████████████████████████████████████···
 *   byt-19009095  ·····███████████████████████████████████████▶    an open end
 *                     ▼ the instant that is asked for
 *
 * A place in a row is a stretch of time: █ free throughout, ▒ free for some of it, · not free. Pure.
 */
import type { Interval } from '../zerorating/in-force.ts'

export interface TimeLine {
  readonly from: number
  readonly until: number
  readonly rows: readonly { readonly service: string; readonly marks: string }[]
  /** Blanks and one ▼ above the place that holds the instant; '' where it lies outside. */
  readonly pointer: string
}

const DAY_MS = 86_400_000
/** Of the time that is drawn, at either side of what happens in it. */
const MARGIN = 0.05

export function timeLine(
  services: readonly { readonly service: string; readonly free: readonly Interval[] }[],
  { at, width }: { at: number | null; width: number },
): TimeLine | null {
  const edges = services
    .flatMap(({ free }) => free.flatMap(({ from, until }) => [from, until]))
    .filter(edge => edge !== Number.POSITIVE_INFINITY)
  if (edges.length === 0) return null
  const [first, last] = [Math.min(...edges), Math.max(...edges)]
  const margin = Math.max(DAY_MS, (last - first) * MARGIN)
  const [from, until] = [first - margin, last + margin]
  const step = (until - from) / width
  const rows = services.map(({ service, free }) => ({
    service,
    marks:
      Array.from({ length: width }, (_, place) => mark(free, from + place * step, from + (place + 1) * step)).join('') +
      (free.some(isOpen) ? '▶' : ''),
  }))
  const place = at === null ? -1 : Math.floor((at - from) / step)
  return { from, until, rows, pointer: place >= 0 && place < width ? `${' '.repeat(place)}▼` : '' }
}

function isOpen({ until }: Interval): boolean {
  return until === Number.POSITIVE_INFINITY
}

function mark(free: readonly Interval[], from: number, until: number): '█' | '▒' | '·' {
  let held = 0
  for (const interval of free) held += Math.max(0, Math.min(until, interval.until) - Math.max(from, interval.from))
  if (held === 0) return '·'
  return held >= until - from ? '█' : '▒'
}
