/**
 * What campaigns, rounds and directives need of a store: an area's rows of `authority/store.ts`, with its
 * promises. Instants are milliseconds since 1970. Lists are newest first.
 */

import type { Writer } from '../../authority/actor.ts'
import type { Page, PageQuery, WhichArchived } from '../../authority/paging.ts'
import { rowsOf } from '../../authority/store.ts'
import type { ToldSending } from '../../directive/condition.ts'
import type { AcknowledgementBody, DirectiveTally, Purpose, RefusalReason, Wish } from '../../directive/documents.ts'
import type { Flag } from '../operators/model.ts'
import type { DirectiveSummary, Estimate, RoundContent, RoundDetail, RoundState, TakenBack } from './model.ts'

export const roundRows = rowsOf<RoundsReading, RoundsWriting>('rounds')

export interface RoundsReading {
  /** `directedTo`: those of which a round was directed to this operator, and so many rounds. */
  campaigns(
    query: PageQuery & {
      readonly search: string | null
      readonly directedTo: string | null
      /** Without it all. */
      readonly archived?: WhichArchived
    },
  ): Promise<Page<StoredCampaign>>
  campaign(id: string, directedTo?: string | null): Promise<StoredCampaign | null>

  rounds(
    query: PageQuery & {
      readonly campaign: string | null
      readonly states: readonly RoundState[] | null
      /** That they target. */
      readonly operator: string | null
      /** To which a directive of them was issued. */
      readonly directedTo?: string | null
      /** Its own and its campaign's, where none is asked for. Without it all. */
      readonly archived?: WhichArchived
    },
  ): Promise<Page<ListedRound>>
  /** That this person has saved last, of this purpose, but for one. */
  lastOf(
    person: string,
    query: { readonly purpose: Purpose; readonly except: string | null },
  ): Promise<{ readonly round: StoredRound; readonly content: RoundContent } | null>
  /** Whether any round of it is in one of these states. */
  hasRoundIn(campaign: string, states: readonly RoundState[]): Promise<boolean>
  round(id: string): Promise<StoredRound | null>
  countRounds(of: { readonly states: readonly RoundState[]; readonly directedTo: string | null }): Promise<number>
  /** Of what was made before the span ended and is under way or was touched since it began: newest first, at most `limit`. */
  roundsAround(of: {
    readonly fromMs: number
    readonly untilMs: number
    readonly states: readonly RoundState[]
    /** Only those whose live directives went to this operator: what it was given is what stands. */
    readonly issuedTo: string | null
    readonly limit: number
  }): Promise<readonly PlannedRound[]>
  /** The same without their contents. */
  touched(of: {
    readonly fromMs: number
    readonly untilMs: number
    readonly states: readonly RoundState[]
    readonly limit: number
  }): Promise<readonly Pick<ListedRound, 'id' | 'state'>[]>
  /** When its live directives were issued, which is at once; those that are missing have none. */
  issued(rounds: readonly string[]): Promise<ReadonlyMap<string, number>>
  /** Whether any directive of this purpose ever was. */
  hasIssued(purpose: Purpose): Promise<boolean>
  /** Directives of exercises, at most `limit`. */
  exercises(limit: number): Promise<readonly StoredDirective[]>
  titles(rounds: readonly string[]): Promise<ReadonlyMap<string, string>>
  content(round: string, version: number): Promise<RoundContent>
  /** Newest first, at most `limit`. */
  versions(round: string, limit: number): Promise<readonly StoredVersion[]>
  /** Who saved a version above this one. */
  writersAbove(round: string, version: number): Promise<readonly Writer[]>

  openDirectives(): Promise<ReadonlyMap<string, number>>
  lastReturns(): Promise<ReadonlyMap<string, StoredDirective>>

  /** By operator. */
  directives(round: string, purpose: Purpose): Promise<readonly StoredDirective[]>
  directive(id: string): Promise<StoredDirective | null>
  directivesById(ids: readonly string[]): Promise<readonly StoredDirective[]>
  /** Segments that were submitted of each round, as its live directives were told last. */
  submitted(rounds: readonly string[]): Promise<ReadonlyMap<string, number>>
  documents(directive: string): Promise<Documents | null>
  /** Oldest first: what is neither refused nor returned. */
  agenda(
    operator: string,
    limit: number,
    /** Of which `begun`: those that it has taken, where nothing is ordered that somebody signed. */
    which: 'all' | 'begun',
  ): Promise<readonly { directive: string; order: string }[]>
  strayReturn(sha256: string): Promise<boolean>
  /** How many of this operator came after an instant. */
  strayReturns(operator: string, sinceMs: number): Promise<number>

  /** Oldest first: the first of each interval of so many milliseconds. */
  samples(round: string, purpose: Purpose, intervalMs: number): Promise<readonly { at: number; counts: Counts }[]>
  /** Of the first and the last. */
  sampleSpan(round: string, purpose: Purpose): Promise<{ from: number; to: number } | null>

  /** Newest first. */
  directivesOf(operator: string, limit: number): Promise<readonly StoredDirective[]>
  /** Those of which there is any point. */
  withLanes(directives: readonly string[]): Promise<ReadonlySet<string>>
  laneCount(directive: string): Promise<{ points: number; lastAt: number | null }>
  laneSpan(directive: string): Promise<{ from: number; to: number } | null>
  /** Oldest first: the first of each interval of so many milliseconds, and the last. */
  laneSamples(directive: string, intervalMs: number): Promise<readonly StoredLanes[]>
}

export interface RoundsWriting extends RoundsReading {
  insertCampaign(campaign: Omit<StoredCampaign, 'rounds' | 'archivedAt'>): Promise<void>
  updateCampaign(id: string, change: Partial<Pick<StoredCampaign, 'title' | 'note' | 'archivedAt'>>): Promise<void>

  insertRound(
    round: Omit<StoredRound, 'campaignTitle' | 'subscribers' | 'segments' | 'archivedAt' | 'takenBack'>,
  ): Promise<void>
  /** With all that was written of it; the database refuses it of one that was submitted. */
  deleteRound(id: string): Promise<void>
  updateRound(id: string, change: Partial<RoundChange>): Promise<void>
  insertVersion(version: StoredVersion & { readonly round: string }): Promise<void>
  setTargets(round: string, operators: readonly string[]): Promise<void>
  nextNumber(campaign: string): Promise<number>

  insertDirective(directive: NewDirective): Promise<void>
  updateDirective(id: string, change: Partial<DirectiveChange>): Promise<void>
  insertStrayReturn(stray: StrayReturn): Promise<void>

  insertSample(sample: {
    readonly round: string
    readonly purpose: Purpose
    readonly at: number
    readonly counts: Counts
  }): Promise<void>

  insertLanes(lanes: StoredLanes): Promise<void>
  /** All points before an instant. */
  forgetLanes(beforeMs: number): Promise<void>
}

export interface StoredCampaign {
  readonly id: string
  readonly title: string
  readonly note: string
  readonly rounds: number
  readonly createdAt: number
  readonly createdBy: string
  readonly archivedAt: number | null
}

/** As lists show it: what it comes to at each operator is much, and nobody sees it there. */
export interface ListedRound extends Pick<Estimate, 'subscribers' | 'segments'> {
  readonly id: string
  readonly campaign: string
  readonly campaignTitle: string
  readonly number: number
  readonly title: string
  readonly purpose: Purpose
  readonly state: RoundState
  readonly version: number
  readonly digest: string
  readonly approvedVersion: number | null
  /** Of the last submission; null once it is approved. */
  readonly submittedBy: Writer | null
  readonly isStopOrdered: boolean
  readonly createdAt: number
  readonly updatedAt: number
  readonly updatedBy: string
  readonly archivedAt: number | null
  readonly takenBack: TakenBack | null
}

/** With the hours it is to be sent in. */
export interface PlannedRound extends ListedRound {
  readonly window: RoundContent['window']
}

export interface StoredRound extends ListedRound {
  readonly copyOf: RoundDetail['copyOf']
  /** A person wrote it here, and it was never submitted: it may be deleted. */
  readonly isUnsubmitted: boolean
  /** As it was when the round was last saved, approved or scheduled, or an operator last told another size. */
  readonly estimate: Estimate
}
export type RoundChange = Pick<
  StoredRound,
  | 'title'
  | 'state'
  | 'version'
  | 'digest'
  | 'estimate'
  | 'approvedVersion'
  | 'submittedBy'
  | 'isStopOrdered'
  | 'updatedAt'
  | 'updatedBy'
  | 'archivedAt'
  | 'takenBack'
  | 'isUnsubmitted'
>

export interface StoredVersion {
  readonly version: number
  readonly content: RoundContent
  readonly at: number
  readonly by: Writer
}

/** A point of a directive's lanes. */
export interface StoredLanes {
  readonly directive: string
  readonly at: number
  readonly lanes: ToldSending['lanes']
  readonly statuses: ToldSending['statuses']
}

/** All but its documents, which are long. */
export interface StoredDirective {
  readonly id: string
  readonly serial: number
  readonly round: string
  readonly operator: string
  readonly operatorName: string
  readonly purpose: Purpose
  readonly version: number
  readonly issuedAt: number
  readonly expiresAt: number
  /** By then the node should long have returned it. */
  readonly silentAfter: number
  /** Subscribers as the operator declared them when it was issued. */
  readonly declared: number | null
  readonly sha256: string
  readonly state: DirectiveSummary['state']
  /** Neither refused nor returned. */
  readonly isOpen: boolean
  readonly refusal: RefusalReason | null
  readonly note: string | null
  readonly wish: Wish
  readonly orderSequence: number
  readonly obeyedSequence: number
  readonly acknowledged: Extract<AcknowledgementBody['verdict'], { is: 'accepted' }> | null
  readonly tally: DirectiveTally | null
  /** Which of the operator's machines told it as the one that sends; kept with the tally. */
  readonly machine: string | null
  /** The node's own instant of its last progress. */
  readonly toldAt: number | null
  readonly heardAt: number | null
  readonly returnedAt: number | null
  readonly flags: readonly Flag[]
}
export type DirectiveChange = Pick<
  StoredDirective,
  | 'state'
  | 'isOpen'
  | 'refusal'
  | 'note'
  | 'wish'
  | 'orderSequence'
  | 'obeyedSequence'
  | 'acknowledged'
  | 'tally'
  | 'machine'
  | 'toldAt'
  | 'heardAt'
  | 'returnedAt'
  | 'flags'
> & { readonly orderDocument: string; readonly acknowledgement: string; readonly returnDocument: string }
export type NewDirective = Pick<
  StoredDirective,
  | 'id'
  | 'serial'
  | 'round'
  | 'operator'
  | 'purpose'
  | 'version'
  | 'issuedAt'
  | 'expiresAt'
  | 'silentAfter'
  | 'declared'
  | 'sha256'
  | 'wish'
  | 'orderSequence'
> & { readonly document: string; readonly orderDocument: string }

/** As they were signed. */
export interface Documents {
  readonly directive: string
  readonly order: string
  readonly acknowledgement: string | null
  readonly return: string | null
}

/** A return for a directive that is not in the store. */
export interface StrayReturn {
  readonly sha256: string
  readonly operator: string
  readonly directive: string
  readonly document: string
  readonly at: number
}

/** By operator: submitted segments; turns that are accepted, delivered, failed, expired, uncertain, not through yet. */
export type Counts = Readonly<Record<string, readonly number[]>>
