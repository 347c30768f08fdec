import assert from 'node:assert/strict'
import { test } from 'node:test'
import { presencesOf } from './attendance.ts'
import type { LogEntry, NewEntry } from './log.ts'

const BEGAN = Date.parse('2026-11-27T00:30:00Z')
const MINUTE = 60_000
const [HUE, VINH, CAN_THO] = ['hue', 'vinh', 'can-tho']
const SITES = [HUE, VINH, CAN_THO]

/** Minutes after the beginning. */
const at = (minutes: number) => BEGAN + minutes * MINUTE
const logOf = (...entries: NewEntry[]): LogEntry[] => entries.map((entry, index) => ({ ...entry, sequence: index + 1 }))
const joined = (site: string, minutes: number): NewEntry => ({
  atMs: at(minutes),
  kind: 'joined',
  site,
  details: { replaced: false, role: 'site' },
})
/** Every five seconds between the two, as it is written down. */
const heard = (sites: readonly string[], from: number, until: number): NewEntry[] =>
  Array.from({ length: Math.round((until - from) * 12) + 1 }, (_, index) => {
    const atMs = at(from) + index * 5000
    const last = Object.fromEntries(sites.map(site => [site, atMs]))
    return { atMs, kind: 'heard', site: null, details: { sites: last } }
  })
const ended = (minutes: number): NewEntry => ({ atMs: at(minutes), kind: 'ended', site: null, details: { by: null } })
const reasonOf = (site: string, reason: string, minutes: number): NewEntry => ({
  atMs: at(minutes),
  kind: 'reason',
  site,
  details: { reason, by: null },
})

test('of each site it is told from when to when it was there, how it went, and the last reason that was given', () => {
  const log = logOf(
    joined(HUE, -2),
    ...heard([HUE], -2, 20),
    reasonOf(CAN_THO, 'Mất điện', 5),
    joined(VINH, 8),
    ...heard([HUE, VINH], 20, 30),
    { atMs: at(30), kind: 'left', site: VINH, details: {} },
    ...heard([HUE], 30, 60),
    reasonOf(CAN_THO, 'Mất điện, có công văn', 40),
    ended(60),
  )
  const of = presencesOf(log, SITES, { beganAt: BEGAN, endedAt: at(60), nowMs: at(600) })
  const hue = of.get(HUE)
  assert.deepEqual(hue?.intervals, [{ fromMs: at(-2), untilMs: at(60), closed: 'ended' }])
  assert.deepEqual([hue?.attended.is, hue?.attended.presentMs], ['present', 60 * MINUTE])
  const vinh = of.get(VINH)
  assert.equal(vinh?.attended.is, 'left-early')
  assert.deepEqual([vinh?.attended.wasLate, vinh?.attended.cameMs], [true, at(8)])
  const absent = of.get(CAN_THO)
  assert.equal(absent?.attended.is, 'absent-with-reason')
  assert.deepEqual([absent?.intervals, absent?.reason], [[], 'Mất điện, có công văn'])
})

test('before it begins nobody is late or absent: who is in the lobby is there, and all others are awaited', () => {
  const when = { beganAt: null, endedAt: null, nowMs: at(-1) }
  const log = logOf(joined(HUE, -2), ...heard([HUE], -2, -1), reasonOf(VINH, 'Cấp cứu', -5))
  const of = presencesOf(log, SITES, when)
  const states = SITES.map(site => of.get(site)?.attended.is)
  assert.deepEqual(states, ['present', 'absent-with-reason', 'awaited'])
  const later = presencesOf(log, SITES, { ...when, nowMs: at(0) })
  assert.equal(later.get(HUE)?.attended.is, 'awaited')
})

test('what is told of a site that is on no roster is told of nobody', () => {
  const log = logOf(joined('la', 1), ...heard(['la'], 1, 2))
  const of = presencesOf(log, [HUE], { beganAt: BEGAN, endedAt: null, nowMs: at(3) })
  assert.deepEqual([...of.keys()], [HUE])
})
