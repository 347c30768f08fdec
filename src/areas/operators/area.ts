/** Operators as an area: how they and their nodes come in, who is connected, what is wanted of them, how they fare. */

import type { Area } from '../../authority/area.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import * as documents from '../../directive/documents.ts'
import type { OpenArea } from '../../http/area.ts'
import type { Hub } from '../../http/hub.ts'
import type { AreaTables } from '../../sql/store.ts'
import { operatorsContract } from './contract.ts'
import { NODE_BEAT_MS, OperatorsFeed } from './feed.ts'
import { measureOperators } from './metrics.ts'
import * as model from './model.ts'
import { atNode } from './node-device.ts'
import { operatorsRoutes } from './routes.ts'
import { operatorsTables } from './sql.ts'
import type { OperatorsUseCases } from './use-cases.ts'
import { trailWords } from './words-trail.ts'

export const operators: Area<AreaTables> = {
  name: 'operators',
  contract: operatorsContract,
  shapes: { ...documents, ...model },
  tables: operatorsTables,
  trail: trailWords,
  // What a node lacks is found by those who direct something to it.
  hands: { operator: null, authority: null },
}

/** As late as the console of another process shows when a node was heard. */
const HEARD_EVERY_MS = 5000

export function openOperatorsArea(needs: {
  readonly operators: OperatorsUseCases
  readonly work: UnitOfWork
  readonly hub: Hub
  /** The authority's name, as it stands in directives. */
  readonly name: string
  /** Whether other processes serve the same. */
  readonly isTogether: boolean
  readonly onError: (error: unknown) => void
}): OpenArea {
  const { operators: useCases, work, hub, name, onError } = needs
  const { publicKey, keyId } = work.signer
  const feed = new OperatorsFeed(useCases, hub, onError)
  return {
    routes: operatorsRoutes({ operators: useCases, hub, authority: { publicKey, keyId, name }, nowMs: work.now }),
    devices: { node: atNode(useCases) },
    hears: feed.hears,
    measure: prometheus => measureOperators(prometheus, useCases),
    jobs: [
      { everyMs: NODE_BEAT_MS, inEach: true, act: () => feed.beatNodes(work.now()) },
      ...(needs.isTogether
        ? [{ everyMs: HEARD_EVERY_MS, inEach: true as const, act: async () => await useCases.keepHeard() }]
        : []),
    ],
  }
}
