/**
 * What was decided, carried out: each deed once, in the transaction that makes the thing of it, so that after any crash both are there or
 * neither. What one cannot be carried out with keeps no other from it: it is kept with its sentence, and tried again when a person says so.
 *
 *   planned ──► done, with what it became
 *      ├──────► failed ──retry──► planned
 *      ├──────► asked: it is out, a person stops it ──► done
 *      └──────► dropped: its level was left before it began
 */
import type { Actor, Writer } from '../../authority/actor.ts'
import type { Reading } from '../../authority/store.ts'
import { SYSTEM } from '../../authority/trail.ts'
import type { Transaction, UnitOfWork } from '../../authority/unit-of-work.ts'
import { Failure } from '../../base/failure.ts'
import type { EffectDocument } from '../../plan/effect.ts'
import { type Carriers, thingKindOf } from './carrier.ts'
import { drop, isOpen } from './deciding.ts'
import { keptFailure } from './kept-failure.ts'
import { leaveThing, moveDeed } from './left.ts'
import type { DeedState, ThingKind } from './model.ts'
import { planRows, type StoredDeed, type StoredEffect, type Thing } from './store.ts'
import { endTask } from './tasks.ts'
import { fromOf, nextAtOf, untilOf } from './times.ts'

/** In one go; the rest follows at once. */
const DUE_MAX = 200
const ASKED_MAX = 500
const AGAIN_MAX = 200

export interface Carrying {
  readonly work: UnitOfWork
  readonly carriers: Carriers
  /** What was no failure is a bug, and goes on beside it. */
  readonly onError: (error: unknown) => void
}

/** Whatever is due. True: there may be more. */
export async function carryOutDue({ work, carriers, onError }: Carrying): Promise<boolean> {
  const due = await planRows(work.store).deedsDue(work.now(), DUE_MAX)
  for (const deed of due)
    try {
      await carryOutOne(work, carriers, deed)
    } catch (error) {
      if (!(error instanceof Failure)) onError(error)
      await work.transaction(async tx => await fail(tx, deed.id, error))
    }
  return due.length === DUE_MAX
}

async function carryOutOne(work: UnitOfWork, carriers: Carriers, deed: StoredDeed): Promise<void> {
  const now = work.now()
  const effect = await effectOf(work.store, deed)
  const by = await authorOf(work.store, deed)
  if (deed.does === 'end') return await work.transaction(async tx => await end(tx, carriers, deed.id, by))
  const { document, endedAt } = effect
  if (endedAt !== null && endedAt <= now) return await work.transaction(async tx => await dropLate(tx, deed.id))
  const until = untilOf(document, deed.occurrence)
  const begun = {
    deed: deed.id,
    effect: document,
    now,
    from: fromOf(document, deed.occurrence),
    until: endedAt === null ? until : Math.min(until, endedAt),
  }
  const is = thingKindOf(document)
  const make = await carriers[is].begin(by, begun)
  await work.transaction(async tx => await begin(tx, deed.id, is, make))
}

async function effectOf(store: Reading, { effect }: StoredDeed): Promise<StoredEffect> {
  const stored = await planRows(store).effect(effect)
  if (stored === null) throw new Error(`no effect ${effect}`)
  return stored
}

/** In whose name it is drafted: who submitted the change. Whoever approved that may approve what it became. */
async function authorOf(store: Reading, { change }: StoredDeed): Promise<Actor> {
  const stored = await planRows(store).change(change)
  const { id, name }: Writer = stored?.submittedBy ?? stored?.proposedBy ?? { id: '', name: '' }
  return { kind: 'person', id, name, role: 'editor', operator: null }
}

/** As it is now: somebody else may have carried it out. Null: it is not to be. */
async function stillPlanned({ store }: Transaction, id: string): Promise<StoredDeed | null> {
  const deed = await planRows(store).deed(id)
  return deed?.state === 'planned' ? deed : null
}

async function begin(
  tx: Transaction,
  id: string,
  is: ThingKind,
  make: (tx: Transaction) => Promise<string>,
): Promise<void> {
  const deed = await stillPlanned(tx, id)
  if (deed === null) return
  const thing = { is, id: await make(tx) }
  await done(tx, deed, { action: 'effect.begin', state: 'done', thing })
  const { id: effect, document, endedBy, endedAt } = await effectOf(tx.store, deed)
  await leaveThing(tx, deed, thing, document)
  if (endedBy === null || endedAt === null) return
  const { occurrence } = deed
  const ends = { id: crypto.randomUUID(), change: endedBy, effect, occurrence, thing }
  await planRows(tx.store).insertDeeds([{ ...ends, does: 'end', dueAt: endedAt }])
}

async function end(tx: Transaction, carriers: Carriers, id: string, by: Actor): Promise<void> {
  const deed = await stillPlanned(tx, id)
  if (deed === null) return
  const { document, ...effect } = await effectOf(tx.store, deed)
  const { thing } = deed
  if (thing === null) {
    const task = { is: 'task', id: await endTask(tx, deed, { ...effect, document }) } as const
    return await done(tx, deed, { action: 'effect.end', state: 'done', thing: task })
  }
  const of = { id: thing.id, effect: document, at: deed.dueAt }
  const isEnded = await carriers[thing.is].end(tx, by, of)
  const state = isEnded === true ? 'done' : 'asked'
  await done(tx, deed, { action: 'effect.end', state, thing })
  if (typeof isEnded === 'string') await leaveThing(tx, deed, { ...thing, id: isEnded }, document)
}

async function done(
  tx: Transaction,
  deed: StoredDeed,
  { action, state, thing }: { readonly action: string; readonly state: DeedState; readonly thing: Thing },
): Promise<void> {
  const doneAt = state === 'done' ? tx.now : null
  const tries = deed.tries + 1
  await moveDeed(tx, { ...deed, state, thing, doneAt, tries, failure: null })
  await told(tx, deed, action, { thing: thing.is, id: thing.id, state })
}

async function dropLate(tx: Transaction, id: string): Promise<void> {
  const deed = await planRows(tx.store).deed(id)
  if (deed === null || !isOpen(deed)) return
  await drop(tx, deed)
  await told(tx, deed, 'effect.drop', {})
}

async function fail(tx: Transaction, id: string, error: unknown): Promise<void> {
  const deed = await stillPlanned(tx, id)
  if (deed === null) return
  const failure = keptFailure(error)
  const { tries } = deed
  await moveDeed(tx, { ...deed, state: 'failed', failure, tries: tries + 1 })
  await told(tx, deed, 'effect.fail', { code: failure.code })
}

async function told(
  { store, record, publish }: Transaction,
  deed: StoredDeed,
  action: string,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { document } = await effectOf(store, deed)
  await record(SYSTEM, {
    action,
    subject: { kind: 'effect', id: deed.id },
    details: { ...whyOf(document, deed), ...details },
  })
  publish({ is: 'plan', plan: document.plan.id })
}

/** Why it is: so that whoever reads the trail is told by which change and which version of the plan. */
export function whyOf(
  { plan, action, purpose, title }: EffectDocument,
  { change, does, occurrence }: Pick<StoredDeed, 'change' | 'does' | 'occurrence'>,
) {
  return { plan: plan.id, version: plan.version, change, action, purpose, does, occurrence, title: title.vi }
}

/** What is repeated, planned for its next time, in a transaction each. */
export async function planAgain(work: UnitOfWork): Promise<void> {
  const due = await planRows(work.store).effectsDueAgain(work.now(), AGAIN_MAX)
  for (const { id } of due) await work.transaction(async tx => await again(tx, id))
}

async function again({ store, now }: Transaction, id: string): Promise<void> {
  const rows = planRows(store)
  const effect = await rows.effect(id)
  if (effect === null || effect.nextAt === null || effect.nextAt > now) return
  const { document, change, endedAt } = effect
  const occurrence = effect.occurrence + 1
  if (endedAt !== null && fromOf(document, occurrence) >= endedAt)
    return await rows.putEffect({ ...effect, nextAt: null })
  await rows.putEffect({ ...effect, occurrence, nextAt: nextAtOf(document, occurrence) })
  // Of what was missed while the server was away only what is not over is said.
  if (untilOf(document, occurrence) <= now) return
  const deed = { id: crypto.randomUUID(), change, effect: id, occurrence, dueAt: now }
  await rows.insertDeeds([{ ...deed, does: 'begin' }])
}

/** What people were asked to stop and have; and what nobody needs to try again, since its level was left. */
export async function settleAsked({ work, carriers }: Carrying): Promise<void> {
  const { store } = work
  for (const deed of await planRows(store).deedsIn('failed', ASKED_MAX)) {
    const { endedAt } = await effectOf(store, deed)
    if (deed.does === 'begin' && endedAt !== null && endedAt <= work.now())
      await work.transaction(async tx => await dropLate(tx, deed.id))
  }
  for (const deed of await planRows(store).deedsIn('asked', ASKED_MAX)) {
    const { thing } = deed
    if (thing === null) continue
    const { document } = await effectOf(store, deed)
    const now = work.now()
    const state = await carriers[thing.is].stateOf(store, { id: thing.id, effect: document, now })
    if (state !== 'stopped' && state !== 'over') continue
    await work.transaction(async tx => {
      const present = await planRows(tx.store).deed(deed.id)
      if (present?.state !== 'asked') return
      await moveDeed(tx, { ...present, state: 'done', doneAt: now })
      tx.publish({ is: 'plan', plan: document.plan.id })
    })
  }
}
