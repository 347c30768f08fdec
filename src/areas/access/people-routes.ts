/** People: administrators keep them, auditors see them. */
import { z } from 'zod'
import { operatorId } from '../../directive/documents.ts'
import { pageOf, pageQuery } from '../../http/paging.ts'
import { ADMINISTRATORS, PEOPLE_READERS, type Route, route } from '../../http/route.ts'
import type { Services } from '../../http/services.ts'
import { line, person, role } from '../rounds/model.ts'

const byPersonId = z.strictObject({ id: z.string().min(1).max(100) })
const withLink = z.strictObject({ person, link: z.url() }).meta({ id: 'PersonWithLink' })

const invitation = z
  .strictObject({
    name: line,
    email: z.email().max(200),
    role,
    operator: operatorId.nullable().default(null),
  })
  .meta({
    id: 'Invitation',
    examples: [
      { name: 'Nguyễn Văn A', email: 'bien.tap@bo.example', role: 'editor', operator: null },
    ],
  })

const personChange = z
  .strictObject({
    name: line.optional(),
    role: role.optional(),
    operator: operatorId.nullable().optional(),
    isDisabled: z.boolean().optional(),
  })
  .meta({ id: 'PersonChange' })

export function peopleRoutes({ people }: Services): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/people',
      name: 'listPeople',
      summary: 'People, newest first',
      may: PEOPLE_READERS,
      query: pageQuery,
      answer: pageOf(person, 'PersonPage'),
      handle: async ({ query: { cursor = null, limit } }) => await people.people({ cursor, limit }),
    }),
    route({
      method: 'post',
      path: '/api/v1/people',
      name: 'invitePerson',
      summary: 'Invites someone: the link is told once and lives for 24 hours',
      may: ADMINISTRATORS,
      body: invitation,
      status: 201,
      answer: withLink,
      starts: true,
      tellsSecret: true,
      handle: async ({ actor, body }) => await people.invite(actor, body),
    }),
    route({
      method: 'patch',
      path: '/api/v1/people/{id}',
      name: 'changePerson',
      summary: "Changes a name, a role, an engineer's operator, or disables; ends their sessions",
      may: ADMINISTRATORS,
      params: byPersonId,
      body: personChange,
      answer: person,
      handle: async ({ actor, params, body }) => await people.change(actor, params.id, body),
    }),
    route({
      method: 'post',
      path: '/api/v1/people/{id}/link',
      name: 'makePersonLink',
      summary: 'A new one-time link: ends all sessions, removes password, TOTP and passkeys',
      may: ADMINISTRATORS,
      params: byPersonId,
      status: 201,
      answer: withLink,
      starts: true,
      tellsSecret: true,
      handle: async ({ actor, params }) => await people.newLink(actor, params.id),
    }),
  ]
}
