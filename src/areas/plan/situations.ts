/**
 * The situation of a plan as two people decided it, and what runs because of it. An exercise begins with what is live, as an exercise, and
 * goes its own way from there; it is folded anew each time, so that nothing of it can be mistaken for what is live. Reads only.
 */
import type { Reading } from '../../authority/store.ts'
import type { Purpose } from '../../directive/documents.ts'
import type { Running } from '../../plan/effect.ts'
import { applied, diffOf } from '../../plan/effects.ts'
import type { Plan } from '../../plan/plan.ts'
import { type ApprovedChange, approvedChange, Situation } from '../../plan/situation.ts'
import { planRows, type StoredEffect, type StoredSituation } from './store.ts'
import { isOver } from './times.ts'

/** The levels of a plan at one instant, and the effects that run because of them. */
export interface SituationState<Of extends Purpose = Purpose> {
  readonly situation: Situation<Of>
  readonly running: Running<Of>
  /** The stored effects of what runs, by key. */
  readonly effects: ReadonlyMap<string, StoredEffect>
}

/** `at`: what is over by then runs no more. */
export async function situationStateOf(
  store: Reading,
  of: { readonly plan: Plan; readonly purpose: Purpose; readonly at: number },
): Promise<SituationState> {
  return of.purpose === 'live' ? await liveOf(store, of) : await exerciseOf(store, of)
}

export async function liveSituation(
  store: Reading,
  { id, timeZone }: Pick<Plan, 'id' | 'timeZone'>,
): Promise<Situation<'live'>> {
  const decided = await planRows(store).situation({ plan: id, purpose: 'live' })
  return situationOf(decided, { purpose: 'live', timeZone })
}

function situationOf<Of extends Purpose>(
  decided: readonly StoredSituation[],
  of: { readonly purpose: Of; readonly timeZone: string },
): Situation<Of> {
  return decided.reduce<Situation<Of>>(
    (situation, each) => situation.with(approvedOf(each, of.purpose)),
    Situation.empty(of),
  )
}

/** What is live is looked at as an exercise too. */
function approvedOf<Of extends Purpose>(
  { content, submittedBy, approvedBy }: StoredSituation,
  purpose: Of,
): ApprovedChange<Of> {
  const signed = { content: { ...content, purpose }, submitted: submittedBy, approved: approvedBy }
  return approvedChange(signed, purpose)
}

interface PlanAt {
  readonly plan: Plan
  readonly at: number
}

async function liveOf(store: Reading, { plan, at }: PlanAt): Promise<SituationState<'live'>> {
  const effects = await runningEffects(store, plan.id, 'live', at)
  return {
    situation: await liveSituation(store, plan),
    effects,
    running: new Map([...effects].map(([key, { document }]) => [key, { ...document, purpose: 'live' as const }])),
  }
}

async function exerciseOf(store: Reading, { plan, at }: PlanAt): Promise<SituationState<'exercise'>> {
  const rows = planRows(store)
  const of = { purpose: 'exercise', timeZone: plan.timeZone } as const
  const since = (await rows.draft(plan.id))?.exerciseSince ?? 0
  const live = await rows.situation({ plan: plan.id, purpose: 'live' })
  const exercised = (await rows.situation({ plan: plan.id, ...of })).filter(each => each.at >= since)
  const base = await runningEffects(store, plan.id, 'live', at)
  let situation = situationOf(live, of)
  let running: Running<'exercise'> = new Map(
    [...base].map(([key, { document }]) => [key, { ...document, purpose: of.purpose }]),
  )
  for (const each of exercised) {
    const version = await rows.version(plan.id, each.content.plan.version)
    const after = situation.with(approvedOf(each, of.purpose))
    const asked = { before: situation, after, running, at: Date.parse(each.content.from) }
    running = applied(
      diffOf({
        plan: version?.content ?? plan,
        ...asked,
        now: each.at,
        // What was decided is told again, on whatever has become of what is live since.
        unclear: 'at-no-level',
      }),
    )
    situation = after
  }
  return { situation, running, effects: await runningEffects(store, plan.id, of.purpose, at) }
}

async function runningEffects(
  store: Reading,
  plan: string,
  purpose: Purpose,
  at: number,
): Promise<ReadonlyMap<string, StoredEffect>> {
  const stored = await planRows(store).running({ plan, purpose })
  return new Map(stored.filter(({ document }) => !isOver(document, at)).map(effect => [effect.document.key, effect]))
}
