import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Problem } from '../../../web/problem.ts'
import { PLAIN_CONTENT } from '../plain-content.ts'
import { refusedNumber, withNumber } from './refused-number.ts'

const TEXT = 'Gọi 0912 345 678 ngay'
const CONTENT = { ...PLAIN_CONTENT, messages: [{ variants: [{ language: 'vi', text: TEXT }] }] }
const problem = (code: string, details: Record<string, unknown>) =>
  new Problem({ status: 422, code, sentence: { vi: '', en: '' }, details })
const PATH = 'content.messages.0.variants.0.text'

test('a number that was refused is found in the text that was sent, and only there', () => {
  const place = { from: 4, to: 16 }
  assert.deepEqual(refusedNumber(problem('subscriberNumber', { path: PATH, ...place }), CONTENT), {
    message: 0,
    variant: 0,
    written: '0912 345 678',
  })
  for (const [code, details] of [
    ['versionConflict', { path: PATH, ...place }],
    ['subscriberNumber', { path: PATH }],
    ['subscriberNumber', { path: 'content.title', ...place }],
    ['subscriberNumber', { path: 'content.messages.3.variants.0.text', ...place }],
  ] as const)
    assert.equal(refusedNumber(problem(code, details), CONTENT), null)
})

test('the mark goes with its number, wherever it stands now, and goes away with it', () => {
  const places = (text: string) =>
    withNumber([], text, '0912 345 678').map(({ from, to, kind }) => `${from}-${to} ${kind}`)
  assert.deepEqual(places(TEXT), ['4-16 number'])
  assert.deepEqual(places(`Xin mời ${TEXT}, 0912 345 678`), ['12-24 number', '31-43 number'])
  assert.deepEqual(places('Gọi 19009095 ngay'), [])
})

test('a number is one mark, whatever else could be marked in it', () => {
  const inside = { kind: 'invisible', from: 8, to: 9, letter: '\u00a0', name: 'U+00A0', replacement: ' ' } as const
  const behind = { ...inside, from: 16, to: 17 }
  const text = 'Gọi 0912\u00a0345\u00a0678\u00a0ngay'
  const marks = withNumber([inside, behind], text, '0912\u00a0345\u00a0678')
  assert.deepEqual(
    marks.map(({ kind, from }) => `${from} ${kind}`),
    ['4 number', '16 invisible'],
  )
})
