/**
 * An approved change written down, in the transaction that approved it: the situation grows by it, effects begin and end, and for each
 * there is a deed that is carried out once, whatever is killed in between.
 *
 *   starts, replaced ──► an effect that runs, and a deed: begin
 *   stops, replaced  ──► the effect runs no more, and a deed for each thing that it became: end, at the instant of the change
 *   not begun yet    ──► dropped
 */
import { randomUUID } from 'node:crypto'
import type { Transaction } from '../../authority/unit-of-work.ts'
import type { EffectDocument } from '../../plan/effect.ts'
import type { DiffNow } from './diffing.ts'
import { moveDeed } from './left.ts'
import {
  type NewDeed,
  type PlanWriting,
  planRows,
  type StoredChange,
  type StoredDeed,
  type StoredEffect,
} from './store.ts'
import { dueOf, isOver, nextAtOf, untilOf } from './times.ts'

type Deciding = Pick<StoredChange, 'id' | 'plan' | 'purpose' | 'from'>

export async function decide(
  tx: Transaction,
  change: Deciding,
  { diff, ends, endsOnPaper, revived }: DiffNow,
): Promise<void> {
  const { now } = tx
  const rows = planRows(tx.store)
  const at = Math.max(now, change.from)
  const deeds: NewDeed[] = []
  // Before others begin: of one key one runs.
  const endedBy = change.id
  for (const effect of ends) deeds.push(...(await ended(tx, effect, { change: change.id, endedBy, at })))
  for (const effect of revived) await revive(tx, effect)
  const paper = endsOnPaper.map(document => ({
    ...newEffect(change, document),
    isRunning: false,
    endedBy: change.id,
    endedAt: at,
    nextAt: null,
  }))
  deeds.push(...paper.map(({ id }) => deedOf(change.id, id, { does: 'end', dueAt: at })))
  const begun = [...diff.starts, ...diff.replaced.map(({ after }) => after)].map(document =>
    newEffect(change, document),
  )
  deeds.push(
    ...begun.map(({ id, document }) => deedOf(change.id, id, { does: 'begin', dueAt: dueOf(document, 0, now) })),
  )
  await rows.insertEffects([...paper, ...begun])
  await settle(rows, change, now)
  await rows.insertDeeds(deeds)
}

function newEffect({ id: change, plan, purpose }: Deciding, document: EffectDocument): Omit<StoredEffect, 'serial'> {
  return {
    id: randomUUID(),
    change,
    plan,
    purpose,
    document,
    occurrence: 0,
    nextAt: nextAtOf(document, 0),
    isRunning: true,
    endedBy: null,
    endedAt: null,
  }
}

function deedOf(
  change: string,
  effect: string,
  given: Pick<NewDeed, 'does' | 'dueAt'> & Partial<Pick<NewDeed, 'occurrence' | 'thing'>>,
): NewDeed {
  return { id: randomUUID(), change, effect, occurrence: 0, ...given }
}

/** The deeds that end what it became, which are told of `change`. `endedBy` null: it is over without one. */
export async function ended(
  tx: Transaction,
  effect: StoredEffect,
  { change, endedBy, at }: { readonly change: string; readonly endedBy: string | null; readonly at: number },
): Promise<readonly NewDeed[]> {
  const rows = planRows(tx.store)
  await rows.putEffect({ ...effect, isRunning: false, endedBy, endedAt: at })
  const deeds = await rows.deedsOf(effect.id)
  const began = deeds.filter(({ does }) => does === 'begin')
  for (const deed of began.filter(isOpen)) if (at <= tx.now) await drop(tx, deed)
  return began.flatMap(({ thing, occurrence }) => {
    if (thing === null || untilOf(effect.document, occurrence) <= at) return []
    return [deedOf(change, effect.id, { does: 'end', dueAt: at, occurrence, thing })]
  })
}

/** What was said once and is over runs no more, so that nothing that is past is looked at again and again. */
async function settle(rows: PlanWriting, { plan, purpose }: Deciding, now: number): Promise<void> {
  for (const effect of await rows.running({ plan, purpose }))
    if (isOver(effect.document, now))
      await rows.putEffect({ ...effect, isRunning: false, endedAt: untilOf(effect.document, 0) })
}

async function revive(tx: Transaction, effect: StoredEffect): Promise<void> {
  const rows = planRows(tx.store)
  await rows.putEffect({ ...effect, isRunning: true, endedBy: null, endedAt: null })
  for (const deed of await rows.deedsOf(effect.id))
    if (deed.does === 'end' && deed.state === 'planned') await drop(tx, deed)
}

export function isOpen({ state }: StoredDeed): boolean {
  return state === 'planned' || state === 'failed'
}

export async function drop(tx: Transaction, deed: StoredDeed): Promise<void> {
  await moveDeed(tx, { ...deed, state: 'dropped' })
}
