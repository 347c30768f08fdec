/**
 * Idempotency keys: the same request with the same key has the same answer, once it has been carried out once.
 *
 *   first ──► begun (in the store, before the use case) ──► done, answer kept for a day
 *   again while at work ──► waits for the same answer
 *   again with another body ──► idempotencyKeyReused
 *   again after the server died in between ──► idempotencyUnknown: nobody can say whether it was carried out
 *   again after the answer to its commit was lost ──► the same
 *
 * Only digests of keys and requests are kept, and no answer that holds a secret.
 */

import { createHash } from 'node:crypto'
import { Failure } from '../base/failure.ts'
import { httpFailure } from './failures.ts'

export const ANSWER_LIFE_MS = 24 * 3_600_000

export interface KeptAnswer {
  readonly status: number
  /** Null: it held a secret. */
  readonly body: string | null
}

export interface AnswerStore {
  /** Puts a beginning, unless the key is there already: then what is there. Forgets those begun before `expiredMs`. */
  begin(row: {
    key: string
    request: string
    atMs: number
    expiredMs: number
  }): Promise<{ request: string; answer: KeptAnswer | null } | null>
  finish(key: string, answer: KeptAnswer): Promise<void>
  forget(key: string): Promise<void>
}

const KEY = /^[\x21-\x7e]{8,128}$/

export class Answers {
  readonly #store: AnswerStore
  readonly #atWork = new Map<string, { request: string; done: Promise<KeptAnswer> }>()

  constructor(store: AnswerStore) {
    this.#store = store
  }

  /** The answer of `act`, or what it answered before. */
  async once(
    asked: { caller: string; key: string; request: string; tellsSecret: boolean; nowMs: number },
    act: () => Promise<KeptAnswer>,
  ): Promise<KeptAnswer & { isRepeated: boolean }> {
    if (!KEY.test(asked.key)) throw httpFailure('idempotencyKeyMissing')
    const key = digest(`${asked.caller}\n${asked.key}`)
    const request = digest(asked.request)
    const atWork = this.#atWork.get(key)
    if (atWork !== undefined) {
      if (atWork.request !== request) throw httpFailure('idempotencyKeyReused')
      return { ...(await atWork.done), isRepeated: true }
    }
    const done = this.#first({ ...asked, key, request }, act)
    const shared = done.then(({ answer }) => answer)
    shared.catch(() => {})
    this.#atWork.set(key, { request, done: shared })
    try {
      const { answer, isRepeated } = await done
      return { ...answer, isRepeated }
    } finally {
      this.#atWork.delete(key)
    }
  }

  async #first(
    asked: { key: string; request: string; tellsSecret: boolean; nowMs: number },
    act: () => Promise<KeptAnswer>,
  ): Promise<{ answer: KeptAnswer; isRepeated: boolean }> {
    const known = await this.#store.begin({
      key: asked.key,
      request: asked.request,
      atMs: asked.nowMs,
      expiredMs: asked.nowMs - ANSWER_LIFE_MS,
    })
    if (known !== null) {
      if (known.request !== asked.request) throw httpFailure('idempotencyKeyReused')
      if (known.answer === null) throw httpFailure('idempotencyUnknown')
      if (known.answer.body === null && asked.tellsSecret) throw httpFailure('idempotencyTold')
      return { answer: known.answer, isRepeated: true }
    }
    let answer: KeptAnswer
    try {
      answer = await act()
    } catch (error) {
      if (!isInDoubt(error)) await this.#store.forget(asked.key)
      throw error
    }
    await this.#store.finish(asked.key, asked.tellsSecret ? { ...answer, body: null } : answer)
    return { answer, isRepeated: false }
  }
}

/** Of src/sql: it may have been carried out. */
function isInDoubt(error: unknown): boolean {
  return error instanceof Failure && error.code === 'commitUnknown'
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
