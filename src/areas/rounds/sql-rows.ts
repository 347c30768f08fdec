/** Rows of the tables as the authority knows them, and back. JSON was parsed by a schema before it was stored. */
import type { Selectable, Updateable } from 'kysely'
import type {
  DirectiveChange,
  ListedRound,
  RoundChange,
  StoredDirective,
  StoredOperator,
  StoredRound,
  StoredVersion,
} from './store.ts'
import type { RoundsTables } from './tables.ts'

/** All but what it comes to at each operator. */
export const LISTED_ROUND_COLUMNS = [
  'round.id',
  'round.campaign_id',
  'round.number',
  'round.title',
  'round.purpose',
  'round.state',
  'round.version',
  'round.digest',
  'round.subscribers',
  'round.segments',
  'round.approved_version',
  'round.submitted_by',
  'round.submitted_by_name',
  'round.stop_ordered',
  'round.created_at',
  'round.updated_at',
  'round.updated_by',
  'round.archived_at',
  'round.taken_back_at',
  'round.taken_back_is',
  'round.taken_back_by',
  'round.taken_back_why',
] as const

type RoundRow = Selectable<RoundsTables['round']> & { campaign_title: string }

export function roundOf(row: RoundRow): StoredRound {
  return {
    ...listedRoundOf(row),
    estimate: JSON.parse(row.estimate),
    isUnsubmitted: row.unsubmitted === 1,
    copyOf: copyOf(row),
  }
}

function copyOf(row: RoundRow): StoredRound['copyOf'] {
  const { copy_of: id, copy_of_version: version, copy_of_title: title } = row
  return id === null || version === null || title === null ? null : { id, version, title }
}

type ListedRow = Pick<RoundRow, 'campaign_title' | Column<(typeof LISTED_ROUND_COLUMNS)[number]>>
type Column<Of extends string> = Of extends `round.${infer Name}` ? Name & keyof RoundRow : never

export function listedRoundOf(row: ListedRow): ListedRound {
  return {
    id: row.id,
    campaign: row.campaign_id,
    campaignTitle: row.campaign_title,
    number: row.number,
    title: row.title,
    purpose: row.purpose as StoredRound['purpose'],
    state: row.state as StoredRound['state'],
    version: row.version,
    digest: row.digest,
    subscribers: row.subscribers,
    segments: row.segments,
    approvedVersion: row.approved_version,
    submittedBy:
      row.submitted_by === null || row.submitted_by_name === null
        ? null
        : { id: row.submitted_by, name: row.submitted_by_name },
    isStopOrdered: row.stop_ordered === 1,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
    archivedAt: row.archived_at,
    takenBack: takenBackOf(row),
  }
}

function takenBackOf(row: ListedRow): ListedRound['takenBack'] {
  const { taken_back_at: at, taken_back_is: is, taken_back_by: id, taken_back_why: reason } = row
  if (at === null || id === null || (is !== 'bulletin' && is !== 'plan')) return null
  return { at, by: { is, id }, reason: reason ?? '' }
}

export function roundColumns(change: Partial<RoundChange>): Updateable<RoundsTables['round']> {
  const columns: Updateable<RoundsTables['round']> = {}
  if (change.title !== undefined) columns.title = change.title
  if (change.state !== undefined) columns.state = change.state
  if (change.version !== undefined) columns.version = change.version
  if (change.digest !== undefined) columns.digest = change.digest
  if (change.estimate !== undefined) {
    columns.estimate = JSON.stringify(change.estimate)
    columns.subscribers = change.estimate.subscribers
    columns.segments = change.estimate.segments
  }
  if (change.approvedVersion !== undefined) columns.approved_version = change.approvedVersion
  if (change.submittedBy !== undefined) {
    columns.submitted_by = change.submittedBy?.id ?? null
    columns.submitted_by_name = change.submittedBy?.name ?? null
  }
  if (change.isStopOrdered !== undefined) columns.stop_ordered = Number(change.isStopOrdered)
  if (change.updatedAt !== undefined) columns.updated_at = change.updatedAt
  if (change.updatedBy !== undefined) columns.updated_by = change.updatedBy
  if (change.archivedAt !== undefined) columns.archived_at = change.archivedAt
  if (change.takenBack !== undefined) {
    columns.taken_back_at = change.takenBack?.at ?? null
    columns.taken_back_is = change.takenBack?.by.is ?? null
    columns.taken_back_by = change.takenBack?.by.id ?? null
    columns.taken_back_why = change.takenBack?.reason ?? null
  }
  if (change.isUnsubmitted !== undefined) columns.unsubmitted = Number(change.isUnsubmitted)
  return columns
}

export function versionOf(row: Selectable<RoundsTables['round_version']>): StoredVersion {
  return {
    version: row.version,
    content: JSON.parse(row.content),
    at: row.at,
    by: { id: row.by_id, name: row.by_name },
  }
}

export function operatorOf(row: Selectable<RoundsTables['operator']>): StoredOperator {
  return {
    id: row.id,
    name: row.name,
    state: row.state as StoredOperator['state'],
    key:
      row.public_key === null || row.key_id === null
        ? null
        : { public: JSON.parse(row.public_key), id: row.key_id },
    code:
      row.code_sha256 === null || row.code_expires_at === null
        ? null
        : { sha256: row.code_sha256, expiresAt: row.code_expires_at },
    serialLast: row.serial_last,
    hello: row.hello === null ? null : JSON.parse(row.hello),
    clockSkewMs: row.clock_skew_ms,
    heardAt: row.heard_at,
    flags: JSON.parse(row.flags),
    createdAt: row.created_at,
    clockSince: row.clock_since,
  }
}

export function operatorColumns(
  change: Partial<Omit<StoredOperator, 'id'>>,
): Updateable<RoundsTables['operator']> {
  const columns: Updateable<RoundsTables['operator']> = {}
  if (change.name !== undefined) columns.name = change.name
  if (change.state !== undefined) columns.state = change.state
  if (change.key !== undefined) {
    columns.public_key = change.key === null ? null : JSON.stringify(change.key.public)
    columns.key_id = change.key?.id ?? null
  }
  if (change.code !== undefined) {
    columns.code_sha256 = change.code?.sha256 ?? null
    columns.code_expires_at = change.code?.expiresAt ?? null
  }
  if (change.serialLast !== undefined) columns.serial_last = change.serialLast
  if (change.hello !== undefined)
    columns.hello = change.hello === null ? null : JSON.stringify(change.hello)
  if (change.clockSkewMs !== undefined) columns.clock_skew_ms = change.clockSkewMs
  if (change.heardAt !== undefined) columns.heard_at = change.heardAt
  if (change.flags !== undefined) columns.flags = JSON.stringify(change.flags)
  if (change.createdAt !== undefined) columns.created_at = change.createdAt
  if (change.clockSince !== undefined) columns.clock_since = change.clockSince
  return columns
}

/** All but the documents. */
export const DIRECTIVE_COLUMNS = [
  'directive.id',
  'directive.serial',
  'directive.round_id',
  'directive.operator_id',
  'directive.purpose',
  'directive.version',
  'directive.issued_at',
  'directive.expires_at',
  'directive.silent_after',
  'directive.declared',
  'directive.sha256',
  'directive.state',
  'directive.is_open',
  'directive.refusal',
  'directive.note',
  'directive.wish',
  'directive.order_sequence',
  'directive.obeyed_sequence',
  'directive.subscribers',
  'directive.audience_sha256',
  'directive.segments_expected',
  'directive.tally',
  'directive.told_at',
  'directive.heard_at',
  'directive.returned_at',
  'directive.flags',
] as const

type Document = 'document' | 'order_document' | 'acknowledgement' | 'return_document'

export function directiveOf(
  row: Omit<Selectable<RoundsTables['directive']>, Document> & { operator_name: string },
): StoredDirective {
  return {
    id: row.id,
    serial: row.serial,
    round: row.round_id,
    operator: row.operator_id,
    operatorName: row.operator_name,
    purpose: row.purpose as StoredDirective['purpose'],
    version: row.version,
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
    silentAfter: row.silent_after,
    declared: row.declared,
    sha256: row.sha256,
    state: row.state as StoredDirective['state'],
    isOpen: row.is_open === 1,
    refusal: row.refusal as StoredDirective['refusal'],
    note: row.note,
    wish: row.wish as StoredDirective['wish'],
    orderSequence: row.order_sequence,
    obeyedSequence: row.obeyed_sequence,
    acknowledged:
      row.subscribers === null || row.audience_sha256 === null || row.segments_expected === null
        ? null
        : {
            is: 'accepted',
            subscribers: row.subscribers,
            audienceSha256: row.audience_sha256,
            segmentsExpected: row.segments_expected,
          },
    ...tallyOf(row.tally),
    toldAt: row.told_at,
    heardAt: row.heard_at,
    returnedAt: row.returned_at,
    flags: JSON.parse(row.flags),
  }
}

/** With it, which machine of the operator has told it. */
function tallyOf(json: string | null): Pick<StoredDirective, 'tally' | 'machine'> {
  if (json === null) return { tally: null, machine: null }
  const { machine = null, ...tally } = JSON.parse(json)
  return { tally, machine }
}

export function directiveColumns(
  change: Partial<DirectiveChange>,
): Updateable<RoundsTables['directive']> {
  const columns: Updateable<RoundsTables['directive']> = {}
  if (change.state !== undefined) columns.state = change.state
  if (change.isOpen !== undefined) columns.is_open = Number(change.isOpen)
  if (change.refusal !== undefined) columns.refusal = change.refusal
  if (change.note !== undefined) columns.note = change.note
  if (change.wish !== undefined) columns.wish = change.wish
  if (change.orderSequence !== undefined) columns.order_sequence = change.orderSequence
  if (change.orderDocument !== undefined) columns.order_document = change.orderDocument
  if (change.obeyedSequence !== undefined) columns.obeyed_sequence = change.obeyedSequence
  if (change.acknowledged !== undefined) {
    columns.subscribers = change.acknowledged?.subscribers ?? null
    columns.audience_sha256 = change.acknowledged?.audienceSha256 ?? null
    columns.segments_expected = change.acknowledged?.segmentsExpected ?? null
  }
  if (change.acknowledgement !== undefined) columns.acknowledgement = change.acknowledgement
  if (change.tally !== undefined)
    columns.tally =
      change.tally === null
        ? null
        : JSON.stringify({ ...change.tally, ...(change.machine && { machine: change.machine }) })
  if (change.toldAt !== undefined) columns.told_at = change.toldAt
  if (change.heardAt !== undefined) columns.heard_at = change.heardAt
  if (change.returnedAt !== undefined) columns.returned_at = change.returnedAt
  if (change.returnDocument !== undefined) columns.return_document = change.returnDocument
  if (change.flags !== undefined) columns.flags = JSON.stringify(change.flags)
  return columns
}
