/**
 * What can be asked about plans: one interface, which `plans.ts` joins and the routes call.
 *
 * Each use case that changes something takes the actor, checks its role and the state, writes the change and its entry of the trail in
 * one transaction, and tells the listeners after the commit. Failures beside the authority's own are in failures.ts and in src/plan.
 */
import type { Actor } from '../../authority/actor.ts'
import type { StepUseCases } from '../../authority/document-kind.ts'
import type { Page, PageQuery } from '../../authority/paging.ts'
import type { Purpose } from '../../directive/documents.ts'
import type { DhisMapping } from '../../plan/data.ts'
import type { Decision } from '../../plan/situation.ts'
import type { levelChanges, planDrafts } from './contract.ts'
import type {
  AreaData,
  ChangeDetail,
  ChangeLine,
  ChangeState,
  DataOverview,
  DeedState,
  DeedView,
  EffectGroup,
  EffectLine,
  ImportResult,
  PlanDetail,
  PlanLine,
  PlanVersion,
  PopulationView,
  ProposalState,
  ProposalView,
  SituationView,
  Task,
} from './model.ts'

export interface PlanUseCases extends StepUseCases<typeof planDrafts>, StepUseCases<typeof levelChanges> {
  plans(): Promise<readonly PlanLine[]>
  plan(actor: Actor, id: string): Promise<PlanDetail>
  version(plan: string, version: number): Promise<PlanVersion>
  /** `atMs` null: now. */
  situation(plan: string, of: { purpose: Purpose; atMs: number | null }): Promise<SituationView>
  running(plan: string, of: { purpose: Purpose }): Promise<readonly EffectGroup[]>
  changes(
    query: PageQuery & { plan: string; purpose: Purpose | null; states: readonly ChangeState[] | null },
  ): Promise<Page<ChangeLine>>
  change(actor: Actor, id: string): Promise<ChangeDetail>
  /** `from` null: now. By the newest version of the plan. */
  propose(
    actor: Actor,
    plan: string,
    input: {
      purpose: Purpose
      from: string | null
      decisions: readonly Decision[]
      takesBackId: string | null
      reason: string
    },
  ): Promise<ChangeDetail>
  /** Of one action. */
  effects(change: string, action: string): Promise<readonly EffectLine[]>
  endExercise(actor: Actor, plan: string): Promise<SituationView>

  deeds(
    change: string,
    of: { cursor: string | null; limit: number; states: readonly DeedState[] | null },
  ): Promise<Page<DeedView>>
  retry(actor: Actor, deed: string): Promise<DeedView>
  tasks(query: PageQuery & { plan: string; isOpen: boolean | null }): Promise<Page<Task>>
  doTask(actor: Actor, id: string, input: { note: string }): Promise<Task>

  data(plan: string): Promise<DataOverview>
  areaData(plan: string, of: { area: string; from: string | null; until: string | null }): Promise<AreaData>
  importData(actor: Actor, plan: string, given: { form: 'csv' | 'dhis2'; octets: Uint8Array }): Promise<ImportResult>
  setMapping(actor: Actor, plan: string, mapping: DhisMapping): Promise<DataOverview>
  populations(): Promise<readonly PopulationView[]>
  enterPopulations(
    actor: Actor,
    input: { source: string; populations: readonly { area: string; population: number }[] },
  ): Promise<readonly PopulationView[]>

  proposals(query: PageQuery & { plan: string; state: ProposalState | null }): Promise<Page<ProposalView>>
  proposal(id: string): Promise<ProposalView>
  makeProposal(
    actor: Actor,
    plan: string,
    input: { area: string; level: string | null; reason: string },
  ): Promise<ProposalView>
  dismissProposal(actor: Actor, id: string, input: { reason: string }): Promise<ProposalView>
}
