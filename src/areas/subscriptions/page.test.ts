import assert from 'node:assert/strict'
import { test } from 'node:test'
import { provincesOn } from '../../country/vn/provinces.ts'
import { askedPage, confirmedPage, confirmPage, endedPage, endPage, formPage, oldPage } from './page.ts'
import { SUBSCRIPTION_WORDS } from './page-words.ts'

const HOSTILE = `<b onclick="x">Bộ 'Y tế' & \u202e`
const AROUND = { language: 'vi', site: { name: HOSTILE, origin: 'https://loa.example.vn' } } as const
const OF = { day: '2026-02-03', byMail: true, pushKey: 'BPu5' }
const PAGES = [
  formPage(AROUND, OF),
  formPage(AROUND, { ...OF, fault: 'addressWrong' }),
  ...[askedPage(AROUND), oldPage(AROUND), endedPage(AROUND)],
  ...[confirmPage(AROUND, 'b'.repeat(64)), endPage(AROUND, 'b'.repeat(64))],
  confirmedPage(AROUND, 'c'.repeat(64)),
]

test('HTML and direction marks in a name stay text that turns nothing, and no script stands in a page', () => {
  for (const page of PAGES) {
    assert.ok(!page.includes('<b onclick'))
    assert.doesNotMatch(page, /<script(?! src="\/subscribe\.js" defer>)|<[a-z][^>]*\son\w+=|javascript:|\u202e/)
    assert.match(page, /<html lang="vi">/)
    assert.match(page, /<meta name="robots" content="noindex">/)
    assert.equal(page.match(/<h1>/g)?.length, 1)
  }
})

test('the page of a link has a button that posts, and nothing on it acts by itself', () => {
  for (const [page, action] of [
    [confirmPage(AROUND, 'x'), '/bulletins/confirm/x'],
    [endPage(AROUND, 'x'), '/bulletins/end/x'],
  ]) {
    assert.ok(page.includes(`<form method="post" action="${action}">`))
    assert.doesNotMatch(page, /<script|<img|<iframe|http-equiv|prefetch/)
  }
})

test('the form keeps what was chosen, names every province of the day, and says what was wrong beside the field', () => {
  const choices = { language: 'en', level: 'urgent', provinces: [{ code: '79', asOf: OF.day }] } as const
  const page = formPage(AROUND, {
    ...OF,
    fault: 'addressWrong',
    choices: { ...choices, provinces: [...choices.provinces] },
  })
  assert.match(page, /name="language" value="en" checked/)
  assert.match(page, /name="level" value="urgent" checked/)
  assert.match(page, /value="79" checked/)
  assert.equal(page.match(/name="province"/g)?.length, provincesOn(OF.day).length)
  assert.match(page, /aria-invalid="true" aria-describedby="fault"/)
  assert.ok(page.includes(SUBSCRIPTION_WORDS.vi.addressWrong))
})

test('a server that sends neither mail nor push messages says so, and one that sends one of them offers that alone', () => {
  assert.ok(formPage(AROUND, { ...OF, byMail: false, pushKey: null }).includes(SUBSCRIPTION_WORDS.vi.none))
  assert.doesNotMatch(formPage(AROUND, { ...OF, byMail: false }), /type="email"/)
  assert.doesNotMatch(formPage(AROUND, { ...OF, pushKey: null }), /subscribe\.js/)
})

test('whatever a page says of how it looks, its style knows', () => {
  for (const page of PAGES) {
    const [style, body] = page.split('</style>')
    for (const [, names] of body.matchAll(/class="([^"]+)"/g))
      for (const name of names.split(' ')) assert.ok(style.includes(`.${name}`), name)
  }
})
