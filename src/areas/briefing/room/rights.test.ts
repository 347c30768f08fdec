import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BriefingRoom, PlaceRole, RoomSite } from '../model.ts'
import { roomWith, siteWith } from './furnished.ts'
import { chairRightsOver, rightsOf } from './rights.ts'

const named = (rights: object) =>
  Object.entries(rights)
    .filter(([, may]) => may)
    .map(([name]) => name)
    .join(' ')

function check(
  what: string,
  {
    role = 'site',
    own = {},
    room = {},
    others = [],
  }: { role?: PlaceRole; own?: Partial<RoomSite>; room?: Partial<BriefingRoom>; others?: RoomSite[] },
  expected: string,
): void {
  test(`what the page offers: ${what}`, () => {
    const sites = [siteWith('me', { role, ...own }), ...others]
    assert.equal(named(rightsOf({ site: 'me', role }, roomWith({ sites, ...room }))), expected)
  })
}

check('a site may ask, and write its question', {}, 'asks writes')
check('who has asked may withdraw', { own: { floor: 'pending' } }, 'withdraws writes')
check('who is in the queue may withdraw', { own: { floor: 'accepted', queue: 1 } }, 'withdraws writes')
check('who has the floor may release it, and show', { own: { floor: 'granted' } }, 'releases writes shows')
check('an observer asks for nothing', { role: 'observer' }, '')
check('an interpreter asks for nothing, and types captions', { role: 'interpreter' }, 'typesCaptions')
check('nobody asks before it begins', { room: { state: 'planned' } }, '')
check(
  'a secretary types captions, and sees what is asked in writing',
  { role: 'secretary' },
  'asks writes seesQuestions typesCaptions',
)
check(
  'whoever has the chair begins',
  { role: 'chair', room: { state: 'planned', chair: 'me' } },
  'hasChair seesQuestions begins',
)
check(
  'whoever has the chair ends, and shows',
  { role: 'chair', room: { chair: 'me' } },
  'hasChair seesQuestions shows ends',
)
check(
  'the chair takes back what the deputy has',
  { role: 'chair', room: { chair: 'd' } },
  'takesChair asks writes seesQuestions',
)
check(
  'the chair gives it to a deputy who is there',
  { role: 'chair', room: { chair: 'me' }, others: [siteWith('d', { role: 'deputy' })] },
  'hasChair givesChair seesQuestions shows ends',
)
check(
  'a deputy who has the chair does what the chair does',
  { role: 'deputy', room: { chair: 'me' } },
  'hasChair seesQuestions shows ends',
)

test('beside each site the chair finds what can be done about it', () => {
  const over = (of: Partial<RoomSite>, room: Partial<BriefingRoom> = {}) => {
    const site = siteWith('a', of)
    return named(chairRightsOver(site, roomWith({ chair: 'c', sites: [site], ...room })))
  }
  assert.equal(over({}), 'gives')
  assert.equal(over({ floor: 'pending' }), 'gives accepts denies')
  assert.equal(over({ floor: 'accepted' }), 'gives denies')
  assert.equal(over({ floor: 'granted' }), 'revokes')
  assert.equal(over({ is: 'absent', line: null }), '')
  assert.equal(over({}, { chair: 'a' }), '')
  assert.equal(over({}, { state: 'planned' }), '')
  const full = { grantedMax: 1, sites: [siteWith('b', { floor: 'granted' }), siteWith('a')] }
  assert.equal(over({ floor: 'accepted' }, full), 'denies')
})
