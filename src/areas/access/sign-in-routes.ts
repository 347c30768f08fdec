/**
 * The paths of better-auth that are open, each with what may be sent to it. All others do not exist.
 *
 * Its answers pass through without session tokens; its errors become problems. Sign-ins, failures and changes of what one
 * signs in with go to the trail; an address that nobody has is not written down, since people type passwords there.
 */
import { z } from 'zod'
import { Failure, type FailureCode } from '../../base/failure.ts'
import { type Access, ANYONE, type Call, type Route, route, SIGNED_IN } from '../../http/route.ts'
import type { Services } from '../../http/services.ts'
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from '../../http/sign-in.ts'
import { password } from './instance-routes.ts'

/** Wrong tries of one account before it has to wait; a right one forgives them. */
const TRIES = { max: 10, seconds: 15 * 60 }
/** Of an address, which may be a whole ministry behind one. */
const TRIES_OF_ADDRESS = { per: 'address', max: 120, seconds: 60 } as const

const code = z.string().regex(/^\d{6,8}$/)
const backupCode = z.string().min(8).max(20)
const passkeyName = z.string().trim().min(1).max(60)
/** As the browser's WebAuthn gives it; better-auth verifies it. */
const credential = z.record(z.string().max(40), z.unknown())
const anything = z.record(z.string(), z.unknown()).meta({ id: 'SignInAnswer' })

interface Row {
  method: 'get' | 'post'
  path: string
  name: string
  summary: string
  may: Access
  query?: z.ZodObject
  body?: z.ZodObject
  /** How it stands in the trail when someone who is signed in did it. */
  changes?: string
  /** Whoever is not signed in may be afterwards. */
  signsIn?: true
}

const ROWS: readonly Row[] = [
  {
    method: 'post',
    path: 'sign-in/email',
    name: 'signInByPassword',
    summary: 'Signs in by password; answers twoFactorRedirect where a code is needed too',
    may: ANYONE,
    body: z.strictObject({
      email: z.email().max(200),
      password,
      rememberMe: z.boolean().optional(),
    }),
    signsIn: true,
  },
  {
    method: 'post',
    path: 'sign-in/social',
    name: 'signInByProvider',
    summary: 'Begins a sign-in at the OIDC provider, where one is configured',
    may: ANYONE,
    body: z.strictObject({
      provider: z.literal('oidc'),
      callbackURL: z.string().max(200).optional(),
      errorCallbackURL: z.string().max(200).optional(),
      disableRedirect: z.boolean().optional(),
    }),
  },
  {
    method: 'get',
    path: 'callback/oidc',
    name: 'signInCallback',
    summary: 'Where the OIDC provider sends the browser back to',
    may: ANYONE,
    query: z.strictObject({
      code: z.string().max(4000).optional(),
      state: z.string().max(4000).optional(),
      iss: z.string().max(400).optional(),
      session_state: z.string().max(400).optional(),
      error: z.string().max(400).optional(),
      error_description: z.string().max(1000).optional(),
    }),
    signsIn: true,
  },
  {
    method: 'post',
    path: 'sign-out',
    name: 'signOut',
    summary: 'Ends the session',
    may: ANYONE,
    body: z.strictObject({}),
  },
  {
    method: 'post',
    path: 'change-password',
    name: 'changePassword',
    summary: 'Sets another password',
    may: SIGNED_IN,
    body: z.strictObject({
      currentPassword: password,
      newPassword: password,
      revokeOtherSessions: z.boolean().optional(),
    }),
    changes: 'person.password',
  },
  {
    method: 'post',
    path: 'revoke-other-sessions',
    name: 'endOtherSessions',
    summary: 'Ends all sessions of this person but this one',
    may: SIGNED_IN,
    body: z.strictObject({}),
    changes: 'person.sessions',
  },
  {
    method: 'post',
    path: 'two-factor/enable',
    name: 'beginTotp',
    summary:
      'Begins TOTP: answers the secret for an app and backup codes; verify-totp makes it count',
    may: SIGNED_IN,
    body: z.strictObject({ password }),
  },
  {
    method: 'post',
    path: 'two-factor/disable',
    name: 'endTotp',
    summary: 'Takes TOTP off',
    may: SIGNED_IN,
    body: z.strictObject({ password }),
    changes: 'person.totp-off',
  },
  {
    method: 'post',
    path: 'two-factor/verify-totp',
    name: 'verifyTotp',
    summary: 'The code of the app: ends a sign-in, or makes TOTP count',
    may: ANYONE,
    body: z.strictObject({ code }),
    changes: 'person.totp-on',
    signsIn: true,
  },
  {
    method: 'post',
    path: 'two-factor/verify-backup-code',
    name: 'verifyBackupCode',
    summary: 'A backup code instead of the code of the app; each serves once',
    may: ANYONE,
    body: z.strictObject({ code: backupCode }),
    signsIn: true,
  },
  {
    method: 'post',
    path: 'two-factor/generate-backup-codes',
    name: 'makeBackupCodes',
    summary: 'New backup codes; the old ones serve no more',
    may: SIGNED_IN,
    body: z.strictObject({ password }),
    changes: 'person.backup-codes',
  },
  {
    method: 'get',
    path: 'passkey/generate-register-options',
    name: 'beginPasskey',
    summary: 'What the browser needs to make a passkey',
    may: SIGNED_IN,
    query: z.strictObject({ name: passkeyName.optional() }),
  },
  {
    method: 'post',
    path: 'passkey/verify-registration',
    name: 'addPasskey',
    summary: 'Keeps the passkey that the browser has made',
    may: SIGNED_IN,
    body: z.strictObject({ response: credential, name: passkeyName.optional() }),
    changes: 'person.passkey-on',
  },
  {
    method: 'get',
    path: 'passkey/generate-authenticate-options',
    name: 'beginPasskeySignIn',
    summary: 'What the browser needs to sign in by passkey',
    may: ANYONE,
  },
  {
    method: 'post',
    path: 'passkey/verify-authentication',
    name: 'signInByPasskey',
    summary: 'Signs in by passkey',
    may: ANYONE,
    body: z.strictObject({ response: credential }),
    signsIn: true,
  },
  {
    method: 'get',
    path: 'passkey/list-user-passkeys',
    name: 'listPasskeys',
    summary: 'The passkeys of whoever is signed in',
    may: SIGNED_IN,
  },
  {
    method: 'post',
    path: 'passkey/delete-passkey',
    name: 'removePasskey',
    summary: 'Takes a passkey off',
    may: SIGNED_IN,
    body: z.strictObject({ id: z.string().max(100) }),
    changes: 'person.passkey-off',
  },
]

export function signInRoutes(services: Services): Route[] {
  return ROWS.filter(row => services.oidc !== null || !OIDC_ONLY.has(row.path)).map(row =>
    route({
      method: row.method,
      path: `/api/auth/${row.path}`,
      name: row.name,
      summary: row.summary,
      may: row.may,
      answer: row.name === 'listPasskeys' ? z.array(z.unknown()) : anything,
      ...(row.query === undefined ? {} : { query: row.query }),
      ...(row.body === undefined
        ? {}
        : { body: row.body.meta({ id: `${row.name[0].toUpperCase()}${row.name.slice(1)}` }) }),
      ...(row.signsIn ? { rate: TRIES_OF_ADDRESS } : {}),
      handle: async call => await respond(services, row, call as Call),
    }),
  )
}

const OIDC_ONLY = new Set(['sign-in/social', 'callback/oidc'])

async function respond(services: Services, row: Row, call: Call): Promise<Response> {
  const { signIn, limits } = services
  const account = accountOf(call.body)
  if (account !== null) {
    const seconds = limits.take(account, TRIES, services.nowMs())
    if (seconds > 0) throw new Failure('tooManyRequests', { seconds })
  }
  const response = await signIn.respond(rebuilt(call, row.method), call.address)
  const wentWell = response.status < 400 && !isErrorRedirect(response)
  if (wentWell && account !== null) limits.forgive(account)
  await record(services, row, call, response, wentWell)
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

function isErrorRedirect(response: Response): boolean {
  return response.status >= 300 && /[?&]error=/.test(response.headers.get('location') ?? '')
}

async function record(
  services: Services,
  row: Row,
  call: Call,
  response: Response,
  wentWell: boolean,
): Promise<void> {
  const { authority, people, signIn } = services
  if (call.caller.is === 'person') {
    const { actor } = call.caller
    if (wentWell && row.changes !== undefined)
      await authority.record(actor, {
        action: row.changes,
        subject: { kind: 'person', id: actor.id },
        details: {},
      })
    return
  }
  if (!row.signsIn) return
  const by = row.path.split('/')[0] === 'callback' ? 'oidc' : row.path
  if (!wentWell) {
    const email = (call.body as { email?: string } | undefined)?.email
    const id = email === undefined ? null : await people.idOfEmail(email)
    if (id === null && email !== undefined) return
    await authority.record('system', {
      action: 'session.refuse',
      subject: { kind: 'person', id: id ?? 'unknown' },
      details: { by },
    })
    return
  }
  const cookie = response.headers.getSetCookie().map(text => text.split(';', 1)[0])
  const found = await signIn.who(cookie.join('; '))
  if (found === null) return
  const { id, name, role, operator } = found.person
  await people.signedIn(id)
  await authority.record(
    { kind: 'person', id, name, role, operator },
    { action: 'session.begin', subject: { kind: 'person', id }, details: { by } },
  )
}

const CODES: Readonly<Record<string, FailureCode>> = {
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
}

/** After wrong codes; better-auth unlocks by itself. */
const LOCKED = new Set(['ACCOUNT_TEMPORARILY_LOCKED', 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE'])
const LOCKED_SECONDS = 15 * 60

async function failureOf(response: Response): Promise<Failure> {
  const body = (await response.json().catch(() => ({}))) as { code?: unknown }
  const reason = typeof body.code === 'string' ? body.code.slice(0, 60) : String(response.status)
  if (LOCKED.has(reason)) return new Failure('tooManyRequests', { seconds: LOCKED_SECONDS })
  const code = CODES[reason]
  if (code === 'passwordShort')
    return new Failure(code, { min: PASSWORD_LENGTH_MIN, max: PASSWORD_LENGTH_MAX })
  if (code !== undefined) return new Failure(code)
  if (response.status === 401) return new Failure('signInWrong')
  if (response.status === 403) return new Failure('originWrong')
  return new Failure('signInRefused', { reason })
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
