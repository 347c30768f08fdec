/**
 * The stages of a round, and what is said of them.
 *
 *   walking ──all sent──► resending ──all sent──► waiting ──► (finished)
 *      ▲  └────────────── waiting ◄── no policy `resend`, or nothing uncertain
 *      └── a late answer asks for another try
 *
 *   any of them ──an ending──► draining ──answers in, last sync──► unbinding ──► ended
 *
 * Sent: written, and every answer is in or given up. Pure.
 */
import type { RoundState } from './snapshot.ts'

export type Wish = 'run' | 'pause' | 'stop' | 'interrupt'

export type Ending =
  | { is: 'finished' | 'stopped' | 'interrupted' | 'window-over' }
  | { is: 'not-bound'; why: string }
  | { is: 'disk'; why: string }
  /** Another process owns the leg by now: nothing is drained, and stored is only that. `by`: its name; null: not known. */
  | { is: 'fenced'; by: string | null }
  /** The log of the leg is not what it was. */
  | { is: 'log-broken'; why: string }

/** Something is to be done yet. */
export type GoingStage =
  | { readonly is: 'walking' }
  /** Until then there is time for late answers; from then on what has no known answer goes once more. */
  | { readonly is: 'resending'; readonly notBefore: number }
  /** For receipts. */
  | { readonly is: 'waiting' }

/** `shown`: what was said of it when the ending came. */
interface EndingStage {
  readonly ending: Ending
  readonly shown: RoundState
}

/** Where a round is on its way from the first message to its end. `endedAt` in milliseconds since 1970. */
export type RoundStage =
  | GoingStage
  | ({ readonly is: 'draining' | 'unbinding' } & EndingStage)
  | { readonly is: 'ended'; readonly ending: Ending; readonly endedAt: number }

export const WALKING: GoingStage = { is: 'walking' }

/** What decides where a round goes that nobody has paused. */
export interface StageFacts {
  readonly isAllSent: boolean
  /** Somebody is uncertain, the policy says `resend`, it has not been done, and it is not too late for it. */
  readonly mayResend: boolean
  readonly awaitsReceipts: () => boolean
  readonly uncertainWaitMs: number
}

/** Null: finished. `now` in milliseconds. */
export function nextStage(stage: GoingStage, facts: StageFacts, now: number): GoingStage | null {
  if (!facts.isAllSent) return stage.is === 'resending' ? stage : WALKING
  if (facts.mayResend)
    return stage.is === 'resending' ? stage : { is: 'resending', notBefore: now + facts.uncertainWaitMs }
  return facts.awaitsReceipts() ? { is: 'waiting' } : null
}

export function isGoing(stage: RoundStage): stage is GoingStage {
  return stage.is === 'walking' || stage.is === 'resending' || stage.is === 'waiting'
}

/** What is said of a round. */
export function stateOf(stage: RoundStage, wish: 'run' | 'pause'): RoundState {
  switch (stage.is) {
    case 'walking':
    case 'resending':
      return wish === 'pause' ? 'paused' : 'running'
    case 'waiting':
      return wish === 'pause' ? 'paused' : 'waiting'
    case 'draining':
    case 'unbinding':
      return stage.shown
    case 'ended':
      return endStateOf(stage.ending)
  }
}

/** What the ledger says of it. Once it is asked, a stop holds: also where the process is killed before it has drained. */
export function storedStateOf(stage: RoundStage, wish: 'run' | 'pause'): RoundState {
  const isStopped = !isGoing(stage) && stage.ending.is === 'stopped'
  return isStopped ? 'stopped' : stateOf(stage, wish)
}

function endStateOf({ is }: Ending): RoundState {
  if (is === 'fenced') return 'fenced'
  return is === 'finished' || is === 'stopped' ? is : 'interrupted'
}
