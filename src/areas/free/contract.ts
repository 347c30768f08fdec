/** What can be asked about the list of what is free: by people, by nodes, and by everyone without a sign-in. */
import { z } from 'zod'
import { auditSummary } from '../../audit/summary.ts'
import { paragraph } from '../../authority/actor.ts'
import { ANYONE, APPROVERS, type PeopleAccess, READERS, row } from '../../authority/contract.ts'
import { byId, pageOf, pageQuery } from '../../authority/paging.ts'
import { givenSignature } from '../../authority/said.ts'
import { LIST_SIZE_MAX, operatorId, sha256 } from '../../directive/documents.ts'
import { FEBRUARY_CONTENT } from '../../zerorating/example-list.ts'
import { NODE } from '../rounds/contract.ts'
import {
  freeAudit,
  freeAuditSummary,
  freeContent,
  freeDraft,
  freeNow,
  freeOverview,
  freeVersion,
} from './model.ts'

const LIST_WRITERS: PeopleAccess = { is: 'people', roles: ['editor', 'approver'], scope: 'lists' }
/** Of audits: an engineer those of its own operator. */
const AUDIT_KEEPERS: PeopleAccess = {
  is: 'people',
  roles: ['editor', 'approver', 'engineer'],
  scope: 'lists',
}

/** What is not decided is the ministry's own: operators are given versions. */
const DRAFT_READERS: PeopleAccess = {
  is: 'people',
  roles: ['editor', 'approver', 'auditor', 'administrator'],
  scope: 'read',
}

/** A quarter of days, of some twenty services, in both directions. */
const AUDIT_VALUES_MAX = 100_000

const revision = z.int().min(0)
/** Where the authority has a roster, the act is signed. */
const signature = givenSignature.optional()
const ofRevision = z.strictObject({ revision }).meta({ id: 'OfRevision' })
const byVersion = z.strictObject({ version: z.coerce.number().int().min(1).max(1_000_000) })
const signed = z.strictObject({ document: z.string().min(20).max(LIST_SIZE_MAX) })

const [HOTLINE] = FEBRUARY_CONTENT.services
const EXAMPLE = {
  ...FEBRUARY_CONTENT,
  inForceFrom: null,
  services: [HOTLINE],
} satisfies z.input<typeof freeContent>

export const freeContract = {
  getFree: row({
    method: 'get',
    path: '/api/v1/zero-rating',
    summary: 'What was, is and will be free, the versions of the list, and who holds the last one',
    may: READERS,
    answer: freeOverview,
  }),
  getFreeList: row({
    method: 'get',
    path: '/api/v1/zero-rating/lists/{version}',
    summary: 'One version of the list, as it was signed',
    may: READERS,
    params: byVersion,
    answer: freeVersion,
  }),
  getFreeDraft: row({
    method: 'get',
    path: '/api/v1/zero-rating/draft',
    summary:
      'The draft of the next version: its content, faults, what it changes, what the reader may do',
    may: DRAFT_READERS,
    answer: freeDraft,
  }),
  saveFreeDraft: row({
    method: 'put',
    path: '/api/v1/zero-rating/draft',
    summary: 'Saves the draft over the revision that was opened; it may have faults',
    may: LIST_WRITERS,
    body: z
      .strictObject({ revision, content: freeContent })
      .meta({ id: 'FreeDraftInput', examples: [{ revision: 0, content: EXAMPLE }] }),
    answer: freeDraft,
  }),
  submitFreeDraft: row({
    method: 'post',
    path: '/api/v1/zero-rating/draft/submit',
    summary: 'Submits it for approval; a fault keeps it from that, a doubt does not',
    may: LIST_WRITERS,
    body: z.strictObject({ revision, signature }).meta({ id: 'FreeSubmission' }),
    answer: freeDraft,
    starts: true,
  }),
  withdrawFreeDraft: row({
    method: 'post',
    path: '/api/v1/zero-rating/draft/withdraw',
    summary: 'Takes it back before it is approved',
    may: LIST_WRITERS,
    body: ofRevision,
    answer: freeDraft,
    starts: true,
  }),
  approveFreeDraft: row({
    method: 'post',
    path: '/api/v1/zero-rating/draft/approve',
    summary: "Approves this very content, signs the next version and sends it out; never one's own",
    may: APPROVERS,
    fresh: 'unless-passkey',
    body: z
      .strictObject({
        revision,
        digest: sha256,
        services: z.int().min(0),
        doubts: z.int().min(0),
        signature,
      })
      .meta({ id: 'FreeApproval' }),
    answer: freeDraft,
    starts: true,
  }),
  returnFreeDraft: row({
    method: 'post',
    path: '/api/v1/zero-rating/draft/return',
    summary: 'Sends it back with a reason',
    may: APPROVERS,
    body: z
      .strictObject({ revision, reason: paragraph.pipe(z.string().min(1)) })
      .meta({ id: 'FreeSendingBack' }),
    answer: freeDraft,
    starts: true,
  }),
  listFreeAudits: row({
    method: 'get',
    path: '/api/v1/zero-rating/audits',
    summary: "Audits of operators' charging records, newest first",
    may: READERS,
    query: pageQuery,
    answer: pageOf(freeAuditSummary, 'FreeAuditPage'),
  }),
  keepFreeAudit: row({
    method: 'post',
    path: '/api/v1/zero-rating/audits',
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
  }),
  getFreeAudit: row({
    method: 'get',
    path: '/api/v1/zero-rating/audits/{id}',
    summary: 'One audit with its sums by service, day and operator, and what they leave out',
    may: READERS,
    params: byId,
    answer: freeAudit,
  }),
  acknowledgeList: row({
    method: 'post',
    path: '/node/v1/list-acknowledgements',
    summary: 'A signed acknowledgement of a list; the same one twice is one',
    may: NODE,
    body: signed.meta({ id: 'ListAcknowledgementDocument' }),
    status: 204,
  }),
  giveListBack: row({
    method: 'post',
    path: '/node/v1/lists',
    summary: 'A list that a restored authority has lost, as it was signed; the oldest first',
    may: NODE,
    body: signed.meta({ id: 'ListDocument' }),
    status: 204,
  }),
  getFreePage: row({
    method: 'get',
    path: '/free',
    summary: 'What is free now, for citizens: one small page, in Vietnamese and English',
    may: ANYONE,
    media: 'text/html',
  }),
  getFreeNow: row({
    method: 'get',
    path: '/free.json',
    summary:
      'The same for programs, on any page: what is free now, until when, and who has confirmed it',
    may: ANYONE,
    answer: freeNow,
  }),
}
