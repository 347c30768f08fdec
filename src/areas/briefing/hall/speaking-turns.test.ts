import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RequestState } from './floor.ts'
import type { LogEntry, NewEntry } from './log.ts'
import { speakingTurns, spokenMs } from './speaking-turns.ts'

const BEGAN = Date.parse('2026-11-27T00:30:00Z')
const MINUTE = 60_000
const [HUE, VINH, CAN_THO] = ['hue', 'vinh', 'can-tho']

/** Minutes after the beginning. */
const at = (minutes: number) => BEGAN + minutes * MINUTE
const logOf = (...entries: NewEntry[]): LogEntry[] => entries.map((entry, index) => ({ ...entry, sequence: index + 1 }))
const ended = (minutes: number): NewEntry => ({ atMs: at(minutes), kind: 'ended', site: null, details: { by: null } })
const floor = (request: string, site: string, state: RequestState, minutes: number): NewEntry => ({
  atMs: at(minutes),
  kind: 'floor',
  site,
  details: { atMs: at(minutes), request, site, state, by: null },
})

test('a turn begins when the floor is given and ends as it was ended, at the latest with the briefing', () => {
  const log = logOf(
    floor('1', HUE, 'pending', 1),
    floor('1', HUE, 'accepted', 2),
    floor('1', HUE, 'granted', 3),
    floor('2', VINH, 'granted', 4),
    floor('1', HUE, 'released', 5),
    floor('2', VINH, 'revoked', 6),
    floor('3', CAN_THO, 'pending', 7),
    floor('3', CAN_THO, 'denied', 8),
    floor('4', HUE, 'granted', 9),
    floor('4', HUE, 'cancelled', 10),
    floor('5', HUE, 'granted', 11),
    ended(15),
  )
  const turns = speakingTurns(log)
  assert.deepEqual(turns, [
    { site: HUE, fromMs: at(3), untilMs: at(5), ended: 'released' },
    { site: VINH, fromMs: at(4), untilMs: at(6), ended: 'revoked' },
    { site: HUE, fromMs: at(9), untilMs: at(10), ended: 'cancelled' },
    { site: HUE, fromMs: at(11), untilMs: at(15), ended: 'ended' },
  ])
  assert.deepEqual(
    spokenMs(turns, at(99)),
    new Map([
      [HUE, 7 * MINUTE],
      [VINH, 2 * MINUTE],
    ]),
  )
  const going = speakingTurns(log.slice(0, 3))
  assert.deepEqual(going, [{ site: HUE, fromMs: at(3), untilMs: null, ended: null }])
  assert.deepEqual(spokenMs(going, at(4)), new Map([[HUE, MINUTE]]))
})
