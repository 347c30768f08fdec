/**
 * A report of hundreds of pages, written as a server writes it: in a thread whose memory and time are bounded, so that
 * what takes more fails here.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import { composeReport } from '../../src/report/compose.ts'
import { DocumentThread } from '../../src/report/documents/document-thread.ts'
import { HEADING, RECORDS, roundRecord } from '../../src/report/fixtures.test.ts'
import { run } from '../peers/child.ts'
import { missing } from '../peers/installed.ts'

const ROUNDS = 250
const ITEMS = 450
const PAGES = 300
const WITHIN_MS = 120_000
/** About eighteen lines. */
const RESULT = 'Đã họp với các đơn vị, thống nhất kế hoạch và phân công thực hiện. '.repeat(21).trim()

const uuid = (number: number) => `0190a1b2-0000-7000-9000-${String(number).padStart(12, '0')}`

function longReport() {
  const rounds = Array.from({ length: ROUNDS }, (_, at) => ({
    ...roundRecord((at % 5) + 1),
    id: uuid(at),
    title: `Đợt ${at + 1}`,
  }))
  const workItems = Array.from({ length: ITEMS }, (_, at) => ({
    ...RECORDS.workItems[0],
    id: uuid(ROUNDS + at),
    title: `Đầu việc ${at + 1}`,
    result: RESULT,
  }))
  return composeReport({ ...RECORDS, rounds, workItems }, { ...HEADING, date: '2020-03-06' })
}

test('a report of more than 300 pages is written whole, its last page numbered', async t => {
  const report = longReport()
  const writer = new DocumentThread()
  const [pdf, docx] = await Promise.all([
    writer.write({ report, form: 'pdf', language: 'vi' }),
    writer.write({ report, form: 'docx', language: 'vi' }),
  ])
  const text = strFromU8(unzipSync(docx)['word/document.xml'])
  for (const last of [`Đầu việc ${ITEMS}: `, `Đợt ${ROUNDS}<`, `"figure_${report.figures.length}"`])
    assert.ok(text.includes(last), last)

  const skip = missing('poppler')
  if (skip !== false) return t.skip(skip)
  const directory = mkdtempSync(join(tmpdir(), 'loa-long-'))
  t.after(() => rmSync(directory, { recursive: true, force: true }))
  const [file, plain] = ['long.pdf', 'long.txt'].map(name => join(directory, name))
  writeFileSync(file, pdf)
  const told = async (command: string, ...args: string[]) => (await run({ command, args, withinMs: WITHIN_MS })).stdout
  const pages = Number(/^Pages: +(\d+)$/m.exec(await told('pdfinfo', file))?.[1])
  assert.ok(pages > PAGES, `${pages} pages`)
  await told('pdftotext', '-layout', file, plain)
  const read = readFileSync(plain, 'utf8').normalize('NFC').split('\f')
  assert.equal(read.length, pages + 1, 'each page ends with a form feed')
  // The annex numbers its own pages, and its first has no number either.
  const annex = read.findIndex(page => /^\s*Phụ lục\n/.test(page))
  assert.ok(annex > 1, 'it has an annex')
  for (const [at, page] of read.slice(0, pages).entries()) {
    const number = at < annex ? at + 1 : at - annex + 1
    if (number > 1) assert.match(page, new RegExp(`^\\s*${number}\\s`), `page ${at + 1}`)
  }
  const whole = read.join(' ').replace(/\s+/g, ' ')
  for (let at = 1; at <= ITEMS; at++) assert.ok(whole.includes(`Đầu việc ${at}: `), `item ${at}`)
})

test('who waits for a document waits for so many others and no more', async () => {
  const report = composeReport(RECORDS, HEADING)
  const writer = new DocumentThread()
  const asked = Array.from({ length: 20 }, () =>
    writer.write({ report, form: 'json', language: 'vi' }).then(
      octets => JSON.parse(strFromU8(octets)).month,
      error => error.code,
    ),
  )
  const answers = await Promise.all(asked)
  assert.deepEqual(answers, [
    ...Array.from({ length: 17 }, () => '2020-02'),
    ...Array.from({ length: 3 }, () => 'documentsBusy'),
  ])
  assert.ok((await writer.write({ report, form: 'html', language: 'vi' })).length > 1000)
})
