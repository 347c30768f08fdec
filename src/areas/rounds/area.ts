/** Rounds as an area: campaigns, rounds, operators and their nodes, what goes out and what comes back. */

import type { Area } from '../../authority/area.ts'
import type { House } from '../../authority/unit-of-work.ts'
import * as documents from '../../directive/documents.ts'
import type { OpenArea } from '../../http/area.ts'
import { BEAT_MS } from '../../http/changes-feed.ts'
import type { Hub } from '../../http/hub.ts'
import type { AreaTables } from '../../sql/store.ts'
import { roundsContract } from './contract.ts'
import { NODE_BEAT_MS, RoundsFeed } from './feed.ts'
import { roundsHands } from './in-hands.ts'
import { measureRounds } from './metrics.ts'
import * as model from './model.ts'
import { atNode } from './node-device.ts'
import { roundsRoutes } from './routes.ts'
import { roundsTables } from './sql.ts'
import { ROUNDS_ACTIONS } from './trail-actions.ts'
import type { RoundsUseCases } from './use-cases.ts'

export const rounds: Area<AreaTables> = {
  name: 'rounds',
  contract: roundsContract,
  shapes: { ...documents, ...model },
  tables: roundsTables,
  actions: ROUNDS_ACTIONS,
  hands: roundsHands,
}

/** As late as the console of another process shows when a node was heard. */
const HEARD_EVERY_MS = 5000

export function openRoundsArea(needs: {
  readonly rounds: RoundsUseCases
  readonly house: House
  readonly hub: Hub
  /** The authority's name, as it stands in directives. */
  readonly name: string
  /** Whether other processes serve the same. */
  readonly isTogether: boolean
  readonly onError: (error: unknown) => void
}): OpenArea {
  const { rounds: useCases, house, hub, name, onError } = needs
  const { publicKey, keyId } = house.signer
  const feed = new RoundsFeed(useCases, hub, onError)
  return {
    routes: roundsRoutes({ rounds: useCases, hub, authority: { publicKey, keyId, name }, nowMs: house.now }),
    devices: { node: atNode(useCases) },
    hears: feed.hears,
    overview: useCases.overview,
    measure: prometheus => measureRounds(prometheus, useCases),
    jobs: [
      { everyMs: NODE_BEAT_MS, inEach: true, act: () => feed.beatNodes(house.now()) },
      { everyMs: BEAT_MS, inEach: true, act: () => feed.beatPeople() },
      ...(needs.isTogether
        ? [{ everyMs: HEARD_EVERY_MS, inEach: true as const, act: async () => await useCases.keepHeard() }]
        : []),
    ],
  }
}
