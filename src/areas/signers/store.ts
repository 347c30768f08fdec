/** What those who sign need of a store, beside what every area asks of it: rows of `authority/store.ts`, with its promises. */
import type { SignedReading, SignedWriting } from '../../authority/signed.ts'
import { rowsOf } from '../../authority/store.ts'
import type { SignedRoster, SigningKey } from '../../directive/roster.ts'
import type { Attestation } from '../../directive/statement.ts'

export const signerRows = rowsOf<SignersReading, SignersWriting>('signers')

export interface StoredSigningKey {
  readonly key: SigningKey
  readonly person: string
  readonly name: string
  readonly createdAt: number
  /** A passkey that signs in, too: it is of the console's own relying party. */
  readonly isForSignIn: boolean
}

export interface StoredRoster extends SignedRoster {
  readonly number: number
  readonly sha256: string
  readonly at: number
}

/** A roster on its way: who of the administrators has signed it, and from when on it may count. */
export interface RosterDraft {
  readonly text: string
  readonly signatures: readonly Attestation[]
  /** Name of who prepared it. */
  readonly preparedBy: string
  /** Null: as soon as enough have signed. */
  readonly notBefore: number | null
}

export interface SignersReading extends SignedReading {
  /** Keys made in browsers and on the signing page, and passkeys that sign in, of all people. */
  keys(): Promise<readonly StoredSigningKey[]>
  /** Above this number, oldest first, at most `limit`. */
  rostersAbove(number: number, limit: number): Promise<readonly StoredRoster[]>
  /** Newest first, at most `limit`. */
  rosters(limit: number): Promise<readonly StoredRoster[]>
  draft(): Promise<RosterDraft | null>
}

export interface SignersWriting extends SignersReading, SignedWriting {
  putKey(key: Omit<StoredSigningKey, 'isForSignIn'>): Promise<void>
  /** False: this person has none of this id. */
  removeKey(person: string, id: string): Promise<boolean>
  setDraft(draft: RosterDraft | null): Promise<void>
  insertRoster(roster: StoredRoster): Promise<void>
}
