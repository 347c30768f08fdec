import assert from 'node:assert/strict'
import { test } from 'node:test'
import { composeReport } from '../compose.ts'
import { report } from '../document.ts'
import { HEADING, RECORDS } from '../fixtures.test.ts'
import { htmlOf } from './html.ts'
import { jsonOf } from './json.ts'

const REPORT = composeReport(RECORDS, HEADING)

test('every figure of the page leads to a row that is there, once, in each language', () => {
  const html = htmlOf(REPORT)
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
  assert.equal(new Set(ids).size, ids.length)
  const links = [...html.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id)
  assert.ok(links.length > 100)
  for (const link of links) assert.ok(ids.includes(link), link)
  for (const language of ['vi', 'en'])
    for (const { id } of REPORT.figures) assert.ok(ids.includes(`${language}-figure-${id}`))
})

test('what people entered is text, and no script, style or picture comes from elsewhere', () => {
  const evil = '<script>alert(1)</script>"\'&'
  const workItems = [{ ...RECORDS.workItems[0], section: 'other' as const, title: evil, unit: evil, english: null }]
  const rounds = RECORDS.rounds.map(round => ({ ...round, title: evil }))
  const html = htmlOf(composeReport({ ...RECORDS, workItems, rounds }, HEADING))
  assert.doesNotMatch(html, /<script|javascript:|src=|@import|url\(/)
  assert.match(html, /&lt;script&gt;alert\(1\)&lt;\/script&gt;&quot;&#39;&amp;/)
})

test('JSON is the document, and each figure has its words', () => {
  const { figures, ...rest } = JSON.parse(jsonOf(REPORT))
  const bare = figures.map(({ words, ...figure }: { words: unknown }) => figure)
  assert.deepEqual(report.parse({ ...rest, figures: bare }), REPORT)
  const sent = figures.find(({ id }: { id: string }) => id === 'sms.subscribers')
  assert.equal(sent.words.vi.said, 'hơn 125 triệu thuê bao')
  assert.equal(sent.words.en.exact, '125\u202f034\u202f117 subscribers')
})
