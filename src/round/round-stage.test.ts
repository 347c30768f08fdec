import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type Ending,
  type GoingStage,
  isGoing,
  nextStage,
  type RoundStage,
  stateOf,
  storedStateOf,
  WALKING,
} from './round-stage.ts'

const WAITING: GoingStage = { is: 'waiting' }
const RESENDING: GoingStage = { is: 'resending', notBefore: 500 }
const ENTERED: GoingStage = { is: 'resending', notBefore: 1030 }

interface Given {
  readonly sent?: boolean
  readonly resend?: boolean
  readonly receipts?: boolean
}

const STEPS: readonly (readonly [string, GoingStage, Given, GoingStage | null])[] = [
  ['something is to be written', WALKING, { receipts: true }, WALKING],
  ['a late answer asks for another try', WAITING, { receipts: true }, WALKING],
  ['some are uncertain, others are to be written', WALKING, { resend: true }, WALKING],
  ['all was sent, some are uncertain', WALKING, { sent: true, resend: true }, ENTERED],
  ['somebody became uncertain by waiting', WAITING, { sent: true, resend: true }, ENTERED],
  ['it is not time to resend', RESENDING, { sent: true, resend: true }, RESENDING],
  ['what goes once more is on its way', RESENDING, { receipts: true }, RESENDING],
  ['all was resent, receipts are missing', RESENDING, { sent: true, receipts: true }, WAITING],
  ['all was resent', RESENDING, { sent: true }, null],
  ['all was sent, receipts are missing', WALKING, { sent: true, receipts: true }, WAITING],
  ['receipts are still missing', WAITING, { sent: true, receipts: true }, WAITING],
  ['the last receipt is in', WAITING, { sent: true }, null],
]
for (const [name, from, { sent = false, resend = false, receipts = false }, to] of STEPS)
  test(`${name}: a round that is ${from.is} is ${to?.is ?? 'finished'}`, () => {
    const facts = { isAllSent: sent, mayResend: resend, awaitsReceipts: () => receipts, uncertainWaitMs: 30 }
    assert.deepEqual(nextStage(from, facts, 1000), to)
  })

const STOPPED: Ending = { is: 'stopped' }
const SAYINGS: readonly (readonly [RoundStage, 'run' | 'pause', string, string])[] = [
  [WALKING, 'run', 'running', 'running'],
  [WALKING, 'pause', 'paused', 'paused'],
  [RESENDING, 'run', 'running', 'running'],
  [RESENDING, 'pause', 'paused', 'paused'],
  [WAITING, 'run', 'waiting', 'waiting'],
  [WAITING, 'pause', 'paused', 'paused'],
  [{ is: 'draining', ending: STOPPED, shown: 'paused' }, 'pause', 'paused', 'stopped'],
  [{ is: 'unbinding', ending: STOPPED, shown: 'running' }, 'run', 'running', 'stopped'],
  [{ is: 'draining', ending: { is: 'window-over' }, shown: 'running' }, 'run', 'running', 'running'],
  [{ is: 'ended', ending: STOPPED, endedAt: 1 }, 'run', 'stopped', 'stopped'],
  [{ is: 'ended', ending: { is: 'finished' }, endedAt: 1 }, 'run', 'finished', 'finished'],
  [{ is: 'ended', ending: { is: 'disk', why: '' }, endedAt: 1 }, 'run', 'interrupted', 'interrupted'],
  [{ is: 'ended', ending: { is: 'window-over' }, endedAt: 1 }, 'run', 'interrupted', 'interrupted'],
]
for (const [stage, wish, said, stored] of SAYINGS)
  test(`a round that is ${JSON.stringify(stage)}, with the wish to ${wish}, is said to be ${said} and stored as ${stored}`, () => {
    assert.equal(stateOf(stage, wish), said)
    assert.equal(storedStateOf(stage, wish), stored)
    assert.equal(isGoing(stage), !('ending' in stage))
  })
