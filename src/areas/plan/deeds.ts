/** What was carried out of a change and what was not, read from the things themselves: planned against done. */
import { authorityFailure, notFound } from '../../authority/failures.ts'
import type { Page } from '../../authority/paging.ts'
import type { Reading } from '../../authority/store.ts'
import { trailActor } from '../../authority/trail.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import { isoInZone } from '../../base/wall-time.ts'
import { type Carriers, thingKindOf } from './carrier.ts'
import { whyOf } from './carrying.ts'
import { storedChange } from './change-view.ts'
import { planAreaFailure } from './failures.ts'
import { moveDeed } from './left.ts'
import type { Awaited, DeedView, ThingKind, ThingState } from './model.ts'
import { changeApproval } from './states.ts'
import { planRows, type StoredDeed } from './store.ts'
import { fromOf } from './times.ts'
import type { PlanUseCases } from './use-cases.ts'

export function deedUseCases(work: UnitOfWork, carriers: Carriers): Pick<PlanUseCases, 'deeds' | 'retry'> {
  return {
    deeds: async (change, { cursor, limit, states }) => {
      const { store } = work
      await storedChange(store, change)
      const after = cursor === null ? 0 : serialOf(cursor)
      const found = await planRows(store).deedsByChange(change, { after, limit: limit + 1, states })
      const shown = found.slice(0, limit)
      const items: DeedView[] = []
      for (const deed of shown) items.push(await viewOf(store, carriers, deed, work.now()))
      const next = found.length > limit ? String(shown[shown.length - 1].serial) : null
      return { items, next } satisfies Page<DeedView>
    },
    retry: async (actor, id) => {
      await work.transaction(async tx => {
        const { store, now, record, publish } = tx
        if (!changeApproval.mayAtAll(actor.role, 'submit')) throw authorityFailure('forbidden')
        const rows = planRows(store)
        const deed = await deedBy(store, id)
        if (deed.state !== 'failed') throw planAreaFailure('deedNotFailed')
        await moveDeed(tx, { ...deed, state: 'planned', dueAt: Math.min(deed.dueAt, now) })
        const effect = await rows.effect(deed.effect)
        if (effect === null) throw notFound('effect')
        await record(trailActor(actor), {
          action: 'effect.retry',
          subject: { kind: 'effect', id },
          details: whyOf(effect.document, deed),
        })
        publish({ is: 'plan', plan: effect.plan })
      })
      return await viewOf(work.store, carriers, await deedBy(work.store, id), work.now())
    },
  }
}

function serialOf(cursor: string): number {
  if (!/^\d{1,15}$/.test(cursor)) throw notFound('cursor')
  return Number(cursor)
}

async function deedBy(store: Reading, id: string): Promise<StoredDeed> {
  const deed = await planRows(store).deed(id)
  if (deed === null) throw notFound('effect')
  return deed
}

async function viewOf(store: Reading, carriers: Carriers, deed: StoredDeed, now: number): Promise<DeedView> {
  const effect = await planRows(store).effect(deed.effect)
  if (effect === null) throw notFound('effect')
  const { document } = effect
  const { id, change, does, occurrence, state, tries, failure, thing, doneAt } = deed
  const { plan, purpose, action, kind, when, title, level } = document
  const { areas, channels, deadline, owner } = document
  const of = thing === null ? null : { id: thing.id, effect: document, now }
  const is = thing?.is ?? thingKindOf(document)
  const its = of === null ? null : await carriers[is].stateOf(store, of)
  const why = of === null ? [] : ((await carriers[is].whyOf?.(store, of)) ?? [])
  return {
    id,
    change,
    plan: plan.id,
    version: plan.version,
    purpose,
    does,
    action,
    kind,
    when,
    title,
    level,
    deadline,
    owner,
    occurrence,
    state,
    tries,
    failure,
    areas: [...areas],
    channels: [...channels],
    first: isoInZone(fromOf(document, occurrence), 'UTC'),
    dueAt: instantOf(deed.dueAt),
    doneAt: doneAt === null ? null : instantOf(doneAt),
    thing: thing === null || its === null ? null : { ...thing, state: its, why: [...why] },
    awaits: its === null ? null : awaitedOf(deed, is, { state: its, content: document.content }),
  }
}

function instantOf(at: number): string {
  return new Date(at).toISOString()
}

function awaitedOf(
  { does, state }: StoredDeed,
  is: ThingKind,
  thing: { readonly state: ThingState; readonly content: 'prepared' | 'draft' },
): Awaited | null {
  if (does === 'end' && is !== 'task')
    return state === 'asked' && thing.state !== 'stopped' && thing.state !== 'over' ? 'stop' : null
  switch (thing.state) {
    case 'draft':
      return 'content'
    case 'ready':
      return thing.content === 'prepared' ? 'submission' : 'content'
    case 'submitted':
      return 'approval'
    case 'approved':
      return is === 'round' ? 'schedule' : null
    case 'out':
      return is === 'task' ? 'task' : null
    default:
      return null
  }
}
