/** In whose hands rounds are, state by state, and those that are open. */
import { type AreaHands, OPEN_MAX, type OpenThing, openIn } from '../../authority/hands.ts'
import type { Reading } from '../../authority/store.ts'
import type { RoundState } from './model.ts'
import { pageOfRound } from './round-approval.ts'
import { handsOfRound, roundApproval } from './round-states.ts'
import { know } from './round-view.ts'
import { type ListedRound, roundRows } from './store.ts'

export const roundsHands: AreaHands = {
  round: {
    states: roundApproval.hands,
    open: async store => {
      const open: OpenThing[] = []
      for (const { id } of await decided(store)) open.push(...(await openRound(store, id)))
      return open
    },
  },
  // A directive is its node's until it returns; what a node lacks is found (overview.ts).
  campaign: null,
  directive: null,
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

async function openRound(store: Reading, id: string): Promise<readonly OpenThing[]> {
  const { round, facts } = await know(store, id)
  const hands = handsOfRound(round, facts)
  const place = typeof hands === 'object' && 'does' in hands ? hands.does : 'waits'
  return openIn(hands, { subject: { kind: 'round', id }, page: pageOfRound(id, place) })
}
