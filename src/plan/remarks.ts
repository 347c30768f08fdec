/**
 * What people should know of a diff before they approve it: what cannot be undone, what is stopped half done, what needs people, what
 * contradicts. One remark for all effects of an action. Pure; the sentences are in remark-words.ts.
 */
import type { Purpose } from '../directive/documents.ts'
import { type AreaId, COUNTRY } from './areas.ts'
import type { Diff, Remark, RemarkCode } from './diff.ts'
import type { Effect } from './effect.ts'
import type { Channel } from './plan.ts'

/** With one of these it is not to be approved. */
export const BLOCKING: readonly RemarkCode[] = ['no-leave-message']

const HOUR_MS = 3_600_000
/** What comes to people unasked. */
const TELLS: readonly Channel[] = ['sms', 'loudspeakers', 'mail', 'push']

export function remarksOn<Of extends Purpose>(
  diff: Omit<Diff<Of>, 'remarks'>,
  known: { readonly late: ReadonlySet<string>; readonly withoutNeighbours: ReadonlySet<AreaId> },
): readonly Remark[] {
  const begins = [...diff.starts, ...diff.replaced.map(({ after }) => after)]
  const ends = [...diff.stops.map(({ effect }) => effect), ...diff.replaced.map(one => one.before)]
  return [
    ...silentLowerings(diff),
    ...ofEffects(
      'cannot-be-undone',
      begins.filter(({ undo }) => !undo.can),
    ),
    ...ofEffects(
      'half-done',
      ends.filter(({ when, undo }) => when !== 'while' || !undo.can),
    ),
    ...ofEffects(
      'needs-content',
      begins.filter(({ content }) => content === 'draft'),
    ),
    ...ofEffects('needs-people', begins.filter(needsPeople)),
    ...ofEffects(
      'late',
      begins.filter(({ key }) => known.late.has(key)),
    ),
    ...contradictions(diff),
    ...neighboursUnknown(known.withoutNeighbours),
  ]
}

function ofEffects(code: RemarkCode, effects: readonly Effect[]): Remark[] {
  return [...Map.groupBy(effects, ({ action }) => action).values()].map(group => ({
    code,
    effects: group.map(({ key }) => key),
    areas: [...new Set(group.flatMap(({ areas }) => areas))],
  }))
}

function needsPeople({ kind, channels }: Effect): boolean {
  return kind === 'task' || kind === 'briefing' || channels.includes('placements')
}

function neighboursUnknown(areas: ReadonlySet<AreaId>): Remark[] {
  return areas.size === 0 ? [] : [{ code: 'neighbours-unknown', effects: [], areas: [...areas].toSorted() }]
}

/** Whoever has been told that a level is in force is told that it is no more. */
function silentLowerings<Of extends Purpose>({ steps, starts }: Omit<Diff<Of>, 'remarks'>) {
  const told = new Set(
    starts
      .filter(({ when, kind }) => when === 'leaving' && (kind === 'bulletin' || kind === 'round'))
      .flatMap(({ sources, areas }) => (areas.includes(COUNTRY) ? sources : areas)),
  )
  const silent = steps.filter(({ goes, area }) => goes === 'down' && !told.has(area))
  const remark = { code: 'no-leave-message', effects: [], areas: silent.map(({ area }) => area) } as const
  return silent.length === 0 ? [] : [remark]
}

/** What is said once, by one channel to one area, about another level within an hour. What is still being said counts too. */
function contradictions<Of extends Purpose>({ starts, stays }: Omit<Diff<Of>, 'remarks'>): Remark[] {
  const once = [...starts, ...stays].filter(({ when }) => when !== 'while')
  const said = new Map<string, Effect[]>()
  for (const effect of once)
    for (const channel of effect.channels)
      if (TELLS.includes(channel))
        for (const area of effect.areas) {
          const place = `${channel} ${area}`
          const there = said.get(place)
          if (there === undefined) said.set(place, [effect])
          else there.push(effect)
        }
  const found = new Map<string, { effects: readonly string[]; areas: Set<AreaId> }>()
  for (const [place, effects] of said) {
    if (new Set(effects.map(({ level }) => level)).size < 2) continue
    const area = place.split(' ')[1]
    const sorted = effects.toSorted((a, b) => Date.parse(a.first) - Date.parse(b.first))
    for (let at = 1; at < sorted.length; at++) {
      const [one, other] = [sorted[at - 1], sorted[at]]
      if (one.level === other.level) continue
      if (Date.parse(other.first) - Date.parse(one.first) >= HOUR_MS) continue
      const pair = `${one.key} ${other.key}`
      const known = found.get(pair) ?? { effects: [one.key, other.key], areas: new Set<AreaId>() }
      known.areas.add(area)
      found.set(pair, known)
    }
  }
  return [...found.values()].map(({ effects, areas }) => ({ code: 'contradicts', effects, areas: [...areas] }))
}
