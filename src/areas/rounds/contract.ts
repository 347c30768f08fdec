/** What can be asked about campaigns, rounds and directives, and what operators' nodes call of them. */
import { z } from 'zod'
import { line, paragraph } from '../../authority/actor.ts'
import { APPROVERS, empty, type PeopleAccess, row } from '../../authority/contract.ts'
import { documentKind, reason, signature, version } from '../../authority/document-kind.ts'
import { byId, pageOf, pageQuery, whichArchived } from '../../authority/paging.ts'
import { progressBody, purpose, sha256 } from '../../directive/documents.ts'
import { byOperatorId, FOLLOWERS, jws, NODE } from '../operators/contract.ts'
import {
  campaign,
  directedRound,
  directiveSummary,
  laneCourse,
  lastRound,
  roundContent,
  roundDetail,
  roundLive,
  roundState,
  roundSummary,
  roundVersion,
} from './model.ts'

export const WRITERS: PeopleAccess = { is: 'people', roles: ['editor', 'approver'], scope: 'rounds' }
/** No program deletes what somebody wrote. */
const WRITERS_THEMSELVES: PeopleAccess = { ...WRITERS, scope: null }

const campaignInput = z
  .strictObject({ title: line, note: paragraph.default('') })
  .meta({ id: 'CampaignInput', examples: [{ title: 'Phòng, chống dịch tháng 2', note: '' }] })
const ofVersion = z.strictObject({ version }).meta({ id: 'OfVersion' })
const signed = z.strictObject({ signature }).meta({ id: 'Signed' })

/** `?state=draft,submitted` */
const states = z
  .string()
  .max(200)
  .transform(text => text.split(','))
  .pipe(z.array(roundState).max(20))

const CONTENT = {
  title: 'Đợt 1',
  messages: [{ variants: [{ language: 'vi', text: 'Bộ Y tế: hãy rửa tay thường xuyên bằng xà phòng.' }] }],
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

/** Directives that one node may be running at once, and then some. */
const PROGRESS_MAX = 200
const signedDocument = z.strictObject({ document: jws }).meta({ id: 'SignedDocument' })
const aRound = { of: 'Round', at: '/api/v1/rounds/{id}', params: byId } as const

/** The way to being approved. Its content is saved below a path of its own. */
export const roundKind = documentKind({
  ...aRound,
  answer: roundDetail,
  writers: WRITERS,
  steps: {
    submit: { summary: 'Submits it for approval', body: ofVersion.extend({ signature }).meta({ id: 'Submission' }) },
    withdraw: { summary: 'Takes it back before it is approved', body: ofVersion },
    approve: {
      summary: "Approves this very content; never one's own",
      body: z
        .strictObject({
          version,
          digest: sha256,
          signature,
          subscribers: z.int().min(0),
          /** Of the round, as many as were looked at. */
          doubts: z.int().min(0).default(0),
        })
        .meta({ id: 'Approval' }),
    },
    return: {
      summary: 'Sends it back with a reason',
      body: z.strictObject({ version, reason }).meta({ id: 'SendingBack' }),
    },
    archive: { summary: 'Puts a draft, or a round that has ended, away', body: empty },
    unarchive: { summary: 'Brings it back', body: empty },
  },
})

/** What is done with one that is approved: its nodes are told. */
export const roundOrders = documentKind({
  ...aRound,
  answer: roundDetail,
  writers: WRITERS,
  steps: {
    exercise: { summary: 'Sends it to the test numbers of the operators', body: empty },
    schedule: {
      summary: 'Issues the live directives of an approved round',
      may: APPROVERS,
      fresh: 'unless-passkey',
      body: signed,
    },
    pause: { summary: 'Pauses it at every operator', body: empty },
    resume: { summary: 'Goes on after a pause', may: APPROVERS, fresh: 'unless-passkey', body: signed },
    stop: {
      summary: 'Stops it at every operator, for good',
      body: z.strictObject({ reason }).meta({ id: 'Stop', examples: [{ reason: 'Nội dung cần sửa' }] }),
    },
  },
})

export const roundsContract = {
  listCampaigns: row({
    method: 'get',
    path: '/api/v1/campaigns',
    summary: 'Campaigns, newest first',
    may: FOLLOWERS,
    query: pageQuery.extend({
      search: z.string().trim().max(200).optional(),
      archived: whichArchived.default('hidden'),
    }),
    answer: pageOf(campaign, 'CampaignPage'),
  }),
  createCampaign: row({
    method: 'post',
    path: '/api/v1/campaigns',
    summary: 'A new campaign',
    may: WRITERS,
    body: campaignInput,
    status: 201,
    answer: campaign,
    starts: true,
  }),
  getCampaign: row({
    method: 'get',
    path: '/api/v1/campaigns/{id}',
    summary: 'One campaign',
    may: FOLLOWERS,
    params: byId,
    answer: campaign,
  }),
  changeCampaign: row({
    method: 'patch',
    path: '/api/v1/campaigns/{id}',
    summary: 'Another title or note',
    may: WRITERS,
    params: byId,
    body: z.strictObject({ title: line.optional(), note: paragraph.optional() }).meta({ id: 'CampaignChange' }),
    answer: campaign,
  }),
  archiveCampaign: row({
    method: 'post',
    path: '/api/v1/campaigns/{id}/archive',
    summary: 'Puts it away with its rounds, once none of them waits or goes out',
    may: WRITERS,
    params: byId,
    body: empty,
    answer: campaign,
    starts: true,
  }),
  unarchiveCampaign: row({
    method: 'post',
    path: '/api/v1/campaigns/{id}/unarchive',
    summary: 'Brings it back',
    may: WRITERS,
    params: byId,
    body: empty,
    answer: campaign,
    starts: true,
  }),
  createRound: row({
    method: 'post',
    path: '/api/v1/campaigns/{id}/rounds',
    summary: 'A new round as a draft',
    may: WRITERS,
    params: byId,
    body: z.strictObject({ content: roundContent }).meta({ id: 'RoundInput', examples: [{ content: CONTENT }] }),
    status: 201,
    answer: roundDetail,
    starts: true,
  }),
  createRoundAlone: row({
    method: 'post',
    path: '/api/v1/rounds',
    summary: 'A new round as a draft, in a campaign of its own that is called as it is',
    may: WRITERS,
    body: z.strictObject({ content: roundContent }).meta({ id: 'RoundAlone' }),
    status: 201,
    answer: roundDetail,
    starts: true,
  }),
  listRounds: row({
    method: 'get',
    path: '/api/v1/rounds',
    summary: 'Rounds, newest first',
    may: FOLLOWERS,
    query: pageQuery.extend({
      campaign: z.uuid().optional(),
      state: states.optional(),
      archived: whichArchived.default('hidden'),
    }),
    answer: pageOf(roundSummary, 'RoundPage'),
  }),
  getRound: row({
    method: 'get',
    path: '/api/v1/rounds/{id}',
    summary: 'One round with its content, its estimate, its history and what the reader may do',
    may: FOLLOWERS,
    params: byId,
    answer: roundDetail,
  }),
  copyRound: row({
    method: 'post',
    path: '/api/v1/rounds/{id}/copy',
    summary: 'A new draft with the same content, without its window; in another campaign too',
    may: WRITERS,
    params: byId,
    body: z.strictObject({ campaign: z.uuid().optional() }).meta({ id: 'RoundCopy' }),
    status: 201,
    answer: roundDetail,
    starts: true,
  }),
  deleteRound: row({
    method: 'delete',
    path: '/api/v1/rounds/{id}',
    summary: 'Deletes a draft that was never submitted, in the version that was seen',
    may: WRITERS_THEMSELVES,
    params: byId,
    query: z.strictObject({ version: z.coerce.number<string>().int().min(1) }),
    status: 204,
  }),
  getLastRound: row({
    method: 'get',
    path: '/api/v1/me/last-round',
    summary: 'Sender and settings that one has used last; a new round begins with them',
    may: WRITERS,
    query: z.strictObject({ purpose: purpose.default('live'), round: z.uuid().optional() }),
    answer: z.strictObject({ last: lastRound.nullable() }).meta({ id: 'LastRoundAnswer' }),
  }),
  saveRound: row({
    method: 'put',
    path: '/api/v1/rounds/{id}/content',
    summary: 'Saves the content over the version that was opened; a change needs a new approval',
    may: WRITERS,
    params: byId,
    body: z.strictObject({ version: z.int().min(1), content: roundContent }).meta({ id: 'RoundContentOfVersion' }),
    answer: roundDetail,
  }),
  ...roundKind.rows,
  ...roundOrders.rows,
  listRoundVersions: row({
    method: 'get',
    path: '/api/v1/rounds/{id}/versions',
    summary: 'Every version of its content',
    may: FOLLOWERS,
    params: byId,
    answer: z.array(roundVersion).meta({ id: 'RoundVersions' }),
  }),
  getRoundLive: row({
    method: 'get',
    path: '/api/v1/rounds/{id}/live',
    summary: 'How it goes at each operator, and samples over time',
    may: FOLLOWERS,
    params: byId,
    answer: roundLive,
  }),
  getDirective: row({
    method: 'get',
    path: '/api/v1/directives/{id}',
    summary: 'One directive, and the documents as they were signed',
    may: FOLLOWERS,
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
  }),
  getDirectiveLanes: row({
    method: 'get',
    path: '/api/v1/directives/{id}/lanes',
    summary: 'What its lanes did over time, as its node told it: sums from the beginning, the window and the pace',
    may: FOLLOWERS,
    params: byId,
    answer: laneCourse,
  }),
  listDirectivesOfOperator: row({
    method: 'get',
    path: '/api/v1/operators/{id}/directives',
    summary: 'The newest directives that were issued to it, with their rounds and returns',
    may: FOLLOWERS,
    params: byOperatorId,
    answer: z.array(directedRound).meta({ id: 'DirectivesOfOperator' }),
  }),
  tellProgress: row({
    method: 'post',
    path: '/node/v1/progress',
    summary: 'Cumulative tallies, once a second; a lost or doubled one harms nothing',
    may: NODE,
    body: z.strictObject({ items: z.array(progressBody).max(PROGRESS_MAX) }).meta({ id: 'ProgressItems' }),
    status: 204,
  }),
  acknowledge: row({
    method: 'post',
    path: '/node/v1/acknowledgements',
    summary: 'A signed acknowledgement; the same one twice is one',
    may: NODE,
    body: signedDocument,
    status: 204,
  }),
  giveReturn: row({
    method: 'post',
    path: '/node/v1/returns',
    summary: 'A signed return; the same one twice is one',
    may: NODE,
    body: signedDocument,
    status: 204,
  }),
  watchRound: row({
    method: 'get',
    path: '/api/v1/rounds/{id}/events',
    summary: 'A round as it goes: `snapshot` first, then `directive`, `sample` and `round`',
    may: FOLLOWERS,
    params: byId,
    media: 'text/event-stream',
  }),
}
