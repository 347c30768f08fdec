/** The office of briefings: each row of its contract to its use case. */
import type { Store } from '../../../authority/store.ts'
import { httpFailure } from '../../../http/failures.ts'
import { type RateLimits, takeFrom } from '../../../http/rate.ts'
import { onShift, type Route, routesOf } from '../../../http/route.ts'
import { officeContract } from '../contract.ts'
import type { OfficeUseCases } from '../use-cases.ts'
import { pageAnswer, recordingAnswer } from './file-answers.ts'
import { digestOf } from './link.ts'
import { openRecording } from './recordings.ts'

/** A page whose answer was lost asks once more, and so does who opens a link twice. */
const OF_LINK = { max: 20, seconds: 60 }
/** By an address, of links that there are not. Whoever has a link is let in all the same: neighbours are behind one address. */
const GUESSES = { max: 60, seconds: 60 }

export function officeRoutes(needs: {
  readonly office: OfficeUseCases
  readonly limits: RateLimits
  readonly nowMs: () => number
  readonly store: Store
  /** The data directory, with recordings in it. */
  readonly directory: string
}): Route[] {
  const { office, limits, nowMs } = needs
  const { enterBriefing, ...own } = officeContract
  const entering = routesOf(
    { enterBriefing },
    {
      enterBriefing: async ({ body: { key }, address }) => {
        const isLink = await office.isLink(key)
        const seconds = isLink
          ? limits.take(`enter ${digestOf(key)}`, OF_LINK, nowMs())
          : await takeFrom(limits, { name: 'enter', address }, GUESSES, nowMs())
        if (seconds > 0) throw httpFailure('tooManyRequests', { seconds })
        return await office.enterBriefing(key)
      },
    },
  )
  const others = routesOf(own, {
    listBriefingSites: async () => await office.sites(),
    createBriefingSite: async ({ actor, body }) => await office.createSite(actor, body),
    orderBriefingSites: async ({ actor, body }) => await office.orderSites(actor, body.sites),
    saveBriefingSite: async ({ actor, params, body }) => await office.saveSite(actor, params.id, body),

    listBriefings: async ({ query: { cursor = null, limit, state = null } }) =>
      await office.briefings({ cursor, limit, states: state }),
    createBriefing: async ({ actor, body }) => await office.createBriefing(actor, body),
    getBriefing: async ({ actor, params }) => await office.briefing(actor, params.id),
    saveBriefing: async ({ actor, params, body }) => await office.saveBriefing(actor, params.id, body),
    cancelBriefing: async ({ actor, params, body }) => await office.cancelBriefing(actor, params.id, body),
    giveAbsenceReason: async ({ actor, params: { id, site }, body }) =>
      await office.giveAbsenceReason(actor, id, { site, ...body }),

    issuePlaceLink: async ({ actor, params: { id, site }, body }) =>
      await office.issuePlaceLink(actor, id, { site, ...body }),
    issuePlaceLinks: async ({ actor, params, body }) => await office.issuePlaceLinks(actor, params.id, body),
    addBriefingDocument: async ({ actor, params, body }) => await office.addDocument(actor, params.id, body),
    putDocumentPage: async ({ actor, params: { id, page }, body, request }) =>
      await office.putPicture(actor, id, { page, type: mediaTypeOf(request), picture: body }),
    putDocumentText: async ({ actor, params: { id, page }, body }) =>
      await office.putText(actor, id, { page, ...body }),
    getDocumentPage: async ({ params: { id, page } }) => pageAnswer(await office.picture(id, page), page),
    removeBriefingDocument: async ({ actor, params }) => await office.removeDocument(actor, params.id),

    addMinute: async ({ actor, params, body }) => await office.addMinute(actor, params.id, body),
    saveMinute: async ({ actor, params, body }) => await office.saveMinute(actor, params.id, body),
    removeMinute: async ({ actor, params, query }) => await office.removeMinute(actor, params.id, query),
    closeMinutes: async ({ actor, params }) => await office.closeMinutes(actor, params.id),

    downloadRecording: async ({ params: { id, number }, request }) =>
      await recordingAnswer(await openRecording(needs, id, number), request),
  })
  // Who comes is shown the room.
  return [...others, ...onShift(entering)]
}

/** One of those that the row takes. */
function mediaTypeOf({ headers }: Request): string {
  return headers.get('content-type')?.split(';')[0].trim().toLowerCase() ?? ''
}
