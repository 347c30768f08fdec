/** What can be asked about campaigns, rounds, operators and directives, and what operators' nodes call. */
import { z } from 'zod'
import { line, paragraph } from '../../authority/actor.ts'
import { ANYONE, APPROVERS, device, empty, type PeopleAccess, row } from '../../authority/contract.ts'
import { documentKind, reason, signature, version } from '../../authority/document-kind.ts'
import { byId, pageOf, pageQuery } from '../../authority/paging.ts'
import { conditionBody } from '../../directive/condition.ts'
import {
  heldList,
  helloBody,
  instant,
  ON_AIR_MAX,
  operatorId,
  progressBody,
  purpose,
  sha256,
} from '../../directive/documents.ts'
import { publicJwk } from '../../directive/public-key.ts'
import {
  campaign,
  directedRound,
  directiveSummary,
  laneCourse,
  lastRound,
  type NodeIdentity,
  operatorSummary,
  roundContent,
  roundDetail,
  roundLive,
  roundState,
  roundSummary,
  roundVersion,
  whichArchived,
} from './model.ts'

export const WRITERS: PeopleAccess = { is: 'people', roles: ['editor', 'approver'], scope: 'rounds' }
/** No program deletes what somebody wrote. */
const WRITERS_THEMSELVES: PeopleAccess = { ...WRITERS, scope: null }
/** Whoever is on duty for health checks has no part in rounds. An engineer sees what was directed to their operator. */
const FOLLOWERS: PeopleAccess = {
  is: 'people',
  roles: ['editor', 'approver', 'engineer', 'auditor', 'administrator'],
  scope: 'read',
}
const OPERATOR_KEEPERS: PeopleAccess = { is: 'people', roles: ['administrator'], scope: 'operators' }
/** An operator's node, by a token that its key signs anew for each call. */
export const NODE = device<NodeIdentity>()('node')

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

const byOperatorId = z.strictObject({ id: operatorId })

/** Directives that one node may be running at once, and then some. */
const PROGRESS_MAX = 200
const jws = z.string().min(20).max(500_000)
const signedDocument = z.strictObject({ document: jws }).meta({ id: 'SignedDocument' })
const authorityKey = z.strictObject({ publicKey: publicJwk, keyId: z.string() })

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
  listOperators: row({
    method: 'get',
    path: '/api/v1/operators',
    summary: 'All operators: who is connected, since when, what it declares, what did not add up',
    may: FOLLOWERS,
    answer: z.array(operatorSummary).meta({ id: 'Operators' }),
  }),
  createOperator: row({
    method: 'post',
    path: '/api/v1/operators',
    summary: 'A new operator, not yet enrolled',
    may: OPERATOR_KEEPERS,
    body: z
      .strictObject({ id: operatorId, name: line })
      .meta({ id: 'OperatorInput', examples: [{ id: 'viettel', name: 'Viettel' }] }),
    status: 201,
    answer: operatorSummary,
    starts: true,
  }),
  getOperator: row({
    method: 'get',
    path: '/api/v1/operators/{id}',
    summary: 'One operator',
    may: FOLLOWERS,
    params: byOperatorId,
    answer: operatorSummary,
  }),
  listDirectivesOfOperator: row({
    method: 'get',
    path: '/api/v1/operators/{id}/directives',
    summary: 'The newest directives that were issued to it, with their rounds and returns',
    may: FOLLOWERS,
    params: byOperatorId,
    answer: z.array(directedRound).meta({ id: 'DirectivesOfOperator' }),
  }),
  issueEnrolmentCode: row({
    method: 'post',
    path: '/api/v1/operators/{id}/enrolment',
    summary: 'A code that enrols one node once, within a day; told once',
    may: OPERATOR_KEEPERS,
    fresh: 'always',
    params: byOperatorId,
    body: z.strictObject({}).meta({ id: 'EnrolmentInput' }),
    status: 201,
    answer: z.strictObject({ code: z.string(), expiresAt: instant }).meta({ id: 'EnrolmentCode' }),
    starts: true,
    tellsSecret: true,
  }),
  revokeOperator: row({
    method: 'post',
    path: '/api/v1/operators/{id}/revoke',
    summary: "The node's key counts no more, at once",
    may: OPERATOR_KEEPERS,
    params: byOperatorId,
    body: z.strictObject({}).meta({ id: 'RevocationInput' }),
    answer: operatorSummary,
    starts: true,
  }),
  getAuthority: row({
    method: 'get',
    path: '/node/v1/authority',
    summary: 'The key that directives are signed with',
    may: ANYONE,
    answer: authorityKey.extend({ name: z.string(), now: instant }).meta({ id: 'Authority' }),
  }),
  enrolNode: row({
    method: 'post',
    path: '/node/v1/enrol',
    summary: "Gives a node's public key in, with an enrolment code; once",
    may: ANYONE,
    body: z.strictObject({ code: z.string().min(1).max(200), publicKey: publicJwk }).meta({ id: 'Enrolment' }),
    answer: z
      .strictObject({ operator: operatorId, name: z.string(), authority: authorityKey })
      .meta({ id: 'Enrolled' }),
    rate: { per: 'address', max: 30, seconds: 60 },
  }),
  rotateNodeKey: row({
    method: 'post',
    path: '/node/v1/rotate',
    summary: 'The present key names the next one; from then on only that one counts',
    may: NODE,
    body: z.strictObject({ rotation: jws }).meta({ id: 'Rotation' }),
    status: 204,
  }),
  sayHello: row({
    method: 'post',
    path: '/node/v1/hello',
    summary: 'What a node declares of itself, when it connects and when it changes',
    may: NODE,
    body: helloBody,
    answer: z
      .strictObject({
        now: instant,
        freeList: heldList,
        /** Digests of directives that may be on the air there and are not known here: the node gives them back. */
        lostBroadcasts: z.array(sha256).max(ON_AIR_MAX).optional(),
      })
      .meta({ id: 'HelloAnswer' }),
  }),
  watchAgenda: row({
    method: 'get',
    path: '/node/v1/agenda',
    summary: 'The whole of what the authority wants of a node, at once and at each change; a beat every 5 s',
    may: NODE,
    media: 'text/event-stream',
  }),
  tellProgress: row({
    method: 'post',
    path: '/node/v1/progress',
    summary: 'Cumulative tallies, once a second; a lost or doubled one harms nothing',
    may: NODE,
    body: z.strictObject({ items: z.array(progressBody).max(PROGRESS_MAX) }).meta({ id: 'ProgressItems' }),
    status: 204,
  }),
  tellCondition: row({
    method: 'post',
    path: '/node/v1/condition',
    summary: 'How a node fares: its alarms, and its lanes while it sends; the newest counts',
    may: NODE,
    body: conditionBody.meta({ id: 'NodeCondition' }),
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
