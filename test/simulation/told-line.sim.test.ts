/**
 * Lines of which their receivers tell what came of each number, in virtual time (`poor-line.ts`): the class is by our own estimate.
 *
 * `SEED=n` begins with other numbers, and loses others of its packets.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LineClass } from '../../src/rtp/downlink.ts'
import { GOOD_LINE, type Line, randomLoss } from '../../town/bots/impairer.ts'
import { howMany, isMore, testMore } from '../parts.ts'
import {
  gathered,
  LATE_MS,
  LIVELY,
  type Listener,
  listened,
  type Outcome,
  slow,
  VOICE_20,
  VOICE_60,
} from './poor-line.ts'
import type { Stream } from './sending.ts'

const SEED = Number(process.env.SEED ?? 1)
const SEEDS = howMany(1, 20)

/** Each speaker's pictures at first, and two at each of seven turns. */
const ASKED_MAX = 36
const SEVERAL = Array.from({ length: SEEDS }, (_, at) => SEED + at)

/** Whatever the line: no class is lost, and so no voice of the floor is cut, while it loses nothing and lets nothing wait. */
function told(line: Line, options: Partial<Listener>): Outcome {
  const outcome = listened(line, { from: 'A', voice: VOICE_20, seed: SEED, lastsMs: 30_000, tells: true, ...options })
  assert.deepEqual(outcome.fellForNothing, [], `SEED=${options.seed ?? SEED}`)
  return outcome
}

const mean = (outcomes: readonly Outcome[], of: (outcome: Outcome) => number) =>
  outcomes.reduce((sum, outcome) => sum + of(outcome), 0) / outcomes.length

const said = ({ seconds, lost, waitedMs }: Pick<Outcome, 'seconds' | 'lost' | 'waitedMs'>) =>
  `${seconds}, ${(100 * lost).toFixed(2)} % lost, waited ${Math.round(waitedMs)} ms`

const LINES: readonly [number, LineClass, Listener['voice']][] = [
  [64, 'D', VOICE_60],
  [256, 'C', VOICE_20],
  [1000, 'B', VOICE_20],
  [5000, 'A', VOICE_20],
]

for (const [at, [kbits, to, voice]] of LINES.entries())
  for (const from of ['A', 'D'] as const) {
    // Of `npm test` each class once, from above and from below in turn.
    const when = from === 'AD'[at % 2] ? test : testMore
    when(`a line of ${kbits} kbit/s that was thought to be ${from} is ${to} after half a minute`, context => {
      for (const seed of SEVERAL) {
        const queueMs = [150, 400, 1000][seed % 3]
        const line = { ...slow(kbits, queueMs), jitterMs: seed % 4 }
        const outcome = told(line, { from, voice, seed })
        context.diagnostic(`SEED=${seed}, a queue of ${queueMs} ms: ${said(outcome)}`)
        assert.equal(outcome.is, to, `SEED=${seed}`)
      }
    })
  }

for (const [kbits, halved, to, when] of [
  [1000, 500, 'C', test],
  [1300, 650, 'C', testMore],
  [2000, 1000, 'B', test],
  [256, 128, 'D', test],
] as const)
  when(`a line of ${kbits} kbit/s that carries half from one moment on loses hardly a packet of the voice`, context => {
    const outcomes = SEVERAL.map(seed =>
      told(
        { ...slow(kbits, 400), jitterMs: seed % 4 },
        {
          from: 'D',
          lastsMs: 60_000,
          seed,
          later: [{ ms: 20_000 + 37 * seed, line: { ...slow(halved, 400), jitterMs: seed % 4 } }],
        },
      ),
    )
    context.diagnostic(said(outcomes[0]))
    const worst = Math.max(...outcomes.map(({ lost }) => lost))
    const percent = (share: number) => `${(100 * share).toFixed(2)} %`
    context.diagnostic(`of ${SEEDS}: ${percent(mean(outcomes, ({ lost }) => lost))} lost, ${percent(worst)} at most`)
    assert.deepEqual(
      outcomes.map(({ is }) => is),
      SEVERAL.map(() => to),
    )
    assert.ok(worst <= 0.005, percent(worst))
  })

for (const [hangMs, when] of [
  [100, testMore],
  [300, test],
] as const)
  when(`a good line to a computer that hangs for ${hangMs} ms in each second is never thought to be poor`, context => {
    for (const line of [GOOD_LINE, slow(20_000, 200)])
      for (const seed of SEVERAL) {
        const hangs = (ms: number) => (ms + 370 * seed) % 1000 < hangMs
        const outcome = told(line, { from: 'A', hangs, lastsMs: 60_000, seed })
        context.diagnostic(`SEED=${seed}: ${said(outcome)}`)
        assert.deepEqual([outcome.worst, outcome.lost], ['A', 0])
      }
  })

test('a good line to a computer that hangs comes to what it carries all the same', context => {
  const outcome = told(GOOD_LINE, { from: 'D', hangs: ms => ms % 1000 < 100, lastsMs: 20_000 })
  context.diagnostic(said(outcome))
  assert.equal(outcome.is, 'A')
})

test('voices are repeated on a line that loses one in twenty where it has room for them, and not where it has none', context => {
  for (const [kbits, voice, repeats] of [
    [64, VOICE_60, false],
    [1000, VOICE_20, true],
  ] as const) {
    const outcome = told({ ...slow(kbits, 400), loss: randomLoss(1 / 20) }, { from: 'D', voice })
    context.diagnostic(said(outcome))
    assert.equal(outcome.repeated > 0, repeats)
    assert.equal(outcome.is, repeats ? 'C' : 'D')
  }
})

test('a line that was poor for ten seconds has its class again within ten more', context => {
  for (const kbits of isMore ? [2500, 5000] : [2500]) {
    const outcomes = SEVERAL.map(seed =>
      told(slow(64, 400), {
        from: 'D',
        voice: VOICE_60,
        lastsMs: 22_000,
        seed,
        later: [{ ms: 12_000 + 37 * seed, line: { ...slow(kbits, 400), jitterMs: seed % 4 } }],
      }),
    )
    context.diagnostic(`${kbits} kbit/s: ${outcomes.map(({ seconds }) => seconds).join(' ')}`)
    assert.deepEqual(new Set(outcomes.map(({ is }) => is)), new Set(['A']))
  }
})

test('a class that was lost on trial is tried again later, and those below it at once', context => {
  const outcome = told(slow(2600, 400), {
    from: 'D',
    lastsMs: 24_000,
    later: [
      { ms: 5000, line: slow(60, 400) },
      { ms: 12_000, line: slow(2600, 400) },
    ],
  })
  context.diagnostic(said(outcome))
  const at = (second: number) => outcome.seconds[second - 1]
  assert.deepEqual([at(5), at(10), at(15), outcome.is], ['A', 'D', 'B', 'A'])
})

for (const [kbits, queueMs, when] of [
  [1000, 50, test],
  [1000, 100, testMore],
  [1000, 400, testMore],
  [2500, 50, testMore],
  [2500, 100, testMore],
] as const)
  when(
    `key frames on a line of ${kbits} kbit/s with a queue of ${queueMs} ms cost no voice, and are hardly asked for again`,
    context => {
      const outcomes = SEVERAL.map(seed =>
        told(
          { ...slow(kbits, queueMs), jitterMs: seed % 4 },
          { from: 'D', lastsMs: 40_000, turnMs: 5000, seed, pictures: LIVELY },
        ),
      )
      const asked = mean(outcomes, outcome => outcome.asked)
      const late = mean(outcomes, outcome => outcome.late)
      context.diagnostic(
        `${asked} asked for, ${late} of the voice above ${LATE_MS} ms, ` +
          `${mean(outcomes, ({ waitedMs }) => waitedMs).toFixed(0)} ms at most, ` +
          `${mean(outcomes, ({ overrun }) => overrun)} lost for want of room, ${outcomes[0].seconds}`,
      )
      assert.ok(outcomes.every(({ lost }) => lost === 0))
      assert.ok(asked <= ASKED_MAX && late <= 2, `${asked} asked for, ${late} late`)
    },
  )

test('a line that cannot carry what is asked for again is not flooded with it', context => {
  for (const seed of SEVERAL) {
    const outcome = told(slow(1000, 100), { from: 'A', seed, pictures: LIVELY })
    const [sent] = [outcome.moments.slice(30).map(moment => moment.sent)]
    const bitrate = sent.reduce((sum, one) => sum + one, 0) / sent.length
    context.diagnostic(`SEED=${seed}: ${said(outcome)}, ${Math.round(bitrate / 1000)} kbit/s sent`)
    assert.equal(outcome.is, 'B')
    assert.ok(bitrate < 1_000_000, String(bitrate))
  }
})

test('a shared screen comes at once on a good line, of which nobody knows yet how much it carries', context => {
  // Its first picture comes after six seconds.
  const screen: Stream = { kind: 'screen', frameMs: 6000, octets: 1000, packets: 2, keyPackets: 250 }
  const pictures = LIVELY.map((streams, at) => (at === 1 ? [...streams, screen] : streams))
  const outcome = told(slow(20_000, 200), { from: 'A', pictures })
  context.diagnostic(`${said(outcome)}, ${outcome.unsent} given up, ${outcome.asked} asked for`)
  assert.deepEqual([outcome.worst, outcome.unsent], ['A', 0])
})

test('a queue of a second goes away within some seconds, for pictures are given up', context => {
  const { moments, ...outcome } = told(slow(1000, 1000), { from: 'A', pictures: LIVELY })
  const last = moments.findLast(({ queuedMs }) => queuedMs >= 500)
  context.diagnostic(`${said(outcome)}, above half a second until ${last?.ms} ms`)
  assert.ok((last?.ms ?? 0) < 6000)
})

testMore('of 24 sites on lines of 5 Mbit/s, three of which speak, every one is A after half a minute', context => {
  for (let seed = SEED; seed < SEED + SEEDS; seed++) {
    const classes = gathered({ ...slow(5000, [150, 400, 1000][seed % 3]), jitterMs: seed % 4 }, seed)
    context.diagnostic(`SEED=${seed}: ${classes}`)
    assert.equal(classes, 'A'.repeat(24))
  }
})
