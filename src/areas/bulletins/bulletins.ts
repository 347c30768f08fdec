/**
 * Bulletins: written, submitted, approved by a second person, each with a key of their own where there is a roster, released, and taken
 * back by one.
 *
 * What is approved is named by the digest of everything that is said on any channel. It is made anew at each step: what was altered in
 * the database is released by nobody.
 */
import { randomUUID } from 'node:crypto'
import { type Actor, writerOf } from '../../authority/actor.ts'
import { type Approvable, byApproval, carryOut, sameDigest, withWriter } from '../../authority/approving.ts'
import { type Acts, stepUseCases } from '../../authority/document-steps.ts'
import { authorityFailure } from '../../authority/failures.ts'
import type { Reading } from '../../authority/store.ts'
import { type Deed, trailActor } from '../../authority/trail.ts'
import type { Transaction, UnitOfWork } from '../../authority/unit-of-work.ts'
import { canonicalJson } from '../../base/canonical.ts'
import type { BulletinContent } from '../../directive/bulletin.ts'
import { sha256Of } from '../../directive/signing.ts'
import { forgetRemarks } from '../drafting/store.ts'
import { bulletinKind } from './contract.ts'
import { copied } from './copied.ts'
import { doubtsOf, isSeen } from './doubts.ts'
import { bulletinFailure } from './failures.ts'
import { filesOf } from './files.ts'
import { type BulletinAction, type BulletinDraft, type BulletinState, bulletinDraft } from './model.ts'
import { approvalNow, recordRelease, release, sealedIn } from './releasing.ts'
import { replacingNow } from './replacing.ts'
import { saidOf } from './said.ts'
import { type SmsRounds, takeBackSms } from './sms-drafts.ts'
import { type BulletinFacts, bulletinApproval } from './states.ts'
import { bulletinRows, type StoredBulletin, type StoredRelease } from './store.ts'
import type { BulletinUseCases } from './use-cases.ts'
import {
  type ContentNow,
  contentNow,
  factsOf,
  lineOf,
  releasedContentOf,
  releaseOf,
  storedBulletin,
  viewOf,
} from './view.ts'

/**
 * Nothing is submitted or approved that a channel could not say: what went out on one and not on the other would be half. Without it,
 * whoever approves is told.
 */
export type Rehearse = (store: Reading, content: BulletinContent) => Promise<void>

export function bulletinUseCases(work: UnitOfWork, rounds: SmsRounds, rehearse: Rehearse = async () => {}) {
  return {
    bulletins: async query => {
      const { items, next } = await bulletinRows(work.store).bulletins(query)
      const now = work.now()
      const { wholly } = await replacingNow(bulletinRows(work.store), now)
      return { items: items.map(item => lineOf(item, now, wholly)), next }
    },
    bulletin: async (actor, id) => await viewOf({ store: work.store, now: work.now() }, actor, id),
    releases: async id => {
      await storedBulletin(work.store, id)
      return (await bulletinRows(work.store).releasesOf(id)).map(releasedContentOf)
    },

    createBulletin: async (actor, draft, began) =>
      await work.transaction(async tx => {
        const isUnsubmitted = began?.isMade !== true
        const id = await create(tx, actor, bulletinDraft.parse(draft), { isUnsubmitted })
        return await viewOf(tx, actor, id)
      }),
    copyBulletin: async (actor, id) =>
      await work.transaction(async tx => {
        const { draft, version } = await storedBulletin(tx.store, id)
        const copyOf = { id, version, title: titleOf(draft) }
        const began = { isUnsubmitted: true, copyOf }
        return await viewOf(tx, actor, await create(tx, actor, copied(draft), began))
      }),
    deleteBulletin: async (actor, id, { version }) =>
      await work.transaction(async tx => {
        const wanted = { action: 'delete', version } as const
        await carryOut(tx, approvable(id), actor, wanted, async () => ({}))
        await forgetRemarks(tx, { kind: 'bulletin', id })
        await bulletinRows(tx.store).setUsed({ is: 'draft', id }, [])
        await bulletinRows(tx.store).deleteBulletin(id)
      }),
    ...stepUseCases(work, bulletinKind, {
      approvable: (id, body) => approvable(id, (body as Seen | undefined)?.doubts),
      acts: actsBy(rounds, rehearse),
      shown: viewOf,
    }),
  } satisfies Partial<BulletinUseCases>
}

interface Seen {
  readonly doubts?: readonly string[]
}

function actsBy(rounds: SmsRounds, rehearse: Rehearse): Acts<typeof bulletinKind, LoadedBulletin, Change> {
  return {
    save: async ({ known: { stored }, body: { version, draft }, actor }) => {
      if (stored.released !== null && draft.purpose !== stored.draft.purpose)
        throw bulletinFailure('bulletinPurposeFixed')
      const writers = withWriter(stored.writers, writerOf(actor))
      return { version: version + 1, draft, writers }
    },
    submit: async ({ known: { made }, body: { sha256 }, actor, tx }) => {
      const { content, sha256: own } = faultless(made)
      sameDigest(sha256, own)
      await rehearse(tx.store, content)
      return { sha256, submittedBy: writerOf(actor), reason: null, isUnsubmitted: false }
    },
    approve: async ({ known: { stored, made }, body, key: id, actor, tx }) => {
      const { version, sha256, purpose, emergency } = body
      const { content } = faultless(made)
      sameDigest(sha256, stored.sha256 ?? '')
      if (purpose !== content.purpose) throw bulletinFailure('bulletinPurposeDiffers')
      if (emergency !== (content.renditions.broadcast?.isEmergency ?? false))
        throw bulletinFailure('bulletinEmergencyDiffers')
      await rehearse(tx.store, content)
      const approval = await approvalNow(tx, { id, version, sha256 })
      return { approvedBy: writerOf(actor), ...(await releasedOrDue(tx, actor, { content, sha256, approval })) }
    },
    return: async ({ body: { reason } }) => ({ ...UNDECIDED, reason }),
    revise: async ({ known: { stored, releases }, actor }) => ({
      ...UNDECIDED,
      version: stored.version + 1,
      // What was discarded is gone: the next one begins with what is published.
      ...(stored.state === 'discarded' ? draftAgain(releases) : {}),
      writers: [writerOf(actor)],
      reason: null,
    }),
    discard: async () => UNDECIDED,
    archive: async ({ tx: { now } }) => ({ archivedAt: now }),
    unarchive: async () => ({ archivedAt: null }),
    uphold: async ({ known, body: { version }, tx }) => uphold(tx, known, version),
    correct: async ({ known, body: { version }, key: bulletin, actor, tx }) => {
      await takeBackSms(tx, rounds, actor, { bulletin, reason: REASONS.correct })
      return await takeBack(tx, actor, known, version, 'correct')
    },
    cancel: async ({ known, body: { version, reason }, key: bulletin, actor, tx }) => {
      const given = { bulletin, reason: reason === '' ? REASONS.cancel : reason }
      await takeBackSms(tx, rounds, actor, given)
      return await takeBack(tx, actor, known, version, 'cancel')
    },
  }
}

/** Why its round was stopped, as it stands in the trail. */
const REASONS = { correct: 'Bản tin được đính chính', cancel: 'Bản tin bị thu hồi' } as const

/** Nothing waits for its release any more. */
const UNDECIDED = { sha256: null, submittedBy: null, approvedBy: null, held: null, dueAt: null } as const

interface LoadedBulletin {
  readonly stored: StoredBulletin
  readonly releases: readonly StoredRelease[]
  readonly facts: BulletinFacts
  readonly made: ContentNow
}

interface Change extends Partial<StoredBulletin> {
  /** Of what was released by this very step. */
  readonly serial?: number
}

/** A bulletin as what two people approve. `seen`: the doubts that whoever acts has ticked. */
function approvable(
  id: string,
  seen: readonly string[] = [],
): Approvable<BulletinAction, BulletinState, LoadedBulletin, Change> {
  const approval = byApproval(bulletinApproval, ({ facts }: LoadedBulletin) => facts, bulletinFailure)
  return {
    ...approval,
    refuse: (action, actor, known) => {
      approval.refuse(action, actor, known)
      if (action === 'submit' || action === 'approve') faultless(known.made)
      if (action === 'approve' && digestOf(known.made) !== known.stored.sha256) throw bulletinFailure('bulletinAltered')
      if (action === 'submit' || action === 'approve') allSeen(known.stored.draft, seen)
    },
    know: async ({ store, now }) => {
      const stored = await storedBulletin(store, id)
      const releases = await bulletinRows(store).releasesOf(id)
      const facts = factsOf(stored, releases, now)
      return { stored, releases, facts, made: await contentNow({ store, now }, stored) }
    },
    versionOf: ({ stored }) => stored.version,
    lastWriter: async (_, { stored }) => stored.updatedBy.name,
    said: (action, { stored: { version, draft }, made }) =>
      action === 'submit' || action === 'approve'
        ? saidOf({ id, version, sha256: digestOf(made) ?? '', doubts: doubtsOf(draft) }, action)
        : null,
    put: async ({ store, now }, { stored }, { serial: _, ...change }, state, actor) => {
      const next = { ...stored, ...change, state, updatedAt: now, updatedBy: writerOf(actor) }
      const rows = bulletinRows(store)
      await rows.putBulletin(next)
      const isKept = state !== 'discarded'
      await rows.setUsed({ is: 'draft', id }, isKept ? filesOf(next.draft) : [])
    },
    approves: ({ stored: { version }, made }) => ({ version, digest: digestOf(made) ?? '' }),
    entry,
    page: (_, is) => (is === 'waits' ? `/desk/${id}` : `/desk/${id}/write`),
    isPutAway: action => action === 'archive',
    isUrgent: ({ stored: { draft } }) => draft.priority === 'urgent' && draft.purpose === 'live',
    tell: ({ publish }) => publish({ is: 'bulletin', bulletin: id }),
  }
}

function entry(action: BulletinAction, { stored, made }: LoadedBulletin, change: Change): Deed {
  const digest = change.sha256 ?? stored.sha256 ?? digestOf(made)
  return {
    action: `bulletin.${action}`,
    subject: { kind: 'bulletin', id: stored.id },
    details: {
      version: change.released?.version ?? change.version ?? stored.version,
      title: titleOf(change.draft ?? stored.draft),
      purpose: (change.draft ?? stored.draft).purpose,
      ...(action === 'submit' || action === 'approve' ? { digest, ...mismatchesOf(stored.draft) } : {}),
      // Faulty drafts have no digest of what would be signed.
      ...(action === 'delete' ? { digest: sha256Of(canonicalJson(stored.draft)) } : {}),
      ...(change.serial === undefined ? {} : { serial: change.serial }),
    },
  }
}

function titleOf({ renditions }: BulletinDraft): string {
  return renditions.page.at(0)?.title ?? ''
}

function digestOf(made: ContentNow): string | null {
  return made.is === 'content' ? made.sha256 : null
}

/** Fails with bulletinDoubtsUnseen. */
function allSeen(draft: BulletinDraft, seen: readonly string[]): void {
  const doubts = doubtsOf(draft)
  if (!isSeen(doubts, seen)) throw bulletinFailure('bulletinDoubtsUnseen', { doubts: doubts.join(', ') || '–' })
}

/** As it stands in the trail. */
function mismatchesOf(draft: BulletinDraft): { readonly mismatches?: string } {
  const doubts = doubtsOf(draft)
  return doubts.length === 0 ? {} : { mismatches: doubts.join(', ') }
}

function faultless(made: ContentNow): ContentNow & { readonly is: 'content' } {
  if (made.is === 'faulty') throw authorityFailure('contentFaulty', { faults: made.faults.length })
  return made
}

async function create(
  tx: Transaction,
  actor: Actor,
  draft: BulletinDraft,
  began: { readonly isUnsubmitted: boolean; readonly copyOf?: StoredBulletin['copyOf'] },
): Promise<string> {
  const { store, now, record, publish } = tx
  if (!bulletinApproval.mayAtAll(actor.role, 'save')) throw authorityFailure('forbidden')
  const { isUnsubmitted, copyOf = null } = began
  const id = randomUUID()
  const by = writerOf(actor)
  await bulletinRows(store).putBulletin({
    ...UNDECIDED,
    id,
    version: 1,
    state: 'draft',
    draft,
    writers: [by],
    reason: null,
    released: null,
    createdAt: now,
    updatedAt: now,
    updatedBy: by,
    archivedAt: null,
    copyOf,
    isUnsubmitted,
  })
  await bulletinRows(store).setUsed({ is: 'draft', id }, filesOf(draft))
  await record(trailActor(actor), {
    action: 'bulletin.create',
    subject: { kind: 'bulletin', id },
    details: {
      version: 1,
      title: titleOf(draft),
      purpose: draft.purpose,
      ...(copyOf === null ? {} : { copyOf: copyOf.id, copyOfVersion: copyOf.version }),
    },
  })
  publish({ is: 'bulletin', bulletin: id })
  return id
}

async function releasedOrDue(tx: Transaction, actor: Actor, sealed: Parameters<typeof release>[1]): Promise<Change> {
  const { from } = sealed.content.window
  if (from !== null && Date.parse(from) > tx.now) return { dueAt: Date.parse(from) }
  const { released, serial } = await release(tx, sealed, { kind: 'publish', by: actor.name })
  await recordRelease(tx, trailActor(actor), sealed, serial)
  return { dueAt: null, released }
}

async function takeBack(
  tx: Transaction,
  actor: Actor,
  { stored, releases }: LoadedBulletin,
  version: number,
  kind: 'correct' | 'cancel',
): Promise<Change> {
  const newest = newestOf(releases, version)
  const { released, serial } = await release(tx, sealedIn(newest), { kind, by: actor.name })
  // A version that waits would else bring back what was taken away.
  return { released, serial, dueAt: kind === 'cancel' ? null : stored.dueAt }
}

/** As if it were released now: whoever reads on learns of it. */
function uphold({ publish }: Transaction, { stored, releases }: LoadedBulletin, version: number): Change {
  const newest = newestOf(releases, version)
  sealedIn(newest)
  publish({ is: 'release', release: releaseOf(newest) })
  return { released: stored.released && { ...stored.released, isDoubted: false } }
}

/** That was seen as published. Fails with bulletinUnpublished and versionConflict. */
function newestOf(releases: readonly StoredRelease[], version: number): StoredRelease {
  const newest = releases.at(-1)
  if (newest === undefined) throw bulletinFailure('bulletinUnpublished')
  if (newest.version !== version) throw authorityFailure('versionConflict', { by: newest.by, version: newest.version })
  return newest
}

/** What was released last, as a draft. */
function draftAgain(releases: readonly StoredRelease[]): { readonly draft?: BulletinDraft } {
  const content: BulletinContent | undefined = releases.at(-1)?.content
  if (content === undefined) return {}
  const { format: _, bulletin: __, version: ___, ...draft } = content
  return { draft }
}
