/**
 * A diff as people read it: the effects of one action that go the same way are one line, with what they cost together. Pure; runs in a
 * browser too, but for the digest.
 */
import { sha256Of } from '../../directive/signing.ts'
import { COUNTRY } from '../../plan/areas.ts'
import type { Costs } from '../../plan/cost.ts'
import { totalsOf } from '../../plan/cost.ts'
import type { Cost, Diff, Remark, StopReason } from '../../plan/diff.ts'
import type { EffectDocument } from '../../plan/effect.ts'
import type { DiffView, EffectGroup, EffectLine } from './model.ts'

interface Placed {
  readonly is: EffectGroup['is']
  readonly effect: EffectDocument
  readonly why: StopReason | null
}

export function diffViewOf(diff: Diff, costs: Costs): DiffView {
  const placed = placedOf(diff)
  const effects = new Map(placed.map(({ effect }) => [effect.key, effect]))
  return {
    at: new Date(diff.at).toISOString(),
    steps: diff.steps.map(({ area, before, level, goes, isInherited }) => ({ area, before, level, goes, isInherited })),
    groups: groupsOf(placed, costs),
    remarks: diff.remarks.map(remark => remarkOf(remark, effects)),
    totals: {
      starts: diff.starts.length,
      stops: diff.stops.length,
      replaced: diff.replaced.length,
      stays: diff.stays.length,
      ...totalsOf(diff, costs),
    },
    effectsSha256: digestOf(placed),
  }
}

/** What runs, in the same lines. */
export function runningGroups(running: Iterable<EffectDocument>, costs: Costs): EffectGroup[] {
  return groupsOf(
    [...running].map(effect => ({ is: 'stays', effect, why: null })),
    costs,
  )
}

/** The effects of one action, each by itself. */
export function linesOf(diff: Diff, action: string, costs: Costs): readonly EffectLine[] {
  return placedOf(diff)
    .filter(({ effect }) => effect.action === action)
    .map(({ is, effect }) => ({ is, effect, cost: costOf(costs.of(effect)) }))
}

/** The same of what was decided. */
export function keptLinesOf(
  { starts, stops }: Readonly<Record<'starts' | 'stops', readonly EffectDocument[]>>,
  action: string,
  costs: Costs,
): readonly EffectLine[] {
  const of = (is: EffectLine['is'], effects: readonly EffectDocument[]) =>
    effects.filter(effect => effect.action === action).map(effect => ({ is, effect, cost: costOf(costs.of(effect)) }))
  return [...of('starts', starts), ...of('stops', stops)]
}

function placedOf({ starts, stops, replaced, stays }: Diff): readonly Placed[] {
  const of = (is: Placed['is'], effects: readonly EffectDocument[]) =>
    effects.map((effect): Placed => ({ is, effect, why: null }))
  return [
    ...of('starts', starts),
    ...of(
      'replaced',
      replaced.map(({ after }) => after),
    ),
    ...stops.map(({ effect, why }): Placed => ({ is: 'stops', effect, why })),
    ...of('stays', stays),
  ]
}

function groupsOf(placed: readonly Placed[], costs: Costs): EffectGroup[] {
  const groups = Map.groupBy(
    placed,
    ({ is, effect, why }) => `${is} ${effect.action} ${effect.level ?? ''} ${effect.plan.version} ${why ?? ''}`,
  )
  return [...groups.values()].map(group => groupOf(group, costs))
}

function groupOf(group: readonly Placed[], costs: Costs): EffectGroup {
  const [{ is, effect, why }] = group
  const effects = group.map(one => one.effect)
  const areas = [...new Set(effects.flatMap(one => one.areas))].sort()
  const { action, kind, when, title, level, owner, content, undo, everyDays, said, channels } = effect
  return {
    is,
    action,
    kind,
    when,
    title,
    level,
    why,
    owner,
    content,
    undo,
    everyDays,
    said,
    effects: effects.length,
    areas: areas.includes(COUNTRY) ? [COUNTRY] : areas,
    channels: [...channels],
    first: earliest(effects.map(({ first }) => first)),
    deadline: effect.deadline,
    cost: effects
      .map(one => costs.of(one))
      .map(costOf)
      .reduce(sumOf),
    version: effect.plan.version,
  }
}

function earliest(instants: readonly string[]): string {
  return instants.reduce((a, b) => (Date.parse(b) < Date.parse(a) ? b : a))
}

type ShownCost = EffectGroup['cost']

function costOf({ population, subscribers, sms, loudspeakerMinutes, clusters }: Cost): ShownCost {
  return { population, subscribers, sms, loudspeakerMinutes, clusters }
}

/** Each area is told what is meant for it. */
function sumOf(a: ShownCost, b: ShownCost): ShownCost {
  return {
    population: sum(a.population, b.population),
    subscribers: sum(a.subscribers, b.subscribers),
    sms: sum(a.sms, b.sms),
    loudspeakerMinutes: sum(a.loudspeakerMinutes, b.loudspeakerMinutes),
    clusters: sum(a.clusters, b.clusters),
  }
}

function sum(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b
}

function remarkOf(
  { code, effects, areas }: Remark,
  known: ReadonlyMap<string, Pick<EffectDocument, 'action' | 'level'>>,
): DiffView['remarks'][number] {
  const of = effects.flatMap(key => known.get(key) ?? [])
  return {
    code,
    actions: [...new Set(of.map(({ action }) => action))],
    levels: [...new Set(of.map(({ level }) => level))],
    effects: effects.length,
    areas: [...areas],
  }
}

/** Not of instants: what is late begins at once, whenever it is approved. */
function digestOf(placed: readonly Placed[]): string {
  return sha256Of(
    placed
      .filter(({ is }) => is !== 'stays')
      .map(({ is, effect: { key, areas, channels, said, settings } }) =>
        JSON.stringify([is, key, areas, channels, said, settings]),
      )
      .toSorted()
      .join('\n'),
  )
}
