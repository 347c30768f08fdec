/**
 * A route as a row of a table: what it is called, who may call it, what goes in and what comes out.
 *
 * Routing, authorisation, validation, the OpenAPI document and the test of who is refused all read the same rows.
 * Knows no HTTP server (app.ts) and no use case (routes/).
 */
import type { z } from 'zod'
import type { Actor, KeyScope, NodeIdentity, Role } from '../areas/rounds/model.ts'
import type { KioskIdentity } from '../areas/screening/model.ts'
import type { Language } from '../base/failure.ts'

type PeopleAccess = Access & { readonly is: 'people' }

export type Access =
  | { readonly is: 'anyone' }
  | { readonly is: 'node' }
  /** A tablet at a door, by its token. */
  | { readonly is: 'kiosk' }
  /** A program on this very machine, or with an API key of scope read. */
  | { readonly is: 'machine' }
  /** Signed in with one of these roles; with an API key only where there is a scope for it. */
  | { readonly is: 'people'; readonly roles: readonly Role[]; readonly scope: KeyScope | null }

export type Caller =
  | { readonly is: 'nobody' }
  | { readonly is: 'person'; readonly actor: Actor; readonly session: string }
  | { readonly is: 'key'; readonly actor: Actor; readonly key: string }
  | { readonly is: 'node'; readonly node: NodeIdentity }
  | { readonly is: 'kiosk'; readonly kiosk: KioskIdentity }

export interface Call<Params = unknown, Query = unknown, Body = unknown> {
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly caller: Caller
  /** Of a route that people may call. */
  readonly actor: Actor
  /** Of a route for nodes. */
  readonly node: NodeIdentity
  /** Of a route for kiosks. */
  readonly kiosk: KioskIdentity
  readonly language: Language
  readonly request: Request
  /** Address of the caller, as far as the server can know it. */
  readonly address: string
  /** Ends the connection at once. */
  readonly cut: () => void
}

export interface RateRule {
  readonly per: 'address'
  readonly max: number
  readonly seconds: number
}

type Shape = z.ZodObject<z.ZodRawShape>

export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** `/api/v1/rounds/{id}` */
  readonly path: string
  /** operationId of the OpenAPI document. */
  readonly name: string
  readonly summary: string
  readonly may: Access
  readonly params: Shape | null
  readonly query: Shape | null
  readonly body: z.ZodType | null
  readonly status: 200 | 201 | 204
  /** Null: nothing, or what `media` says. */
  readonly answer: z.ZodType | null
  readonly media:
    | 'application/json'
    | 'application/fhir+json'
    | 'text/event-stream'
    | 'application/octet-stream'
    | 'text/plain'
    | 'text/html'
  /** Takes an Idempotency-Key; an API key must give one. */
  readonly starts: boolean
  /** The answer holds a secret that is told once: it is never kept for a repeated request. */
  readonly tellsSecret: boolean
  readonly rate: RateRule | null
  /** How many values its body may have; null: as many as usual. */
  readonly values: number | null
  handle(call: Call): Promise<unknown>
}

type ShapeOf<S> = S extends z.ZodType ? z.output<S> : Record<string, never>

/** A row of the table, with what is usual left out. */
export function route<
  Params extends Shape | null = null,
  Query extends Shape | null = null,
  Body extends z.ZodType | null = null,
>(row: {
  method: Route['method']
  path: string
  name: string
  summary: string
  may: Access
  params?: Params
  query?: Query
  body?: Body
  status?: Route['status']
  answer?: z.ZodType
  media?: Route['media']
  starts?: boolean
  tellsSecret?: boolean
  rate?: RateRule
  values?: number
  handle: (call: Call<ShapeOf<Params>, ShapeOf<Query>, ShapeOf<Body>>) => Promise<unknown>
}): Route {
  return {
    params: null,
    query: null,
    body: null,
    status: 200,
    answer: null,
    media: 'application/json',
    starts: false,
    tellsSecret: false,
    rate: null,
    values: null,
    ...row,
    // The shapes were parsed by the schemas of this very row before it is called.
    handle: row.handle as Route['handle'],
  }
}

const EVERY_ROLE: readonly Role[] = [
  'editor',
  'approver',
  'engineer',
  'auditor',
  'administrator',
  'duty',
]

export const ANYONE: Access = { is: 'anyone' }
export const MACHINES: Access = { is: 'machine' }
export const NODE: Access = { is: 'node' }
export const KIOSK: Access = { is: 'kiosk' }
/** A person, never a key. */
export const SIGNED_IN: PeopleAccess = { is: 'people', roles: EVERY_ROLE, scope: null }
export const READERS: PeopleAccess = { is: 'people', roles: EVERY_ROLE, scope: 'read' }
export const WRITERS: PeopleAccess = {
  is: 'people',
  roles: ['editor', 'approver'],
  scope: 'rounds',
}
/** Of the list of what is free. */
export const LIST_WRITERS: PeopleAccess = { ...WRITERS, scope: 'lists' }
/** Of audits: an engineer those of its own operator. */
export const AUDIT_KEEPERS: PeopleAccess = {
  is: 'people',
  roles: ['editor', 'approver', 'engineer'],
  scope: 'lists',
}
/** A program never approves, schedules or resumes: nothing goes out without two people. */
export const APPROVERS: PeopleAccess = { is: 'people', roles: ['approver'], scope: null }
export const ADMINISTRATORS: PeopleAccess = { is: 'people', roles: ['administrator'], scope: null }
export const OPERATOR_KEEPERS: PeopleAccess = {
  is: 'people',
  roles: ['administrator'],
  scope: 'operators',
}
export const PEOPLE_READERS: PeopleAccess = {
  is: 'people',
  roles: ['administrator', 'auditor'],
  scope: null,
}
export const TRAIL_READERS: PeopleAccess = {
  is: 'people',
  roles: ['administrator', 'auditor'],
  scope: 'trail',
}

/** Of counts of health checks. Not an operator's engineer: these are the ministry's own people. */
export const SCREENING_READERS: PeopleAccess = {
  is: 'people',
  roles: ['editor', 'approver', 'auditor', 'administrator', 'duty'],
  scope: null,
}
/** Of the reports of months: they count all operators. */
export const REPORT_READERS: PeopleAccess = {
  is: 'people',
  roles: ['editor', 'approver', 'auditor', 'administrator'],
  scope: 'read',
}
export const REPORT_WRITERS: PeopleAccess = {
  is: 'people',
  roles: ['editor', 'approver'],
  scope: null,
}
export const DUTY: PeopleAccess = { is: 'people', roles: ['duty'], scope: null }
/** A thermal camera sends, and reads nothing. */
export const CAMERAS: PeopleAccess = { is: 'people', roles: ['duty'], scope: 'screening' }

/** In whose role a key with a scope acts. */
export const SCOPE_ROLES: Readonly<Record<KeyScope, Role>> = {
  read: 'auditor',
  trail: 'auditor',
  rounds: 'editor',
  lists: 'editor',
  operators: 'administrator',
  screening: 'duty',
}
