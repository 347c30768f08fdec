/**
 * The paths of better-auth that are open: each row of sign-in-contract.ts passes to it.
 *
 * Its answers pass through without session tokens; its errors become problems. A change of what one signs in with and its entry
 * in the trail are one transaction: both are there or neither. Sign-ins and failures go to the trail after them. An address
 * that nobody has is not written down, since people type passwords there.
 */

import type { Actor } from '../../authority/actor.ts'
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from '../../authority/password-length.ts'
import { type Deed, SYSTEM, type TrailActor, trailActor } from '../../authority/trail.ts'
import type { House } from '../../authority/unit-of-work.ts'
import type { Failure } from '../../base/failure.ts'
import { httpFailure } from '../../http/failures.ts'
import type { RateLimits } from '../../http/rate.ts'
import type { Call, Route } from '../../http/route.ts'
import type { SignIn } from '../../http/sign-in.ts'
import { type ACCESS_FAILURES, accessFailure } from './failures.ts'
import type { People } from './people.ts'
import { signInContract } from './sign-in-contract.ts'

/** Wrong tries of one account before it has to wait; a right one forgives them. */
const TRIES = { max: 10, seconds: 15 * 60 }

type SignInPath = keyof typeof signInContract

interface Effect {
  readonly changes?: string
  /** How one signs in by it. */
  readonly signsIn?: string
}

/** What a path may change: how it stands in the trail when someone who is signed in did it, and who may be signed in by it. */
const EFFECTS: Readonly<Partial<Record<SignInPath, Effect>>> = {
  signInByPassword: { signsIn: 'sign-in/email' },
  signInCallback: { signsIn: 'oidc' },
  changePassword: { changes: 'person.password' },
  endOtherSessions: { changes: 'person.sessions' },
  endTotp: { changes: 'person.totp-off' },
  verifyTotp: { changes: 'person.totp-on', signsIn: 'two-factor/verify-totp' },
  verifyBackupCode: { signsIn: 'two-factor/verify-backup-code' },
  makeBackupCodes: { changes: 'person.backup-codes' },
  addPasskey: { changes: 'person.passkey-on' },
  signInByPasskey: { signsIn: 'passkey/verify-authentication' },
  removePasskey: { changes: 'person.passkey-off' },
}

/** Where no OpenID Connect provider is set up, these do not exist. */
const OIDC_ONLY: ReadonlySet<string> = new Set(['signInByProvider', 'signInCallback'])

interface Needs {
  readonly house: House
  readonly people: People
  readonly signIn: SignIn
  readonly limits: RateLimits
  readonly hasProvider: boolean
}

export function signInRoutes(needs: Needs): Route[] {
  return Object.entries(signInContract)
    .filter(([name]) => needs.hasProvider || !OIDC_ONLY.has(name))
    .map(([name, row]) => ({
      ...row,
      name,
      handle: async call =>
        await respond(needs, row.method, EFFECTS[name as SignInPath] ?? {}, call),
    }))
}

async function respond(
  needs: Needs,
  method: string,
  effect: Effect,
  call: Call,
): Promise<Response> {
  const { signIn, limits, house } = needs
  const account = accountOf(call.body)
  if (account !== null) {
    const seconds = limits.take(account, TRIES, house.now())
    if (seconds > 0) throw httpFailure('tooManyRequests', { seconds })
  }
  const { caller } = call
  const change = caller.is === 'person' ? effect.changes : undefined
  const response =
    caller.is === 'person' && change !== undefined
      ? await changed(needs, rebuilt(call, method), call.address, { by: caller.actor, change })
      : await signIn.respond(rebuilt(call, method), call.address)
  const well = wentWell(response)
  if (well && account !== null) limits.forgive(account)
  if (caller.is !== 'person') await record(needs, effect, call, response, well)
  if (response.status >= 400) throw await failureOf(response)
  return await withoutTokens(response)
}

function accountOf(body: unknown): string | null {
  const email = (body as { email?: unknown } | undefined)?.email
  return typeof email === 'string' ? `account:${email.toLowerCase()}` : null
}

function rebuilt(call: Call, method: string): Request {
  const isPost = method === 'post'
  return new Request(call.request.url, {
    method: method.toUpperCase(),
    headers: call.request.headers,
    ...(isPost ? { body: JSON.stringify(call.body ?? {}) } : {}),
  })
}

function wentWell(response: Response): boolean {
  return response.status < 400 && !isErrorRedirect(response)
}

/** What better-auth changes for somebody and the entry of it, together. */
async function changed(
  { house, signIn }: Needs,
  request: Request,
  address: string,
  { by, change }: { readonly by: Actor; readonly change: string },
): Promise<Response> {
  let isWritten = false
  const write = async (answered: () => Promise<Response>) =>
    await house.change(async ({ record }) => {
      isWritten = true
      const response = await answered()
      // It did not come to its end: what it had written is taken back.
      if (response.status >= 500) throw await failureOf(response)
      if (wentWell(response)) await record(trailActor(by), deedOf(by.id, change))
    })
  const response = await signIn.respond(request, address, write)
  if (!isWritten && wentWell(response))
    await house.change(async ({ record }) => await record(trailActor(by), deedOf(by.id, change)))
  return response
}

function deedOf(id: string, action: string, details: object = {}): Deed {
  return { action, subject: { kind: 'person', id }, details: { ...details } }
}

function isErrorRedirect(response: Response): boolean {
  return response.status >= 300 && /[?&]error=/.test(response.headers.get('location') ?? '')
}

async function record(
  { house, people, signIn }: Needs,
  { signsIn }: Effect,
  call: Call,
  response: Response,
  isWell: boolean,
): Promise<void> {
  const write = async (by: TrailActor, action: string, id: string, details: object) =>
    await house.change(async ({ record }) => await record(by, deedOf(id, action, details)))
  if (signsIn === undefined) return
  if (!isWell) {
    const email = (call.body as { email?: string } | undefined)?.email
    const id = email === undefined ? null : await people.idOfEmail(email)
    if (id === null && email !== undefined) return
    await write(SYSTEM, 'session.refuse', id ?? 'unknown', { by: signsIn })
    return
  }
  const cookie = response.headers.getSetCookie().map(text => text.split(';', 1)[0])
  const found = await signIn.who(cookie.join('; '))
  if (found === null) return
  const { id, name } = found.person
  await people.signedIn(id)
  await write({ kind: 'person', id, name }, 'session.begin', id, { by: signsIn })
}

const CODES = {
  INVALID_EMAIL_OR_PASSWORD: 'signInWrong',
  FAILED_TO_CREATE_SESSION: 'signInWrong',
  INVALID_PASSWORD: 'signInWrong',
  INVALID_CODE: 'codeWrong',
  INVALID_BACKUP_CODE: 'codeWrong',
  PASSWORD_TOO_SHORT: 'passwordShort',
  PASSWORD_TOO_LONG: 'passwordShort',
  INVALID_TWO_FACTOR_COOKIE: 'signedOut',
  SESSION_EXPIRED: 'signedOut',
  UNAUTHORIZED: 'signedOut',
} as const satisfies Record<string, keyof typeof ACCESS_FAILURES | 'signedOut'>

function isKnown(reason: string): reason is keyof typeof CODES {
  return Object.hasOwn(CODES, reason)
}

/** After wrong codes; better-auth unlocks by itself. */
const LOCKED = new Set(['ACCOUNT_TEMPORARILY_LOCKED', 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE'])
const LOCKED_SECONDS = 15 * 60

async function failureOf(response: Response): Promise<Failure> {
  const body = (await response.json().catch(() => ({}))) as { code?: unknown }
  const reason = typeof body.code === 'string' ? body.code.slice(0, 60) : String(response.status)
  if (LOCKED.has(reason)) return httpFailure('tooManyRequests', { seconds: LOCKED_SECONDS })
  const code = isKnown(reason) ? CODES[reason] : null
  if (code === 'passwordShort')
    return accessFailure(code, { min: PASSWORD_LENGTH_MIN, max: PASSWORD_LENGTH_MAX })
  if (code === 'signedOut') return httpFailure(code)
  if (code !== null) return accessFailure(code)
  if (response.status === 401) return accessFailure('signInWrong')
  if (response.status === 403) return httpFailure('originWrong')
  return accessFailure('signInRefused', { reason })
}

/** A session's token is for the cookie, which scripts cannot read. */
async function withoutTokens(response: Response): Promise<Response> {
  const text = await response.text()
  if (text === '') return new Response(null, { status: response.status, headers: response.headers })
  const body: unknown = JSON.parse(text)
  const stripped = JSON.stringify(body, (name, value) => (name === 'token' ? undefined : value))
  const headers = new Headers(response.headers)
  headers.delete('content-length')
  return new Response(stripped, { status: response.status, headers })
}
