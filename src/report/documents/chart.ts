/**
 * A chart as shapes: stacked bars, one a label, the value axis from nought. Drawn as SVG here, as PNG by `png.ts`, as
 * vectors by `pdf.ts`. No library: these are rectangles and words, and all four documents must show the same.
 *
 * Colours are told apart by who cannot see red or green (Okabe and Ito's), and each part carries its name in the key;
 * the same values stand as a table beside every chart. Lengths in points. Pure.
 */
export interface ChartBar {
  readonly label: string
  readonly values: readonly number[]
}

export interface ChartData {
  readonly bars: readonly ChartBar[]
  readonly series: readonly string[]
  /** What the axis counts, such as `triệu bản tin SMS thông thường`; values are divided by `scale` for its numbers. */
  readonly unit: string
  readonly scale: number
  readonly point: ',' | '.'
}

export type Shape =
  | {
      readonly is: 'box'
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
      readonly colour: string
    }
  | {
      readonly is: 'line'
      readonly x1: number
      readonly y1: number
      readonly x2: number
      readonly y2: number
      readonly colour: string
    }
  | {
      readonly is: 'text'
      readonly x: number
      readonly y: number
      readonly size: number
      readonly anchor: 'start' | 'middle' | 'end'
      readonly text: string
    }

export interface Drawing {
  readonly width: number
  readonly height: number
  readonly shapes: readonly Shape[]
}

export const COLOURS = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#f0e442', '#595959'] as const
export const INK = '#1a1a1a'
const GRID = '#d0d0d0'
const WIDTH = 460
const PLOT_HEIGHT = 180
const LEFT = 56
const TOP = 24
const SIZE = 9
const KEY_ROW = 15
const LABEL_ROW = 11
const LABEL_ROWS_MAX = 4
const TICKS = 4
/** Of a letter, on average; keys are broken into rows by it. */
const LETTER_WIDTH = 0.5

export function draw({ bars, series, unit, scale, point }: ChartData): Drawing {
  const top = niceTop(Math.max(1, ...bars.map(bar => sum(bar.values))) / scale)
  const shapes: Shape[] = [{ is: 'text', x: 0, y: 10, size: SIZE, anchor: 'start', text: unit }]
  const yOf = (value: number) => TOP + PLOT_HEIGHT - (value / scale / top) * PLOT_HEIGHT
  for (let tick = 0; tick <= TICKS; tick++) {
    const value = (top / TICKS) * tick
    const y = yOf(value * scale)
    shapes.push({ is: 'line', x1: LEFT, y1: y, x2: WIDTH, y2: y, colour: tick === 0 ? INK : GRID })
    shapes.push({ is: 'text', x: LEFT - 5, y: y + 3, size: SIZE, anchor: 'end', text: axisNumber(value, point) })
  }
  const step = (WIDTH - LEFT) / bars.length
  for (const [at, bar] of bars.entries()) shapes.push(...barShapes(bar, { x: LEFT + at * step, step, yOf }))
  const rows = Math.max(...bars.map(({ label }) => labelRows(label, step).length))
  const below = TOP + PLOT_HEIGHT + 15 + rows * LABEL_ROW
  const key = keyShapes(series, below + 4)
  return { width: WIDTH, height: below + key.height, shapes: [...shapes, ...key.shapes] }
}

function barShapes(
  { label, values }: ChartBar,
  { x, step, yOf }: { x: number; step: number; yOf: (value: number) => number },
): Shape[] {
  const shapes: Shape[] = []
  let below = 0
  for (const [at, value] of values.entries()) {
    const [y, bottom] = [yOf(below + value), yOf(below)]
    if (value > 0)
      shapes.push({
        is: 'box',
        x: x + step * 0.18,
        y,
        width: step * 0.64,
        height: bottom - y,
        colour: COLOURS[at % COLOURS.length],
      })
    below += value
  }
  for (const [row, text] of labelRows(label, step).entries()) {
    const y = yOf(0) + 13 + row * LABEL_ROW
    shapes.push({ is: 'text', x: x + step / 2, y, size: SIZE, anchor: 'middle', text })
  }
  return shapes
}

/** By words; what does not fit into its rows ends in an ellipsis. */
function labelRows(label: string, step: number): readonly string[] {
  const most = Math.max(4, Math.floor(step / (SIZE * LETTER_WIDTH)) - 1)
  const rows: string[] = []
  for (const word of label.split(' ')) {
    const last = rows.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= most) rows[rows.length - 1] = `${last} ${word}`
    else rows.push(word)
  }
  if (rows.length <= LABEL_ROWS_MAX) return rows
  return [...rows.slice(0, LABEL_ROWS_MAX - 1), `${rows[LABEL_ROWS_MAX - 1]}…`]
}

function keyShapes(series: readonly string[], top: number): { shapes: Shape[]; height: number } {
  if (series.length < 2) return { shapes: [], height: 0 }
  const shapes: Shape[] = []
  let [x, row] = [LEFT, 0]
  for (const [at, name] of series.entries()) {
    const width = 22 + name.length * SIZE * LETTER_WIDTH
    if (x > LEFT && x + width > WIDTH) [x, row] = [LEFT, row + 1]
    const y = top + row * KEY_ROW
    shapes.push({ is: 'box', x, y: y - 8, width: 9, height: 9, colour: COLOURS[at % COLOURS.length] })
    shapes.push({ is: 'text', x: x + 13, y, size: SIZE, anchor: 'start', text: name })
    x += width
  }
  return { shapes, height: (row + 1) * KEY_ROW }
}

/** 1, 2, 2.5 or 5 times a power of ten, times the ticks: no less than `value`. */
function niceTop(value: number): number {
  const each = value / TICKS
  const power = 10 ** Math.floor(Math.log10(each))
  const step = [1, 2, 2.5, 5, 10].find(factor => factor * power >= each) as number
  return step * power * TICKS
}

function axisNumber(value: number, point: ',' | '.'): string {
  const text = String(Number(value.toPrecision(6)))
  const [whole, rest] = text.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, point === ',' ? '.' : '\u202f')
  return rest === undefined ? grouped : `${grouped}${point}${rest}`
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0)
}

/** `font` is the name of a font that whoever shows it has. */
export function svgOf({ width, height, shapes }: Drawing, font: string): string {
  const body = shapes.map(shape => svgShape(shape, font)).join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" aria-hidden="true">${body}</svg>`
}

function svgShape(shape: Shape, font: string): string {
  switch (shape.is) {
    case 'box':
      return `<rect x="${round(shape.x)}" y="${round(shape.y)}" width="${round(shape.width)}" height="${round(shape.height)}" fill="${shape.colour}"/>`
    case 'line':
      return `<path d="M${round(shape.x1)} ${round(shape.y1)}L${round(shape.x2)} ${round(shape.y2)}" stroke="${shape.colour}"/>`
    default:
      return `<text x="${round(shape.x)}" y="${round(shape.y)}" font-family="${font}" font-size="${shape.size}" text-anchor="${shape.anchor}" fill="${INK}">${escaped(shape.text)}</text>`
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

/** For text and attributes of HTML and XML alike. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
