import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Place, Verdict } from '../model.ts'
import { countsOf, readinessOf } from './readiness.ts'

const GOOD: Verdict = {
  at: '2026-11-27T00:00:00Z',
  line: 'A',
  reason: null,
  kbitsUp: 4000,
  kbitsDown: 9000,
  lossUp: 0,
  lossDown: 0,
  jitterMs: 4,
  roundTripMs: 20,
  path: 'udp',
  microphone: 'works',
  camera: 'works',
}

const place = (name: string, part: Partial<Place>): Place => ({
  site: name,
  name,
  short: name,
  responsible: { name: 'Nguyễn Văn A', title: null, mail: null },
  role: 'site',
  language: null,
  link: 'used',
  linkExpiresAt: null,
  verdict: GOOD,
  is: 'awaited',
  intervals: [],
  presentMs: 0,
  drops: 0,
  wasLate: false,
  spokeMs: 0,
  reason: null,
  ...part,
})

test('weak lines stand first, then those that nobody tested, then those without a link; who sits in the room is not to be tested any more', () => {
  const found = readinessOf([
    place('good', {}),
    place('sits', { verdict: null, is: 'present' }),
    place('late', { is: 'late' }),
    place('sits-weak', { verdict: { ...GOOD, line: 'C' }, is: 'present' }),
    place('without', { link: 'none', verdict: null }),
    place('silent', { link: 'sent', verdict: null }),
    place('slow', { verdict: { ...GOOD, line: 'D', reason: 'rate-up' } }),
    place('opened', { verdict: null }),
    place('mute', { verdict: { ...GOOD, microphone: 'silent' } }),
  ])
  assert.deepEqual(
    found.map(({ place, is, doubts }) => [place.name, is, ...doubts]),
    [
      ['sits-weak', 'weak', 'line-C'],
      ['slow', 'weak', 'line-D'],
      ['mute', 'weak', 'microphone'],
      ['silent', 'untested', 'unused'],
      ['opened', 'untested'],
      ['without', 'no-link'],
      ['sits', 'there'],
      ['late', 'there'],
      ['good', 'ready'],
    ],
  )
  assert.deepEqual(countsOf(found), { weak: 3, untested: 2, 'no-link': 1, there: 2, ready: 1 })
})

test('a site without a camera is ready, and it is said', () => {
  const [found] = readinessOf([place('blind', { verdict: { ...GOOD, camera: 'missing' } })])
  assert.deepEqual([found?.is, found?.doubts], ['ready', ['camera']])
})
