import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FEBRUARY } from '../../../zerorating/example-list.ts'
import type { Period } from '../../../zerorating/list.ts'
import type { FreeService } from '../model.ts'
import { timelineOf } from './timeline-data.ts'

const ZONE = 'Asia/Ho_Chi_Minh'
const day = (text: string) => `2020-${text}T00:00:00+07:00`
const at = (text: string) => Date.parse(day(text))

function rowOf(...free: [string, string | null][]): FreeService {
  const periods: Period[] = free.map(([from, until]) => ({
    from: day(from),
    until: until === null ? null : day(until),
  }))
  return { service: FEBRUARY.services[0], isListed: true, isFree: true, free: periods }
}

function draw(services: readonly FreeService[], now: string) {
  return timelineOf({ services, versions: [], now: at(now), timeZone: ZONE })
}

test('bars lie where their periods are, and what has no end runs to the edge', () => {
  const drawn = draw([rowOf(['02-01', '02-11'], ['02-21', null])], '02-21')
  assert.ok(drawn !== null)
  const [{ bars }] = drawn.rows
  // Twenty days are known; a little room is left behind them.
  const unit = 20 + 20 * 0.08
  const near = (found: number, expected: number) => assert.ok(Math.abs(found - expected) < 1e-9)
  near(bars[0].start, 0)
  near(bars[0].end, 10 / unit)
  near(bars[1].start, 20 / unit)
  assert.deepEqual([bars[1].end, bars[1].isOpen, bars[0].isOpen], [1, true, false])
  near(drawn.now, 20 / unit)
})

test('what is over, or yet to come, lies in the picture as now does', () => {
  const over = draw([rowOf(['02-01', '02-11'])], '06-01')
  const coming = draw([rowOf(['06-01', null])], '02-01')
  for (const drawn of [over, coming]) {
    assert.ok(drawn !== null && drawn.now >= 0 && drawn.now <= 1)
    for (const { start, end } of drawn.rows[0].bars) assert.ok(start >= 0 && end <= 1 && start < end)
  }
  assert.equal(draw([rowOf()], '02-01'), null)
})

test('ticks are midnights of the zone and never crowd, from a day to decades', () => {
  const check = (from: string, to: string, step: string, most: number) => {
    const row: FreeService = { ...rowOf(), free: [{ from, until: to }] }
    const drawn = timelineOf({ services: [row], versions: [], now: Date.parse(from), timeZone: ZONE })
    assert.ok(drawn !== null)
    assert.ok(drawn.ticks.length >= 1 && drawn.ticks.length <= most, `${drawn.ticks.length} ticks`)
    for (const tick of drawn.ticks) {
      assert.equal(tick.step, step)
      assert.match(new Date(tick.instant).toISOString(), /T17:00:00\.000Z$/)
    }
  }
  check('2020-02-01T05:00:00+07:00', '2020-02-01T06:00:00+07:00', 'day', 2)
  check(day('02-01'), day('02-07'), 'day', 9)
  check(day('02-01'), day('03-15'), 'week', 9)
  check(day('02-01'), day('09-01'), 'month', 9)
  check(day('01-01'), '2021-11-01T00:00:00+07:00', 'quarter', 9)
  check(day('01-01'), '2026-11-25T00:00:00+07:00', 'year', 9)
  check('1990-01-01T00:00:00+07:00', '2026-11-25T00:00:00+07:00', 'year', 9)
})

test('versions are marked where they come into force, but not those that never do', () => {
  const versions = [
    { version: 1, inForceFrom: day('02-01'), standing: 'past' },
    { version: 2, inForceFrom: day('02-11'), standing: 'never' },
    { version: 3, inForceFrom: day('02-21'), standing: 'now' },
  ] as const
  const drawn = timelineOf({ services: [rowOf(['02-01', null])], versions, now: at('02-21'), timeZone: ZONE })
  assert.deepEqual(
    drawn?.versions.map(({ version }) => version),
    [1, 3],
  )
})
