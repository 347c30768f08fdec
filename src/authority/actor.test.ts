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
const TURNED = ['\u202b', '\u202d', '\u202e', '\u2067']
const UNASKED = ['\u00ad', '\u200e', '\u202a', '\u202c', '\u2060', '\u2066', '\u2068', '\u2069', '\ufeff']

test('what people write is taken, in letters with marks above and below', () => {
  for (const text of WRITTEN)
    for (const shape of [line, paragraph]) assert.equal(shape.parse(text), text.normalize('NFC'))
})

test('nobody turns the order of what is written beside their words, or builds a tower of marks on a letter', () => {
  const tower = `Xong${'\u0301'.repeat(240)}`
  for (const text of [...TURNED.map(turn => `Bác sĩ ${turn}Hoa`), tower.slice(0, 150)])
    for (const shape of [line, paragraph]) assert.equal(shape.safeParse(text).success, false, JSON.stringify(text))
  assert.equal(paragraph.safeParse(`Dòng một\n${tower}`).success, false)
})

test('what a word processor puts in unasked is gone, and its line breaks are line breaks', () => {
  for (const sign of UNASKED)
    for (const shape of [line, paragraph]) assert.equal(shape.parse(`Rửa${sign} tay`), 'Rửa tay')
  for (const end of ['\n', '\r\n', '\r', '\v', '\u0085', '\u2028', '\u2029']) {
    assert.equal(paragraph.parse(`Rửa${end}tay`), 'Rửa\ntay')
    // Of these no field of one line can have any: a program has put them there.
    const isHard = /[\r\n]/.test(end)
    assert.equal(line.safeParse(`Rửa${end}tay`).data, isHard ? undefined : 'Rửa tay')
  }
})

test('who is refused for a letter is told in both languages which one it is, and where', () => {
  const { error } = paragraph.safeParse('Rửa tay.\r\nĐeo \ufffekhẩu trang.')
  const [issue] = error?.issues ?? []
  assert.ok(issue?.code === 'custom')
  assert.match(String(issue.params?.vi), /^Dòng 2, chữ thứ 5: U\+FFFE /)
  assert.match(String(issue.params?.en), /^Line 2, letter 5: U\+FFFE /)
})
