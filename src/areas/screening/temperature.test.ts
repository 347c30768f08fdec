import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  readTemperature,
  spelledTenths,
  TEMPERATURE_FAULTS,
  TENTHS_MAX,
  TENTHS_MIN,
  type TemperatureFault,
} from './temperature.ts'

const check = (typed: string | number, expected: number | TemperatureFault) => {
  const read = readTemperature(typed)
  assert.equal(read.is === 'read' ? read.tenths : read.fault, expected, JSON.stringify(typed))
}

test('a temperature is degrees Celsius with one decimal, by comma or point', () => {
  for (const [typed, expected] of [
    ['36,5', 365],
    ['36.5', 365],
    ['36', 360],
    ['36,', 360],
    [' 36,5 ', 365],
    ['36,5 °C', 365],
    ['36.5c', 365],
    ['３６．５', 365],
    [36.5, 365],
    [37, 370],
    ['30', 300],
    ['45,0', 450],
  ] as const)
    check(typed, expected)
})

test('what is no temperature in degrees Celsius with one decimal is refused, each with its reason', () => {
  for (const [typed, fault] of [
    ['', 'missing'],
    ['  ', 'missing'],
    ['36,55', 'decimals'],
    [36.55, 'decimals'],
    ['37.25', 'decimals'],
    ['98.6', 'fahrenheit'],
    ['98,6', 'fahrenheit'],
    [98.6, 'fahrenheit'],
    ['100.42', 'fahrenheit'],
    ['113', 'fahrenheit'],
    ['29,9', 'low'],
    ['0', 'low'],
    ['45,1', 'high'],
    ['85.9', 'high'],
    ['113,1', 'high'],
    ['365', 'high'],
    ['-36,5', 'form'],
    ['36,5,1', 'form'],
    ['36;5', 'form'],
    ['ba mươi bảy', 'form'],
    ['1e2', 'form'],
    ['1'.repeat(1000), 'form'],
    [Number.NaN, 'form'],
    [Number.POSITIVE_INFINITY, 'form'],
    [36.5000001, 'decimals'],
  ] as const)
    check(typed, fault)
})

test('every temperature that is spelled is read back as itself, in either language', () => {
  fc.assert(
    fc.property(fc.integer({ min: TENTHS_MIN, max: TENTHS_MAX }), tenths => {
      for (const language of ['vi', 'en'] as const) check(spelledTenths(tenths, language), tenths)
      check(tenths / 10, tenths)
    }),
  )
})

test('any text is read as a temperature or refused, never read in half', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 20 }), typed => {
      const read = readTemperature(typed)
      if (read.is === 'wrong') assert.ok(read.fault in TEMPERATURE_FAULTS)
      else assert.ok(read.tenths >= TENTHS_MIN && read.tenths <= TENTHS_MAX)
    }),
  )
})
