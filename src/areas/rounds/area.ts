/** Rounds as an area: campaigns, rounds, what goes out and what comes back. */

import type { Area } from '../../authority/area.ts'
import { type AreaHands, OPEN_MAX, type OpenThing, openIn } from '../../authority/hands.ts'
import type { Reading } from '../../authority/store.ts'
import type { OpenArea } from '../../http/area.ts'
import { BEAT_MS } from '../../http/changes-feed.ts'
import type { Hub } from '../../http/hub.ts'
import type { AreaTables } from '../../sql/store.ts'
import { roundsContract } from './contract.ts'
import { RoundsFeed } from './feed.ts'
import { measureRounds } from './metrics.ts'
import type { RoundState } from './model.ts'
import * as model from './model.ts'
import { pageOfRound } from './round-approval.ts'
import { handsOfRound, roundApproval } from './round-states.ts'
import { know } from './round-view.ts'
import { roundsRoutes } from './routes.ts'
import { roundsTables } from './sql.ts'
import { type ListedRound, roundRows } from './store.ts'
import type { RoundsUseCases } from './use-cases.ts'
import { trailWords } from './words-trail.ts'

/* In whose hands rounds are, state by state, and those that are open. */

const roundsHands: AreaHands = {
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

export const rounds: Area<AreaTables> = {
  name: 'rounds',
  contract: roundsContract,
  shapes: { ...model },
  tables: roundsTables,
  trail: trailWords,
  hands: roundsHands,
}

export function openRoundsArea(needs: {
  readonly rounds: RoundsUseCases
  readonly hub: Hub
  readonly onError: (error: unknown) => void
}): OpenArea {
  const { rounds: useCases, hub, onError } = needs
  const feed = new RoundsFeed(useCases, hub, onError)
  return {
    routes: roundsRoutes({ rounds: useCases, hub }),
    hears: feed.hears,
    overview: useCases.overview,
    measure: prometheus => measureRounds(prometheus, useCases),
    jobs: [{ everyMs: BEAT_MS, inEach: true, act: () => feed.beatPeople() }],
  }
}
