/** Bulletins over HTTP: each row of the contract to its use case. */

import { stepHandlers } from '../../authority/document-steps.ts'
import { notFound } from '../../authority/failures.ts'
import type { Store } from '../../authority/store.ts'
import { wallDate } from '../../base/wall-time.ts'
import { TIME_ZONE } from '../../country/vn/time-zone.ts'
import { type Route, routesOf } from '../../http/route.ts'
import type { Report } from '../../report/document.ts'
import { DocumentThread } from '../../report/documents/document-thread.ts'
import { MEDIA_TYPES } from '../../report/documents/forms.ts'
import { bulletinKind, bulletinsContract } from './contract.ts'
import { fileAnswer } from './file-answer.ts'
import { kitPaper } from './kit-document.ts'
import { bulletinRows } from './store.ts'
import type { BulletinUseCases } from './use-cases.ts'

export interface BulletinRouteNeeds {
  readonly bulletins: BulletinUseCases
  readonly store: Store
  readonly nowMs: () => number
  /** Who issues documents, from where, and who signs them, as far as the authority has said so. */
  readonly heading: (nowMs: number) => Promise<Report['heading']>
}

export function bulletinRoutes(needs: BulletinRouteNeeds): Route[] {
  const { bulletins, store, nowMs } = needs
  const writer = new DocumentThread()
  return routesOf(bulletinsContract, {
    listBulletins: async ({ query }) => {
      const { cursor = null, limit, state = null, purpose = null, archived } = query
      return await bulletins.bulletins({ cursor, limit, states: state, purpose, archived })
    },
    createBulletin: async ({ actor, body }) => await bulletins.createBulletin(actor, body.draft),
    getBulletin: async ({ actor, params }) => await bulletins.bulletin(actor, params.id),
    ...stepHandlers(bulletinKind, bulletins),
    copyBulletin: async ({ actor, params }) => await bulletins.copyBulletin(actor, params.id),
    deleteBulletin: async ({ actor, params, query }) => await bulletins.deleteBulletin(actor, params.id, query),
    listBulletinReleases: async ({ params }) => [...(await bulletins.releases(params.id))],
    listBulletinProofs: async ({ params }) => [...(await bulletins.proofs(params.id))],
    getShareKit: async ({ params }) => await bulletins.kit(params.id),
    downloadShareKit: async ({ params, query }) => {
      const kit = await bulletins.kit(params.id)
      const now = nowMs()
      const heading = await needs.heading(now)
      const report = kitPaper(kit, { heading, now, timeZone: TIME_ZONE })
      const { form } = params
      const day = wallDate(Date.parse(kit.at), TIME_ZONE)
      return new Response(await writer.write({ report, form, language: query.language }), {
        headers: {
          'content-type': MEDIA_TYPES[form],
          'content-disposition': `attachment; filename="${day}-bulletin.${form}"`,
          'cache-control': 'no-store',
        },
      })
    },

    keepSound: async ({ actor, query, body, request }) =>
      await bulletins.keepSound(actor, { by: query.by, type: mediaTypeOf(request), octets: body }),
    speakSound: async ({ actor, body }) => await bulletins.speak(actor, body),
    getBulletinFile: async ({ params: { sha256 }, request }) => {
      const rows = bulletinRows(store)
      const found = await rows.fileSize(sha256)
      if (found === null) throw notFound('file')
      const read = async (from: number, octets: number) => await rows.fileOctets(sha256, from, octets)
      return await fileAnswer({ sha256, ...found, read }, request)
    },

    listPlacements: async ({ params }) => [...(await bulletins.placements(params.id))],
    recordPlacement: async ({ actor, params, body }) => await bulletins.recordPlacement(actor, params.id, body),
    withdrawPlacement: async ({ actor, params, body }) => await bulletins.withdrawPlacement(actor, params.id, body),
    putPlacementPicture: async ({ actor, params, body }) => await bulletins.putPlacementPicture(actor, params.id, body),
  })
}

/** One of those that the row takes. */
function mediaTypeOf({ headers }: Request): string {
  return headers.get('content-type')?.split(';')[0].trim().toLowerCase() ?? ''
}
