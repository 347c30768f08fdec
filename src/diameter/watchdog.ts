/**
 * The watchdog of RFC 3539, section 3.4.1 and appendix A: when to ask a peer whether it is alive, when to take what it
 * owes elsewhere, when to give the connection up, and when to trust it again.
 *
 *               timer, asked        timer
 *     okay ----------------> suspect -------> down <------------------------------+
 *      ^  ^----- heard ---------+              | connection up                    | timer, twice unanswered
 *      +------------- third answer ------- reopen ------------------------------- +
 *
 * Pure: the caller brings time and chance, and does what the step says. The table is the RFC's, row by row.
 */
import type { Millis } from '../base/clock.ts'
import type { Random } from '../base/random.ts'

export type WatchdogIs = 'initial' | 'okay' | 'suspect' | 'down' | 'reopen'

export interface Watchdog {
  readonly is: WatchdogIs
  /** A Device-Watchdog-Request of ours is unanswered. */
  readonly pending: boolean
  readonly answers: number
  readonly due: Millis
}

export type WatchdogStep =
  | 'wait'
  /** Send a Device-Watchdog-Request. */
  | 'ask'
  /** Send what the peer owes an answer for to another one. */
  | 'failover'
  /** The peer may be given requests again. */
  | 'failback'
  | 'close'
  /** Try to connect. */
  | 'open'

export interface WatchdogLimits {
  /** Tw: at least 6 s, 30 s by default. */
  readonly watchdogMs: number
  readonly random: Random
}

/** Tw is varied by so much in either direction, so that many peers do not ask at once. */
const JITTER_MS = 2_000
/** Answers after which a connection that had failed is trusted again. */
const ANSWERS_TO_REOPEN = 3

export function watchdogOf(limits: WatchdogLimits, now: Millis): Watchdog {
  return { is: 'initial', pending: false, answers: 0, due: dueAt(limits, now) }
}

export function connectionUp(dog: Watchdog, limits: WatchdogLimits, now: Millis): [Watchdog, WatchdogStep] {
  const due = dueAt(limits, now)
  if (dog.is === 'initial') return [{ is: 'okay', pending: false, answers: 0, due }, 'failback']
  return [{ is: 'reopen', pending: true, answers: 0, due }, 'ask']
}

export function connectionDown(dog: Watchdog, limits: WatchdogLimits, now: Millis): [Watchdog, WatchdogStep] {
  // A first attempt that failed proves nothing against the peer.
  const is = dog.is === 'initial' ? 'initial' : 'down'
  const next: Watchdog = { is, pending: false, answers: 0, due: dueAt(limits, now) }
  return [next, dog.is === 'okay' ? 'failover' : 'wait']
}

/** Any message but a Device-Watchdog-Answer. */
export function heard(dog: Watchdog, limits: WatchdogLimits, now: Millis): [Watchdog, WatchdogStep] {
  if (dog.is === 'okay') return [{ ...dog, due: dueAt(limits, now) }, 'wait']
  if (dog.is === 'suspect') return [{ ...dog, is: 'okay', due: dueAt(limits, now) }, 'failback']
  return [dog, 'wait']
}

/** A Device-Watchdog-Answer. */
export function answered(dog: Watchdog, limits: WatchdogLimits, now: Millis): [Watchdog, WatchdogStep] {
  if (dog.is !== 'reopen') return heard({ ...dog, pending: false }, limits, now)
  const answers = dog.answers + 1
  if (answers < ANSWERS_TO_REOPEN) return [{ ...dog, pending: false, answers }, 'wait']
  return [{ ...dog, is: 'okay', pending: false, answers }, 'failback']
}

export function tick(dog: Watchdog, limits: WatchdogLimits, now: Millis): [Watchdog, WatchdogStep] {
  if (now < dog.due) return [dog, 'wait']
  const due = dueAt(limits, now)
  switch (dog.is) {
    case 'initial':
    case 'down':
      return [{ ...dog, due }, 'open']
    case 'okay':
      if (!dog.pending) return [{ ...dog, pending: true, due }, 'ask']
      return [{ ...dog, is: 'suspect', due }, 'failover']
    case 'suspect':
      return [{ ...dog, is: 'down', pending: false, due }, 'close']
    case 'reopen':
      if (!dog.pending) return [{ ...dog, pending: true, due }, 'ask']
      if (dog.answers < 0) return [{ ...dog, is: 'down', pending: false, due }, 'close']
      return [{ ...dog, answers: -1, due }, 'wait']
  }
}

function dueAt({ watchdogMs, random }: WatchdogLimits, now: Millis): Millis {
  return (now + watchdogMs - JITTER_MS + random.below(2 * JITTER_MS + 1)) as Millis
}
