import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CONTENT, released } from '../bulletins/public-fixtures.test.ts'
import { contentOf, fits, isFor, turnOf, untilMs } from './fits.ts'
import type { Choices } from './model.ts'

const EVERYTHING: Choices = { language: 'vi', provinces: null, level: 'normal' }
const OLD = '2020-02-13'
const NEW = '2026-02-03'
const refs = (asOf: string, ...codes: readonly string[]) => codes.map(code => ({ code, asOf }))

test('a bulletin goes to whom its priority and its provinces fit', () => {
  const check = (choices: Partial<Choices>, of: Parameters<typeof fits>[1], expected: boolean, what: string) =>
    assert.equal(fits({ ...EVERYTHING, ...choices }, of), expected, what)
  const here = refs(NEW, '01')
  check({}, { priority: 'normal', provinces: null }, true, 'all of everything')
  check({ level: 'priority' }, { priority: 'normal', provinces: null }, false, 'not so low')
  check({ level: 'priority' }, { priority: 'priority', provinces: null }, true, 'just so high')
  check({ level: 'urgent' }, { priority: 'priority', provinces: null }, false, 'urgent alone')
  check({ level: 'priority' }, { priority: 'urgent', provinces: null }, true, 'higher still')
  check({ provinces: here }, { priority: 'normal', provinces: null }, true, 'the whole country')
  check({ provinces: here }, { priority: 'normal', provinces: here }, true, 'the very province')
  const other = refs(NEW, '79')
  check({ provinces: here }, { priority: 'urgent', provinces: other }, false, 'another')
  check({}, { priority: 'normal', provinces: here }, true, 'whoever wants them for wherever')
})

test('a province of one list is found in what the other list has made of it', () => {
  const check = (ours: Choices['provinces'], theirs: Choices['provinces'], expected: boolean) =>
    assert.equal(fits({ ...EVERYTHING, provinces: ours }, { priority: 'normal', provinces: theirs }), expected)
  // Vĩnh Phúc (26 of 2004) is a part of Phú Thọ (25) since July 2025.
  check(refs(NEW, '25'), refs(OLD, '26'), true)
  check(refs(OLD, '26'), refs(NEW, '25'), true)
  check(refs(OLD, '26'), refs(OLD, '25'), false)
  check(refs(NEW, '01'), refs(OLD, '26'), false)
  check(refs(NEW, '99'), refs(OLD, '26'), false)
})

const mail = (subject: string, text: string, language = 'vi') => ({ language, subject, text })
const BOTH = released(1, 'publish', '2026-02-03T07:00:00', {
  renditions: {
    ...CONTENT.renditions,
    mail: [mail('Có ca bệnh', 'Ở nhà.'), mail('A case', 'Stay at home.', 'en')],
    push: [{ language: 'vi', title: 'Có ca bệnh', text: 'Ở nhà.' }],
  },
  correction: {
    ...CONTENT.correction,
    mail: [mail('Không có ca bệnh', 'Tin trước là nhầm.')],
    push: [{ language: 'vi', title: 'Không có ca bệnh', text: 'Tin trước là nhầm.' }],
  },
})
const TO = {
  channel: 'mail',
  language: 'en',
  origin: 'https://loa.example.vn',
  unsubscribe: 'https://loa.example.vn/bulletins/end/x',
  nowMs: Date.parse('2026-02-04T23:00:00+07:00'),
} as const

test('each is told in their language, or else in the first, with the way to the page in theirs', () => {
  const own = contentOf(BOTH, TO)
  assert.deepEqual(
    [own?.title, own?.text, own?.language, own?.isUrgent, own?.lifeSeconds],
    ['A case', 'Stay at home.', 'en', true, 3600],
  )
  assert.equal(own?.link, `https://loa.example.vn/en/bulletins/${CONTENT.bulletin}`)
  const pushed = contentOf(BOTH, { ...TO, channel: 'push', unsubscribe: null })
  assert.deepEqual([pushed?.title, pushed?.language], ['Có ca bệnh', 'vi'])
  const none = released(1, 'publish', '2026-02-03T07:00:00')
  assert.equal(contentOf(none, TO), null)
})

test('what takes a bulletin back says so in its first words, goes first, and is of use for a day whenever the bulletin ends', () => {
  const at = '2026-02-04T22:00:00'
  const [corrected, cancelled] = (['correct', 'cancel'] as const).map(kind => ({
    ...released(2, kind, at, BOTH.content),
    channels: BOTH.channels,
  }))
  const titles = [corrected, cancelled].map(each => contentOf(each, { ...TO, language: 'vi' })?.title)
  assert.deepEqual(titles, ['Đính chính: Không có ca bệnh', 'Đã thu hồi: Không có ca bệnh'])
  assert.equal(untilMs(corrected), Date.parse(`${at}+07:00`) + 86_400_000)
  assert.equal(untilMs(BOTH), Date.parse(CONTENT.window.until))
  const normal = { ...cancelled, content: { ...cancelled.content, priority: 'normal' as const } }
  assert.deepEqual([turnOf(normal), turnOf({ ...normal, kind: 'publish' })], [0, 2])
})

test('an exercise goes to no citizen, and a channel on which nothing was approved stays silent', () => {
  const on = { ...BOTH, channels: ['page', 'mail'] as const }
  assert.ok(isFor('mail', { ...on, channels: [...on.channels] }))
  assert.ok(!isFor('push', { ...on, channels: [...on.channels] }))
  const exercise = { ...on.content, purpose: 'exercise' as const }
  assert.ok(!isFor('mail', { ...on, channels: [...on.channels], content: exercise }))
})
