import assert from 'node:assert/strict'
import { test } from 'node:test'
import { line, paragraph } from './actor.ts'

const WRITTEN = [
  'Bệnh viện Chợ Rẫy',
  'Bệnh viện Chợ Rẫy'.normalize('NFD'),
  'ស្រ្តី ក្រុំា៉ះ',
  'กำลังใจที่สุด',
  'Ţ́h̀ệ',
  '<b>Ủy ban</b> & "Sở"',
]
const TURNED = ['\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2069']

test('what people write is taken, in letters with marks above and below', () => {
  for (const text of WRITTEN)
    for (const shape of [line, paragraph]) assert.equal(shape.parse(text), text)
})

test('nobody turns the order of what is written beside their words, or builds a tower of marks on a letter', () => {
  const tower = `Xong${'\u0301'.repeat(240)}`
  for (const text of [...TURNED.map(turn => `Bác sĩ ${turn}Hoa`), tower.slice(0, 150)])
    for (const shape of [line, paragraph])
      assert.equal(shape.safeParse(text).success, false, JSON.stringify(text))
  assert.equal(paragraph.safeParse(`Dòng một\n${tower}`).success, false)
})
