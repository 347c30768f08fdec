/**
 * A replay as a document and as text for a terminal. Pure.
 *
 *              2020-01                    2021-10
 *   79 TP HCM  ····▁▁▁▁▁▁▁▁▁▁▁▄▄▄▄██████▄▄        a place is some days: the highest level of them
 */
import type { Language } from '../base/failure.ts'
import { type AreaId, areaName } from '../plan/areas.ts'
import type { ReadData } from '../plan/data.ts'
import type { Plan } from '../plan/plan.ts'
import type { ReplayedDay } from '../plan/replay.ts'
import { columns } from './columns.ts'
import { figure } from './terminal.ts'

const STRIP = 66
/** Areas are shown in the order of how much happened there. */
const AREAS_MAX = 20
const SHADES = ['▁', '▃', '▅', '▇', '█']
const UNDECIDED = '·'

export function replayDocument(
  days: readonly ReplayedDay[],
  { plan, read, policy }: { plan: Plan; read: ReadData; policy: 'follow' | 'decided' },
) {
  return {
    plan: { id: plan.id, version: plan.version },
    policy,
    data: {
      from: read.series.from,
      until: read.series.until,
      rows: read.rows,
      taken: read.taken,
      rejected: read.rejectedCount,
      rejectedFirst: read.rejected,
      ignored: read.ignored,
    },
    days: days.map(({ levels, ...day }) => ({ ...day, levels: Object.fromEntries(levels) })),
    totals: sumsOf(days),
  }
}

export function replayText(
  days: readonly ReplayedDay[],
  o: {
    readonly plan: Plan
    readonly policy: 'follow' | 'decided'
    readonly language: Language
    readonly isColoured: boolean
  },
): string {
  const words = WORDS[o.language]
  const { proposals, changes, raised, lowered } = sumsOf(days)
  const lines = [
    `${o.plan.title[o.language]}: ${days[0]?.day} – ${days.at(-1)?.day}`,
    `${figure(proposals)} ${words.proposals}, ${figure(changes)} ${words.changes}, ${figure(raised)} ▲, ${figure(lowered)} ▼`,
    '',
    ...strips(days, o),
    '',
    months(days, o.language),
    '',
    words[o.policy],
  ]
  return `${lines.join('\n')}\n`
}

function sumsOf(days: readonly ReplayedDay[]) {
  const sum = (of: (day: ReplayedDay) => number) => days.reduce((all, day) => all + of(day), 0)
  return {
    proposals: sum(({ proposed }) => proposed.length),
    changes: sum(({ changes }) => changes.length),
    raised: sum(({ raised }) => raised),
    lowered: sum(({ lowered }) => lowered),
    starts: sum(({ effects }) => effects.starts),
    stops: sum(({ effects }) => effects.stops),
    replaced: sum(({ effects }) => effects.replaced),
    sms: known(days.map(({ sms }) => sms)),
  }
}

function known(values: readonly (number | null)[]): number | null {
  return values.reduce((all, value) => (all === null || value === null ? null : all + value), 0)
}

function strips(
  days: readonly ReplayedDay[],
  o: { readonly plan: Plan; readonly language: Language; readonly isColoured: boolean },
): readonly string[] {
  const words = WORDS[o.language]
  const ranked = o.plan.levels.toSorted((a, b) => a.rank - b.rank)
  const places = new Map(ranked.map(({ id }, place) => [id, place]))
  const width = Math.min(STRIP, days.length)
  const areas = [...new Set(days.flatMap(({ levels }) => [...levels.keys()]))]
  const drawn = areas.map(area => ({ area, cells: cellsOf(days, { area, places, width }) }))
  const busy = drawn
    .toSorted((a, b) => changesIn(b.cells) - changesIn(a.cells) || weightOf(b.cells) - weightOf(a.cells))
    .slice(0, AREAS_MAX)
  const longest = Math.max(...busy.map(({ area }) => [...areaName(area, o.language)].length), 0)
  const paint = (place: number) => painted(place, { ...o, ranked })
  const pad = (name: string) => name + ' '.repeat(longest - [...name].length)
  const [first = '', last = ''] = [days[0]?.day, days.at(-1)?.day].map(day => day?.slice(0, 7))
  const gap = ' '.repeat(Math.max(1, width - first.length - last.length))
  const rest = drawn.length - busy.length
  return [
    `${pad('')}  ${first}${gap}${last}`,
    ...busy.map(({ area, cells }) => `${pad(areaName(area, o.language))}  ${cells.map(paint).join('')}`),
    ...(rest === 0 ? [] : [`… ${figure(rest)} ${words.others}`]),
    '',
    [`${UNDECIDED} ${words.undecided}`, ...ranked.map(({ name }, place) => `${paint(place)} ${name[o.language]}`)].join(
      '   ',
    ),
  ]
}

/** The place of the highest level among the days of each cell; -1: nobody has decided. */
function cellsOf(
  days: readonly ReplayedDay[],
  o: { readonly area: AreaId; readonly places: ReadonlyMap<string, number>; readonly width: number },
): readonly number[] {
  return Array.from({ length: o.width }, (_, cell) => {
    const from = Math.floor((cell * days.length) / o.width)
    const until = Math.max(from + 1, Math.floor(((cell + 1) * days.length) / o.width))
    return days.slice(from, until).reduce((highest, { levels }) => {
      const level = levels.get(o.area) ?? null
      return Math.max(highest, level === null ? -1 : (o.places.get(level) ?? -1))
    }, -1)
  })
}

function changesIn(cells: readonly number[]): number {
  return cells.filter((cell, at) => at > 0 && cell !== cells[at - 1]).length
}

function weightOf(cells: readonly number[]): number {
  return cells.reduce((sum, cell) => sum + cell, 0)
}

function painted(
  place: number,
  o: { readonly ranked: readonly { readonly colour: string }[]; readonly isColoured: boolean },
): string {
  if (place < 0) return UNDECIDED
  const shade = SHADES[Math.round((place * (SHADES.length - 1)) / Math.max(1, o.ranked.length - 1))]
  if (!o.isColoured) return shade
  const { colour } = o.ranked[place]
  const [red, green, blue] = [1, 3, 5].map(at => Number.parseInt(colour.slice(at, at + 2), 16))
  return `\u001b[38;2;${red};${green};${blue}m${shade}\u001b[0m`
}

function months(days: readonly ReplayedDay[], language: Language): string {
  const words = WORDS[language]
  const rows = [...Map.groupBy(days, ({ day }) => day.slice(0, 7))].map(([month, of]) => {
    const sums = sumsOf(of)
    return [
      month,
      figure(sums.proposals),
      figure(sums.raised),
      figure(sums.lowered),
      figure(sums.starts),
      figure(sums.replaced),
      figure(sums.stops),
      sums.sms === null ? '?' : figure(sums.sms),
      figure(Math.max(...of.map(({ silent }) => silent))),
    ]
  })
  return columns([words.header, ...rows])
}

const WORDS = {
  vi: {
    proposals: 'đề xuất',
    changes: 'lần chuyển cấp độ',
    undecided: 'chưa có quyết định',
    others: 'địa bàn khác, ít thay đổi hơn',
    header: ['tháng', 'đề xuất', '▲', '▼', 'bắt đầu', 'thay thế', 'dừng', 'SMS', 'không đủ số liệu'],
    follow: 'Diễn lại: mọi đề xuất đều được thực hiện, không phải diễn biến thật. Không gửi gì.',
    decided: 'Diễn lại theo các quyết định đã cho. Không gửi gì.',
  },
  en: {
    proposals: 'proposals',
    changes: 'level changes',
    undecided: 'not decided',
    others: 'more areas with fewer changes',
    header: ['month', 'proposals', '▲', '▼', 'starts', 'replaced', 'stops', 'SMS', 'without data'],
    follow: 'Replay: every proposal is followed, not what happened. Nothing was sent.',
    decided: 'Replay of the given decisions. Nothing was sent.',
  },
} as const
