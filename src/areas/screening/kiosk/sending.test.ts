/** When the tablet sends, against a clock and an outbox that the test holds. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Sent } from './outbox.ts'
import { Sending } from './sending.ts'

const SENT: Sent = { is: 'sent', taken: { now: '', outcomes: [] }, skewMs: 0 }

function tablet(answers: readonly (Sent | null)[], unsent: readonly number[] = []) {
  const state = { now: 1_000_000, isEnrolled: true, isOnline: true, sends: 0 }
  const sending = new Sending({
    send: async () => {
      const answer = answers[state.sends++]
      return answer === undefined ? SENT : answer
    },
    counts: async () => ({ unsent: unsent[state.sends - 1] ?? 0, refused: 0 }),
    tell: async () => undefined,
    isEnrolled: () => state.isEnrolled,
    isOnline: () => state.isOnline,
    now: () => state.now,
  })
  return { sending, state }
}

/** Everything that follows without time going on. */
const settled = async () => await new Promise(resolve => setImmediate(resolve))

for (const [what, answers, unsent, waitMs, sends] of [
  ['nothing is left', [SENT], [], 60_000, 1],
  ['more is left', [SENT, SENT, SENT], [150, 50, 0], 60_000, 3],
  ['there was no answer', [{ is: 'unanswered', againMs: 2000 }], [], 2000, 1],
  ['the token counts no more', [{ is: 'unknown' }], [], 60_000, 1],
  ['another tab is sending', [null], [], 1000, 1],
] as const)
  test(`when ${what} the tablet has sent ${sends} times and sends again after ${waitMs} ms`, async () => {
    const { sending, state } = tablet(answers, unsent)
    sending.sendNow()
    await settled()
    assert.equal(state.sends, sends)
    state.now += waitMs - 1
    await sending.sendWhenDue()
    assert.equal(state.sends, sends, 'not yet')
    state.now += 1
    await sending.sendWhenDue()
    assert.equal(state.sends, sends + 1)
  })

test('a reason to send that comes while the tablet is sending is not forgotten', async () => {
  const { sending, state } = tablet([{ is: 'unanswered', againMs: 30_000 }])
  sending.sendNow()
  sending.sendNow()
  await settled()
  assert.equal(state.sends, 2)
})

test('without a token the tablet sends nothing', async () => {
  const { sending, state } = tablet([])
  state.isEnrolled = false
  sending.sendNow()
  await settled()
  assert.equal(state.sends, 0)
})
