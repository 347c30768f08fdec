/** What may be done to a round that is known, and in whose hands it is: for every use case of rounds. */

import { byApproval } from '../../authority/approving.ts'
import type { Hands } from '../../authority/hands.ts'
import type { Changing } from '../../authority/unit-of-work.ts'
import { type Place, stand } from '../../authority/waiting.ts'
import { roundsFailure } from './failures.ts'
import type { RoundState } from './model.ts'
import { handsOfRound, roundApproval } from './round-states.ts'
import type { Known } from './round-view.ts'
import type { StoredRound } from './store.ts'

export const byRoundApproval = {
  ...byApproval(roundApproval, ({ facts }: Known) => facts, roundsFailure),
  // Of one that is put away only taking it out is a step.
  handsIn: (state: RoundState, { round }: Known): Hands =>
    handsOfRound({ ...round, state, archivedAt: null }),
}

/** Where one goes on with it. */
export function pageOfRound(id: string, is: Place): string {
  const page = `/rounds/${id}`
  if (is === 'issue' || is === 'hold') return page
  if (is === 'resume') return `${page}/live`
  return is === 'waits' ? `${page}/approve` : `${page}/compose`
}

/** What its nodes, an order or a restore have made of it, by the same rule as a step of people. */
export async function standOfRound(
  changing: Changing,
  round: Pick<StoredRound, 'id' | 'state' | 'purpose' | 'takenBack' | 'archivedAt'>,
  by: string,
): Promise<void> {
  const { id, state } = round
  await stand(
    changing,
    { kind: 'round', id },
    {
      hands: handsOfRound(round),
      ...{ isMoved: true, isSentBack: false, by, mover: '', authors: [], seconds: [] },
      pageOf: is => pageOfRound(id, is),
      isUrgent: state === 'paused',
    },
  )
}
