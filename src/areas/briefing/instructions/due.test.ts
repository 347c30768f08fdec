import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Course, dayAfter, endOfDay, isOverdue, reminderOn } from './due.ts'

const HANOI = 'Asia/Ho_Chi_Minh'
const DUE = '2026-02-28'
const at = (instant: string) => Date.parse(instant)
const ISSUED: Course = { due: DUE, issuedAt: at('2026-02-03T02:00:00Z'), done: null, withdrawnAt: null }
const on = (instant: string, timeZone = HANOI) => ({ now: at(instant), timeZone })

test('the day after the last of a month, of a leap year and of a year is the first of the next', () => {
  assert.equal(dayAfter('2026-02-28'), '2026-03-01')
  assert.equal(dayAfter('2028-02-28'), '2028-02-29')
  assert.equal(dayAfter('2026-12-31'), '2027-01-01')
  assert.equal(dayAfter('2026-03-01', -3), '2026-02-26')
})

test('an instruction is overdue from the end of its day on, by the clock of the authority', () => {
  assert.equal(endOfDay(DUE, HANOI), at('2026-02-28T17:00:00Z'))
  assert.equal(isOverdue(ISSUED, on('2026-02-28T16:59:59.999Z')), false)
  assert.equal(isOverdue(ISSUED, on('2026-02-28T17:00:00Z')), true)
  assert.equal(isOverdue(ISSUED, on('2026-02-28T17:00:00Z', 'Europe/Berlin')), false)
})

test('on the day on which clocks go back an instruction is due an hour longer', () => {
  const course = { ...ISSUED, due: '2026-10-25' }
  assert.equal(isOverdue(course, on('2026-10-25T22:59:59Z', 'Europe/Berlin')), false)
  assert.equal(isOverdue(course, on('2026-10-25T23:00:00Z', 'Europe/Berlin')), true)
})

test('what was done or withdrawn in time is never overdue, what was done late is for good, and what was not issued is not', () => {
  const late = on('2026-03-09T00:00:00Z')
  const before = at('2026-02-28T16:59:59.999Z')
  const after = at('2026-02-28T17:00:00Z')
  assert.equal(isOverdue({ ...ISSUED, done: { at: before } }, late), false)
  assert.equal(isOverdue({ ...ISSUED, done: { at: after } }, late), true)
  assert.equal(isOverdue({ ...ISSUED, withdrawnAt: before }, late), false)
  assert.equal(isOverdue({ ...ISSUED, withdrawnAt: after }, late), true)
  assert.equal(isOverdue({ ...ISSUED, issuedAt: null }, late), false)
})

test('a site is reminded once three days before the due day, and once on each day on which it is overdue', () => {
  const told: string[] = []
  let last: string | null = null
  // Every hour from the first of the month to the second day after the due day.
  for (let now = at('2026-02-04T00:00:00Z'); now < at('2026-03-02T17:00:00Z'); now += 3_600_000) {
    const about = reminderOn(ISSUED, last, { now, timeZone: HANOI })
    if (about === null) continue
    last = new Date(now + 7 * 3_600_000).toISOString().slice(0, 10)
    told.push(`${last} ${about}`)
  }
  assert.deepEqual(told, ['2026-02-25 soon', '2026-03-01 overdue', '2026-03-02 overdue'])
})

test('whoever was away on the day of a reminder makes up for it, and nobody is reminded of what was just issued', () => {
  assert.equal(reminderOn(ISSUED, null, on('2026-02-27T02:00:00Z')), 'soon')
  assert.equal(reminderOn(ISSUED, '2026-02-25', on('2026-02-27T02:00:00Z')), null)
  const fresh = { ...ISSUED, issuedAt: at('2026-02-26T02:00:00Z') }
  assert.equal(reminderOn(fresh, null, on('2026-02-27T02:00:00Z')), null)
  assert.equal(reminderOn(fresh, null, on('2026-03-01T02:00:00Z')), 'overdue')
})

test('nobody is reminded of what is done, withdrawn or not issued', () => {
  const late = on('2026-03-09T00:00:00Z')
  for (const change of [{ done: { at: 1 } }, { withdrawnAt: 1 }, { issuedAt: null }])
    assert.equal(reminderOn({ ...ISSUED, ...change }, null, late), null)
})
