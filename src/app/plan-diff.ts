/** The diff of a change of level as a document and as text for a terminal. Pure. */
import type { Language } from '../base/failure.ts'
import { isoInZone } from '../base/wall-time.ts'
import { areaName, COUNTRY } from '../plan/areas.ts'
import { type Costs, totalsOf } from '../plan/cost.ts'
import type { Diff, Step } from '../plan/diff.ts'
import type { Effect } from '../plan/effect.ts'
import type { Plan } from '../plan/plan.ts'
import { REMARK_WORDS, STOP_WORDS } from '../plan/remark-words.ts'
import { columns } from './columns.ts'
import { decimal, figure } from './terminal.ts'

/** Areas that are named one by one; of more it is said how many. */
const NAMED_MAX = 4
/** Effects of one action that are listed one by one. */
const LISTED_MAX = 3

export function diffDocument(diff: Diff, { plan, costs }: { plan: Plan; costs: Costs }) {
  const priced = (effect: Effect) => ({ effect, cost: costs.of(effect) })
  return {
    plan: { id: plan.id, version: plan.version },
    purpose: diff.purpose,
    at: isoInZone(diff.at, plan.timeZone),
    steps: diff.steps,
    starts: diff.starts.map(priced),
    stops: diff.stops,
    replaced: diff.replaced.map(({ before, after }) => ({ before, ...priced(after) })),
    stays: diff.stays,
    remarks: diff.remarks.map(remark => ({ ...remark, ...REMARK_WORDS[remark.code] })),
    totals: totalsOf(diff, costs),
  }
}

export function diffText(
  diff: Diff,
  { plan, costs, language }: { plan: Plan; costs: Costs; language: Language },
): string {
  const words = WORDS[language]
  const { sms, loudspeakerMinutes } = totalsOf(diff, costs)
  const listed = (title: string, effects: readonly Effect[], note = (_: Effect) => '') =>
    effects.length === 0 ? [] : ['', `${title}: ${figure(effects.length)}`, table(effects, { costs, language, note })]
  const reasons = new Map(diff.stops.map(({ effect, why }) => [effect.key, STOP_WORDS[why][language]]))
  const lines = [
    `${plan.title[language]} (${plan.id} ${plan.version}), ${words[diff.purpose]}, ${isoInZone(diff.at, plan.timeZone)}`,
    ...stepLines(diff.steps, plan, language),
    ...listed(words.starts, diff.starts),
    ...listed(
      words.replaced,
      diff.replaced.map(({ after }) => after),
    ),
    ...listed(
      words.stops,
      diff.stops.map(({ effect }) => effect),
      ({ key }) => reasons.get(key) ?? '',
    ),
    ...listed(words.stays, diff.stays),
    '',
    `${words.sms}: ${sms === null ? words.unknown : figure(sms)}`,
    `${words.minutes}: ${loudspeakerMinutes === null ? words.unknown : figure(loudspeakerMinutes)}`,
    ...(diff.remarks.length === 0 ? [] : ['', words.remarks]),
    ...diff.remarks.map(({ code, effects, areas }) => {
      const about = [...new Set(effects.map(key => key.split(/[@#]/)[0]))].join(', ')
      const what = about === '' ? names(areas, language) : about
      return `  ${code === 'no-leave-message' ? '✖' : '•'} ${what}: ${REMARK_WORDS[code][language]}`
    }),
  ]
  return `${lines.join('\n')}\n`
}

function stepLines(steps: readonly Step[], plan: Plan, language: Language): readonly string[] {
  const words = WORDS[language]
  if (steps.length === 0) return [words.noStep]
  const nameOf = (id: string | null) =>
    id === null ? words.none : (plan.levels.find(level => level.id === id)?.name[language] ?? id)
  const groups = Map.groupBy(steps, ({ before, level }) => `${nameOf(before)} → ${nameOf(level)}`)
  return [...groups].map(([way, group]) => {
    const mark = group[0].goes === 'up' ? '▲' : '▼'
    return `${mark} ${way}: ${names(
      group.map(({ area }) => area),
      language,
    )}`
  })
}

function table(
  effects: readonly Effect[],
  o: { costs: Costs; language: Language; note: (effect: Effect) => string },
): string {
  const words = WORDS[o.language]
  const rows = [...Map.groupBy(effects, ({ action }) => action).values()].flatMap(group => {
    const shown = group.slice(0, LISTED_MAX).map(effect => {
      const { sms, loudspeakerMinutes } = o.costs.of(effect)
      return [
        `  ${effect.title[o.language]}`,
        effect.channels.join(' '),
        names(effect.areas, o.language),
        effect.first.slice(0, 'YYYY-MM-DDTHH:MM'.length).replace('T', ' '),
        o.note(effect),
        effect.said.sms === null ? '' : sms === null ? '? SMS' : `${figure(sms)} SMS`,
        effect.channels.includes('loudspeakers')
          ? `${loudspeakerMinutes === null ? '?' : decimal(loudspeakerMinutes, 1, o.language)} ${words.minute}`
          : '',
      ]
    })
    const rest = group.length - shown.length
    return rest === 0 ? shown : [...shown, [`  … ${figure(rest)} ${words.more}`]]
  })
  return columns(rows, { names: 5 })
}

function names(areas: readonly string[], language: Language): string {
  if (areas.length > NAMED_MAX) return `${figure(areas.length)} ${WORDS[language].areas}`
  return areas.map(area => (area === COUNTRY ? WORDS[language].country : areaName(area, language))).join(', ')
}

const WORDS = {
  vi: {
    live: 'thật',
    exercise: 'diễn tập',
    starts: 'Bắt đầu',
    replaced: 'Thay thế',
    stops: 'Dừng',
    stays: 'Giữ nguyên',
    sms: 'Bản tin SMS thông thường',
    minutes: 'Phút loa mỗi ngày, tất cả các cụm',
    minute: 'phút/ngày',
    unknown: 'chưa biết: thiếu số thuê bao hoặc số cụm loa của một địa bàn',
    remarks: 'Cần biết trước khi phê duyệt',
    noStep: 'Không địa bàn nào chuyển cấp độ.',
    none: 'chưa có',
    areas: 'địa bàn',
    more: 'tác động nữa của hành động này',
    country: 'cả nước',
  },
  en: {
    live: 'live',
    exercise: 'exercise',
    starts: 'Starts',
    replaced: 'Replaced',
    stops: 'Stops',
    stays: 'Unchanged',
    sms: 'Ordinary SMS',
    minutes: 'Loudspeaker minutes per day, all clusters',
    minute: 'min/day',
    unknown: 'unknown: subscribers or clusters are missing for an area',
    remarks: 'Before you approve',
    noStep: 'No area changes level.',
    none: 'none',
    areas: 'areas',
    more: 'more effects of this action',
    country: 'the whole country',
  },
} as const
