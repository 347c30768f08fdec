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
  readonly hello: SpeakerHello | null
  readonly clockSkewMs: number | null
  readonly heardAt: number | null
  /** Of the agenda that was issued last. */
  readonly serial: number
  readonly wantedSha256: string | null
  readonly issuedAt: number | null
  readonly epoch: number
  readonly counter: number
}

/** A receipt with what it is about: what ends a play is about what began it. */
export interface StoredReceipt {
  readonly cluster: string
  readonly epoch: number
  readonly at: number
  readonly item: string | null
  readonly bulletin: string | null
  readonly receipt: Receipt
}

/** Sums of receipts, before they are told as plays. */
export interface ReceiptSums {
  readonly cluster: string
  readonly started: number
  readonly ended: number
  readonly cut: number
  readonly unknown: number
  readonly refused: number
  readonly missed: number
  readonly heard: number
}

export type ReceiptsOf =
  | { readonly bulletin: string }
  | { readonly cluster: string; readonly since: number }
  | { readonly since: number; readonly until: number }

export interface LoudspeakerReading {
  communes(): Promise<readonly StoredCommune[]>
  commune(code: string): Promise<StoredCommune | null>
  clusters(): Promise<readonly StoredCluster[]>
  cluster(
    by: { readonly id: string } | { readonly codeSha256: string } | { readonly keyId: string },
  ): Promise<StoredCluster | null>
  clustersOf(commune: string): Promise<readonly StoredCluster[]>
  /** In the order of their counters, oldest first. */
  receipts(of: ReceiptsOf, max: number): Promise<readonly StoredReceipt[]>
  /** By cluster; those with none are left out. */
  sums(of: ReceiptsOf): Promise<readonly ReceiptSums[]>
  started(cluster: string, epoch: number, counter: number): Promise<StoredReceipt | null>
  heardOf(bulletin: string): Promise<readonly { cluster: string; epoch: number; counter: number }[]>
}

export interface LoudspeakerWriting extends LoudspeakerReading {
  putCommune(commune: StoredCommune): Promise<void>
  /** In place of the one of this id. */
  putCluster(cluster: StoredCluster): Promise<void>
  addReceipts(receipts: readonly StoredReceipt[], keptAt: number): Promise<void>
  /** Once for each recording. */
  addHeard(heard: {
    readonly cluster: string
    readonly epoch: number
    readonly counter: number
    readonly sha256: string
    readonly at: number
    readonly by: Writer
  }): Promise<void>
}

export const loudspeakerRows = rowsOf<LoudspeakerReading, LoudspeakerWriting>('loudspeakers')
