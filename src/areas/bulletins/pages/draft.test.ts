import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bulletinDraft } from '../model.ts'
import {
  blank,
  CHOSEN_CHANNELS,
  changed,
  hasChannel,
  languagesOf,
  withChannel,
  withLanguage,
  withoutChannel,
  withoutLanguage,
  withoutText,
  withPageText,
  withText,
} from './draft.ts'

const NEW = blank(Date.parse('2020-02-03T00:00:00Z'))
const WRITTEN = changed(
  changed(NEW, 'renditions', 'page', 0, { title: 'Rửa tay', text: 'Rửa tay thường xuyên.' }),
  'correction',
  'page',
  0,
  { title: 'Đính chính', text: 'Bản tin trước có sai sót.' },
)

test('a new bulletin has a page in Vietnamese, its correction, and three days to the full minute', () => {
  assert.deepEqual(bulletinDraft.parse(NEW), NEW)
  assert.equal(NEW.window.until, '2020-02-06T00:00:00.000Z')
  assert.equal(blank(Date.parse('2020-02-03T09:41:07.5Z')).window.until, '2020-02-06T09:42:00.000Z')
  assert.deepEqual(languagesOf(NEW), ['vi'])
  assert.ok(CHOSEN_CHANNELS.every(channel => !hasChannel(NEW, channel)))
})

test('a channel that is taken begins with what the page says, and so does its correction; left out, nothing of it stays', () => {
  const all = CHOSEN_CHANNELS.reduce(withChannel, WRITTEN)
  assert.deepEqual(bulletinDraft.parse(all), all)
  assert.equal(all.renditions.sms[0].text, 'Rửa tay. Rửa tay thường xuyên.')
  assert.equal(all.correction.loudspeakers[0].spoken, 'Đính chính. Bản tin trước có sai sót.')
  assert.equal(all.renditions.ring?.until, NEW.window.until)
  assert.deepEqual(CHOSEN_CHANNELS.reduce(withoutChannel, all), WRITTEN)
  assert.equal(withChannel(all, 'sms'), all)
})

test('a language is added on each written channel and taken from all of them', () => {
  const two = withLanguage(withChannel(withChannel(WRITTEN, 'sms'), 'loudspeakers'), 'en')
  assert.deepEqual(bulletinDraft.parse(two), two)
  assert.deepEqual(
    [two.renditions.page, two.renditions.sms, two.correction.sms, two.renditions.mail].map(
      ({ length }) => length,
    ),
    [2, 2, 2, 0],
  )
  assert.deepEqual(
    two.renditions.loudspeakers.map(({ language }) => language),
    ['vi'],
  )
  assert.deepEqual(
    withoutLanguage(two, 'en'),
    withChannel(withChannel(WRITTEN, 'sms'), 'loudspeakers'),
  )
})

test('a channel takes the page’s text anew when it is asked to, and keeps everything else', () => {
  const sms = changed(withChannel(WRITTEN, 'sms'), 'renditions', 'sms', 0, { text: 'khác' })
  assert.equal(
    withPageText(sms, 'renditions', 'sms').renditions.sms[0].text,
    'Rửa tay. Rửa tay thường xuyên.',
  )
  assert.deepEqual(withPageText(sms, 'renditions', 'page'), sms)
})

test('what is spoken begins in words, and what a browser shows ends with a whole word', () => {
  const page = { title: 'Gọi 19003228', text: `${'khẩu trang '.repeat(30)}hết` }
  const of = changed(NEW, 'renditions', 'page', 0, page)
  const { loudspeakers } = withChannel(of, 'loudspeakers').renditions
  assert.match(loudspeakers[0].spoken, /^Gọi một chín không không, ba hai hai tám\. /)
  const [{ text }] = withChannel(of, 'push').renditions.push
  assert.ok(text.length <= 240 && / (?:khẩu|trang)…$/.test(text), text)
})

test('a channel speaks fewer languages than the page, and its correction the same ones', () => {
  const two = withChannel(withLanguage(WRITTEN, 'en'), 'sms')
  const one = withoutText(two, 'sms', 'en')
  const languages = ({ renditions, correction }: typeof one) =>
    [renditions.sms, correction.sms].map(texts => texts.map(({ language }) => language).join())
  assert.deepEqual(
    [languages(two), languages(one)],
    [
      ['vi,en', 'vi,en'],
      ['vi', 'vi'],
    ],
  )
  assert.deepEqual(bulletinDraft.parse(withText(one, 'sms', 'en')), two)
})
