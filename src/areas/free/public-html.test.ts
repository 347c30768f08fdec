import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FreeNow, FreeNowService } from './model.ts'
import { freePage } from './public-html.ts'

const SERVICE: FreeNowService = {
  id: 'a',
  kind: 'hotline',
  title: 'Đường dây nóng',
  owner: 'Bộ Y tế',
  numbers: ['19003228'],
  hosts: [],
  speedKilobitsPerSecond: null,
  from: '2020-02-01T00:00:00+07:00',
  until: '2020-04-04T00:00:00+07:00',
}

const NOW: FreeNow = {
  asOf: '2020-02-10T09:41:00+07:00',
  list: {
    version: 3,
    sha256: 'a'.repeat(64),
    inForceFrom: '2020-02-02T07:00:00+07:00',
    country: 'VN',
    timeZone: 'Asia/Ho_Chi_Minh',
  },
  free: [SERVICE],
  coming: [],
  operators: [{ id: 'viettel', name: 'Viettel' }],
  changesAt: null,
}

/** As a reader sees it: without marks. */
const words = (now: FreeNow, shown = now.free.length) =>
  freePage(now, { name: 'Bộ Y tế', shown })
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
const withService = (change: Partial<FreeNowService>) => ({ ...NOW, free: [{ ...SERVICE, ...change }] })

test('the first instant that is no longer free is the end of the day before, in both languages', () => {
  const check = (until: string | null, vi: RegExp, en: RegExp) => {
    const text = words(withService({ until }))
    assert.match(text, vi)
    assert.match(text, en)
  }
  check('2020-04-04T00:00:00+07:00', /đến hết ngày 03\/04\/2020/, /to the end of 3 April 2020/)
  check('2020-03-01T00:00:00+07:00', /đến hết ngày 29\/02\/2020/, /to the end of 29 February 2020/)
  check('2020-01-01T00:00:00+07:00', /đến hết ngày 31\/12\/2019/, /to the end of 31 December 2019/)
  check('2020-04-04T07:30:00+07:00', /đến trước 07:30 ngày 04\/04\/2020/, /until 07:30 on 4 April/)
  check('2020-04-03T23:59:59+07:00', /đến trước 23:59:59 ngày 03\/04\/2020/, /until 23:59:59 on 3/)
  check(null, /đến khi có thông báo mới/, /until further notice/)
})

test('who confirms is named; where nobody has, nobody is promised anything', () => {
  assert.match(words(NOW), /Áp dụng cho thuê bao của Viettel: đã xác nhận phiên bản 3/)
  const text = words({ ...NOW, operators: [] })
  assert.match(text, /Chưa nhà mạng nào xác nhận/)
  assert.match(text, /you may still be charged/)
})

test('where nothing is free, or there is no list, that is what it says', () => {
  assert.match(words({ ...NOW, free: [] }), /Hiện không có dịch vụ nào được miễn cước/)
  const none = words({ ...NOW, list: null, free: [], operators: [] })
  assert.match(none, /chưa ban hành danh mục nào/)
  assert.match(none, /Nothing is free of charge now/)
})

test('what people wrote cannot become a part of the page', () => {
  const html = freePage(
    withService({ title: `<script>"'&`, owner: '</main>', kind: 'page', numbers: [], hosts: ['a"b'] }),
    { name: '<b>', shown: 1 },
  )
  assert.doesNotMatch(html, /<script>|<\/main>.*<\/main>|<b>|a"b/)
  assert.match(html, /&lt;script&gt;&quot;&#39;&amp;/)
})

test('a page is a link, all below a name are none; a promised speed has its unit', () => {
  const html = freePage(
    withService({
      kind: 'page',
      numbers: [],
      hosts: ['ncov.moh.gov.vn', '*.moh.gov.vn'],
      speedKilobitsPerSecond: 2500,
    }),
    { name: 'Bộ Y tế', shown: 1 },
  )
  assert.match(html, /href="https:\/\/ncov\.moh\.gov\.vn\/"/)
  assert.doesNotMatch(html, /href="[^"]*\*/)
  assert.match(html, /2,5 Mbit\/s/)
  assert.match(html, /2\.5 Mbit\/s/)
})

test('what is left out is counted', () => {
  const free = Array.from({ length: 9 }, (_, i) => ({ ...SERVICE, id: `s${i}` }))
  assert.match(words({ ...NOW, free }, 4), /Còn 5 dịch vụ nữa/)
  assert.doesNotMatch(words({ ...NOW, free }), /dịch vụ nữa/)
})
