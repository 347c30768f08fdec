/**
 * What can be asked about the list of what is free, with the promises of rounds' use cases. Failures beside theirs:
 * listState (the draft is not in that state), listUnchanged, servicesDiffer (the typed number of services), doubtsUnseen,
 * listTooLarge, listsUnheard (after a restore), listChainBroken.
 */

import type { AuditSummary } from '../../audit/summary.ts'
import type { Actor } from '../../authority/actor.ts'
import type { StepUseCases } from '../../authority/document-kind.ts'
import type { Page, PageQuery } from '../../authority/paging.ts'
import type { Reading } from '../../authority/store.ts'
import type { ListAcknowledgementBody } from '../../directive/documents.ts'
import type { Promised } from '../../zerorating/status.ts'
import type { NodeIdentity } from '../operators/model.ts'
import type { freeDrafts } from './contract.ts'
import type { FreeAudit, FreeAuditSummary, FreeDraft, FreeNow, FreeOverview, FreeVersion } from './model.ts'

/** What the levels of an epidemic hold free at that instant: an area that this one does not know. */
export type HeldFree = (store: Reading, now: number) => Promise<readonly Promised[]>

export interface FreeUseCases extends StepUseCases<typeof freeDrafts> {
  /** `operator`: of the operators only that one; null: all. */
  overview(operator: string | null): Promise<FreeOverview>
  version(version: number): Promise<FreeVersion>
  /** For everyone. */
  now(): Promise<FreeNow>

  draft(actor: Actor): Promise<FreeDraft>

  /** The same one twice is one. Of an engineer only of its own operator. */
  keepAudit(actor: Actor, input: { operator: string; summary: AuditSummary }): Promise<FreeAudit>
  /** `operator`: only of that one; null: all. */
  audits(query: PageQuery & { operator: string | null }): Promise<Page<FreeAuditSummary>>
  audit(id: string): Promise<FreeAudit>

  /** The same one twice is one. */
  acknowledge(node: NodeIdentity, acknowledgement: string): Promise<ListAcknowledgementBody>
  /** A list that a restored database has lost, from a node that holds it. */
  takeBack(node: NodeIdentity, document: string): Promise<void>
}
