import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Asked, askedOf } from './range.ts'

const FILE = { size: 1000, etag: '"abc"' }
const whole: Asked = { is: 'whole' }
const part = (from: number, to: number): Asked => ({ is: 'part', from, to })

function check(range: string | null, expected: Asked, ifRange: string | null = null, of = FILE) {
  assert.deepEqual(askedOf({ range, ifRange }, of), expected, `${range} ${ifRange}`)
}

test('one range of octets is given as it was asked, and no further than the file goes', () => {
  check('bytes=0-499', part(0, 499))
  check('bytes=500-', part(500, 999))
  check('bytes=-200', part(800, 999))
  check('bytes=999-999', part(999, 999))
  check('bytes=0-999999', part(0, 999))
  check('bytes=-5000', part(0, 999))
})

test('a range that begins behind the end, or of no octets, lies outside', () => {
  check('bytes=1000-', { is: 'outside' })
  check('bytes=1000-2000', { is: 'outside' })
  check('bytes=-0', { is: 'outside' })
  check('bytes=0-', { is: 'outside' }, null, { ...FILE, size: 0 })
})

test('several ranges, other units and what cannot be read are answered with the whole', () => {
  for (const range of [
    null,
    '',
    'bytes=',
    'bytes=-',
    'bytes=5-2',
    'bytes=0-1,5-9',
    'pages=1-2',
    'bytes=a-b',
    'bytes= 0-1',
    `bytes=${'9'.repeat(40)}-`,
  ])
    check(range, whole)
})

test('a range that goes with another file, or with a date, is not given', () => {
  check('bytes=0-1', part(0, 1), '"abc"')
  check('bytes=0-1', whole, '"other"')
  check('bytes=0-1', whole, 'W/"abc"')
  check('bytes=0-1', whole, 'Fri, 27 Nov 2026 00:30:00 GMT')
})
