import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSmppUrl } from './urls.ts'

for (const [text, expected] of [
  ['smpp://loa:secret@127.0.0.1:2776', [false, '127.0.0.1', 2776, 'loa', 'secret']],
  ['smpps://loa:secret@smsc.example.vn', [true, 'smsc.example.vn', 3550, 'loa', 'secret']],
  ['smpp://loa:secret@smsc', [false, 'smsc', 2775, 'loa', 'secret']],
  ['smpp://loa:secret@smsc/', [false, 'smsc', 2775, 'loa', 'secret']],
  ['SMPP://loa@[::1]:99', [false, '::1', 99, 'loa', '']],
  ['smpp://a%40b:p%3A%2F%25@h:1', [false, 'h', 1, 'a@b', 'p:/%']],
  ['smpp://a:caf%C3%A9@h:1', [false, 'h', 1, 'a', 'caf\xc3\xa9']],
  ['smpp://a:café@h:1', [false, 'h', 1, 'a', 'caf\xc3\xa9']],
  ['smpp://a:%ff%FE@h:1', [false, 'h', 1, 'a', '\xff\xfe']],
  ['smpp://a:b@c@h:1', [false, 'h', 1, 'a', 'b@c']],
  ['smpp://h:1', [false, 'h', 1, '', '']],
] as const) {
  test(`${text} is understood`, () => {
    const [tls, host, port, system_id, password] = expected
    assert.deepEqual(readSmppUrl(text), { tls, host, port, system_id, password })
  })
}

for (const text of [
  '',
  'smpp:',
  'smpp://',
  'loa:secret@127.0.0.1:2775',
  'http://loa:secret@127.0.0.1',
  'smpp://loa:secret@h:70000',
  'smpp://loa:secret@h:0',
  'smpp://loa:%zz@h',
  'smpp://loa:%4@h',
  'smpp://loa:a%00b@h',
  'smpp://loa:secret@h/path',
  'smpp://loa:secret@h?window=1',
]) {
  test(`'${text}' is refused`, () => assert.equal(readSmppUrl(text), null))
}
