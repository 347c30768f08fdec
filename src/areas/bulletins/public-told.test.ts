import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, CONTENT, ID, logOf, OTHER_ID, released } from './public-fixtures.test.ts'
import { PublicLog } from './public-log.ts'
import { currentOf, edgeMs, splitExercises, toldOf, withReplaced } from './public-told.ts'

const NOON = '2026-02-03T12:00:00'
const publish = released(1, 'publish', '2026-02-03T09:00:00')
const correct = released(2, 'correct', '2026-02-03T10:00:00')
const cancel = released(3, 'cancel', '2026-02-03T11:00:00')

test('a bulletin is said from its release to the end of its window, and then it is over', () => {
  const check = (when: string, standing: string | null) =>
    assert.equal(toldOf([publish], at(when))?.standing ?? null, standing)
  check('2026-02-03T08:59:59', null)
  check('2026-02-03T09:00:00', 'current')
  check('2026-02-04T23:59:59', 'current')
  check('2026-02-05T00:00:00', 'over')
})

test('a corrected bulletin says its correction, and what it said before apart', () => {
  const told = toldOf([publish, correct], at(NOON))
  assert.equal(told?.standing, 'current')
  assert.equal(told?.correctedMs, at('2026-02-03T10:00:00'))
  assert.deepEqual(told?.texts, CONTENT.correction.page)
  assert.deepEqual(told?.before, CONTENT.renditions.page)
  assert.deepEqual(
    [told?.publishedMs, told?.changedMs],
    [publish, correct].map(({ at }) => Date.parse(at)),
  )
  assert.deepEqual(told?.sounds, [], 'nobody hears any more what is not true')
})

test('a cancelled bulletin is none of those that count from that very millisecond on', () => {
  const before = toldOf([publish, cancel], Date.parse(cancel.at) - 1)
  const after = toldOf([publish, cancel], Date.parse(cancel.at))
  assert.deepEqual([before?.standing, after?.standing], ['current', 'takenBack'])
  assert.deepEqual(currentOf([after!]), [])
  assert.equal(after?.before[0].title, CONTENT.renditions.page[0].title)
})

test('what was taken back before its window opened was never said', () => {
  const window = { ...CONTENT.window, from: '2026-02-04T00:00:00+07:00' }
  const later = released(1, 'publish', '2026-02-03T09:00:00', { window })
  const tomorrow = at('2026-02-04T12:00:00')
  assert.equal(toldOf([later], at(NOON)), null)
  assert.equal(toldOf([later], tomorrow)?.standing, 'current')
  assert.equal(toldOf([later, cancel], tomorrow), null)
  const corrected = toldOf([later, { ...correct, content: later.content }], tomorrow)
  assert.deepEqual([corrected?.texts, corrected?.before], [CONTENT.correction.page, []])
})

test('a new version takes the place of the one before, and is no correction', () => {
  const renditions = { ...CONTENT.renditions, page: [{ language: 'vi', title: 'Bản mới', text: 'Chữ mới.' }] }
  const second = released(4, 'publish', '2026-02-03T11:30:00', { version: 2, renditions })
  const told = toldOf([publish, correct, second], at(NOON))
  assert.deepEqual([told?.texts, told?.before, told?.correctedMs], [renditions.page, [], null])
  assert.equal(told?.publishedMs, Date.parse(publish.at))
})

test('the urgent come first, then the newest', () => {
  const of = (serial: number, hour: string, change: object) =>
    toldOf([released(serial, 'publish', `2026-02-03T${hour}:00:00`, change)], at(NOON))!
  const told = [
    of(1, '08', { bulletin: 'a', priority: 'normal' }),
    of(2, '09', { bulletin: 'b', priority: 'urgent' }),
    of(3, '10', { bulletin: 'c', priority: 'urgent' }),
    of(4, '11', { bulletin: 'd', priority: 'priority' }),
  ]
  assert.deepEqual(
    currentOf(told).map(({ bulletin }) => bulletin),
    ['c', 'b', 'd', 'a'],
  )
})

test('an exercise and what is meant are two lists', () => {
  const exercise = released(2, 'publish', '2026-02-03T10:00:00', { bulletin: OTHER_ID, purpose: 'exercise' })
  const both = [publish, exercise].map(each => toldOf([each], at(NOON))!)
  const { live, exercise: exercises } = splitExercises(both)
  assert.deepEqual([live.map(each => each.bulletin), exercises.map(each => each.bulletin)], [[ID], [OTHER_ID]])
})

test('the next edge is when a window opens or closes', () => {
  const window = { from: '2026-02-04T00:00:00+07:00', until: '2026-02-05T00:00:00+07:00' }
  const later = released(1, 'publish', '2026-02-03T09:00:00', { window })
  const check = (when: string, edge: number) => assert.equal(edgeMs([later], at(when)), edge)
  check(NOON, at('2026-02-04T00:00:00'))
  check('2026-02-04T00:00:00', at('2026-02-05T00:00:00'))
  check('2026-02-05T00:00:00', Number.POSITIVE_INFINITY)
})

test('the log is read on from where it was left, and of the past only the newest stay', async () => {
  const entries = Array.from({ length: 250 }, (_, i) =>
    released(i + 1, 'publish', '2026-02-03T09:00:00', {
      bulletin: `b${i}`,
      window: { from: null, until: i < 200 ? '2026-02-03T10:00:00+07:00' : '2026-02-05T00:00:00+07:00' },
    }),
  )
  const asked: number[] = []
  const all = logOf(entries)
  const log = new PublicLog({
    ...all,
    after: async (serial, max) => {
      asked.push(serial)
      return await all.after(serial, max)
    },
  })
  const { live, fresh } = await log.at(at(NOON))
  assert.deepEqual(asked, [0, 100, 200])
  assert.equal(live.filter(({ standing }) => standing === 'current').length, 50)
  assert.equal(live.filter(({ standing }) => standing === 'over').length, 50)
  assert.equal(fresh.length, 100)
  entries.push({ ...cancel, serial: 251, bulletin: 'b249', content: entries[249].content })
  const next = await log.at(at(NOON))
  assert.deepEqual(next.fresh, ['b249'])
  assert.deepEqual(asked, [0, 100, 200, 250])
  assert.equal(next.live.find(({ bulletin }) => bulletin === 'b249')?.standing, 'takenBack')
})

const matterOf = (change: string, since: string) => ({
  matter: { plan: 'p', action: null, change, since: `${since}+07:00` },
})
const alert = released(1, 'publish', '2026-02-03T09:00:00', matterOf('a', '2026-02-03T09:00:00'))
const raised = released(2, 'publish', '2026-02-03T11:00:00', {
  ...matterOf('b', '2026-02-03T11:00:00'),
  bulletin: OTHER_ID,
})

test('a newer bulletin of the same matter and place replaces the older from its own first minute, and once and for all', async () => {
  const check = async (entries: (typeof alert)[], when: string, expected: object) => {
    const { live } = await new PublicLog(logOf(entries)).at(at(when))
    assert.deepEqual(Object.fromEntries(live.map(each => [each.bulletin, each.standing])), expected)
  }
  const both = [alert, raised]
  await check(both, '2026-02-03T10:59:59', { [ID]: 'current' })
  await check(both, '2026-02-03T11:00:00', { [ID]: 'replaced', [OTHER_ID]: 'current' })
  const back = { ...raised, serial: 3, kind: 'cancel' as const, at: '2026-02-03T12:00:00+07:00' }
  // It was not wrong, as the words of its correction say: it goes on to lead to the newer one.
  const old = { ...alert, serial: 3, kind: 'cancel' as const, at: '2026-02-03T12:00:00+07:00' }
  await check([...both, old], NOON, { [ID]: 'replaced', [OTHER_ID]: 'current' })
  const wrong = { ...old, at: '2026-02-03T10:00:00+07:00' }
  const [first, second] = [wrong, { ...raised, serial: 4 }]
  await check([alert, first, second], NOON, { [ID]: 'takenBack', [OTHER_ID]: 'current' })
  const takenBack = { [ID]: 'replaced', [OTHER_ID]: 'takenBack' }
  await check([...both, back], NOON, takenBack)
  const window = { from: '2026-02-04T00:00:00+07:00', until: '2026-02-05T00:00:00+07:00' }
  const later = { ...raised, content: { ...raised.content, window } }
  await check([alert, later], NOON, { [ID]: 'current' })
  await check([alert, { ...later, kind: 'publish' }, { ...back, content: later.content }], '2026-02-04T01:00:00', {
    [ID]: 'current',
  })
})

test('what is over keeps the place that it took, however much is over by then', async () => {
  const window = { from: null, until: '2026-02-03T11:30:00+07:00' }
  const short = { ...raised, content: { ...raised.content, window } }
  const past = Array.from({ length: 120 }, (_, i) => {
    const content = { ...CONTENT, window, bulletin: `b${i}` }
    return { ...publish, serial: i + 3, bulletin: content.bulletin, content }
  })
  const { live } = await new PublicLog(logOf([alert, short, ...past])).at(at(NOON))
  assert.equal(live.find(({ bulletin }) => bulletin === ID)?.standing, 'replaced')
})

test('a bulletin that was replaced is dated by that, and nobody hears it any more', () => {
  const [older, newer] = withReplaced([alert, raised].map(each => toldOf([each], at(NOON))!))
  assert.deepEqual([older.changedMs, older.sounds], [newer.publishedMs, []])
  assert.deepEqual(currentOf([older, newer]), [newer])
})
