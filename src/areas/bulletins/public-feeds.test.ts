import assert from 'node:assert/strict'
import { test } from 'node:test'
import Parser from 'rss-parser'
import { atomFeed, jsonFeed, namedUuid } from './public-feeds.ts'
import { at, CONTENT, ID, OTHER_ID, released, SITE } from './public-fixtures.test.ts'
import { type PublishedBulletin, splitExercises, toldOf, withReplaced } from './public-told.ts'

const NOON = at('2026-02-03T12:00:00')
const publish = released(1, 'publish', '2026-02-03T09:00:00')
const correct = released(2, 'correct', '2026-02-03T10:00:00')
const cancel = released(3, 'cancel', '2026-02-03T11:00:00')
const OF = { language: 'vi', site: SITE } as const

const live = (...releases: Parameters<typeof toldOf>[0]): readonly PublishedBulletin<'live'>[] =>
  splitExercises([toldOf(releases, NOON)].filter(each => each !== null)).live
const read = async (told: readonly PublishedBulletin<'live'>[]) =>
  await new Parser({ customFields: { item: ['id', 'published', 'updated'] } }).parseString(atomFeed(told, OF))

interface JsonItem {
  readonly id: string
  readonly title: string
  readonly content_text: string
  readonly date_published: string
  readonly date_modified: string
  readonly attachments?: readonly object[]
}
const json = (told: readonly PublishedBulletin<'live'>[]) =>
  JSON.parse(jsonFeed(told, OF)) as { version: string; feed_url: string; items: JsonItem[] }

test('rss-parser reads the Atom feed: title, link, dates, the sound, the text with its links', async () => {
  const feed = await read(live(publish))
  assert.equal(feed.title, 'Bản tin chính thức – Bộ Y tế')
  const [item] = feed.items
  assert.equal(item.id, `urn:uuid:${ID}`)
  assert.equal(item.title, 'Có ca bệnh tại quận Ba Đình')
  assert.equal(item.link, `https://loa.example.vn/bulletins/${ID}`)
  assert.equal(item.published, '2026-02-03T09:00:00+07:00')
  assert.match(
    atomFeed(live(publish), OF),
    /<link rel="enclosure" type="audio\/mpeg" length="760000" href="https:\/\/loa.example.vn\/bulletins\/sound\/(?:ab){32}"\/>/,
  )
  assert.match(item.content ?? '', /<a class="t" href="tel:19009095">/)
})

test('a correction and a withdrawal change the entry that is there, and are told by its date', async () => {
  const states = [live(publish), live(publish, correct), live(publish, correct, cancel)]
  const feeds = await Promise.all(states.map(read))
  const items = feeds.map(({ items }) => items)
  assert.deepEqual(
    items.map(({ length }) => length),
    [1, 1, 1],
  )
  assert.deepEqual(new Set(items.map(([{ id }]) => id)).size, 1)
  assert.deepEqual(
    items.map(([{ published }]) => published),
    Array(3).fill('2026-02-03T09:00:00+07:00'),
  )
  assert.deepEqual(
    items.map(([{ updated }]) => updated),
    [9, 10, 11].map(hour => `2026-02-03T${String(hour).padStart(2, '0')}:00:00+07:00`),
  )
  assert.deepEqual(
    items.map(([{ title }]) => title),
    ['Có ca bệnh tại quận Ba Đình', 'Đính chính: Ba Đình không có ca bệnh', 'Đã thu hồi: Có ca bệnh tại quận Ba Đình'],
  )
  assert.doesNotMatch(items[2][0].content ?? '', /Người có sốt/)
  const modified = states.map(told => json(told).items[0])
  assert.deepEqual(
    modified.map(({ id }) => id),
    Array(3).fill(`urn:uuid:${ID}`),
  )
  assert.deepEqual(
    modified.map(({ date_modified }) => date_modified.slice(11, 13)),
    ['09', '10', '11'],
  )
})

test('the JSON Feed has the shape of version 1.1', () => {
  const feed = json(live(publish))
  assert.equal(feed.version, 'https://jsonfeed.org/version/1.1')
  assert.equal(feed.feed_url, 'https://loa.example.vn/bulletins.json')
  assert.deepEqual(Object.keys(feed).toSorted(), [
    'authors',
    'feed_url',
    'home_page_url',
    'items',
    'language',
    'title',
    'version',
  ])
  const [item] = feed.items
  assert.match(item.content_text, /Gọi đường dây nóng 1900 9095/)
  assert.deepEqual(item.attachments, [
    {
      url: `https://loa.example.vn/bulletins/sound/${'ab'.repeat(32)}`,
      mime_type: 'audio/mpeg',
      size_in_bytes: 760_000,
      duration_in_seconds: 95,
    },
  ])
})

test('HTML, direction and control marks of a text make no feed unreadable', async () => {
  const title = ']]><entry>&\u202e\u0007\ud800'
  const renditions = { ...CONTENT.renditions, page: [{ language: 'vi', title, text: title }] }
  const feed = await read(live(released(1, 'publish', '2026-02-03T09:00:00', { renditions })))
  assert.equal(feed.items.length, 1)
  assert.equal(feed.items[0].title, ']]><entry>&\ufffd')
  assert.match(feed.items[0].content ?? '', /\]\]&gt;&lt;entry&gt;&amp;\ufffd/)
})

test('an exercise is in no feed of what is meant', () => {
  const exercise = released(1, 'publish', '2026-02-03T09:00:00', { purpose: 'exercise', bulletin: OTHER_ID })
  assert.deepEqual(live(exercise), [])
  assert.equal(json(live(exercise)).items.length, 0)
})

test('a feed of nothing is a feed, dated before anything was said', async () => {
  const feed = await read([])
  assert.deepEqual(feed.items, [])
  assert.match(atomFeed([], OF), /<updated>1970-01-01T0[78]:00:00\+0[78]:00<\/updated>/)
})

test('what has no id of its own has the one that its name makes (RFC 9562)', () => {
  assert.equal(namedUuid('http://www.example.com/'), 'urn:uuid:fcde3c85-2270-590f-9e7c-ee003d65e0e2')
})

test('a bulletin whose place a newer one has taken says so in feeds, and leads to it by a whole address', async () => {
  const [older, newer] = ['a', 'b'].map((change, i) => {
    const since = `2026-02-03T1${i}:00:00+07:00`
    const matter = { plan: 'p', action: null, change, since }
    return toldOf([released(i + 1, 'publish', since.slice(0, 19), { matter, bulletin: [ID, OTHER_ID][i] })], NOON)!
  })
  const told = splitExercises(withReplaced([older, newer])).live
  const feed = await read(told)
  const item = feed.items.find(({ id }) => id === `urn:uuid:${ID}`)
  assert.equal(item?.title, 'Đã có bản tin mới: Có ca bệnh tại quận Ba Đình')
  assert.equal(item?.updated, '2026-02-03T11:00:00+07:00')
  assert.match(item?.content ?? '', new RegExp(`href="https://loa.example.vn/bulletins/${OTHER_ID}"`))
  const found = json(told).items.find(({ id }) => id === `urn:uuid:${ID}`)
  assert.match(found?.content_text ?? '', /^Đã có bản tin mới\. /)
})
