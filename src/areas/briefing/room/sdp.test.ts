import assert from 'node:assert/strict'
import { test } from 'node:test'
import { midsOf, withVoice } from './sdp.ts'

const OFFER = [
  'v=0',
  'o=- 1 1 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111',
  'a=mid:up-audio',
  'a=rtpmap:111 opus/48000/2',
  'a=fmtp:111 minptime=10;useinbandfec=0',
  'a=ptime:20',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111',
  'a=mid:4',
  'a=fmtp:111 minptime=10',
  '',
].join('\r\n')

test('a site’s own voice is coded in 24 kbit/s, with silence left out and losses repaired; those that it hears are let be', () => {
  const lines = withVoice(OFFER, { frameMs: 20 }).split('\r\n')
  assert.deepEqual(lines.slice(4, 10), [
    'm=audio 9 UDP/TLS/RTP/SAVPF 111',
    'a=mid:up-audio',
    'a=rtpmap:111 opus/48000/2',
    'a=fmtp:111 minptime=10;useinbandfec=1;usedtx=1;stereo=0;maxaveragebitrate=24000',
    'a=ptime:20',
    'a=maxptime:20',
  ])
  assert.deepEqual(lines.slice(10), OFFER.split('\r\n').slice(9))
})

test('on the poorest line a frame is of 60 ms', () => {
  const tuned = withVoice(OFFER, { frameMs: 60 })
  assert.deepEqual(tuned.match(/^a=(?:max)?ptime:\d+/gm), ['a=ptime:60', 'a=maxptime:60'])
})

test('an offer that says nothing of Opus is told all of it', () => {
  const bare = OFFER.replace(/^a=fmtp:.*\r\n/gm, '')
  assert.match(withVoice(bare, { frameMs: 20 }), /a=fmtp:111 useinbandfec=1;usedtx=1/)
})

test('tracks are found by the order of their sections, whatever they are called', () => {
  assert.deepEqual(midsOf(OFFER), ['up-audio', '4'])
})
