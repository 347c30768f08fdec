/**
 * A briefing over bad lines, in virtual time: what each slot sends is continuous, nothing is delivered twice, the accounts sum,
 * and what is lost is repaired. All numbers begin just before they wrap. `SEED=n` runs another one, `MINUTES=n` so long.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GOOD_LINE, randomLoss } from '../../town/bots/impairer.ts'
import { Forwarding, type Outcome, type Plan } from './forwarding.ts'

const SEED = Number(process.env.SEED ?? 1)
const MINUTES = Number(process.env.MINUTES ?? 6)

const PLAN: Plan = {
  seed: SEED,
  minutes: MINUTES,
  sources: 3,
  receivers: 2,
  up: GOOD_LINE,
  down: GOOD_LINE,
  changeMs: 40_000,
  blackHole: null,
  restartMs: null,
}

const POOR = { ...GOOD_LINE, loss: randomLoss(0.05), jitterMs: 300 }
const UNORDERED = { ...POOR, reorders: true, duplicates: 0.02 }
const BURSTS = {
  ...GOOD_LINE,
  loss: { good: 0.002, bad: 0.5, toBad: 0.005, toGood: 0.15 },
  jitterMs: 60,
  reorders: true,
  duplicates: 0.01,
  rate: { bitrate: 400_000, queueOctets: 12_000 },
}

/** What of a slot's numbers may never come; null: whatever the line does. */
const PLANS: readonly [string, Partial<Plan>, number | null][] = [
  ['lines that lose nothing', {}, 0],
  ['5 % random loss and 300 ms of jitter on the lines of those who speak', { up: POOR }, 0.001],
  ['5 % random loss and 300 ms of jitter on the lines of those who listen', { down: POOR }, 0.001],
  ['5 % random loss and 300 ms of jitter on all lines', { up: POOR, down: POOR }, 0.001],
  [
    '5 % random loss, 300 ms of jitter that reorders, and repetitions on all lines',
    { up: UNORDERED, down: UNORDERED },
    0.001,
  ],
  [
    'bursts of loss, slow lines, dead lines and sources that restart',
    { up: BURSTS, down: BURSTS, blackHole: { everyMs: 60_000, ms: 4000 }, restartMs: 100_000 },
    null,
  ],
]

function told(outcome: Outcome): string {
  const { numbers, lost, lostAtChange, withheld, roundTripMs, ...counts } = outcome
  const share = (count: number) => `${((count / numbers) * 100).toFixed(4)} %`
  const parts = Object.entries({ ...counts, ...withheld }).map(([name, count]) => `${name} ${count}`)
  return (
    `${numbers} numbers: never came ${lost} (${share(lost)}), ` +
    `at a change of the floor ${lostAtChange} (${share(lostAtChange)}); ` +
    `${parts.join(', ')}; round trip ${roundTripMs.toFixed(0)} ms`
  )
}

for (const [what, plan, most] of PLANS)
  test(`over ${what} each slot’s stream is continuous and the accounts sum`, context => {
    const whole = { ...PLAN, ...plan }
    const outcome = new Forwarding(whole).run()
    context.diagnostic(`SEED=${SEED}, ${MINUTES} min, ${what}: ${told(outcome)}`)
    assert.ok(outcome.numbers > MINUTES * 60 * 150)
    if (most !== null) assert.ok(outcome.lost <= outcome.numbers * most)
    if (outcome.restarts > 0) assert.ok(outcome.withheld.suspect > 0)
    assert.ok(outcome.roundTripMs >= 2 * whole.down.delayMs - 1)
  })
