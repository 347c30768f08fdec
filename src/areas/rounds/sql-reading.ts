/** What campaigns, rounds and directives ask of their tables. */
import { type Kysely, sql } from 'kysely'
import type { Writer } from '../../authority/actor.ts'
import type { Page } from '../../authority/paging.ts'
import type { DirectiveTally, Purpose } from '../../directive/documents.ts'
import { newestFirst } from '../../sql/pages.ts'
import { all, among, one, type RowOf } from '../../sql/record.ts'
import { unaccented } from '../../text/vietnamese.ts'
import type { RoundContent, RoundState } from './model.ts'
import { DIRECTIVE_COLUMNS, directiveOf, LISTED_ROUND_COLUMNS, listedRoundOf, roundOf } from './sql-rows.ts'
import type {
  Counts,
  Documents,
  ListedRound,
  PlannedRound,
  RoundsReading,
  StoredCampaign,
  StoredDirective,
  StoredLanes,
  StoredRound,
  StoredVersion,
} from './store.ts'
import { campaign, lanes, type RoundsTables, version } from './tables.ts'

/** What a search looks in and for: lower case, without accents. */
export function searchable(text: string): string {
  return unaccented(text.toLowerCase()).toLowerCase()
}

/** Of a round: a directive of it was issued to this operator. */
function isDirectedTo(operator: string) {
  return sql<boolean>`exists (select 1 from directive
    where directive.round_id = round.id and directive.operator_id = ${operator})`
}

/** Made before a span ended, and under way or touched since it began. */
function isAround(of: { readonly fromMs: number; readonly untilMs: number; readonly states: readonly string[] }) {
  const underWay = of.states.filter(state => !OVER.includes(state))
  const going = underWay.length === 0 ? sql`` : sql`or round.state in (${sql.join(underWay)})`
  // What was touched and what goes on are few, each found by an index; of the others, as expressions, none is taken.
  return sql<boolean>`(round.updated_at >= ${of.fromMs} ${going})
    and round.state || '' in (${sql.join(of.states)}) and round.created_at + 0 < ${of.untilMs}`
}
const OVER = ['finished', 'stopped']
/** The few that are found are sorted, instead of all that were ever made being looked through in their order. */
const NEWEST = sql<number>`round.created_at + 0`
const AWAY = sql<boolean>`round.archived_at is not null`
const AWAY_WITH_CAMPAIGN = sql<boolean>`(round.archived_at is not null or campaign.archived_at is not null)`
const not = (condition: typeof AWAY) => sql<boolean>`not ${condition}`

export class SqlRoundsReading implements RoundsReading {
  protected readonly db: Kysely<RoundsTables>

  constructor(db: Kysely<RoundsTables>) {
    this.db = db
  }

  async campaigns(query: Parameters<RoundsReading['campaigns']>[0]): Promise<Page<StoredCampaign>> {
    const { archived } = query
    let rows = this.#campaigns(query.directedTo)
    if (archived !== undefined) rows = rows.where('campaign.archived_at', archived === 'only' ? 'is not' : 'is', null)
    if (query.search !== null) {
      const pattern = `%${searchable(query.search).replace(/[\\%_]/g, '\\$&')}%`
      rows = rows.where(sql<boolean>`campaign.search like ${pattern} escape '\\'`)
    }
    return await newestFirst(rows, query, { table: 'campaign', at: 'created_at', item: campaignOf })
  }

  async campaign(id: string, directedTo: string | null = null): Promise<StoredCampaign | null> {
    return await one(this.#campaigns(directedTo).where('campaign.id', '=', id), campaignOf)
  }

  /** `directedTo`: those of which a round was directed to this operator, with as many rounds as were. */
  #campaigns(directedTo: string | null) {
    const campaigns = this.db.selectFrom('campaign').select(campaign.columns)
    const rounds = this.db.selectFrom('round').whereRef('round.campaign_id', '=', 'campaign.id' as never)
    if (directedTo === null)
      return campaigns.select(rounds.select(({ fn }) => fn.countAll<number>().as('n')).as('rounds'))
    const directed = rounds.where(isDirectedTo(directedTo))
    return campaigns
      .select(directed.select(({ fn }) => fn.countAll<number>().as('n')).as('rounds'))
      .where(({ exists }) => exists(directed.select('round.id')))
  }

  async rounds(query: Parameters<RoundsReading['rounds']>[0]): Promise<Page<ListedRound>> {
    let rows = this.#rounds().select(LISTED_ROUND_COLUMNS)
    const { states, operator, directedTo = null, archived } = query
    if (query.campaign !== null) rows = rows.where('round.campaign_id', '=', query.campaign)
    if (states !== null) rows = rows.where('round.state', 'in', among(states))
    if (operator !== null)
      rows = rows.where(({ exists, selectFrom }) =>
        exists(
          selectFrom('round_operator')
            .select('round_operator.round_id')
            .whereRef('round_operator.round_id', '=', 'round.id')
            .where('round_operator.operator_id', '=', operator),
        ),
      )
    if (directedTo !== null) rows = rows.where(isDirectedTo(directedTo))
    const isAway = query.campaign === null ? AWAY_WITH_CAMPAIGN : AWAY
    if (archived !== undefined) rows = rows.where(archived === 'only' ? isAway : not(isAway))
    return await newestFirst(rows, query, { table: 'round', at: 'created_at', item: listedRoundOf })
  }

  async round(id: string): Promise<StoredRound | null> {
    return await one(this.#rounds().selectAll('round').where('round.id', '=', id), roundOf)
  }

  async countRounds({ states, directedTo }: Parameters<RoundsReading['countRounds']>[0]): Promise<number> {
    let rows = this.db
      .selectFrom('round')
      .select(({ fn }) => fn.countAll().as('n'))
      .where('round.state', 'in', states)
    if (directedTo !== null) rows = rows.where(isDirectedTo(directedTo))
    return Number((await rows.executeTakeFirstOrThrow()).n)
  }

  async roundsAround(of: Parameters<RoundsReading['roundsAround']>[0]): Promise<readonly PlannedRound[]> {
    const { issuedTo } = of
    let rows = this.#rounds()
      .innerJoin('round_version', join =>
        join.onRef('round_version.round_id', '=', 'round.id').onRef('round_version.version', '=', 'round.version'),
      )
      .select(LISTED_ROUND_COLUMNS)
      .select('round_version.content')
      .where(isAround(of))
      .orderBy(NEWEST, 'desc')
      .orderBy('round.id', 'desc')
      .limit(of.limit)
    if (issuedTo !== null)
      rows = rows.where(
        sql<boolean>`exists (select 1 from directive where directive.round_id = round.id
          and directive.purpose = 'live' and directive.operator_id = ${issuedTo})`,
      )
    return (await rows.execute()).map(row => {
      const { window } = JSON.parse(row.content) as Pick<RoundContent, 'window'>
      return { ...listedRoundOf(row), window }
    })
  }

  async touched(of: Parameters<RoundsReading['touched']>[0]): Promise<readonly Pick<ListedRound, 'id' | 'state'>[]> {
    const rows = await this.db
      .selectFrom('round')
      .select(['round.id', 'round.state'])
      .where(isAround(of))
      .orderBy(NEWEST, 'desc')
      .orderBy('round.id', 'desc')
      .limit(of.limit)
      .execute()
    return rows.map(({ id, state }) => ({ id, state: state as ListedRound['state'] }))
  }

  /** One of each: they are issued at once. */
  async issued(rounds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    if (rounds.length === 0) return new Map()
    const found = await this.db
      .selectFrom('round')
      .select('round.id')
      .select(eb =>
        eb
          .selectFrom('directive')
          .select('directive.issued_at')
          .whereRef('directive.round_id', '=', 'round.id')
          .where('directive.purpose', '=', 'live')
          .limit(1)
          .as('at'),
      )
      .where('round.id', 'in', rounds)
      .execute()
    return new Map(found.flatMap(({ id, at }) => (at === null ? [] : [[id, at]])))
  }

  async hasIssued(purpose: Purpose): Promise<boolean> {
    const one = this.db.selectFrom('directive').select('id').where('purpose', '=', purpose)
    return (await one.limit(1).executeTakeFirst()) !== undefined
  }

  async exercises(limit: number): Promise<readonly StoredDirective[]> {
    const rows = this.#directives().where('directive.purpose', '=', 'exercise').limit(limit)
    return await all(rows, directiveOf)
  }

  async titles(rounds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (rounds.length === 0) return new Map()
    const rows = await this.db.selectFrom('round').select(['id', 'title']).where('id', 'in', rounds).execute()
    return new Map(rows.map(({ id, title }) => [id, title]))
  }

  #rounds() {
    return this.db
      .selectFrom('round')
      .innerJoin('campaign', 'campaign.id', 'round.campaign_id')
      .select('campaign.title as campaign_title')
  }

  async lastOf(
    person: string,
    { purpose, except }: Parameters<RoundsReading['lastOf']>[1],
  ): ReturnType<RoundsReading['lastOf']> {
    let rows = this.db
      .selectFrom('round_version')
      .innerJoin('round', 'round.id', 'round_version.round_id')
      .select(['round.id', 'round_version.content'])
      .where('round_version.by_id', '=', person)
      .where('round.purpose', '=', purpose)
      .orderBy('round_version.at', 'desc')
      .orderBy('round_version.version', 'desc')
      .limit(1)
    if (except !== null) rows = rows.where('round.id', '<>', except)
    const found = await rows.executeTakeFirst()
    const round = found === undefined ? null : await this.round(found.id)
    return found === undefined || round === null ? null : { round, content: JSON.parse(found.content) }
  }

  async hasRoundIn(campaign: string, states: readonly RoundState[]): Promise<boolean> {
    const row = await this.db
      .selectFrom('round')
      .select('id')
      .where('campaign_id', '=', campaign)
      .where('state', 'in', among(states))
      .limit(1)
      .executeTakeFirst()
    return row !== undefined
  }

  async content(round: string, number: number): Promise<RoundContent> {
    const row = await this.db
      .selectFrom('round_version')
      .select('content')
      .where('round_id', '=', round)
      .where('version', '=', number)
      .executeTakeFirstOrThrow()
    return JSON.parse(row.content)
  }

  async versions(round: string, limit: number): Promise<readonly StoredVersion[]> {
    const rows = this.db.selectFrom('round_version').selectAll().where('round_id', '=', round)
    return await all(rows.orderBy('version', 'desc').limit(limit), version.of)
  }

  async writersAbove(round: string, number: number): Promise<readonly Writer[]> {
    const rows = await this.db
      .selectFrom('round_version')
      .select(['by_id', 'by_name'])
      .distinct()
      .where('round_id', '=', round)
      .where('version', '>', number)
      .orderBy('by_name')
      .execute()
    return rows.map(row => ({ id: row.by_id, name: row.by_name }))
  }

  /** By operator, so that the index serves: what is open is a handful among all that ever were. */
  async openDirectives(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.db
      .selectFrom('operator')
      .select('operator.id')
      .select(eb =>
        eb
          .selectFrom('directive')
          .whereRef('directive.operator_id', '=', 'operator.id')
          .where('directive.is_open', '=', 1)
          .select(({ fn }) => fn.countAll<number>().as('n'))
          .as('open'),
      )
      .execute()
    return new Map(rows.map(({ id, open }) => [id, open ?? 0]))
  }

  async lastReturns(): Promise<ReadonlyMap<string, StoredDirective>> {
    const rows = await this.#directives()
      .where('directive.id', 'in', eb =>
        eb
          .selectFrom('operator as each')
          .select(inner =>
            inner
              .selectFrom('directive as last')
              .select('last.id')
              .whereRef('last.operator_id', '=', 'each.id')
              .where('last.returned_at', 'is not', null)
              .orderBy('last.returned_at', 'desc')
              .limit(1)
              .$asScalar()
              .$notNull()
              .as('id'),
          ),
      )
      .execute()
    return new Map(rows.map(row => [row.operator_id, directiveOf(row)]))
  }

  async directives(round: string, purpose: Purpose): Promise<readonly StoredDirective[]> {
    const rows = this.#directives()
      .where('directive.round_id', '=', round)
      .where('directive.purpose', '=', purpose)
      .orderBy('directive.operator_id')
      .orderBy('directive.serial')
    return await all(rows, directiveOf)
  }

  async directive(id: string): Promise<StoredDirective | null> {
    const [found] = await this.directivesById([id])
    return found ?? null
  }

  async directivesById(ids: readonly string[]): Promise<readonly StoredDirective[]> {
    if (ids.length === 0) return []
    return await all(this.#directives().where('directive.id', 'in', ids), directiveOf)
  }

  async submitted(rounds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    if (rounds.length === 0) return new Map()
    const rows = await this.db
      .selectFrom('directive')
      .select(['round_id', 'tally'])
      .where('round_id', 'in', rounds)
      .where('purpose', '=', 'live')
      .where('tally', 'is not', null)
      .execute()
    const sums = new Map<string, number>()
    for (const { round_id, tally } of rows) {
      const { segments } = JSON.parse(tally ?? '') as DirectiveTally
      sums.set(round_id, (sums.get(round_id) ?? 0) + segments.submitted)
    }
    return sums
  }

  #directives() {
    return this.db
      .selectFrom('directive')
      .innerJoin('operator', 'operator.id', 'directive.operator_id')
      .select(DIRECTIVE_COLUMNS)
      .select('operator.name as operator_name')
  }

  async documents(directive: string): Promise<Documents | null> {
    const row = await this.db
      .selectFrom('directive')
      .select(['document', 'order_document', 'acknowledgement', 'return_document'])
      .where('id', '=', directive)
      .executeTakeFirst()
    if (row === undefined) return null
    return {
      directive: row.document,
      order: row.order_document,
      acknowledgement: row.acknowledgement,
      return: row.return_document,
    }
  }

  async agenda(
    operator: string,
    limit: number,
    which: 'all' | 'begun',
  ): Promise<readonly { directive: string; order: string }[]> {
    const open = this.db
      .selectFrom('directive')
      .select(['document as directive', 'order_document as order'])
      .where('operator_id', '=', operator)
      .where('is_open', '=', 1)
      .orderBy('serial')
      .limit(limit)
    if (which === 'all') return await open.execute()
    return await open
      .where('state', '!=', 'issued')
      .where(({ eb, or }) => or([eb('wish', '!=', 'run'), eb('order_sequence', '=', 1)]))
      .execute()
  }

  async strayReturn(sha256: string): Promise<boolean> {
    const row = await this.db
      .selectFrom('stray_return')
      .select('sha256')
      .where('sha256', '=', sha256)
      .executeTakeFirst()
    return row !== undefined
  }

  async strayReturns(operator: string, sinceMs: number): Promise<number> {
    const { count } = await this.db
      .selectFrom('stray_return')
      .select(({ fn }) => fn.countAll().as('count'))
      .where('operator_id', '=', operator)
      .where('at', '>', sinceMs)
      .executeTakeFirstOrThrow()
    return Number(count)
  }

  async samples(
    round: string,
    purpose: Purpose,
    intervalMs: number,
  ): Promise<readonly { at: number; counts: Counts }[]> {
    const rows = await this.db
      .selectFrom('sample')
      .select(['at', 'counts'])
      .where('round_id', '=', round)
      .where('purpose', '=', purpose)
      .where('at', 'in', ({ selectFrom }) =>
        selectFrom('sample')
          .select(({ fn }) => fn.min('at').as('first'))
          .where('round_id', '=', round)
          .where('purpose', '=', purpose)
          .groupBy(sql`at - at % ${sql.lit(intervalMs)}`),
      )
      .orderBy('at')
      .execute()
    return rows.map(row => ({ at: row.at, counts: JSON.parse(row.counts) }))
  }

  async sampleSpan(round: string, purpose: Purpose): Promise<{ from: number; to: number } | null> {
    const row = await this.db
      .selectFrom('sample')
      .select(({ fn }) => [fn.min('at').as('from'), fn.max('at').as('to')])
      .where('round_id', '=', round)
      .where('purpose', '=', purpose)
      .executeTakeFirst()
    if (row === undefined || row.from === null || row.to === null) return null
    return { from: row.from, to: row.to }
  }

  async directivesOf(operator: string, limit: number): Promise<readonly StoredDirective[]> {
    const rows = this.#directives()
      .where('directive.operator_id', '=', operator)
      .orderBy('directive.issued_at', 'desc')
      .orderBy('directive.serial', 'desc')
      .limit(limit)
    return await all(rows, directiveOf)
  }

  async withLanes(directives: readonly string[]): Promise<ReadonlySet<string>> {
    if (directives.length === 0) return new Set()
    const rows = await this.db
      .selectFrom('lane_sample')
      .select('directive_id')
      .distinct()
      .where('directive_id', 'in', directives)
      .execute()
    return new Set(rows.map(row => row.directive_id))
  }

  async laneCount(directive: string): Promise<{ points: number; lastAt: number | null }> {
    const row = await this.db
      .selectFrom('lane_sample')
      .select(({ fn }) => [fn.countAll().as('n'), fn.max('at').as('last')])
      .where('directive_id', '=', directive)
      .executeTakeFirstOrThrow()
    return { points: Number(row.n), lastAt: row.last }
  }

  async laneSpan(directive: string): Promise<{ from: number; to: number } | null> {
    const row = await this.db
      .selectFrom('lane_sample')
      .select(({ fn }) => [fn.min('at').as('from'), fn.max('at').as('to')])
      .where('directive_id', '=', directive)
      .executeTakeFirst()
    if (row === undefined || row.from === null || row.to === null) return null
    return { from: row.from, to: row.to }
  }

  async laneSamples(directive: string, intervalMs: number): Promise<readonly StoredLanes[]> {
    const of = this.db.selectFrom('lane_sample').where('directive_id', '=', directive)
    const rows = of
      .selectAll()
      .where(eb =>
        eb.or([
          eb(
            'at',
            'in',
            of.select(({ fn }) => fn.min('at').as('first')).groupBy(sql`at - at % ${sql.lit(intervalMs)}`),
          ),
          eb(
            'at',
            '=',
            of.select(({ fn }) => fn.max('at').as('last')),
          ),
        ]),
      )
      .orderBy('at')
    return await all(rows, lanes.of)
  }
}

function campaignOf(row: RowOf<typeof campaign> & { rounds: number | null }): StoredCampaign {
  return { ...campaign.of(row), rounds: row.rounds ?? 0 }
}
