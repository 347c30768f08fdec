/** What may be done to a round that is known: for every use case of rounds. */

import { byApproval } from '../../authority/approving.ts'
import { roundsFailure } from './failures.ts'
import { roundApproval } from './round-states.ts'
import type { Known } from './round-view.ts'

export const byRoundApproval = byApproval(roundApproval, ({ facts }: Known) => facts, roundsFailure)
