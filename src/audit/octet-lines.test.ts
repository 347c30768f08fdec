import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cellsOf, countOctet, LineCounter, linesOf } from './octet-lines.ts'

function counted(text: string, cuts: readonly number[] = []) {
  const octets = Buffer.from(text)
  const counter = new LineCounter()
  const places = [0, ...cuts.filter(cut => cut <= octets.length).sort((a, b) => a - b)]
  for (const [at, from] of places.entries()) counter.add(octets.subarray(from, places[at + 1]))
  return counter.count
}

const CASES = [
  ['', { lines: 0, blank: 0, ends: 'none', openQuotes: 0, lastOpen: false }],
  ['a', { lines: 1, blank: 0, ends: 'none', openQuotes: 0, lastOpen: true }],
  ['a\n', { lines: 1, blank: 0, ends: 'lf', openQuotes: 0, lastOpen: false }],
  ['a\nb', { lines: 2, blank: 0, ends: 'lf', openQuotes: 0, lastOpen: true }],
  ['a\r\nb\r\n', { lines: 2, blank: 0, ends: 'crlf', openQuotes: 0, lastOpen: false }],
  ['a\r\nb\n', { lines: 2, blank: 0, ends: 'mixed', openQuotes: 0, lastOpen: false }],
  ['a\rb\r', { lines: 1, blank: 0, ends: 'mixed', openQuotes: 0, lastOpen: true }],
  ['\n\na\n\n\nb\n', { lines: 6, blank: 4, ends: 'lf', openQuotes: 0, lastOpen: false }],
  ['a\r\n\r\n\r\nb\r\n', { lines: 4, blank: 2, ends: 'crlf', openQuotes: 0, lastOpen: false }],
  ['"a"\n"b\nc"\nd\n', { lines: 4, blank: 0, ends: 'lf', openQuotes: 2, lastOpen: false }],
  ['"a\nb\n"c', { lines: 3, blank: 0, ends: 'lf', openQuotes: 2, lastOpen: true }],
] as const

test('lines, blank ones, their ends and open quotes are counted', () => {
  for (const [text, expected] of CASES)
    assert.deepEqual(counted(text), { ...expected, octets: Buffer.byteLength(text) }, JSON.stringify(text))
})

test('wherever a text is cut, its lines are counted the same', () => {
  const text = fc
    .array(fc.constantFrom('a', '\n', '\n', '\r\n', '"', ',', '\n\n', '\r\n\r\n'), { maxLength: 30 })
    .map(parts => parts.join(''))
  fc.assert(
    fc.property(text, fc.array(fc.nat(40)), (whole, cuts) => {
      assert.deepEqual(counted(whole, cuts), counted(whole))
      const lines = whole.split('\n')
      if (lines.at(-1) === '') lines.pop()
      assert.equal(counted(whole).lines, lines.length)
      const isBlank = (line: string, at: number) =>
        (line === '' || line === '\r') && (at < lines.length - 1 || whole.endsWith('\n'))
      assert.equal(counted(whole).blank, lines.filter(isBlank).length)
      const quotes = (line: string) => line.split('"').length - 1
      assert.equal(counted(whole).openQuotes, lines.filter(line => quotes(line) % 2 === 1).length)
    }),
  )
})

test('an octet is counted four at a time as one by one, wherever the memory begins', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3000 }), fc.nat(7), fc.constantFrom(0, 10, 128, 255), (all, skip, octet) => {
      const octets = all.map(value => (value < 128 ? octet : value)).subarray(skip)
      assert.equal(countOctet(octets, octet), octets.filter(value => value === octet).length)
    }),
  )
})

test('lines come with their numbers, wherever the text is cut', async () => {
  const octets = Buffer.from('a\r\n\nbc\nd')
  for (let cut = 0; cut <= octets.length; cut++) {
    const found: [number, string, boolean][] = []
    const pieces = async function* () {
      yield octets.subarray(0, cut)
      yield octets.subarray(cut)
    }
    for await (const { line, text, isEnded } of linesOf(pieces())) found.push([line, text.toString(), isEnded])
    assert.deepEqual(
      found,
      [
        [1, 'a', true],
        [2, '', true],
        [3, 'bc', true],
        [4, 'd', false],
      ],
      `cut at ${cut}`,
    )
  }
})

test('the cells of a line are found, quoted and not', () => {
  for (const [line, expected] of [
    ['', ['']],
    ['a,b', ['a', 'b']],
    ['a,', ['a', '']],
    [',,', ['', '', '']],
    ['"a,b",c', ['a,b', 'c']],
    ['"a ""x""",c', ['a "x"', 'c']],
    ['"",""', ['', '']],
    ['a"b,c', ['a"b', 'c']],
    ['"a"b,c', null],
    ['"a,b', null],
    ['a,"b""', null],
  ] as const)
    assert.deepEqual(cellsOf(Buffer.from(line), 0x2c), expected, line)
})
