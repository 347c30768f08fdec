import assert from 'node:assert/strict'
import { test } from 'node:test'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { composeReport } from '../compose.ts'
import { HEADING, RECORDS } from '../fixtures.test.ts'
import { checkLayout, type Finding, RULE_IDS } from './checker.ts'
import { docxOf } from './docx.ts'
import { readDocx, UNPACKED_OCTETS_MAX } from './docx-reading.ts'
import { rulesOn } from './layout.ts'
import { readDocxInThread } from './read-in-thread.ts'

const BEFORE = '2020-03-02'
const AFTER = '2020-03-06'

async function docxOn(date: string): Promise<Uint8Array> {
  return await docxOf(composeReport(RECORDS, { ...HEADING, date }))
}

function broken(findings: readonly Finding[]): string[] {
  return findings.filter(({ is }) => is !== 'kept').map(({ rule, is }) => `${rule} ${is}`)
}

test('our documents keep every rule of the regulation of their date', async () => {
  for (const date of [BEFORE, '2020-03-04', '2020-03-05', AFTER]) {
    const findings = checkLayout(readDocx(await docxOn(date)), rulesOn(date))
    assert.deepEqual(broken(findings), [], date)
    assert.deepEqual(findings.map(({ rule }) => rule).sort(), [...RULE_IDS].sort())
  }
})

test('a document of one regulation breaks the other: the page number moved on 5 March 2020', async () => {
  const old = readDocx(await docxOn(BEFORE))
  assert.deepEqual(broken(checkLayout(old, rulesOn(AFTER))), ['page-number broken'])
  const young = readDocx(await docxOn(AFTER))
  assert.deepEqual(broken(checkLayout(young, rulesOn(BEFORE))), ['page-number broken'])
})

/** What somebody did to the document afterwards, in its XML, and the rules that it breaks. */
const SPOILED: readonly [string, (xml: string) => string, readonly string[]][] = [
  ['paper', xml => xml.replace(/(<w:pgSz w:w=)"\d+"/, '$1"12240"'), ['paper broken']],
  ['margins', xml => xml.replace(/(<w:pgMar [^>]*w:left=)"\d+"/, '$1"1134"'), ['margins broken']],
  [
    'a letter in red',
    xml => xml.replace(/(<\/w:rPr><w:t xml:space="preserve">Trong tháng)/, '<w:color w:val="FF0000"/>$1'),
    ['colour broken'],
  ],
  [
    'national name in small letters',
    xml => xml.replace('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Cộng hòa xã hội chủ nghĩa Việt Nam'),
    ['national-name broken'],
  ],
  [
    'motto missing',
    xml => xml.replace('Độc lập - Tự do - Hạnh phúc', ' '),
    ['motto not-found', 'motto-rule not-found'],
  ],
  ['day without its zero', xml => xml.replace('ngày 02 tháng 3', 'ngày 2 tháng 3'), ['place-and-date broken']],
  ['month with a zero too many', xml => xml.replace('ngày 02 tháng 3', 'ngày 02 tháng 03'), ['place-and-date broken']],
  ['number on the first page', xml => xml.replace('<w:titlePg/>', ''), ['page-number-first broken']],
  [
    'text that is not justified',
    xml => xml.replaceAll('<w:jc w:val="both"/>', '<w:jc w:val="left"/>'),
    ['text broken'],
  ],
  ['an annex in capitals', xml => xml.replace('>Phụ lục<', '>PHỤ LỤC<'), ['annex broken']],
  [
    'an annex of nobody knows what',
    xml => xml.replace('(Kèm theo Báo cáo số', '(Báo cáo số'),
    ['enclosed-with not-found'],
  ],
  ['no archive', xml => xml.replace('Lưu: VT', 'Lưu'), ['recipients broken']],
]

for (const [name, spoil, expected] of SPOILED)
  test(`a document with a fault (${name}) is told as ${expected.join(', ')}`, async () => {
    const files = unzipSync(await docxOn(BEFORE))
    const xml = strFromU8(files['word/document.xml'])
    const spoiled = spoil(xml)
    assert.ok(spoiled !== xml, 'the test spoils something')
    const octets = zipSync({ ...files, 'word/document.xml': strToU8(spoiled) })
    assert.deepEqual(broken(checkLayout(readDocx(octets), rulesOn(BEFORE))), expected)
  })

test('sizes and fonts are found where a style or the defaults say them', async () => {
  const files = unzipSync(await docxOn(BEFORE))
  const styles = strFromU8(files['word/styles.xml']).replaceAll('Times New Roman', 'Arial')
  const octets = zipSync({ ...files, 'word/styles.xml': strToU8(styles) })
  assert.deepEqual(broken(checkLayout(readDocx(octets), rulesOn(BEFORE))), ['font broken'])
})

test('what is no DOCX, or an unkind one, is refused', () => {
  const word = (document: string) => zipSync({ 'word/document.xml': strToU8(document) })
  for (const octets of [
    new Uint8Array(),
    strToU8('PK\x03\x04 nonsense'),
    zipSync({ 'other.xml': strToU8('<a/>') }),
    word('<w:document/>'),
    word('<!DOCTYPE a [<!ENTITY x "y">]><w:document><w:sectPr/></w:document>'),
    word('<w:document><w:body>'),
  ])
    assert.throws(() => readDocx(octets), { code: 'docxUnreadable' })
})

test('a small DOCX of much XML is refused before it is unpacked, and read in a thread that cannot grow', async () => {
  const [head, tail] = ['<w:document><w:body>', '<w:sectPr/></w:body></w:document>']
  const bomb = (element: string, octets: number) =>
    zipSync({ 'word/document.xml': strToU8(head + element.repeat(Math.ceil(octets / element.length)) + tail) })
  const large = bomb('<w:p/>', UNPACKED_OCTETS_MAX + 1)
  assert.ok(large.length < 100_000, 'it is small as it lies there')
  assert.throws(() => readDocx(large), { code: 'docxTooLarge' })
  await assert.rejects(readDocxInThread(large), { code: 'docxTooLarge' })
  // Small enough unpacked, and yet far more than that as the parser has it.
  await assert.rejects(readDocxInThread(bomb('<a b="c"/>', 2_000_000), { memoryMaxMb: 24 }), { code: 'docxTooLarge' })
  await assert.rejects(readDocxInThread(strToU8('no zip')), { code: 'docxUnreadable' })
  const own = await docxOn(AFTER)
  assert.deepEqual(await readDocxInThread(own), readDocx(own))
})
