import assert from 'node:assert/strict'
import { test } from 'node:test'
import published from '../../../text/vectors/golden-sms.json' with { type: 'json' }
import type { Estimate, RoundContent } from '../model.ts'
import { alternativesOf, daysOfSending, segmentsEach } from './comparison.ts'
import { addMessage, addVariant, newContent, withText } from './content.ts'

const [golden] = published
const first = { message: 0, variant: 0 }
const blank = newContent({ title: 'Round', source: 'BOYTE', operators: ['viettel'] })

/** 1000 subscribers, all of whom get the first variant. */
function estimate(content: RoundContent): Estimate {
  return { subscribers: 1000, segments: 1000 * segmentsEach(content), operators: [] }
}

test('without accents the published text saves half', () => {
  const [written, plain] = alternativesOf(withText(blank, first, golden.text), estimate)
  assert.equal(written.segmentsEach, 6)
  assert.equal(written.saving, 0)
  assert.equal(plain.segmentsEach, 3)
  assert.equal(plain.estimate.segments, 3000)
  assert.equal(plain.saving, 3000)
})

test('a text without accents has no alternative', () => {
  assert.equal(alternativesOf(withText(blank, first, 'Rua tay'), estimate).length, 1)
})

test('an unfinished message counts nothing and hinders nothing', () => {
  const content = addMessage(withText(blank, first, golden.text))
  assert.deepEqual(
    alternativesOf(content, estimate).map(one => one.segmentsEach),
    [6, 3],
  )
})

test('every variant of every message loses its accents', () => {
  const two = addVariant(withText(blank, first, 'Rửa tay'), 0, 'en')
  const content = withText(two, { message: 0, variant: 1 }, 'Wash your hands — often')
  const [, plain] = alternativesOf(content, estimate)
  assert.deepEqual(
    plain.content.messages[0].variants.map(({ text }) => text),
    ['Rua tay', 'Wash your hands - often'],
  )
})

for (const [seconds, daily, days] of [
  [3600, null, 1],
  [86_401, null, 2],
  [14 * 3600, { from: '07:00', to: '21:00' }, 1],
  [14 * 3600 + 1, { from: '07:00', to: '21:00' }, 2],
  [3600, { from: '22:00', to: '01:00' }, 1],
  [4 * 3600, { from: '22:00', to: '01:00' }, 2],
] as const) {
  test(`${seconds} s within ${daily === null ? 'all day' : `${daily.from}-${daily.to}`} take ${days} days`, () =>
    assert.equal(daysOfSending(seconds, daily), days))
}
