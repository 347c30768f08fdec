/** Announcements before the ring: each row of the contract to its use case. */
import { ownOperator } from '../../authority/actor.ts'
import { type Route, routesOf } from '../../http/route.ts'
import { announcementContract } from './contract.ts'
import type { AnnouncementUseCases } from './delivery.ts'

export function announcementRoutes(announcements: AnnouncementUseCases): Route[] {
  return routesOf(announcementContract, {
    listAnnouncements: async ({ actor, params }) => [
      ...(await announcements.ofBulletin(params.id, ownOperator(actor))),
    ],
    acknowledgeAnnouncement: async ({ node, body }) => await announcements.acknowledge(node, body.document),
    countAnnouncement: async ({ node, body }) => await announcements.count(node, body.document),
  })
}
