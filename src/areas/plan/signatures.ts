/** The two signatures under what is approved now, looked at as an operator's node would. */
import { authorityFailure } from '../../authority/failures.ts'
import type { Said } from '../../authority/said.ts'
import { approvalOf, newestRoster } from '../../authority/signed.ts'
import type { Transaction } from '../../authority/unit-of-work.ts'
import { checkApproved } from '../../directive/proof.ts'
import type { Signatures } from './store.ts'

/** Null: the authority has no roster. Fails with firstUnsigned and needsTwoPeople. */
export async function signaturesNow(
  { store }: Pick<Transaction, 'store'>,
  { of, subject, version, sha256 }: Said,
): Promise<Signatures | null> {
  const roster = await newestRoster(store)
  if (roster === null) return null
  const thing = { of, subject, version, sha256 }
  const approval = await approvalOf(store, thing)
  if (approval === null) throw authorityFailure('firstUnsigned')
  await checkApproved(thing, approval, roster)
  return approval
}
