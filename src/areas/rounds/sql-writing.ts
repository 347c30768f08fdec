/** What campaigns, rounds and directives change in their tables, within one transaction. */
import { SqlRoundsReading, searchable } from './sql-reading.ts'
import { directiveColumns, roundColumns } from './sql-rows.ts'
import type { RoundsWriting, StoredLanes } from './store.ts'
import { campaign, directive, lanes, round, strayReturn, version } from './tables.ts'

export class SqlRounds extends SqlRoundsReading implements RoundsWriting {
  async insertCampaign(given: Parameters<RoundsWriting['insertCampaign']>[0]): Promise<void> {
    const search = searchable(`${given.title}\n${given.note}`)
    const row = { ...campaign.row({ ...given, archivedAt: null }), search }
    await this.db.insertInto('campaign').values(row).execute()
  }

  async updateCampaign(
    id: string,
    { title, note, archivedAt }: Parameters<RoundsWriting['updateCampaign']>[1],
  ): Promise<void> {
    await this.db
      .updateTable('campaign')
      .set({
        ...(title !== undefined && note !== undefined ? { title, note, search: searchable(`${title}\n${note}`) } : {}),
        ...(archivedAt !== undefined ? { archived_at: archivedAt } : {}),
      })
      .where('id', '=', id)
      .execute()
  }

  async insertRound(given: Parameters<RoundsWriting['insertRound']>[0]): Promise<void> {
    const { subscribers, segments } = given.estimate
    const none = { archivedAt: null, takenBack: null }
    await this.db
      .insertInto('round')
      .values(round.row({ ...given, ...none, subscribers, segments }))
      .execute()
  }

  async updateRound(id: string, change: Parameters<RoundsWriting['updateRound']>[1]): Promise<void> {
    await this.db.updateTable('round').set(roundColumns(change)).where('id', '=', id).execute()
  }

  async deleteRound(id: string): Promise<void> {
    await this.db.deleteFrom('round_operator').where('round_id', '=', id).execute()
    await this.db.deleteFrom('round_version').where('round_id', '=', id).execute()
    await this.db.deleteFrom('round').where('id', '=', id).execute()
  }

  async insertVersion(given: Parameters<RoundsWriting['insertVersion']>[0]): Promise<void> {
    await this.db
      .insertInto('round_version')
      .values({ ...version.row(given), round_id: given.round })
      .execute()
  }

  async setTargets(round: string, operators: readonly string[]): Promise<void> {
    await this.db.deleteFrom('round_operator').where('round_id', '=', round).execute()
    const targets = [...new Set(operators)]
    if (targets.length === 0) return
    await this.db
      .insertInto('round_operator')
      .values(targets.map(operator_id => ({ round_id: round, operator_id })))
      .execute()
  }

  async nextNumber(campaign: string): Promise<number> {
    const row = await this.db
      .selectFrom('round')
      .select(({ fn }) => fn.max('number').as('last'))
      .where('campaign_id', '=', campaign)
      .executeTakeFirst()
    return (row?.last ?? 0) + 1
  }

  async insertDirective(given: Parameters<RoundsWriting['insertDirective']>[0]): Promise<void> {
    const row = {
      ...directive.row({ ...ISSUED, ...given }),
      document: given.document,
      order_document: given.orderDocument,
    }
    await this.db.insertInto('directive').values(row).execute()
  }

  async updateDirective(id: string, change: Parameters<RoundsWriting['updateDirective']>[1]): Promise<void> {
    await this.db.updateTable('directive').set(directiveColumns(change)).where('id', '=', id).execute()
  }

  async insertStrayReturn(stray: Parameters<RoundsWriting['insertStrayReturn']>[0]): Promise<void> {
    await this.db
      .insertInto('stray_return')
      .values(strayReturn.row(stray))
      .onConflict(conflict => conflict.column('sha256').doNothing())
      .execute()
  }

  async insertSample(sample: Parameters<RoundsWriting['insertSample']>[0]): Promise<void> {
    await this.db
      .insertInto('sample')
      .values({ round_id: sample.round, purpose: sample.purpose, at: sample.at, counts: JSON.stringify(sample.counts) })
      .onConflict(conflict => conflict.columns(['round_id', 'purpose', 'at']).doNothing())
      .execute()
  }

  async insertLanes(given: StoredLanes): Promise<void> {
    await this.db
      .insertInto('lane_sample')
      .values(lanes.row(given))
      .onConflict(conflict => conflict.columns(['directive_id', 'at']).doNothing())
      .execute()
  }

  async forgetLanes(beforeMs: number): Promise<void> {
    await this.db.deleteFrom('lane_sample').where('at', '<', beforeMs).execute()
  }
}

/** Of a directive that nobody has answered. */
const ISSUED = {
  state: 'issued',
  isOpen: true,
  refusal: null,
  note: null,
  obeyedSequence: 0,
  acknowledged: null,
  tally: null,
  toldAt: null,
  heardAt: null,
  returnedAt: null,
  flags: [],
} as const
