/**
 * What can be asked of the authority: one interface, which `authority.ts` implements and the HTTP routes call.
 *
 * Each use case that changes something takes the actor, checks its role and the state, writes the change and its entry
 * of the trail in one transaction, and tells the listeners after the commit. Failures are `Failure`s with these codes:
 * forbidden, notFound, versionConflict (the content changed since: nothing is lost), stateConflict (not in this state),
 * ownApproval, countDiffers (the typed number of subscribers), digestDiffers, contentFaulty, exerciseMissing,
 * nodeUnknown, enrolmentCodeWrong, signatureWrong, documentMalformed, serialKnown.
 */
import type {
  AcknowledgementBody,
  Agenda,
  HelloBody,
  ProgressBody,
} from '../../directive/documents.ts'
import type { PublicJwk } from '../../directive/signing.ts'
import type { FreeUseCases } from '../free/use-cases.ts'
import type { MonthUseCases } from '../months/use-cases.ts'
import type {
  Actor,
  Campaign,
  Change,
  DirectiveSummary,
  NodeIdentity,
  OperatorSummary,
  Page,
  PageQuery,
  RoundContent,
  RoundDetail,
  RoundLive,
  RoundState,
  RoundSummary,
  RoundVersion,
  TrailEntry,
  TrailVerification,
} from './model.ts'

export interface UseCases {
  /** What is free to call and to read. */
  readonly free: FreeUseCases
  /** The reports of months. */
  readonly months: MonthUseCases

  /** The authority's own key, which nodes pin. */
  readonly publicKey: PublicJwk
  readonly keyId: string

  createCampaign(actor: Actor, input: { title: string; note: string }): Promise<Campaign>
  updateCampaign(
    actor: Actor,
    id: string,
    input: { title: string; note: string },
  ): Promise<Campaign>
  campaigns(query: PageQuery & { search: string | null }): Promise<Page<Campaign>>
  campaign(id: string): Promise<Campaign>

  createRound(actor: Actor, campaign: string, content: RoundContent): Promise<RoundDetail>
  /** `operator`: only those that target it. */
  rounds(
    query: PageQuery & {
      campaign: string | null
      states: readonly RoundState[] | null
      operator?: string | null
    },
  ): Promise<Page<RoundSummary>>
  round(actor: Actor, id: string): Promise<RoundDetail>
  saveRound(
    actor: Actor,
    id: string,
    input: { version: number; content: RoundContent },
  ): Promise<RoundDetail>
  submitRound(actor: Actor, id: string, input: { version: number }): Promise<RoundDetail>
  withdrawRound(actor: Actor, id: string, input: { version: number }): Promise<RoundDetail>
  approveRound(
    actor: Actor,
    id: string,
    input: { version: number; digest: string; subscribers: number },
  ): Promise<RoundDetail>
  returnRound(
    actor: Actor,
    id: string,
    input: { version: number; reason: string },
  ): Promise<RoundDetail>
  /** Issues the directives of an exercise. */
  exerciseRound(actor: Actor, id: string): Promise<RoundDetail>
  /** Issues the live directives. */
  scheduleRound(actor: Actor, id: string): Promise<RoundDetail>
  pauseRound(actor: Actor, id: string): Promise<RoundDetail>
  resumeRound(actor: Actor, id: string): Promise<RoundDetail>
  stopRound(actor: Actor, id: string, input: { reason: string }): Promise<RoundDetail>
  versions(id: string): Promise<readonly RoundVersion[]>
  /** The live directives of it if there are any, else those of its exercise; `operator`: only its part, sums and samples too. */
  live(id: string, operator?: string | null): Promise<RoundLive>
  directive(id: string): Promise<{
    summary: DirectiveSummary
    /** As they were signed: directive, acknowledgement, return. */
    documents: { directive: string; acknowledgement: string | null; return: string | null }
  }>

  createOperator(actor: Actor, input: { id: string; name: string }): Promise<OperatorSummary>
  operators(): Promise<readonly OperatorSummary[]>
  operator(id: string): Promise<OperatorSummary>
  /** A code that enrols one node once, within a day. Told once; only its digest is kept. */
  issueEnrolmentCode(actor: Actor, id: string): Promise<{ code: string; expiresAt: string }>
  revokeOperator(actor: Actor, id: string): Promise<OperatorSummary>

  enrol(input: { code: string; publicKey: PublicJwk }): Promise<{ operator: string; name: string }>
  /** Who calls, by a token that its key signed. Fails with nodeUnknown, signatureWrong, clockSkew. */
  authenticate(token: string): Promise<NodeIdentity>
  /** A rotation signed by the present key names the next one; from then on only that one counts. */
  rotateKey(node: NodeIdentity, rotation: string): Promise<void>
  hello(node: NodeIdentity, hello: HelloBody): Promise<void>
  /** While its event stream is open. Returns what ends that. */
  connected(node: NodeIdentity): () => void
  agenda(node: NodeIdentity): Promise<Agenda>
  progress(node: NodeIdentity, progress: readonly ProgressBody[]): Promise<void>
  /** The same one twice is one. */
  acknowledge(node: NodeIdentity, acknowledgement: string): Promise<AcknowledgementBody>
  /** Reconciles it; the same one twice is one. */
  acceptReturn(node: NodeIdentity, signed: string): Promise<DirectiveSummary>

  /** For what is not a use case of its own: sign-ins, roles, keys. */
  record(
    actor: Actor | 'system',
    entry: {
      action: string
      subject: { kind: string; id: string }
      details: Record<string, unknown>
    },
  ): Promise<void>
  trail(
    query: PageQuery & { action: string | null; actor: string | null; subject: string | null },
  ): Promise<Page<TrailEntry>>
  verifyTrail(): Promise<TrailVerification>

  subscribe(listener: (change: Change) => void): () => void
}
