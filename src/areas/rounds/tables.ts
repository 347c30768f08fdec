/** The tables of campaigns, rounds and directives as TypeScript sees them. Instants are milliseconds since 1970. */
import { type RowOf, record } from '../../sql/record.ts'
import type { OperatorsTables } from '../operators/tables.ts'
import type {
  ListedRound,
  StoredCampaign,
  StoredDirective,
  StoredLanes,
  StoredRound,
  StoredVersion,
  StrayReturn,
} from './store.ts'

export const campaign = record<Omit<StoredCampaign, 'rounds'>>()({
  plain: 'id title note createdAt createdBy archivedAt',
})

/** Without the title of its campaign; and by what it was taken back: `bulletin` or `plan`, and by which of them. */
export type RowRecord<Of extends ListedRound> = Omit<Of, 'campaignTitle' | 'takenBack'> & {
  readonly takenBack: TakenBackRow | null
}
export interface TakenBackRow {
  readonly at: number
  readonly is: 'bulletin' | 'plan'
  readonly by: string
  readonly why: string
}

const LISTED = [
  'id campaign=campaign_id number title purpose state version digest subscribers segments',
  'approvedVersion createdAt updatedAt updatedBy archivedAt',
] as const

/** All but what it comes to at each operator. */
export const listedRound = record<RowRecord<ListedRound>>()({
  plain: LISTED,
  flags: 'isStopOrdered=stop_ordered',
  writers: 'submittedBy',
  parts: { takenBack: 'at is by why' },
})

export const round = record<RowRecord<StoredRound>>()({
  plain: LISTED,
  json: 'estimate',
  flags: 'isStopOrdered=stop_ordered isUnsubmitted=unsubmitted',
  writers: 'submittedBy',
  parts: { takenBack: 'at is by why', copyOf: 'id=copy_of version title' },
})

export const version = record<StoredVersion>()({ plain: 'version at', json: 'content', parts: { by: 'id name' } })

/** With its tally, which of the operator's machines told it. */
export type DirectiveRecord = Omit<StoredDirective, 'operatorName' | 'acknowledged' | 'tally' | 'machine'> & {
  readonly acknowledged: Omit<NonNullable<StoredDirective['acknowledged']>, 'is'> | null
  readonly tally: (StoredDirective['tally'] & { readonly machine?: string }) | null
}

/** All but the documents. */
export const directive = record<DirectiveRecord>()({
  plain: [
    'id serial round=round_id operator=operator_id purpose version issuedAt expiresAt silentAfter',
    'declared sha256 state refusal note wish orderSequence obeyedSequence',
    'toldAt heardAt returnedAt',
  ],
  json: 'tally flags',
  flags: 'isOpen',
  parts: { acknowledged: 'subscribers=subscribers audienceSha256=audience_sha256 segmentsExpected=segments_expected' },
})

export const strayReturn = record<StrayReturn>()({
  plain: 'sha256 operator=operator_id directive=directive_id document at',
})

export const lanes = record<StoredLanes>()({ plain: 'directive=directive_id at', json: 'lanes statuses' })

export type RoundsTables = OperatorsTables & {
  campaign: RowOf<typeof campaign> & {
    /** Title and note in lower case and without accents. */
    search: string
  }
  round: RowOf<typeof round>
  round_version: RowOf<typeof version> & { round_id: string }
  round_operator: { round_id: string; operator_id: string }
  directive: RowOf<typeof directive> & {
    document: string
    order_document: string
    acknowledgement: string | null
    return_document: string | null
  }
  stray_return: RowOf<typeof strayReturn>
  lane_sample: RowOf<typeof lanes>
  sample: {
    round_id: string
    purpose: string
    at: number
    /** JSON. */
    counts: string
  }
}
