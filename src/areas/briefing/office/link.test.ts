import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BriefingState } from '../model.ts'
import {
  digestOf,
  type LinkRefusal,
  linkExpiryOf,
  linkRefusal,
  linkStateOf,
  linkTo,
  makeSecret,
  tokenExpiryOf,
} from './link.ts'

const BRIEFING = { startsAt: '2026-11-27T07:30:00+07:00', minutes: 90 }
const EXPIRES = linkExpiryOf(BRIEFING)

test('a link is an address with 43 characters behind the #, new each time, and only their digest is kept', () => {
  const secret = makeSecret()
  assert.match(linkTo('https://loa.bo.example', secret), /^https:\/\/loa\.bo\.example\/briefing#[\w-]{43}$/)
  assert.notEqual(makeSecret(), secret)
  assert.match(digestOf(secret), /^[0-9a-f]{64}$/)
  // FIPS 180-2, appendix B.1.
  assert.equal(digestOf('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

test('a link lives until 12 hours after the planned end, and what it was made into 90 days', () => {
  assert.equal(new Date(EXPIRES).toISOString(), '2026-11-27T14:00:00.000Z')
  assert.equal(new Date(tokenExpiryOf(BRIEFING)).toISOString(), '2027-02-25T02:00:00.000Z')
})

test('whether a place has a link, and whether it was used, is told by what is kept of it', () => {
  assert.equal(linkStateOf({ linkSha256: null, tokenSha256: null }), 'none')
  assert.equal(linkStateOf({ linkSha256: 'a', tokenSha256: null }), 'sent')
  assert.equal(linkStateOf({ linkSha256: 'a', tokenSha256: 'b' }), 'used')
})

test('a link that opens nothing says why: cancelled, ended, used, expired', () => {
  const check = ([state, tokenSha256, nowMs]: [BriefingState, string | null, number], expected: LinkRefusal | null) =>
    assert.equal(linkRefusal({ linkSha256: 'a', linkExpiresAt: EXPIRES, tokenSha256 }, state, nowMs), expected)
  check(['planned', null, EXPIRES - 1], null)
  check(['open', null, EXPIRES - 1], null)
  check(['planned', null, EXPIRES], 'linkExpired')
  check(['open', 'b', EXPIRES - 1], 'linkUsed')
  check(['open', 'b', EXPIRES], 'linkUsed')
  check(['ended', null, EXPIRES - 1], 'linkEnded')
  check(['cancelled', 'b', EXPIRES], 'linkCancelled')
})
