/** Rows of the tables as the authority knows them, and back, where that is more than tables.ts declares. */
import type { RowOf } from '../../sql/record.ts'
import type { DirectiveChange, ListedRound, RoundChange, StoredDirective, StoredRound } from './store.ts'
import { type DirectiveRecord, directive, listedRound, type RowRecord, round } from './tables.ts'

export const LISTED_ROUND_COLUMNS = listedRound.columns.map(name => `round.${name}` as const)
export const DIRECTIVE_COLUMNS = directive.columns.map(name => `directive.${name}` as const)

interface InCampaign {
  readonly campaign_title: string
}

export function roundOf(row: RowOf<typeof round> & InCampaign): StoredRound {
  return ofCampaign(round.of(row), row)
}

export function listedRoundOf(row: RowOf<typeof listedRound> & InCampaign): ListedRound {
  return ofCampaign(listedRound.of(row), row)
}

function ofCampaign<Of extends RowRecord<ListedRound>>(given: Of, row: InCampaign) {
  const { takenBack } = given
  return {
    ...given,
    campaignTitle: row.campaign_title,
    takenBack: takenBack && { at: takenBack.at, by: { is: takenBack.is, id: takenBack.by }, reason: takenBack.why },
  }
}

export function roundColumns({ takenBack, ...change }: Partial<RoundChange>) {
  return round.changes({
    ...change,
    ...(change.estimate !== undefined && {
      subscribers: change.estimate.subscribers,
      segments: change.estimate.segments,
    }),
    ...(takenBack !== undefined && {
      takenBack: takenBack && { at: takenBack.at, is: takenBack.by.is, by: takenBack.by.id, why: takenBack.reason },
    }),
  })
}

export function directiveOf(row: RowOf<typeof directive> & { operator_name: string }): StoredDirective {
  const given = directive.of(row)
  return {
    ...given,
    operatorName: row.operator_name,
    acknowledged: given.acknowledged && { is: 'accepted', ...given.acknowledged },
    ...tallyOf(given.tally),
  }
}

function tallyOf(told: DirectiveRecord['tally']): Pick<StoredDirective, 'tally' | 'machine'> {
  if (told === null) return { tally: null, machine: null }
  const { machine = null, ...tally } = told
  return { tally, machine }
}

export function directiveColumns(change: Partial<DirectiveChange>) {
  const { tally, machine } = change
  return {
    ...directive.changes({
      ...change,
      ...(tally !== undefined && { tally: tally && { ...tally, ...(machine && { machine }) } }),
    }),
    order_document: change.orderDocument,
    acknowledgement: change.acknowledgement,
    return_document: change.returnDocument,
  }
}
