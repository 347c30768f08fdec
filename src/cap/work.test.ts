/** What a hostile file costs, counted and not timed: how often pieces of this room's code run, by V8's own counters. */
import assert from 'node:assert/strict'
import { Session } from 'node:inspector/promises'
import { test } from 'node:test'
import { howMany } from '../../test/parts.ts'
import { checkAlert } from './check.ts'
import { golden } from './golden-alerts.test.ts'
import { ELEMENTS_MAX, OCTETS_MAX } from './xml.ts'

/** Pieces run for each octet of a file. An honest alert takes 4. */
const STEPS_AN_OCTET_MAX = 20
/** Of 1 MiB as of 128 KiB: what grows faster than the file would take eight times as many an octet. */
const GROWTH_MAX = 1.5

const ALERT = golden('outbreak.xml')

/** A file of that size: a piece again and again, before or within a place of an alert. */
function filled(octets: number, at: string, piece: string | ((at: number) => string)): Buffer {
  const pieces: string[] = []
  let left = octets - Buffer.byteLength(ALERT)
  for (let count = 0; left >= 0; count++) {
    const one = typeof piece === 'string' ? piece : piece(count)
    left -= Buffer.byteLength(one)
    if (left >= 0) pieces.push(one)
  }
  return Buffer.from(ALERT.replace(at, () => pieces.join('') + at))
}

/** Elements as many as are read, whatever the size. */
const spread = (piece: string, octets: number) => piece + ' '.repeat(Math.ceil(octets / (ELEMENTS_MAX / 4)))

const SHAPES: readonly (readonly [name: string, at: string, piece: string | ((at: number) => string)])[] = [
  ['empty containers', '<info>', spread('<info/>', OCTETS_MAX)],
  ['out of order', '<info>', at => spread(at % 2 ? '<info/>' : '<identifier/>', OCTETS_MAX)],
  ['unknown elements', '<area>', spread('<a b="" c=""/>', OCTETS_MAX)],
  ['polygons without a point', '</area>', spread('<polygon/>', OCTETS_MAX)],
  ['namespaces', '<info>', at => `<a xmlns:b${at % 30}="u">${' '.repeat(90)}</a>`],
  ['references', '<info>', at => `<references>a,b${at},2026-02-03T07:00:00+07:00</references>`],
  ['infos that expire', '<info>', '<info><expires>2026-02-03T07:00:00+07:00</expires></info>'],
  ['points', '</polygon>', ' 1,1'],
  ['no points', '</polygon>', ' x'],
  ['comments', '<info>', '<!---->'],
  ['text in pieces', '</event>', 'a<!----><![CDATA[b]]>'],
  ['instructions', '<info>', '<?a?>'],
  ['character references', '</event>', '&lt;'],
  ['white space in a time', '+07:00</sent>', ' '],
]

/** That a file may be 1 MiB says check.test.ts; here a quarter of it shows how the cost grows. */
const LARGEST = howMany(OCTETS_MAX / 4, OCTETS_MAX)

test('a hostile file costs little, and eight times what one of an eighth does', async () => {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  const stepsAnOctet = async (octets: Buffer) => {
    await session.post('Profiler.takePreciseCoverage')
    checkAlert(octets)
    const { result } = await session.post('Profiler.takePreciseCoverage')
    const ranges = result
      .filter(({ url }) => url.includes('/src/cap/'))
      .flatMap(({ functions }) => functions.flatMap(one => one.ranges))
    return ranges.reduce((sum, { count }) => sum + count, 0) / octets.length
  }
  assert.ok((await stepsAnOctet(Buffer.from(ALERT))) > 1, 'the counters count')
  for (const [name, at, piece] of SHAPES) {
    const small = await stepsAnOctet(filled(LARGEST / 8, at, piece))
    const whole = await stepsAnOctet(filled(LARGEST, at, piece))
    const told = `${name}: ${small.toFixed(1)}, then ${whole.toFixed(1)} steps an octet`
    assert.ok(whole < STEPS_AN_OCTET_MAX && whole < GROWTH_MAX * Math.max(small, 1), told)
  }
  session.disconnect()
})
