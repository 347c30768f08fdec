/**
 * Sign-in by better-auth: passwords, sessions, TOTP, passkeys, and OIDC for people that exist. Read by sign-in-opening.ts when somebody
 * signs in: reading it takes as long as all else of the server.
 *
 * better-auth owns its tables but never makes a person: people come by an administrator's one-time link. It sees of a
 * request its body, cookie, origin, what the browser calls itself and the network of the address that the server knows, nothing else;
 * so nothing else can be kept. Of the browser's name its kind is.
 * Nothing here calls out, except to an OIDC provider that was asked for.
 *
 * Invariants: a session ends 12 hours after the sign-in, whatever was asked; a disabled person gets none.
 */

import { passkey } from '@better-auth/passkey'
import { type BetterAuthPlugin, betterAuth } from 'better-auth'
import { createAuthEndpoint } from 'better-auth/api'
import { hashPassword, symmetricDecrypt, verifyPassword } from 'better-auth/crypto'
import { genericOAuth } from 'better-auth/plugins/generic-oauth'
import { twoFactor } from 'better-auth/plugins/two-factor'
import { z } from 'zod'
import type { Role } from '../authority/actor.ts'
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from '../authority/password-length.ts'
import { browserKind } from './browser-kind.ts'
import { networkBase } from './network.ts'
import { cookiePrefix, type Library, type PasswordHashing, type SignInOptions, type Way } from './sign-in.ts'
import { CODE_DIGITS, STEP_SECONDS, stepOf } from './totp.ts'

/*
 * What better-auth keeps of a second factor and does not tell: who is amid a sign-in, of which step of time a code is, and
 * whether somebody has one.
 *
 * Tells persons by their ids. Changes nothing.
 */

/** As better-auth names it. */
const CHALLENGE_COOKIE = 'two_factor'
const TOTP = 'twoFactor'
const PASSKEY = 'passkey'

const secondFactor = {
  id: 'loa-second-factor',
  endpoints: {
    /** Whose password was right, and whose second factor is asked for. */
    challengedPerson: createAuthEndpoint.serverOnly(
      { method: 'GET', requireHeaders: true },
      async ({ context, getSignedCookie }) => {
        const { name } = context.createAuthCookie(CHALLENGE_COOKIE)
        const challenge = await getSignedCookie(name, context.secret)
        if (!challenge) return null
        const found = await context.internalAdapter.findVerificationValue(challenge)
        return found == null || found.expiresAt < new Date() ? null : found.value
      },
    ),
    /** An app that has shown its first code, or a passkey. */
    hasFactor: createAuthEndpoint.serverOnly(
      { method: 'POST', body: z.object({ person: z.string() }) },
      async ({ context, body: { person } }) => {
        const where = [{ field: 'userId', value: person }]
        const totp = await context.adapter.findOne<{ verified: boolean | null }>({ model: TOTP, where })
        // Where it is not said, it was made by a version that kept none that had not been shown.
        if (totp !== null && totp.verified !== false) return true
        return (await context.adapter.count({ model: PASSKEY, where })) > 0
      },
    ),
    /** Null: it is of none that counts now, or there is no second factor. */
    stepOfCode: createAuthEndpoint.serverOnly(
      { method: 'POST', body: z.object({ person: z.string(), code: z.string() }) },
      async ({ context, body: { person, code } }) => {
        const where = [{ field: 'userId', value: person }]
        const totp = await context.adapter.findOne<{ secret: string }>({ model: TOTP, where })
        if (totp === null) return null
        const secret = await symmetricDecrypt({ key: context.secretConfig, data: totp.secret })
        return stepOf({ secret, code, nowMs: Date.now() })
      },
    ),
  },
} satisfies BetterAuthPlugin

const SESSION_LIFE_MS = 12 * 3_600_000
const TWO_FACTOR_SECONDS = 10 * 60
const ADDRESS_HEADER = 'x-loa-address'
const PASSED_HEADERS = [
  'content-type',
  'cookie',
  'origin',
  'accept-language',
  'user-agent',
  'sec-fetch-site',
  'sec-fetch-mode',
  'sec-fetch-dest',
]

/** scrypt, as better-auth does it. */
export const SCRYPT: PasswordHashing = { hash: hashPassword, verify: verifyPassword }

export async function openLibrary(options: SignInOptions): Promise<Library> {
  const [origin] = options.origins
  const { truly } = options
  const passwords = options.passwords ?? SCRYPT
  const auth = betterAuth({
    appName: options.name,
    baseURL: origin,
    basePath: '/api/auth',
    secret: options.secret,
    trustedOrigins: [...options.origins],
    telemetry: { enabled: false },
    // Portable on both databases: see src/areas/access/migrations/002-sign-in.ts.
    database: { db: options.kysely, type: 'sqlite', transaction: false },
    // Limits are ours (rate.ts): by address and by account.
    rateLimit: { enabled: false },
    logger: {
      // Its messages may quote what was sent; what is kept of them is their beginning, without a value.
      log: (level, message) => {
        if (level === 'error') options.log('error', message.split(/[:{"'\n]/, 1)[0].slice(0, 80))
      },
    },
    advanced: {
      cookiePrefix: cookiePrefix(origin),
      // better-auth's own way of saying so names them `__Secure-`, which sister domains may set too.
      useSecureCookies: false,
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/', secure: origin.startsWith('https:') },
      database: { generateId: () => crypto.randomUUID() },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH_MIN,
      maxPasswordLength: PASSWORD_LENGTH_MAX,
      password: {
        hash: async password => await passwords.hash(password),
        verify: async given => await passwords.verify(given),
      },
    },
    user: {
      modelName: 'person',
      additionalFields: {
        role: { type: 'string', required: true, input: false },
        operator: { type: 'string', required: false, input: false },
        isDisabled: { type: 'boolean', required: true, input: false },
        lastSignInAt: { type: 'date', required: false, input: false },
      },
    },
    session: {
      modelName: 'sign_in_session',
      expiresIn: SESSION_LIFE_MS / 1000,
      disableSessionRefresh: true,
      freshAge: 0,
      additionalFields: { signedInBy: { type: 'string', required: false, input: false } },
    },
    account: {
      modelName: 'sign_in_account',
      encryptOAuthTokens: true,
      // Nobody by an address that the provider has not verified: no provider is trusted beyond that.
      accountLinking: { enabled: true, trustedProviders: [], updateUserInfoOnLink: false },
    },
    verification: { modelName: 'sign_in_verification' },
    databaseHooks: {
      // People are made in src/areas/access/sql-people.ts alone.
      user: { create: { before: async () => false } },
      session: {
        create: {
          before: async (session, context) => {
            const user = await context?.context.internalAdapter.findUserById(session.userId)
            if (user == null || (user as { isDisabled?: unknown }).isDisabled === true) return false
            const latest = new Date(Date.now() + SESSION_LIFE_MS)
            const before = context?.context.session?.session.signedInBy
            return {
              data: {
                ...session,
                userAgent: browserKind(session.userAgent ?? ''),
                signedInBy: wayOf(context?.path ?? '', before),
                expiresAt: session.expiresAt < latest ? session.expiresAt : latest,
              },
            }
          },
        },
      },
    },
    plugins: [
      twoFactor({
        issuer: options.name,
        twoFactorTable: 'sign_in_totp',
        twoFactorCookieMaxAge: TWO_FACTOR_SECONDS,
        totpOptions: { digits: CODE_DIGITS, period: STEP_SECONDS },
      }),
      secondFactor,
      passkey({
        rpID: new URL(origin).hostname,
        rpName: options.name,
        origin: [...options.origins],
        authenticatorSelection: { userVerification: 'required', residentKey: 'preferred' },
        schema: { passkey: { modelName: 'sign_in_passkey' } },
      }),
      ...(options.oidc === null
        ? []
        : [
            genericOAuth({
              config: [
                {
                  providerId: 'oidc',
                  discoveryUrl: options.oidc.discoveryUrl,
                  clientId: options.oidc.clientId,
                  clientSecret: options.oidc.clientSecret,
                  scopes: ['openid', 'email'],
                  pkce: true,
                  disableSignUp: true,
                },
              ],
            }),
          ]),
    ],
  })
  const context = await auth.$context
  return {
    respond: async (request, address, write) => {
      const act = async () => await auth.handler(scrubbed(request, address))
      return await truly(
        async () => (write === undefined ? await act() : await options.within(write, act)),
        ({ status }) => status >= 500,
      )
    },
    who: async cookie => {
      const headers = new Headers({ cookie })
      const found = await truly(async () => await auth.api.getSession({ headers }))
      if (found === null || found.user.isDisabled) return null
      const { id, name, email, role, operator } = found.user
      return {
        // Written by src/areas/access/sql-people.ts from the same type.
        person: { id, name, email, role: role as Role, operator: operator ?? null },
        session: found.session.id,
        sinceMs: found.session.createdAt.getTime(),
        by: readWay(found.session.signedInBy),
      }
    },
    factorOf: async ({ actor: { id, role }, by }) => {
      if (by !== 'password' || !options.asksFactorOf.has(role)) return 'fine'
      const has = await truly(async () => await auth.api.hasFactor({ body: { person: id } }))
      return has ? 'unused' : 'missing'
    },
    challenged: async cookie =>
      await truly(async () => await auth.api.challengedPerson({ headers: new Headers({ cookie }) })),
    stepOfCode: async (person, code) => await truly(async () => await auth.api.stepOfCode({ body: { person, code } })),
    hash: async password => await context.password.hash(password),
  }
}

const WAYS: Readonly<Record<string, Way>> = {
  '/two-factor/verify-totp': 'code',
  '/two-factor/verify-backup-code': 'code',
  '/passkey/verify-authentication': 'passkey',
  '/sign-in/email': 'password',
  '/callback/:id': 'provider',
  // Who takes the code off has one no more.
  '/two-factor/disable': 'password',
}

/** Of a session that this path begins; where it follows another, as upon a change of the password, it stays as that was. */
function wayOf(path: string, before: unknown): Way {
  return WAYS[path] ?? readWay(before)
}

function readWay(kept: unknown): Way {
  return kept === 'code' || kept === 'passkey' || kept === 'provider' ? kept : 'password'
}

function scrubbed(request: Request, address: string): Request {
  // What a session keeps of it: the network, and never the whole.
  const headers = new Headers({ [ADDRESS_HEADER]: networkBase(address) })
  for (const name of PASSED_HEADERS) {
    const value = request.headers.get(name)
    if (value !== null) headers.set(name, value)
  }
  return new Request(request.url, {
    method: request.method,
    headers,
    ...(request.body === null ? {} : { body: request.body, duplex: 'half' }),
  } as RequestInit)
}
