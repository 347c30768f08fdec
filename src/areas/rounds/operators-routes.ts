/** Operators and their enrolment. An engineer sees its own. */
import { z } from 'zod'
import { Failure } from '../../base/failure.ts'
import { instant, operatorId } from '../../directive/documents.ts'
import { OPERATOR_KEEPERS, READERS, type Route, route } from '../../http/route.ts'
import type { Services } from '../../http/services.ts'
import { line, operatorSummary } from './model.ts'
import { ownOperator } from './routes.ts'

const byOperatorId = z.strictObject({ id: operatorId })

export function operatorRoutes({ authority }: Services): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/operators',
      name: 'listOperators',
      summary: 'All operators: who is connected, since when, what it declares, what did not add up',
      may: READERS,
      answer: z.array(operatorSummary).meta({ id: 'Operators' }),
      handle: async ({ actor }) => {
        const own = ownOperator(actor)
        const all = await authority.operators()
        return own === null ? all : all.filter(({ id }) => id === own)
      },
    }),
    route({
      method: 'post',
      path: '/api/v1/operators',
      name: 'createOperator',
      summary: 'A new operator, not yet enrolled',
      may: OPERATOR_KEEPERS,
      body: z
        .strictObject({ id: operatorId, name: line })
        .meta({ id: 'OperatorInput', examples: [{ id: 'viettel', name: 'Viettel' }] }),
      status: 201,
      answer: operatorSummary,
      starts: true,
      handle: async ({ actor, body }) => await authority.createOperator(actor, body),
    }),
    route({
      method: 'get',
      path: '/api/v1/operators/{id}',
      name: 'getOperator',
      summary: 'One operator',
      may: READERS,
      params: byOperatorId,
      answer: operatorSummary,
      handle: async ({ actor, params }) => {
        const own = ownOperator(actor)
        if (own !== null && params.id !== own) throw new Failure('notFound', { what: 'operator' })
        return await authority.operator(params.id)
      },
    }),
    route({
      method: 'post',
      path: '/api/v1/operators/{id}/enrolment',
      name: 'issueEnrolmentCode',
      summary: 'A code that enrols one node once, within a day; told once',
      may: OPERATOR_KEEPERS,
      params: byOperatorId,
      body: z.strictObject({}).meta({ id: 'EnrolmentInput' }),
      status: 201,
      answer: z
        .strictObject({ code: z.string(), expiresAt: instant })
        .meta({ id: 'EnrolmentCode' }),
      starts: true,
      tellsSecret: true,
      handle: async ({ actor, params }) => await authority.issueEnrolmentCode(actor, params.id),
    }),
    route({
      method: 'post',
      path: '/api/v1/operators/{id}/revoke',
      name: 'revokeOperator',
      summary: "The node's key counts no more, at once",
      may: OPERATOR_KEEPERS,
      params: byOperatorId,
      body: z.strictObject({}).meta({ id: 'RevocationInput' }),
      answer: operatorSummary,
      starts: true,
      handle: async ({ actor, params }) => await authority.revokeOperator(actor, params.id),
    }),
  ]
}
