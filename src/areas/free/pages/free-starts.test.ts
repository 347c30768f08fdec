import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FEBRUARY } from '../../../zerorating/example-list.ts'
import type { Period, Service } from '../../../zerorating/list.ts'
import { startsOf } from './free-starts.ts'

const iso = (day: string) => `2026-${day}T00:00:00+07:00`
const at = (day: string) => Date.parse(iso(day))

function service(id: string, free: readonly Period[]): Service {
  return { ...FEBRUARY.services[0], id, free: [...free] }
}

const open = (from: string): Period => ({ from: iso(from), until: null })

function told(...services: readonly Service[]) {
  return startsOf(services, at('12-01')).map(({ is, from, services: own }) => [
    ...[is, from],
    own.map(({ id }) => id).join(),
  ])
}

test('a list in force today whose services begin tomorrow says tomorrow, and what is free at once says so', () => {
  const tomorrow = service('tomorrow', [open('12-02')])
  assert.deepEqual(told(tomorrow, service('now', [open('11-01')]), service('today', [open('12-01')])), [
    ['at-once', null, 'now,today'],
    ['later', at('12-02'), 'tomorrow'],
  ])
})

test('what was free before the list is in force, and has no other period, is never free by it', () => {
  const over = service('over', [{ from: iso('11-01'), until: iso('12-01') }])
  assert.deepEqual(told(over, service('none', [])), [['never', null, 'over,none']])
})
