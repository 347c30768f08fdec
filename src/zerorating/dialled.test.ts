import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { diallingOf } from '../audience/dialling.ts'
import { loadPlan } from '../audience/numbering.ts'
import { digitsOf, significantOf, spellingsOf } from './dialled.ts'
import { FEBRUARY } from './example-list.ts'
import { faultsOf } from './faults.ts'
import { inForce } from './in-force.ts'
import type { ZeroRatingList } from './list.ts'

const AT = Date.parse('2020-02-03T08:00:00+07:00')
const [HOTLINE] = FEBRUARY.services

function listOf(numbers: readonly string[], diversions: readonly string[] = []): ZeroRatingList {
  const service = { ...HOTLINE, numbers: [...numbers], diversions: [...diversions] }
  return { ...FEBRUARY, services: [service] as ZeroRatingList['services'] }
}

const plan = await loadPlan('VN')
const digits = (count: number) => fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count })

/** National significant numbers that are dialled with the trunk prefix: mobile ones by the plan, and fixed ones. */
const national = fc.oneof(
  fc
    .constantFrom(...plan.mobile.flatMap(({ prefixes }) => prefixes))
    .chain(prefix => digits(9 - prefix.length).map(rest => `${prefix}${rest.join('')}`)),
  digits(8).map(rest => `24${rest.join('')}`),
)
/** What is dialled as it stands. */
const asItStands = fc.constantFrom('115', '1022', '19003228', '18001119', '1407')

/** Written down by hand from the plan, not by what is tested. */
const spelledOf = (significant: string, hasTrunk: boolean) => [
  ...(hasTrunk ? [significant, `0${significant}`] : [significant]),
  `84${significant}`,
  `0084${significant}`,
  `+84${significant}`,
  `+84 ${significant.slice(0, 3)}.${significant.slice(3)}`,
]
const number = fc.oneof(
  national.map(significant => spelledOf(significant, true)),
  asItStands.map(significant => spelledOf(significant, false)),
)

test('a listed number is known in every spelling that the plan of the country gives it, and in no other', () => {
  const force = inForce([listOf(['0969851616', '02438463086', '19003228'])])
  const known = (called: string) => force.call(called, AT).is === 'free'
  for (const called of [
    ...['0969851616', '969851616', '84969851616', '0084969851616', '+84969851616'],
    ...['096 985 1616', '+84 96.985.1616', '(0969) 851-616'],
    ...['02438463086', '842438463086', '+842438463086', '00842438463086', '(024) 3846 3086'],
  ])
    assert.ok(known(called), called)
  for (const called of [
    ...['840969851616', '+840969851616', '00840969851616', '00969851616', '+969851616'],
    ...['84840969851616', '019003228', '9698516161', '96985161', '00840019003228'],
  ])
    assert.ok(!known(called), called)
})

test('whichever spelling of a number stands in a list, every spelling of it is found, checked and forwarded to', () => {
  fc.assert(
    fc.property(number, fc.nat(), fc.nat(), (spelled, one, other) => {
      const listed = spelled.filter(text => /^\d+$/.test(text))
      // A calling code before the few digits of a short code could be a number of its own.
      const isShort = listed[0].length < diallingOf('84').nationalDigitsMin
      const stands = listed[isShort ? 0 : one % listed.length]
      const called = spelled[other % spelled.length]
      assert.equal(inForce([listOf([stands])]).call(called, AT).is, 'free', `${stands} ${called}`)
      const forwarded = inForce([listOf(['1023'], [stands])])
      assert.equal(forwarded.call('1023', AT, called).is, 'free', `${stands} ${called}`)
      const plain = digitsOf(called)?.replace('+', '') ?? ''
      const [code] = faultsOf(listOf([stands, plain])).map(fault => fault.code)
      assert.equal(code, plain === stands ? 'number-twice' : 'number-again', `${stands} ${plain}`)
    }),
  )
})

test('all spellings of a number have one significant number', () => {
  fc.assert(
    fc.property(national, significant => {
      for (const spelled of spelledOf(significant, true).slice(0, 4))
        assert.equal(significantOf(spelled, '84'), significant)
    }),
  )
})

test('where the plan of a country is not known, nothing is taken off a number', () => {
  assert.deepEqual(spellingsOf('0123456789', '999'), [
    '0123456789',
    '9990123456789',
    '009990123456789',
    '+9990123456789',
  ])
})
