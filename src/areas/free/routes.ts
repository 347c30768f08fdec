/**
 * The list of what is free: each row of the contract to its use case. Everyone who is signed in may read; an engineer sees
 * of the operators only its own.
 */

import type { Numbering } from '../../audience/numbering.ts'
import { ownOperator } from '../../authority/actor.ts'
import { stepHandlers } from '../../authority/document-steps.ts'
import { notFound } from '../../authority/failures.ts'
import { askedBy, responseOf } from '../../http/at-once.ts'
import { httpFailure } from '../../http/failures.ts'
import { pathOfWholeNumber } from '../../http/numbers.ts'
import type { PageCache } from '../../http/page-cache.ts'
import { type Route, routesOf } from '../../http/route.ts'
import { freeContract, freeDrafts } from './contract.ts'
import type { FreeUseCases } from './use-cases.ts'

export function freeRoutes(needs: {
  readonly free: FreeUseCases
  readonly cache: PageCache
  readonly numbering: Numbering
}): Route[] {
  const { free, cache, numbering } = needs
  const give = async (request: Request, path: string) => {
    const answer = await cache.answer(path, askedBy(request))
    if (answer === null) throw notFound('page')
    return responseOf(answer)
  }
  return routesOf(freeContract, {
    getFree: async ({ actor }) => await free.overview(ownOperator(actor)),
    getFreeList: async ({ params }) => await free.version(params.version),
    getFreeDraft: async ({ actor }) => await free.draft(actor),
    ...stepHandlers(freeDrafts, free),
    saveFreeDraft: async ({ actor, body }) => {
      const path = pathOfWholeNumber(numbering, body.content, 'content')
      if (path !== null) throw httpFailure('subscriberNumber', { path })
      return await free.saveFreeDraft(actor, body)
    },
    listFreeAudits: async ({ actor, query: { cursor = null, limit } }) =>
      await free.audits({ cursor, limit, operator: ownOperator(actor) }),
    keepFreeAudit: async ({ actor, body }) => await free.keepAudit(actor, body),
    getFreeAudit: async ({ actor, params }) => {
      const found = await free.audit(params.id)
      const own = ownOperator(actor)
      if (own !== null && found.operator !== own) throw notFound('audit')
      return found
    },
    acknowledgeList: async ({ node, body }) => {
      await free.acknowledge(node, body.document)
    },
    giveListBack: async ({ node, body }) => await free.takeBack(node, body.document),
    getFreePage: async ({ request }) => await give(request, '/free'),
    getFreeNow: async ({ request }) => await give(request, '/free.json'),
  })
}
