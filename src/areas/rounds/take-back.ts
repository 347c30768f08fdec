/**
 * A round taken back with what it was made of: what goes out is stopped, and what is on its way needs two people anew, who see that it was,
 * why and by what. What has ended stays as it is.
 */
import type { Actor } from '../../authority/actor.ts'
import { trailActor } from '../../authority/trail.ts'
import type { Transaction } from '../../authority/unit-of-work.ts'
import { orderRound, tellRound } from './directives.ts'
import type { TakenBack } from './model.ts'
import { standOfRound } from './round-approval.ts'
import { isGivenUp } from './round-states.ts'
import { detail, roundOf } from './round-view.ts'
import { saveRound, withdrawRound } from './rounds.ts'
import { roundRows } from './store.ts'

export async function takeBackRound(
  tx: Transaction,
  actor: Actor,
  id: string,
  because: Pick<TakenBack, 'by' | 'reason'>,
): Promise<void> {
  const now = async () => await detail(tx.store, actor, id, tx.now)
  const before = await now()
  if (before.state === 'finished' || before.state === 'stopped' || isGivenUp(before)) return
  if (before.actions.includes('stop')) await orderRound(tx, actor, id, { action: 'stop', reason: because.reason })
  if (before.actions.includes('withdraw')) await withdrawRound(tx, actor, id, before.version)
  const { actions, version, content } = await now()
  // What was approved or lies open before somebody is an older version then.
  if (actions.includes('save')) await saveRound(tx, actor, id, version, content)
  await mark(tx, actor, id, because)
}

async function mark(
  tx: Transaction,
  actor: Actor,
  id: string,
  { by, reason }: Pick<TakenBack, 'by' | 'reason'>,
): Promise<void> {
  const { store, now, record } = tx
  await roundRows(store).updateRound(id, { takenBack: { at: now, by, reason }, updatedAt: now, updatedBy: actor.name })
  const round = await roundOf(store, id)
  await standOfRound(tx, id, actor.name)
  await record(trailActor(actor), {
    action: 'round.take-back',
    subject: { kind: 'round', id },
    details: { version: round.version, [by.is]: by.id, reason },
  })
  tellRound(tx, round)
}
