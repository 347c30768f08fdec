/**
 * Which version of a thing two people approved: kept with the entry of the trail that says so, so that it is found however much was
 * recorded since. A row counts only where the trail says the same; both can only grow. Knows no SQL.
 */
import { type Actor, writerOf } from './actor.ts'
import { authorityFailure } from './failures.ts'
import type { ApprovedVersion, Reading } from './store.ts'
import type { TrailEntry } from './trail-entry.ts'
import type { Transaction } from './unit-of-work.ts'

type Subject = TrailEntry['subject']

/** Of what was approved by the entry that was recorded last. */
export async function keepApproved(
  { store, now }: Transaction,
  subject: Subject,
  of: { readonly actor: Actor; readonly version: number; readonly digest: string },
): Promise<void> {
  const { actor, version, digest } = of
  const { entries: entry } = await store.trailHead()
  await store.keepApproved(subject, { version, digest, at: now, by: writerOf(actor), entry })
}

/** The newest approval of this version; null: nobody has approved it. Fails with contentAltered where the trail says otherwise. */
export async function approvedAs(store: Reading, subject: Subject, version: number): Promise<ApprovedVersion | null> {
  const approved = (await store.approved(subject)).findLast(each => each.version === version)
  if (approved === undefined) return null
  const [told] = await store.trailAfter(approved.entry - 1, 1)
  const isTold =
    told?.action === `${subject.kind}.approve` &&
    told.subject.id === subject.id &&
    told.details.version === version &&
    told.details.digest === approved.digest
  if (!isTold) throw authorityFailure('contentAltered')
  return approved
}
