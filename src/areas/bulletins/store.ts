/**
 * What bulletins need of a store: an area's rows of `authority/store.ts`, with its promises.
 *
 * The log of releases can only grow: the database refuses the rest. A file is kept once, by its digest, and as long as anybody uses it.
 */
import type { Writer } from '../../authority/actor.ts'
import type { Page, PageQuery, WhichArchived } from '../../authority/paging.ts'
import { rowsOf } from '../../authority/store.ts'
import type { BulletinApproval, BulletinContent, Priority, ReleaseKind, Sound } from '../../directive/bulletin.ts'
import type { Purpose } from '../../directive/documents.ts'
import type { Bulletin, BulletinDraft, BulletinState, ChannelName, KeptSound, PlacementEntry } from './model.ts'

export const bulletinRows = rowsOf<BulletinReading, BulletinWriting>('bulletins')

export interface BulletinReading {
  bulletin(id: string): Promise<StoredBulletin | null>
  /** Newest first, without their drafts. */
  bulletins(query: BulletinQuery): Promise<Page<ListedBulletin>>
  /** Approved, and to be released by that instant; the earliest first. */
  due(atMs: number, limit: number): Promise<readonly StoredBulletin[]>

  /** 0: there is none. */
  lastSerial(): Promise<number>
  /** By serial, from the one after this. */
  releasesAfter(serial: number, limit: number): Promise<readonly StoredRelease[]>
  /** By serial. */
  releasesOf(bulletin: string): Promise<readonly StoredRelease[]>
  /** Of each bulletin the newest, where it is not over; by serial. */
  standing(nowMs: number, which: 'sure' | 'doubted too'): Promise<readonly StandingRelease[]>
  /** All of bulletins that are of a matter, where nobody doubts them and they were not over at that instant; by serial. */
  releasesOfMatters(sinceMs: number): Promise<readonly StoredRelease[]>
  /** Bulletins whose newest release is doubted. */
  doubted(): Promise<readonly string[]>
  /** That were released in between, by serial. */
  releasedBetween(fromMs: number, untilMs: number): Promise<readonly ListedRelease[]>
  hasReleases(): Promise<boolean>

  /** That a release or a placement uses: what is in a draft alone is nobody's yet. */
  sharedFile(sha256: string): Promise<StoredFile | null>
  fileSize(sha256: string): Promise<{ readonly type: string; readonly octets: number } | null>
  /** So many octets from there on. */
  fileOctets(sha256: string, from: number, octets: number): Promise<Uint8Array>
  /** Octets of all files that nobody uses. */
  unusedOctets(): Promise<number>
  sound(sound: Sound): Promise<KeptSound | null>

  placement(id: string): Promise<StoredPlacement | null>
  /** Oldest first. */
  placementsOf(bulletin: string): Promise<readonly StoredPlacement[]>
  countPlacements(bulletin: string): Promise<number>

  /** That were made of this bulletin's releases, by serial. */
  /** The newest first. */
  smsDrafts(limit: number): Promise<readonly SmsDraft[]>
  smsDraftsOf(bulletin: string): Promise<readonly SmsDraft[]>
  /** The newest releases of bulletins that are not over, with short messages of which no round was made yet, by serial. */
  smsDraftsWanted(nowMs: number, limit: number): Promise<readonly StoredRelease[]>
}

export interface BulletinWriting extends BulletinReading {
  putBulletin(bulletin: StoredBulletin): Promise<void>
  /** The database refuses it of one that was submitted. */
  deleteBulletin(id: string): Promise<void>
  insertRelease(release: StoredRelease): Promise<void>

  /** The same once more is kept for another while. */
  putFile(sha256: string, file: StoredFile & { readonly at: number }): Promise<void>
  putSound(kept: KeptSound & { readonly at: number; readonly by: Writer }): Promise<void>
  /** In place of what this user has used so far. */
  setUsed(user: FileUser, files: readonly string[]): Promise<void>
  /** Files that nobody uses and that were brought before that instant, with the sounds that are made of them. */
  dropUnused(beforeMs: number): Promise<void>

  putPlacement(placement: StoredPlacement): Promise<void>
  insertSmsDraft(draft: SmsDraft): Promise<void>
}

export type BulletinQuery = PageQuery & {
  readonly states: readonly BulletinState[] | null
  readonly purpose: Purpose | null
  /** Without it all. */
  readonly archived?: WhichArchived
}

/** What keeps a file from being deleted. */
export type FileUser =
  | { readonly is: 'draft'; readonly id: string }
  | { readonly is: 'release'; readonly id: number }
  | { readonly is: 'placement'; readonly id: string }

export interface StoredBulletin {
  readonly id: string
  readonly version: number
  readonly state: BulletinState
  readonly draft: BulletinDraft
  /** Of the content that was submitted; null: of none. */
  readonly sha256: string | null
  readonly writers: readonly Writer[]
  readonly submittedBy: Writer | null
  readonly approvedBy: Writer | null
  readonly reason: string | null
  /** Why it was not released when it was to be. */
  readonly held: Held | null
  /** When it is to be released; null: it was, or is not to be. */
  readonly dueAt: number | null
  readonly released: Released | null
  readonly createdAt: number
  readonly updatedAt: number
  readonly updatedBy: Writer
  readonly archivedAt: number | null
  readonly copyOf: Bulletin['copyOf']
  /** A person wrote it here, and it was never submitted: it may be deleted. */
  readonly isUnsubmitted: boolean
}

export interface Held {
  /** Of the failure. */
  readonly code: string
  readonly vi: string
  readonly en: string
}

/** What the public has of it: the newest release. */
export interface Released {
  readonly kind: ReleaseKind
  readonly version: number
  readonly at: number
  readonly until: number
  /** The database was restored, and nobody has said since that it still stands: it may have been taken back after the backup. */
  readonly isDoubted: boolean
}

export interface ListedBulletin
  extends Pick<
    StoredBulletin,
    'id' | 'version' | 'state' | 'dueAt' | 'released' | 'createdAt' | 'updatedAt' | 'updatedBy' | 'archivedAt'
  > {
  readonly title: string
  readonly purpose: Purpose
  readonly priority: Priority
  readonly provinces: BulletinDraft['provinces']
  readonly until: number | null
  readonly channels: readonly ChannelName[]
}

export interface ListedRelease {
  readonly serial: number
  readonly bulletin: string
  readonly version: number
  readonly kind: ReleaseKind
  readonly sha256: string
  readonly at: number
  /** By name: who approved it, or took it back. */
  readonly by: string
  readonly purpose: Purpose
  readonly priority: Priority
  readonly channels: readonly ChannelName[]
}

export interface StoredRelease extends ListedRelease {
  readonly content: BulletinContent
  readonly approval: BulletinApproval | null
}

export interface StandingRelease extends StoredRelease {
  /** The first release of its version. */
  readonly publishedAt: number
}

export interface StoredFile {
  readonly type: string
  readonly octets: Uint8Array
}

export interface StoredPlacement {
  readonly id: string
  readonly bulletin: string
  readonly version: number
  readonly entry: PlacementEntry
  readonly by: Writer
  readonly at: number
  readonly picture: string | null
  readonly withdrawn: string | null
}

/** The round that was made of a release. */
export interface SmsDraft {
  readonly serial: number
  readonly bulletin: string
  readonly kind: ReleaseKind
  readonly campaign: string
  readonly round: string
}
