/**
 * The paths of better-auth that are open: each row of sign-in-contract.ts passes to it.
 *
 * Its answers pass through without session tokens; its errors become problems. A change of what one signs in with and its entry
 * in the trail are one transaction: both are there or neither. Sign-ins and failures go to the trail after them. A failure that
 * is nobody's is counted and not written down: strangers would fill the trail, and people type passwords where an address
 * belongs.
 */

import { z } from 'zod'
import type { Actor } from '../../authority/actor.ts'
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from '../../authority/password-length.ts'
import { type Deed, SYSTEM, type TrailActor, trailActor } from '../../authority/trail.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import type { Failure } from '../../base/failure.ts'
import { httpFailure } from '../../http/failures.ts'
import type { HashRows } from '../../http/hash-rows.ts'
import type { Call, Route } from '../../http/route.ts'
import { isCookie, type SignIn } from '../../http/sign-in.ts'
import type { Tries } from '../../http/tries.ts'
import { type ACCESS_FAILURES, accessFailure } from './failures.ts'
import type { KnownBrowsers } from './known-browsers.ts'
import type { Letters } from './letters.ts'
import { checkPassword } from './passwords.ts'
import type { People } from './people.ts'
import { signInContract } from './sign-in-contract.ts'

type SignInPath = keyof typeof signInContract

interface Effect {
  readonly changes?: string
  /** How one signs in by it. */
  readonly signsIn?: string
  /** After a password it is the second half of a sign-in; else it is done within a session. */
  readonly endsSignIn?: true
  /** Its code is of a step of time, and serves once. */
  readonly takesStep?: true
  /** A passkey stands for password and code: its device must have verified who holds it. */
  readonly needsVerifiedUser?: true
}

/** What a path may change: how it stands in the trail when someone who is signed in did it, and who may be signed in by it. */
const EFFECTS: Readonly<Partial<Record<SignInPath, Effect>>> = {
  signInByPassword: { signsIn: 'sign-in/email' },
  signInCallback: { signsIn: 'oidc' },
  changePassword: { changes: 'person.password' },
  endOtherSessions: { changes: 'person.sessions' },
  endTotp: { changes: 'person.totp-off' },
  verifyTotp: { changes: 'person.totp-on', signsIn: 'two-factor/verify-totp', endsSignIn: true, takesStep: true },
  verifyBackupCode: { signsIn: 'two-factor/verify-backup-code', endsSignIn: true },
  makeBackupCodes: { changes: 'person.backup-codes' },
  addPasskey: { changes: 'person.passkey-on' },
  signInByPasskey: { signsIn: 'passkey/verify-authentication', needsVerifiedUser: true },
  removePasskey: { changes: 'person.passkey-off' },
}

/** Where no OpenID Connect provider is set up, these do not exist. */
const OIDC_ONLY: ReadonlySet<string> = new Set(['signInByProvider', 'signInCallback'])

interface Needs {
  readonly work: UnitOfWork
  readonly people: People
  readonly signIn: SignIn
  readonly tries: Tries
  readonly browsers: KnownBrowsers
  readonly hashes: HashRows
  readonly letters: Letters
  /** A sign-in was refused, and nobody knows whose it was. */
  readonly onRefused: (by: string) => void
  readonly hasProvider: boolean
}

export function signInRoutes(needs: Needs): Route[] {
  return Object.entries(signInContract)
    .filter(([name]) => needs.hasProvider || !OIDC_ONLY.has(name))
    .map(([name, row]) => ({
      ...row,
      name,
      handle: async call => await respond(needs, row.method, EFFECTS[name as SignInPath] ?? {}, call),
    }))
}

async function respond(needs: Needs, method: string, effect: Effect, asked: Call): Promise<Response> {
  const call = effect.endsSignIn ? await amidSignIn(needs, asked) : asked
  const given = secretsOf.parse(call.body ?? {})
  if (effect.needsVerifiedUser && !isUserVerified(call.body)) throw accessFailure('passkeyUnverified')
  const { forgive, response } = await inTurn(needs, given, call, async browser => {
    const forgive = await triedBy(needs, given, call, browser)
    if (given.newPassword !== undefined && call.caller.is === 'person')
      checkPassword(given.newPassword, await needs.people.person(call.caller.actor.id))
    const isUsed = await isCodeUsed(needs, effect, given, call)
    return { forgive, response: isUsed ? null : await answered(needs, method, effect, call) }
  })
  if (response === null || response.status >= 400 || isErrorRedirect(response)) {
    await recordRefused(needs, effect, given, call)
    if (response === null) throw accessFailure('codeWrong')
    if (response.status >= 400) throw await failureOf(response)
    return await withoutTokens(response)
  }
  await forgive()
  const isChange = call.caller.is === 'person' && effect.changes !== undefined
  const email = isChange ? null : await recordDone(needs, effect, response)
  const answer = await withoutTokens(response)
  if (call.caller.is === 'person') keepSession(answer.headers)
  if (email !== null) answer.headers.append('set-cookie', needs.browsers.cookieFor(email))
  return answer
}

async function answered(needs: Needs, method: string, { changes }: Effect, call: Call): Promise<Response> {
  const { caller, address } = call
  const request = rebuilt(call, method)
  if (caller.is !== 'person' || changes === undefined) return await needs.signIn.respond(request, address)
  return await changed(needs, request, address, { by: caller.actor, change: changes })
}

/** Web Authentication Level 3, 6.1: the flags are the octet after the relying party's hash; what is signed covers them. */
const FLAGS_AT = 32
const USER_VERIFIED = 0x04

const assertion = z.object({ response: z.object({ response: z.object({ authenticatorData: z.string().max(4000) }) }) })

function isUserVerified(body: unknown): boolean {
  const found = assertion.safeParse(body)
  if (!found.success) return false
  const data = Buffer.from(found.data.response.response.authenticatorData, 'base64url')
  return ((data[FLAGS_AT] ?? 0) & USER_VERIFIED) !== 0
}

/** What is looked at of a body; its row has checked the rest. */
const secretsOf = z.object({
  email: z.string().optional(),
  password: z.string().optional(),
  currentPassword: z.string().optional(),
  newPassword: z.string().optional(),
  code: z.string().optional(),
})
type Secrets = z.output<typeof secretsOf>

/** Where a password is tried, whoever is known goes first; whoever is not has not tried before it is their turn. */
async function inTurn<Result>(
  { browsers, hashes }: Needs,
  { email, password, currentPassword }: Secrets,
  { caller, request, address }: Call,
  act: (browser: string | null) => Promise<Result>,
): Promise<Result> {
  const browser = email === undefined ? null : browsers.find(email, request.headers.get('cookie'))
  if (password === undefined && currentPassword === undefined) return await act(browser)
  const isKnown = browser !== null || (email === undefined && caller.is === 'person')
  return await hashes.enter({ isKnown, address }, async () => await act(browser))
}

/** Counts a try of a password, where one is tried. What it answers is to be done once it was right. */
async function triedBy(
  { tries }: Needs,
  given: Secrets,
  call: Call,
  browser: string | null,
): Promise<() => Promise<void>> {
  const { email, password = given.currentPassword } = given
  if (email !== undefined) return await tries.ofAccount({ email, browser, address: call.address })
  if (password === undefined || call.caller.is !== 'person') return async () => {}
  return await tries.ofPassword(call.caller.actor.id)
}

/** Whose sign-in it is, or was begun as. */
async function personOf({ signIn, people }: Needs, given: Secrets, call: Call) {
  if (call.caller.is === 'person') return call.caller.actor.id
  if (given.email !== undefined) return await people.idOfEmail(given.email)
  const cookie = call.request.headers.get('cookie')
  return cookie === null ? null : await signIn.challenged(cookie)
}

/** A right code takes its step, so that it serves nobody else, nor again. */
async function isCodeUsed(needs: Needs, { takesStep }: Effect, given: Secrets, call: Call): Promise<boolean> {
  if (!takesStep || given.code === undefined) return false
  const person = await personOf(needs, given, call)
  const step = person === null ? null : await needs.signIn.stepOfCode(person, given.code)
  return step !== null && !(await needs.people.takeTotpStep(person!, step))
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
  { work, signIn, letters }: Needs,
  request: Request,
  address: string,
  { by, change }: { readonly by: Actor; readonly change: string },
): Promise<Response> {
  let isWritten = false
  const write = async (answered: () => Promise<Response>) =>
    await work.transaction(async ({ record }) => {
      isWritten = true
      const response = await answered()
      // It did not come to its end: what it had written is taken back.
      if (response.status >= 500) throw await failureOf(response)
      if (wentWell(response)) await record(trailActor(by), deedOf(by.id, change))
    })
  const response = await signIn.respond(request, address, write)
  if (!isWritten && wentWell(response))
    await work.transaction(async ({ record }) => await record(trailActor(by), deedOf(by.id, change)))
  if (wentWell(response)) letters.changed(by.id, change)
  return response
}

function deedOf(id: string, action: string, details: object = {}): Deed {
  return { action, subject: { kind: 'person', id }, details: { ...details } }
}

function isErrorRedirect(response: Response): boolean {
  return response.status >= 300 && /[?&]error=/.test(response.headers.get('location') ?? '')
}

async function write(
  { work }: Needs,
  by: TrailActor,
  action: string,
  id: string,
  details: Readonly<Record<string, string>> = {},
): Promise<void> {
  await work.transaction(async ({ record }) => await record(by, deedOf(id, action, details)))
}

/** Where nobody knows whose it was, it is counted: what strangers try must not make the trail longer. */
async function recordRefused(needs: Needs, { signsIn }: Effect, given: Secrets, call: Call): Promise<void> {
  if (call.caller.is === 'person' || signsIn === undefined) return
  const person = await personOf(needs, given, call)
  if (person === null) needs.onRefused(signsIn)
  else await write(needs, SYSTEM, 'session.refuse', person, { by: signsIn })
}

/** The address of whoever is signed in by it now. */
async function recordDone(needs: Needs, { signsIn }: Effect, response: Response): Promise<string | null> {
  if (signsIn === undefined) return null
  const cookie = response.headers.getSetCookie().map(text => text.split(';', 1)[0])
  const found = await needs.signIn.who(cookie.join('; '))
  if (found === null) return null
  const { id, name, email } = found.person
  await needs.people.signedIn(id)
  await write(needs, { kind: 'person', id, name }, 'session.begin', id, { by: signsIn })
  return email
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
  if (code === 'passwordShort') return accessFailure(code, { min: PASSWORD_LENGTH_MIN, max: PASSWORD_LENGTH_MAX })
  if (code === 'signedOut') return httpFailure(code)
  if (code !== null) return accessFailure(code)
  if (response.status === 401) return accessFailure('signInWrong')
  if (response.status === 403) return httpFailure('originWrong')
  return accessFailure('signInRefused', { reason })
}

/** Whoever has given a password a moment ago begins a session with the code, whatever session there still is. */
async function amidSignIn({ signIn }: Needs, call: Call): Promise<Call> {
  const cookie = call.request.headers.get('cookie')
  if (cookie === null || (await signIn.challenged(cookie)) === null) return call
  const kept = cookie.split(/;\s*/).filter(pair => !isCookie('session_token', pair))
  const headers = new Headers(call.request.headers)
  headers.set('cookie', kept.join('; '))
  const request = new Request(call.request.url, { method: call.request.method, headers })
  return { ...call, caller: { is: 'nobody' }, request }
}

/**
 * A password that asks for a code ends the browser's session before there is another. Who proves again who they are, and leaves
 * it at the password, stays whom they were.
 */
function keepSession(headers: Headers): void {
  const cookies = headers.getSetCookie()
  const isEnding = (cookie: string) => isCookie('session_token', cookie) && /^[^=]*=;/.test(cookie)
  const isAmidSignIn = cookies.some(cookie => isCookie('two_factor', cookie) && /^[^=]*=[^;]/.test(cookie))
  if (!isAmidSignIn || !cookies.some(isEnding)) return
  headers.delete('set-cookie')
  for (const cookie of cookies) if (!isEnding(cookie)) headers.append('set-cookie', cookie)
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
