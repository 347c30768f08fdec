import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { loadPlan, Numbering } from './numbering.ts'
import { type Reason, readCell } from './spelling.ts'

const vietnam = new Numbering(await loadPlan('VN'))

function read(cell: string | Buffer): number | Reason {
  const octets = Buffer.concat([Buffer.from('x'), Buffer.from(cell as string), Buffer.from('1')])
  return readCell(vietnam, octets, 1, octets.length - 1)
}

const A = 912_345_678
const OLD = 834_567_890 // 0123 456 7890 until 2018

for (const [cell, expected] of [
  // What the contract names.
  ['0912345678', A],
  ['84912345678', A],
  ['+84912345678', A],
  ['912345678', A],
  ['0084912345678', A],
  ['091 234 5678', A],
  ['0912.345.678', A],
  ['0912-345-678', A],
  ['+84 912 345 678', A],
  ['84-912-345-678', A],
  ['0084 912.345-678', A],
  // Eleven digits of before 2018, in all those spellings.
  ['01234567890', OLD],
  ['841234567890', OLD],
  ['+841234567890', OLD],
  ['1234567890', OLD],
  ['00841234567890', OLD],
  ['0123 456 7890', OLD],
  ['+84 123.456.7890', OLD],
  ['01634567890', 334_567_890],
  ['01204567890', 704_567_890],
  ['01994567890', 594_567_890],
  // The prefix 84 is VinaPhone's; only the count of digits tells it from the calling code.
  ['841234567', 841_234_567],
  ['0841234567', 841_234_567],
  ['84841234567', 841_234_567],
  ['+84841234567', 841_234_567],
  ['0084841234567', 841_234_567],
  ['848412345678', 'length'],
  // A trunk 0 after the calling code, as many write it.
  ['+84 (0)912 345 678', A],
  ['840912345678', A],
  ['00840912345678', A],
  // Parentheses, quotes, and what spreadsheets, browsers and phones put around a number.
  ['(091) 234-5678', A],
  ['(+84) 912 345 678', A],
  ['  0912345678\t', A],
  ['0912345678\r', A],
  ['"0912345678"', A],
  ["'0912345678", A],
  ["'0912345678'", A],
  ['="0912345678"', A],
  ['""0912345678""', A],
  ['=""0912345678""', A],
  ['tel:+84-912-345-678', A],
  ['TEL:0912345678', A],
  ['0912345678-', A],
  ['912345678.0', A],
  ['84912345678.00', A],
  ['\u202a+84 912 345 678\u202c', A],
  ['0912\u00a0345\u00a0678', A],
  ['0912\u2013345\u2011678', A],
  ['\ufeff0912345678', A],
  ['\u200b0912345678', A],
  ['０９１２３４５６７８', A],
  ['＋８４９１２３４５６７８', A],
  ['（091）2345678', A],
  // What is no mobile number, and why.
  ['', 'empty'],
  ['   ', 'empty'],
  ['\t', 'empty'],
  ['""', 'empty'],
  ['\u00a0', 'empty'],
  ['8.4912E+10', 'rounded'],
  ['8,4912E+10', 'rounded'],
  ['8.4912345678e10', 'rounded'],
  ['9E8', 'rounded'],
  ['abc', 'notNumber'],
  ['N/A', 'notNumber'],
  ['+', 'notNumber'],
  ['()', 'notNumber'],
  ['-912345678', 'notNumber'],
  ['.912345678', 'notNumber'],
  ['++84912345678', 'notNumber'],
  ['84+912345678', 'notNumber'],
  ['0912345678x12', 'notNumber'],
  ['0912345678 ext 12', 'notNumber'],
  ['0912345678/0987654321', 'notNumber'],
  ['0912345678, 0987654321', 'notNumber'],
  ['0912,345,678', 'notNumber'],
  ['912345678.5', 'length'],
  ['٠٩١٢٣٤٥٦٧٨', 'notNumber'],
  ['0912345678 0987654321', 'length'],
  ['091234567', 'length'],
  ['09123456789', 'length'],
  ['84912345', 'length'],
  ['0', 'length'],
  ['113', 'length'],
  ['000912345678', 'prefix'],
  ['084912345678', 'length'],
  ['02438254000', 'prefix'],
  ['+842438254000', 'prefix'],
  ['0112345678', 'prefix'],
  ['0951234567', 'prefix'],
  ['01114567890', 'prefix'],
  ['84123456789.0', 'length'],
  ['+0912345678', 'prefix'],
  ['+6591234567', 'country'],
  ['006591234567', 'country'],
  ['+1 650 253 0000', 'country'],
  ['1'.repeat(300), 'notNumber'],
  ['0'.repeat(50), 'length'],
] as const)
  test(`${JSON.stringify(cell.slice(0, 30))} is ${expected}`, () => assert.equal(read(cell), expected))

test('a no-break space in a legacy encoding is no number, and no crash', () =>
  assert.equal(read(Buffer.from('0912\xa0345678', 'latin1')), 'notNumber'))

const LEADS = ['0', '', '84', '+84', '0084', '+840', '00840']
const separator = fc.constantFrom('', '', '', ' ', '.', '-', ') ', '\u00a0')

test('every spelling of a number is that number', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(32, 39, 52, 55, 59, 70, 81, 84, 86, 87, 91, 98, 99.4),
      fc.integer({ min: 0, max: 999_999 }),
      fc.constantFrom(...LEADS),
      fc.array(separator, { minLength: 9, maxLength: 9 }),
      (prefix, tail, lead, separators) => {
        const number = Math.round(prefix * 1e7) + tail
        const spelled = [...String(number)].map((digit, i) => digit + separators[i]).join('')
        // A dot after seven digits and zeros after it is a decimal point, which is another story.
        fc.pre(!/^\d{7,}\./.test(lead + spelled))
        assert.equal(read(lead + spelled), number)
      },
    ),
  )
})

test('any octets at all are a number of the plan or a reason', () => {
  const noise = fc.array(
    fc.oneof(
      fc.uint8Array({ maxLength: 3 }).map(octets => Buffer.from(octets)),
      fc.constantFrom('0', '84', '+', '9', '1', '.', '-', ' ', '(', 'E', '=', '"', "'").map(s => Buffer.from(s)),
    ),
  )
  fc.assert(
    fc.property(noise, parts => {
      const result = read(Buffer.concat(parts))
      if (typeof result === 'number') assert.ok(result >= vietnam.min && result <= vietnam.max)
    }),
    { numRuns: 2000 },
  )
})
