/** The page's steps as a table: what it is at, what happens, what it is at then, and what is to be done. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Problem } from '../../../web/problem.ts'
import type { BriefingRoom, PlaceRole, Question, RoomSite } from '../model.ts'
import { briefing } from '../words.ts'
import { briefingAfter } from '../words-after.ts'
import { briefingLive } from '../words-live.ts'
import { briefingPreparing } from '../words-preparing.ts'
import { roomWith, selfWith, siteWith } from './furnished.ts'
import { type Page, type PageEvent, pageIn, type RoomPageState, step } from './page.ts'
import { briefingRoom } from './words.ts'

const problem = (status: number) => new Problem({ status, code: 'any', sentence: { vi: 'Sai.', en: 'Wrong.' } })
const PLANNED = roomWith({ state: 'planned', beganAt: null, sites: [siteWith('a')] })
const OPEN = roomWith({ sites: [siteWith('a')] })
const ENDED = roomWith({ state: 'ended', sites: [siteWith('a')] })
const SELF = selfWith({ room: PLANNED })

const at = (stage: RoomPageState, of: Partial<Page> = {}): Page => ({
  ...pageIn('vi'),
  self: SELF,
  room: PLANNED,
  stage,
  ...of,
})
const ENTERING: RoomPageState = { is: 'entering', problem: null }
const CHECK: RoomPageState = { is: 'check', test: { is: 'none' } }
const LOBBY: RoomPageState = { is: 'lobby' }
const IN_ROOM: RoomPageState = { is: 'room' }
const opened = (of: object): PageEvent => ({ is: 'opened', key: null, token: null, ...of })

const STEPS: readonly (readonly [what: string, before: Page, event: PageEvent, after: string, effects: string])[] = [
  ['a link', pageIn('vi'), opened({ key: 'k' }), 'entering', 'enter'],
  ['a token that the browser kept', pageIn('vi'), opened({ token: 't', key: 'k' }), 'entering', 'prove'],
  ['neither', pageIn('vi'), opened({}), 'refused no-link', 'go-out release-devices focus'],
  [
    'a link that counts',
    at(ENTERING, { self: null, room: null }),
    { is: 'entered', token: 't', self: SELF },
    'check',
    'keep-token clean-address find-devices focus',
  ],
  [
    'a link that the server refuses',
    at(ENTERING, { self: null, room: null }),
    { is: 'not-entered', problem: problem(410) },
    'refused link',
    'go-out release-devices forget-token clean-address focus',
  ],
  [
    'no answer: the link is kept, and asked with again',
    at(ENTERING, { self: null, room: null }),
    { is: 'not-entered', problem: problem(0) },
    'entering',
    'try-again',
  ],
  [
    'a server that has too much to do is no refusal',
    at(ENTERING, { self: null, room: null }),
    { is: 'not-entered', problem: problem(503) },
    'entering',
    'try-again',
  ],
  [
    'a page that was loaded anew in the middle of it goes in at once',
    at(ENTERING, { self: null, room: null }),
    { is: 'proved', self: selfWith({ room: OPEN }), wasInside: true },
    'room',
    'clean-address find-devices focus go-in focus',
  ],
  [
    'a token of a briefing that has ended',
    at(ENTERING, { self: null, room: null }),
    { is: 'proved', self: selfWith({ room: ENDED }), wasInside: true },
    'ended',
    'clean-address go-out release-devices ask-self focus focus',
  ],
  ['join before it begins', at(CHECK), { is: 'join' }, 'lobby', 'go-in focus'],
  ['join while it goes on', at(CHECK, { room: OPEN }), { is: 'join' }, 'room', 'go-in focus'],
  [
    'join in the middle of a test call',
    at({ is: 'check', test: { is: 'running', sinceMs: 1 } }),
    { is: 'join' },
    'lobby',
    'go-in focus',
  ],
  ['it begins', at(LOBBY), { is: 'change', change: { state: 'open' } }, 'room', 'focus'],
  ['it begins while somebody still checks', at(CHECK), { is: 'change', change: { state: 'open' } }, 'check', ''],
  [
    'it ends',
    at(IN_ROOM, { room: OPEN }),
    { is: 'change', change: { state: 'ended' } },
    'ended',
    'go-out release-devices ask-self focus',
  ],
  [
    'it is cancelled',
    at(LOBBY),
    { is: 'change', change: { state: 'cancelled' } },
    'refused cancelled',
    'go-out release-devices focus',
  ],
  ['leave', at(IN_ROOM, { room: OPEN }), { is: 'leave' }, 'check', 'go-out say-goodbye focus'],
  [
    'another link was made for the site',
    at(IN_ROOM, { room: OPEN }),
    { is: 'unknown', problem: problem(401) },
    'refused replaced',
    'go-out release-devices forget-token clean-address focus',
  ],
  [
    'the briefing was cancelled before the link was opened',
    at(ENTERING, { self: null, room: null }),
    { is: 'not-entered', problem: new Problem({ status: 403, code: 'linkCancelled', sentence: { vi: 'x', en: 'x' } }) },
    'refused cancelled',
    'go-out release-devices focus',
  ],
  [
    'the site was put out',
    at(IN_ROOM, { room: roomWith({ sites: [siteWith('a', { is: 'removed' })] }) }),
    { is: 'unknown', problem: problem(401) },
    'refused removed',
    'go-out release-devices forget-token clean-address focus',
  ],
  [
    'whoever reads what was concluded goes on reading when the token ends',
    at({ is: 'ended' }, { room: ENDED }),
    { is: 'unknown', problem: problem(401) },
    'ended',
    '',
  ],
  [
    'another window has the room',
    at(IN_ROOM, { room: OPEN }),
    { is: 'elsewhere' },
    'refused elsewhere',
    'go-out release-devices focus',
  ],
  [
    'the room goes on behind a refusal',
    at({ is: 'refused', why: 'removed', problem: null }),
    { is: 'room', room: OPEN },
    'refused removed',
    '',
  ],
  ['a test call', at(CHECK), { is: 'test' }, 'check', 'test'],
  ['a test call from inside', at(LOBBY), { is: 'test' }, 'lobby', ''],
]

for (const [what, before, event, after, effects] of STEPS)
  test(`a step of the room’s page: ${what}`, () => {
    const { page, effects: done } = step(before, event)
    const { stage } = page
    const told = stage.is === 'refused' ? `refused ${stage.why}` : stage.is
    assert.equal(told, after)
    assert.equal(done.map(effect => effect.do).join(' '), effects)
  })

test('what changes for this site is said, in the language of the page', () => {
  const said = (before: Partial<BriefingRoom>, after: Partial<BriefingRoom>, language: 'vi' | 'en' = 'vi') => {
    const page = at(IN_ROOM, { room: roomWith(before), language })
    return step(page, { is: 'room', room: roomWith(after) }).page.said
  }
  const mine = (floor: 'pending' | 'accepted' | 'granted' | null, queue: number | null = null) => ({
    sites: [siteWith('a', { floor, queue }), siteWith('b')],
  })
  assert.equal(said(mine(null), mine('accepted', 2)), 'Anh/chị đứng thứ 2 trong hàng chờ.')
  assert.equal(said(mine('accepted', 2), mine('accepted', 1)), 'Anh/chị đứng thứ 1 trong hàng chờ.')
  assert.equal(said(mine('accepted', 1), mine('granted'), 'en'), 'You have the floor.')
  assert.equal(said(mine('granted'), mine(null)), 'Lượt phát biểu của anh/chị đã kết thúc.')
  assert.equal(said({ ...mine(null), chair: 'b' }, { ...mine(null), chair: 'a' }), 'Anh/chị đang chủ trì.')
  const asks = { chair: 'a', sites: [siteWith('a'), siteWith('b', { floor: 'pending' })] }
  assert.equal(said({ ...mine(null), chair: 'a' }, asks), 'Bệnh viện b đăng ký phát biểu.')
  assert.equal(said(mine(null), mine(null)), '')
})

test('questions in writing are asked for once when something has become of them, by whoever may see them', () => {
  const asks = (role: PlaceRole, sites: RoomSite[], questionsAt = 0) => {
    const page = at(IN_ROOM, { self: selfWith({ role }), questionsAt })
    const once = step(page, { is: 'room', room: roomWith({ sites }) })
    const again = step(once.page, { is: 'room', room: roomWith({ sites }) })
    assert.deepEqual(again.effects, [])
    return once.effects.some(effect => effect.do === 'ask-questions')
  }
  const others = [siteWith('a'), siteWith('b', { questions: 1 })]
  const own = [siteWith('a', { questions: 2 }), siteWith('b')]
  assert.equal(asks('site', others), false)
  assert.equal(asks('site', own), true)
  assert.equal(asks('site', own, 2), false)
  for (const role of ['chair', 'deputy', 'secretary'] as const) assert.equal(asks(role, others), true)
  assert.equal(asks('observer', others), false)
  // Who comes late asks for those that were written before.
  const come = step(at(CHECK, { room: roomWith({ sites: own }) }), { is: 'join' })
  assert.deepEqual(
    come.effects.map(effect => effect.do),
    ['go-in', 'focus', 'ask-questions'],
  )
})

test('a site is told that its question was answered, and the chair whose has come', () => {
  const question = (of: Partial<Question>): Question => ({
    id: 'q',
    site: 'a',
    at: '2026-11-27T00:40:00.000Z',
    text: 'Khi nào?',
    state: 'waiting',
    doneAt: null,
    ...of,
  })
  const said = (room: Partial<BriefingRoom>, before: Question[], after: Question[]) => {
    const sites = [siteWith('a'), siteWith('b')]
    const page = at(IN_ROOM, { room: roomWith({ sites, ...room }), questions: before })
    return step(page, { is: 'questions', questions: after }).page.said
  }
  const [waiting, answered] = [question({}), question({ state: 'answered' })]
  assert.equal(said({}, [waiting], [answered]), 'Chủ trì đã trả lời câu hỏi của điểm cầu.')
  assert.equal(said({}, [], [answered]), '')
  assert.equal(said({}, [], [waiting]), '')
  const theirs = question({ id: 'r', site: 'b' })
  assert.equal(said({ chair: 'a' }, [], [theirs]), 'Bệnh viện b gửi câu hỏi bằng văn bản.')
  assert.equal(said({ chair: 'a' }, [theirs], []), '')
})

test('briefings speak to people as an office does', () => {
  const all = { ...briefingRoom, ...briefing, ...briefingPreparing, ...briefingLive, ...briefingAfter }
  const familiar = Object.values(all).filter(({ vi }) => /(?<!\p{L})bạn(?!\p{L})/iu.test(vi))
  assert.deepEqual(familiar, [])
})

test('that the roll was called is said when it is called, and stands for nobody who reads the page later', () => {
  const roll = { at: '2026-11-27T00:40:00.000Z', by: 'b', places: [] }
  const page = at(IN_ROOM, { room: roomWith({ sites: [siteWith('a')] }) })
  const called = step(page, { is: 'change', change: { roll } }).page
  assert.equal(called.said, 'Chủ trì vừa điểm danh.')
  const later = step(called, { is: 'heard' }).page
  assert.equal(later.said, '')
  assert.equal(step(later, { is: 'change', change: { title: 'x' } }).page.said, '')
  const again = { ...roll, at: '2026-11-27T01:10:00.000Z' }
  const change = { roll: again }
  assert.equal(step(later, { is: 'change', change }).page.said, 'Chủ trì vừa điểm danh.')
})

test('an answer that comes behind what the room has told since then puts nothing back', () => {
  const page = at(IN_ROOM, { room: roomWith({ revision: 1, sites: [siteWith('a')] }) })
  const change = { revision: 3, heard: ['a'], sites: [siteWith('a', { floor: 'granted' })] }
  const told = step(page, { is: 'change', change }).page
  const older = roomWith({ revision: 2, sites: [siteWith('a', { floor: 'pending' })] })
  const { page: after, effects } = step(told, { is: 'answered', room: older })
  assert.deepEqual(after.room?.heard, ['a'], 'who was given the floor meanwhile speaks')
  assert.equal(after.room, told.room)
  assert.equal(after.said, told.said)
  assert.deepEqual(effects, [])
})

test('what an answer has shown already is not put back by what is told behind it', () => {
  const page = at(IN_ROOM, { room: roomWith({ revision: 1, heard: ['a'] }) })
  const newer = roomWith({ revision: 3, heard: ['b'], title: 'Mới' })
  const answered = step(page, { is: 'answered', room: newer }).page
  assert.equal(answered.room, newer)
  const late = step(answered, { is: 'change', change: { revision: 2, heard: [] } }).page
  assert.deepEqual(late.room?.heard, ['b'])
  const next = step(late, { is: 'change', change: { revision: 4, title: 'Sau' } }).page
  assert.deepEqual([next.room?.title, next.room?.heard, next.room?.revision], ['Sau', ['b'], 4])
})

test('the whole room of a stream that was opened anew counts, whatever server tells it', () => {
  const page = at(IN_ROOM, { room: roomWith({ revision: 9, heard: ['a'] }) })
  const { room } = step(page, { is: 'room', room: roomWith({ revision: 1, heard: ['b'] }) }).page
  assert.deepEqual([room?.revision, room?.heard], [1, ['b']])
})

test('a screen that the room does not show any more is not sent any more', () => {
  const page = at(IN_ROOM, { room: roomWith({ screen: 'a' }), isScreenShown: true })
  assert.equal(step(page, { is: 'change', change: { title: 'x' } }).page.isScreenShown, true)
  assert.equal(step(page, { is: 'change', change: { screen: null } }).page.isScreenShown, false)
})

test('whatever happens, nobody is in the room without having pressed Join, and who is refused carries nothing', () => {
  const events: readonly PageEvent[] = [
    opened({ token: 't' }),
    { is: 'proved', self: SELF, wasInside: false },
    { is: 'room', room: OPEN },
    { is: 'change', change: { state: 'open' } },
    { is: 'test' },
    { is: 'leave' },
    { is: 'elsewhere' },
    { is: 'unknown', problem: problem(401) },
    { is: 'media', media: 'up' },
    { is: 'join' },
  ]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...events), { maxLength: 40 }), told => {
      let page = pageIn('vi')
      let carries = false
      for (const event of told) {
        const after = step(page, event)
        for (const effect of after.effects) {
          if (effect.do === 'go-in') assert.equal(event.is, 'join')
          carries = effect.do === 'go-in' || (carries && effect.do !== 'go-out')
        }
        page = after.page
        const isIn = page.stage.is === 'lobby' || page.stage.is === 'room'
        assert.equal(carries, isIn, JSON.stringify(page.stage))
      }
    }),
    { numRuns: 500 },
  )
})
