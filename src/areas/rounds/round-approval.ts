/** What may be done to a round that is known, and in whose hands it is: for every use case of rounds. */

import { byApproval } from '../../authority/approving.ts'
import type { Hands } from '../../authority/hands.ts'
import type { Transaction } from '../../authority/unit-of-work.ts'
import { type Place, stand } from '../../authority/waiting.ts'
import { roundsFailure } from './failures.ts'
import type { RoundState } from './model.ts'
import { handsOfRound, roundApproval } from './round-states.ts'
import { know, type LoadedRound } from './round-view.ts'

export const byRoundApproval = {
  ...byApproval(roundApproval, ({ facts }: LoadedRound) => facts, roundsFailure),
  // Of one that is put away only taking it out is a step.
  handsIn: (state: RoundState, { round, facts }: LoadedRound): Hands =>
    handsOfRound({ ...round, state, archivedAt: null }, facts),
}

/** Where one goes on with it. */
export function pageOfRound(id: string, is: Place): string {
  const page = `/rounds/${id}`
  if (is === 'issue' || is === 'hold') return page
  if (is === 'resume') return `${page}/live`
  return is === 'waits' ? `${page}/approve` : `${page}/compose`
}

/** What its nodes, an order, an exercise or a restore have made of it, by the same rule as a step of people; as it is kept now. */
export async function standOfRound(tx: Transaction, id: string, by: string): Promise<void> {
  const { round, facts } = await know(tx.store, id)
  await stand(
    tx,
    { kind: 'round', id },
    {
      hands: handsOfRound(round, facts),
      isMoved: true,
      isSentBack: false,
      by,
      mover: '',
      authors: [],
      seconds: [],
      pageOf: is => pageOfRound(id, is),
      isUrgent: round.state === 'paused',
    },
  )
}
