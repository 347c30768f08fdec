/**
 * What people sign at the authority, each with a key of their own: taken only where it is right, kept beside what it is
 * about, and given on to the operators' nodes, which look at it again.
 *
 *   submit ─► signed ─┐
 *   approve ─► signed ─┴─ by two people whom the roster knows ─► schedule ─► signed ─► directive
 *
 * Where no roster was made yet nothing is asked for: nodes then send nothing, and say so. Knows no SQL: whoever keeps the
 * rows is the area of those who sign.
 */
import { checkSignature, readRoster } from '../directive/attest.ts'
import { directiveFailure } from '../directive/failures.ts'
import { checkApproved } from '../directive/proof.ts'
import { namesUnder, personOf as onRoster, type Roster } from '../directive/roster.ts'
import { type Attestation, SIGNED_AGE_MAX_MS, type Statement } from '../directive/statement.ts'
import type { Actor } from './actor.ts'
import { authorityFailure } from './failures.ts'
import type { GivenSignature, Said } from './said.ts'
import { type Reading, rowsOf } from './store.ts'
import type { Transaction } from './unit-of-work.ts'

type Thing = Pick<Statement, 'of' | 'subject' | 'version'>

export const signedRows = rowsOf<SignedReading, SignedWriting>('signers')

export interface SignedReading {
  /** The newest; null: none was made yet. */
  newestRoster(): Promise<string | null>
  attestation(of: Thing & Pick<Statement, 'does'>): Promise<Attestation | null>
  /** The last that the authenticator of this key has told; 0: it counts nothing, or never signed. */
  counterOf(key: string): Promise<number>
}

export interface SignedWriting extends SignedReading {
  /** In place of an earlier one for the same deed and version. */
  putAttestation(given: Attestation): Promise<void>
  setCounter(key: string, counter: number): Promise<void>
}

export async function newestRoster(store: Reading): Promise<Roster | null> {
  const text = await signedRows(store).newestRoster()
  return text === null ? null : readRoster(text)
}

/**
 * Takes a signature. Null: there is none and no roster, or a program writes and submits without being one of the two. Fails with
 * signatureNeeded, signatureOld, notOnRoster, signatureOfPersonWrong; an approval with firstUnsigned or needsTwoPeople too.
 */
export async function attest(
  tx: Transaction,
  actor: Actor,
  said: Said,
  given: GivenSignature | undefined,
): Promise<Attestation | null> {
  const { store, now } = tx
  const roster = await newestRoster(store)
  // A signature that nobody can look at counts for nothing, not for a fresh sign-in either.
  if (roster === null && given !== undefined) throw directiveFailure('notOnRoster')
  if (roster === null) return null
  if (given === undefined) {
    if (actor.kind === 'key' && said.does === 'submit') return null
    throw authorityFailure('signatureNeeded')
  }
  if (Math.abs(now - Date.parse(given.at)) > SIGNED_AGE_MAX_MS) throw authorityFailure('signatureOld')
  const { signature } = given
  const person = onRoster(roster.body, actor.id)
  const key = person?.keys.find(({ id }) => id === signature.key)
  if (key === undefined) throw directiveFailure('notOnRoster')
  const statement: Statement = { ...said, at: given.at, ...namesUnder(roster) }
  const rows = signedRows(store)
  const { relyingParty } = roster.body
  const seen = await rows.counterOf(key.id)
  const { counter } = await checkSignature(statement, signature, { key, relyingParty }, seen)
  if (counter > seen) await rows.setCounter(key.id, counter)
  const attestation: Attestation = { person: actor.id, statement, signature }
  if (said.does === 'approve') {
    const submitted = await rows.attestation({ ...said, does: 'submit' })
    if (submitted === null) throw authorityFailure('firstUnsigned')
    await checkApproved(said, { submitted, approved: attestation }, roster)
  }
  await rows.putAttestation(attestation)
  return attestation
}

/** Who submitted and who approved this version, as they signed; null: it was approved without a roster. */
export async function approvalOf(
  store: Reading,
  thing: Thing,
): Promise<{ readonly submitted: Attestation; readonly approved: Attestation } | null> {
  const rows = signedRows(store)
  const submitted = await rows.attestation({ ...thing, does: 'submit' })
  const approved = await rows.attestation({ ...thing, does: 'approve' })
  return submitted === null || approved === null ? null : { submitted, approved }
}
