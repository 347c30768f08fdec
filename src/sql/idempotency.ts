/**
 * Kept answers of requests with an Idempotency-Key, right for however many processes there are. Holds digests of keys, never keys.
 *
 * Each transaction of such a request counts itself in the request's row, so that it is in the database how much of the request is
 * done: where the answer to a commit was lost, the row tells what became of it, and where another process has taken the request
 * over, nothing of the first one is committed any more.
 *
 *   begin ──► process, writes 0 ──► store.write: … writes + 1, if the process is still this one ──► commit ──► finish: the answer
 *                   │ not finished in time, writes 0
 *                   └─► taken over by another process
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import { Failure } from '../base/failure.ts'
import type { Database } from './database.ts'
import { sqlFailure } from './failures.ts'
import type { Tables } from './tables.ts'

interface KeptAnswer {
  readonly status: number
  readonly body: string | null
}

interface FoundRequest {
  readonly request: string
  /** Null: it is at work, or whoever was at it has died. */
  readonly answer: KeptAnswer | null
  /** Who is at it. Null: it was begun before that was kept. */
  readonly process: string | null
}

export interface AnswerRows {
  /** By which its rows are known. */
  readonly process: string
  /** Puts a beginning unless the key is there: then what is there. Forgets those begun before `expiredMs`. */
  begin(row: { key: string; request: string; atMs: number; expiredMs: number }): Promise<FoundRequest | null>
  /** Null: it failed, and was forgotten. */
  look(key: string): Promise<FoundRequest | null>
  /** From now on it is this process that carries it out; false: something of it is done already, it has an answer, or another took it. */
  takeOver(key: string, from: string): Promise<boolean>
  /** What `act` writes through the store is counted. Fails with overtaken, as `act` does, and with commitUnknown only where it stays so. */
  carryOut<Result>(key: string, act: () => Promise<Result>): Promise<Result>
  finish(key: string, answer: KeptAnswer): Promise<void>
  forget(key: string): Promise<void>
}

/** Of an operator's whole change from one server to another: so long the row is asked for. */
const DOUBT_MS = 45_000
const DOUBT_AGAIN_MS = 200

interface Carried {
  readonly key: string
  readonly process: string
  /** What runs on behind a request that is answered is no part of it. */
  isOver: boolean
}

const CARRIED = new AsyncLocalStorage<Carried>()

export function answerRows({ kysely: db }: Pick<Database, 'kysely'>): AnswerRows {
  const process = randomUUID()
  const found = async (key: string): Promise<FoundRequest | null> => {
    const row = await db.selectFrom('kept_answer').selectAll().where('key_sha256', '=', key).executeTakeFirst()
    if (row === undefined) return null
    return {
      request: row.request_sha256,
      answer: row.status === null ? null : { status: row.status, body: row.body },
      process: row.process,
    }
  }
  return {
    process,
    begin: async ({ key, request, atMs, expiredMs }) => {
      await db.deleteFrom('kept_answer').where('begun_at', '<', expiredMs).execute()
      const put = await db
        .insertInto('kept_answer')
        .values({
          key_sha256: key,
          request_sha256: request,
          begun_at: atMs,
          status: null,
          body: null,
          process,
          writes: 0,
        })
        .onConflict(conflict => conflict.column('key_sha256').doNothing())
        .executeTakeFirst()
      return Number(put.numInsertedOrUpdatedRows ?? 0) > 0 ? null : await found(key)
    },
    look: found,
    takeOver: async (key, from) => {
      const taken = await db
        .updateTable('kept_answer')
        .set({ process })
        .where('key_sha256', '=', key)
        .where('process', '=', from)
        .where('status', 'is', null)
        .where('writes', '=', 0)
        .executeTakeFirst()
      return Number(taken.numUpdatedRows) > 0
    },
    carryOut: async (key, act) => {
      const carried = { key, process, isOver: false }
      try {
        return await CARRIED.run(carried, act)
      } finally {
        carried.isOver = true
      }
    },
    finish: async (key, answer) => {
      await db
        .updateTable('kept_answer')
        .set(answer)
        .where('key_sha256', '=', key)
        .where('process', '=', process)
        .execute()
    },
    forget: async key => {
      await db.deleteFrom('kept_answer').where('key_sha256', '=', key).where('process', '=', process).execute()
    },
  }
}

/**
 * One transaction, counted where it is part of a request that is carried out once. Whether a commit whose answer was lost was done,
 * the request's row tells: it stays locked as long as that is open, and is asked for until a server answers.
 *
 * `write` gives what it came to to `counted`, at the end of its transaction.
 */
export async function counting<Result>(
  { kysely }: Pick<Database, 'kysely'>,
  write: (counted: (tx: Kysely<Tables>, result: Result) => Promise<Result>) => Promise<Result>,
): Promise<Result> {
  const carried = CARRIED.getStore()
  let done: { readonly result: Result; readonly writes: number } | null = null
  try {
    return await write(async (tx, result) => {
      if (carried !== undefined && !carried.isOver) done = { result, writes: await count(tx, carried) }
      return result
    })
  } catch (error) {
    if (carried === undefined || done === null || !isInDoubt(error)) throw error
    const { result, writes } = done as { readonly result: Result; readonly writes: number }
    if (await isWritten(kysely, carried, { writes, doubt: error })) return result
    throw sqlFailure('databaseUnavailable', { why: String(error.details.why) })
  }
}

function isInDoubt(error: unknown): error is Failure {
  return error instanceof Failure && error.code === 'commitUnknown'
}

/** Fails with `doubt` where no server answers in time. */
async function isWritten(
  db: Kysely<Tables>,
  { key, process }: Carried,
  { writes, doubt }: { readonly writes: number; readonly doubt: Failure },
): Promise<boolean> {
  const until = performance.now() + DOUBT_MS
  for (;;) {
    try {
      const row = await db
        .selectFrom('kept_answer')
        .select('writes')
        .where('key_sha256', '=', key)
        .where('process', '=', process)
        .forUpdate()
        .executeTakeFirst()
      return row !== undefined && row.writes >= writes
    } catch (error) {
      if (!(error instanceof Failure) || performance.now() > until) throw doubt
    }
    await wait(DOUBT_AGAIN_MS)
  }
}

async function count(tx: Kysely<Tables>, { key, process }: Carried): Promise<number> {
  const row = await tx
    .updateTable('kept_answer')
    .set(eb => ({ writes: eb('writes', '+', 1) }))
    .where('key_sha256', '=', key)
    .where('process', '=', process)
    .returning('writes')
    .executeTakeFirst()
  if (row === undefined) throw sqlFailure('overtaken')
  return row.writes
}
