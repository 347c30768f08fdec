/**
 * A replay as a picture: a strip for each area, coloured by its level day by day, with what was proposed and what began below. SVG of our
 * own, without a script or anything from elsewhere. Pure; runs in a browser too.
 *
 *                J F M A M J J A S O N D
 *   01 Hà Nội    ████░░░░████░░░░░░░░▓▓▓
 *   02 Hà Giang  ····░░░░░░░░░░░░░░░░░░░      · nobody has decided
 */
import type { Language } from '../base/failure.ts'
import { type AreaId, areaName } from './areas.ts'
import type { Plan } from './plan.ts'
import type { ReplayedDay } from './replay.ts'

const LEFT = 170
const WIDTH = 1000
const RIGHT = 24
const TOP = 96
const ROW = 13
const STRIP = 10
const CHART = 70
const UNDECIDED = '#e3e3e3'
const INK = '#1b1b1b'
const FAINT = '#6b6b6b'

interface Run {
  readonly from: number
  readonly days: number
  readonly level: string | null
}

export function replayPicture(
  {
    plan,
    days,
    policy,
  }: {
    readonly plan: Plan
    readonly days: readonly ReplayedDay[]
    /** Whether people's decisions were replayed, or every proposal was followed. */
    readonly policy: 'follow' | 'decided'
  },
  language: Language,
): string {
  const words = WORDS[language]
  const areas = [...new Set(days.flatMap(({ levels }) => [...levels.keys()]))]
  const colours = new Map(plan.levels.map(({ id, colour }) => [id, colour]))
  const x = (day: number) => LEFT + (day * WIDTH) / Math.max(days.length, 1)
  const bottom = TOP + areas.length * ROW
  const height = bottom + 2 * CHART + 60
  const strips = areas.map((area, place) => {
    const y = TOP + place * ROW
    const rects = runsOf(days, area).map(({ from, days: long, level }) =>
      rect({
        x: x(from),
        y,
        width: x(from + long) - x(from),
        height: STRIP,
        fill: level === null ? UNDECIDED : (colours.get(level) ?? UNDECIDED),
      }),
    )
    const label = text({ x: LEFT - 8, y: y + STRIP - 1.5, at: 'end', size: 10 }, areaName(area, language))
    return label + rects.join('')
  })
  const proposed = days.map(({ proposed: list }) => list.length)
  const begun = days.map(({ effects }) => effects.starts)
  const span = `${days[0]?.day ?? ''} – ${days.at(-1)?.day ?? ''}`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${LEFT + WIDTH + RIGHT} ${height}" width="${LEFT + WIDTH + RIGHT}" height="${height}" role="img" font-family="Inter, 'Helvetica Neue', Arial, sans-serif">`,
    `<title>${escaped(plan.title[language])}, ${span}</title>`,
    rect({ x: 0, y: 0, width: LEFT + WIDTH + RIGHT, height, fill: '#ffffff' }),
    text({ x: LEFT, y: 30, at: 'start', size: 18, bold: true }, plan.title[language]),
    text({ x: LEFT, y: 50, at: 'start', size: 12, fill: FAINT }, `${span} · ${words[policy]}`),
    legend(plan, language, words.undecided),
    months(days, x, bottom + 2 * CHART + 10),
    ...strips,
    bars({ values: proposed, x, top: bottom + 24, fill: '#37474f', title: words.proposed }),
    bars({ values: begun, x, top: bottom + CHART + 34, fill: '#5e35b1', title: words.begun }),
    '</svg>\n',
  ].join('\n')
}

function runsOf(days: readonly ReplayedDay[], area: AreaId): readonly Run[] {
  const runs: Run[] = []
  for (const [at, { levels }] of days.entries()) {
    const level = levels.get(area)
    if (level === undefined) continue
    const last = runs.at(-1)
    if (last !== undefined && last.level === level && last.from + last.days === at)
      runs[runs.length - 1] = { ...last, days: last.days + 1 }
    else runs.push({ from: at, days: 1, level })
  }
  return runs
}

function legend(plan: Plan, language: Language, undecided: string): string {
  const entries = [
    { colour: UNDECIDED, name: undecided },
    ...plan.levels.toSorted((a, b) => a.rank - b.rank).map(({ colour, name }) => ({ colour, name: name[language] })),
  ]
  let at = LEFT
  return entries
    .map(({ colour, name }) => {
      const here = at
      at += 26 + name.length * 6.4
      return (
        rect({ x: here, y: 62, width: 12, height: 12, fill: colour }) +
        text({ x: here + 17, y: 72, at: 'start', size: 11 }, name)
      )
    })
    .join('')
}

function months(days: readonly ReplayedDay[], x: (day: number) => number, bottom: number): string {
  return days
    .flatMap(({ day }, at) => {
      if (!day.endsWith('-01')) return []
      const isYear = day.endsWith('-01-01')
      const label = isYear ? day.slice(0, 4) : String(Number(day.slice(5, 7)))
      return [
        `<line x1="${fixed(x(at))}" y1="${TOP - 6}" x2="${fixed(x(at))}" y2="${bottom}" stroke="#cfcfcf" stroke-width="${isYear ? 1.2 : 0.5}"/>`,
        text({ x: x(at) + 2, y: TOP - 8, at: 'start', size: 10, fill: FAINT, bold: isYear }, label),
      ]
    })
    .join('')
}

function bars(o: {
  readonly values: readonly number[]
  readonly x: (day: number) => number
  readonly top: number
  readonly fill: string
  readonly title: string
}): string {
  const most = Math.max(1, ...o.values)
  const tall = CHART - 26
  const drawn = o.values.flatMap((value, at) => {
    if (value === 0) return []
    // By the root: the first day of a plan has all areas at once.
    const height = Math.max(1, Math.sqrt(value / most) * tall)
    return [
      rect({ x: o.x(at), y: o.top + tall - height, width: Math.max(1, o.x(at + 1) - o.x(at)), height, fill: o.fill }),
    ]
  })
  const label = text({ x: LEFT - 8, y: o.top + tall / 2 + 4, at: 'end', size: 11 }, o.title)
  const scale = text({ x: LEFT - 8, y: o.top + tall / 2 + 18, at: 'end', size: 9, fill: FAINT }, `√, ≤ ${most}`)
  return label + scale + drawn.join('')
}

function rect(o: {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly fill: string
}): string {
  return `<rect x="${fixed(o.x)}" y="${fixed(o.y)}" width="${fixed(o.width)}" height="${fixed(o.height)}" fill="${o.fill}"/>`
}

function text(
  o: {
    readonly x: number
    readonly y: number
    readonly at: 'start' | 'end'
    readonly size: number
    readonly fill?: string
    readonly bold?: boolean
  },
  content: string,
): string {
  return `<text x="${fixed(o.x)}" y="${fixed(o.y)}" text-anchor="${o.at}" font-size="${o.size}" fill="${o.fill ?? INK}"${o.bold === true ? ' font-weight="600"' : ''}>${escaped(content)}</text>`
}

function fixed(value: number): string {
  return String(Math.round(value * 100) / 100)
}

function escaped(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

const WORDS = {
  vi: {
    undecided: 'chưa có quyết định',
    follow: 'diễn lại: mọi đề xuất đều được thực hiện, không phải diễn biến thật',
    decided: 'diễn lại theo các quyết định đã cho',
    proposed: 'đề xuất mỗi ngày',
    begun: 'tác động bắt đầu',
  },
  en: {
    undecided: 'not decided',
    follow: 'replay: every proposal is followed, not what happened',
    decided: 'replay of the given decisions',
    proposed: 'proposals per day',
    begun: 'effects started',
  },
} as const
