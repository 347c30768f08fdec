/**
 * What can be asked about campaigns, rounds and directives: one interface, which `area.ts` joins and the routes call.
 *
 * Each use case that changes something takes the actor, checks its role and the state, writes the change and its entry
 * of the trail in one transaction, and tells the listeners after the commit. Failures are `Failure`s with these codes:
 * forbidden, notFound, versionConflict (the content changed since: nothing is lost), stateConflict (not in this state),
 * ownApproval, countDiffers (the typed number of subscribers), lettersUnseen (the number of doubts; none named is none seen),
 * digestDiffers, contentFaulty, exerciseMissing, nodeUnknown, signatureWrong, documentMalformed, serialKnown.
 */
import type { Actor } from '../../authority/actor.ts'
import type { StepUseCases } from '../../authority/document-kind.ts'
import type { OverviewPart } from '../../authority/overview.ts'
import type { Page, PageQuery, WhichArchived } from '../../authority/paging.ts'
import type { AcknowledgementBody, ProgressBody, Purpose } from '../../directive/documents.ts'
import type { NodeIdentity } from '../operators/model.ts'
import type { roundKind, roundOrders } from './contract.ts'
import type {
  Campaign,
  DirectedRound,
  DirectiveSummary,
  LaneCourse,
  LastRound,
  RoundContent,
  RoundDetail,
  RoundLive,
  RoundState,
  RoundSummary,
  RoundVersion,
} from './model.ts'

export interface RoundsUseCases extends StepUseCases<typeof roundKind>, StepUseCases<typeof roundOrders> {
  /** Its part of the page where one lands. */
  readonly overview: OverviewPart
  createCampaign(actor: Actor, input: { title: string; note: string }): Promise<Campaign>
  updateCampaign(actor: Actor, id: string, input: { title: string; note: string }): Promise<Campaign>
  /** The same once more is done already. */
  archiveCampaign(actor: Actor, id: string): Promise<Campaign>
  unarchiveCampaign(actor: Actor, id: string): Promise<Campaign>
  /** `directedTo`: those of which a round was directed to this operator. */
  campaigns(
    query: PageQuery & { search: string | null; directedTo?: string | null; archived?: WhichArchived },
  ): Promise<Page<Campaign>>
  campaign(id: string, directedTo?: string | null): Promise<Campaign>

  createRound(actor: Actor, campaign: string, content: RoundContent): Promise<RoundDetail>
  /** In a campaign of its own, which is called as the round is. */
  createRoundAlone(actor: Actor, content: RoundContent): Promise<RoundDetail>
  /** `operator`: only those that target it. `directedTo`: only those that were directed to it, as it was given them. */
  rounds(
    query: PageQuery & {
      campaign: string | null
      states: readonly RoundState[] | null
      operator?: string | null
      directedTo?: string | null
      /** Without it all. */
      archived?: WhichArchived
    },
  ): Promise<Page<RoundSummary>>
  /** A new draft with the content as it stands, without its window. Without a campaign in that of the round. */
  copyRound(actor: Actor, id: string, input: { campaign?: string | undefined }): Promise<RoundDetail>
  /** A draft that was never submitted, with all its versions; what the trail says of it stays. */
  deleteRound(actor: Actor, id: string, input: { version: number }): Promise<void>
  /** Of this person, of that purpose, but for one. */
  lastRound(actor: Actor, query: { purpose: Purpose; except: string | null }): Promise<LastRound | null>
  /** An engineer sees what their operator was given of it, or nothing. */
  round(actor: Actor, id: string): Promise<RoundDetail>
  /** Operators to which it was directed, as an exercise too. */
  directedTo(id: string): Promise<ReadonlySet<string>>
  saveRound(actor: Actor, id: string, input: { version: number; content: RoundContent }): Promise<RoundDetail>
  versions(id: string, directedTo?: string | null): Promise<readonly RoundVersion[]>
  /** The live directives of it if there are any, else those of its exercise; `operator`: only its part, sums and samples too. */
  live(id: string, operator?: string | null): Promise<RoundLive>
  directive(id: string): Promise<{
    summary: DirectiveSummary
    /** As they were signed: directive, acknowledgement, return. */
    documents: { directive: string; acknowledgement: string | null; return: string | null }
  }>

  progress(node: NodeIdentity, progress: readonly ProgressBody[]): Promise<void>
  /** The lanes of a directive over time. */
  laneCourse(directive: string): Promise<LaneCourse>
  /** The newest that were issued to an operator, with their rounds as it was given them. */
  directivesOf(operator: string): Promise<readonly DirectedRound[]>
  /** The same one twice is one. */
  acknowledge(node: NodeIdentity, acknowledgement: string): Promise<AcknowledgementBody>
  /** Reconciles it; the same one twice is one. */
  acceptReturn(node: NodeIdentity, signed: string): Promise<DirectiveSummary>
}
