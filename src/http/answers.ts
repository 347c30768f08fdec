/**
 * Idempotency keys: the same request with the same key has the same answer, once it has been carried out once, whichever of the
 * server's processes it comes to.
 *
 *   first ──► begun (in the store, before the use case) ──► done, answer kept for a day
 *   again while at work, here or in another process ──► waits for the same answer
 *   again, nothing of it written for a while ──► carried out here; what the other process might still write of it is refused
 *   again with another body ──► idempotencyKeyReused
 *   again, written, and no answer for long: its process died in between ──► idempotencyUnknown: nobody can say what it answered
 *
 * Only digests of keys and requests are kept, and no answer that holds a secret.
 */

import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { Failure } from '../base/failure.ts'
import { httpFailure } from './failures.ts'

export const ANSWER_LIFE_MS = 24 * 3_600_000

export interface KeptAnswer {
  readonly status: number
  /** Null: it held a secret. */
  readonly body: string | null
}

export interface FoundRequest {
  readonly request: string
  /** Null: it is at work, or whoever was at it has died. */
  readonly answer: KeptAnswer | null
  /** Who is at it. Null: it was begun before that was kept. */
  readonly process: string | null
}

export interface AnswerStore {
  /** By which its rows are known. */
  readonly process: string
  /** Puts a beginning, unless the key is there already: then what is there. Forgets those begun before `expiredMs`. */
  begin(row: { key: string; request: string; atMs: number; expiredMs: number }): Promise<FoundRequest | null>
  /** Null: it failed, and was forgotten. */
  look(key: string): Promise<FoundRequest | null>
  /** False: something of it is written already, it has an answer, or another took it. */
  takeOver(key: string, from: string): Promise<boolean>
  /** What it writes is written as long as no other process has taken it over: else it fails with overtaken. */
  carryOut<Result>(key: string, act: () => Promise<Result>): Promise<Result>
  finish(key: string, answer: KeptAnswer): Promise<void>
  forget(key: string): Promise<void>
}

/** Nothing of it was written for so long: whoever was at it may have died, and it is safe to take it over even if not. */
const TAKE_OVER_MS = 2000
/** As long as one who asks again waits for an answer. */
const GIVE_UP_MS = 20_000
const AGAIN_MS = 100
/** An answer that could not be kept is tried to be kept so often: longer than a database's change of servers takes. */
const KEEP_AGAIN_MS = 1000
const KEEP_TRIES = 60

const KEY = /^[\x21-\x7e]{8,128}$/

interface Asked {
  readonly caller: string
  readonly key: string
  readonly request: string
  readonly tellsSecret: boolean
  readonly nowMs: number
}

type Answered = KeptAnswer & { readonly isRepeated: boolean }

export class Answers {
  readonly #store: AnswerStore
  readonly #pause: (ms: number) => Promise<void>
  readonly #atWork = new Map<string, { request: string; done: Promise<KeptAnswer> }>()

  constructor(
    store: AnswerStore,
    pause = async (ms: number): Promise<void> => await wait(ms, undefined, { ref: false }),
  ) {
    this.#store = store
    this.#pause = pause
  }

  /** The answer of `act`, or what it answered before. */
  async once(given: Asked, act: () => Promise<KeptAnswer>): Promise<Answered> {
    if (!KEY.test(given.key)) throw httpFailure('idempotencyKeyMissing')
    const key = digest(`${given.caller}\n${given.key}`)
    const asked = { ...given, key, request: digest(given.request) }
    const atWork = this.#atWork.get(key)
    if (atWork !== undefined) {
      if (atWork.request !== asked.request) throw httpFailure('idempotencyKeyReused')
      return { ...(await atWork.done), isRepeated: true }
    }
    const done = this.#first(asked, act)
    done.catch(() => {})
    this.#atWork.set(key, { request: asked.request, done })
    const over = () => void this.#atWork.delete(key)
    try {
      const answer = await done
      if (answer.isRepeated || (await this.#isKept(asked, answer))) over()
      else void this.#keepLater(asked, answer).then(over)
      return answer
    } catch (error) {
      over()
      throw error
    }
  }

  async #first(asked: Asked, act: () => Promise<KeptAnswer>): Promise<Answered> {
    for (;;) {
      const known = await this.#beginOrWait(asked)
      if (known !== null) return { ...known, isRepeated: true }
      try {
        return { ...(await this.#store.carryOut(asked.key, act)), isRepeated: false }
      } catch (error) {
        const code = error instanceof Failure ? error.code : ''
        // Of src/sql: the first is another process's now, which answers; of the second nobody knows yet.
        if (code === 'overtaken') continue
        if (code !== 'commitUnknown') await this.#store.forget(asked.key).catch(() => {})
        throw error
      }
    }
  }

  /** What it was answered before, as soon as it is; null: it is to be carried out here. */
  async #beginOrWait(asked: Asked): Promise<KeptAnswer | null> {
    const { key, request, nowMs } = asked
    let at: string | null = null
    let sinceMs = 0
    for (let waitedMs = 0; ; waitedMs += AGAIN_MS) {
      const begin = async () =>
        await this.#store.begin({ key, request, atMs: nowMs, expiredMs: nowMs - ANSWER_LIFE_MS })
      const found = waitedMs === 0 ? await begin() : ((await this.#store.look(key)) ?? (await begin()))
      if (found === null) return null
      if (found.request !== request) throw httpFailure('idempotencyKeyReused')
      if (found.answer !== null) {
        if (found.answer.body === null && asked.tellsSecret) throw httpFailure('idempotencyTold')
        return found.answer
      }
      if (found.process === null || waitedMs >= GIVE_UP_MS) throw httpFailure('idempotencyUnknown')
      if (found.process !== at) sinceMs = waitedMs
      at = found.process
      // One of ours that is not at work is left from when it could not be forgotten.
      const isLeft = at === this.#store.process || waitedMs - sinceMs >= TAKE_OVER_MS
      if (isLeft && (await this.#store.takeOver(key, at))) return null
      await this.#pause(AGAIN_MS)
    }
  }

  async #isKept({ key, tellsSecret }: Asked, { status, body }: KeptAnswer): Promise<boolean> {
    try {
      await this.#store.finish(key, { status, body: tellsSecret ? null : body })
      return true
    } catch {
      return false
    }
  }

  /** It was carried out, and whoever asked is answered, also where the database went away at that moment. */
  async #keepLater(asked: Asked, answer: KeptAnswer): Promise<void> {
    for (let tried = 1; tried < KEEP_TRIES; tried++) {
      await this.#pause(KEEP_AGAIN_MS)
      if (await this.#isKept(asked, answer)) return
    }
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
