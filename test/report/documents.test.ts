/**
 * A report's DOCX and PDF as others read them: LibreOffice sets the DOCX, poppler tells pages, fonts, tags and where each
 * word stands.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { composeReport } from '../../src/report/compose.ts'
import { docxOf } from '../../src/report/documents/docx.ts'
import { pdfOf } from '../../src/report/documents/pdf.ts'
import { HEADING, RECORDS } from '../../src/report/fixtures.test.ts'
import { run } from '../peers/child.ts'
import { missing } from '../peers/installed.ts'

const POINTS_A_MM = 72 / 25.4
const WITHIN_MS = 120_000
/** Letters of every kind that Vietnamese has, which fonts cut by script lack. */
const LETTERS = 'ẮẰẲẴẶ Ấầẩẫậ Ếềểễệ Ốồổỗộ Ớờởỡợ Ứừửữự ỳỷỹỵ Đđ Ơơ Ưư'

interface Word {
  readonly page: number
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly text: string
}

describe('the documents of a report', { skip: missing('soffice', 'poppler') }, () => {
  const directory = mkdtempSync(join(tmpdir(), 'loa-report-'))
  const files = { docx: join(directory, 'docx.pdf'), pdf: join(directory, 'own.pdf') }
  before(async () => {
    const workItems = [{ ...RECORDS.workItems[0], title: LETTERS }]
    const signer = {
      onBehalf: [{ vi: 'KT. Bộ trưởng', en: 'For the Minister' }],
      title: { vi: 'Thứ trưởng', en: 'Vice Minister' },
      name: 'Nguyễn Văn An',
    }
    const report = composeReport(
      { ...RECORDS, workItems },
      { ...HEADING, symbol: '12/BC-BTTTT', signer, date: '2020-03-06' },
    )
    writeFileSync(join(directory, 'docx.docx'), await docxOf(report))
    writeFileSync(files.pdf, await pdfOf(report))
    await run({
      command: 'soffice',
      args: [
        `-env:UserInstallation=file://${directory}/profile`,
        ...['--headless', '--convert-to', 'pdf', '--outdir', directory, join(directory, 'docx.docx')],
      ],
      withinMs: WITHIN_MS,
    })
  })
  after(() => rmSync(directory, { recursive: true, force: true }))

  const told = async (command: string, ...args: string[]) => (await run({ command, args, withinMs: WITHIN_MS })).stdout

  test('no heading of the PDF is left behind at the foot of a page', async () => {
    const path = join(directory, 'headings.pdf')
    // Each item of a line moves the headings after it, and what is under them, of two lines each.
    const item = { ...RECORDS.workItems[0], english: null, result: '', nextStep: null }
    const below = (['channels', 'network-security', 'ict-industry'] as const).map(section => ({
      ...item,
      section,
      title: 'Hướng dẫn kỹ thuật cho hạ tầng điện toán đám mây phục vụ chính phủ điện tử',
    }))
    for (let items = 0; items < 30; items++) {
      const above = Array.from({ length: items }, () => ({ ...item, section: 'briefings' as const, title: 'Họp' }))
      const workItems = [...above, ...below]
      writeFileSync(path, await pdfOf(composeReport({ ...RECORDS, workItems }, HEADING)))
      const pages = (await told('pdftotext', path, '-')).split('\f')
      for (const [at, page] of pages.entries()) {
        // The number at its top is read last.
        const lines = page.split('\n').filter(line => line !== '' && !/^\d+$/.test(line))
        assert.doesNotMatch(lines.at(-1) ?? '', /^[IVX]+\. /, `${items} items, page ${at + 1}`)
      }
    }
  })

  for (const kind of ['docx', 'pdf'] as const) {
    test(`the ${kind} is A4, all within the margins of the decree`, async () => {
      const info = await told('pdfinfo', files[kind])
      assert.match(info, /Page size: +595\.\d+ x 841\.\d+ pts \(A4\)/)
      const words = wordsOf(await told('pdftotext', '-bbox', files[kind], '-'))
      assert.ok(words.length > 500)
      const [left, right] = [30, 210 - 15].map(mm => mm * POINTS_A_MM)
      for (const word of words) {
        assert.ok(word.left >= left - 1 && word.right <= right + 1, `${word.text} on page ${word.page}`)
        const isNumber = /^\d+$/.test(word.text) && word.top < 20 * POINTS_A_MM
        assert.ok(isNumber || word.top >= 20 * POINTS_A_MM - 1, `${word.text} on page ${word.page}`)
        assert.ok(word.bottom <= (297 - 20) * POINTS_A_MM + 1, `${word.text} on page ${word.page}`)
      }
    })

    test(`the ${kind} has a number in the middle of the top of each page but the first, and so has its annex, by itself`, async () => {
      const words = wordsOf(await told('pdftotext', '-bbox', files[kind], '-'))
      const pages = Math.max(...words.map(({ page }) => page))
      assert.ok(pages >= 4)
      const annex = words.find(({ text, top }) => text === 'Phụ' && top < 25 * POINTS_A_MM)
      assert.ok(annex !== undefined && annex.page >= 3)
      const above = words.filter(({ top }) => top < 20 * POINTS_A_MM - 1)
      const firsts = [1, annex.page]
      assert.deepEqual(
        above.map(({ page, text }) => [page, Number(text)]),
        Array.from({ length: pages }, (_, at) => at + 1)
          .filter(page => !firsts.includes(page))
          .map(page => [page, page < annex.page ? page : page - annex.page + 1]),
      )
      const middle = ((30 + 210 - 20) / 2) * POINTS_A_MM
      for (const { left, right } of above) assert.ok(Math.abs((left + right) / 2 - middle) < 2)
    })

    test(`the text of the ${kind} is whole, with every Vietnamese letter, the lines of who signs and what the annex belongs to`, async () => {
      const text = (await told('pdftotext', files[kind], '-')).normalize('NFC').replace(/\s+/g, ' ')
      for (const part of [
        'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
        'Độc lập - Tự do - Hạnh phúc',
        'Hà Nội, ngày 06 tháng 3 năm 2020',
        'BÁO CÁO Kết quả công tác tháng 02/2020 và phương hướng, nhiệm vụ tháng 03/2020',
        'hơn 125 triệu thuê bao',
        'gần 7 tỷ tin nhắn (quy đổi ra bản tin SMS thông thường)',
        'Nơi nhận:',
        'tại Phụ lục kèm theo Báo cáo này.',
        'KT. BỘ TRƯỞNG THỨ TRƯỞNG Nguyễn Văn An',
        'Phụ lục BẢNG SỐ LIỆU VÀ NGUỒN GỐC (Kèm theo Báo cáo số 12/BC-BTTTT ngày 06 tháng 3 năm 2020 của Bộ Thông tin và Truyền thông)',
        '125.034.117 thuê bao',
        LETTERS,
      ])
        assert.ok(text.includes(part), part)
    })
  }

  test('what breaks over pages is one element of the PDF, and every word of it is tagged', async () => {
    const words = Array.from({ length: 700 }, (_, at) => `từ${at}`).join(' ')
    const item = { ...RECORDS.workItems[1], title: 'Dài', result: words }
    const file = join(directory, 'broken.pdf')
    writeFileSync(file, await pdfOf(composeReport({ ...RECORDS, workItems: [item] }, HEADING)))
    const structure = await told('pdfinfo', '-struct-text', file)
    const whole = structure.split(/^ *P \(block\)\n/m).find(element => element.includes('từ0 '))
    assert.ok(whole !== undefined)
    assert.equal(whole.match(/từ\d+/g)?.join(' '), words)
  })

  test('the PDF embeds its fonts, is tagged, and names its language', async () => {
    const fonts = (await told('pdffonts', files.pdf)).trim().split('\n').slice(2)
    assert.ok(fonts.length >= 3)
    for (const font of fonts) assert.match(font, /\+Tinos\S* +CID TrueType +Identity-H +yes yes yes /)
    assert.match(await told('pdfinfo', files.pdf), /Tagged: +yes/)
    const structure = await told('pdfinfo', '-struct-text', files.pdf)
    for (const element of ['Document', 'H1', 'H2', 'P', 'Table', 'TR', 'TH', 'TD', 'Figure', 'Caption'])
      assert.match(structure, new RegExp(`^\\s*${element}\\b`, 'm'), element)
    assert.match(structure, /H2[^\n]*\n\s*"I\. Truyền thông qua tin nhắn SMS"/)
  })
})

function wordsOf(html: string): readonly Word[] {
  const pages = html.split('<page ').slice(1)
  return pages.flatMap((page, at) =>
    [...page.matchAll(/<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</g)].map(
      ([, left, top, right, bottom, text]) => ({
        page: at + 1,
        left: Number(left),
        top: Number(top),
        right: Number(right),
        bottom: Number(bottom),
        text,
      }),
    ),
  )
}
