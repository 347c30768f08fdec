/** Each row of the contract to its use case. */
import { type Route, routesOf } from '../../http/route.ts'
import { noticesContract } from './contract.ts'
import type { OwnNotices } from './own.ts'

export function noticeRoutes(own: OwnNotices): Route[] {
  return routesOf(noticesContract, {
    getNotices: async ({ actor }) => await own.settings(actor),
    chooseNotices: async ({ actor, body }) => await own.choose(actor, body),
    askNoticeAddress: async ({ actor, body }) => await own.askAddress(actor, body.address),
    confirmNoticeAddress: async ({ actor, body }) => await own.confirmAddress(actor, body.link),
    dropNoticeAddress: async ({ actor }) => await own.useAccount(actor),
    mailNoticesAgain: async ({ actor }) => await own.mailAgain(actor),
    addNoticeBrowser: async ({ actor, body }) => await own.addBrowser(actor, body),
    dropNoticeBrowser: async ({ actor, params }) => await own.dropBrowser(actor, params.id),
  })
}
