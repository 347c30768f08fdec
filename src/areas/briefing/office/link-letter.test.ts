import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linkLetter } from './link-letter.ts'

const LETTER = linkLetter({
  to: 'hanh.chinh@bachmai.example',
  site: 'Bệnh viện <b>Bạch Mai</b>',
  briefing: { title: 'Giao ban tuần 48', startsAt: '2026-11-26T23:30:00Z', minutes: 90 },
  url: 'https://loa.bo.example/briefing#abc',
  expiresAt: Date.parse('2026-11-27T13:00:00Z'),
  timeZone: 'Asia/Ho_Chi_Minh',
})

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
  assert.match(LETTER.text, /test call of ten seconds/)
  assert.equal(LETTER.text.split('https://loa.bo.example/briefing#abc').length, 2)
})
