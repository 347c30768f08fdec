/**
 * Judges what was kept: once each, at every instant of it, by what was in force then.
 *
 *   kept ─► dropped      the same record twice; one record in two versions
 *        ─► facts        classes in place of texts
 *        ─► pieces       one question to zerorating/in-force.ts for each combination of classes that occurs
 *        ─► judged       facts joined with pieces; what lies across an edge is cut there
 *
 * A call across an edge (docs/how-to/audit-charging.md has the picture):
 *
 *   free      ─────────────────┤ until
 *   call             ├─────────┼───────────────┤
 *                     free ms    chargeable ms      due: set-up if it began where it is charged, and begun blocks
 *
 * All of it is SQL over sets; only combinations that occur and texts that are new come to JavaScript.
 */
import type { InForce } from '../zerorating/in-force.ts'
import type { ZeroRatingList } from '../zerorating/list.ts'
import { addressClasses, type Classes, hostClasses, NONE, numberClasses } from './classes.ts'
import type { Database } from './database.ts'
import { subscriberKey } from './kept.ts'
import { type Piece, piecesOf, type Subject } from './pieces.ts'

export interface JudgeOptions {
  readonly force: InForce
  readonly lists: readonly ZeroRatingList[]
  /** Of amounts in records: tariffs are in the currency's smallest unit, which is this many of them. */
  readonly unitSteps: number
  readonly callingCode: string
  readonly trunkPrefix: string
}

export async function judge(database: Database, options: JudgeOptions): Promise<void> {
  await drop(database, options)
  const classes = {
    numbers: numberClasses(options.lists),
    hosts: hostClasses(options.lists),
    addresses: addressClasses(options.lists),
  }
  await classify(database, classes)
  await cutIntoPieces(database, options.force, classes)
  await database.run(judged(options))
}

// --- the same record more than once

/** What makes two rows the same record's, if the record has no id of its own. */
function contentOf(options: JudgeOptions): string {
  return `{
    subscriber: ${subscriberKey(options)}, is_call: k.is_call, start: k.start, duration: k.duration,
    amount: k.amount, octets: k.octets, dialled: coalesce(k.dialled, ''), target: coalesce(k.target, ''),
    host: coalesce(k.host, ''), address: coalesce(k.address, ''), port: coalesce(k.port, -1), claimed: k.claimed }`
}

async function drop(database: Database, options: JudgeOptions): Promise<void> {
  const content = contentOf(options)
  await database.run(`
    CREATE TABLE repeated AS
    SELECT operator, record, sequence, CASE WHEN record = '' THEN ${content} END AS content
    FROM kept k WHERE problem IS NULL GROUP BY ALL HAVING count(*) > 1`)
  await database.run(`
    CREATE TABLE dropped AS
    WITH rows AS (
      SELECT k.rowid AS id, k.operator, k.record, k.sequence, ${content} AS content,
             CASE WHEN k.record = '' THEN ${content} END AS key
      FROM kept k JOIN repeated r
        ON k.operator = r.operator AND k.record = r.record AND k.sequence = r.sequence
       AND CASE WHEN k.record = '' THEN ${content} END IS NOT DISTINCT FROM r.content
      WHERE k.problem IS NULL
    ), records AS (
      SELECT operator, record, sequence, key, min(id) AS first, min(content) = max(content) AS is_same
      FROM rows GROUP BY ALL
    )
    SELECT rows.id, CASE WHEN is_same THEN 'duplicate' ELSE 'differs' END AS why
    FROM rows JOIN records
      ON rows.operator = records.operator AND rows.record = records.record
     AND rows.sequence = records.sequence AND rows.key IS NOT DISTINCT FROM records.key
    WHERE NOT is_same OR rows.id <> first`)
}

// --- classes in place of texts

interface AllClasses {
  readonly numbers: Classes
  readonly hosts: Classes
  readonly addresses: Classes
}

/** Ports have no table: none, one that no service has, or itself. */
const NO_PORT = -1
const OTHER_PORT = 0

async function classify(database: Database, { numbers, hosts, addresses }: AllClasses): Promise<void> {
  const calls = `FROM kept WHERE problem IS NULL AND is_call`
  const data = `FROM kept WHERE problem IS NULL AND NOT is_call`
  await fill(database, 'number_classes', {
    texts: `SELECT dialled AS text ${calls} UNION SELECT target ${calls}`,
    classes: numbers,
  })
  await fill(database, 'host_classes', { texts: `SELECT DISTINCT host AS text ${data}`, classes: hosts })
  await fill(database, 'address_classes', { texts: `SELECT DISTINCT address AS text ${data}`, classes: addresses })
  await database.run(`
    CREATE TABLE facts AS
    SELECT k.rowid AS id, k.is_call, k.start, k.duration, k.amount, k.claimed,
           coalesce(CASE WHEN k.is_call THEN dialled.class ELSE host.class END, ${NONE}) AS a,
           coalesce(CASE WHEN k.is_call THEN target.class ELSE address.class END, ${NONE}) AS b,
           CASE WHEN k.is_call OR k.port IS NULL THEN ${NO_PORT}
                WHEN k.port IN (SELECT length FROM marks WHERE mark = 'port') THEN k.port
                ELSE ${OTHER_PORT} END::BIGINT AS c,
           coalesce(dropped.why = 'differs', false) AS differs
    FROM kept k
    LEFT JOIN dropped ON dropped.id = k.rowid
    LEFT JOIN number_classes dialled ON dialled.text = k.dialled
    LEFT JOIN number_classes target ON target.text = k.target
    LEFT JOIN host_classes host ON host.text = k.host
    LEFT JOIN address_classes address ON address.text = k.address
    WHERE k.problem IS NULL AND dropped.why IS DISTINCT FROM 'duplicate'`)
}

async function fill(
  database: Database,
  table: string,
  { texts, classes }: { texts: string; classes: Classes },
): Promise<void> {
  const batches = database.batches(`SELECT text FROM (${texts}) WHERE text IS NOT NULL`)
  const rows = async function* () {
    for await (const batch of batches)
      yield batch.map(([text]) => ({ text: String(text), class: classes.classOf(String(text)) }))
  }
  await database.insert(table, rows())
}

// --- what zerorating/in-force.ts says of each combination

/** Beyond any instant; 64 bits hold it plus a duration. */
const FOREVER = 9_000_000_000_000_000

async function cutIntoPieces(database: Database, force: InForce, classes: AllClasses): Promise<void> {
  const batches = database.batches('SELECT DISTINCT is_call, a, b, c FROM facts')
  const rows = async function* () {
    for await (const batch of batches)
      for (const [isCall, a, b, c] of batch) {
        const key = { is_call: Boolean(isCall), a: Number(a), b: Number(b), c: Number(c) }
        yield piecesOf(force, subjectOf(key, classes)).map(piece => rowOf(key, piece))
      }
  }
  await database.insert('pieces', rows())
}

interface SubjectKey {
  readonly is_call: boolean
  readonly a: number
  readonly b: number
  readonly c: number
}

function subjectOf({ is_call, a, b, c }: SubjectKey, classes: AllClasses): Subject {
  const { numbers, hosts, addresses } = classes
  if (is_call) return { is: 'call', dialled: numbers.textOf(a) ?? '', target: numbers.textOf(b) }
  return { is: 'page', host: hosts.textOf(a), address: addresses.textOf(b), port: c === NO_PORT ? null : c }
}

function rowOf(key: SubjectKey, { from, until, verdict, service, tariff }: Piece) {
  return {
    ...key,
    from_ms: Math.max(from, -FOREVER),
    until_ms: Math.min(until, FOREVER),
    verdict,
    service,
    setup: tariff?.setup ?? null,
    block_amount: tariff?.amount ?? null,
    block_ms: tariff === null ? null : tariff.perSeconds * 1000,
  }
}

// --- verdicts

const UNPROVED = `('host-only', 'address-only', 'other-address', 'other-host', 'other-port')`
const SAME_SUBJECT = 'f.is_call = p.is_call AND f.a = p.a AND f.b = p.b AND f.c = p.c'

/**
 * `outcome`: right, wrong (to be refunded), claimed (as free, and is not), unproved, undecided, or unlisted: of no service at
 * any instant of it. `due` and `refund` are of wrong ones, and the most that they could be of undecided ones.
 */
function judged({ unitSteps }: JudgeOptions): string {
  return `
    CREATE TABLE judged AS
    WITH firsts AS (
      SELECT f.*, p.verdict, p.service, f.start + f.duration <= p.until_ms AS is_whole
      FROM facts f JOIN pieces p
        ON ${SAME_SUBJECT} AND f.start >= p.from_ms AND f.start < p.until_ms
    ), parts AS (
      SELECT f.id, f.start, f.is_call, p.verdict, p.service, p.from_ms, p.setup, p.block_amount, p.block_ms,
             least(f.start + f.duration, p.until_ms) - greatest(f.start, p.from_ms) AS ms
      FROM firsts f JOIN pieces p
        ON ${SAME_SUBJECT} AND p.from_ms < f.start + f.duration AND p.until_ms > f.start
      WHERE NOT f.is_whole
    ), tariffs AS (
      -- One count of begun blocks over all that is charged by one tariff.
      SELECT id, setup, block_amount, block_ms, sum(ms) AS ms, bool_or(from_ms <= start) AS has_start
      FROM parts WHERE is_call AND verdict <> 'free' GROUP BY ALL
    ), dues AS (
      SELECT id, CASE WHEN count(*) = count(block_ms)
                      THEN sum((ms + block_ms - 1) // block_ms * block_amount + if(has_start, setup, 0)) END AS due
      FROM tariffs GROUP BY id
    ), cuts AS (
      SELECT id,
             coalesce(sum(ms) FILTER (verdict = 'free'), 0)::BIGINT AS free_ms,
             coalesce(sum(ms) FILTER (verdict <> 'free'), 0)::BIGINT AS charged_ms,
             arg_min(service, from_ms) FILTER (verdict = 'free') AS free_service,
             arg_min(service, from_ms) FILTER (service IS NOT NULL) AS any_service,
             arg_min(verdict, from_ms) FILTER (verdict IN ${UNPROVED}) AS unproved,
             arg_min(verdict, from_ms) FILTER (verdict NOT IN ('free', 'unlisted')) AS why
      FROM parts GROUP BY id
    ), known AS (
      SELECT f.id, f.is_call, f.amount, f.claimed, f.differs, f.duration,
             coalesce(c.free_ms, if(f.verdict = 'free', f.duration, 0)) AS free_ms,
             coalesce(c.charged_ms, if(f.verdict = 'free', 0, f.duration)) AS charged_ms,
             if(f.is_whole, f.verdict = 'free', c.free_ms > 0) AS has_free,
             if(f.is_whole, f.verdict <> 'free', c.charged_ms > 0) AS has_charged,
             if(f.is_whole, f.service, coalesce(c.free_service, c.any_service)) AS service,
             if(f.is_whole, f.verdict, coalesce(c.unproved, c.why, 'unlisted')) AS why,
             if(f.is_whole, f.verdict IN ${UNPROVED}, c.unproved IS NOT NULL) AS is_unproved,
             d.due IS NULL AS is_proportional,
             -- Rounded down: what is not known is not the citizen's to pay.
             coalesce(d.due * ${unitSteps}, f.amount::HUGEINT * c.charged_ms // f.duration) AS due
      FROM firsts f LEFT JOIN cuts c ON c.id = f.id LEFT JOIN dues d ON d.id = f.id
    ), outcomes AS (
      SELECT *,
        CASE
          WHEN has_free AND NOT has_charged THEN if(amount > 0, 'wrong', 'right')
          WHEN has_free AND is_call AND amount > due THEN 'wrong'
          -- What was due was charged: the mark is of the free part. Without a tariff nothing is due where nothing was charged.
          WHEN has_free AND is_call THEN if(claimed AND (amount < due OR is_proportional), 'claimed', 'right')
          WHEN has_free THEN if(amount > 0 OR claimed, 'undecided', 'right')
          WHEN claimed THEN 'claimed'
          WHEN is_unproved THEN 'unproved'
          WHEN service IS NOT NULL THEN 'right'
          ELSE 'unlisted'
        END AS outcome
      FROM known
    ), amounts AS (
      SELECT *,
        CASE WHEN outcome = 'wrong' AND has_charged THEN due::BIGINT WHEN outcome = 'wrong' THEN 0 END AS due_then,
        CASE WHEN outcome = 'wrong' AND has_charged THEN amount - due::BIGINT
             WHEN outcome IN ('wrong', 'undecided', 'unproved') THEN amount ELSE 0 END AS refund
      FROM outcomes
    )
    SELECT id, service, free_ms, charged_ms, due_then AS due, refund,
           if(differs AND outcome <> 'unlisted', 'undecided', outcome) AS outcome,
           CASE WHEN differs THEN 'record-differs'
                WHEN outcome = 'wrong' THEN
                  CASE WHEN NOT has_charged THEN 'whole' WHEN is_proportional THEN 'proportional' ELSE 'cut' END
                WHEN outcome = 'claimed' AND has_free THEN 'partly'
                WHEN outcome = 'undecided' THEN 'crosses-edge'
                ELSE why END AS why
    FROM amounts`
}
