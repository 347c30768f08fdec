import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Appointment, calendarOf, contentLine, escapedText } from './calendar.ts'

const APPOINTMENT: Appointment = {
  method: 'REQUEST',
  id: '0b54d2f6-6f2e-4c55-9d51-5a2f3d5f7a10',
  sequence: 2,
  writtenAt: Date.parse('2026-11-20T01:02:03Z'),
  startsAt: Date.parse('2026-11-26T23:30:00Z'),
  endsAt: Date.parse('2026-11-27T01:00:00Z'),
  title: 'Giao ban tuần 48',
  about: 'Gọi thử trước giờ',
  url: 'https://loa.bo.example/briefing#abc',
  organizer: 'loa@bo.example',
  attendee: 'hanh.chinh@bachmai.example',
}

test('an appointment is one event of RFC 5545, in UTC, line by line, each ended by CR and LF', () => {
  assert.equal(
    calendarOf(APPOINTMENT),
    [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Loa//Loa//VI',
      'METHOD:REQUEST',
      'BEGIN:VEVENT',
      'UID:0b54d2f6-6f2e-4c55-9d51-5a2f3d5f7a10',
      'SEQUENCE:2',
      'DTSTAMP:20261120T010203Z',
      'DTSTART:20261126T233000Z',
      'DTEND:20261127T010000Z',
      'STATUS:CONFIRMED',
      'CLASS:PRIVATE',
      'ORGANIZER:mailto:loa@bo.example',
      'ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:hanh.chinh@bachmai.example',
      'SUMMARY:Giao ban tuần 48',
      'DESCRIPTION:Gọi thử trước giờ',
      'LOCATION:https://loa.bo.example/briefing#abc',
      'URL:https://loa.bo.example/briefing#abc',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ].join('\r\n'),
  )
})

test('one that is cancelled says so in its method and in its state, under the same name', () => {
  const lines = calendarOf({ ...APPOINTMENT, method: 'CANCEL', sequence: 3 }).split('\r\n')
  assert.deepEqual(
    lines.filter(line => /^(METHOD|STATUS|UID|SEQUENCE):/.test(line)),
    ['METHOD:CANCEL', 'UID:0b54d2f6-6f2e-4c55-9d51-5a2f3d5f7a10', 'SEQUENCE:3', 'STATUS:CANCELLED'],
  )
})

test('a text is escaped as RFC 5545, 3.3.11 has it: backslash, semicolon, comma and line ends; a colon is not', () => {
  const table = [
    // The RFC's own example.
    [
      'Project XYZ Final Review\nConference Room - 3B\nCome Prepared.',
      'Project XYZ Final Review\\nConference Room - 3B\\nCome Prepared.',
    ],
    ['Sốt, ho; khó thở: gọi 115', 'Sốt\\, ho\\; khó thở: gọi 115'],
    ['C:\\giao ban', 'C:\\\\giao ban'],
    ['một\r\nhai\rba', 'một\\nhai\\nba'],
    ['\\n', '\\\\n'],
    ['chuông\u0007, không', 'chuông\\, không'],
    ['tab\tở lại', 'tab\tở lại'],
  ]
  for (const [text, expected] of table) assert.equal(escapedText(text), expected)
})

test('a title cannot begin a line of its own', () => {
  const text = calendarOf({ ...APPOINTMENT, title: 'Họp\r\nATTENDEE:mailto:x@y.example' })
  assert.equal(text.split('\r\n').filter(line => line.startsWith('ATTENDEE')).length, 1)
})

test('a line is folded at 75 octets, never within a letter, and unfolds to what it was', () => {
  const table: readonly (readonly [line: string, folded: readonly string[]])[] = [
    ['a'.repeat(75), ['a'.repeat(75)]],
    ['a'.repeat(76), ['a'.repeat(75), ' a']],
    // What is carried on has room for 74 beside its blank.
    ['a'.repeat(150), ['a'.repeat(75), ` ${'a'.repeat(74)}`, ' a']],
    // “ầ” is three octets: E1 BA A7. One, two and three of them fit before the 75th ends.
    [`${'a'.repeat(72)}ầu`, [`${'a'.repeat(72)}ầ`, ' u']],
    [`${'a'.repeat(73)}ầu`, ['a'.repeat(73), ' ầu']],
    [`${'a'.repeat(74)}ầu`, ['a'.repeat(74), ' ầu']],
    // A sign of four octets, which is two of UTF-16.
    [`${'a'.repeat(72)}📢`, ['a'.repeat(72), ' 📢']],
    ['', ['']],
  ]
  for (const [line, folded] of table) {
    const written = contentLine(line)
    assert.deepEqual(written.split('\r\n'), [...folded, ''])
    assert.equal(written.replaceAll('\r\n ', ''), `${line}\r\n`)
    for (const each of written.split('\r\n')) assert.ok(Buffer.byteLength(each) <= 75, each)
  }
})

test('without a link it names none, and nobody’s address is left where there is none', () => {
  const text = calendarOf({ ...APPOINTMENT, url: null, organizer: null })
  assert.doesNotMatch(text, /URL|LOCATION|ORGANIZER/)
})

test('an address is written as a URI: what cannot stand in one is written by its octets', () => {
  const text = calendarOf({ ...APPOINTMENT, organizer: '50%é@bo.example' })
  assert.match(text, /\r\nORGANIZER:mailto:50%25%C3%A9@bo\.example\r\n/)
})
