/**
 * Who hears whom, by ear: as `tone-briefing.ts` holds it, with few sites, so that it takes seconds. With 24 it is run by hand; the
 * marks of `who-hears-whom.test.ts` are told for 24 each time.
 */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { run } from './child.ts'
import { missing } from './installed.ts'
import { drawn, floorsOf, type Phase, type ToneBriefing } from './tone-briefing.ts'
import { hertzOf, toneOf } from './tones.ts'

const SITES = 6
const CHEAT = 4
const RATE = 16_000
const SAMPLES = 320

describe('sites of a briefing each hum a tone of their own', { skip: missing('ffmpeg'), timeout: 120_000 }, () => {
  let held: ToneBriefing
  before(async () => {
    const { stdout } = await run({
      command: process.execPath,
      args: [
        ...['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'tone-briefing.ts')],
        ...['--sites', `${SITES}`, '--cheat', `${CHEAT}`, '--json'],
      ],
      withinMs: 100_000,
    })
    held = JSON.parse(stdout) as ToneBriefing
  })
  const settled = () => held.phases.filter(({ is }) => is === 'settled')
  const waysOf = ({ heard }: Phase) =>
    heard.flatMap((row, by) => row.flatMap((count, source) => (count > 0 ? [`${by} ${source}`] : [])))
  const expected = ({ floor }: Phase) =>
    Array.from({ length: SITES }, (_, by) =>
      [...floor].toSorted((a, b) => a - b).flatMap(source => (source === by ? [] : [`${by} ${source}`])),
    ).flat()

  test('whoever has the floor is heard by everybody else, and nobody else by anybody, before and after each change', t => {
    t.diagnostic(drawn(held))
    assert.equal(settled().length, 1 + floorsOf(SITES, CHEAT).length)
    for (const phase of settled()) assert.deepEqual(waysOf(phase), expected(phase))
  })

  test('while the floor changes nobody is heard but who had it or is given it', () => {
    for (const phase of held.phases.filter(({ is }) => is === 'changing'))
      for (const way of waysOf(phase))
        assert.ok([...phase.before, ...phase.floor].includes(Number(way.split(' ')[1])), way)
  })

  test('one that hums all the time is heard while it has the floor, and at no other time', () => {
    const withCheat = held.phases.filter(({ floor, before }) => [...floor, ...before].includes(CHEAT))
    for (const phase of held.phases)
      if (!withCheat.includes(phase)) assert.ok(phase.heard.every(row => row[CHEAT] === 0))
    assert.ok(withCheat.some(({ heard }) => heard.every((row, by) => by === CHEAT || row[CHEAT] > 0)))
  })

  test('of all packets that came a tone is clear in nearly all', () => {
    assert.ok(held.packets > 0 && held.unclear < held.packets / 20, `${held.unclear} of ${held.packets}`)
  })
})

describe('a tone in the sound of a packet', () => {
  const sound = (sample: (i: number) => number) => Int16Array.from({ length: SAMPLES }, (_, i) => sample(i))
  const tone =
    (site: number, loudness = 8000) =>
    (i: number) =>
      loudness * Math.sin((2 * Math.PI * hertzOf(site) * i) / RATE)

  test('each site’s tone is told from all others', () => {
    for (let site = 0; site < 24; site++) assert.equal(toneOf(sound(tone(site)), 24), site)
  })

  test('silence, two tones at once, and a tone that is nobody’s are none', () => {
    assert.equal(
      toneOf(
        sound(() => 0),
        24,
      ),
      null,
    )
    assert.equal(toneOf(sound(tone(3, 100)), 24), null)
    assert.equal(
      toneOf(
        sound(i => tone(3)(i) + tone(9)(i)),
        24,
      ),
      null,
    )
    assert.equal(
      toneOf(
        sound(i => 8000 * Math.sin((2 * Math.PI * 3800 * i) / RATE)),
        24,
      ),
      null,
    )
  })
})
