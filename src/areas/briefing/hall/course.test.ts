import assert from 'node:assert/strict'
import { test } from 'node:test'
import { courseOf, lastHeardMs } from './course.ts'
import type { LogEntry, NewEntry } from './log.ts'
import { intervalsIn } from './presence.ts'

function logOf(...entries: readonly NewEntry[]): readonly LogEntry[] {
  return entries.map((entry, at): LogEntry => ({ ...entry, sequence: at + 1 }))
}

const heard = (atMs: number, sites: Readonly<Record<string, number>>): NewEntry => ({
  atMs,
  kind: 'heard',
  site: null,
  details: { sites },
})

test('evidence that is older than what is known brings nobody back who has left', () => {
  const log = logOf(
    heard(1000, { a: 1000 }),
    { atMs: 2000, kind: 'left', site: 'a', details: {} },
    heard(2500, { a: 1900 }),
  )
  const course = courseOf(log)
  assert.equal(lastHeardMs(course, 'a'), null)
  assert.deepEqual(intervalsIn(course.presence.get('a')!, 3000), [{ fromMs: 1000, untilMs: 2000, closed: 'left' }])
})

test('a log that is folded in two parts is one course, wherever it is cut', () => {
  const log = logOf(
    heard(0, { a: 0, b: 0 }),
    { atMs: 10, kind: 'chair', site: 'a', details: { acting: 'a', by: null } },
    { atMs: 20, kind: 'began', site: null, details: { by: null } },
    { atMs: 30, kind: 'floor', site: 'b', details: { atMs: 30, request: 'r', site: 'b', state: 'granted', by: 'a' } },
    { atMs: 40, kind: 'screen', site: 'b', details: { isShown: true } },
    { atMs: 50, kind: 'listens', site: 'b', details: { language: 'en' } },
    { atMs: 60, kind: 'caption', site: 'a', details: { language: 'vi', text: 'một' } },
    { atMs: 70, kind: 'ended', site: null, details: { by: null } },
  )
  const whole = courseOf(log)
  assert.deepEqual([whole.floor.granted, whole.screen, whole.endedMs], [[], null, 70])
  for (let cut = 0; cut <= log.length; cut++)
    assert.deepEqual(courseOf(log.slice(cut), courseOf(log.slice(0, cut))), whole)
})
