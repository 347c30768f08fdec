/** What everyone may ask before signing in, and the first administrator. */
import { z } from 'zod'
import { operatorId } from '../../directive/documents.ts'
import { ANYONE, type Route, route, SIGNED_IN } from '../../http/route.ts'
import type { Services } from '../../http/services.ts'
import { line, person, role } from '../rounds/model.ts'

export const password = z.string().max(1000)
const email = z.email().max(200)
const token = z.string().min(20).max(100)

const me = z
  .strictObject({
    id: z.string(),
    name: line,
    email,
    role,
    operator: operatorId.nullable(),
    signIn: person.shape.signIn,
    language: z.enum(['vi', 'en']),
  })
  .meta({ id: 'Me' })

const instance = z
  .strictObject({
    name: z.string(),
    needsSetup: z.boolean(),
    oidc: z.strictObject({ name: z.string() }).nullable(),
    version: z.string(),
    demo: z
      .strictObject({
        accounts: z.array(
          z.strictObject({ email: z.string(), password: z.string(), role, name: z.string() }),
        ),
      })
      .nullable(),
  })
  .meta({ id: 'Instance' })

export function instanceRoutes(services: Services): Route[] {
  const { people } = services
  return [
    route({
      method: 'get',
      path: '/api/v1/instance',
      name: 'getInstance',
      summary: 'What this server is, before anyone signs in',
      may: ANYONE,
      answer: instance,
      handle: async () => ({
        name: services.name,
        needsSetup: await people.needsSetup(),
        oidc: services.oidc,
        version: services.version,
        demo: services.demo === null ? null : { accounts: services.demo },
      }),
    }),
    route({
      method: 'get',
      path: '/api/v1/me',
      name: 'getMe',
      summary: 'Who is signed in',
      may: SIGNED_IN,
      answer: me,
      handle: async ({ actor, language }) => {
        const { id, name, email, role, operator, signIn } = await people.person(actor.id)
        return { id, name, email, role, operator, signIn, language }
      },
    }),
    route({
      method: 'post',
      path: '/api/v1/setup',
      name: 'setUp',
      summary: 'The first administrator, by the link that the server has printed; once',
      may: ANYONE,
      body: z.strictObject({ token, name: line, email, password }).meta({ id: 'SetUp' }),
      status: 201,
      answer: person,
      rate: { per: 'address', max: 20, seconds: 60 },
      handle: async ({ body }) => await people.setUp(body),
    }),
    route({
      method: 'post',
      path: '/api/v1/invitations/accept',
      name: 'acceptInvitation',
      summary: 'Sets a password by a one-time link',
      may: ANYONE,
      body: z.strictObject({ token, password }).meta({ id: 'AcceptInvitation' }),
      answer: person,
      rate: { per: 'address', max: 60, seconds: 60 },
      handle: async ({ body }) => await people.accept(body),
    }),
  ]
}
