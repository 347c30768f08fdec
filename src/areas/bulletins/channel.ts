/**
 * What channels know of bulletins, and what they tell of them: the log of releases is all there is, and each channel makes of it what
 * is its own. A channel that was away reads on from the last serial that it knows.
 *
 *   releases ──► page, feeds, CAP     what the newest release of each bulletin says, from memory
 *            ──► loudspeakers         agendas, a pure function of what stands now
 *            ──► mail, push           a queue for each release
 *            ──► ring, SMS            a directive; a round's draft
 */

import type { Reading } from '../../authority/store.ts'
import type { BulletinApproval, BulletinContent } from '../../directive/bulletin.ts'
import type { ChannelName, Proof, Release } from './model.ts'

declare module '../../authority/unit-of-work.ts' {
  interface Changes {
    /** Of a bulletin as people work on it. */
    bulletin: { readonly bulletin: string }
    /** After the commit of a release. */
    release: { readonly release: Release }
  }
}

export interface Released extends Release {
  readonly content: BulletinContent
  readonly approval: BulletinApproval | null
}

/** The newest release of a bulletin whose window is not over, with the instant at which its version was first published. */
export interface CurrentRelease extends Released {
  readonly publishedAt: string
}

/** One whose place no newer one of the same matter has taken, or not everywhere. */
export interface InForce extends CurrentRelease {
  /** Where a newer one has. */
  readonly replacedIn?: NonNullable<BulletinContent['provinces']>
}

export interface Releases {
  /** Of each bulletin the newest, where its window is not over and nobody doubts it; exercises too: whoever asks tells them apart by `content.purpose`. */
  standing(nowMs: number): Promise<readonly CurrentRelease[]>
  /** Those in whose place a newer one of the same matter stands are not among them (replaced.ts). */
  inForce(nowMs: number): Promise<readonly InForce[]>
  /** Those that are doubted among those that stand. */
  believed(nowMs: number): Promise<readonly CurrentRelease[]>
  /**
   * Bulletins that the database, since it was restored, believes to stand: they may have been taken back after the backup. Nobody is told
   * of them before a person says that they stand.
   */
  doubted(): Promise<ReadonlySet<string>>
  /** In the order of their serials, at most so many. */
  after(serial: number, max: number): Promise<readonly Released[]>
  of(bulletin: string): Promise<readonly Released[]>
  /** A sound's file or a placement's picture; null: there is none, or it was not released yet. */
  file(sha256: string): Promise<{ readonly type: string; readonly octets: Buffer } | null>
}

/** A channel that other areas bring along. */
export interface Channel {
  readonly name: ChannelName
  /** Fails where it could not say this content, its correction, or that it was taken back: before anybody is told anything. */
  rehearse?(store: Reading, content: BulletinContent): Promise<void>
  /** What is proved of this bulletin on it. */
  proofs(bulletin: string): Promise<readonly Proof[]>
}
