/**
 * A bulletin released: an entry of the log, in the transaction that decided it, so that after any crash it is there once or not at all.
 *
 *   approve ─► now ──────────────────────────────► publish        correct, cancel: what the log holds, never what stands in a draft
 *          └─► window.from is to come ─► due ─► publish
 *
 * Nothing is released whose content is not what the trail says was approved and two people signed, and nothing once its time is over.
 */
import assert from 'node:assert'
import { approvedAs } from '../../authority/approved.ts'
import { authorityFailure } from '../../authority/failures.ts'
import { approvalOf, newestRoster } from '../../authority/signed.ts'
import { SYSTEM, type TrailActor } from '../../authority/trail.ts'
import type { Transaction, UnitOfWork } from '../../authority/unit-of-work.ts'
import { Failure } from '../../base/failure.ts'
import {
  type BulletinApproval,
  type BulletinContent,
  type ReleaseKind,
  saidOfBulletin,
} from '../../directive/bulletin.ts'
import { checkApproved } from '../../directive/proof.ts'
import { sha256Of } from '../../directive/signing.ts'
import { channelsOf, contentText } from './content.ts'
import { bulletinFailure } from './failures.ts'
import { filesOf } from './files.ts'
import { heldBy } from './held.ts'
import { bulletinRows, type Released, type StoredBulletin, type StoredRelease } from './store.ts'
import { contentNow, releaseOf } from './view.ts'

/** Released in one go; the rest follows at once. */
const DUE_MAX = 100

interface Sealed {
  readonly content: BulletinContent
  readonly sha256: string
  readonly approval: BulletinApproval | null
}

/** Adds to the log. What has become of the bulletin itself is for the caller to put. */
export async function release(
  { store, now, publish }: Transaction,
  { content, sha256, approval }: Sealed,
  { kind, by }: { readonly kind: ReleaseKind; readonly by: string },
): Promise<{ readonly released: Released; readonly serial: number }> {
  const until = Date.parse(content.window.until)
  assert(until > now, 'its time is over')
  const rows = bulletinRows(store)
  const before = (await rows.releasesOf(content.bulletin)).at(-1)
  const stored: StoredRelease = {
    serial: (await rows.lastSerial()) + 1,
    bulletin: content.bulletin,
    version: content.version,
    kind,
    sha256,
    // A clock that was set back dates nothing before what it takes back.
    at: Math.max(now, before?.at ?? now),
    by,
    purpose: content.purpose,
    priority: content.priority,
    channels: channelsOf(content.renditions),
    content,
    approval,
  }
  await rows.insertRelease(stored)
  await rows.setUsed({ is: 'release', id: stored.serial }, filesOf(content))
  publish({ is: 'release', release: releaseOf(stored) })
  const { version, at, serial } = stored
  return { serial, released: { kind, version, at, until, isDoubted: false } }
}

/** What the log holds of a version, as it was published. Fails with contentAltered. */
export function sealedIn({ content, sha256, approval }: StoredRelease): Sealed {
  const signed = approval === null ? sha256 : approval.approved.statement.sha256
  if (sha256Of(contentText(content)) !== sha256 || signed !== sha256) throw authorityFailure('contentAltered')
  return { content, sha256, approval }
}

/** Whose signatures stand under what is approved now; null where there is no roster. Fails with needsTwoPeople as a node would. */
export async function approvalNow(
  { store }: Pick<Transaction, 'store'>,
  { id, version, sha256 }: { readonly id: string; readonly version: number; readonly sha256: string },
): Promise<BulletinApproval | null> {
  const roster = await newestRoster(store)
  if (roster === null) return null
  const what = saidOfBulletin({ bulletin: id, version }, sha256)
  const approval = await approvalOf(store, what)
  if (approval === null) throw authorityFailure('firstUnsigned')
  await checkApproved(what, approval, roster)
  return approval
}

export async function recordRelease(
  { record }: Transaction,
  actor: TrailActor,
  of: Sealed,
  serial: number,
): Promise<void> {
  const { bulletin, version, purpose, renditions } = of.content
  await record(actor, {
    action: 'bulletin.release',
    subject: { kind: 'bulletin', id: bulletin },
    details: { serial, version, digest: of.sha256, purpose, channels: channelsOf(renditions) },
  })
}

/**
 * Whatever is due, each in a transaction of its own: what one cannot be released with keeps no other from it. True: there may be more.
 */
export async function releaseDue(work: UnitOfWork): Promise<boolean> {
  const due = await bulletinRows(work.store).due(work.now(), DUE_MAX)
  for (const { id } of due)
    try {
      await work.transaction(async tx => await releaseOne(tx, id))
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      await work.transaction(async tx => await hold(tx, id, error))
    }
  return due.length === DUE_MAX
}

async function releaseOne(tx: Transaction, id: string): Promise<void> {
  const { store, now, publish } = tx
  const rows = bulletinRows(store)
  const stored = await rows.bulletin(id)
  if (!isDue(stored, now)) return
  const sealed = await sealedDraft(tx, stored)
  const by = stored.approvedBy?.name ?? ''
  const { released, serial } = await release(tx, sealed, { kind: 'publish', by })
  await rows.putBulletin({ ...stored, dueAt: null, released })
  await recordRelease(tx, SYSTEM, sealed, serial)
  publish({ is: 'bulletin', bulletin: id })
}

function isDue(stored: StoredBulletin | null, now: number): stored is StoredBulletin {
  return stored?.state === 'approved' && stored.dueAt !== null && stored.dueAt <= now
}

/** Of what waited: exactly what was approved. */
async function sealedDraft(tx: Transaction, stored: StoredBulletin): Promise<Sealed> {
  const { store } = tx
  const { id, version, sha256 } = stored
  const approved = await approvedAs(store, { kind: 'bulletin', id }, version)
  const until = stored.draft.window.until
  if (until !== null && Date.parse(until) <= tx.now) throw bulletinFailure('bulletinOver')
  const made = await contentNow(tx, stored)
  if (made.is === 'faulty' || sha256 === null || approved?.digest !== sha256) throw authorityFailure('contentAltered')
  if (made.sha256 !== sha256) throw authorityFailure('contentAltered')
  return { content: made.content, sha256, approval: await approvalNow(tx, { id, version, sha256 }) }
}

/** It is not tried again: people see why, and send it back. */
async function hold(tx: Transaction, id: string, failure: Failure): Promise<void> {
  const { store, now, record, publish } = tx
  const rows = bulletinRows(store)
  const stored = await rows.bulletin(id)
  if (!isDue(stored, now)) return
  await rows.putBulletin({ ...stored, dueAt: null, held: heldBy(failure) })
  await record(SYSTEM, {
    action: 'bulletin.hold',
    subject: { kind: 'bulletin', id },
    details: { version: stored.version, code: failure.code },
  })
  publish({ is: 'bulletin', bulletin: id })
}
