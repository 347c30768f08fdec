/**
 * What the demo waits for: asked again and again while anything moves, shown while it goes on, named where nothing moves any more.
 *
 *   untilThere(what, act) ── act is null ──► again ── it is there ──► its result
 *                                  └── no answer of the authority's has differed for STILL_MS ──► demoSilent, by name
 */

import type { Failure, Language } from '../src/base/failure.ts'
import { demoFailure } from './failures.ts'

/** In both languages, but for names that are the same in each. */
export type Wait = string | Readonly<Record<Language, string>>

const AGAIN_MS = 100
/** Nothing that was looked at has changed for so long: what is waited for does not come. */
const STILL_MS = 60_000
/** However much changes meanwhile. */
const LONGEST_MS = 900_000

/** When an answer last differed from the one before it, whoever asked: on a machine that has much else to do all takes longer. */
class Moves {
  readonly #last = new Map<string, string>()
  #at = Number.NEGATIVE_INFINITY

  see(url: string, answer: string): void {
    if (this.#last.get(url) === answer) return
    this.#last.set(url, answer)
    this.#at = performance.now()
  }

  get at(): number {
    return this.#at
  }
}

export const moves = new Moves()

const waits = new Set<{ readonly what: Wait; readonly began: number }>()

/** The same act again while its answer is null. Fails with demoSilent where nothing has moved for `stillMs`. */
export async function untilThere<T>(what: Wait, act: () => Promise<T | null>, stillMs = STILL_MS): Promise<T> {
  const began = performance.now()
  const wait = { what, began }
  const isDue = (now: number) => now - Math.max(began, moves.at) < stillMs && now - began < LONGEST_MS
  waits.add(wait)
  try {
    while (isDue(performance.now())) {
      const result = await act()
      if (result !== null) return result
      await new Promise(done => setTimeout(done, AGAIN_MS))
    }
  } finally {
    waits.delete(wait)
  }
  throw silent(what)
}

/** Longer than an answer takes on any machine: a server that has ended refuses at once. */
const ANSWER_MS = 300_000

/** Fails with demoSilent, by its path, where no whole answer comes. Events go on until `asked.signal` ends them. */
export async function answerFrom(address: string, asked: RequestInit = {}, withinMs = ANSWER_MS): Promise<Response> {
  const patience = new AbortController()
  const late = setTimeout(() => patience.abort(silent(new URL(address).pathname)), withinMs).unref()
  const signals = [patience.signal, ...(asked.signal ? [asked.signal] : [])]
  const answer = await fetch(address, { ...asked, signal: AbortSignal.any(signals) })
  if (answer.headers.get('content-type')?.startsWith('text/event-stream') === true) clearTimeout(late)
  return answer
}

/** What has been waited for longest, of what is waited for since `ms`. */
export function awaitedFor(ms: number, language: Language): string | null {
  const now = performance.now()
  const [longest] = [...waits].filter(({ began }) => now - began >= ms)
  return longest === undefined ? null : named(longest.what, language)
}

/** It did not come. */
export function silent(what: Wait): Failure {
  return demoFailure('demoSilent', { vi: named(what, 'vi'), en: named(what, 'en') })
}

function named(what: Wait, language: Language): string {
  return typeof what === 'string' ? what : what[language]
}
