import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { seeded } from '../base/random.ts'
import { sameMessageId } from '../smpp/receipts.ts'
import { fingerprint, fingerprintOf, ID_OCTETS_MAX, otherForms, sameExactly, sameLoosely } from './fingerprint.ts'

type Match = 'exactly' | 'in another form' | 'loosely' | 'not'

/** As the ledger finds a receipt's segment: it keeps the response's fingerprint and gets the receipt's text. */
function match(response: string, receipt: string): Match {
  const kept = fingerprintOf(response)
  const come = fingerprintOf(receipt)
  if (sameExactly(kept, come)) return 'exactly'
  if (otherForms(receipt).some(form => sameLoosely(kept, form))) return 'in another form'
  return sameLoosely(kept, come) ? 'loosely' : 'not'
}

/** The receipt came first: it keeps the receipt's fingerprint and gets the response's text. */
function matchesEarly(response: string, receipt: string): boolean {
  const kept = fingerprintOf(receipt)
  return [fingerprintOf(response), ...otherForms(response)].some(form => sameLoosely(kept, form))
}

const LONGEST = `9${'0123456789'.repeat(7)}`.slice(0, ID_OCTETS_MAX)
/** 64 digits in decimal. */
const F53 = 'f'.repeat(53)

const PAIRS: readonly (readonly [response: string, receipt: string, how: Match])[] = [
  ['0123456789', '0123456789', 'exactly'],
  ['5e2f', '5e2f', 'exactly'],
  ['c5f7d8a0-4f5e-11ea-b77f-2e728ce88125', 'c5f7d8a0-4f5e-11ea-b77f-2e728ce88125', 'exactly'],
  ['', '', 'exactly'],
  [LONGEST, LONGEST, 'exactly'],
  // Hexadecimal in the response, decimal in the receipt, and the reverse.
  ['1A', '26', 'in another form'],
  ['1a', '26', 'in another form'],
  ['0000001A', '0000000026', 'in another form'],
  ['26', '1A', 'in another form'],
  ['26', '0000001a', 'in another form'],
  // 2^53, and the next one, which a double cannot tell from it.
  ['9007199254740992', '20000000000000', 'in another form'],
  ['9007199254740993', '20000000000001', 'in another form'],
  ['20000000000001', '9007199254740993', 'in another form'],
  // 2^64 - 1 and 2^256 - 1.
  ['FFFFFFFFFFFFFFFF', '18446744073709551615', 'in another form'],
  [F53, BigInt(`0x${F53}`).toString(), 'in another form'],
  [LONGEST, BigInt(LONGEST).toString(16), 'in another form'],
  // Leading zeros and letter case.
  ['0000123', '123', 'loosely'],
  ['123', '0000123', 'loosely'],
  ['AbCx', 'aBcX', 'loosely'],
  ['00AbCx', 'aBcX', 'loosely'],
  ['0', '0000', 'in another form'],
  ['000', '0', 'in another form'],
  [`00${LONGEST.slice(2)}`, LONGEST.slice(2), 'loosely'],
  // `0x` before hexadecimal digits, as some centres write it.
  ['0x1A', '1a', 'loosely'],
  ['1A', '0x1a', 'loosely'],
  ['0x1A', '0X001a', 'loosely'],
  ['0x1A', '26', 'in another form'],
  ['26', '0x1A', 'in another form'],
  // Others.
  ['123', '124', 'not'],
  ['1A', '1B', 'not'],
  ['1A', '27', 'not'],
  ['123', '1230', 'not'],
  ['9007199254740992', '20000000000001', 'not'],
  ['9007199254740993', '20000000000000', 'not'],
  ['abc', 'abd', 'not'],
  ['0x1G', '1G', 'not'],
  ['0xG1', 'G1', 'not'],
  ['0x1@', '1@', 'not'],
  ['0x1`', '1`', 'not'],
  ['@1', '`1', 'not'],
  ['[1', '{1', 'not'],
  ['x1A', '1A', 'not'],
  ['0x', '', 'not'],
  ['-26', '26', 'not'],
  [' 26', '26', 'not'],
]

for (const [response, receipt, how] of PAIRS)
  test(`the receipt of '${receipt}' is ${how === 'not' ? 'not' : `${how}`} that of '${response}'`, () => {
    assert.equal(match(response, receipt), how)
    assert.equal(matchesEarly(response, receipt), how !== 'not')
  })

test('an id of the longest kind differs from one that differs in its last octet only', () => {
  for (const last of 'abcdef012345678') {
    const other = LONGEST.slice(0, -1) + last
    if (other !== LONGEST) assert.equal(match(LONGEST, other), 'not')
  }
})

test('an id longer than SMPP allows has no other forms', () => {
  assert.equal(otherForms(LONGEST).length, 2)
  assert.deepEqual(otherForms(`${LONGEST}0`), [])
  assert.deepEqual(otherForms(''), [])
})

test('a fingerprint is of the octets between its bounds', () => {
  const bytes = Buffer.from('xx0123456789yy')
  assert.equal(fingerprint(bytes, 2, 12), fingerprintOf('0123456789'))
  assert.equal(fingerprint(bytes, 2, 2), fingerprintOf(''))
})

// Counted by another program from the description: FNV-1a of 32 bits over the octets without leading zeros and in lower
// case, mixed, its upper three octets dropped to 24 bits; then 31 times the sum so far, folded to one octet.
for (const [id, kept] of [
  ['', 0xb1854e2f],
  ['0', 0xb1854ee4],
  ['0123456789', 0x01e15817],
  ['5E2F', 0x6ad8686d],
  ['0x5e2f', 0x6ad86885],
  ['c5f7d8a0-4f5e-11ea-b77f-2e728ce88125', 0x7f8c44b1],
  ['f'.repeat(64), 0xee2b46c4],
] as readonly (readonly [string, number])[])
  test(`what lies in ledgers keeps its meaning: '${id}'`, () => {
    assert.equal(fingerprintOf(id).toString(16), kept.toString(16))
  })

const hexadecimal = (max: number) =>
  fc.array(fc.constantFrom(...'0123456789abcdefABCDEF'), { minLength: 1, maxLength: max })
const decimal = (max: number) => fc.array(fc.constantFrom(...'0123456789'), { minLength: 1, maxLength: max })
const printable = fc.string({ maxLength: ID_OCTETS_MAX, unit: 'grapheme-ascii' })

const anId = fc.oneof(
  decimal(20).map(digits => digits.join('')),
  hexadecimal(16).map(digits => digits.join('')),
  hexadecimal(62).map(digits => `0x${digits.join('')}`),
  decimal(ID_OCTETS_MAX).map(digits => digits.join('')),
  hexadecimal(ID_OCTETS_MAX).map(digits => digits.join('')),
  printable,
)

const CHANGES: readonly ((id: string) => string)[] = [
  id => id,
  id => id.toUpperCase(),
  id => id.toLowerCase(),
  id => `000${id}`,
  id => `0x${id}`,
  id => id.replace(/^0+/, ''),
  id => (/^\d+$/.test(id) ? BigInt(id).toString(16) : id),
  id => (/^[0-9a-f]+$/i.test(id) ? BigInt(`0x${id}`).toString() : id),
  id => id.padStart(10, '0'),
  id => `${id}1`,
]

test('what the whole rule calls the same message, its fingerprints call the same', () => {
  let same = 0
  fc.assert(
    fc.property(anId, fc.array(fc.constantFrom(...CHANGES), { maxLength: 3 }), fc.boolean(), (id, changes, turned) => {
      const changed = changes.reduce((text, change) => change(text), id)
      const [response, receipt] = turned ? [changed, id] : [id, changed]
      if (Math.max(response.length, receipt.length) > ID_OCTETS_MAX) return
      if (!sameMessageId(response, receipt)) return
      same++
      assert.notEqual(match(response, receipt), 'not', `${response} and ${receipt}`)
      assert.ok(matchesEarly(response, receipt), `early: ${response} and ${receipt}`)
    }),
    { numRuns: 5000 },
  )
  assert.ok(same > 1000, `${same} pairs were the same`)
})

test('ids that the whole rule tells apart are hardly ever taken for each other', () => {
  const random = seeded(5)
  let [compared, taken] = [0, 0]
  const compare = (a: string, b: string) => {
    if (sameMessageId(a, b)) return
    compared++
    if (match(a, b) !== 'not' || matchesEarly(a, b)) taken++
  }
  // The segments of one message get ids in a row, in whatever writing.
  for (let i = 0; i < 20_000; i++) {
    const first = random.below(2 ** 31)
    for (const next of [1, 2, 10, 256]) {
      compare(String(first), String(first + next))
      compare(first.toString(16), (first + next).toString(16))
      compare(first.toString(16), String(first + next))
    }
  }
  // 3 chances of 1 in 2^24 each.
  assert.ok(compared > 200_000 && taken <= 2, `${taken} of ${compared}`)
})
