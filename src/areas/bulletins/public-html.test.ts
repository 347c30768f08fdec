import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { BulletinContent } from '../../directive/bulletin.ts'
import { PAGE_LANGUAGES, type PageLanguage } from '../../directive/public-words.ts'
import { straight } from '../../text/written.ts'
import { areaNames } from './public-areas.ts'
import { at, CONTENT, ID, OTHER_ID, released, SITE } from './public-fixtures.test.ts'
import { bulletinPage, listPage, missingPage } from './public-html.ts'
import { paragraphs } from './public-text.ts'
import { type PublishedBulletin, toldOf, withReplaced } from './public-told.ts'

const NOON = at('2026-02-03T12:00:00')
const publish = released(1, 'publish', '2026-02-03T09:00:00')
const correct = released(2, 'correct', '2026-02-03T10:00:00')
const cancel = released(3, 'cancel', '2026-02-03T11:00:00')

const toldLive = (...releases: Parameters<typeof toldOf>[0]) =>
  [toldOf(releases, NOON)].filter((each): each is PublishedBulletin<'live'> => each?.purpose === 'live')
const list = (told: readonly PublishedBulletin<'live'>[], language: PageLanguage = 'vi', whole = told.length) =>
  listPage(told, { purpose: 'live', language, site: SITE, whole, nowMs: NOON })
/** As a reader sees it: without marks. */
const words = (html: string) =>
  html
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
const withText = (text: string, title = 'Bản tin'): Partial<BulletinContent> => ({
  renditions: { ...CONTENT.renditions, page: [{ language: 'vi', title, text }] },
})

test('a bulletin says its level by word and shape, where and until when it counts, and how to call', () => {
  const html = list(toldLive(publish))
  const text = words(html)
  assert.match(
    text,
    /▲ Khẩn cấp Có ca bệnh tại quận Ba Đình Hà Nội · Từ 09:00 ngày 03\/02\/2026 đến hết ngày 04\/02\/2026/,
  )
  assert.match(html, /<a class="t" href="tel:19009095">1900 9095<\/a>/)
  assert.match(html, /<a class="t" href="tel:115">115<\/a>/)
  assert.match(html, /href="\/bulletins\/sound\/abab[^"]+"><i aria-hidden="true">▶<\/i>Nghe \(1 phút 35 giây\)/)
  const english = words(list(toldLive(publish), 'en'))
  assert.match(
    english,
    /▲ Urgent A case in Ba Dinh district Hà Nội · From 09:00 on 3 February 2026 to the end of 4 February 2026/,
  )
})

test('a province of a list that is over says until when it was so: its name goes on in the next', () => {
  const provinces = ['2025-06-30', '2025-07-01'].map(asOf => ({ code: '25', asOf }))
  assert.equal(areaNames(provinces, 'vi'), 'Phú Thọ (theo địa giới đến hết ngày 30/06/2025), Phú Thọ')
})

test('an address that leads to no bulletin says so in the language of the page, and leads to all of them', () => {
  for (const [language, said, way] of [
    ['vi', 'Không tìm thấy bản tin này', '"/bulletins"'],
    ['en', 'Bulletin not found', '"/en/bulletins"'],
  ] as const) {
    const html = missingPage({ purpose: 'live', language, site: SITE })
    assert.match(words(html), new RegExp(said))
    assert.ok(html.includes(`<a href=${way}>`), language)
  }
})

test('a corrected bulletin has its correction on top and the old text struck under it', () => {
  const html = list(toldLive(publish, correct))
  const text = words(html)
  assert.match(
    text,
    /Đính chính lúc 10:00 ngày 03\/02\/2026 Tin trước đây là nhầm\. Nội dung trước đây, nay không còn đúng: Người có sốt/,
  )
  assert.match(html, /<del><p dir="auto">Người có sốt/)
  assert.doesNotMatch(html, /href="tel:/, 'a number that was wrong is no link')
})

test('cancelled alerts still shown: one that was cancelled is gone from those that count and says so below', () => {
  const text = words(list(toldLive(publish, cancel)))
  assert.match(text, /Hiện không có bản tin nào đang có hiệu lực\./)
  assert.match(
    text,
    /✕ Đã thu hồi Có ca bệnh tại quận Ba Đình .* Thu hồi lúc 11:00 ngày 03\/02\/2026 \. Nội dung bản tin này không còn giá trị\. Tin trước đây là nhầm\./,
  )
  assert.doesNotMatch(text, /Người có sốt/, 'what is not true is not repeated')
})

test('where nothing counts, that is what it says', () => {
  assert.match(words(list([])), /Hiện không có bản tin nào đang có hiệu lực\./)
  assert.match(words(list([], 'en')), /No bulletin is in force now\./)
})

test('an exercise and what is meant look nothing alike, on the page and in every title', () => {
  const exercise = released(1, 'publish', '2026-02-03T09:00:00', { purpose: 'exercise' })
  const told = toldOf([exercise], NOON) as PublishedBulletin<'exercise'>
  const html = listPage([told], { purpose: 'exercise', language: 'vi', site: SITE, whole: 1, nowMs: NOON })
  assert.equal(html.match(/DIỄN TẬP/g)?.length, 2, 'above the page and on the card')
  assert.match(html, /<meta name="robots" content="noindex">/)
  assert.doesNotMatch(html, /\/bulletins\/subscribe|cap\.atom/)
  assert.match(bulletinPage(told, { language: 'vi', site: SITE, nowMs: NOON }), /<title>DIỄN TẬP: Có ca bệnh/)
  assert.match(bulletinPage(told, { language: 'en', site: SITE, nowMs: NOON }), /<title>EXERCISE: A case/)
})

test('HTML and direction marks in a text stay within that text', () => {
  const turned = '\u202eabc\u2067'
  const html = list(
    toldLive(
      released(
        1,
        'publish',
        '2026-02-03T09:00:00',
        withText(`<script>alert(1)</script> ${turned}`, `</main><b>${turned}`),
      ),
    ),
  )
  assert.doesNotMatch(html, /<script|<b>/)
  assert.match(html, /<bdi>&lt;\/main&gt;&lt;b&gt;\u202eabc\u2067<\/bdi>/)
  assert.match(html, /<p dir="auto">&lt;script&gt;/)
  const page = bulletinPage(toldLive(released(1, 'publish', '2026-02-03T09:00:00', withText('a', turned)))[0], {
    language: 'vi',
    site: SITE,
    nowMs: NOON,
  })
  assert.match(page, /<title>abc – Bộ Y tế<\/title>/)
  assert.match(page, /property="og:title" content="abc"/)
  assert.equal(straight('a\ud800b\u0000\u200f'), 'a\ufffdb')
})

test('what is dialled is a link: hotlines and offices, an emergency number where one is told to call it, nothing else', () => {
  const check = (text: string, numbers: readonly string[]) =>
    assert.deepEqual(
      [...paragraphs(text).matchAll(/href="tel:(\d+)"/g)].map(([, number]) => number),
      numbers,
      text,
    )
  check('Gọi 1900 9095 hoặc 19003228.', ['19009095', '19003228'])
  check('Văn phòng: 024 3736 6200', ['02437366200'])
  check('Gọi 115, tổng đài 113', ['115', '113'])
  check('Có 115 ca, 1900 giường, ngày 03/02/2026, 1.900.900 người, số 1900-9095-1', [])
  check('Năm 2026 có 19009 liều', [])
})

test('an address in a text is a link that ends where the sentence goes on', () => {
  assert.equal(
    paragraphs('Xem https://ncov.moh.gov.vn/a?b=1&c="x".'),
    '<p dir="auto">Xem <a href="https://ncov.moh.gov.vn/a?b=1&amp;c=">https://ncov.moh.gov.vn/a?b=1&amp;c=</a>&quot;x&quot;.</p>',
  )
})

test('one bulletin has an address of its own, what others show of it, and each language it speaks', () => {
  const html = bulletinPage(toldLive(publish)[0], { language: 'vi', site: SITE, nowMs: NOON })
  assert.match(html, new RegExp(`<link rel="canonical" href="https://loa.example.vn/bulletins/${ID}">`))
  assert.match(html, new RegExp(`property="og:image" content="https://loa.example.vn/bulletins/${ID}.png"`))
  assert.match(html, /property="og:description" content="Người có sốt, ho, khó thở hãy ở nhà\. Gọi/)
  assert.match(html, /<h1><bdi>Có ca bệnh/)
  assert.match(html, /<section id="en" lang="en"><h2 lang="en">English<\/h2>/)
  assert.match(html, new RegExp(`<a class="l" href="/en/bulletins/${ID}" hreflang="en" lang="en">English</a>`))
})

test('a page of one bulletin is below 14 kB with its headers, of twenty long ones too, and says how many more there are', () => {
  const long = withText('Người dân hạn chế ra ngoài, đeo khẩu trang, rửa tay. '.repeat(100))
  const told = Array.from({ length: 20 }, (_, i) =>
    toldOf(
      [released(i + 1, 'publish', '2026-02-03T09:00:00', { ...long, bulletin: ID.replace(/..$/, String(10 + i)) })],
      NOON,
    ),
  ) as PublishedBulletin<'live'>[]
  assert.ok(gzipSync(list(toldLive(publish))).length < 6000)
  const html = list(told, 'vi', 2)
  assert.equal(html.match(/<article/g)?.length, 2)
  assert.match(words(html), /Còn 18 bản tin nữa đang có hiệu lực:/)
})

test('a page says as of which minute it is, in its language, and what is taken back or over since when', () => {
  const page = (releases: Parameters<typeof toldOf>[0], nowMs: number, language: PageLanguage) =>
    bulletinPage(toldOf(releases, nowMs) ?? assert.fail(), { language, site: SITE, nowMs })
  assert.match(words(list(toldLive(publish))), / Tính đến 12:00 ngày 03\/02\/2026 \(GMT\+07:00\)\./)
  assert.match(words(list([], 'en')), / As of 12:00 on 3 February 2026 \(GMT\+07:00\)\./)
  assert.match(list([]), /<time datetime="2026-02-03T12:00:00\+07:00">12:00/)
  const later = NOON + 61_000
  assert.match(words(page([publish], later, 'vi')), / Tính đến 12:01 ngày 03\/02\/2026/)
  const [vi, en] = PAGE_LANGUAGES.map(each => page([publish, correct, cancel], NOON, each))
  assert.match(words(vi), / Không đổi từ 11:00 ngày 03\/02\/2026 \(GMT\+07:00\)\./)
  assert.match(words(en), / Unchanged since 11:00 on 3 February 2026/)
  assert.equal(page([publish, correct, cancel], later, 'vi'), vi)
  const [over, muchLater] = ['2026-02-05T00:00:00', '2026-08-05T09:00:00'].map(each => page([publish], at(each), 'vi'))
  assert.match(words(over), / Không đổi từ 00:00 ngày 05\/02\/2026/)
  assert.equal(over, muchLater)
})

const levelOf = (serial: number, hour: string, change: Partial<BulletinContent>) => {
  const since = `2026-02-03T${hour}:00:00+07:00`
  const matter = { plan: 'p', action: null, change: `c${serial}`, since }
  return toldOf(
    [released(serial, 'publish', `2026-02-03T${hour}:00:00`, { matter, ...change })],
    NOON,
  ) as PublishedBulletin<'live'>
}

test('of two bulletins on the level of one place the newer counts, and the older is struck through and leads to it', () => {
  const [older, newer] = withReplaced([
    levelOf(1, '09', withText('Ở báo động.', 'Phú Thọ áp dụng báo động')),
    levelOf(2, '10', { bulletin: OTHER_ID, ...withText('Ở khẩn cấp.', 'Phú Thọ áp dụng khẩn cấp') }),
  ]) as PublishedBulletin<'live'>[]
  const html = list([newer, older])
  const text = words(html)
  assert.match(text, /Đang có hiệu lực \(1\) .*Phú Thọ áp dụng khẩn cấp.*Đã được thay thế bằng bản tin mới hơn/)
  assert.match(html, /<del><a href="\/bulletins\/[^"]*01">(?:<bdi[^>]*>)?Phú Thọ áp dụng báo động/)
  const link = new RegExp(`không còn hiệu lực[^<]*<a href="/bulletins/${OTHER_ID}">`)
  assert.match(html, link)
  assert.ok(!text.includes('Ở báo động.'), 'the list does not say it again')
  const own = bulletinPage(older, { language: 'vi', site: SITE, nowMs: NOON })
  assert.match(own, link)
  assert.match(own, /<title>Đã có bản tin mới: Phú Thọ áp dụng báo động/)
  assert.match(own, /<del><p dir="auto">Ở báo động\.<\/p><\/del>/)
})

test('where a newer one is for one of two provinces, the older counts and says where it does not', () => {
  const [PHUTHO, HANOI] = ['25', '01'].map(code => ({ code, asOf: '2026-02-03' }))
  const [older] = withReplaced([
    levelOf(1, '09', { provinces: [PHUTHO, HANOI] }),
    levelOf(2, '10', { bulletin: OTHER_ID, provinces: [PHUTHO] }),
  ]) as PublishedBulletin<'live'>[]
  const text = words(list([older]))
  assert.match(text, /Đang có hiệu lực \(1\)/)
  assert.match(text, /Tại Phú Thọ đã có bản tin mới hơn: Có ca bệnh/)
})
