/** What loudspeakers need of a store: an area's rows of `authority/store.ts`, with its promises. Receipts only grow. */
import type { Writer } from '../../authority/actor.ts'
import { rowsOf } from '../../authority/store.ts'
import type { Purpose } from '../../directive/documents.ts'
import type { PublicJwk } from '../../directive/public-key.ts'
import type { Receipt } from '../../speaker/receipts.ts'
import type { SpeakerHello } from '../../speaker/wire.ts'
import type { CommuneInput } from './model.ts'

export type StoredCommune = CommuneInput

export interface StoredCluster {
  readonly id: string
  readonly commune: string
  readonly name: string
  readonly purpose: Purpose
  readonly code: { readonly sha256: string; readonly expiresAt: number } | null
  readonly key: { readonly public: PublicJwk; readonly id: string } | null
  readonly enrolledAt: number | null
  readonly revokedAt: number | null
  readonly hello: StoredHello | null
  readonly clockSkewMs: number | null
  readonly heardAt: number | null
  /** Of the agenda that was issued last. */
  readonly serial: number
  readonly wantedSha256: string | null
  readonly issuedAt: number | null
  readonly epoch: number
  readonly counter: number
  /** Receipts that were told once and are not kept here, as after a restore. */
  readonly lost: number
  /** Items that its device no longer had when it held a newer agenda than this database knew. */
  readonly withheld: readonly string[]
}

/** The columns of a cluster that change when its device connects or sends receipts. */
export type ClusterReport = Pick<StoredCluster, 'hello' | 'clockSkewMs' | 'heardAt' | 'counter' | 'lost'>

/** What a device said of itself last. */
export type StoredHello = Omit<SpeakerHello, 'agenda'> & {
  readonly agenda: { readonly serial: number; readonly sha256: string } | null
}

/** A receipt with what it is about: what ends a play is about what began it. */
export interface StoredReceipt {
  readonly cluster: string
  readonly epoch: number
  readonly at: number
  readonly item: string | null
  readonly bulletin: string | null
  readonly receipt: Receipt
  /** Of the receipt that began the play which this one ended; null: it ended none. */
  readonly start: number | null
}

/** What is counted of plays. What was started and neither played, cut nor unknown is open. */
export interface PlayTally {
  readonly started: number
  readonly played: number
  readonly cut: number
  readonly unknown: number
  readonly refused: number
  readonly missed: number
  readonly heard: number
}
export const NO_PLAYS: PlayTally = { started: 0, played: 0, cut: 0, unknown: 0, refused: 0, missed: 0, heard: 0 }

/** Of one item in one cluster on one day. */
export interface Tally extends PlayTally {
  readonly cluster: string
  readonly day: string
  readonly item: string
  readonly bulletin: string | null
}

export interface HeardPlay {
  readonly cluster: string
  readonly epoch: number
  readonly counter: number
}

export interface LoudspeakerReading {
  communes(): Promise<readonly StoredCommune[]>
  commune(code: string): Promise<StoredCommune | null>
  clusters(): Promise<readonly StoredCluster[]>
  clusterCount(): Promise<number>
  cluster(
    by: { readonly id: string } | { readonly codeSha256: string } | { readonly keyId: string },
  ): Promise<StoredCluster | null>
  /** Of its device; null: it has none. */
  deviceKey(cluster: string): Promise<StoredCluster['key']>
  clustersOf(commune: string): Promise<readonly StoredCluster[]>
  /** Ids of the clusters of these communes. */
  clusterIdsIn(communes: readonly string[]): Promise<readonly string[]>
  clustersOfIds(ids: readonly string[]): Promise<readonly StoredCluster[]>
  communesOf(codes: readonly string[]): Promise<readonly StoredCommune[]>
  /** Of a cluster, the newest of these days, in the order of their counters. */
  newestReceipts(of: { cluster: string; since: number }, max: number): Promise<readonly StoredReceipt[]>
  /** By their counters, both included. */
  receiptsBetween(of: {
    readonly cluster: string
    readonly epoch: number
    readonly from: number
    readonly until: number
  }): Promise<readonly StoredReceipt[]>
  /** The start of that counter, where nothing has ended its play; null: there is none. */
  openStart(cluster: string, epoch: number, counter: number): Promise<StoredReceipt | null>
  /** Starts of that counter of all devices that the cluster ever had, the newest device first. */
  starts(cluster: string, counter: number): Promise<readonly StoredReceipt[]>
  /** What ended the play that it began; null: nothing did yet. */
  endOf(start: StoredReceipt): Promise<StoredReceipt | null>
  heardIn(of: { readonly cluster: string; readonly since: number }): Promise<readonly HeardPlay[]>
  /** By cluster; those with none are left out. */
  talliesOfDay(day: string): Promise<readonly (PlayTally & { readonly cluster: string })[]>
  /** By cluster and item. */
  talliesOfBulletin(
    bulletin: string,
  ): Promise<readonly (PlayTally & { readonly cluster: string; readonly item: string })[]>
  /** Of these days, both included; by item. */
  talliesOfDays(from: string, until: string): Promise<readonly (PlayTally & { readonly item: string })[]>
  /** Clusters that told anything of plays on these days, but those of exercises. */
  clustersOfDays(from: string, until: string): Promise<number>
}

export interface LoudspeakerWriting extends LoudspeakerReading {
  putCommune(commune: StoredCommune): Promise<void>
  /** In place of the one of this id. */
  putCluster(cluster: StoredCluster): Promise<void>
  setTold(id: string, told: ClusterReport): Promise<void>
  setIssued(id: string, issued: Pick<StoredCluster, 'serial' | 'wantedSha256' | 'issuedAt'>): Promise<void>
  /** To those of the same cluster, day and item. */
  addTallies(tallies: readonly Tally[]): Promise<void>
  addReceipts(receipts: readonly StoredReceipt[], keptAt: number): Promise<void>
  /** Once for each recording. True: the play was not heard before. */
  addHeard(heard: HeardPlay & { readonly sha256: string; readonly at: number; readonly by: Writer }): Promise<boolean>
}

export const loudspeakerRows = rowsOf<LoudspeakerReading, LoudspeakerWriting>('loudspeakers')
