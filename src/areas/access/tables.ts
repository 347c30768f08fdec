/** The tables of the steps 002-sign-in, 008-totp-step, 011-signed-in-by and 033-refused-sign-ins. Columns that better-auth owns keep its spelling; its instants are ISO 8601. */
import { type RowOf, record } from '../../sql/record.ts'
import type { StoredKey } from './store.ts'

export const key = record<Omit<StoredKey, 'person'>>()({
  plain: 'id name createdAtMs=created_at expiresAtMs=expires_at lastUsedAtMs=last_used_at',
  json: 'scopes',
})

export type SignInTables = {
  person: {
    id: string
    name: string
    email: string
    emailVerified: number
    image: string | null
    createdAt: string
    updatedAt: string
    twoFactorEnabled: number | null
    role: string
    operator: string | null
    isDisabled: number
    lastSignInAt: string | null
  }
  sign_in_session: {
    id: string
    token: string
    userId: string
    expiresAt: string
    createdAt: string
    /** The first of its network; null or empty: not known. */
    ipAddress: string | null
    /** Its kind; of sessions from before it was kept, empty. */
    userAgent: string | null
    signedInBy: string | null
  }
  refused_sign_in: { hour: number; by: string; times: number }
  sign_in_account: {
    id: string
    accountId: string
    providerId: string
    userId: string
    password: string | null
    createdAt: string
    updatedAt: string
  }
  sign_in_totp: { id: string; userId: string; verified: number | null; lastStep: number | null }
  sign_in_verification: { id: string; expiresAt: string }
  sign_in_passkey: { id: string; userId: string }
  one_time_link: { sha256: string; purpose: string; person_id: string | null; expires_at: number }
  api_key: RowOf<typeof key> & { sha256: string; person_id: string; revoked_at: number | null }
}
