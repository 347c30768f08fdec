import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kindOf } from './demultiplex.ts'

const DATAGRAMS: readonly [string, readonly number[], 'rtp' | 'rtcp' | 'other'][] = [
  ['nothing', [], 'other'],
  ['one octet', [0x80], 'other'],
  ['a STUN binding request', [0x00, 0x01], 'other'],
  ['a DTLS handshake', [22, 254], 'other'],
  ['a TURN channel', [0x40, 0x00], 'other'],
  ['RTP of payload type 96', [0x80, 96], 'rtp'],
  ['RTP of payload type 96 with a marker', [0x90, 0xe0], 'rtp'],
  ['RTP of payload type 63 with a marker', [0x80, 0x80 | 63], 'rtp'],
  ['RTP of payload type 127 with a marker', [0xbf, 0xff], 'rtp'],
  ['a sender report', [0x80, 200], 'rtcp'],
  ['feedback', [0x81, 205], 'rtcp'],
  ['the first of RTCP', [0x80, 192], 'rtcp'],
  ['the last of RTCP', [0x80, 223], 'rtcp'],
  ['what is behind it', [0x80, 224], 'rtp'],
  ['a version 3', [0xc0, 200], 'other'],
]

for (const [what, octets, kind] of DATAGRAMS)
  test(`${what} is ${kind}`, () => assert.equal(kindOf(Uint8Array.from(octets)), kind))
