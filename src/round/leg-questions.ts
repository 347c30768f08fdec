/**
 * What one machine of a leg asks of its owner by the log's servers, so that nobody else can: a code under the leg's key, an instant, and
 * a name that is heard once.
 *
 * Pure but for the names: the wall clock is an argument. Without a key the code proves nothing, as nothing else of such a log does.
 */
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import type { LegKey } from './entries.ts'

/** So far the clocks of a leg's machines may be apart, and so long a question may be under way. */
const FRESH_MS = 60_000

interface Envelope {
  readonly question: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly once: string
}

export function sealQuestion(question: string, key: LegKey, wallMs: number): string {
  const said = JSON.stringify({ question, at: wallMs, once: randomUUID() } satisfies Envelope)
  return `${codeOf(said, key).toString('hex')} ${said}`
}

/** Reads questions, each of them once. */
export class SealedQuestions {
  readonly #key: LegKey
  readonly #wall: () => number
  #heard = new Map<string, number>()

  constructor(key: LegKey, wall: () => number) {
    this.#key = key
    this.#wall = wall
  }

  /** Null for one that nobody with the key asked just now. */
  open(text: string): string | null {
    const [code, said] = [text.slice(0, 64), text.slice(65)]
    const expected = codeOf(said, this.#key)
    const given = Buffer.from(code, 'hex')
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
    const { question, at, once } = JSON.parse(said) as Envelope
    const now = this.#wall()
    if (Math.abs(now - at) > FRESH_MS || this.#heard.has(once)) return null
    this.#heard.set(once, at)
    for (const [known, when] of this.#heard) {
      if (now - when <= 2 * FRESH_MS) break
      this.#heard.delete(known)
    }
    return question
  }
}

function codeOf(said: string, key: LegKey): Buffer {
  return createHmac('sha256', key).update(said).digest()
}
