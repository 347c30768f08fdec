/**
 * What better-auth keeps of a second factor and does not tell: who is amid a sign-in, of which step of time a code is, and
 * whether somebody has one.
 *
 * Tells persons by their ids. Changes nothing.
 */
import type { BetterAuthPlugin } from 'better-auth'
import { createAuthEndpoint } from 'better-auth/api'
import { symmetricDecrypt } from 'better-auth/crypto'
import { z } from 'zod'
import { stepOf } from './totp.ts'

/** As better-auth names it. */
const CHALLENGE_COOKIE = 'two_factor'
const TOTP = 'twoFactor'
const PASSKEY = 'passkey'

export const secondFactor = {
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
