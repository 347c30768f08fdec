/**
 * At which level each area was on each day of a month, as stretches of days, by what was decided. The level of a day is that at its end, and
 * of the day that is not over the one now. Pure.
 */
import { compatibleInstant, wallDate } from '../../base/wall-time.ts'
import { type AreaId, areasOn, dayAfter } from '../../plan/areas.ts'
import type { Situation } from '../../plan/situation.ts'

export interface Stretch {
  readonly area: AreaId
  /** Null: nobody had decided, or its parts were at different levels. */
  readonly level: string | null
  readonly from: string
  /** Its last day. */
  readonly until: string
}

export function levelsOf(
  situation: Pick<Situation, 'levelOf' | 'timeZone'>,
  { from, until, now }: { readonly from: string; readonly until: string; readonly now: number },
): readonly Stretch[] {
  const found = new Map<AreaId, Stretch[]>()
  const today = wallDate(now, situation.timeZone)
  for (let day = from; day <= until && day <= today; day = dayAfter(day)) {
    const at = day === today ? now : endOf(day, situation.timeZone)
    for (const area of areasOn(day)) {
      const standing = situation.levelOf(area, at)
      const level = 'level' in standing ? standing.level : null
      const stretches = found.get(area) ?? []
      const last = stretches.at(-1)
      if (last?.level === level && last.until === dayAfter(day, -1))
        stretches[stretches.length - 1] = { ...last, until: day }
      else stretches.push({ area, level, from: day, until: day })
      found.set(area, stretches)
    }
  }
  return [...found.values()].flat()
}

function endOf(day: string, timeZone: string): number {
  const next = compatibleInstant(`${dayAfter(day)}T00:00`, timeZone)
  if (next === null) throw new RangeError(`${day} is no day`)
  return next - 1
}
