/** The paths of better-auth that are open, each with what may be sent to it. All others do not exist. */
import { z } from 'zod'
import { ANYONE, row, SIGNED_IN } from '../../authority/contract.ts'
import { password } from './contract.ts'

/** Of an address, which may be a whole ministry behind one. */
const TRIES_OF_ADDRESS = { per: 'address', max: 120, seconds: 60 } as const

const code = z.string().regex(/^\d{6,8}$/)
const backupCode = z.string().min(8).max(20)
const passkeyName = z.string().trim().min(1).max(60)
/** As the browser's WebAuthn gives it; better-auth verifies it. */
const credential = z.record(z.string().max(40), z.unknown())
/** Twice an id of the longest that may be, and a signature with what it is over. */
const ASSERTION_SIZE_MAX = 8 * 1024
const anything = z.record(z.string(), z.unknown()).meta({ id: 'SignInAnswer' })

export const signInContract = {
  signInByPassword: row({
    method: 'post',
    path: '/api/auth/sign-in/email',
    summary: 'Signs in by password; answers twoFactorRedirect where a code is needed too',
    may: ANYONE,
    body: z
      .strictObject({ email: z.email().max(200), password, rememberMe: z.boolean().optional() })
      .meta({ id: 'SignInByPassword' }),
    answer: anything,
    rate: TRIES_OF_ADDRESS,
  }),
  signInByProvider: row({
    method: 'post',
    path: '/api/auth/sign-in/social',
    summary: 'Begins a sign-in at the OIDC provider, where one is configured',
    may: ANYONE,
    body: z
      .strictObject({
        provider: z.literal('oidc'),
        callbackURL: z.string().max(200).optional(),
        errorCallbackURL: z.string().max(200).optional(),
        disableRedirect: z.boolean().optional(),
      })
      .meta({ id: 'SignInByProvider' }),
    answer: anything,
  }),
  signInCallback: row({
    method: 'get',
    path: '/api/auth/callback/oidc',
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
    answer: anything,
    rate: TRIES_OF_ADDRESS,
  }),
  signOut: row({
    method: 'post',
    path: '/api/auth/sign-out',
    summary: 'Ends the session',
    may: ANYONE,
    body: z.strictObject({}).meta({ id: 'SignOut' }),
    answer: anything,
  }),
  changePassword: row({
    method: 'post',
    path: '/api/auth/change-password',
    summary: 'Sets another password',
    may: SIGNED_IN,
    beforeFactor: 'to-set-up',
    body: z
      .strictObject({ currentPassword: password, newPassword: password, revokeOtherSessions: z.boolean().optional() })
      .meta({ id: 'ChangePassword' }),
    answer: anything,
  }),
  endOtherSessions: row({
    method: 'post',
    path: '/api/auth/revoke-other-sessions',
    summary: 'Ends all sessions of this person but this one',
    may: SIGNED_IN,
    body: z.strictObject({}).meta({ id: 'EndOtherSessions' }),
    answer: anything,
  }),
  beginTotp: row({
    method: 'post',
    path: '/api/auth/two-factor/enable',
    summary: 'Begins TOTP: answers the secret for an app and backup codes; verify-totp makes it count',
    may: SIGNED_IN,
    beforeFactor: 'to-set-up',
    body: z.strictObject({ password }).meta({ id: 'BeginTotp' }),
    answer: anything,
  }),
  endTotp: row({
    method: 'post',
    path: '/api/auth/two-factor/disable',
    summary: 'Takes TOTP off',
    may: SIGNED_IN,
    body: z.strictObject({ password }).meta({ id: 'EndTotp' }),
    answer: anything,
  }),
  verifyTotp: row({
    method: 'post',
    path: '/api/auth/two-factor/verify-totp',
    summary: 'The code of the app: ends a sign-in, or makes TOTP count',
    may: ANYONE,
    body: z.strictObject({ code }).meta({ id: 'VerifyTotp' }),
    answer: anything,
    rate: TRIES_OF_ADDRESS,
  }),
  verifyBackupCode: row({
    method: 'post',
    path: '/api/auth/two-factor/verify-backup-code',
    summary: 'A backup code instead of the code of the app; each serves once',
    may: ANYONE,
    body: z.strictObject({ code: backupCode }).meta({ id: 'VerifyBackupCode' }),
    answer: anything,
    rate: TRIES_OF_ADDRESS,
  }),
  makeBackupCodes: row({
    method: 'post',
    path: '/api/auth/two-factor/generate-backup-codes',
    summary: 'New backup codes; the old ones serve no more',
    may: SIGNED_IN,
    body: z.strictObject({ password }).meta({ id: 'MakeBackupCodes' }),
    answer: anything,
  }),
  beginPasskey: row({
    method: 'get',
    path: '/api/auth/passkey/generate-register-options',
    summary: 'What the browser needs to make a passkey',
    may: SIGNED_IN,
    beforeFactor: 'to-set-up',
    fresh: 'always',
    query: z.strictObject({ name: passkeyName.optional() }),
    answer: anything,
  }),
  addPasskey: row({
    method: 'post',
    path: '/api/auth/passkey/verify-registration',
    summary: 'Keeps the passkey that the browser has made',
    may: SIGNED_IN,
    beforeFactor: 'to-set-up',
    fresh: 'always',
    body: z.strictObject({ response: credential, name: passkeyName.optional() }).meta({ id: 'AddPasskey' }),
    answer: anything,
  }),
  beginPasskeySignIn: row({
    method: 'get',
    path: '/api/auth/passkey/generate-authenticate-options',
    summary: 'What the browser needs to sign in by passkey',
    may: ANYONE,
    answer: anything,
    // A challenge is kept for each.
    rate: TRIES_OF_ADDRESS,
  }),
  signInByPasskey: row({
    method: 'post',
    path: '/api/auth/passkey/verify-authentication',
    summary: 'Signs in by passkey',
    may: ANYONE,
    body: z.strictObject({ response: credential }).meta({ id: 'SignInByPasskey' }),
    size: ASSERTION_SIZE_MAX,
    answer: anything,
    rate: TRIES_OF_ADDRESS,
  }),
  listPasskeys: row({
    method: 'get',
    path: '/api/auth/passkey/list-user-passkeys',
    summary: 'The passkeys of whoever is signed in',
    may: SIGNED_IN,
    beforeFactor: 'always',
    answer: z.array(z.unknown()),
  }),
  removePasskey: row({
    method: 'post',
    path: '/api/auth/passkey/delete-passkey',
    summary: 'Takes a passkey off',
    may: SIGNED_IN,
    fresh: 'always',
    body: z.strictObject({ id: z.string().max(100) }).meta({ id: 'RemovePasskey' }),
    answer: anything,
  }),
}
