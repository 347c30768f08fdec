import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Letter } from '../../../authority/mailer.ts'
import { changeLetter, linkLetter } from './link-letter.ts'

const INVITATION = {
  to: 'hanh.chinh@bachmai.example',
  site: { id: 's1', name: 'Bệnh viện <b>Bạch Mai</b>' },
  briefing: {
    id: 'b1',
    version: 1,
    content: { title: 'Giao ban tuần 48', startsAt: '2026-11-26T23:30:00Z', minutes: 90 },
  },
  from: 'loa@bo.example',
  writtenAt: Date.parse('2026-11-20T01:02:03Z'),
  timeZone: 'Asia/Ho_Chi_Minh',
}
const LETTER = linkLetter({
  ...INVITATION,
  url: 'https://loa.bo.example/briefing#abc',
  expiresAt: Date.parse('2026-11-27T13:00:00Z'),
})

/** Of the appointment, unfolded: these alone. */
function appointmentOf({ calendar }: Letter, ...names: readonly string[]): readonly string[] {
  assert.ok(calendar !== undefined)
  const lines = calendar.text.replaceAll('\r\n ', '').split('\r\n')
  return lines.filter(line => names.includes(line.split(/[:;]/)[0]))
}

test('a letter with a link goes to one address, Vietnamese first, with the day and the hour where the authority is', () => {
  assert.deepEqual(LETTER.to, ['hanh.chinh@bachmai.example'])
  assert.equal(LETTER.subject, 'Giao ban trực tuyến: Giao ban tuần 48, 06:30 ngày 27/11/2026')
  const [greeting] = LETTER.text.split('\n')
  assert.equal(greeting, 'Kính gửi Bệnh viện <b>Bạch Mai</b>:')
  assert.match(LETTER.text, /đến 20:00 ngày 27\/11\/2026/)
  assert.ok(LETTER.text.indexOf('Mời điểm cầu') < LETTER.text.indexOf('you are invited'))
})

test('it says to make the test call before, and holds the link once', () => {
  assert.match(LETTER.text, /gọi thử mười giây/)
  assert.match(LETTER.text, /ten-second test call/)
  assert.equal(LETTER.text.split('https://loa.bo.example/briefing#abc').length, 2)
})

test('the appointment that comes with it has the hours in UTC, the link, and a name of the briefing and the site', () => {
  assert.equal(LETTER.calendar?.method, 'REQUEST')
  assert.deepEqual(appointmentOf(LETTER, 'UID', 'SEQUENCE', 'DTSTART', 'DTEND', 'URL'), [
    'UID:b1-s1',
    'SEQUENCE:0',
    'DTSTART:20261126T233000Z',
    'DTEND:20261127T010000Z',
    'URL:https://loa.bo.example/briefing#abc',
  ])
  assert.deepEqual(appointmentOf(LETTER, 'ORGANIZER', 'ATTENDEE'), [
    'ORGANIZER:mailto:loa@bo.example',
    'ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:hanh.chinh@bachmai.example',
  ])
})

test('a briefing that is moved, cancelled or goes on without the site changes the same appointment, without a link', () => {
  const { briefing } = INVITATION
  const content = { ...briefing.content, startsAt: '2026-11-27T02:00:00Z' }
  const letterOf = (change: 'moved' | 'cancelled' | 'withdrawn', version: number) =>
    changeLetter({
      ...INVITATION,
      change,
      briefing: { ...briefing, version, content },
      origin: 'https://loa.bo.example',
    })
  const moved = letterOf('moved', 2)
  assert.equal(moved.subject, 'Đổi giờ – Giao ban trực tuyến: Giao ban tuần 48, 09:00 ngày 27/11/2026')
  assert.match(moved.text, /chuyển sang 09:00 ngày 27\/11\/2026.*vẫn dùng được/)
  assert.match(moved.text, /was moved to 09:00 on 27\/11\/2026/)
  assert.deepEqual(appointmentOf(moved, 'METHOD', 'UID', 'SEQUENCE', 'DTSTART', 'STATUS', 'URL'), [
    'METHOD:REQUEST',
    'UID:b1-s1',
    'SEQUENCE:1',
    'DTSTART:20261127T020000Z',
    'STATUS:CONFIRMED',
    'URL:https://loa.bo.example/briefing',
  ])
  for (const change of ['cancelled', 'withdrawn'] as const)
    assert.deepEqual(appointmentOf(letterOf(change, 3), 'METHOD', 'UID', 'SEQUENCE', 'STATUS'), [
      'METHOD:CANCEL',
      'UID:b1-s1',
      'SEQUENCE:2',
      'STATUS:CANCELLED',
    ])
  assert.match(letterOf('cancelled', 3).text, /đã hủy.*\n\n.*was cancelled/)
  assert.match(letterOf('withdrawn', 3).text, /không còn trong danh sách.*\n\n.*no longer invited/)
})
