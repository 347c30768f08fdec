import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../base/failure.ts'
import { loadPlan, NO_NUMBER, Numbering, type Plan, parsePlan } from './numbering.ts'

const vietnam = await loadPlan('vn')

function read(plan: Plan, written: string): number {
  const plus = written.startsWith('+')
  const digits = plus ? written.slice(1) : written
  return new Numbering(plan).read(digits.length, Number(digits), plus)
}

test('the plan of Vietnam bounds its numbers', () => {
  const { country, callingCode, min, max } = new Numbering(vietnam)
  assert.deepEqual(
    { country, callingCode, min, max },
    { country: 'VN', callingCode: '84', min: 320_000_000, max: 999_999_999 },
  )
})

/** The ministry's table of 2018, by operator: old prefix, new prefix. */
for (const [from, to] of Object.entries({
  120: 70,
  121: 79,
  122: 77,
  126: 76,
  128: 78,
  123: 83,
  124: 84,
  125: 85,
  127: 81,
  129: 82,
  162: 32,
  163: 33,
  164: 34,
  165: 35,
  166: 36,
  167: 37,
  168: 38,
  169: 39,
  186: 56,
  188: 58,
  199: 59,
}))
  test(`the mobile prefix 0${from} became 0${to} when Vietnam renumbered`, () => {
    assert.equal(read(vietnam, `0${from}1234567`), Number(`${to}1234567`))
    assert.equal(read(vietnam, `+84${from}0000000`), Number(`${to}0000000`))
    assert.equal(read(vietnam, `${from}9999999`), Number(`${to}9999999`))
  })

test('of all prefixes of two digits, these are mobile in whole', () => {
  const mobile = Array.from({ length: 90 }, (_, i) => i + 10).filter(
    prefix => read(vietnam, `${prefix}0000000`) > 0 && read(vietnam, `${prefix}9999999`) > 0,
  )
  assert.deepEqual(
    mobile.join(' '),
    '32 33 34 35 36 37 38 39 52 55 56 58 59 70 76 77 78 79 81 82 83 84 85 86 87 88 89 90 91 92 93 94 96 97 98',
  )
})

test('099 is mobile from 0993 to 0999 only', () => {
  const thirds = Array.from({ length: 10 }, (_, i) => (read(vietnam, `099${i}123456`) > 0 ? i : ''))
  assert.equal(thirds.join(''), '3456789')
})

const plan = (parts: Partial<Plan>): Plan => ({
  country: 'XX',
  callingCode: '999',
  trunkPrefix: '0',
  internationalPrefixes: ['00'],
  mobile: [{ operator: 'a', name: 'A', length: 9, prefixes: ['7'] }],
  renumbered: [],
  ...parts,
})

test('twelve digits of a national number are read', () => {
  const wide = plan({ mobile: [{ operator: 'a', name: 'A', length: 12, prefixes: ['7'] }] })
  for (const spelled of ['712345678901', '0712345678901', '+999712345678901', '00999712345678901'])
    assert.equal(read(wide, spelled), 712_345_678_901)
})

test('a country may have several lengths', () => {
  const germany = plan({
    callingCode: '49',
    mobile: [
      { operator: 'a', name: 'A', length: 10, prefixes: ['17'] },
      { operator: 'b', name: 'B', length: 11, prefixes: ['15', '176'] },
    ],
  })
  assert.equal(read(germany, '01701234567'), 1_701_234_567)
  assert.equal(read(germany, '017612345678'), 17_612_345_678)
  assert.equal(read(germany, '+4915123456789'), 15_123_456_789)
  assert.equal(read(germany, '0151234567'), NO_NUMBER.length)
})

test('a country may have no trunk prefix and its own international one', () => {
  const states = plan({
    country: 'US',
    callingCode: '1',
    trunkPrefix: '',
    internationalPrefixes: ['011'],
    mobile: [{ operator: 'a', name: 'A', length: 10, prefixes: ['650'] }],
  })
  for (const spelled of ['6502530000', '16502530000', '+16502530000', '01116502530000'])
    assert.equal(read(states, spelled), 6_502_530_000)
  assert.equal(read(states, '01184912345678'), NO_NUMBER.country)
})

test('digits that are two different numbers are neither', () => {
  const odd = plan({
    callingCode: '7',
    mobile: [
      { operator: 'a', name: 'A', length: 9, prefixes: ['9'] },
      { operator: 'b', name: 'B', length: 10, prefixes: ['79'] },
    ],
  })
  assert.equal(read(odd, '7912345678'), NO_NUMBER.ambiguous)
  assert.equal(read(odd, '+7912345678'), 912_345_678)
  assert.equal(read(odd, '+77912345678'), 7_912_345_678)
  assert.equal(read(odd, '07912345678'), 7_912_345_678)
})

test('two ways to the same number agree', () => {
  const renumbered = plan({
    callingCode: '7',
    mobile: [{ operator: 'a', name: 'A', length: 9, prefixes: ['9'] }],
    renumbered: [{ on: '2020-01-01', length: 10, prefixes: { '79': '9' } }],
  })
  assert.equal(read(renumbered, '7912345678'), 912_345_678)
})

function whyBad(change: (json: Record<string, unknown>) => void): string {
  const json = JSON.parse(JSON.stringify(plan({}))) as Record<string, unknown>
  change(json)
  try {
    parsePlan(JSON.stringify(json), 'XX')
    return 'fine'
  } catch (error) {
    assert.ok(error instanceof Failure && error.code === 'planBad')
    return String(error.details.why)
  }
}

for (const [what, change, why] of [
  ['as it should be', () => {}, /^fine$/],
  [
    'with a country of three letters',
    j => {
      j.country = 'VNM'
    },
    /country/,
  ],
  [
    'with + in its calling code',
    j => {
      j.callingCode = '+84'
    },
    /callingCode/,
  ],
  [
    'without a trunk prefix',
    j => {
      delete j.trunkPrefix
    },
    /trunkPrefix/,
  ],
  [
    'without international prefixes',
    j => {
      delete j.internationalPrefixes
    },
    /internationalPrefixes/,
  ],
  [
    'without ranges',
    j => {
      j.mobile = []
    },
    /mobile/,
  ],
  [
    'with a prefix that begins with 0',
    j => {
      j.mobile = [{ operator: 'a', name: 'A', length: 9, prefixes: ['09'] }]
    },
    /mobile/,
  ],
  [
    'with numbers of 13 digits',
    j => {
      j.mobile = [{ operator: 'a', name: 'A', length: 13, prefixes: ['9'] }]
    },
    /mobile/,
  ],
  [
    'with prefixes as numbers',
    j => {
      j.mobile = [{ operator: 'a', name: 'A', length: 9, prefixes: [9] }]
    },
    /mobile/,
  ],
  [
    'without renumbering',
    j => {
      delete j.renumbered
    },
    /renumbered/,
  ],
  [
    'with a renumbering to nowhere',
    j => {
      j.renumbered = [{ on: '2018-09-15', length: 10, prefixes: { '123': '83' } }]
    },
    /83/,
  ],
  [
    'with a renumbering of numbers in use',
    j => {
      j.renumbered = [{ on: '2018-09-15', length: 9, prefixes: { '71': '72' } }]
    },
    /in use/,
  ],
] as [string, (json: Record<string, unknown>) => void, RegExp][])
  test(`a numbering plan ${what} is refused with what is wrong`, () => assert.match(whyBad(change), why))

for (const text of ['', 'null', '[]', '"VN"', '{', '{"country":"VN"}'])
  test(`${text || 'nothing'} is no numbering plan`, () =>
    assert.throws(() => parsePlan(text, 'XX'), { code: 'planBad' }))

test('a country without a plan is named', async () => await assert.rejects(loadPlan('QQ'), { code: 'planUnknown' }))
