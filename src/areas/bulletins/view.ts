/** Bulletins as people see them: content and faults as they stand now, what is released, and what they may do. Reads only. */
import type { Actor } from '../../authority/actor.ts'
import { authorsOf, whoIs } from '../../authority/approving.ts'
import { notFound } from '../../authority/failures.ts'
import type { Reading } from '../../authority/store.ts'
import { canonicalJson } from '../../base/canonical.ts'
import type { BulletinContent } from '../../directive/bulletin.ts'
import { sha256Of } from '../../directive/signing.ts'
import { roundRows } from '../rounds/store.ts'
import { contentOf, contentText } from './content.ts'
import { doubtsOf } from './doubts.ts'
import { soundsOf } from './files.ts'
import type {
  Bulletin,
  BulletinFault,
  BulletinLine,
  KeptSound,
  PublicStatus,
  Release,
  ReleasedContent,
  RoundOfBulletin,
} from './model.ts'
import { replacingNow } from './replacing.ts'
import { asksIn } from './spoken-asks.ts'
import { type BulletinFacts, bulletinApproval } from './states.ts'
import {
  bulletinRows,
  type ListedBulletin,
  type ListedRelease,
  type StoredBulletin,
  type StoredRelease,
} from './store.ts'

interface When {
  readonly store: Reading
  readonly now: number
}

export type ContentNow = (
  | { readonly is: 'content'; readonly content: BulletinContent; readonly sha256: string }
  | { readonly is: 'faulty'; readonly faults: readonly BulletinFault[] }
) & { readonly sounds: readonly KeptSound[] }

/** What two people would sign of it now. */
export async function contentNow(
  { store, now }: When,
  { id, version, draft, state }: Pick<StoredBulletin, 'id' | 'version' | 'draft' | 'state'>,
): Promise<ContentNow> {
  const rows = bulletinRows(store)
  const known = new Map<string, KeptSound>()
  for (const sound of soundsOf(draft)) {
    const kept = await rows.sound(sound)
    if (kept !== null) known.set(canonicalJson(sound), kept)
  }
  const sounds = [...known.values()]
  const made = contentOf(
    draft,
    { id, version },
    {
      now,
      asks: asksIn,
      isUndecided: state === 'draft' || state === 'submitted',
      spokenIn: sound => known.get(canonicalJson(sound))?.spoken,
    },
  )
  if (made.is === 'faulty') return { ...made, sounds }
  return { ...made, sounds, sha256: sha256Of(contentText(made.content)) }
}

export async function storedBulletin(store: Reading, id: string): Promise<StoredBulletin> {
  const stored = await bulletinRows(store).bulletin(id)
  if (stored === null) throw notFound('bulletin')
  return stored
}

export function factsOf(
  { state, version, writers, submittedBy, released, archivedAt, isUnsubmitted }: StoredBulletin,
  releases: readonly StoredRelease[],
  now: number,
): BulletinFacts {
  const newest = releases.at(-1)
  const isReleased = releases.some(release => release.version === version)
  const authors = authorsOf(writers, submittedBy).map(({ id }) => id)
  const own = { state, authors, isReleased, isUnsubmitted, isArchived: archivedAt !== null }
  if (newest === undefined) return { ...own, published: null }
  const kinds = releases.filter(release => release.version === newest.version)
  return {
    ...own,
    published: {
      isCorrected: kinds.some(({ kind }) => kind === 'correct'),
      isCancelled: kinds.some(({ kind }) => kind === 'cancel'),
      isOver: Date.parse(newest.content.window.until) <= now,
      isDoubted: released?.isDoubted === true,
    },
  }
}

export async function viewOf({ store, now }: When, actor: Actor, id: string): Promise<Bulletin> {
  const stored = await storedBulletin(store, id)
  const made = await contentNow({ store, now }, stored)
  const releases = await bulletinRows(store).releasesOf(id)
  const { version, state, draft, submittedBy, approvedBy, reason, held } = stored
  const replacing = await replacingOf({ store, now }, stored)
  return {
    id,
    version,
    state,
    draft,
    submittedBy,
    approvedBy,
    reason,
    held,
    standing: standingOf(stored, now, replacing.isWhole),
    replaces: replacing.replaces,
    replacedBy: replacing.replacedBy,
    sha256: made.is === 'content' ? made.sha256 : null,
    faults: made.is === 'content' ? [] : [...made.faults],
    doubts: [...doubtsOf(draft)],
    sounds: [...made.sounds],
    writers: [...stored.writers],
    createdAt: instantOf(stored.createdAt),
    updatedAt: instantOf(stored.updatedAt),
    updatedBy: stored.updatedBy,
    isArchived: stored.archivedAt !== null,
    copyOf: stored.copyOf,
    releases: releases.map(releaseOf),
    rounds: await roundsOf(store, id, releases),
    actions: bulletinApproval.actionsOf(whoIs(actor), factsOf(stored, releases, now)),
  }
}

async function replacingOf({ store, now }: When, { id, draft, released }: StoredBulletin) {
  const { matter, purpose, provinces } = draft
  if (matter === undefined) return { isWhole: false, replaces: [], replacedBy: [] }
  const replacing = await replacingNow(bulletinRows(store), now)
  const of = { bulletin: id, purpose, provinces, matter }
  const { by, isWhole } = replacing.by(of)
  const named = (all: readonly { readonly bulletin: string; readonly title: string }[]) =>
    all.map(({ bulletin, title }) => ({ id: bulletin, title }))
  return { isWhole: isWhole && released !== null, replaces: named(replacing.of(of)), replacedBy: named(by) }
}

const OUT: ReadonlySet<string> = new Set(['scheduled', 'running', 'paused'])

async function roundsOf(store: Reading, id: string, releases: readonly StoredRelease[]): Promise<RoundOfBulletin[]> {
  const versions = new Map(releases.map(({ serial, version }) => [serial, version]))
  const rounds: RoundOfBulletin[] = []
  for (const { round, serial, kind } of await bulletinRows(store).smsDraftsOf(id)) {
    const stored = await roundRows(store).round(round)
    const isOut = stored !== null && OUT.has(stored.state) && !stored.isStopOrdered
    rounds.push({ round, kind, version: versions.get(serial) ?? 1, isOut })
  }
  return rounds
}

/** `replaced`: those whose place newer ones have taken everywhere. */
export function lineOf(listed: ListedBulletin, now: number, replaced: ReadonlySet<string>): BulletinLine {
  const { id, version, state, title, purpose, priority, provinces, until, released } = listed
  return {
    id,
    version,
    state,
    title,
    purpose,
    priority,
    provinces,
    standing: standingOf(listed, now, replaced.has(id)),
    until: until === null ? null : instantOf(until),
    channels: [...listed.channels],
    releasedAt: released === null ? null : instantOf(released.at),
    updatedAt: instantOf(listed.updatedAt),
    updatedBy: listed.updatedBy,
    isArchived: listed.archivedAt !== null,
  }
}

const STANDINGS = { publish: 'published', correct: 'corrected', cancel: 'cancelled' } as const

function standingOf(
  { released, dueAt }: Pick<StoredBulletin, 'released' | 'dueAt'>,
  now: number,
  isReplaced: boolean,
): PublicStatus {
  if (released === null) return dueAt === null ? 'none' : 'scheduled'
  if (released.until <= now) return 'over'
  if (released.isDoubted) return 'doubted'
  return isReplaced && released.kind !== 'cancel' ? 'replaced' : STANDINGS[released.kind]
}

export function releaseOf(release: ListedRelease): Release {
  const { serial, bulletin, version, kind, sha256, at, by, channels } = release
  return { serial, bulletin, version, kind, sha256, by, at: instantOf(at), channels: [...channels] }
}

export function releasedContentOf(release: StoredRelease): ReleasedContent {
  const { content, approval } = release
  return { ...releaseOf(release), content, approval }
}

export function instantOf(at: number): string {
  return new Date(at).toISOString()
}
