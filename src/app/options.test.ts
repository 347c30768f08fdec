import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../base/failure.ts'
import { count, duration, instant } from './options.ts'

/** A bad value is exit code 2, and the sentence repeats it. */
function refuses(parse: (text: string) => number, text: string): void {
  assert.throws(
    () => parse(text),
    (error: unknown) => {
      assert.ok(error instanceof Failure && error.code === 'usage', text)
      assert.equal(error.kind.exit, 2)
      assert.ok(error.message.includes(`'${text}'`))
      return true
    },
  )
}

for (const [text, ms] of [
  ['500ms', 500],
  ['30s', 30_000],
  ['10m', 600_000],
  ['72h', 259_200_000],
  ['2d', 172_800_000],
  ['0s', 0],
  ['0', 0],
  ['1.5s', 1500],
  ['0.5ms', 0.5],
  ['007s', 7000],
  ['3650d', 315_360_000_000],
] as const)
  test(`${text} are ${ms} milliseconds`, () => {
    assert.equal(duration(text), ms)
  })

test('what is no duration is refused', () => {
  for (const text of [
    ...['', '30', 's', '-1s', '+1s', '1 s', ' 1s', '1s ', '1S', '1.s', '.5s', '1,5s', '1e3s'],
    ...['1h30m', '10min', '1w', 'Infinitys', '٣s', '4000d', `${'9'.repeat(400)}h`],
  ])
    refuses(duration, text)
})

for (const [text, utc] of [
  ['2020-02-03T07:00:00+07:00', '2020-02-03T00:00:00.000Z'],
  ['2020-02-03T07:00+07:00', '2020-02-03T00:00:00.000Z'],
  ['2020-02-03T07:00:00+0700', '2020-02-03T00:00:00.000Z'],
  ['2020-02-03T07:00:00.250+07:00', '2020-02-03T00:00:00.250Z'],
  ['2020-02-03T00:00:00Z', '2020-02-03T00:00:00.000Z'],
  ['2020-02-29T23:59:59-03:30', '2020-03-01T03:29:59.000Z'],
  ['2020-12-31T23:00:00-05:00', '2021-01-01T04:00:00.000Z'],
  ['2020-02-03T24:00:00Z', '2020-02-04T00:00:00.000Z'],
] as const)
  test(`${text} is ${utc}`, () => {
    assert.equal(new Date(instant(text)).toISOString(), utc)
  })

test('what is no instant, or has no offset, or is on a day that no month has, is refused', () => {
  for (const text of [
    ...['', '2020-02-03', '2020-02-03T07:00:00', '07:00', '2020-02-03 07:00:00+07:00', 'now'],
    ...['2020-02-03T07:00:00 +07:00', '20200203T070000Z', '2020-2-3T07:00:00Z', '1580688000'],
    ...['2020-02-30T00:00:00Z', '2021-02-29T00:00:00Z', '2020-04-31T00:00:00+07:00'],
    ...['2020-13-01T00:00:00Z', '2020-00-01T00:00:00Z', '2020-01-00T00:00:00Z'],
    ...['2020-02-03T25:00:00Z', '2020-02-03T24:01:00Z', '2020-02-03T00:60:00Z'],
    ...['2020-02-03T00:00:00+25:00', '2020-02-03T00:00:00z', '2020-02-03T00:00:00+07:00x'],
  ])
    refuses(instant, text)
})

test('a count is a whole number within its bounds, both included', () => {
  const window = count({ from: 1, to: 1000 })
  for (const [text, value] of [
    ['1', 1],
    ['1000', 1000],
    ['0042', 42],
  ] as const)
    assert.equal(window(text), value)
  for (const text of ['0', '1001', '', '-1', '+1', '1.0', '1e2', ' 1', '1 ', 'x', '0x10', '9'.repeat(400)])
    refuses(window, text)
  assert.equal(count({ from: 0, to: 0 })('0'), 0)
})
