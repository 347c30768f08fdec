/** Kept answers of requests with an Idempotency-Key. Holds digests of keys, never keys. */
import type { Database } from './database.ts'

interface KeptAnswer {
  readonly status: number
  readonly body: string | null
}

export interface AnswerRows {
  /** Puts a beginning unless the key is there: then what is there. Forgets those begun before `expiredMs`. */
  begin(row: {
    key: string
    request: string
    atMs: number
    expiredMs: number
  }): Promise<{ request: string; answer: KeptAnswer | null } | null>
  finish(key: string, answer: KeptAnswer): Promise<void>
  forget(key: string): Promise<void>
}

export function answerRows({ kysely: db }: Database): AnswerRows {
  return {
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
        })
        .onConflict(conflict => conflict.column('key_sha256').doNothing())
        .executeTakeFirst()
      if (Number(put.numInsertedOrUpdatedRows ?? 0) > 0) return null
      const row = await db
        .selectFrom('kept_answer')
        .selectAll()
        .where('key_sha256', '=', key)
        .executeTakeFirstOrThrow()
      const answer = row.status === null ? null : { status: row.status, body: row.body }
      return { request: row.request_sha256, answer }
    },
    finish: async (key, answer) => {
      await db.updateTable('kept_answer').set(answer).where('key_sha256', '=', key).execute()
    },
    forget: async key => {
      await db.deleteFrom('kept_answer').where('key_sha256', '=', key).execute()
    },
  }
}
