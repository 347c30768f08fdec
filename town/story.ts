/**
 * What the people do in each round, beside the everyday: pure tables.
 *
 *   round   what is shown
 *   1       sent back once with a reason, mended, approved; an exercise on the staff's test numbers first; a canary
 *   2       a centre breaks its connection (mishaps.ts); what was lost goes out once more
 *   3       a node is killed and started again
 *   4       paused in the middle, and resumed
 *   5       nothing out of the ordinary
 */

import type { RoundContent } from '../src/areas/rounds/model.ts'
import { PLAIN_CONTENT } from '../src/areas/rounds/plain-content.ts'
import { DEMO_MESSAGE } from './message.ts'
import type { DemoOperator } from './operators.ts'

export interface Script {
  readonly isReturnedFirst: boolean
  readonly hasExercise: boolean
  /** Subscribers of each operator that go first; 0 is none. */
  readonly canary: number
  readonly isPaused: boolean
  /** Careful rounds ask every receipt, and send once more what nobody answered. */
  readonly isCareful: boolean
}

const PLAIN: Script = { isReturnedFirst: false, hasExercise: false, canary: 0, isPaused: false, isCareful: false }

/** By round, from 1. */
const SCRIPTS: Readonly<Record<number, Partial<Script>>> = {
  1: { isReturnedFirst: true, hasExercise: true, canary: 100 },
  2: { isCareful: true },
  3: { isCareful: true },
  4: { isPaused: true },
}

export function scriptOf(round: number): Script {
  return { ...PLAIN, ...SCRIPTS[round] }
}

/** Receipts that a round asks of each subscriber. */
export function receiptsEach(script: Script, segmentsEach: number): number {
  return script.isCareful ? segmentsEach : 1
}

/** What goes wrong with the first draft: the second hotline is missing from it. */
export const FIRST_DRAFT = DEMO_MESSAGE.replace(' hoặc 19009095', '')
export const RETURN_REASON = 'Thiếu số đường dây nóng thứ hai (19009095)'

/** Receipts that never come end a round after this. None is lost here. */
const RECEIPT_WAIT_SECONDS = 120

export function contentOf(
  round: number,
  operators: readonly DemoOperator[],
  text: string = DEMO_MESSAGE,
): RoundContent {
  const { isCareful, canary, hasExercise } = scriptOf(round)
  return {
    ...PLAIN_CONTENT,
    title: `Khuyến cáo phòng, chống dịch, đợt ${round}`,
    messages: [{ variants: [{ language: 'vi', text }] }],
    operators: operators.map(({ id }) => id),
    sending: {
      ...PLAIN_CONTENT.sending,
      receipts: isCareful ? 'all' : 'last',
      receiptWaitSeconds: RECEIPT_WAIT_SECONDS,
      uncertain: isCareful ? 'resend' : 'hold',
      canary,
    },
    exerciseFirst: hasExercise,
  }
}
