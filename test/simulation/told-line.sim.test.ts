/**
 * Lines of which their receivers tell what came of each number, in virtual time (`poor-line.ts`): the class is by our own estimate.
 *
 * `SEED=n` begins with other numbers, and loses others of its packets.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GOOD_LINE, type Line, randomLoss } from '../../src/app/bots/impairer.ts'
import type { LineClass } from '../../src/rtp/downlink.ts'
import { howMany } from '../parts.ts'
import { type Listener, listened, type Outcome, slow, VOICE_20, VOICE_60 } from './poor-line.ts'

const SEED = Number(process.env.SEED ?? 1)
const SEEDS = howMany(2, 20)

function told(line: Line, options: Partial<Listener>): Outcome {
  return listened(line, {
    ...{ from: 'A', voice: VOICE_20, seed: SEED, lastsMs: 30_000, tells: true },
    ...options,
  })
}

const said = ({ seconds, lost, waitedMs }: Outcome) =>
  `${seconds}, ${(100 * lost).toFixed(2)} % lost, waited ${Math.round(waitedMs)} ms`

const LINES: readonly [number, LineClass, Listener['voice']][] = [
  [64, 'D', VOICE_60],
  [256, 'C', VOICE_20],
  [1000, 'B', VOICE_20],
  [5000, 'A', VOICE_20],
]

for (const [kbits, to, voice] of LINES)
  for (const from of ['A', 'D'] as const)
    test(`a line of ${kbits} kbit/s that was thought to be ${from} is ${to} after half a minute`, context => {
      for (let seed = SEED; seed < SEED + SEEDS; seed++) {
        const queueMs = [150, 400, 1000][seed % 3]
        const line = { ...slow(kbits, queueMs), jitterMs: seed % 4 }
        const outcome = told(line, { from, voice, seed })
        context.diagnostic(`SEED=${seed}, a queue of ${queueMs} ms: ${said(outcome)}`)
        assert.equal(outcome.is, to, `SEED=${seed}`)
      }
    })

for (const [kbits, halved, to] of [
  [1000, 500, 'C'],
  [1300, 650, 'C'],
  [2000, 1000, 'B'],
  [256, 128, 'D'],
] as const)
  test(`a line of ${kbits} kbit/s that carries half from one moment on loses hardly a packet of the voice`, context => {
    const outcome = told(slow(kbits, 400), {
      ...{ from: 'D', lastsMs: 60_000 },
      later: { ms: 20_000, line: slow(halved, 400) },
    })
    context.diagnostic(said(outcome))
    assert.equal(outcome.is, to)
    assert.ok(outcome.lost <= 0.005, said(outcome))
  })

for (const hangMs of [100, 300])
  test(`a good line to a computer that hangs for ${hangMs} ms in each second is never thought to be poor`, context => {
    for (const line of [GOOD_LINE, slow(20_000, 200)])
      for (const phase of [0, 370]) {
        const hangs = (ms: number) => (ms + phase) % 1000 < hangMs
        const outcome = told(line, { from: 'A', hangs, lastsMs: 60_000 })
        context.diagnostic(said(outcome))
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
  }
})

test('a line that was poor for ten seconds has its class again within ten more', context => {
  for (const kbits of [2500, 5000]) {
    const outcome = told(slow(64, 400), {
      ...{ from: 'D', voice: VOICE_60, lastsMs: 22_000 },
      later: { ms: 12_000, line: slow(kbits, 400) },
    })
    context.diagnostic(said(outcome))
    assert.equal(outcome.is, 'A')
  }
})
