import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FEBRUARY } from './example-list.ts'
import { lateStartsOf } from './late-starts.ts'
import type { Period, ZeroRatingList } from './list.ts'

const at = (time: string) => `2026-02-04T${time}+07:00`

function version(number: number, inForceFrom: string, free: readonly Period[]): ZeroRatingList {
  const [service] = FEBRUARY.services
  return { ...FEBRUARY, version: number, inForceFrom, services: [{ ...service, id: 'hotline', free: [...free] }] }
}

const midnight = { from: at('00:00:00'), until: null }
const told = (list: ZeroRatingList, before: ZeroRatingList | null = null) =>
  lateStartsOf(list, before).map(({ code, service, value }) => [code, service, value])

test('free from midnight in a list that is signed at 04:43 is a doubt', () => {
  assert.deepEqual(told(version(1, at('04:43:47'), [midnight])), [['starts-in-the-past', 'hotline', midnight.from]])
})

test('what begins when the list is in force, or later, is none', () => {
  assert.deepEqual(told(version(1, at('00:00:00'), [midnight])), [])
  assert.deepEqual(told(version(1, at('04:43:47'), [{ from: at('04:43:47'), until: null }])), [])
  assert.deepEqual(told(version(1, at('04:43:47'), [{ from: at('09:00:00'), until: null }])), [])
})

test('what the version before had free already is none, another start in the past is one', () => {
  const first = version(1, at('00:00:00'), [{ from: at('03:00:00'), until: null }])
  assert.deepEqual(told(version(2, at('04:43:47'), first.services[0].free), first), [])
  assert.deepEqual(told(version(2, at('04:43:47'), [midnight]), first), [
    ['starts-in-the-past', 'hotline', midnight.from],
  ])
  assert.deepEqual(told(version(2, at('04:43:47'), [midnight]), version(1, at('00:00:00'), [])), [
    ['starts-in-the-past', 'hotline', midnight.from],
  ])
})
