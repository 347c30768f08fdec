/** What can be asked about the list of what is free: by people, by nodes, and by everyone without a sign-in. */
import { z } from 'zod'
import { auditSummary } from '../../audit/summary.ts'
import { ANYONE, type PeopleAccess, READERS, row } from '../../authority/contract.ts'
import { documentKind, reason, revision, signature } from '../../authority/document-kind.ts'
import { byId, pageOf, pageQuery } from '../../authority/paging.ts'
import { LIST_SIZE_MAX, operatorId, sha256 } from '../../directive/documents.ts'
import { FEBRUARY_CONTENT } from '../../zerorating/example-list.ts'
import { NODE } from '../operators/contract.ts'
import { freeAudit, freeAuditSummary, freeContent, freeDraft, freeNow, freeOverview, freeVersion } from './model.ts'

const LIST_WRITERS: PeopleAccess = { is: 'people', roles: ['editor', 'approver'], scope: 'lists' }
/** Of audits: an engineer those of its own operator. */
const AUDIT_KEEPERS: PeopleAccess = { is: 'people', roles: ['editor', 'approver', 'engineer'], scope: 'lists' }

/** What is not decided is the ministry's own: operators are given versions. */
const DRAFT_READERS: PeopleAccess = {
  is: 'people',
  roles: ['editor', 'approver', 'auditor', 'administrator'],
  scope: 'read',
}

/** A quarter of days, of some twenty services, in both directions. */
const AUDIT_VALUES_MAX = 100_000

const ofRevision = z.strictObject({ revision }).meta({ id: 'OfRevision' })
const byVersion = z.strictObject({ version: z.coerce.number().int().min(1).max(1_000_000) })
const signed = z.strictObject({ document: z.string().min(20).max(LIST_SIZE_MAX) })

const [HOTLINE] = FEBRUARY_CONTENT.services
const EXAMPLE = { ...FEBRUARY_CONTENT, inForceFrom: null, services: [HOTLINE] } satisfies z.input<typeof freeContent>

/** The draft of the next version: there is one. */
export const freeDrafts = documentKind({
  of: 'FreeDraft',
  at: '/api/v1/zero-rating/draft',
  params: null,
  answer: freeDraft,
  writers: LIST_WRITERS,
  steps: {
    save: {
      summary: 'Saves the draft over the revision that was opened; it may have faults',
      body: z
        .strictObject({ revision, content: freeContent })
        .meta({ id: 'FreeDraftInput', examples: [{ revision: 0, content: EXAMPLE }] }),
    },
    submit: {
      summary: 'Submits it for approval; a fault keeps it from that, a doubt does not',
      body: z.strictObject({ revision, signature }).meta({ id: 'FreeSubmission' }),
    },
    withdraw: { summary: 'Takes it back before it is approved', body: ofRevision },
    approve: {
      summary: "Approves this very content, signs the next version and sends it out; never one's own",
      body: z
        .strictObject({ revision, digest: sha256, signature, services: z.int().min(0), doubts: z.int().min(0) })
        .meta({ id: 'FreeApproval' }),
    },
    return: {
      summary: 'Sends it back with a reason',
      body: z.strictObject({ revision, reason }).meta({ id: 'FreeSendingBack' }),
    },
  },
})

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
    summary: 'The draft of the next version: its content, faults, what it changes, what the reader may do',
    may: DRAFT_READERS,
    answer: freeDraft,
  }),
  ...freeDrafts.rows,
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
    summary: 'The summary that `loa zerorating audit` has made at an operator; the same one twice is one',
    may: AUDIT_KEEPERS,
    body: z.strictObject({ operator: operatorId, summary: auditSummary }).meta({ id: 'FreeAuditInput' }),
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
    summary: 'The same for programs, on any page: what is free now, until when, and who has confirmed it',
    may: ANYONE,
    answer: freeNow,
  }),
}
