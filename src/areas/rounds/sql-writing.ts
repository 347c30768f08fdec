/** What campaigns, rounds, operators and directives change in their tables, within one transaction. */
import { SqlRoundsReading, searchable } from './sql-reading.ts'
import { directiveColumns, operatorColumns, roundColumns } from './sql-rows.ts'
import type { RoundsWriting, StoredCondition, StoredLanes, StoredOperator } from './store.ts'

export class SqlRounds extends SqlRoundsReading implements RoundsWriting {
  async insertCampaign(campaign: Parameters<RoundsWriting['insertCampaign']>[0]): Promise<void> {
    const { id, title, note, createdAt, createdBy } = campaign
    await this.db
      .insertInto('campaign')
      .values({
        id,
        title,
        note,
        search: searchable(`${title}\n${note}`),
        created_at: createdAt,
        created_by: createdBy,
      })
      .execute()
  }

  async updateCampaign(
    id: string,
    { title, note, archivedAt }: Parameters<RoundsWriting['updateCampaign']>[1],
  ): Promise<void> {
    await this.db
      .updateTable('campaign')
      .set({
        ...(title !== undefined && note !== undefined
          ? { title, note, search: searchable(`${title}\n${note}`) }
          : {}),
        ...(archivedAt !== undefined ? { archived_at: archivedAt } : {}),
      })
      .where('id', '=', id)
      .execute()
  }

  async insertRound(round: Parameters<RoundsWriting['insertRound']>[0]): Promise<void> {
    await this.db
      .insertInto('round')
      .values({
        id: round.id,
        campaign_id: round.campaign,
        number: round.number,
        title: round.title,
        purpose: round.purpose,
        state: round.state,
        version: round.version,
        digest: round.digest,
        subscribers: round.estimate.subscribers,
        segments: round.estimate.segments,
        estimate: JSON.stringify(round.estimate),
        approved_version: round.approvedVersion,
        submitted_by: round.submittedBy?.id ?? null,
        submitted_by_name: round.submittedBy?.name ?? null,
        stop_ordered: Number(round.isStopOrdered),
        created_at: round.createdAt,
        updated_at: round.updatedAt,
        updated_by: round.updatedBy,
        copy_of: round.copyOf?.id ?? null,
        copy_of_version: round.copyOf?.version ?? null,
        copy_of_title: round.copyOf?.title ?? null,
        unsubmitted: Number(round.isUnsubmitted),
      })
      .execute()
  }

  async updateRound(
    id: string,
    change: Parameters<RoundsWriting['updateRound']>[1],
  ): Promise<void> {
    await this.db.updateTable('round').set(roundColumns(change)).where('id', '=', id).execute()
  }

  async deleteRound(id: string): Promise<void> {
    await this.db.deleteFrom('round_operator').where('round_id', '=', id).execute()
    await this.db.deleteFrom('round_version').where('round_id', '=', id).execute()
    await this.db.deleteFrom('round').where('id', '=', id).execute()
  }

  async insertVersion(version: Parameters<RoundsWriting['insertVersion']>[0]): Promise<void> {
    await this.db
      .insertInto('round_version')
      .values({
        round_id: version.round,
        version: version.version,
        content: JSON.stringify(version.content),
        at: version.at,
        by_id: version.by.id,
        by_name: version.by.name,
      })
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

  async insertOperator(operator: StoredOperator): Promise<void> {
    const { id, name, state, serialLast, createdAt } = operator
    await this.db
      .insertInto('operator')
      .values({
        id,
        name,
        state,
        public_key: null,
        key_id: null,
        code_sha256: null,
        code_expires_at: null,
        serial_last: serialLast,
        hello: null,
        clock_skew_ms: null,
        heard_at: null,
        flags: '[]',
        created_at: createdAt,
      })
      .execute()
    await this.updateOperator(id, operator)
  }

  async updateOperator(
    id: string,
    change: Parameters<RoundsWriting['updateOperator']>[1],
  ): Promise<void> {
    await this.db
      .updateTable('operator')
      .set(operatorColumns(change))
      .where('id', '=', id)
      .execute()
  }

  async insertDirective(directive: Parameters<RoundsWriting['insertDirective']>[0]): Promise<void> {
    await this.db
      .insertInto('directive')
      .values({
        id: directive.id,
        serial: directive.serial,
        round_id: directive.round,
        operator_id: directive.operator,
        purpose: directive.purpose,
        version: directive.version,
        issued_at: directive.issuedAt,
        expires_at: directive.expiresAt,
        silent_after: directive.silentAfter,
        declared: directive.declared,
        document: directive.document,
        sha256: directive.sha256,
        state: 'issued',
        is_open: 1,
        refusal: null,
        note: null,
        wish: directive.wish,
        order_sequence: directive.orderSequence,
        order_document: directive.orderDocument,
        obeyed_sequence: 0,
        subscribers: null,
        audience_sha256: null,
        segments_expected: null,
        acknowledgement: null,
        tally: null,
        told_at: null,
        heard_at: null,
        return_document: null,
        returned_at: null,
        flags: '[]',
      })
      .execute()
  }

  async updateDirective(
    id: string,
    change: Parameters<RoundsWriting['updateDirective']>[1],
  ): Promise<void> {
    await this.db
      .updateTable('directive')
      .set(directiveColumns(change))
      .where('id', '=', id)
      .execute()
  }

  async insertStrayReturn(stray: Parameters<RoundsWriting['insertStrayReturn']>[0]): Promise<void> {
    await this.db
      .insertInto('stray_return')
      .values({
        sha256: stray.sha256,
        operator_id: stray.operator,
        directive_id: stray.directive,
        document: stray.document,
        at: stray.at,
      })
      .onConflict(conflict => conflict.column('sha256').doNothing())
      .execute()
  }

  async insertSample(sample: Parameters<RoundsWriting['insertSample']>[0]): Promise<void> {
    await this.db
      .insertInto('sample')
      .values({
        round_id: sample.round,
        purpose: sample.purpose,
        at: sample.at,
        counts: JSON.stringify(sample.counts),
      })
      .onConflict(conflict => conflict.columns(['round_id', 'purpose', 'at']).doNothing())
      .execute()
  }

  async keepCondition(condition: StoredCondition): Promise<void> {
    const { operator, machine, toldAt } = condition
    const said = { told_at: toldAt, alarms: JSON.stringify(condition.alarms) }
    await this.db
      .insertInto('node_condition')
      .values({ operator_id: operator, machine, ...said })
      .onConflict(conflict => conflict.columns(['operator_id', 'machine']).doUpdateSet(said))
      .execute()
  }

  async forgetCondition(operator: string, machine: string): Promise<void> {
    await this.db
      .deleteFrom('node_condition')
      .where('operator_id', '=', operator)
      .where('machine', '=', machine)
      .execute()
  }

  async insertLanes({ directive, at, lanes, statuses }: StoredLanes): Promise<void> {
    await this.db
      .insertInto('lane_sample')
      .values({
        directive_id: directive,
        at,
        lanes: JSON.stringify(lanes),
        statuses: JSON.stringify(statuses),
      })
      .onConflict(conflict => conflict.columns(['directive_id', 'at']).doNothing())
      .execute()
  }

  async forgetLanes(beforeMs: number): Promise<void> {
    await this.db.deleteFrom('lane_sample').where('at', '<', beforeMs).execute()
  }
}
