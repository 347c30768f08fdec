/** Campaigns and rounds: writing, approving, sending, and what came of it. Engineers see what targets their operator. */
import { z } from 'zod'
import { Failure } from '../../base/failure.ts'
import { sha256 } from '../../directive/documents.ts'
import { byId, pageOf, pageQuery } from '../../http/paging.ts'
import { APPROVERS, READERS, type Route, route, WRITERS } from '../../http/route.ts'
import type { Services } from '../../http/services.ts'
import {
  type Actor,
  campaign,
  directiveSummary,
  line,
  paragraph,
  type RoundDetail,
  type RoundState,
  roundContent,
  roundDetail,
  roundLive,
  roundState,
  roundSummary,
  roundVersion,
} from './model.ts'

const campaignInput = z
  .strictObject({ title: line, note: paragraph.default('') })
  .meta({ id: 'CampaignInput', examples: [{ title: 'Phòng, chống dịch tháng 2', note: '' }] })
const ofVersion = z.strictObject({ version: z.int().min(1) }).meta({ id: 'OfVersion' })
const reason = paragraph.pipe(z.string().min(1))
const empty = z.strictObject({}).meta({ id: 'Empty' })

/** `?state=draft,submitted` */
const states = z
  .string()
  .max(200)
  .transform(text => text.split(','))
  .pipe(z.array(roundState).max(20))

const CONTENT = {
  title: 'Đợt 1',
  messages: [
    { variants: [{ language: 'vi', text: 'Bộ Y tế: hãy rửa tay thường xuyên bằng xà phòng.' }] },
  ],
  source: 'BOYTE',
  operators: ['viettel', 'vinaphone', 'mobifone'],
  audience: { provinces: null, excludes: [] },
  window: {
    notBefore: '2026-02-03T07:00:00+07:00',
    notAfter: '2026-02-05T21:00:00+07:00',
    daily: { from: '07:00', to: '21:00' },
    timeZone: 'Asia/Ho_Chi_Minh',
  },
  sending: {
    receipts: 'last',
    receiptWaitSeconds: 86_400,
    uncertain: 'hold',
    validitySeconds: null,
    canary: 10_000,
    segmentsPerSecondMax: 0,
  },
  exerciseFirst: true,
} satisfies z.input<typeof roundContent>

export function campaignRoutes({ authority }: Services): Route[] {
  const round = async (actor: Actor, id: string) => {
    const detail = await authority.round(actor, id)
    if (!maySee(actor, detail)) throw new Failure('notFound', { what: 'round' })
    return detail
  }
  return [
    route({
      method: 'get',
      path: '/api/v1/campaigns',
      name: 'listCampaigns',
      summary: 'Campaigns, newest first',
      may: READERS,
      query: pageQuery.extend({ search: z.string().trim().max(200).optional() }),
      answer: pageOf(campaign, 'CampaignPage'),
      handle: async ({ query: { cursor = null, limit, search } }) =>
        await authority.campaigns({ cursor, limit, search: search || null }),
    }),
    route({
      method: 'post',
      path: '/api/v1/campaigns',
      name: 'createCampaign',
      summary: 'A new campaign',
      may: WRITERS,
      body: campaignInput,
      status: 201,
      answer: campaign,
      starts: true,
      handle: async ({ actor, body }) => await authority.createCampaign(actor, body),
    }),
    route({
      method: 'get',
      path: '/api/v1/campaigns/{id}',
      name: 'getCampaign',
      summary: 'One campaign',
      may: READERS,
      params: byId,
      answer: campaign,
      handle: async ({ params }) => await authority.campaign(params.id),
    }),
    route({
      method: 'patch',
      path: '/api/v1/campaigns/{id}',
      name: 'changeCampaign',
      summary: 'Another title or note',
      may: WRITERS,
      params: byId,
      body: z
        .strictObject({ title: line.optional(), note: paragraph.optional() })
        .meta({ id: 'CampaignChange' }),
      answer: campaign,
      handle: async ({ actor, params, body }) => {
        const { title, note } = await authority.campaign(params.id)
        return await authority.updateCampaign(actor, params.id, {
          title: body.title ?? title,
          note: body.note ?? note,
        })
      },
    }),
    route({
      method: 'post',
      path: '/api/v1/campaigns/{id}/rounds',
      name: 'createRound',
      summary: 'A new round as a draft',
      may: WRITERS,
      params: byId,
      body: z
        .strictObject({ content: roundContent })
        .meta({ id: 'RoundInput', examples: [{ content: CONTENT }] }),
      status: 201,
      answer: roundDetail,
      starts: true,
      handle: async ({ actor, params, body }) =>
        await authority.createRound(actor, params.id, body.content),
    }),
    route({
      method: 'get',
      path: '/api/v1/rounds',
      name: 'listRounds',
      summary: 'Rounds, newest first',
      may: READERS,
      query: pageQuery.extend({ campaign: z.uuid().optional(), state: states.optional() }),
      answer: pageOf(roundSummary, 'RoundPage'),
      handle: async ({ actor, query: { cursor = null, limit, campaign = null, state } }) =>
        await authority.rounds({
          cursor,
          limit,
          campaign,
          states: (state as readonly RoundState[] | undefined) ?? null,
          operator: ownOperator(actor),
        }),
    }),
    route({
      method: 'get',
      path: '/api/v1/rounds/{id}',
      name: 'getRound',
      summary: 'One round with its content, its estimate, its history and what the reader may do',
      may: READERS,
      params: byId,
      answer: roundDetail,
      handle: async ({ actor, params }) => await round(actor, params.id),
    }),
    route({
      method: 'put',
      path: '/api/v1/rounds/{id}/content',
      name: 'saveRound',
      summary: 'Saves the content over the version that was opened; a change needs a new approval',
      may: WRITERS,
      params: byId,
      body: z
        .strictObject({ version: z.int().min(1), content: roundContent })
        .meta({ id: 'RoundContentOfVersion' }),
      answer: roundDetail,
      handle: async ({ actor, params, body }) => await authority.saveRound(actor, params.id, body),
    }),
    route({
      method: 'post',
      path: '/api/v1/rounds/{id}/submit',
      name: 'submitRound',
      summary: 'Submits it for approval',
      may: WRITERS,
      params: byId,
      body: ofVersion,
      answer: roundDetail,
      starts: true,
      handle: async ({ actor, params, body }) =>
        await authority.submitRound(actor, params.id, body),
    }),
    route({
      method: 'post',
      path: '/api/v1/rounds/{id}/withdraw',
      name: 'withdrawRound',
      summary: 'Takes it back before it is approved',
      may: WRITERS,
      params: byId,
      body: ofVersion,
      answer: roundDetail,
      starts: true,
      handle: async ({ actor, params, body }) =>
        await authority.withdrawRound(actor, params.id, body),
    }),
    route({
      method: 'post',
      path: '/api/v1/rounds/{id}/approve',
      name: 'approveRound',
      summary: "Approves this very content; never one's own",
      may: APPROVERS,
      params: byId,
      body: z
        .strictObject({
          version: z.int().min(1),
          digest: sha256,
          subscribers: z.int().min(0),
        })
        .meta({ id: 'Approval' }),
      answer: roundDetail,
      starts: true,
      handle: async ({ actor, params, body }) =>
        await authority.approveRound(actor, params.id, body),
    }),
    route({
      method: 'post',
      path: '/api/v1/rounds/{id}/return',
      name: 'returnRound',
      summary: 'Sends it back with a reason',
      may: APPROVERS,
      params: byId,
      body: z.strictObject({ version: z.int().min(1), reason }).meta({ id: 'SendingBack' }),
      answer: roundDetail,
      starts: true,
      handle: async ({ actor, params, body }) =>
        await authority.returnRound(actor, params.id, body),
    }),
    route({
      method: 'post',
      path: '/api/v1/rounds/{id}/exercise',
      name: 'exerciseRound',
      summary: 'Sends it to the test numbers of the operators',
      may: WRITERS,
      params: byId,
      body: empty,
      answer: roundDetail,
      starts: true,
      handle: async ({ actor, params }) => await authority.exerciseRound(actor, params.id),
    }),
    route({
      method: 'post',
      path: '/api/v1/rounds/{id}/schedule',
      name: 'scheduleRound',
      summary: 'Issues the live directives of an approved round',
      may: APPROVERS,
      params: byId,
      body: empty,
      answer: roundDetail,
      starts: true,
      handle: async ({ actor, params }) => await authority.scheduleRound(actor, params.id),
    }),
    route({
      method: 'post',
      path: '/api/v1/rounds/{id}/pause',
      name: 'pauseRound',
      summary: 'Pauses it at every operator',
      may: WRITERS,
      params: byId,
      body: empty,
      answer: roundDetail,
      starts: true,
      handle: async ({ actor, params }) => await authority.pauseRound(actor, params.id),
    }),
    route({
      method: 'post',
      path: '/api/v1/rounds/{id}/resume',
      name: 'resumeRound',
      summary: 'Goes on after a pause',
      may: APPROVERS,
      params: byId,
      body: empty,
      answer: roundDetail,
      starts: true,
      handle: async ({ actor, params }) => await authority.resumeRound(actor, params.id),
    }),
    route({
      method: 'post',
      path: '/api/v1/rounds/{id}/stop',
      name: 'stopRound',
      summary: 'Stops it at every operator, for good',
      may: WRITERS,
      params: byId,
      body: z
        .strictObject({ reason })
        .meta({ id: 'Stop', examples: [{ reason: 'Nội dung cần sửa' }] }),
      answer: roundDetail,
      starts: true,
      handle: async ({ actor, params, body }) => await authority.stopRound(actor, params.id, body),
    }),
    route({
      method: 'get',
      path: '/api/v1/rounds/{id}/versions',
      name: 'listRoundVersions',
      summary: 'Every version of its content',
      may: READERS,
      params: byId,
      answer: z.array(roundVersion).meta({ id: 'RoundVersions' }),
      handle: async ({ actor, params }) => {
        await round(actor, params.id)
        return await authority.versions(params.id)
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/rounds/{id}/live',
      name: 'getRoundLive',
      summary: 'How it goes at each operator, and samples over time',
      may: READERS,
      params: byId,
      answer: roundLive,
      handle: async ({ actor, params }) => {
        await round(actor, params.id)
        return await authority.live(params.id, ownOperator(actor))
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/directives/{id}',
      name: 'getDirective',
      summary: 'One directive, and the documents as they were signed',
      may: READERS,
      params: byId,
      answer: z
        .strictObject({
          summary: directiveSummary,
          documents: z.strictObject({
            directive: z.string(),
            acknowledgement: z.string().nullable(),
            return: z.string().nullable(),
          }),
        })
        .meta({ id: 'DirectiveWithDocuments' }),
      handle: async ({ actor, params }) => {
        const found = await authority.directive(params.id)
        const own = ownOperator(actor)
        if (own !== null && found.summary.operator !== own)
          throw new Failure('notFound', { what: 'directive' })
        return found
      },
    }),
  ]
}

/** Whose part alone this reader sees; null: all. An engineer without an operator sees nobody's. */
export function ownOperator(actor: Actor): string | null {
  return actor.role === 'engineer' ? (actor.operator ?? '') : null
}

export function maySee(actor: Actor, round: Pick<RoundDetail, 'content'>): boolean {
  const own = ownOperator(actor)
  return own === null || round.content.operators.includes(own)
}
