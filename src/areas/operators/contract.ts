/** What can be asked about operators, and what their nodes call: how they come in, prove who they are, hear what is wanted and tell how they fare. */
import { z } from 'zod'
import { line } from '../../authority/actor.ts'
import { ANYONE, device, type PeopleAccess, row } from '../../authority/contract.ts'
import { conditionBody } from '../../directive/condition.ts'
import { heldList, helloBody, instant, ON_AIR_MAX, operatorId, sha256 } from '../../directive/documents.ts'
import { publicJwk } from '../../directive/public-key.ts'
import { type NodeIdentity, operatorSummary } from './model.ts'

/** Whoever is on duty for health checks has no part in rounds. An engineer sees what was directed to their operator. */
export const FOLLOWERS: PeopleAccess = {
  is: 'people',
  roles: ['editor', 'approver', 'engineer', 'auditor', 'administrator'],
  scope: 'read',
}
const OPERATOR_KEEPERS: PeopleAccess = { is: 'people', roles: ['administrator'], scope: 'operators' }
/** An operator's node, by a token that its key signs anew for each call. */
export const NODE = device<NodeIdentity>()('node')

export const byOperatorId = z.strictObject({ id: operatorId })

/** What a node signed. */
export const jws = z.string().min(20).max(500_000)
const authorityKey = z.strictObject({ publicKey: publicJwk, keyId: z.string() })

export const operatorsContract = {
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
  tellCondition: row({
    method: 'post',
    path: '/node/v1/condition',
    summary: 'How a node fares: its alarms, and its lanes while it sends; the newest counts',
    may: NODE,
    body: conditionBody.meta({ id: 'NodeCondition' }),
    status: 204,
  }),
}
