/**
 * The list of what is free: its draft, its versions, who holds it; and what citizens are told, without a sign-in.
 *
 * Everyone who is signed in may read; an engineer sees of the operators only its own.
 */
import { z } from 'zod'
import { auditSummary } from '../../audit/summary.ts'
import { Failure } from '../../base/failure.ts'
import { LIST_SIZE_MAX, operatorId, sha256 } from '../../directive/documents.ts'
import { pathOfWholeNumber } from '../../http/numbers.ts'
import { byId, pageOf, pageQuery } from '../../http/paging.ts'
import {
  ANYONE,
  APPROVERS,
  AUDIT_KEEPERS,
  LIST_WRITERS,
  NODE,
  READERS,
  type Route,
  route,
} from '../../http/route.ts'
import type { Services } from '../../http/services.ts'
import { paragraph } from '../rounds/model.ts'
import { ownOperator } from '../rounds/routes.ts'
import {
  freeAudit,
  freeAuditSummary,
  freeContent,
  freeDraft,
  freeNow,
  freeOverview,
  freeVersion,
} from './model.ts'
import { FreePage } from './public-page.ts'

/** A quarter of days, of some twenty services, in both directions. */
const AUDIT_VALUES_MAX = 100_000

const revision = z.int().min(0)
const ofRevision = z.strictObject({ revision }).meta({ id: 'OfRevision' })
const byVersion = z.strictObject({ version: z.coerce.number().int().min(1).max(1_000_000) })
const signed = z.strictObject({ document: z.string().min(20).max(LIST_SIZE_MAX) })

const CONTENT = {
  inForceFrom: null,
  country: 'VN',
  callingCode: '84',
  timeZone: 'Asia/Ho_Chi_Minh',
  currency: { code: 'VND', decimals: 0 },
  services: [
    {
      kind: 'hotline',
      id: 'byt-19003228',
      title: 'Đường dây nóng Bộ Y tế 19003228',
      owner: 'Bộ Y tế',
      numbers: ['19003228'],
      diversions: ['19009095'],
      free: [{ from: '2020-02-01T00:00:00+07:00', until: '2020-04-04T00:00:00+07:00' }],
      otherwise: { call: { setup: 0, amount: 5000, perSeconds: 60 } },
      evidence: ['Công văn của Bộ Thông tin và Truyền thông'],
    },
  ],
} satisfies z.input<typeof freeContent>

export function freeRoutes(services: Services): Route[] {
  const { numbering } = services
  const { free } = services.authority
  return [
    ...publicRoutes(services),
    route({
      method: 'get',
      path: '/api/v1/zero-rating',
      name: 'getFree',
      summary:
        'What was, is and will be free, the versions of the list, and who holds the last one',
      may: READERS,
      answer: freeOverview,
      handle: async ({ actor }) => await free.overview(ownOperator(actor)),
    }),
    route({
      method: 'get',
      path: '/api/v1/zero-rating/lists/{version}',
      name: 'getFreeList',
      summary: 'One version of the list, as it was signed',
      may: READERS,
      params: byVersion,
      answer: freeVersion,
      handle: async ({ params }) => await free.version(params.version),
    }),
    route({
      method: 'get',
      path: '/api/v1/zero-rating/draft',
      name: 'getFreeDraft',
      summary:
        'The draft of the next version: its content, faults, what it changes, what the reader may do',
      may: READERS,
      answer: freeDraft,
      handle: async ({ actor }) => await free.draft(actor),
    }),
    route({
      method: 'put',
      path: '/api/v1/zero-rating/draft',
      name: 'saveFreeDraft',
      summary: 'Saves the draft over the revision that was opened; it may have faults',
      may: LIST_WRITERS,
      body: z
        .strictObject({ revision, content: freeContent })
        .meta({ id: 'FreeDraftInput', examples: [{ revision: 0, content: CONTENT }] }),
      answer: freeDraft,
      handle: async ({ actor, body }) => {
        const path = pathOfWholeNumber(numbering, body.content, 'content')
        if (path !== null) throw new Failure('subscriberNumber', { path })
        return await free.saveDraft(actor, body)
      },
    }),
    route({
      method: 'post',
      path: '/api/v1/zero-rating/draft/submit',
      name: 'submitFreeDraft',
      summary: 'Submits it for approval; a fault keeps it from that, a doubt does not',
      may: LIST_WRITERS,
      body: ofRevision,
      answer: freeDraft,
      starts: true,
      handle: async ({ actor, body }) => await free.submitDraft(actor, body),
    }),
    route({
      method: 'post',
      path: '/api/v1/zero-rating/draft/withdraw',
      name: 'withdrawFreeDraft',
      summary: 'Takes it back before it is approved',
      may: LIST_WRITERS,
      body: ofRevision,
      answer: freeDraft,
      starts: true,
      handle: async ({ actor, body }) => await free.withdrawDraft(actor, body),
    }),
    route({
      method: 'post',
      path: '/api/v1/zero-rating/draft/approve',
      name: 'approveFreeDraft',
      summary:
        "Approves this very content, signs the next version and sends it out; never one's own",
      may: APPROVERS,
      body: z
        .strictObject({
          revision,
          digest: sha256,
          services: z.int().min(0),
          doubts: z.int().min(0),
        })
        .meta({ id: 'FreeApproval' }),
      answer: freeDraft,
      starts: true,
      handle: async ({ actor, body }) => await free.approveDraft(actor, body),
    }),
    route({
      method: 'post',
      path: '/api/v1/zero-rating/draft/return',
      name: 'returnFreeDraft',
      summary: 'Sends it back with a reason',
      may: APPROVERS,
      body: z
        .strictObject({ revision, reason: paragraph.pipe(z.string().min(1)) })
        .meta({ id: 'FreeSendingBack' }),
      answer: freeDraft,
      starts: true,
      handle: async ({ actor, body }) => await free.returnDraft(actor, body),
    }),
    route({
      method: 'get',
      path: '/api/v1/zero-rating/audits',
      name: 'listFreeAudits',
      summary: "Audits of operators' charging records, newest first",
      may: READERS,
      query: pageQuery,
      answer: pageOf(freeAuditSummary, 'FreeAuditPage'),
      handle: async ({ actor, query: { cursor = null, limit } }) =>
        await free.audits({ cursor, limit, operator: ownOperator(actor) }),
    }),
    route({
      method: 'post',
      path: '/api/v1/zero-rating/audits',
      name: 'keepFreeAudit',
      summary:
        'The summary that `loa zerorating audit` has made at an operator; the same one twice is one',
      may: AUDIT_KEEPERS,
      body: z
        .strictObject({ operator: operatorId, summary: auditSummary })
        .meta({ id: 'FreeAuditInput' }),
      values: AUDIT_VALUES_MAX,
      status: 201,
      answer: freeAudit,
      starts: true,
      handle: async ({ actor, body }) => await free.keepAudit(actor, body),
    }),
    route({
      method: 'get',
      path: '/api/v1/zero-rating/audits/{id}',
      name: 'getFreeAudit',
      summary: 'One audit with its sums by service, day and operator, and what they leave out',
      may: READERS,
      params: byId,
      answer: freeAudit,
      handle: async ({ actor, params }) => {
        const found = await free.audit(params.id)
        const own = ownOperator(actor)
        if (own !== null && found.operator !== own) throw new Failure('notFound', { what: 'audit' })
        return found
      },
    }),
    route({
      method: 'post',
      path: '/node/v1/list-acknowledgements',
      name: 'acknowledgeList',
      summary: 'A signed acknowledgement of a list; the same one twice is one',
      may: NODE,
      body: signed.meta({ id: 'ListAcknowledgementDocument' }),
      status: 204,
      handle: async ({ node, body }) => {
        await free.acknowledge(node, body.document)
      },
    }),
    route({
      method: 'post',
      path: '/node/v1/lists',
      name: 'giveListBack',
      summary: 'A list that a restored authority has lost, as it was signed; the oldest first',
      may: NODE,
      body: signed.meta({ id: 'ListDocument' }),
      status: 204,
      handle: async ({ node, body }) => await free.takeBack(node, body.document),
    }),
  ]
}

/** Never behind a sign-in, and as good without any other file. */
function publicRoutes(services: Services): Route[] {
  const page = new FreePage(services)
  return [
    route({
      method: 'get',
      path: '/free',
      name: 'getFreePage',
      summary: 'What is free now, for citizens: one small page, in Vietnamese and English',
      may: ANYONE,
      media: 'text/html',
      handle: async ({ request }) => await page.respond('html', request.headers),
    }),
    route({
      method: 'get',
      path: '/free.json',
      name: 'getFreeNow',
      summary:
        'The same for programs, on any page: what is free now, until when, and who has confirmed it',
      may: ANYONE,
      answer: freeNow,
      handle: async ({ request }) => await page.respond('json', request.headers),
    }),
  ]
}
