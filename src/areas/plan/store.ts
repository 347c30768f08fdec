/**
 * What plans need of a store: an area's rows of `authority/store.ts`, with its promises.
 *
 * Signed versions, the situation and data can only grow: the database refuses the rest. Of one plan and purpose each key runs once.
 */
import type { Writer } from '../../authority/actor.ts'
import type { Page, PageQuery } from '../../authority/paging.ts'
import { rowsOf } from '../../authority/store.ts'
import type { Purpose } from '../../directive/documents.ts'
import type { Attestation } from '../../directive/statement.ts'
import type { AreaId } from '../../plan/areas.ts'
import type { DhisMapping } from '../../plan/data.ts'
import type { EffectDocument } from '../../plan/effect.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Proposal } from '../../plan/proposal.ts'
import type { ChangeContent } from '../../plan/situation.ts'
import type {
  ChangeState,
  DeedState,
  DiffView,
  PlanContent,
  PlanState,
  ProposalState,
  TaskContent,
  ThingKind,
} from './model.ts'

export const planRows = rowsOf<PlanReading, PlanWriting>('plan')

export interface PlanReading {
  /** By id. */
  drafts(): Promise<readonly StoredDraft[]>
  draft(plan: string): Promise<StoredDraft | null>
  /** Null: none was signed. */
  newest(plan: string): Promise<StoredVersion | null>
  version(plan: string, version: number): Promise<StoredVersion | null>
  /** Newest first, without their contents. */
  versions(plan: string): Promise<readonly ListedVersion[]>

  change(id: string): Promise<StoredChange | null>
  /** Newest first, without what they do. */
  changes(
    query: PageQuery & {
      readonly plan: string
      readonly purpose: Purpose | null
      readonly states: readonly ChangeState[] | null
    },
  ): Promise<Page<StoredChange>>
  /** In the order in which they were approved. */
  situation(of: PlanAndPurpose): Promise<readonly StoredSituation[]>
  /** All plans, in the order in which they were approved, from that instant on until the other. */
  approvedBetween(fromMs: number, untilMs: number): Promise<readonly StoredChange[]>
  hasSituation(): Promise<boolean>

  /** In the order in which they were begun. */
  running(of: PlanAndPurpose): Promise<readonly StoredEffect[]>
  /** What runs, and what runs until an end later than that instant, in the order in which they were begun. */
  notEnded(of: PlanAndPurpose, atMs: number): Promise<readonly StoredEffect[]>
  effect(id: string): Promise<StoredEffect | null>
  /** That a change began, in order. */
  effectsBegunBy(change: string): Promise<readonly StoredEffect[]>
  effectsEndedBy(change: string): Promise<readonly StoredEffect[]>
  /** That are to be begun again by that instant, whether or not their end is decided. */
  effectsDueAgain(atMs: number, limit: number): Promise<readonly StoredEffect[]>

  deed(id: string): Promise<StoredDeed | null>
  /** In the order in which they were decided. */
  deedsOf(effect: string): Promise<readonly StoredDeed[]>
  /** Planned and due by then, in the order in which they were decided. */
  deedsDue(atMs: number, limit: number): Promise<readonly StoredDeed[]>
  /** In the order in which they were decided. */
  deedsIn(state: DeedState, limit: number): Promise<readonly StoredDeed[]>
  /** By which bulletins and rounds came to be, the newest first. */
  deedsMade(limit: number): Promise<readonly StoredDeed[]>
  /** One that is due and not carried out; null: there is none. */
  openDeed(of: PlanAndPurpose, atMs: number): Promise<StoredDeed | null>
  /** In the order in which they were decided, from the one after that serial. */
  deedsByChange(
    change: string,
    of: { readonly after: number; readonly limit: number; readonly states: readonly DeedState[] | null },
  ): Promise<readonly StoredDeed[]>
  deedCounts(changes: readonly string[]): Promise<ReadonlyMap<string, DeedCounts>>

  task(id: string): Promise<StoredTask | null>
  /** Newest first. */
  tasks(query: PageQuery & { readonly plan: string; readonly isOpen: boolean | null }): Promise<Page<StoredTask>>

  /** Newest first. */
  imports(plan: string, limit: number): Promise<readonly StoredImport[]>
  importBySha256(plan: string, sha256: string): Promise<StoredImport | null>
  /** Of each cell of the area all that were given by that import and those before it, the newest last. */
  values(until: Pick<StoredImport, 'plan' | 'serial'>, area: AreaId): Promise<readonly StoredValue[]>
  countValues(plan: string): Promise<number>
  mapping(plan: string): Promise<DhisMapping | null>
  /** The newest of each area. */
  populations(): Promise<readonly StoredPopulation[]>

  proposal(id: string): Promise<StoredProposal | null>
  /** Newest first. */
  proposals(
    query: PageQuery & { readonly plan: string; readonly state: ProposalState | null },
  ): Promise<Page<StoredProposal>>
  openProposals(plan: string): Promise<readonly StoredProposal[]>
  proposalsOf(change: string): Promise<readonly StoredProposal[]>
  /** Of each area the newest that data made and people have decided about. */
  lastDecided(plan: string): Promise<readonly StoredProposal[]>
}

export interface PlanWriting extends PlanReading {
  putDraft(draft: StoredDraft): Promise<void>
  insertVersion(version: StoredVersion): Promise<void>

  putChange(change: StoredChange): Promise<void>
  /** Gives it the next serial. */
  insertSituation(situation: Omit<StoredSituation, 'serial'>): Promise<void>

  /** In this order. */
  insertEffects(effects: readonly Omit<StoredEffect, 'serial'>[]): Promise<void>
  putEffect(effect: StoredEffect): Promise<void>
  /** In this order. */
  insertDeeds(deeds: readonly NewDeed[]): Promise<void>
  putDeed(deed: StoredDeed): Promise<void>

  putTask(task: StoredTask): Promise<void>

  /** Others who need no database have their turn in between. */
  insertImport(
    given: Omit<StoredImport, 'serial'>,
    values: readonly Omit<StoredValue, 'import'>[],
  ): Promise<StoredImport>
  insertMapping(plan: string, mapping: DhisMapping, of: Made): Promise<void>
  insertPopulations(populations: readonly StoredPopulation[]): Promise<void>

  putProposal(proposal: StoredProposal): Promise<void>
}

export interface PlanAndPurpose {
  readonly plan: string
  readonly purpose: Purpose
}

export interface Made {
  readonly at: number
  readonly by: Writer
}

/** Whose signatures stand under something; null where the authority has no roster. */
export interface Signatures {
  readonly submitted: Attestation
  readonly approved: Attestation
}

export interface StoredDraft {
  readonly id: string
  readonly state: PlanState
  readonly revision: number
  readonly content: PlanContent
  readonly writers: readonly Writer[]
  readonly submittedBy: Writer | null
  readonly reason: string | null
  readonly exerciseSince: number
  readonly updatedAt: number
  readonly updatedBy: Writer
}

export interface ListedVersion {
  readonly plan: string
  readonly version: number
  readonly sha256: string
  readonly at: number
  readonly submittedBy: Writer
  readonly approvedBy: Writer
}

export interface StoredVersion extends ListedVersion {
  readonly content: Plan
  readonly approval: Signatures | null
}

export interface StoredChange extends PlanAndPurpose {
  readonly id: string
  readonly version: number
  readonly state: ChangeState
  readonly content: ChangeContent
  readonly sha256: string
  readonly from: number
  readonly reason: string
  readonly refusal: string | null
  readonly proposedBy: Writer
  readonly submittedBy: Writer | null
  readonly approvedBy: Writer | null
  readonly approvedAt: number | null
  readonly takenBackBy: string | null
  /** What was approved that it does. */
  readonly diff: DiffView | null
  readonly createdAt: number
  readonly updatedAt: number
}

export interface StoredSituation extends PlanAndPurpose {
  readonly serial: number
  readonly change: string
  readonly content: ChangeContent
  readonly sha256: string
  readonly submittedBy: string
  readonly approvedBy: string
  readonly approval: Signatures | null
  readonly at: number
}

export interface StoredEffect extends PlanAndPurpose {
  readonly id: string
  readonly serial: number
  readonly change: string
  readonly document: EffectDocument
  /** How often it was begun, less one. */
  readonly occurrence: number
  /** When it is begun again; null: never. */
  readonly nextAt: number | null
  readonly isRunning: boolean
  /** Null where it is over by itself. */
  readonly endedBy: string | null
  readonly endedAt: number | null
}

export interface Thing {
  readonly is: ThingKind
  readonly id: string
}

export interface KeptFailure {
  readonly code: string
  readonly vi: string
  readonly en: string
}

/** Something that is carried out once: an effect begun, for the first time or again, or ended. */
export interface StoredDeed {
  readonly id: string
  readonly serial: number
  readonly change: string
  readonly effect: string
  readonly does: 'begin' | 'end'
  readonly occurrence: number
  readonly state: DeedState
  readonly dueAt: number
  readonly tries: number
  readonly failure: KeptFailure | null
  /** What it became, or what it ended. */
  readonly thing: Thing | null
  readonly doneAt: number | null
}
export type NewDeed = Pick<StoredDeed, 'id' | 'change' | 'effect' | 'does' | 'occurrence' | 'dueAt'> &
  Partial<Pick<StoredDeed, 'thing'>>

export type DeedCounts = Readonly<Record<DeedState, number>>

export interface StoredTask extends PlanAndPurpose {
  readonly id: string
  readonly deed: string
  readonly content: TaskContent
  readonly deadlineAt: number | null
  readonly state: 'open' | 'done' | 'withdrawn'
  readonly note: string | null
  readonly doneBy: Writer | null
  readonly doneAt: number | null
  readonly createdAt: number
}

export interface StoredImport extends Made {
  readonly serial: number
  readonly plan: string
  readonly form: 'csv' | 'dhis2'
  readonly sha256: string
  readonly rows: number
  readonly taken: number
  readonly rejected: number
  readonly from: string | null
  readonly until: string | null
}

export interface StoredValue {
  readonly area: AreaId
  readonly day: string
  readonly input: string
  readonly import: number
  readonly value: number
}

export interface StoredPopulation extends Made {
  readonly area: AreaId
  readonly population: number
  readonly source: string
}

export interface StoredProposal {
  readonly id: string
  readonly plan: string
  readonly area: AreaId
  readonly level: string | null
  readonly from: 'data' | 'person'
  readonly reason: string
  readonly evidence: Proposal | null
  readonly state: ProposalState
  readonly change: string | null
  readonly decision: string | null
  readonly createdAt: number
  readonly by: Writer | null
  readonly decidedAt: number | null
  readonly decidedBy: string | null
}
