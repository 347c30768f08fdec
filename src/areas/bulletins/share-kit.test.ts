import assert from 'node:assert/strict'
import { test } from 'node:test'
import { docxOf } from '../../report/documents/docx.ts'
import { readDocx } from '../../report/documents/docx-reading.ts'
import { htmlOf } from '../../report/documents/html.ts'
import { contentOf } from './content.ts'
import { FIXTURE_SOUND, fullDraft, keepsSounds, ringing } from './fixtures.test.ts'
import { kitPaper } from './kit-document.ts'
import type { BulletinDraft } from './model.ts'
import { CRAWL_MAX, kitOf, SCRIPT_SYLLABLES_MAX } from './share-kit.ts'

const NOW = Date.parse('2020-02-13T00:00:00Z')
const DRAFT = ringing(fullDraft('2020-02-18T00:00:00Z'), '2020-02-14T00:00:00Z', '2020-02-15T00:00:00Z')
const AT = '2020-02-13T01:00:00.000Z'

function contentWith(change: Partial<BulletinDraft['renditions']> = {}) {
  const draft = { ...DRAFT, renditions: { ...DRAFT.renditions, ...change } }
  const facts = { now: NOW, spokenIn: keepsSounds(FIXTURE_SOUND), asks: () => false }
  const of = { id: '0190a1b2-0000-7000-8000-000000000001', version: 1 }
  const made = contentOf(draft, of, facts)
  assert.ok(made.is === 'content', JSON.stringify(made))
  return made.content
}

const PAPER = {
  heading: {
    governing: null,
    issuing: { vi: 'Bộ Y tế', en: 'Ministry of Health' },
    symbol: null,
    place: { vi: 'Hà Nội', en: 'Hanoi' },
    date: '2020-02-13',
    signer: { title: { vi: 'Bộ trưởng', en: 'Minister' }, name: null },
    recipients: [],
  },
  now: NOW,
  timeZone: 'Asia/Ho_Chi_Minh',
}

const kit = (kind: 'publish' | 'correct', change: Partial<BulletinDraft['renditions']> = {}) =>
  kitOf({ kind, at: AT, sha256: 'c'.repeat(64), content: contentWith(change) })

test('what is carried to press and radio is what was approved: where somebody wrote it for them, that; else made by rule', () => {
  const [vi, en] = kit('publish').languages
  assert.deepEqual(
    [vi.script, vi.crawl],
    ['Bà con hãy đeo khẩu trang nơi đông người.', 'Đeo khẩu trang nơi đông người.'],
  )
  assert.deepEqual(
    [en.script, en.crawl],
    ['Wear a mask in crowds. Wear a mask. Wash your hands.', 'Wear a mask in crowds. Wear a mask. Wash your hands.'],
  )
  const radio = { language: 'vi', kind: 'radio', text: 'Lời của đài.' } as const
  assert.equal(kit('publish', { placements: [radio] }).languages[0].script, 'Lời của đài.')
})

test('a script is half a minute long and a crawl one line, of whole sentences', () => {
  const long = 'Một hai ba bốn năm sáu bảy tám chín mười. '.repeat(40).trim()
  const page = [
    { language: 'vi', title: 'Tin dài', text: long },
    { language: 'en', title: 'Long', text: 'One. Two.' },
  ]
  const [vi] = kit('publish', { page, placements: [], loudspeakers: [] }).languages
  const syllables = vi.script.split(' ').length
  assert.ok(syllables <= SCRIPT_SYLLABLES_MAX && syllables > SCRIPT_SYLLABLES_MAX - 15)
  assert.ok(vi.script.endsWith('mười.'))
  assert.ok(vi.crawl.length <= CRAWL_MAX && vi.crawl.endsWith('mười.'), vi.crawl)
})

test('after a correction nobody carries the first text any further', () => {
  const corrected = kit('correct')
  assert.equal(corrected.release, 'correct')
  assert.deepEqual(
    corrected.languages.map(({ title }) => title),
    ['Đính chính: đeo khẩu trang', 'Correction: masks'],
  )
  assert.deepEqual(
    corrected.languages.flatMap(({ written }) => written),
    [],
  )
})

test('HTML in a text is letters in the paper that is carried to press and radio: as a page and as a document', async () => {
  const evil = '</w:t><script>alert(1)</script>'
  const page = DRAFT.renditions.page.map(each => ({ ...each, title: evil, text: evil }))
  const paper = kitPaper(kit('publish', { page, placements: [] }), PAPER)
  assert.doesNotMatch(htmlOf(paper), /<script/)
  const { paragraphs } = readDocx(await docxOf(paper))
  assert.match(JSON.stringify(paragraphs), /<script>alert\(1\)/)
})

test('the kit as a paper names the version and the digest that two people approved', () => {
  const paper = kitPaper(kit('publish'), PAPER)
  assert.deepEqual(paper.title, { vi: 'Đeo khẩu trang nơi đông người', en: 'Wear a mask in crowds' })
  assert.deepEqual(
    paper.sections.map(({ id }) => id),
    ['vi', 'en', 'source'],
  )
  assert.deepEqual(paper.sections[1].title, {
    vi: 'Wear a mask in crowds (Tiếng Anh)',
    en: 'Wear a mask in crowds (English)',
  })
  assert.match(JSON.stringify(paper.sections[2]), new RegExp('c'.repeat(64)))
})
