import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type BriefingDrillReport, briefingDrill, summaryOf } from './briefing-drill.ts'
import { judged } from './briefing-judge.ts'
import type { Kept } from './briefing-kept.ts'
import { Sure } from './briefing-presence-judge.ts'
import { CHAIR, CHEAT } from './briefing-stage.ts'

const KILLS = 3
const AWAY_MAX_MS = 2000
/** Less of it may be doubted. */
const KNOWN_MIN_MS = 5000

test('a briefing whose media and server are killed again and again keeps what was answered, and nobody is heard without the floor', async t => {
  const seed = Number(process.env.SEED ?? 5)
  const report = await briefingDrill({ kills: KILLS, seed, sites: 5, awayMaxMs: AWAY_MAX_MS })
  for (const line of summaryOf(report)) t.diagnostic(line)
  assert.deepEqual(report.findings, [], `SEED=${seed}`)
  const { media, authority } = report.kills
  assert.ok(media > 0 && authority > 0 && media + authority === KILLS)
  assert.ok(
    report.witness.heard.some(({ source }) => source !== CHAIR),
    `SEED=${seed}`,
  )
  for (const [what, isFound] of wrongs(report)) assert.ok(isFound, `${what}, SEED=${seed}`)
})

/** Whatever is kept wrongly is found. */
function* wrongs({ witness, kept }: BriefingDrillReport): Iterable<readonly [string, boolean]> {
  const isFound = (wrong: Partial<Kept>) => judged(witness, { ...kept, ...wrong }).length > 0
  const { floor, rolls, minutes, recordings, turns, trail, intervals } = kept
  yield ['a deed that is missing', isFound({ floor: floor.slice(1) })]
  yield ['a deed that is there twice', isFound({ floor: [floor[0], ...floor] })]
  yield ['a roll that is missing', isFound({ rolls: rolls.slice(0, -1) })]
  // A kill takes the last seconds of what is known: in so short a briefing nobody may be known of for long.
  const sure = new Sure(witness)
  const sites = [...intervals.keys()].filter(site => site !== CHAIR)
  const called = rolls.find(({ atMs }) => sites.some(site => sure.isThere(site, atMs)))
  if (called !== undefined) {
    const nobody = new Map([...called.is].map(([site]) => [site, 'dropped'] as const))
    const others = rolls.filter(each => each !== called)
    yield ['who was there and is not called', isFound({ rolls: [...others, { ...called, is: nobody }] })]
  }
  yield ['a minute that is missing', isFound({ minutes: minutes.slice(1) })]
  yield ['a minute that is there twice', isFound({ minutes: [...minutes, minutes[0]] })]
  const known = sites.filter(site =>
    sure.there(site).some(({ fromMs, untilMs }) => Math.min(untilMs, kept.span.untilMs) - fromMs > KNOWN_MIN_MS),
  )
  if (known.length > 0)
    yield [
      'who was there and has no interval',
      known.some(site => isFound({ intervals: new Map([...intervals, [site, []]]) })),
    ]
  const always = [{ fromMs: kept.span.fromMs - 600_000, untilMs: kept.span.untilMs }]
  yield ['who is said to have been there before', isFound({ intervals: new Map([...intervals, [CHEAT, always]]) })]
  const [longest, ...others] = recordings.toSorted((a, b) => b.durationMs - a.durationMs)
  yield ['a file that is missing', isFound({ recordings: others })]
  yield ['another digest', isFound({ recordings: [{ ...longest, sha256: '0'.repeat(64) }, ...others] })]
  yield [
    'a gap in which the chair was heard',
    recordings.some(one =>
      isFound({ recordings: recordings.map(each => (each === one ? { ...one, gaps: [one] } : each)) }),
    ),
  ]
  yield ['a turn that is missing', isFound({ turns: turns.slice(0, 0) })]
  yield ['a trail that is not whole', isFound({ trail: { ...trail, isWhole: false } })]
  const heard = [...witness.heard, { fromMs: kept.span.fromMs, untilMs: kept.span.fromMs, by: CHAIR, source: CHEAT }]
  yield ['who was heard without the floor', judged(Object.assign(Object.create(witness), { heard }), kept).length > 0]
}
