import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadPlan, Numbering } from '../audience/numbering.ts'
import { placeOfNumber, stringAt } from './number-place.ts'

const numbering = new Numbering(await loadPlan('VN'))

function check(text: string, expected: string | null) {
  const place = placeOfNumber(numbering, text)
  assert.equal(place === null ? null : text.slice(place.from, place.to), expected, text)
}

test('a number is marked where it stands, with its own digits and signs and nothing else', () => {
  for (const [text, expected] of [
    ['Gọi 0912345678 ngay', '0912345678'],
    ['Gọi 0912 345 678.', '0912 345 678'],
    ['(091) 234-5678', '091) 234-5678'],
    ['+84 912.345.678', '912.345.678'],
    ['Giá 5, gọi 0912,345,678; 0987654321', '0912,345,678'],
    ['12 0912 345 678 34', '0912 345 678'],
    ['x0912345678y', '0912345678'],
    ['Gọi 19009095', null],
    ['', null],
  ] as const)
    check(text, expected)
})

test('a string is found by the path that it was refused with, and nothing that is inherited', () => {
  const body = { content: { messages: [{ variants: [{ text: 'x' }] }] } }
  assert.equal(stringAt(body, 'content.messages.0.variants.0.text'), 'x')
  for (const path of ['content', 'content.constructor.name', 'content.messages.1', 'body'])
    assert.equal(stringAt(body, path), null)
})
