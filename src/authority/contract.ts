/**
 * The contract between the authority's server and whoever calls it: what a route is called, who may call it, what goes in
 * and what comes out, as rows without handlers.
 *
 *   export const months = { listMonths: row({ method: 'get', path: '/api/v1/months', … }), … }      an area's contract.ts
 *
 * The server adds a handler to each row (src/http), the console asks by the very same rows (src/web), the API's document
 * and the test of who is refused read them. Shapes and types; knows no server and no handler.
 */
import { z } from 'zod'
import type { KeyScope, Role } from './actor.ts'

export type Shape = z.ZodObject<z.ZodRawShape>

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

export type Access =
  | { readonly is: 'anyone' }
  /** A program on this very machine, or with an API key of scope read. */
  | { readonly is: 'machine' }
  | DeviceAccess
  | PeopleAccess

/** Signed in with one of these roles; with an API key only where there is a scope for it. */
export interface PeopleAccess {
  readonly is: 'people'
  readonly roles: readonly Role[]
  readonly scope: KeyScope | null
}

/** A machine with a token of its own, such as an operator's node. What its area knows it as is `Identity`. */
export interface DeviceAccess<Name extends string = string, Identity = unknown> {
  readonly is: 'device'
  readonly device: Name
  /** Only in types: what a handler is given. */
  readonly identity?: Identity
}

export function device<Identity>() {
  return <const Name extends string>(name: Name): DeviceAccess<Name, Identity> => ({ is: 'device', device: name })
}

export interface RateRule {
  readonly per: 'address'
  readonly max: number
  readonly seconds: number
}

export interface Row {
  readonly method: Method
  /** `/api/v1/rounds/{id}` */
  readonly path: string
  readonly summary: string
  readonly may: Access
  readonly params: Shape | null
  readonly query: Shape | null
  readonly body: z.ZodType | null
  /**
   * Media types of which its body is one: it comes as it stands, and its handler reads it. Null: its body is JSON. For what a
   * subscriber's number cannot be found in: pictures, files, what browsers say to each other.
   */
  readonly octets: readonly string[] | null
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
  /** A GET that is written into the trail: no page of another site may make a browser ask for it. */
  readonly recorded: boolean
  /** Takes an Idempotency-Key; an API key must give one. */
  readonly starts: boolean
  /** The answer holds a secret that is told once: it is never kept for a repeated request. */
  readonly tellsSecret: boolean
  /** Null: none; where anyone may change something, the usual one. */
  readonly rate: RateRule | null
  /** How many values its body may have; null: as many as usual. */
  readonly values: number | null
  /**
   * A person must have proved who they are a moment ago, by signing in: `always`, or `unless-passkey`, where a passkey has
   * signed the very deed. Null: whoever is signed in may.
   */
  readonly fresh: 'always' | 'unless-passkey' | null
  /**
   * Open to who has not given the second factor that their role must have: `always`, or `to-set-up`, while they have none.
   * Null: to nobody.
   */
  readonly beforeFactor: 'always' | 'to-set-up' | null
  /** How many octets its body may have; null: as many as is usual for whoever may call. */
  readonly size: number | null
}

/** By operationId of the API's document. */
export type Contract = Readonly<Record<string, Row>>

const USUAL = {
  params: null,
  query: null,
  body: null,
  octets: null,
  status: 200,
  answer: null,
  media: 'application/json',
  recorded: false,
  starts: false,
  tellsSecret: false,
  rate: null,
  values: null,
  size: null,
  fresh: null,
  beforeFactor: null,
} as const

type Given = Pick<Row, 'method' | 'path' | 'summary' | 'may'> & Partial<Row>
type Whole<Of> = Of & Omit<typeof USUAL, keyof Of>

/** A row, with what is usual left out. */
export function row<const Of extends Given>(given: Of): Whole<Of> {
  return { ...USUAL, ...given }
}

const EVERY_ROLE: readonly Role[] = ['editor', 'approver', 'engineer', 'auditor', 'administrator', 'duty']

export const ANYONE = { is: 'anyone' } as const
export const MACHINES = { is: 'machine' } as const
/** A person, never a key. */
export const SIGNED_IN: PeopleAccess = { is: 'people', roles: EVERY_ROLE, scope: null }
export const READERS: PeopleAccess = { is: 'people', roles: EVERY_ROLE, scope: 'read' }
/** A program never approves, schedules or resumes: nothing goes out without two people. */
export const APPROVERS: PeopleAccess = { is: 'people', roles: ['approver'], scope: null }
export const ADMINISTRATORS: PeopleAccess = { is: 'people', roles: ['administrator'], scope: null }

/** In whose role a key with a scope acts. */
export const SCOPE_ROLES: Readonly<Record<KeyScope, Role>> = {
  read: 'auditor',
  trail: 'auditor',
  rounds: 'editor',
  lists: 'editor',
  operators: 'administrator',
  screening: 'duty',
}

/** Of what takes nothing. */
export const empty = z.strictObject({}).meta({ id: 'Empty' })

// What a caller sees of rows: types alone -------------------------------------------------------------------------

/** What a body of octets is: to the server a Buffer. */
type BodyInput<Of extends Row> = Of['octets'] extends readonly string[] ? Blob : Input<Of['body']>
type Input<Schema> = Schema extends z.ZodType ? z.input<Schema> : undefined
type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined

/** All rows of a contract by `GET /api/v1/rounds/{id}`, as a caller gives and gets them. */
export type AskedOf<Of extends Contract> = {
  [Name in keyof Of as `${Uppercase<Of[Name]['method']>} ${Of[Name]['path']}`]: {
    readonly params: Input<Of[Name]['params']>
    readonly query: Input<Of[Name]['query']>
    readonly body: BodyInput<Of[Name]>
    readonly answer: Readonly<Output<Of[Name]['answer']>>
  }
}
