/**
 * Poor lines in virtual time, of receivers that estimate their line themselves (`poor-line.ts`): the voice has no gap while they are
 * tried, and they come to what they carry.
 *
 * `SEED=n` loses others of its packets.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LineClass } from '../../src/rtp/downlink.ts'
import { type Line, randomLoss } from '../../town/bots/impairer.ts'
import { GAP_MS, type Listener, listened, slow, VOICE_20, VOICE_60 } from './poor-line.ts'

const SEED = Number(process.env.SEED ?? 1)
const LASTS_MS = 130_000

type Row = readonly [string, Line, Pick<Listener, 'from' | 'voice'>, LineClass]
const ROWS: readonly Row[] = [
  ['64 kbit/s, a queue of 400 ms', slow(64, 400), { from: 'D', voice: VOICE_60 }, 'D'],
  ['64 kbit/s, a queue of 2 s', slow(64, 2000), { from: 'D', voice: VOICE_60 }, 'D'],
  ['64 kbit/s, a queue of 150 ms', slow(64, 150), { from: 'D', voice: VOICE_60 }, 'D'],
  ['64 kbit/s, frames of 20 ms', slow(64, 400), { from: 'D', voice: VOICE_20 }, 'D'],
  ['100 kbit/s, a queue of 400 ms', slow(100, 400), { from: 'D', voice: VOICE_60 }, 'D'],
  ['400 kbit/s, a queue of 400 ms', slow(400, 400), { from: 'C', voice: VOICE_20 }, 'C'],
  ['400 kbit/s, a queue of 2 s', slow(400, 2000), { from: 'C', voice: VOICE_20 }, 'C'],
  ['1 Mbit/s, a queue of 400 ms', slow(1000, 400), { from: 'B', voice: VOICE_20 }, 'B'],
  ['200 kbit/s, and 64 before', slow(200, 400), { from: 'D', voice: VOICE_60 }, 'C'],
  ['1 Mbit/s, and 64 before', slow(1000, 400), { from: 'D', voice: VOICE_20 }, 'B'],
  ['10 Mbit/s, and 64 before', slow(10_000, 400), { from: 'D', voice: VOICE_20 }, 'A'],
  [
    '200 kbit/s, half a per cent lost',
    { ...slow(200, 400), loss: randomLoss(0.005) },
    { from: 'D', voice: VOICE_60 },
    'C',
  ],
]

for (const estimatesVoices of [false, true])
  test(`a voice has no gap while its line is tried for more by one that estimates ${
    estimatesVoices ? 'all that comes' : 'pictures alone'
  }, and the line comes to what it carries`, context => {
    const told: Record<string, string> = {}
    for (const [name, line, options] of ROWS) {
      const { classes, is, gaps, waitedMs, padding } = listened(line, {
        ...options,
        estimatesVoices,
        seed: SEED,
        lastsMs: LASTS_MS,
      })
      context.diagnostic(
        `SEED=${SEED}, ${name}: ${gaps.length} gaps above ${GAP_MS} ms, the longest ${Math.max(0, ...gaps)} ms, ` +
          `waited ${Math.round(waitedMs)} ms, ${padding} of padding, ${classes.join(', ') || 'no other class'}`,
      )
      told[name] = `${is}, ${gaps.length} gaps`
    }
    assert.deepEqual(told, Object.fromEntries(ROWS.map(([name, , , to]) => [name, `${to}, 0 gaps`])))
  })
