/**
 * Draws what becomes of lines in virtual time (`poor-line.ts`): the estimate that is ours on the left, its receiver's (REMB) on the right.
 *
 *   node_modules/.bin/node test/simulation/traces.ts FOLDER [WORD …]      an SVG a line, or of lines whose names have one of the words
 *
 *   kbit/s   what the line carries, what it is thought to carry, what is sent on it      seconds ─►
 *   class    a band, A to D                 ms   what waits in its queue; probes below, packets of the voice that are lost above
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { seeded } from '../../src/base/random.ts'
import { COLOURS, INK, type Shape, svgOf } from '../../src/report/documents/chart.ts'
import { type Line, randomLoss } from '../../town/bots/impairer.ts'
import { LIVELY, type Listener, listened, type Outcome, slow, VOICE_20 } from './poor-line.ts'

const LASTS_MS = 60_000
const [WIDTH, LEFT, RATES, WAITS] = [460, 40, 170, 80]
const TOP = { rates: 40, band: 218, waits: 248 }
const HEIGHT = TOP.waits + WAITS + 30
const [TRUTH, ESTIMATE, SENT, LOST, PROBE] = [INK, COLOURS[0], COLOURS[1], COLOURS[5], COLOURS[2]]
const BAND = { A: '#b7e4c7', B: '#d9ed92', C: '#ffd6a5', D: '#ffadad' }

type Course = readonly { readonly ms: number; readonly line: Line }[]
interface Row {
  readonly course: Course
  readonly options?: Partial<Listener>
}

const always = (line: Line): Row => ({ course: [{ ms: 0, line }] })

function mobile(seed: number): Course {
  const random = seeded(seed)
  let kbits = 1500
  return Array.from({ length: LASTS_MS / 2000 }, (_, at) => {
    kbits = Math.max(150, Math.min(5000, kbits * 2 ** (random.below(2001) / 1000 - 1)))
    return { ms: 2000 * at, line: { ...slow(kbits, 500), jitterMs: 10 } }
  })
}

const ROWS: Readonly<Record<string, Row>> = {
  ...Object.fromEntries(
    [64, 256, 1000, 5000].flatMap(kbits =>
      [100, 1000].map(ms => [`${kbits} kbit/s, a queue of ${ms} ms`, always(slow(kbits, ms))]),
    ),
  ),
  'half of 1300 kbit/s for 20 s': {
    course: [0, 20_000, 40_000].map(ms => ({ ms, line: slow(ms === 20_000 ? 650 : 1300, 400) })),
  },
  '2 per cent lost': always({ ...slow(5000, 400), loss: randomLoss(0.02) }),
  '5 per cent lost': always({ ...slow(5000, 400), loss: randomLoss(0.05) }),
  'jitter of 60 ms': always({ ...slow(1000, 400), jitterMs: 60 }),
  'a computer that hangs 100 ms': { ...always(slow(20_000, 200)), options: { hangs: ms => ms % 1000 < 100 } },
  'a computer that hangs 300 ms': { ...always(slow(20_000, 200)), options: { hangs: ms => ms % 1000 < 300 } },
  'a mobile line': { course: mobile(3) },
  'another mobile line': { course: mobile(8) },
}

const x = (ms: number) => LEFT + (ms / LASTS_MS) * (WIDTH - LEFT - 8)

function curve(points: readonly (readonly [number, number])[], colour: string): Shape[] {
  return points.slice(1).map(([x2, y2], at) => ({ is: 'line', x1: points[at][0], y1: points[at][1], x2, y2, colour }))
}

const text = (words: string, at: { x: number; y: number }, anchor: 'start' | 'end' = 'start') =>
  ({ is: 'text', ...at, size: 9, anchor, text: words }) as const

function panel(title: string, course: Course, outcome: Outcome): Shape[] {
  const { moments, lostAt, lost, waitedMs, p99Ms } = outcome
  const rates = course.map(({ ms, line }) => ({ ms, bits: line.rate?.bitrate ?? 0 }))
  const sentMost = Math.max(...moments.map(({ sent }) => sent))
  const most = 1.15 * Math.max(sentMost, ...rates.map(({ bits }) => Math.min(bits, 2 * sentMost)))
  const waits = Math.max(100, ...moments.map(({ queuedMs }) => queuedMs))
  const y = (bits: number) => TOP.rates + RATES * (1 - Math.min(1, bits / most))
  const yWaits = (ms: number) => TOP.waits + WAITS * (1 - ms / waits)
  const truth = rates.flatMap(({ ms, bits }, at) => [
    [x(ms), y(bits)] as const,
    [x(rates[at + 1]?.ms ?? LASTS_MS), y(bits)] as const,
  ])
  const told = moments.filter(({ estimate }) => estimate !== null)
  const said = `${(100 * lost).toFixed(2)} % of the voice lost, waited ${p99Ms.toFixed(0)} ms (p99), ${waitedMs.toFixed(0)} ms at most`
  const isProbe = (at: number) => moments[at].padding > 0 && !(moments[at - 1]?.padding > 0)
  return [
    text(title, { x: LEFT, y: 12 }),
    text(said, { x: LEFT, y: 26 }),
    ...[0, 0.25, 0.5, 0.75, 1].flatMap((share): Shape[] => {
      const at = y(share * most)
      const tick = text((share * (most / 1000)).toFixed(0), { x: LEFT - 4, y: at + 3 }, 'end')
      return [{ is: 'line', x1: LEFT, x2: WIDTH - 8, y1: at, y2: at, colour: '#d0d0d0' }, tick]
    }),
    ...moments.map(({ ms, is }): Shape => {
      const width = x(ms) - x(ms - 100) + 0.1
      return { is: 'box', x: x(ms - 100), y: TOP.band, width, height: 14, colour: BAND[is] }
    }),
    ...moments.flatMap(({ ms, is }, at) =>
      moments[at - 1]?.is === is ? [] : [text(is, { x: x(ms - 100), y: TOP.band + 11 })],
    ),
    ...curve(
      moments.map(({ ms, sent }) => [x(ms), y(sent)]),
      SENT,
    ),
    ...curve(truth, TRUTH),
    ...curve(
      told.map(({ ms, estimate }) => [x(ms), y(estimate ?? 0)]),
      ESTIMATE,
    ),
    ...curve(
      moments.map(({ ms, queuedMs }) => [x(ms), yWaits(queuedMs)]),
      COLOURS[7],
    ),
    text(`${waits.toFixed(0)} ms`, { x: LEFT - 4, y: TOP.waits + 6 }, 'end'),
    ...lostAt.map((ms): Shape => mark(ms, TOP.waits - 12, LOST)),
    ...moments.flatMap(({ ms }, at) => (isProbe(at) ? [mark(ms, TOP.waits + WAITS, PROBE)] : [])),
    ...[0, 10, 20, 30, 40, 50, 60].map(s =>
      text(`${s} s`, { x: x(1000 * s), y: HEIGHT - 8 }, s === 0 ? 'start' : 'end'),
    ),
  ]
}

const mark = (ms: number, y: number, colour: string): Shape => {
  return { is: 'box', x: x(ms), y, width: 1, height: 8, colour }
}

/** To the right of another. */
function moved(shape: Shape, by: number): Shape {
  return shape.is === 'line' ? { ...shape, x1: shape.x1 + by, x2: shape.x2 + by } : { ...shape, x: shape.x + by }
}

const [folder = 'traces', ...words] = process.argv.slice(2)
mkdirSync(folder, { recursive: true })
for (const [name, { course, options }] of Object.entries(ROWS)) {
  if (words.length > 0 && !words.some(word => name.includes(word))) continue
  const [{ line }, ...later] = course
  const shapes = [true, false].flatMap((tells, at) => {
    const given = { from: 'A', voice: VOICE_20, seed: 1, lastsMs: LASTS_MS } as const
    const outcome = listened(line, { ...given, pictures: LIVELY, later, tells, ...options })
    console.log(`${name}, ${tells ? 'ours' : 'REMB'}: ${outcome.seconds}`)
    const title = `${name}: ${tells ? 'our own estimate' : 'its receiver’s estimate (REMB)'}`
    return panel(title, course, outcome).map(shape => moved(shape, at * WIDTH))
  })
  const drawing = { width: 2 * WIDTH, height: HEIGHT, shapes }
  writeFileSync(join(folder, `${name.replaceAll('/', ' ')}.svg`), svgOf(drawing, 'sans-serif'))
}
