/**
 * Levels by day as shapes: a row an area, a column a day, the darker the higher, and what is white was not decided. The key has the names, and a
 * table beside it says the same. Lengths in points. Pure.
 */
import type { Language } from '../../base/failure.ts'
import type { Block } from '../document.ts'
import { type Drawing, INK, type Shape } from './chart.ts'

type Strip = Extract<Block, { is: 'strip' }>

const DAY_MS = 86_400_000
const WIDTH = 460
const LEFT = 120
const TOP = 16
const ROW = 11
const BAR = 8
const SIZE = 8
/** Of a letter, on average. */
const LETTER_WIDTH = 0.5
const KEY_ROW = 13
/** Days that are written over the columns: the first, and each so many. */
const DAYS_BETWEEN = 7
/** A day takes up the room of so many columns. */
const DAY_COLUMNS = 2
/** Red, green, blue. */
const LOWEST = [253, 224, 166] as const
const HIGHEST = [107, 19, 0] as const

export function drawStrip({ days, levels, areas }: Strip, language: Language): Drawing {
  const first = Date.parse(days.from)
  const count = (Date.parse(days.until) - first) / DAY_MS + 1
  const step = (WIDTH - LEFT) / count
  const xOf = (day: string) => LEFT + ((Date.parse(day) - first) / DAY_MS) * step
  const shapes: Shape[] = []
  for (let at = 0; at === 0 || at + DAY_COLUMNS <= count; at += DAYS_BETWEEN)
    shapes.push(words(LEFT + at * step, TOP - 5, dayOf(first + at * DAY_MS)))
  for (const [at, { label, spans }] of areas.entries()) {
    const y = TOP + at * ROW
    shapes.push(words(0, y + BAR - 1, shortened(label[language], LEFT - 4)))
    for (const { from, until, level } of spans)
      shapes.push(box(xOf(from), y, xOf(until) + step - xOf(from), colourOf(level, levels.length)))
  }
  const below = TOP + areas.length * ROW
  shapes.push({ is: 'line', x1: LEFT, y1: below, x2: WIDTH, y2: below, colour: INK })
  const names = levels.map(each => each[language])
  const key = keyOf(names, below + KEY_ROW)
  return { width: WIDTH, height: key.bottom, shapes: [...shapes, ...key.shapes] }
}

function keyOf(names: readonly string[], top: number): { shapes: Shape[]; bottom: number } {
  const shapes: Shape[] = []
  let [x, y] = [0, top]
  for (const [level, name] of names.entries()) {
    const text = shortened(name, WIDTH - 22)
    const width = 22 + text.length * SIZE * LETTER_WIDTH
    if (x > 0 && x + width > WIDTH) [x, y] = [0, y + KEY_ROW]
    shapes.push(box(x, y - BAR + 1, BAR, colourOf(level, names.length)), words(x + 12, y, text))
    x += width
  }
  return { shapes, bottom: y + 4 }
}

/** From light to dark, whatever the plan's own colours are: so that the order is seen in grey and by who cannot see red or green. */
function colourOf(level: number, levels: number): string {
  const share = levels < 2 ? 0 : level / (levels - 1)
  const part = (at: number) => Math.round(LOWEST[at] + (HIGHEST[at] - LOWEST[at]) * share)
  return `#${[0, 1, 2].map(at => part(at).toString(16).padStart(2, '0')).join('')}`
}

function box(x: number, y: number, width: number, colour: string): Shape {
  return { is: 'box', x, y, width, height: BAR, colour }
}

function words(x: number, y: number, text: string): Shape {
  return { is: 'text', x, y, size: SIZE, anchor: 'start', text }
}

/** `15/2`. */
function dayOf(at: number): string {
  const date = new Date(at)
  return `${date.getUTCDate()}/${date.getUTCMonth() + 1}`
}

function shortened(text: string, width: number): string {
  const most = Math.floor(width / (SIZE * LETTER_WIDTH))
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`
}
