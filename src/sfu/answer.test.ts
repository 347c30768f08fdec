import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { ANSWER_SIZE_MAX, type Answer, type AnswerFault, readAnswer } from './answer.ts'
import { toldOf } from './session.ts'

/** Whole answers of browsers and libraries to an offer of ours, as they came. */
const vector = (name: string) => readFileSync(join(import.meta.dirname, 'vectors', name), 'utf8')

const CHROMIUM = vector('chromium-156.sdp')
const ENDS = {
  ufrag: 'abcd',
  pwd: '0123456789abcdefghijkl',
  setup: 'active' as const,
  fingerprint: `sha-256 ${Array.from({ length: 32 }, () => 'AB').join(':')}`,
}
const PLAIN = toldOf(ENDS, [1, 2, 3, 4])

function read(sdp: string): Answer {
  const answer = readAnswer(sdp)
  assert.ok(typeof answer !== 'string', `it is read: ${String(answer)}`)
  return answer
}

test('what Chromium answers is read: its credentials, its fingerprint, what it sends', () => {
  const { ends, ssrcs, relays } = read(CHROMIUM)
  assert.equal(ends.setup, 'active')
  assert.match(CHROMIUM, new RegExp(`a=ice-ufrag:${ends.ufrag.replaceAll('+', '\\+')}\r\n`))
  assert.match(ends.fingerprint, /^sha-256 ([0-9A-F]{2}:){31}[0-9A-F]{2}$/)
  assert.deepEqual(
    ssrcs.map(ssrc => ssrc !== null && CHROMIUM.includes(`a=ssrc:${ssrc} cname:`)),
    [true, true, true, false],
  )
  assert.equal(relays.size, 0)
})

for (const name of ['werift-0.25.sdp', 'aiortc-1.11.sdp'])
  test(`what ${name} answers is read, whatever hashes and candidates it tells besides`, () => {
    const { ends, ssrcs } = read(vector(name))
    assert.match(ends.fingerprint, /^sha-256 ([0-9A-F]{2}:){31}[0-9A-F]{2}$/)
    assert.notEqual(ssrcs[0], null)
  })

test('Firefox leaves out what repeats a voice, and Chromium takes it', () => {
  const { ends, ssrcs, takesRed } = read(vector('firefox-140.sdp'))
  assert.equal(ends.setup, 'active')
  assert.equal(new Set(ssrcs).size, 4)
  assert.deepEqual([takesRed, read(CHROMIUM).takesRed], [false, true])
})

test('an answer without candidates is one, and what is not sent has no SSRC', () => {
  const taken = { numbered: Array(12).fill(true), takesRed: true }
  assert.deepEqual(read(PLAIN), { ends: ENDS, ssrcs: [1, 2, 3, 4], ...taken, relays: new Set() })
  const quiet = PLAIN.replace('a=sendonly\r\na=ssrc:4 cname:site', 'a=inactive')
  assert.deepEqual(read(quiet).ssrcs, [1, 2, 3, null])
})

test('a number of the whole line is taken where an answer names it, under our identifier, and says that it tells what came', () => {
  const section = (mid: number, change: (text: string) => string) => {
    const parts = PLAIN.split(/(?=^m=)/m)
    parts[1 + mid] = change(parts[1 + mid])
    return read(parts.join('')).numbered.indexOf(false)
  }
  assert.equal(
    section(4, one => one),
    -1,
  )
  assert.equal(
    section(4, one => one.replace(/a=extmap:5 .*\r\n/, '')),
    0,
  )
  assert.equal(
    section(7, one => one.replace('extmap:5 ', 'extmap:6 ')),
    3,
  )
  assert.equal(
    section(15, one => one.replace(' transport-cc', ' nack pli')),
    11,
  )
  assert.equal(
    section(9, one => one.replace('96 transport-cc', '* transport-cc')),
    -1,
  )
  assert.deepEqual(read(CHROMIUM).numbered, Array(12).fill(false))
})

test('of its candidates the relays are known, by numbers alone, and sixteen at the most', () => {
  const relay = (address: string, port: number) =>
    `a=candidate:1 1 udp 41885439 ${address} ${port} typ relay raddr 0.0.0.0 rport 0\r\n`
  const many = Array.from({ length: 40 }, (_, i) => relay('203.0.113.5', 50_000 + i)).join('')
  const host = 'a=candidate:2 1 udp 2122260223 192.0.2.9 4000 typ host\r\n'
  assert.deepEqual([...read(PLAIN + relay('203.0.113.5', 50_000) + host).relays], ['203.0.113.5:50000'])
  assert.equal(read(PLAIN + relay('turn.example.vn', 1)).relays.size, 0)
  assert.equal(read(PLAIN + many).relays.size, 16)
})

const without = (line: RegExp) => PLAIN.replace(line, '')
const LAST_SECTION = PLAIN.lastIndexOf('m=')

const FAULTY: readonly (readonly [what: string, sdp: string, fault: AnswerFault])[] = [
  ['a megabyte', PLAIN + 'a=x\r\n'.repeat(200_000), 'too-large'],
  ['nothing', '', 'line'],
  ['no description', 'hello', 'line'],
  ['octets that are no text', PLAIN.replace('s=-', 's=\ufffd\ufffd'), 'line'],
  ['a zero octet', PLAIN.replace('s=-', 's=\0'), 'line'],
  ['a line without an end', PLAIN.slice(0, -2), 'line'],
  ['a line of 3,000', PLAIN.replace('s=-', `s=${'-'.repeat(3000)}`), 'line'],
  ['15 m-lines', PLAIN.slice(0, LAST_SECTION), 'm-lines'],
  ['17 m-lines', PLAIN + PLAIN.slice(LAST_SECTION), 'm-lines'],
  ['2,000 m-lines', PLAIN + 'm=audio 9 x 0\r\n'.repeat(2000), 'm-lines'],
  ['pictures for a voice', PLAIN.replace('m=audio', 'm=video'), 'm-lines'],
  ['data', PLAIN.replace(/m=video .*/, 'm=application 9 UDP/DTLS/SCTP webrtc-datachannel'), 'm-lines'],
  ['a refused m-line', PLAIN.replace('m=video 9', 'm=video 0'), 'm-lines'],
  ['another order', PLAIN.replace('a=mid:1\r', 'a=mid:2\r'), 'm-lines'],
  ['a way up that is received', PLAIN.replace('a=sendonly', 'a=recvonly'), 'direction'],
  ['a way down that is sent', PLAIN.replace('a=recvonly', 'a=sendonly'), 'direction'],
  ['both ways', PLAIN.replace('a=sendonly', 'a=sendrecv'), 'direction'],
  ['no direction', without(/a=sendonly\r\n/), 'direction'],
  ['two directions', PLAIN.replace('a=sendonly', 'a=sendonly\r\na=inactive'), 'direction'],
  ['no credentials', PLAIN.replaceAll(/a=ice-ufrag:.*\r\n/g, ''), 'transport'],
  ['a short password', PLAIN.replaceAll(ENDS.pwd, 'short'), 'transport'],
  ['another password in one place', PLAIN.replace(ENDS.pwd, 'z'.repeat(22)), 'transport'],
  ['a password with blanks', PLAIN.replaceAll(ENDS.pwd, ENDS.pwd.replace('5', ' ')), 'transport'],
  ['no fingerprint', PLAIN.replaceAll(/a=fingerprint:.*\r\n/g, ''), 'transport'],
  ['two fingerprints', PLAIN.replace('AB:AB', 'AC:AB'), 'transport'],
  ['a short fingerprint', PLAIN.replaceAll('AB:AB:', ''), 'transport'],
  ['a fingerprint of MD5', PLAIN.replaceAll('sha-256', 'md5'), 'transport'],
  ['nobody begins', PLAIN.replaceAll('a=setup:active', 'a=setup:actpass'), 'transport'],
  ['an SSRC twice', PLAIN.replace('a=ssrc:2 ', 'a=ssrc:1 '), 'ssrc'],
  ['an SSRC beyond 32 bits', PLAIN.replace('a=ssrc:2 ', 'a=ssrc:4294967296 '), 'ssrc'],
  ['an SSRC of 0', PLAIN.replace('a=ssrc:2 ', 'a=ssrc:0 '), 'ssrc'],
]

for (const [what, sdp, fault] of FAULTY)
  test(`an answer with ${what} is refused as faulty`, () => {
    assert.equal(readAnswer(sdp), fault)
  })

test('whatever an answer is changed to, it is read or has a fault', () => {
  const lines = CHROMIUM.split('\r\n')
  const change = fc.record({
    at: fc.nat(lines.length - 1),
    count: fc.nat(3),
    put: fc.array(fc.oneof(fc.constantFrom(...lines), fc.string({ unit: 'binary' })), { maxLength: 3 }),
  })
  fc.assert(
    fc.property(fc.array(change, { maxLength: 5 }), changes => {
      const changed = [...lines]
      for (const { at, count, put } of changes) changed.splice(at, count, ...put)
      const answer = readAnswer(changed.join('\r\n'))
      if (typeof answer === 'string') return
      assert.equal(answer.ssrcs.length, 4)
      // What goes on to the library is ours, line by line.
      assert.doesNotMatch(toldOf(answer.ends, answer.ssrcs), /[^\x20-\x7e\r\n]/)
    }),
  )
})

test('the longest answer that is taken is longer than any browser’s', () => {
  assert.ok(CHROMIUM.length * 3 < ANSWER_SIZE_MAX)
})
