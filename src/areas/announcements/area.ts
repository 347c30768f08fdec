/** Announcements before the ring as an area: carried out after each release, and every few seconds for what a crash left. */
import type { Area } from '../../authority/area.ts'
import type { Change, UnitOfWork } from '../../authority/unit-of-work.ts'
import type { OpenArea } from '../../http/area.ts'
import type { Log } from '../../http/log.ts'
import type { AreaTables } from '../../sql/store.ts'
import type { Channel } from '../bulletins/channel.ts'
import type { AtNodes } from '../operators/node-extension.ts'
import { announcementContract } from './contract.ts'
import { announcementsAtNodes, announcementUseCases } from './delivery.ts'
import { announcementRoutes } from './routes.ts'
import { announcementTables } from './sql.ts'
import { trailWords } from './words-trail.ts'

export const announcements: Area<AreaTables> & AtNodes = {
  name: 'announcements',
  contract: announcementContract,
  shapes: {},
  tables: announcementTables,
  trail: trailWords,
  // What goes out of it nodes and devices carry on, and say what became of it.
  hands: { announcement: null },
  atNodes: announcementsAtNodes,
}

const LOOK_EVERY_MS = 5000

export function openAnnouncementsArea(needs: {
  readonly work: UnitOfWork
  readonly subscribe: (listener: (change: Change) => void) => () => void
  readonly log: Log
}): OpenArea & { readonly channel: Channel } {
  const { work, subscribe, log } = needs
  const useCases = announcementUseCases(work)
  const carryOut = async () => await useCases.carryOut()
  const end = subscribe(({ is }) => {
    // Whose shift it is hears of it too.
    if (is === 'release' && work.shift.isOurs())
      carryOut().catch((error: unknown) => log.unexpected('announcements', error))
  })
  return {
    channel: { name: 'ring', proofs: async bulletin => await useCases.proofs(bulletin) },
    routes: announcementRoutes(useCases),
    hears: { announcement: (change, feed) => feed.toEveryone(change, `announcement ${change.bulletin}`) },
    jobs: [{ everyMs: LOOK_EVERY_MS, act: carryOut, atStart: true }],
    close: end,
  }
}
