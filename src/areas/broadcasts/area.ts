/** Cell broadcasts as an area: carried out after each release, and every few seconds for what a crash left. */
import type { Area } from '../../authority/area.ts'
import type { Change, UnitOfWork } from '../../authority/unit-of-work.ts'
import type { OpenArea } from '../../http/area.ts'
import type { Log } from '../../http/log.ts'
import type { Measure } from '../../http/metrics.ts'
import type { AreaTables } from '../../sql/store.ts'
import type { Channel } from '../bulletins/channel.ts'
import type { AtNodes } from '../operators/node-extension.ts'
import { codesInUse } from './codes.ts'
import { broadcastContract } from './contract.ts'
import { broadcastsAtNodes, broadcastUseCases } from './delivery.ts'
import { broadcastsOverview } from './overview.ts'
import { broadcastRoutes } from './routes.ts'
import { broadcastTables } from './sql.ts'
import { broadcastRows } from './store.ts'
import { trailWords } from './words-trail.ts'

export const broadcasts: Area<AreaTables> & AtNodes = {
  name: 'broadcasts',
  contract: broadcastContract,
  shapes: {},
  tables: broadcastTables,
  trail: trailWords,
  // What goes out of it nodes and devices carry on, and say what became of it.
  hands: { broadcast: null },
  atNodes: broadcastsAtNodes,
}

const LOOK_EVERY_MS = 5000

export function openBroadcastsArea(needs: {
  readonly work: UnitOfWork
  readonly subscribe: (listener: (change: Change) => void) => () => void
  readonly log: Log
}): OpenArea & { readonly channel: Channel } {
  const { work, subscribe, log } = needs
  const useCases = broadcastUseCases(work)
  const carryOut = async () => await useCases.carryOut()
  const end = subscribe(({ is }) => {
    // Whose shift it is hears of it too.
    if (is === 'release' && work.shift.isOurs())
      carryOut().catch((error: unknown) => log.unexpected('broadcasts', error))
  })
  return {
    channel: { name: 'broadcast', proofs: async bulletin => await useCases.proofs(bulletin) },
    routes: broadcastRoutes(useCases),
    measure: measureCodes(work),
    overview: broadcastsOverview(work.store),
    hears: { broadcast: (change, feed) => feed.toEveryone(change, `broadcast ${change.bulletin}`) },
    jobs: [{ everyMs: LOOK_EVERY_MS, act: carryOut, atStart: true }],
    close: end,
  }
}

/** What Prometheus reads of message codes, so that people are told before there is none: asked when it is read. */
export function measureCodes({ store, now }: Pick<UnitOfWork, 'store' | 'now'>): Measure {
  return ({ registry, Gauge }) => {
    const inUse = new Gauge({
      name: 'loa_broadcast_codes_in_use',
      help: 'Message codes of cell broadcasts that are in use, of 1,024; then no other bulletin is broadcast',
      registers: [registry],
    })
    return async () => inUse.set((await codesInUse(broadcastRows(store), now())).size)
  }
}
