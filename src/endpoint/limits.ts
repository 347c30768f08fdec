/**
 * The limits of a session, each with its default: nothing waits, grows or repeats without one of these.
 * Milliseconds and counts.
 */
import { endpointFailure } from './failures.ts'

export interface Limits {
  /** Requests that may be in flight. */
  readonly window: number
  /** Requests that may wait for room in the window; one more fails with `smppWaitingFull`. */
  readonly waiting: number
  /** Requests of the peer that our handlers may have in hand; one more is answered with a temporary error. */
  readonly handling: number
  /** From asking to answering: a request that takes longer is unanswered. */
  readonly responseTimeoutMs: number
  /** Silence after which we ask whether the link is alive; no answer within responseTimeoutMs closes it. */
  readonly enquireLinkMs: number
  /** For TCP and TLS together; the bind then has responseTimeoutMs. */
  readonly connectTimeoutMs: number
  /** How long `close` waits for what is in flight before it unbinds. */
  readonly drainMs: number
  /** How long a message of the peer waits for somebody to register a handler for it. */
  readonly handlerGraceMs: number
}

export const DEFAULT_LIMITS: Limits = {
  window: 1000,
  waiting: 100_000,
  handling: 1000,
  responseTimeoutMs: 30_000,
  enquireLinkMs: 15_000,
  connectTimeoutMs: 10_000,
  drainMs: 30_000,
  handlerGraceMs: 2000,
}

const COUNTS_MAX = 10_000_000
/** A day, far below what a timer of Node can hold. */
const MILLIS_MAX = 86_400_000

/** The given limits over the defaults. Fails with `smppOption` for one that is no whole number in its range. */
export function limitsFrom(given: Partial<Limits>): Limits {
  const limits: { -readonly [Name in keyof Limits]: number } = { ...DEFAULT_LIMITS }
  for (const name of Object.keys(DEFAULT_LIMITS) as (keyof Limits)[]) {
    const value = given[name]
    if (value === undefined) continue
    const most = name.endsWith('Ms') ? MILLIS_MAX : COUNTS_MAX
    const least = name === 'waiting' || name === 'drainMs' || name === 'handlerGraceMs' ? 0 : 1
    if (!Number.isInteger(value) || value < least || value > most)
      throw endpointFailure('smppOption', { option: name, why: `it is no whole number from ${least} to ${most}` })
    limits[name] = value
  }
  return limits
}
