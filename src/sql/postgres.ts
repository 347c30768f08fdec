/**
 * A PostgreSQL server behind Kysely, through `pg`: exact numbers, and sentences for a server that is away or full.
 *
 * Knows no table.
 */

import { PostgresDialect, type PostgresPoolClient } from 'kysely'
import pg from 'pg'
import { reason } from '../base/failure.ts'
import { sqlFailure } from './failures.ts'

const CONNECTIONS_MAX = 10
const CONNECT_MS = 10_000
/** A statement that waits longer for a lock or the server than this fails. */
const STATEMENT_MS = 30_000

/** Types of PostgreSQL by their OID: int8 and numeric, which pg would leave as text. */
const INT8 = 20
const NUMERIC = 1700

/** Classes of SQLSTATE (PostgreSQL, appendix A): 08 connection, 57 operator intervention, 53 out of resources. */
const UNAVAILABLE = /^(08|57)/
const OUT_OF_RESOURCES = /^53/
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ETIMEDOUT',
  'ENOTFOUND',
])
/** pg's own words, which have no code. */
const CUT =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered)/

/** Fails with databaseUnavailable where no connection can be had. */
export async function connectPostgres(url: string): Promise<PostgresDialect> {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS_MAX,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    application_name: 'loa',
    types: { getTypeParser: typeParser as typeof pg.types.getTypeParser },
  })
  // A connection that dies while it is idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  try {
    await pool.query('select 1')
  } catch (error) {
    await pool.end()
    throw sqlFailure('databaseUnavailable', { why: reason(error) })
  }
  return new PostgresDialect({
    pool: {
      connect: async () => await told(async () => speaking(await pool.connect())),
      end: async () => await pool.end(),
    },
  })
}

/** The same client, whose failures are sentences. */
function speaking(client: pg.PoolClient): PostgresPoolClient {
  const query = async (text: string, values: unknown[]) =>
    await told(async () => await client.query(text, values))
  return {
    // Cursors, its other form, are for dialects that were given one.
    query: query as unknown as PostgresPoolClient['query'],
    release: destroy => client.release(destroy),
  }
}

async function told<Result>(act: () => Promise<Result>): Promise<Result> {
  try {
    return await act()
  } catch (error) {
    throw asFailure(error)
  }
}

function asFailure(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const code = 'code' in error ? String(error.code) : ''
  if (OUT_OF_RESOURCES.test(code)) return sqlFailure('databaseUnwritable', { why: reason(error) })
  if (UNAVAILABLE.test(code) || UNREACHABLE.has(code) || CUT.test(error.message))
    return sqlFailure('databaseUnavailable', { why: reason(error) })
  return error
}

function typeParser(oid: number, format?: 'text' | 'binary'): unknown {
  if ((oid === INT8 || oid === NUMERIC) && format !== 'binary') return exactNumber
  return pg.types.getTypeParser(oid, format as 'text')
}

function exactNumber(text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && !Number.isSafeInteger(number))
    throw new RangeError(`${text} is no exact number`)
  return number
}
