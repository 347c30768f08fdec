import assert from 'node:assert/strict'
import { test } from 'node:test'
import { alertIdentifier } from '../../../cbs/identifiers.ts'
import { capTerms, type Priority, priority, type Sound } from '../../../directive/bulletin.ts'
import { doubtsOf } from '../doubts.ts'
import { FIXTURE_SOUND } from '../fixtures.test.ts'
import { type BulletinDraft, bulletinDraft } from '../model.ts'
import {
  airedAnew,
  begunAt,
  blank,
  CHOSEN_CHANNELS,
  type ChosenChannel,
  changed,
  followsPage,
  hasChannel,
  isLevelFollowing,
  isOfTitle,
  languagesOf,
  leveled,
  type Side,
  withChannel,
  withLanguage,
  withLevel,
  withoutChannel,
  withoutLanguage,
  withoutText,
  withPageText,
  withPageTitles,
  withText,
  withUsualLevel,
} from './draft.ts'

const NOW = Date.parse('2020-02-03T00:00:00Z')
const NEW = blank(NOW)
const HOUR_MS = 3_600_000
const at = (hours: number) => new Date(NOW + hours * HOUR_MS).toISOString()
const taking = (draft: BulletinDraft, ...channels: readonly ChosenChannel[]) =>
  channels.reduce((of, channel) => withChannel(of, channel, NOW), draft)
const withAll = (draft: BulletinDraft) => taking(draft, ...CHOSEN_CHANNELS)
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
  const all = withAll(WRITTEN)
  assert.deepEqual(bulletinDraft.parse(all), all)
  assert.equal(all.renditions.sms[0].text, 'Rửa tay. Rửa tay thường xuyên.')
  assert.equal(all.correction.loudspeakers[0].spoken, 'Đính chính. Bản tin trước có sai sót.')
  assert.equal(all.renditions.ring?.until, NEW.window.until)
  assert.deepEqual(CHOSEN_CHANNELS.reduce(withoutChannel, all), WRITTEN)
  assert.equal(taking(all, 'sms'), all)
})

test('a language is added on each written channel and taken from all of them', () => {
  const two = withLanguage(taking(WRITTEN, 'sms', 'loudspeakers'), 'en')
  assert.deepEqual(bulletinDraft.parse(two), two)
  assert.deepEqual(
    [two.renditions.page, two.renditions.sms, two.correction.sms, two.renditions.mail].map(({ length }) => length),
    [2, 2, 2, 0],
  )
  assert.deepEqual(
    two.renditions.loudspeakers.map(({ language }) => language),
    ['vi'],
  )
  assert.deepEqual(withoutLanguage(two, 'en'), taking(WRITTEN, 'sms', 'loudspeakers'))
})

test('a channel takes the page’s text anew when it is asked to, and keeps everything else', () => {
  const sms = changed(taking(WRITTEN, 'sms'), 'renditions', 'sms', 0, { text: 'khác' })
  assert.equal(withPageText(sms, 'renditions', 'sms').renditions.sms[0].text, 'Rửa tay. Rửa tay thường xuyên.')
  assert.deepEqual(withPageText(sms, 'renditions', 'page'), sms)
})

test('what is spoken begins in words, and what a browser shows ends with a whole word', () => {
  const page = { title: 'Gọi 19003228', text: `${'khẩu trang '.repeat(30)}hết` }
  const of = changed(NEW, 'renditions', 'page', 0, page)
  const { loudspeakers } = taking(of, 'loudspeakers').renditions
  assert.match(loudspeakers[0].spoken, /^Gọi một chín không không, ba hai hai tám\. /)
  const [{ text }] = taking(of, 'push').renditions.push
  assert.ok(text.length <= 240 && / (?:khẩu|trang)…$/.test(text), text)
})

test('a channel speaks fewer languages than the page, and its correction the same ones', () => {
  const two = taking(withLanguage(WRITTEN, 'en'), 'sms')
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

const SIDES = ['renditions', 'correction'] as const
const written = (draft: BulletinDraft, side: Side, title: string, text: string) =>
  changed(changed(draft, side, 'page', 0, { title }), side, 'page', 0, { text })

test('channels that are taken before a word is written say in the end what they say when they are taken last, the message and the correction', () => {
  const first = withAll(NEW)
  const typed = written(
    written(first, 'renditions', 'Rửa tay', 'Rửa tay thường xuyên. Gọi 19009095.'),
    ...(['correction', 'Đính chính', 'Số đúng là 19003228.'] as const),
  )
  const last = withAll(
    written(
      written(NEW, 'renditions', 'Rửa tay', 'Rửa tay thường xuyên. Gọi 19009095.'),
      ...(['correction', 'Đính chính', 'Số đúng là 19003228.'] as const),
    ),
  )
  assert.deepEqual(typed, last)
  for (const side of SIDES) {
    for (const channel of ['sms', 'loudspeakers', 'mail', 'push'] as const)
      assert.equal(followsPage(typed, side, channel, 0), 'yes', `${side} ${channel}`)
    assert.ok(isOfTitle(typed, side, 'vi', typed[side].page[0].title))
  }
  assert.ok(!JSON.stringify([typed.renditions, typed.correction]).includes('""'))
})

test('what somebody has written on a channel stays, until they take the page’s text again', () => {
  for (const side of SIDES) {
    const touched = changed(withAll(WRITTEN), side, 'sms', 0, { text: 'BYT: riêng.' })
    const later = written(touched, side, 'Khác', 'Lời khác.')
    assert.equal(later[side].sms[0].text, 'BYT: riêng.')
    assert.equal(followsPage(later, side, 'sms', 0), 'other')
    assert.equal(later[side].mail[0].text, 'Lời khác.')
    const again = withPageText(later, side, 'sms')
    assert.equal(again[side].sms[0].text, 'Khác. Lời khác.')
    assert.equal(followsPage(again, side, 'sms', 0), 'yes')
    assert.equal(written(again, side, 'Khác nữa', 'Nữa.')[side].sms[0].text, 'Khác nữa. Nữa.')
  }
})

test('what a person has spoken is not lost because a comma of the page was changed; what a machine spoke is spoken anew', () => {
  const with_ = (sound: Sound) => changed(withAll(WRITTEN), 'correction', 'loudspeakers', 0, { sound })
  const [person, machine] = [with_(FIXTURE_SOUND), with_({ ...FIXTURE_SOUND, by: 'machine' })]
  assert.deepEqual(
    [person, machine].map(of => followsPage(of, 'correction', 'loudspeakers', 0)),
    ['same', 'yes'],
  )
  const spoken = (draft: BulletinDraft) => {
    const [{ spoken, sound }] = written(draft, 'correction', 'Sửa', 'Lời.').correction.loudspeakers
    return [spoken, sound]
  }
  assert.deepEqual(spoken(person), ['Đính chính. Bản tin trước có sai sót.', FIXTURE_SOUND])
  assert.deepEqual(spoken(machine), ['Sửa. Lời.', null])
})

test('each language follows its own page, and how often loudspeakers play stays as it was chosen', () => {
  const two = taking(withLanguage(WRITTEN, 'en'), 'sms', 'loudspeakers', 'broadcast')
  const often = changed(two, 'renditions', 'loudspeakers', 0, { perWindow: 5 })
  const next = changed(often, 'renditions', 'page', 1, { title: 'Wash your hands' })
  assert.deepEqual(
    next.renditions.sms.map(({ text }) => text),
    ['Rửa tay. Rửa tay thường xuyên.', 'Wash your hands.'],
  )
  const { loudspeakers } = withPageText(
    changed(next, 'renditions', 'page', 0, { title: 'Đeo khẩu trang' }),
    ...(['renditions', 'loudspeakers'] as const),
  ).renditions
  assert.deepEqual(
    loudspeakers.map(({ spoken, perWindow }) => [spoken, perWindow]),
    [
      ['Đeo khẩu trang. Rửa tay thường xuyên.', 5],
      ['Wash your hands.', 2],
    ],
  )
  const shortly = withPageTitles(next, 'renditions').renditions.broadcast?.texts
  assert.deepEqual(
    shortly?.map(({ text }) => text),
    ['Rửa tay', 'Wash your hands'],
  )
})

const classOf = ({ renditions: { broadcast } }: BulletinDraft) =>
  broadcast && [alertIdentifier(broadcast.level), broadcast.periodSeconds]

test('a routine bulletin’s broadcast sounds no alarm and ends within the hour; it follows the level, and CAP, until somebody chooses', () => {
  const routine = taking(WRITTEN, 'broadcast')
  assert.deepEqual(classOf(routine), [4396, 300])
  assert.equal(routine.renditions.broadcast?.until, at(1))
  const to = (level: Priority, of = routine) => leveled(of, { priority: level })
  assert.deepEqual(
    [classOf(to('priority')), classOf(to('urgent'))],
    [
      [4378, 60],
      [4376, 60],
    ],
  )
  assert.deepEqual(classOf(to('normal', to('urgent'))), [4396, 300])
  const { broadcast } = to('urgent').renditions
  assert.ok(broadcast !== undefined)
  const chosen: BulletinDraft = {
    ...to('urgent'),
    renditions: {
      ...routine.renditions,
      broadcast: { ...broadcast, level: { ...broadcast.level, severity: 'extreme' } },
    },
  }
  assert.deepEqual(classOf(to('normal', chosen)), [4372, 60])
  const by = withLevel(routine, { ...broadcast.level, severity: 'severe' })
  assert.deepEqual(classOf(by), [4376, 60])
  assert.deepEqual(doubtsOf(to('normal', chosen)), ['broadcast-louder-than-level'])
  assert.deepEqual(classOf(withUsualLevel(to('normal', chosen))), [4396, 300])
})

test('CAP begins as the level has it, and goes with it; the broadcast goes by what CAP says where that agrees with the level', () => {
  for (const level of priority.options) {
    const both = taking({ ...WRITTEN, priority: level }, 'broadcast', 'cap')
    assert.deepEqual(doubtsOf(both), [])
    for (const next of priority.options)
      assert.deepEqual(doubtsOf(leveled(both, { priority: next })), [], `${level} ${next}`)
    const { cap } = both.renditions
    assert.ok(cap !== null)
    const sure = leveled(both, { cap: { ...cap, certainty: 'Observed' } })
    assert.deepEqual(doubtsOf(sure), [])
    assert.deepEqual(classOf(withoutChannel(sure, 'cap')), classOf(both))
  }
  const worst = leveled(taking({ ...WRITTEN, priority: 'urgent' }, 'cap', 'broadcast'), {
    cap: { ...capTerms.parse(TERMS), severity: 'Extreme' },
  })
  assert.deepEqual(classOf(worst), [4371, 60])
  assert.ok(
    isLevelFollowing(worst.renditions.broadcast ?? assert.fail(), { priority: 'urgent', cap: worst.renditions.cap }),
  )
})

const TERMS = {
  category: 'Health',
  eventCode: null,
  response: [],
  urgency: 'Immediate',
  severity: 'Severe',
  certainty: 'Observed',
}

test('a broadcast of a bulletin that begins later ends an hour after it begins, and no later than the bulletin', () => {
  const now = taking(NEW, 'broadcast')
  const later = begunAt(now, at(24))
  assert.equal(later.renditions.broadcast?.until, at(25))
  assert.equal(begunAt(later, at(30)).renditions.broadcast?.until, at(31))
  assert.equal(begunAt(later, at(71.5)).renditions.broadcast?.until, at(72))
  const chosen = { ...later.renditions, broadcast: { ...later.renditions.broadcast, until: at(40) } }
  const longer = bulletinDraft.parse({ ...later, renditions: chosen })
  assert.equal(begunAt(longer, at(26)).renditions.broadcast?.until, at(40))
  assert.equal(begunAt(longer, at(41)).renditions.broadcast?.until, at(42))
  assert.equal(airedAnew(now, NOW + 5 * HOUR_MS).renditions.broadcast?.until, at(6))
})
