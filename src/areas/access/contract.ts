/**
 * What everyone may ask before signing in, the first administrator, people, API keys. The paths of sign-in itself are in
 * sign-in-contract.ts.
 */
import { z } from 'zod'
import { keyScope, line, type Role, role } from '../../authority/actor.ts'
import { ADMINISTRATORS, ANYONE, type PeopleAccess, row, SIGNED_IN } from '../../authority/contract.ts'
import { byId, pageOf, pageQuery } from '../../authority/paging.ts'
import { instant, operatorId, uuid } from '../../directive/documents.ts'
import { person } from './model.ts'

const PEOPLE_READERS: PeopleAccess = { is: 'people', roles: ['administrator', 'auditor'], scope: null }

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
    /** The second factor that the role must have: unused, this session was begun without it; missing, there is none yet. */
    factor: z.enum(['fine', 'unused', 'missing']),
    language: z.enum(['vi', 'en']),
  })
  .meta({ id: 'Me' })

export interface DemoAccount {
  readonly email: string
  readonly password: string
  readonly role: Role
  readonly name: string
}

const instance = z
  .strictObject({
    name: z.string(),
    needsSetup: z.boolean(),
    oidc: z.strictObject({ name: z.string() }).nullable(),
    version: z.string(),
    demo: z
      .strictObject({
        accounts: z.array(z.strictObject({ email: z.string(), password: z.string(), role, name: z.string() })),
      })
      .nullable(),
  })
  .meta({ id: 'Instance' })

const byPersonId = z.strictObject({ id: z.string().min(1).max(100) })
const withLink = z.strictObject({ person, link: z.url() }).meta({ id: 'PersonWithLink' })

const invitation = z
  .strictObject({ name: line, email: z.email().max(200), role, operator: operatorId.nullable().default(null) })
  .meta({
    id: 'Invitation',
    examples: [{ name: 'Nguyễn Văn A', email: 'bien.tap@bo.example', role: 'editor', operator: null }],
  })

const personChange = z
  .strictObject({
    name: line.optional(),
    role: role.optional(),
    operator: operatorId.nullable().optional(),
    isDisabled: z.boolean().optional(),
  })
  .meta({ id: 'PersonChange' })

export const apiKey = z
  .strictObject({
    id: uuid,
    name: line,
    scopes: z.array(keyScope),
    createdBy: z.string(),
    createdAt: instant,
    expiresAt: instant,
    lastUsedAt: instant.nullable(),
  })
  .meta({ id: 'ApiKey' })

const session = z
  .strictObject({
    person: z.strictObject({ id: z.string(), name: line, role }),
    since: instant,
    endsAt: instant,
    /** What it was begun with: a password alone, a password and a code, a passkey, another provider. */
    by: z.enum(['password', 'code', 'passkey', 'provider']),
    /** `203.0.113.0/24`, `2001:db8:0:1::/64`: never a whole address. Null: not known. */
    network: z.string().nullable(),
    /** `Chrome, Windows`. Null: not known. */
    browser: z.string().nullable(),
  })
  .meta({ id: 'SessionSummary' })

export const refusedSignIns = z
  .strictObject({
    since: instant,
    /** False: there were more of somebody than are looked at; those that are missing are the oldest. */
    isAll: z.boolean(),
    days: z.array(
      z.strictObject({
        /** By the authority's clock. */
        day: z.iso.date(),
        /** How it was tried, as the trail says it. */
        by: z.string(),
        /** Whether it was somebody's: those are in the trail. */
        isKnown: z.boolean(),
        times: z.int().min(1),
      }),
    ),
    /** Whose were refused most often. */
    people: z.array(
      z.strictObject({
        person: z.strictObject({ id: z.string(), name: z.string() }),
        times: z.int().min(1),
        last: instant,
      }),
    ),
  })
  .meta({ id: 'RefusedSignIns' })

export const accessContract = {
  getInstance: row({
    method: 'get',
    path: '/api/v1/instance',
    summary: 'What this server is, before anyone signs in',
    may: ANYONE,
    answer: instance,
  }),
  getMe: row({
    method: 'get',
    path: '/api/v1/me',
    summary: 'Who is signed in',
    may: SIGNED_IN,
    beforeFactor: 'always',
    answer: me,
  }),
  setUp: row({
    method: 'post',
    path: '/api/v1/setup',
    summary: 'The first administrator, by the link that the server has printed; once',
    may: ANYONE,
    body: z.strictObject({ token, name: line, email, password }).meta({ id: 'SetUp' }),
    status: 201,
    answer: person,
    rate: { per: 'address', max: 20, seconds: 60 },
  }),
  readInvitation: row({
    method: 'post',
    path: '/api/v1/invitations/read',
    summary: 'Whose a one-time link is and in which role, to whoever holds it; it stays as it is',
    may: ANYONE,
    body: z.strictObject({ token }).meta({ id: 'ReadInvitation' }),
    answer: z.strictObject({ name: line, role }).meta({ id: 'InvitationRead' }),
    rate: { per: 'address', max: 60, seconds: 60 },
  }),
  acceptInvitation: row({
    method: 'post',
    path: '/api/v1/invitations/accept',
    summary: 'Sets a password by a one-time link',
    may: ANYONE,
    body: z.strictObject({ token, password }).meta({ id: 'AcceptInvitation' }),
    answer: person,
    rate: { per: 'address', max: 60, seconds: 60 },
  }),
  listPeople: row({
    method: 'get',
    path: '/api/v1/people',
    summary: 'People, newest first',
    may: PEOPLE_READERS,
    query: pageQuery,
    answer: pageOf(person, 'PersonPage'),
  }),
  invitePerson: row({
    method: 'post',
    path: '/api/v1/people',
    summary: 'Invites someone: the link is told once and lives for 24 hours',
    may: ADMINISTRATORS,
    fresh: 'always',
    body: invitation,
    status: 201,
    answer: withLink,
    starts: true,
    tellsSecret: true,
  }),
  changePerson: row({
    method: 'patch',
    path: '/api/v1/people/{id}',
    summary: "Changes a name, a role, an engineer's operator, or disables; ends their sessions",
    may: ADMINISTRATORS,
    fresh: 'always',
    params: byPersonId,
    body: personChange,
    answer: person,
  }),
  makePersonLink: row({
    method: 'post',
    path: '/api/v1/people/{id}/link',
    summary: 'A new one-time link: ends all sessions, removes password, TOTP and passkeys',
    may: ADMINISTRATORS,
    fresh: 'always',
    params: byPersonId,
    status: 201,
    answer: withLink,
    starts: true,
    tellsSecret: true,
  }),
  listSessions: row({
    method: 'get',
    path: '/api/v1/sessions',
    summary: 'Who is signed in, newest first: since when, with what, from which network',
    may: PEOPLE_READERS,
    answer: z.strictObject({ items: z.array(session), isAll: z.boolean() }).meta({ id: 'SessionList' }),
  }),
  listRefusedSignIns: row({
    method: 'get',
    path: '/api/v1/sign-ins/refused',
    summary: 'Sign-ins that were refused in the last 30 days, by day and how they were tried',
    may: PEOPLE_READERS,
    answer: refusedSignIns,
  }),
  listKeys: row({
    method: 'get',
    path: '/api/v1/keys',
    summary: 'API keys, newest first, without their secrets',
    may: ADMINISTRATORS,
    query: pageQuery,
    answer: pageOf(apiKey, 'ApiKeyPage'),
  }),
  makeKey: row({
    method: 'post',
    path: '/api/v1/keys',
    summary: 'A new API key; its secret is told once',
    may: ADMINISTRATORS,
    fresh: 'always',
    body: z
      .strictObject({
        name: line.pipe(z.string().max(60)),
        scopes: z.array(keyScope).min(1).max(10),
        /** Null: as long as a key may live. */
        expiresAt: instant.nullable(),
      })
      .meta({
        id: 'ApiKeyInput',
        examples: [{ name: 'Báo cáo', scopes: ['read'], expiresAt: '2027-02-03T00:00:00+07:00' }],
      }),
    status: 201,
    answer: z.strictObject({ key: apiKey, secret: z.string() }).meta({ id: 'ApiKeyWithSecret' }),
    starts: true,
    tellsSecret: true,
  }),
  revokeKey: row({
    method: 'delete',
    path: '/api/v1/keys/{id}',
    summary: 'The key counts no more, at once',
    may: ADMINISTRATORS,
    params: byId,
    status: 204,
  }),
}
