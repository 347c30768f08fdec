/** What pages of plans say alike: areas, levels, channels, when something begins. */
import { type AreaId, areaName, COUNTRY } from '../../../plan/areas.ts'
import type { Action, Both, Channel, Level } from '../../../plan/plan.ts'
import { duration } from '../../../web/numbers.ts'
import { shownTime } from '../../../web/times.ts'
import type { ChangeLine } from '../model.ts'
import type { Spoken } from './words.ts'

const NAMED_MAX = 3

/** By name; of many the first ones and how many more. */
export function areasSaid(words: Spoken, areas: readonly AreaId[], most = NAMED_MAX): string {
  const { t, spoken } = words
  const names = areas.map(area => areaSaid(words, area))
  if (names.length <= most + 1) return names.join(', ') || '–'
  const some = new Intl.ListFormat(spoken, { type: 'unit' }).format(names.slice(0, most))
  return t('area.some', { names: some, more: names.length - most })
}

export function areaSaid({ t, spoken }: Spoken, area: AreaId): string {
  return area === COUNTRY ? t('area.country') : areaName(area, spoken)
}

export function levelSaid({ t, spoken }: Spoken, levels: readonly Level[], id: string | null): string {
  if (id === null) return t('level.none')
  return levels.find(level => level.id === id)?.name[spoken] ?? id
}

/** `Bản tin khi nâng cấp độ: khẩn cấp`: of the old and of the new level by the same action. */
export function effectSaid(
  words: Spoken,
  levels: readonly Level[],
  { title, level }: { readonly title: Both; readonly level?: string | null | undefined },
): string {
  const named = title[words.spoken]
  return level === undefined ? named : `${named}: ${levelSaid(words, levels, level)}`
}

export function channelsSaid({ t }: Spoken, channels: readonly Channel[]): string {
  return channels.map(channel => t(`channel.${channel}`)).join(', ')
}

/** `Hà Nội, Bắc Ninh → báo động`. */
export function changeSaid(
  words: Spoken,
  levels: readonly Level[],
  { decisions, takesBack }: Pick<ChangeLine, 'decisions' | 'takesBack'>,
): string {
  const { t } = words
  if (decisions.length === 0) return t(takesBack === null ? 'change.applies' : 'change.takesBack')
  const byLevel = Map.groupBy(decisions, ({ level }) => level)
  return [...byLevel]
    .map(([level, given]) =>
      t('change.to', {
        areas: areasSaid(
          words,
          given.map(({ area }) => area),
        ),
        level: levelSaid(words, levels, level),
      }),
    )
    .join('; ')
}

const MINUTE_S = 60

/** `ngay · lúc 17:00 · 7 ngày một lần`. */
export function scheduleSaid({ t, spoken }: Spoken, { schedule }: Pick<Action, 'schedule'>): string {
  const { afterMinutes, at, everyDays } = schedule
  const time = duration(Math.abs(afterMinutes) * MINUTE_S, spoken)
  const begins =
    afterMinutes === 0
      ? at === null && t('schedule.now')
      : t(afterMinutes > 0 ? 'schedule.after' : 'schedule.before', { time })
  return [
    begins,
    at !== null && t('schedule.at', { time: at }),
    everyDays !== null && (everyDays === 1 ? t('schedule.daily') : t('schedule.every', { count: everyDays })),
  ]
    .filter(part => part !== false)
    .join(', ')
}

/** Clocks are the plan's. */
export function timeSaid(at: string, { spoken }: Spoken, timeZone: string): string {
  return shownTime(at, 'minute', spoken, timeZone)
}

/** `01/03/2020` of a day as ISO. */
export function daySaid(day: string): string {
  return day.split('-').toReversed().join('/')
}
