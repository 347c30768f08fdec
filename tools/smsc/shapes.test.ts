import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Desk } from './desk.ts'
import { DEFAULTS } from './options.ts'
import { SUBMIT_SM } from './protocol.ts'
import { rawSubmit } from './raw.ts'
import { nineDigits, type Shape } from './shapes.ts'
import { readSubmit } from './submit.ts'

const desk = new Desk(DEFAULTS)

function learn(pdu: Buffer, last: Shape | null): Shape {
  const submit = readSubmit(pdu, SUBMIT_SM)
  assert.ok(typeof submit !== 'string')
  const shape = desk.shape(pdu, submit)
  assert.ok(typeof shape !== 'number')
  desk.shapes.add(last, shape)
  return shape
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

test('a shape is known again only where nothing differs but sequence_number and nine digits', () => {
  // Lengths of every remainder by four, as the comparison goes by words.
  for (const length of [130, 131, 132, 133]) {
    const pdu = rawSubmit(7, { reference: length, text: Buffer.alloc(length, 65) })
    const shape = learn(pdu, null)
    const digits = pdu.indexOf('900000000')
    assert.equal(shape.varies, digits)
    for (let at = 4; at < pdu.length; at += 1) {
      const other = Buffer.concat([Buffer.alloc(5), pdu])
      other[5 + at] ^= 1
      const may = (at >= 12 && at < 16) || (at >= digits && at < digits + 9)
      for (const last of [shape, { ...shape, next: shape }, { ...shape, next: null }])
        assert.equal(desk.shapes.find(last, viewOf(other), 5, pdu.length) !== null, may, `octet ${at} of ${pdu.length}`)
    }
    assert.equal(desk.shapes.find(shape, viewOf(pdu), 0, pdu.length - 1), null)
  }
})

test('parts that follow each other are found whichever came last', () => {
  const pdus = [1, 2, 3].map(part => rawSubmit(part, { reference: 9, part, parts: 3 }))
  const shapes: Shape[] = []
  for (const pdu of pdus) shapes.push(learn(pdu, shapes.at(-1) ?? null))
  for (const last of shapes)
    for (const [i, pdu] of pdus.entries()) assert.equal(desk.shapes.find(last, viewOf(pdu), 0, pdu.length), shapes[i])
})

for (const [text, expected] of [
  ['000000000', 0],
  ['912345678', 912_345_678],
  ['999999999', 999_999_999],
  ['91234567x', -1],
  ['/12345678', -1],
  ['91234:678', -1],
  ['91234\u0000678', -1],
] as const)
  test(`nine octets ${JSON.stringify(text)} are the number ${expected}`, () => {
    assert.equal(nineDigits(Buffer.from(`1${text}1`), 1), expected)
  })
