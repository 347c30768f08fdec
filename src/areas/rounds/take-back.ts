/**
 * A round taken back with what it was made of: what goes out is stopped, and what is on its way needs two people anew, who see that it was,
 * why and by what. What has ended stays as it is.
 */
import type { Actor } from '../../authority/actor.ts'
import { trailActor } from '../../authority/trail.ts'
import type { Changing } from '../../authority/unit-of-work.ts'
import { orderRound, tellRound } from './directives.ts'
import type { TakenBack } from './model.ts'
import { standOfRound } from './round-approval.ts'
import { isGivenUp } from './round-states.ts'
import { detail, roundOf } from './round-view.ts'
import { saveRound, withdrawRound } from './rounds.ts'
import { roundRows } from './store.ts'

export async function takeBackRound(
  changing: Changing,
  actor: Actor,
  id: string,
  because: Pick<TakenBack, 'by' | 'reason'>,
): Promise<void> {
  const now = async () => await detail(changing.store, actor, id, changing.now)
  const before = await now()
  if (before.state === 'finished' || before.state === 'stopped' || isGivenUp(before)) return
  if (before.actions.includes('stop')) await orderRound(changing, actor, id, { action: 'stop', reason: because.reason })
  if (before.actions.includes('withdraw')) await withdrawRound(changing, actor, id, before.version)
  const { actions, version, content } = await now()
  // What was approved or lies open before somebody is an older version then.
  if (actions.includes('save')) await saveRound(changing, actor, id, version, content)
  await mark(changing, actor, id, because)
}

async function mark(
  changing: Changing,
  actor: Actor,
  id: string,
  { by, reason }: Pick<TakenBack, 'by' | 'reason'>,
): Promise<void> {
  const { store, now, record } = changing
  await roundRows(store).updateRound(id, { takenBack: { at: now, by, reason }, updatedAt: now, updatedBy: actor.name })
  const round = await roundOf(store, id)
  await standOfRound(changing, id, actor.name)
  await record(trailActor(actor), {
    action: 'round.take-back',
    subject: { kind: 'round', id },
    details: { version: round.version, [by.is]: by.id, reason },
  })
  tellRound(changing, round)
}
