/**
 * Sums over what was judged, without any subscriber: what `summary.ts` holds.
 *
 * A day of a service at an operator is told by itself where it has SUBSCRIBERS_MIN subscribers or more; all other days of
 * them are put together. Subscribers are told apart by their hashes.
 */

import type { Database } from './database.ts'
import { auditFailure } from './failures.ts'
import { subscriberKey } from './kept.ts'
import type { RejectReason } from './reasons.ts'
import { REASONS } from './reasons.ts'
import { hashPads, hmac } from './subscriber-hash.ts'
import { type AuditSummary, SUBSCRIBERS_MIN, type SummaryCell } from './summary.ts'
import { type OffsetSpan, spanLookup } from './zone-offsets.ts'

export interface Subscribers {
  readonly callingCode: string
  readonly trunkPrefix: string
  readonly hashKey: Uint8Array
}

/** `found`: a row for each record that somebody should look at, with its day and its subscriber's hash. */
export async function find(
  database: Database,
  { offsets, ...subscribers }: Subscribers & { offsets: readonly OffsetSpan[] },
): Promise<void> {
  const key = subscriberKey(subscribers)
  const offset = spanLookup('k.start', offsets, span => String(span.offset))
  await database.run(
    `CREATE TABLE found AS
     WITH records AS (
       SELECT j.*, k.operator, k.record, k.sequence, k.start, k.octets, k.amount, k.duration, ${key} AS subscriber_key,
              ${offset} AS offset_ms
       FROM judged j JOIN kept k ON k.rowid = j.id
       WHERE j.outcome NOT IN ('right', 'unlisted')
     ), hashes AS (
       SELECT subscriber_key, ${hmac('subscriber_key')} AS hash
       FROM (SELECT DISTINCT subscriber_key FROM records)
     )
     SELECT r.* EXCLUDE (subscriber_key), hash,
            start + offset_ms AS local_start, CAST(epoch_ms(start + offset_ms) AS DATE) AS day,
            CASE outcome WHEN 'wrong' THEN free_ms ELSE charged_ms END AS ms
     FROM records r JOIN hashes USING (subscriber_key)`,
    [...hashPads(subscribers.hashKey)],
  )
}

/** More operators than a country has, or one that is named by a number, are a column that holds something else. */
const OPERATORS_MAX = 100
const LONG_NUMBER = '[0-9]{7,}'

/** What names an operator in the summary must not be a subscriber's. Fails with chargingOperatorsOdd. */
export async function refuseOddOperators(database: Database): Promise<void> {
  const { count, odd } = await database.one<{ count: number; odd: number }>(
    `SELECT count(*) AS count,
            count(*) FILTER (regexp_matches(regexp_replace(operator, '[^0-9A-Za-z]', '', 'g'), '${LONG_NUMBER}')) AS odd
     FROM (SELECT DISTINCT operator FROM kept WHERE problem IS NULL)`,
  )
  if (count > OPERATORS_MAX || odd > 0) throw auditFailure('chargingOperatorsOdd', { count })
}

export type Findings = Pick<AuditSummary, 'judged' | 'wrong' | 'claimed' | 'leftOut'> & {
  readonly unlisted: number
  readonly duplicates: number
}

export async function findings(
  database: Database,
  options: { claims: boolean; rejectedLines: ReadonlyMap<RejectReason, number> },
): Promise<Findings> {
  const outcomes = await database.rows<{ outcome: string; records: number }>(
    'SELECT outcome, count(*) AS records FROM judged GROUP BY outcome',
  )
  const of = (outcome: string) => outcomes.find(one => one.outcome === outcome)?.records ?? 0
  const { duplicates } = await database.one<{ duplicates: number }>(
    `SELECT count(*) AS duplicates FROM dropped WHERE why = 'duplicate'`,
  )
  return {
    judged: {
      right: of('right'),
      wrong: of('wrong'),
      claimed: of('claimed'),
      unproved: of('unproved'),
      undecided: of('undecided'),
    },
    unlisted: of('unlisted'),
    duplicates,
    wrong: await wrongOf(database),
    claimed: options.claims ? await claimedOf(database) : null,
    leftOut: {
      rejected: await rejectedOf(database, options.rejectedLines),
      unproved: await database.rows(
        `SELECT why, count(*) AS records, sum(octets)::BIGINT AS octets, sum(refund)::BIGINT AS "refundMost"
         FROM found WHERE outcome = 'unproved' GROUP BY why ORDER BY why`,
      ),
      undecided: await undecidedOf(database),
    },
  }
}

/** As SQL sums them; of no rows: zeros. */
const SUMS = `count(*) AS records, coalesce(sum(ms), 0)::BIGINT AS ms, coalesce(sum(octets), 0)::BIGINT AS octets,
  coalesce(sum(amount), 0)::BIGINT AS charged, coalesce(sum(refund), 0)::BIGINT AS refund,
  count(DISTINCT hash) AS subscribers`

type Sums = {
  readonly records: number
  readonly ms: number
  readonly octets: number
  readonly charged: number
  readonly refund: number
  readonly subscribers: number
}

async function wrongOf(database: Database): Promise<AuditSummary['wrong']> {
  const sums = await database.one<Sums & { cut: number; proportional: number }>(
    `SELECT ${SUMS}, count(*) FILTER (why <> 'whole') AS cut,
            count(*) FILTER (why = 'proportional') AS proportional
     FROM found WHERE outcome = 'wrong'`,
  )
  const { refund, cut, proportional } = sums
  return { ...section(sums, await cellsOf(database, 'wrong')), refund, cut, proportional }
}

async function claimedOf(database: Database): Promise<AuditSummary['claimed']> {
  const sums = await database.one<Sums>(`SELECT ${SUMS} FROM found WHERE outcome = 'claimed'`)
  const why = await database.rows<{ why: string; records: number; charged: number }>(
    `SELECT why, count(*) AS records, sum(amount)::BIGINT AS charged
     FROM found WHERE outcome = 'claimed' GROUP BY why ORDER BY why`,
  )
  return { ...section(sums, await cellsOf(database, 'claimed')), why }
}

/** Not the number of all subscribers where what is left of it without the cells that are told would be fewer than that. */
function section(sums: Sums, cells: SummaryCell[]) {
  const own = cells.reduce((sum, { subscribers }) => sum + (subscribers ?? 0), 0)
  const isHidden = cells.some(({ subscribers }) => subscribers === null)
  const isTold = !isHidden || sums.subscribers - own >= SUBSCRIBERS_MIN
  const all = told(sums)
  return { ...all, subscribers: isTold ? all.subscribers : null, cells }
}

async function cellsOf(database: Database, outcome: string): Promise<SummaryCell[]> {
  const cells = await database.rows<Sums & Pick<SummaryCell, 'service' | 'operator' | 'day'>>(`
    WITH rows AS (SELECT * FROM found WHERE outcome = '${outcome}'),
    days AS (SELECT service, operator, day, count(DISTINCT hash) AS subscribers FROM rows GROUP BY ALL)
    SELECT r.service, nullif(r.operator, '') AS operator,
           CASE WHEN d.subscribers >= ${SUBSCRIBERS_MIN} THEN CAST(r.day AS VARCHAR) END AS day, ${SUMS}
    FROM rows r JOIN days d ON r.service IS NOT DISTINCT FROM d.service
     AND r.operator = d.operator AND r.day = d.day
    GROUP BY ALL ORDER BY service NULLS LAST, operator NULLS LAST, day NULLS LAST`)
  return cells.map(({ service, operator, day, ...sums }) => ({
    service,
    operator,
    day,
    ...told(sums),
    refund: sums.refund,
  }))
}

function told({ records, ms, octets, charged, subscribers }: Sums) {
  return {
    records,
    seconds: ms / 1000,
    octets,
    charged,
    subscribers: subscribers < SUBSCRIBERS_MIN ? null : subscribers,
  }
}

/** One record in several versions is one charge at most: the largest that any of them says. */
async function undecidedOf(database: Database): Promise<AuditSummary['leftOut']['undecided']> {
  return await database.rows(
    `WITH charges AS (
       SELECT why, count(*) AS rows, if(why = 'record-differs', max(refund), sum(refund)) AS refund
       FROM found WHERE outcome = 'undecided'
       GROUP BY why, operator, if(why = 'record-differs', record, ''), if(why = 'record-differs', sequence, '')
     )
     SELECT why, sum(rows)::BIGINT AS records, sum(refund)::BIGINT AS "refundMost"
     FROM charges GROUP BY why ORDER BY why`,
  )
}

async function rejectedOf(
  database: Database,
  lines: ReadonlyMap<RejectReason, number>,
): Promise<AuditSummary['leftOut']['rejected']> {
  const problems = await database.rows<{ problem: number; rows: number }>(
    'SELECT problem, count(*) AS rows FROM kept WHERE problem IS NOT NULL GROUP BY problem',
  )
  const counts = new Map(lines)
  for (const { problem, rows } of problems) {
    const reason = REASONS[problem - 1]
    counts.set(reason, (counts.get(reason) ?? 0) + rows)
  }
  return REASONS.flatMap(why => {
    const rows = counts.get(why) ?? 0
    return rows === 0 ? [] : [{ why, rows }]
  })
}
