import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { Failure } from '../base/failure.ts'
import { SEGMENTS_MAX, split } from '../text/split.ts'
import { MESSAGE_OCTETS_MAX, readMessage } from './message-file.ts'

const dir = mkdtempSync(join(tmpdir(), 'loa-message-'))
after(() => rmSync(dir, { recursive: true }))

function file(octets: string | Uint8Array): string {
  const path = join(dir, 'message.txt')
  writeFileSync(path, octets)
  return path
}

async function check(octets: string | Uint8Array, text: string, notes: readonly string[] = []) {
  const message = await readMessage(file(octets))
  assert.deepEqual([message.text, message.notes], [text, notes])
}

for (const [name, octets, expected] of [
  ['no line end', 'Rửa tay', 'Rửa tay'],
  ['one final LF is no part of it', 'Rửa tay\n', 'Rửa tay'],
  ['one final CRLF is no part of it', 'Rửa tay\r\n', 'Rửa tay'],
  ['only one final line end is left out', 'a\n\n', 'a\n'],
  ['only one final CRLF is left out', 'a\r\n\r\n', 'a\r\n'],
  ['a lone final CR stays', 'a\r', 'a\r'],
  ['line ends inside stay as they are', 'a\r\nb\nc\n', 'a\r\nb\nc'],
  ['blanks at both ends stay', '  a \n', '  a '],
  ['an empty file holds an empty text', '', ''],
  ['a line end alone is an empty text', '\n', ''],
  ['text that is not in NFC stays so', 'e\u0302\n', 'e\u0302'],
  ['a NUL is kept, for the notes to name', 'a\u0000b', 'a\u0000b'],
  ['one NUL alone is kept', '\u0000', '\u0000'],
  ['a letter and a NUL are too few for UTF-16', 'a\u0000', 'a\u0000'],
  ['NULs at odd and even places are no UTF-16', 'a\u0000\u0000b', 'a\u0000\u0000b'],
] as const) {
  test(name, () => check(octets, expected))
}

test('a byte order mark is no part of it, and a note says so', () =>
  check('\ufeffRửa tay\r\n', 'Rửa tay', ['byte order mark left out']))

test('a second byte order mark is a letter', () => check('\ufeff\ufeffa', '\ufeffa', ['byte order mark left out']))

async function checkFailure(path: string, expected: string) {
  await assert.rejects(readMessage(path), (error: unknown) => {
    assert.ok(error instanceof Failure)
    assert.equal(error.code, expected)
    for (const language of ['vi', 'en'] as const) assert.doesNotMatch(error.sentence(language), /[{}]/)
    return true
  })
}

const utf16 = Buffer.from('Rửa tay', 'utf16le')

for (const [name, octets] of [
  ['a stray continuation octet', Uint8Array.of(0x61, 0x80)],
  ['a letter cut at the end', Uint8Array.of(0x61, 0xe1, 0xba)],
  ['an overlong slash', Uint8Array.of(0xc0, 0xaf)],
  ['a surrogate in UTF-8', Uint8Array.of(0xed, 0xa0, 0xbd)],
  ['Latin-1', Uint8Array.of(0x43, 0xe0)],
  ['UTF-16 with a byte order mark', Buffer.concat([Buffer.of(0xff, 0xfe), utf16])],
  ['UTF-16 little endian without one', Buffer.from('Rua tay\r\n', 'utf16le')],
  ['UTF-16 big endian without one', Buffer.from('Rua tay', 'utf16le').swap16()],
] as const) {
  test(`${name} is refused as not UTF-8`, () => checkFailure(file(octets), 'messageNotUtf8'))
}

test('a file that is not there cannot be read', () => checkFailure(join(dir, 'none'), 'fileUnreadable'))
test('a folder cannot be read', () => checkFailure(dir, 'fileUnreadable'))

test('a file without an end is refused after the longest message', () =>
  checkFailure('/dev/zero', 'messageFileTooLarge'))

test('the longest file is read, and one octet more is not', async () => {
  assert.equal((await readMessage(file('a'.repeat(MESSAGE_OCTETS_MAX)))).text.length, 468_185)
  await checkFailure(file('a'.repeat(MESSAGE_OCTETS_MAX + 1)), 'messageFileTooLarge')
})

test('the longest message fits a file even with its letters taken apart', async () => {
  const text = 'ệ'.repeat(67 * SEGMENTS_MAX)
  const message = await readMessage(file(`\ufeff${text.normalize('NFD')}\r\n`))
  assert.equal(split(message.text).segments, SEGMENTS_MAX)
})
