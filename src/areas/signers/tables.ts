/** The tables of those who sign as TypeScript sees them. Instants are milliseconds since 1970. */
import type { SigningKey } from '../../directive/roster.ts'
import { type RowOf, record } from '../../sql/record.ts'
import type { RosterDraft, StoredRoster, StoredSigningKey } from './store.ts'

/** A browser's key is an object, one of the signing page its COSE key in base64url. */
export type MadeKey = Omit<StoredSigningKey, 'key' | 'isForSignIn'> & Omit<SigningKey, 'is'>

export const madeKey = record<MadeKey>()({ plain: 'id person=person_id name createdAt', json: 'publicKey' })

export const roster = record<StoredRoster>()({ plain: 'number sha256 text at', json: 'signatures' })

export const draft = record<RosterDraft>()({ plain: 'text preparedBy notBefore', json: 'signatures' })

export type SignerTables = {
  signing_key: RowOf<typeof madeKey>
  signing_counter: { key_id: string; counter: number }
  roster: RowOf<typeof roster>
  /** One row. */
  roster_draft: RowOf<typeof draft> & { id: number }
  attestation: {
    kind: string
    subject: string
    version: number
    does: string
    /** JSON. */
    attestation: string
  }
  sign_in_passkey: {
    id: string
    name: string | null
    publicKey: string
    userId: string
    credentialID: string
    createdAt: string | null
  }
}
