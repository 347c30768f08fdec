import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { Failure } from '../base/failure.ts'
import {
  combineAudiences,
  EXPRESSION_DEPTH_MAX,
  EXPRESSION_SIZE_MAX,
  type Expression,
  evaluate,
  namesOf,
  parseExpression,
} from './algebra.ts'
import { type Audience, numberAt, RUN_SPAN } from './audience.ts'
import { Collector } from './collect.ts'
import { audienceOf } from './digest.ts'
import { readAudience, writeAudience } from './file.ts'

const folder = mkdtempSync(join(tmpdir(), 'loa-algebra-'))
after(() => rmSync(folder, { recursive: true }))

/** With every parenthesis written out. */
function shown(expression: Expression): string {
  if (expression.is === 'name') return expression.name
  return `(${shown(expression.left)}${expression.operator}${shown(expression.right)})`
}

for (const [text, expected] of [
  ['a', 'a'],
  ['a & (b | c) - d', '((a&(b|c))-d)'],
  ['a | b & c', '(a|(b&c))'],
  ['a & b | c', '((a&b)|c)'],
  ['a | b - c', '(a|(b-c))'],
  ['a - b | c', '((a-b)|c)'],
  ['a - b - c', '((a-b)-c)'],
  ['a - b & c', '((a-b)&c)'],
  ['a & b - c & d', '(((a&b)-c)&d)'],
  ['a|b|c', '((a|b)|c)'],
  ['a - (b - c)', '(a-(b-c))'],
  ['((a))', 'a'],
  ['  hà_nội2&_x ', '(hà_nội2&_x)'],
] as const)
  test(`the expression ${text} means ${expected}`, () => assert.equal(shown(parseExpression(text)), expected))

for (const [text, code, at] of [
  ['', 'expressionEnds', 1],
  ['  ', 'expressionEnds', 3],
  ['a &', 'expressionEnds', 4],
  ['a b', 'expressionUnexpected', 3],
  ['& a', 'expressionUnexpected', 1],
  ['a & | b', 'expressionUnexpected', 5],
  ['a + b', 'expressionUnexpected', 3],
  ['a && b', 'expressionUnexpected', 4],
  ['(a | b', 'expressionOpen', 1],
  ['a & ((b | c) - d', 'expressionOpen', 5],
  ['a)', 'expressionUnexpected', 2],
  ['()', 'expressionUnexpected', 2],
  ['(a b)', 'expressionUnexpected', 4],
  ['2a', 'expressionUnexpected', 1],
  ["a 'b'", 'expressionUnexpected', 3],
] as const)
  test(`the expression '${text}' is wrong at position ${at}`, () =>
    assert.throws(
      () => parseExpression(text),
      error => error instanceof Failure && error.code === code && error.details.at === at && error.kind.exit === 2,
    ))

test('an expression has its limits', () => {
  const deep = (depth: number) => `${'('.repeat(depth)}a${')'.repeat(depth)}`
  assert.equal(shown(parseExpression(deep(EXPRESSION_DEPTH_MAX))), 'a')
  assert.throws(() => parseExpression(deep(EXPRESSION_DEPTH_MAX + 1)), { code: 'expressionSize' })
  assert.throws(() => parseExpression(`a${' '.repeat(EXPRESSION_SIZE_MAX)}`), { code: 'expressionSize' })
  const long = parseExpression(`a${'-b'.repeat((EXPRESSION_SIZE_MAX - 1) / 2)}`)
  assert.equal(namesOf(long).length, 1 + Math.floor((EXPRESSION_SIZE_MAX - 1) / 2))
})

test('names come in the order of the text, with their places', () =>
  assert.deepEqual(namesOf(parseExpression('b & (a | b) - c')), [
    { name: 'b', at: 1 },
    { name: 'a', at: 6 },
    { name: 'b', at: 10 },
    { name: 'c', at: 15 },
  ]))

function audienceFrom(numbers: Iterable<number>, country = 'VN'): Audience {
  const collector = new Collector({ min: 0, max: 10 ** 12 })
  const all = Float64Array.from(numbers)
  collector.add(all, all.length)
  return audienceOf({ country, callingCode: '84', ...collector.finish() })
}

/** Few values, so that sets meet; three runs. */
const numbers = fc
  .array(fc.tuple(fc.constantFrom(0, RUN_SPAN, 7 * RUN_SPAN), fc.nat({ max: 30 })), { maxLength: 40 })
  .map(pairs => new Set(pairs.map(([base, low]) => base + low)))
const operation = fc.constantFrom('&', '|', '-')
const { expression } = fc.letrec<{ expression: string }>(tie => ({
  expression: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('a', 'b', 'c'),
    fc.tuple(tie('expression'), operation, tie('expression')).map(([l, o, r]) => `${l} ${o} ${r}`),
    tie('expression').map(inner => `(${inner})`),
  ),
}))

function ofSets(e: Expression, sets: Record<string, Set<number>>): Set<number> {
  if (e.is === 'name') return sets[e.name]
  const left = ofSets(e.left, sets)
  const right = ofSets(e.right, sets)
  if (e.operator === '|') return new Set([...left, ...right])
  return new Set([...left].filter(number => right.has(number) === (e.operator === '&')))
}

test('merges agree with sets of JavaScript, digest included', async () => {
  await fc.assert(
    fc.asyncProperty(expression, numbers, numbers, numbers, async (text, a, b, c) => {
      const sets: Record<string, Set<number>> = { a, b, c }
      const parsed = parseExpression(text)
      const result = audienceOf(await evaluate(parsed, async name => audienceFrom(sets[name])))
      const expected = audienceFrom(ofSets(parsed, sets))
      assert.deepEqual(
        Array.from({ length: result.size }, (_, rank) => numberAt(result, rank)),
        Array.from({ length: expected.size }, (_, rank) => numberAt(expected, rank)),
      )
      assert.deepEqual(result.runs, expected.runs)
      assert.equal(result.sha256, expected.sha256)
    }),
    { numRuns: 500 },
  )
})

test('each name is loaded once and only when it is needed', async () => {
  const loaded: string[] = []
  await evaluate(parseExpression('a & b | a - c | b'), async name => {
    loaded.push(name)
    return audienceFrom([1, 2])
  })
  assert.deepEqual(loaded, ['a', 'b', 'c'])
})

const file = (name: string) => join(folder, name)
const files = new Map([
  ['a', file('a.loa')],
  ['b', file('b.loa')],
  ['de', file('de.loa')],
])
before(async () => {
  await writeAudience(file('a.loa'), audienceFrom([1, 2, 3]), { duplicates: 4, rejected: 5 })
  await writeAudience(file('b.loa'), audienceFrom([3, 4]))
  await writeAudience(file('de.loa'), audienceFrom([3], 'DE'))
})

test('a combined audience is a file like any other, without duplicates or rejects', async () => {
  const combined = await combineAudiences(file('out.loa'), { expression: 'a - b', files })
  const read = await readAudience(file('out.loa'))
  assert.deepEqual([...read.low], [1, 2])
  assert.equal(read.sha256, combined.sha256)
  assert.deepEqual([read.duplicates, read.rejected], [0, 0])
})

test('an audience may be combined into its own place', async () => {
  await writeAudience(file('own.loa'), audienceFrom([1, 2, 3]))
  const own = new Map([...files, ['own', file('own.loa')]])
  await combineAudiences(file('own.loa'), { expression: 'own & b', files: own })
  assert.deepEqual([...(await readAudience(file('own.loa'))).low], [3])
})

for (const [expression, code] of [
  ['a | de', 'countriesDiffer'],
  ['a | x', 'expressionName'],
  ['a |', 'expressionEnds'],
] as const)
  test(`combining ${expression} fails with ${code} and writes nothing`, async () => {
    await assert.rejects(combineAudiences(file('never.loa'), { expression, files }), { code })
    assert.ok(!readdirSync(folder).some(name => name.includes('never')))
  })

test('a list is no audience to combine', async () => {
  writeFileSync(file('list.csv'), '0912345678\n')
  await assert.rejects(
    combineAudiences(file('never.loa'), { expression: 'l', files: new Map([['l', file('list.csv')]]) }),
    { code: 'audienceForeign' },
  )
})

test('a list in the place of the result survives', async () => {
  writeFileSync(file('list.csv'), '0912345678\n')
  await assert.rejects(combineAudiences(file('list.csv'), { expression: 'a', files }), { code: 'outTaken' })
})
