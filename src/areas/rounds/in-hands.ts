/** In whose hands rounds are, state by state, and those that are open. */
import { type AreaHands, OPEN_MAX, openIn } from '../../authority/hands.ts'
import type { Reading } from '../../authority/store.ts'
import type { RoundState } from './model.ts'
import { pageOfRound } from './round-approval.ts'
import { handsOfRound, roundApproval } from './round-states.ts'
import { type ListedRound, roundRows } from './store.ts'

export const roundsHands: AreaHands = {
  round: {
    states: roundApproval.hands,
    open: async store => (await decided(store)).flatMap(openRound),
  },
  // A directive is its node's until it returns; what a node lacks is found (overview.ts).
  ...{ campaign: null, directive: null, operator: null, authority: null },
}

const DECIDED: readonly RoundState[] = ['submitted', 'approved', 'paused']
const PAGE = 100

async function decided(store: Reading): Promise<readonly ListedRound[]> {
  const all: ListedRound[] = []
  let cursor: string | null = null
  do {
    const query = { campaign: null, operator: null, states: DECIDED, cursor, limit: PAGE }
    const page = await roundRows(store).rounds(query)
    all.push(...page.items)
    cursor = page.next
  } while (cursor !== null && all.length < OPEN_MAX)
  return all
}

function openRound(round: ListedRound) {
  const hands = handsOfRound(round)
  const place = typeof hands === 'object' && 'does' in hands ? hands.does : 'waits'
  const page = pageOfRound(round.id, place)
  return openIn(hands, { subject: { kind: 'round', id: round.id }, page })
}
