/** Rows of the tables as the authority knows them, and back, where that is more than tables.ts declares. */
import type { RowOf } from '../../sql/record.ts'
import type {
  DirectiveChange,
  ListedRound,
  RoundChange,
  StoredDirective,
  StoredOperator,
  StoredRound,
} from './store.ts'
import {
  type DirectiveRecord,
  directive,
  listedRound,
  operator,
  type RowRecord,
  round,
} from './tables.ts'

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

function ofCampaign<Of extends RowRecord<ListedRound>>(
  { takenBack, ...given }: Of,
  { campaign_title: campaignTitle }: InCampaign,
) {
  if (takenBack === null) return { ...given, campaignTitle, takenBack }
  const { at, is, by: id, why: reason } = takenBack
  return { ...given, campaignTitle, takenBack: { at, by: { is, id }, reason } }
}

export function roundColumns({ takenBack, ...change }: Partial<RoundChange>) {
  return round.changes({
    ...change,
    ...(change.estimate !== undefined && {
      subscribers: change.estimate.subscribers,
      segments: change.estimate.segments,
    }),
    ...(takenBack !== undefined && {
      takenBack: takenBack && {
        ...{ at: takenBack.at, ...{ is: takenBack.by.is, by: takenBack.by.id } },
        why: takenBack.reason,
      },
    }),
  })
}

export function operatorOf(row: RowOf<typeof operator>): StoredOperator {
  const { publicKey, keyId: id, ...given } = operator.of(row)
  return { ...given, key: publicKey === null || id === null ? null : { public: publicKey, id } }
}

export function operatorColumns({ key, ...change }: Partial<StoredOperator>) {
  const keyOf = { publicKey: key?.public ?? null, keyId: key?.id ?? null }
  return operator.changes({ ...change, ...(key !== undefined && keyOf) })
}

export function directiveOf(
  row: RowOf<typeof directive> & { operator_name: string },
): StoredDirective {
  const { acknowledged, tally: told, ...given } = directive.of(row)
  return {
    ...given,
    operatorName: row.operator_name,
    acknowledged: acknowledged && { is: 'accepted', ...acknowledged },
    ...tallyOf(told),
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
