/** Rounds as an area: campaigns, rounds, what goes out and what comes back. */

import type { Area } from '../../authority/area.ts'
import type { OpenArea } from '../../http/area.ts'
import { BEAT_MS } from '../../http/changes-feed.ts'
import type { Hub } from '../../http/hub.ts'
import type { AreaTables } from '../../sql/store.ts'
import { roundsContract } from './contract.ts'
import { RoundsFeed } from './feed.ts'
import { roundsHands } from './in-hands.ts'
import { measureRounds } from './metrics.ts'
import * as model from './model.ts'
import { roundsRoutes } from './routes.ts'
import { roundsTables } from './sql.ts'
import type { RoundsUseCases } from './use-cases.ts'
import { trailWords } from './words-trail.ts'

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
