/**
 * A PostgreSQL server behind Kysely, through `pg`: exact numbers, and sentences for a server that is away, full or read-only.
 *
 * A connection that failed is not used again. One that was cut, or that is read-only, is to a server that is no longer the first:
 * it and all that were made before that was known go, so that the next ones find the server that is. None to a standby is begun
 * with: what it would be asked for may be old.
 *
 * Whether a commit whose answer was lost was carried out, nobody can say: it fails with commitUnknown, never as if nothing had
 * happened. Knows no table.
 */

import { PostgresDialect, type PostgresPoolClient } from 'kysely'
import pg from 'pg'
import { Failure, reason } from '../base/failure.ts'
import { sqlFailure } from './failures.ts'

const CONNECTIONS_MAX = 10
const CONNECT_MS = 10_000
/** A statement that waits longer for a lock or the server than this fails. */
const STATEMENT_MS = 30_000
/** So much later than the server would say that itself, the server is taken for gone: a machine that died says nothing. */
const SILENCE_MS = 5000

/** Types of PostgreSQL by their OID: int8 and numeric, which pg would leave as text. */
const INT8 = 20
const NUMERIC = 1700

/** Classes of SQLSTATE (PostgreSQL, appendix A): 08 connection, 57 operator intervention, 53 out of resources. */
const UNAVAILABLE = /^(08|57)/
/** read_only_sql_transaction: a standby, or a server that its operators have closed for writing. */
const READ_ONLY = '25006'
const OUT_OF_RESOURCES = /^53/
/** query_canceled: the statement took too long, and its server is there. */
const CANCELED = '57014'
const UNREACHABLE = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOENT', 'ETIMEDOUT', 'ENOTFOUND'])
/** pg's own words, which have no code. */
const CUT = /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered|Query read timeout)/

/** Fails with databaseUnavailable where no connection can be had. */
export async function connectPostgres(
  url: string,
  { statementMs = STATEMENT_MS, silenceMs = SILENCE_MS } = {},
): Promise<PostgresDialect> {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS_MAX,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: statementMs,
    query_timeout: statementMs + silenceMs,
    keepAlive: true,
    application_name: 'loa',
    types: { getTypeParser: typeParser as typeof pg.types.getTypeParser },
  })
  // A connection that dies while it is idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  const clients = new Clients(pool)
  try {
    const first = await clients.connect()
    first.release()
  } catch (error) {
    await pool.end()
    throw error instanceof Failure ? error : sqlFailure('databaseUnavailable', { why: reason(error) })
  }
  return new PostgresDialect({
    pool: { connect: async () => await clients.connect(), end: async () => await pool.end() },
  })
}

/** Those of a pool, of which none is used again after it failed. */
class Clients {
  readonly #pool: pg.Pool
  /** Rises when a connection turns out to be cut or read-only. */
  #age = 0
  readonly #ages = new WeakMap<pg.PoolClient, number>()

  constructor(pool: pg.Pool) {
    this.#pool = pool
  }

  async connect(): Promise<PostgresPoolClient> {
    for (let tried = 0; ; tried++) {
      const client = await told(async () => await this.#pool.connect())
      const age = this.#ages.get(client) ?? (await this.#begun(client))
      // As many as there can be may be old; then there is a new one.
      if (age === this.#age || tried > CONNECTIONS_MAX) return this.#speaking(client)
      client.release(true)
    }
  }

  /** Of a new one: its age. Fails where it is to a server that is not written to. */
  async #begun(client: pg.PoolClient): Promise<number> {
    // One that dies while it is used tells its query; without a listener it would end the process besides.
    client.on('error', () => {})
    const age = this.#age
    try {
      const { rows } = await client.query<{ transaction_read_only: string }>('show transaction_read_only')
      if (rows[0].transaction_read_only === 'on')
        throw sqlFailure('databaseUnavailable', { why: 'it is read-only, or a standby' })
    } catch (error) {
      client.release(true)
      if (error instanceof Failure || whatFailed(error) === 'nothing of ours') throw error
      throw failureOf(whatFailed(error), error, false)
    }
    this.#ages.set(client, age)
    return age
  }

  /** The same client, whose failures are sentences. */
  #speaking(client: pg.PoolClient): PostgresPoolClient {
    let isBroken = false
    const query = async (text: string, values: unknown[]) => {
      // Its transaction went with it, and the failure that is told is the first one.
      if (isBroken && text === 'rollback') return NOTHING
      try {
        return await client.query(text, values)
      } catch (error) {
        const what = whatFailed(error)
        if (what === 'nothing of ours') throw error
        isBroken = what !== 'no room'
        if (what === 'read-only' || (what === 'away' && !isCanceled(error))) this.#age++
        throw failureOf(what, error, text === 'commit')
      }
    }
    return {
      // Cursors, its other form, are for dialects that were given one.
      query: query as unknown as PostgresPoolClient['query'],
      release: destroy => client.release(destroy === true || isBroken),
    }
  }
}

const NOTHING = { command: 'ROLLBACK', rowCount: 0, rows: [] }

type Failing = 'away' | 'read-only' | 'no room' | 'nothing of ours'

async function told<Result>(act: () => Promise<Result>): Promise<Result> {
  try {
    return await act()
  } catch (error) {
    const what = whatFailed(error)
    throw what === 'nothing of ours' ? error : failureOf(what, error, false)
  }
}

function whatFailed(error: unknown): Failing {
  if (!(error instanceof Error)) return 'nothing of ours'
  const code = 'code' in error ? String(error.code) : ''
  if (OUT_OF_RESOURCES.test(code)) return 'no room'
  if (code === READ_ONLY) return 'read-only'
  const isAway = UNAVAILABLE.test(code) || UNREACHABLE.has(code) || CUT.test(error.message)
  return isAway ? 'away' : 'nothing of ours'
}

function isCanceled(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === CANCELED
}

function failureOf(what: Failing, error: unknown, isCommit: boolean): Failure {
  const why = reason(error)
  if (what === 'no room') return sqlFailure('databaseUnwritable', { why })
  if (what === 'away' && isCommit) return sqlFailure('commitUnknown', { why })
  return sqlFailure('databaseUnavailable', { why })
}

function typeParser(oid: number, format?: 'text' | 'binary'): unknown {
  if ((oid === INT8 || oid === NUMERIC) && format !== 'binary') return exactNumber
  return pg.types.getTypeParser(oid, format as 'text')
}

function exactNumber(text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && !Number.isSafeInteger(number)) throw new RangeError(`${text} is no exact number`)
  return number
}
